// POST join: accepting the terms, with what the member typed about themselves.
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/consent/join.h"
#include "core/wire/document.h"

namespace samtycke::wire {

// {"accept_terms": true, "details": {"given_name": "Åsa"}, "language": "sv", "notice_version": 3,
//  "turned_off": [{"channel": "sms", "sender": "own"}]}
// The language is that of the terms as they were read.
struct JoinRequest {
  Language language;
  consent::Joining joining;
};
Expected<JoinRequest, BadDocument> decode_joining(std::string_view);

}  // namespace samtycke::wire
