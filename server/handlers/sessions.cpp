#include <algorithm>

#include "core/proof/sha256.h"
#include "core/wire/sessions_json.h"
#include "server/handlers/handlers.h"
#include "server/handlers/said.h"

namespace samtycke::server::handlers {
namespace {

// What pages and programs call a session by: it leads to the row and to nothing else.
std::string name_of(const Session& session) {
  return proof::sha256_hex("session name:" + session.token_sha256).substr(0, 16);
}

// Those that are good, this one first, then the newest.
Expected<std::vector<Session>, StoreFault> good_sessions(const Call& call) {
  auto all = call.portal.store().sessions_of(call.member());
  if (!all.ok()) return Unexpected{all.reason()};
  std::vector<Session> good = std::move(all).value();
  const Instant now = call.portal.now();
  std::erase_if(good, [now](const Session& one) { return !is_good(one, now); });
  const std::string here = session_row(call.caller.session_token);
  std::stable_sort(good.begin(), good.end(), [&](const Session& a, const Session& b) {
    const bool a_here = a.token_sha256 == here;
    const bool b_here = b.token_sha256 == here;
    return a_here != b_here ? a_here : b.started < a.started;
  });
  return good;
}

std::vector<view::SessionRow> rows_of(const Call& call, const std::vector<Session>& sessions) {
  const std::string here = session_row(call.caller.session_token);
  std::vector<view::SessionRow> rows;
  rows.reserve(sessions.size());
  for (const Session& one : sessions) {
    rows.push_back({name_of(one), one.started, one.last_seen, one.token_sha256 == here});
  }
  return rows;
}

// Of this member's; one that is not there has ended, which is what was asked for.
Expected<bool, StoreFault> end_one(Call& call, std::string_view name) {
  const auto sessions = good_sessions(call);
  if (!sessions.ok()) return Unexpected{sessions.reason()};
  for (const Session& one : sessions.value()) {
    if (name_of(one) != name) continue;
    const auto ended = call.portal.store().end_session(one.token_sha256);
    if (!ended.ok()) return Unexpected{ended.reason()};
    return true;
  }
  return false;
}

}  // namespace

Answer show_sessions(Call& call) {
  const auto sessions = good_sessions(call);
  if (!sessions.ok()) return refuse(call, sessions.reason());
  return call.portal.page(
      view::sessions_page(call.setting(), rows_of(call, sessions.value()), said_in(call)), true);
}

Answer send_sessions(Call& call) {
  const std::string_view wanted = value_of(call.form, "do");
  if (wanted == "everywhere") {
    const auto ended = call.portal.store().end_sessions(call.member());
    if (!ended.ok()) return refuse_write(call, ended.reason());
    Answer answer = done(call, view::PageName::sign_in, "signed_out_everywhere");
    forget_session_cookie(answer, call);
    return answer;
  }
  if (wanted.starts_with("end.")) {
    const auto ended = end_one(call, wanted.substr(4));
    if (!ended.ok()) return refuse_write(call, ended.reason());
    return done(call, view::PageName::sessions, "session_ended");
  }
  return see_other(call.path_of(view::PageName::sessions));
}

Answer api_sessions(Call& call) {
  const auto sessions = good_sessions(call);
  if (!sessions.ok()) return refuse(call, sessions.reason());
  return json(200, wire::encode_sessions(rows_of(call, sessions.value())));
}

Answer api_end_sessions(Call& call) {
  const auto ended = call.portal.store().end_sessions(call.member());
  if (!ended.ok()) return refuse_write(call, ended.reason());
  Answer answer{204, {}, ""};
  forget_session_cookie(answer, call);
  return answer;
}

Answer api_end_session_of_mine(Call& call) {
  const std::string_view path = call.request.path;
  const auto ended = end_one(call, path.substr(path.rfind('/') + 1));
  if (!ended.ok()) return refuse_write(call, ended.reason());
  return ended.value() ? Answer{204, {}, ""} : problem(Problem::not_found);
}

}  // namespace samtycke::server::handlers
