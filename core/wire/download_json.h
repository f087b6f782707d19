// What a member takes along (GDPR Art. 15(3) and 20): everything held about them, in a form that a
// machine can read and that says what it is.
//   {"format": "samtycke.member", "version": 1, "exported_at": "…", "club": {"name", "legal_name"},
//    "notice_version": 1, "member": {…the file, as encode_member_file…}}
// assets/api/member-1.schema.json is its schema, which GET /api/v1/member-1.schema.json answers.
// Indented, since people open it too.
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/base/instant.h"
#include "core/consent/member_file.h"
#include "core/notice/notice.h"
#include "core/wire/document.h"

namespace samtycke::wire {

std::string encode_download(const consent::MemberFile&, const notice::Notice&, Instant exported_at);

// The member in it, strictly by that schema. Who wrote it, and when, is not looked at.
Expected<consent::MemberFile, BadDocument> decode_download(std::string_view);

}  // namespace samtycke::wire
