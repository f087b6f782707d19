// A language by its BCP 47 tag, "sv" or "en", and a text in each language of a notice.
#pragma once

#include <map>
#include <string>

#include "core/base/check.h"
#include "core/base/id.h"

namespace samtycke {

using Language = Id<struct LanguageTag>;

// The same statement in every language of its notice. The loader refuses a notice in which one is
// missing, so asking for a language that is not there is a bug in the caller.
struct Text {
  std::map<Language, std::string> by_language;

  const std::string& in(const Language& language) const {
    const auto found = by_language.find(language);
    SAMTYCKE_CHECK(found != by_language.end());
    return found->second;
  }

  friend bool operator==(const Text&, const Text&) = default;
};

}  // namespace samtycke
