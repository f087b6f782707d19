// What comes in over the JSON interface, and its answers. Unknown keys are refused.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/consent/correct.h"
#include "core/consent/decide.h"
#include "core/wire/document.h"

namespace samtycke::wire {

// POST me/decisions and POST me/preview:
//   {"notice_version": 1, "language": "sv", "decisions": [
//     {"act": "grant", "sender": "own", "channel": "email"},
//     {"act": "object", "purpose": "analysis"}, {"act": "stop_everything"}]}
// "stop_everything" is a wish of its own kind: it stands for stop_everything() of decide.h, and comes
// alone. At most 100 decisions.
struct WishList {
  bool stop_everything = false;
  int notice_version_seen = 0;
  Language language;
  std::vector<consent::Wish> wishes;
};
Expected<WishList, BadDocument> decode_wishes(std::string_view);
std::string encode_wishes(const WishList&);

// PATCH me/details: {"language": "sv", "details": {"phone": "070-123 45 67", "given_name": "Åsa"}}
struct Details {
  Language language;
  std::vector<consent::Correction> corrections;  // In the order of their names.
};
Expected<Details, BadDocument> decode_details(std::string_view);
std::string encode_details(const Details&);

// POST sign-in: {"email": "asa@example.se", "language": "sv"}
struct SignIn {
  std::string email;
  Language language;
};
Expected<SignIn, BadDocument> decode_sign_in(std::string_view);
std::string encode_sign_in(const SignIn&);

// POST session: {"code": "7K3M-QW2X"}
struct Code {
  std::string code;
};
Expected<Code, BadDocument> decode_code(std::string_view);
std::string encode_code(const Code&);

// POST me/leave: {"language": "sv", "sure": true}; the language is that of the mail that says it is done.
struct Leave {
  Language language;
  bool sure = false;
};
Expected<Leave, BadDocument> decode_leave(std::string_view);

}  // namespace samtycke::wire
