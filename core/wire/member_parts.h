// The parts of a member's documents that more than one of them holds. Private to core/wire.
#pragma once

#include "core/consent/decide.h"
#include "core/consent/member_file.h"
#include "core/preview/preview.h"
#include "core/wire/json.h"

namespace samtycke::wire {

void write(JsonWriter&, const consent::Decision&);
void write(JsonWriter&, const consent::MemberFile&);

void write(JsonWriter&, const preview::Difference&);

// {"now": …, "notice_version": …, "member": {…}, "standing": {…}, "keep_until": {…}, …}
void write_me(JsonWriter&, const consent::MemberFile&, const notice::Notice&, Instant now);
// What `POST me/decisions` answers; with what `POST me/preview` adds.
void write_outcome(JsonWriter&, const consent::MemberFile& before, const consent::Outcome&,
                   const notice::Notice&, Instant now,
                   const preview::Difference* difference = nullptr);

}  // namespace samtycke::wire
