// What a member does with the club that is not a purchase, and what the club does to reach the member.
#pragma once

#include <optional>
#include <string_view>

namespace samtycke::notice {

enum class InteractionKind {
  visit,       // Of the website.
  open,        // Of a mail.
  click,       // In a mail or on a notification.
  redemption,  // Of a coupon.
  message,  // The club sent something. Counted by the frequency that the member chose; see Sending.
};
std::string_view key(InteractionKind);  // "visit", "open", …; stable
std::optional<InteractionKind> interaction_kind_from(std::string_view key);

}  // namespace samtycke::notice
