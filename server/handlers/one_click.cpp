// Stopping mails by the link in them (RFC 8058): no session, no cookie, no redirect, any number of times.
//
// Looking changes nothing. Whatever is sent stops, unless it is one of the page's own buttons that asks for
// something else: a mail program may send the words of the RFC as a form in either encoding, and a no must
// not fail because of how it was wrapped.
#include <algorithm>
#include <functional>
#include <utility>

#include "core/consent/correct.h"
#include "core/consent/stopping.h"
#include "core/view/stop_page.h"
#include "server/handlers/handlers.h"
#include "server/handlers/saving.h"
#include "server/http/form.h"
#include "server/mail/stop_link.h"

namespace samtycke::server::handlers {
namespace {

// Each round but the last was lost to another writer of the same member; more would be an attack.
constexpr int most_rounds = 16;

// What is decided on the file as it stands.
using Deciding = std::function<consent::Outcome(const consent::MemberFile&)>;

struct Carried {
  consent::MemberFile before;
  consent::Outcome outcome;
};
Expected<Carried, StoreFault> carry_out(Call& call, const MemberId& member,
                                        const Deciding& deciding) {
  Store& store = call.portal.store();
  for (int round = 0; round < most_rounds; ++round) {
    const auto file = store.load(member);
    if (!file.ok()) return Unexpected{file.reason()};
    Carried carried{file.value(), deciding(file.value())};
    if (carried.outcome.decisions.empty()) return carried;
    const auto committed = store.commit(change_for(call, file.value(), carried.outcome));
    if (committed.ok()) return carried;
    if (committed.reason() != StoreFault::changed_meanwhile) return Unexpected{committed.reason()};
  }
  return Unexpected{StoreFault::changed_meanwhile};
}

consent::Circumstance by_one_click(const Call& call) {
  return {consent::Way::one_click, "member", call.portal.now()};
}

std::string_view link_in(const Request& request) {
  return std::string_view(request.path).substr(stop_path.size());
}

// The language of the link between languages, where it is one of ours.
const view::Words& words_for(const Call& call) {
  const Language asked{std::string(value_of(call.request.query, "language"))};
  return is_spoken(call.portal.notice(), asked) ? call.portal.words_in(asked) : call.words;
}

Answer page(Call& call, const consent::MemberFile* file, view::StopState state) {
  state.action = std::string(stop_path) + std::string(link_in(call.request));
  const view::Setting setting = call.portal.page_setting(words_for(call), Caller{});
  return call.portal.page(view::stop_page(setting, file, state), false);
}

Answer not_carried_out(Call& call, StoreFault fault) {
  // Nobody is left who could be sent anything: that is an answer, not an error.
  if (fault == StoreFault::no_such_member) return page(call, nullptr, {});
  return refuse_write(call, fault);
}

// A value of the notice's choice of how often, by the member's own door for corrections.
consent::Outcome with_limit(const Call& call, const consent::MemberFile& file,
                            const std::string& limit) {
  const auto& frequency = call.portal.notice().sending.frequency;
  if (!frequency) return {file, {}, {}};
  auto corrected = consent::correct(file, {{frequency->field, limit}}, call.portal.notice(),
                                    words_for(call).language(), by_one_click(call));
  return corrected.ok() ? std::move(corrected).value() : consent::Outcome{file, {}, {}};
}

std::string limit_of(const Call& call, const consent::MemberFile& file) {
  const auto& frequency = call.portal.notice().sending.frequency;
  return frequency ? std::string(member::value_of(file.holdings, frequency->field)) : std::string();
}

std::vector<notice::Cell> cells_of(const std::vector<consent::Decision>& decisions) {
  std::vector<notice::Cell> cells;
  for (const consent::Decision& decision : decisions) {
    if (const auto* withdraw = std::get_if<consent::Withdraw>(&decision.act)) {
      cells.push_back(withdraw->cell);
    } else if (const auto* object = std::get_if<consent::Object>(&decision.act)) {
      if (const auto* cell = std::get_if<notice::Cell>(&object->to)) cells.push_back(*cell);
    }
  }
  return cells;
}

Answer stop(Call& call, const StopLink& link, bool only_this_sender) {
  const notice::Notice& notice = call.portal.notice();
  const Language& language = words_for(call).language();
  const auto carried = carry_out(call, link.member, [&](const consent::MemberFile& file) {
    const auto wishes = only_this_sender
                            ? consent::stop_cell(file, notice, link.cell, language)
                            : consent::stop_channel(file, notice, link.cell.channel, language);
    return consent::decide_all(file, wishes, notice, by_one_click(call));
  });
  if (!carried.ok()) return not_carried_out(call, carried.reason());
  const Carried& done = carried.value();
  view::StopState state;
  state.cell = link.cell;
  state.done = view::StopDone::stopped;
  state.stopped = cells_of(done.outcome.decisions);
  const consent::Stopped stopped{done.before.decisions.size(), done.outcome.decisions.size(),
                                 notice.version};
  const bool some = !consent::take_back(done.outcome.after, stopped, notice, language).empty();
  if (some) {
    state.undo = undo_link(call.portal.store(), {link.member, call.portal.now(), stopped, {}, {}});
  }
  return page(call, &done.outcome.after, state);
}

Answer send_less(Call& call, const StopLink& link, const std::string& limit) {
  const auto carried = carry_out(call, link.member, [&](const consent::MemberFile& file) {
    for (const notice::FrequencyLimit& less : consent::less_often(file, call.portal.notice())) {
      if (less.value == limit) return with_limit(call, file, limit);
    }
    return consent::Outcome{file, {}, {}};
  });
  if (!carried.ok()) return not_carried_out(call, carried.reason());
  const Carried& done = carried.value();
  view::StopState state;
  state.cell = link.cell;
  state.limit = limit_of(call, done.outcome.after);
  // Nothing of what was asked for is less than now: then the page only shows how it stands.
  if (state.limit == limit) state.done = view::StopDone::less_often;
  if (!done.outcome.decisions.empty()) {
    const consent::Stopped stopped{done.before.decisions.size(), done.outcome.decisions.size(),
                                   call.portal.notice().version};
    state.undo = undo_link(call.portal.store(), {link.member, call.portal.now(), stopped,
                                                 limit_of(call, done.before), limit});
  }
  return page(call, &done.outcome.after, state);
}

// Only what that very request did, while nothing was decided about it since.
consent::Outcome undone(const Call& call, const consent::MemberFile& file, const Undo& undo) {
  const notice::Notice& notice = call.portal.notice();
  if (undo.limit_after.empty()) {
    const auto wishes = consent::take_back(file, undo.stopped, notice, words_for(call).language());
    return consent::decide_all(file, wishes, notice, by_one_click(call));
  }
  const auto& decisions = file.decisions;
  const bool corrected_since = std::any_of(
      decisions.begin() + static_cast<std::ptrdiff_t>(
                              std::min(undo.stopped.first + undo.stopped.count, decisions.size())),
      decisions.end(), [](const consent::Decision& later) {
        return std::holds_alternative<consent::Correct>(later.act);
      });
  if (corrected_since || limit_of(call, file) != undo.limit_after) return {file, {}, {}};
  return with_limit(call, file, undo.limit_before);
}

Answer undo(Call& call, const StopLink& link, std::string_view secret) {
  const auto wanted = open_undo_link(call.portal.store(), secret);
  const std::int64_t now_ms = call.portal.now().utc_ms;
  const bool in_time = wanted && wanted->member == link.member && wanted->at.utc_ms <= now_ms &&
                       now_ms - wanted->at.utc_ms < undo_ms;
  const auto carried = carry_out(call, link.member, [&](const consent::MemberFile& file) {
    return in_time ? undone(call, file, *wanted) : consent::Outcome{file, {}, {}};
  });
  if (!carried.ok()) return not_carried_out(call, carried.reason());
  view::StopState state;
  state.cell = link.cell;
  state.done = carried.value().outcome.decisions.empty() ? view::StopDone::not_undone
                                                         : view::StopDone::undone;
  return page(call, &carried.value().outcome.after, state);
}

// None: no member of ours is meant, or by a channel that there is no longer.
std::optional<StopLink> link_of(Call& call) {
  auto link = open_stop_link(call.portal.store(), link_in(call.request));
  if (!link || notice::find(call.portal.notice(), link->cell.channel) == nullptr) {
    return std::nullopt;
  }
  return link;
}

}  // namespace

Answer show_one_click(Call& call) {
  const auto link = link_of(call);
  if (!link) return page(call, nullptr, {});
  const auto file = call.portal.store().load(link->member);
  if (!file.ok() && file.reason() == StoreFault::no_such_member) return page(call, nullptr, {});
  if (!file.ok()) return refuse(call, file.reason());
  view::StopState state;
  state.cell = link->cell;
  return page(call, &file.value(), state);
}

Answer one_click(Call& call) {
  const auto link = link_of(call);
  if (!link) return page(call, nullptr, {});
  const Pairs form = decode_form(call.request.body).value_or(Pairs{});
  const std::string wanted{value_of(form, "do")};
  if (wanted == view::stop_undo) return undo(call, *link, value_of(form, "undo"));
  constexpr std::string_view less = "less.";
  if (wanted.starts_with(less)) return send_less(call, *link, wanted.substr(less.size()));
  return stop(call, *link, wanted == view::stop_sender);
}

}  // namespace samtycke::server::handlers
