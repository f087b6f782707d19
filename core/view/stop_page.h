// The page behind the link in a mail that stops it (RFC 8058): for whoever has the mail, signed in or not.
//
// It says nothing about the member but what of the club's offers reaches them by this channel, for a mail may
// have been passed on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/consent/member_file.h"
#include "core/view/pages.h"

namespace samtycke::view {

// What the forms of the page ask for: their buttons' "do".
inline constexpr std::string_view stop_all = "all";
inline constexpr std::string_view stop_sender = "sender";
inline constexpr std::string_view stop_undo = "undo";
std::string less_often_word(std::string_view limit);  // "less.monthly"

enum class StopDone {
  nothing,     // It was only looked at.
  stopped,     // What is in `stopped`; empty: it was stopped before.
  less_often,  // The limit is in `limit`.
  undone,
  not_undone,  // Ten minutes have gone, or something was decided since.
};

struct StopState {
  std::string action;  // Where the forms are sent: the link itself.
  notice::Cell cell;   // Whose mail it was, by which channel.
  StopDone done = StopDone::nothing;
  std::vector<notice::Cell> stopped;
  std::string limit;
  std::string undo;  // The secret that takes this back; empty: nothing can be.
};

// `file` null: the link leads to no member.
Page stop_page(const Setting&, const consent::MemberFile* file, const StopState&);

}  // namespace samtycke::view
