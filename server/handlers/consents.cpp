#include <charconv>

#include "core/base/overloaded.h"
#include "server/handlers/handlers.h"
#include "server/handlers/said.h"
#include "server/handlers/saving.h"

namespace samtycke::server::handlers {
namespace {

template <class Number>
std::optional<Number> number_in(const Pairs& form, std::string_view name) {
  const std::string_view text = value_of(form, name);
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// What the switches of the sent form ask for, on the file as it stands.
WishesFor wishes_of_form(const Call& call, int notice_version_seen) {
  std::vector<std::string> on;
  for (const auto& [name, value] : call.form) {
    if (value == "on") on.push_back(name);
  }
  return [&call, on, notice_version_seen](const consent::MemberFile& file) {
    return view::wishes_from_switches(file, call.portal.notice(), call.words.language(),
                                      notice_version_seen, on);
  };
}

Answer consents_page(Call& call, const consent::MemberFile& file,
                     const std::vector<consent::Wish>& draft,
                     const std::optional<view::Said>& said) {
  return call.portal.page(view::consents_page(call.setting(), file, draft, said), true);
}

Answer preview(Call& call, const WishesFor& wishes) {
  const auto file = call.portal.store().load(call.member());
  if (!file.ok()) return refuse(call, file.reason());
  return consents_page(call, file.value(), wishes(file.value()),
                       view::Said{view::Mood::info, std::string(view::unsaved)});
}

// What was not taken stays flipped on the page, which says why.
Answer not_all_taken(Call& call, const std::vector<consent::Wish>& asked,
                     const SavedWishes& saved) {
  std::vector<consent::Wish> left;
  for (const std::size_t place : saved.held_back) left.push_back(asked[place]);
  for (const consent::Refused& refused : saved.outcome.refused) {
    left.push_back(asked[refused.index]);
  }
  const char* why = saved.held_back.empty() ? "refused" : "stale";
  return consents_page(call, saved.outcome.after, left, view::Said{view::Mood::warning, why});
}

Answer save(Call& call, const WishesFor& wishes, std::optional<std::int64_t> revision_seen,
            std::string_view word) {
  const WishesSaved saved = save_wishes(call, WishSaving{wishes, revision_seen, std::nullopt, {}});
  if (const auto* fault = std::get_if<StoreFault>(&saved)) return refuse_write(call, *fault);
  const auto& outcome = std::get<SavedWishes>(saved);
  if (!outcome.held_back.empty() || !outcome.outcome.refused.empty()) {
    return not_all_taken(call, wishes(outcome.before), outcome);
  }
  const bool changed = !outcome.outcome.decisions.empty();
  return done(call, view::PageName::consents, changed ? word : "unchanged");
}

// The session has ended and the page has not. A no by it is carried out; a yes wants somebody who is
// signed in, and nothing is shown to whoever has the page.
Answer withdraw(Call& call, const WishesFor& wishes) {
  const WishesSaved saved = save_wishes(call, WishSaving{wishes, std::nullopt, std::nullopt, {}});
  if (const auto* fault = std::get_if<StoreFault>(&saved)) return refuse_write(call, *fault);
  const auto& outcome = std::get<SavedWishes>(saved);
  const bool all = outcome.held_back.empty() && outcome.outcome.refused.empty();
  const bool changed = !outcome.outcome.decisions.empty();
  if (!changed && !all) return refuse(call, Problem::signed_out);
  // By now somebody may be signed in here again.
  const auto page = call.caller.member ? view::PageName::consents : view::PageName::sign_in;
  return done(call, page, !changed ? "unchanged" : all ? "withdrawn" : "withdrawn_only");
}

Answer withdraw_or_save(Call& call, const WishesFor& wishes,
                        std::optional<std::int64_t> revision_seen, std::string_view word) {
  return call.only_withdraws() ? withdraw(call, wishes) : save(call, wishes, revision_seen, word);
}

}  // namespace

Answer show_consents(Call& call) {
  const auto file = call.portal.store().load(call.member());
  if (!file.ok()) return refuse(call, file.reason());
  return consents_page(call, file.value(), {}, said_in(call));
}

Answer send_consents(Call& call) {
  const std::string_view wanted = value_of(call.form, "do");
  if (wanted == "discard") return see_other(call.path_of(view::PageName::consents));
  if (wanted == "stop_everything") {
    const WishesFor wishes = [&call](const consent::MemberFile& file) {
      return consent::stop_everything(file, call.portal.notice(), call.words.language());
    };
    return withdraw_or_save(call, wishes, std::nullopt, "stopped");
  }
  if (wanted.starts_with("stop.")) {
    const WishesFor wishes = [&call, wanted](const consent::MemberFile& file) {
      return view::wishes_to_stop(file, call.portal.notice(), call.words.language(), wanted);
    };
    return withdraw_or_save(call, wishes, std::nullopt, "stopped_sender");
  }

  const auto notice_version = number_in<int>(call.form, "notice_version");
  const auto revision = number_in<std::int64_t>(call.form, "revision");
  if (!notice_version || !revision) return refuse(call, Problem::bad_request);
  const WishesFor wishes = wishes_of_form(call, *notice_version);
  // A yes or no to the new words of one cell, and to nothing else on the page.
  if (const auto act = view::answer_from(call.portal.notice(), wanted)) {
    const consent::Wish wish{*act, *notice_version, call.words.language()};
    return withdraw_or_save(
        call, [&](const consent::MemberFile&) { return std::vector{wish}; }, revision, "answered");
  }
  // Anything but an explicit "save" only shows what would change.
  if (wanted == "save") return withdraw_or_save(call, wishes, revision, "saved");
  if (call.only_withdraws()) return refuse(call, Problem::signed_out);
  return preview(call, wishes);
}

}  // namespace samtycke::server::handlers
