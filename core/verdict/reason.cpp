#include "core/verdict/reason.h"

#include <array>

#include "core/base/check.h"

namespace samtycke::verdict {

namespace {

using enum Reason;
constexpr std::array order = {
    gone,           erased,           restricted,      under_age,
    sender_unknown, sender_unnamed,   channel_unknown, offer_unknown,
    no_address,     objected,         withdrawn,       never_agreed,
    other_text,     letters_refused,  nix_listed,      profiling_objected,
    category_off,   segment_mismatch, over_frequency,  offer_not_running,
};

}  // namespace

std::span<const Reason> in_order() {
  return order;
}

std::string_view key(Reason reason) {
  switch (reason) {
    case Reason::gone: return "gone";
    case Reason::erased: return "erased";
    case Reason::restricted: return "restricted";
    case Reason::under_age: return "under_age";
    case Reason::sender_unknown: return "sender_unknown";
    case Reason::sender_unnamed: return "sender_unnamed";
    case Reason::channel_unknown: return "channel_unknown";
    case Reason::offer_unknown: return "offer_unknown";
    case Reason::no_address: return "no_address";
    case Reason::objected: return "objected";
    case Reason::withdrawn: return "withdrawn";
    case Reason::never_agreed: return "never_agreed";
    case Reason::other_text: return "other_text";
    case Reason::letters_refused: return "letters_refused";
    case Reason::nix_listed: return "nix_listed";
    case Reason::profiling_objected: return "profiling_objected";
    case Reason::category_off: return "category_off";
    case Reason::segment_mismatch: return "segment_mismatch";
    case Reason::over_frequency: return "over_frequency";
    case Reason::offer_not_running: return "offer_not_running";
  }
  SAMTYCKE_NEVER("a reason without a key");
}

std::string_view law_of(Reason reason) {
  switch (reason) {
    case Reason::gone: return "GDPR art. 6.1";      // The terms that it rested on have ended.
    case Reason::erased: return "GDPR art. 5.1 e";  // Storage limitation.
    case Reason::restricted: return "GDPR art. 18";
    // Whoever relies on a consent was named when it was given.
    case Reason::sender_unknown:
    case Reason::sender_unnamed: return "EDPB 05/2020 3.3.1";
    case Reason::objected: return "GDPR art. 21.3";
    case Reason::withdrawn: return "GDPR art. 7.3";
    case Reason::other_text: return "GDPR art. 7.1";  // The club must show what was agreed to.
    case Reason::profiling_objected:
    case Reason::category_off: return "GDPR art. 21.2";
    case Reason::under_age:
    case Reason::channel_unknown:
    case Reason::offer_unknown:
    case Reason::no_address:
    case Reason::never_agreed:
    case Reason::letters_refused:
    case Reason::nix_listed:
    case Reason::segment_mismatch:
    case Reason::over_frequency:
    case Reason::offer_not_running: return "";
  }
  SAMTYCKE_NEVER("a reason that does not say its law");
}

}  // namespace samtycke::verdict
