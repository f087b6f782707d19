// A verdict as programs read it: what `samtycke check --json` prints and a case of a verdict answers.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/verdict/verdict.h"

namespace samtycke::wire {

// {"all":[…],"verdict":"yes"}, or "no" with the first reason against, its clause and its law. `all` is every
// reason against, the first one included.
std::string encode_verdict(const verdict::Verdict&, const std::vector<verdict::No>& all);

// One member of an audience: an object of texts by field. No field may come twice.
std::string encode_recipient(
    const std::vector<std::pair<std::string_view, std::string_view>>& values);

}  // namespace samtycke::wire
