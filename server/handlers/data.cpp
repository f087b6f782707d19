#include <charconv>

#include "core/base/overloaded.h"
#include "server/handlers/handlers.h"
#include "server/handlers/said.h"
#include "server/handlers/saving.h"

namespace samtycke::server::handlers {
namespace {

std::string word(const std::variant<consent::NotCorrectable, member::BadValue>& why) {
  return std::string{std::visit([](auto reason) { return key(reason); }, why)};
}

// The page that the values are on: those that are chosen have one of their own.
Answer page_with(Call& call, view::PageName name, const std::vector<view::TypedValue>& typed,
                 const std::optional<view::Said>& said) {
  const auto file = call.portal.store().load(call.member());
  if (!file.ok()) return refuse(call, file.reason());
  if (name == view::PageName::preferences) {
    return call.portal.page(view::preferences_page(call.setting(), file.value(), typed, said),
                            true);
  }
  return call.portal.page(view::data_page(call.setting(), file.value(), typed, said,
                                          view::receipt_search(call.request.query)),
                          true);
}

Answer with_errors(Call& call, view::PageName name, const std::vector<consent::Correction>& asked,
                   const std::vector<consent::BadCorrection>& bad) {
  std::vector<view::TypedValue> typed;
  typed.reserve(asked.size());
  for (const consent::Correction& correction : asked) {
    typed.push_back({correction.field, correction.value, ""});
  }
  for (const consent::BadCorrection& one : bad) typed.at(one.index).error = word(one.why);
  return page_with(call, name, typed, std::nullopt);
}

Answer save(Call& call, view::PageName name) {
  const std::vector<consent::Correction> asked =
      view::corrections_from_form(call.portal.notice(), call.form);
  return std::visit(Overloaded{
                        [&](const SavedCorrections& saved) {
                          const bool changed = !saved.outcome.decisions.empty();
                          return done(call, name, changed ? "corrected" : "unchanged");
                        },
                        [&](const std::vector<consent::BadCorrection>& bad) {
                          return with_errors(call, name, asked, bad);
                        },
                        [&](StaleFile) { return refuse(call, Problem::stale); },
                        [&](StoreFault fault) { return refuse_write(call, fault); },
                    },
                    save_corrections(call, asked, call.words.language(), std::nullopt));
}

// A restriction is a no and always wins; lifting one is a yes to what the page showed.
Answer restrict_or_lift(Call& call, bool lift) {
  const std::string_view seen = value_of(call.form, "revision");
  std::int64_t revision = -1;
  std::from_chars(seen.data(), seen.data() + seen.size(), revision);
  const consent::Act act =
      lift ? consent::Act{consent::LiftRestriction{}} : consent::Act{consent::Restrict{}};
  const consent::Wish wish{act, call.portal.notice().version, call.words.language()};
  const WishesSaved saved =
      save_wishes(call, WishSaving{[&](const consent::MemberFile&) { return std::vector{wish}; },
                                   revision,
                                   std::nullopt,
                                   {}});
  if (const auto* fault = std::get_if<StoreFault>(&saved)) return refuse_write(call, *fault);
  const auto& outcome = std::get<SavedWishes>(saved);
  if (!outcome.held_back.empty()) return refuse(call, Problem::stale);
  const bool changed = !outcome.outcome.decisions.empty();
  return done(call, view::PageName::data, !changed ? "unchanged" : lift ? "lifted" : "restricted");
}

}  // namespace

Answer show_data(Call& call) {
  return page_with(call, view::PageName::data, {}, said_in(call));
}

Answer show_preferences(Call& call) {
  return page_with(call, view::PageName::preferences, {}, said_in(call));
}

Answer send_data(Call& call) {
  const std::string_view wanted = value_of(call.form, "do");
  if (wanted == "restrict") return restrict_or_lift(call, false);
  if (wanted == "lift_restriction") return restrict_or_lift(call, true);
  if (wanted != "save") return see_other(call.path_of(view::PageName::data));
  return save(call, view::PageName::data);
}

Answer send_preferences(Call& call) {
  return save(call, view::PageName::preferences);
}

}  // namespace samtycke::server::handlers
