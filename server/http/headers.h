// What stands on every answer, and what is read from a request's headers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/language.h"
#include "server/http/exchange.h"

namespace samtycke::server {

// On every answer, errors too. `secure`: the origin is https, so browsers are told to stay with it.
// Referrer-Policy is same-origin: with no-referrer Chromium sends "Origin: null" on form posts, and the
// origin check would refuse our own forms.
Pairs security_headers(bool secure);

// A cookie's value, or empty. The first wins.
std::string_view cookie(const Request&, std::string_view name);

// The language that Accept-Language likes best among ours; the first of ours where it names none.
// Weights are honoured, "sv-FI" is sv.
Language preferred_language(std::string_view accept_language, const std::vector<Language>& ours);

// Whether a coding ("br", "gzip") is acceptable: named, and not by weight 0.
bool accepts_encoding(std::string_view accept_encoding, std::string_view coding);

// `"12"` is 12. None for anything but one strong entity tag that is a revision.
std::optional<std::int64_t> revision_of(std::string_view if_match);

}  // namespace samtycke::server
