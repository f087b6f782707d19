#include "server/handlers/said.h"

#include <algorithm>
#include <array>

namespace samtycke::server::handlers {

std::optional<view::Said> said_in(const Call& call) {
  static constexpr std::array<std::string_view, 17> words{"saved",
                                                          "answered",
                                                          "unchanged",
                                                          "stopped",
                                                          "stopped_sender",
                                                          "corrected",
                                                          "restricted",
                                                          "lifted",
                                                          "signed_out",
                                                          "withdrawn",
                                                          "withdrawn_only",
                                                          "session_ended",
                                                          "signed_out_everywhere",
                                                          "email_changed",
                                                          "joined",
                                                          "left",
                                                          "openid_failed"};
  const std::string_view word = value_of(call.request.query, "done");
  if (std::find(words.begin(), words.end(), word) == words.end()) return std::nullopt;
  return view::Said{view::mood_of_done(word), std::string{word}};
}

Answer done(const Call& call, view::PageName page, std::string_view word) {
  return see_other(call.path_of(page) + "?done=" + std::string{word});
}

}  // namespace samtycke::server::handlers
