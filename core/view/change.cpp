#include "core/view/change.h"

#include "core/base/overloaded.h"
#include "core/view/value.h"

namespace samtycke::view {
namespace {

std::string name_of_act(const Change& change, const consent::Act& act) {
  const auto name = [&](const auto& what) { return name_of(change.setting, what); };
  const auto whole = [&](const auto&) { return act_in_words(change.setting, act); };
  return std::visit(
      Overloaded{[&](const consent::Grant& a) { return name(a.cell); },
                 [&](const consent::Withdraw& a) { return name(a.cell); },
                 [&](const consent::Object& a) { return std::visit(name, a.to); },
                 [&](const consent::LiftObjection& a) { return std::visit(name, a.to); },
                 [&](const consent::Join& a) { return whole(a); },
                 [&](const consent::Correct& a) { return whole(a); },
                 [&](const consent::Restrict& a) { return whole(a); },
                 [&](const consent::LiftRestriction& a) { return whole(a); },
                 [&](const consent::Leave& a) { return whole(a); }},
      act);
}

void add_if(std::vector<std::string>& lines, std::optional<std::string> line) {
  if (line) lines.push_back(std::move(*line));
}

}  // namespace

Change change_of(const Setting& setting, const consent::MemberFile& file,
                 const std::vector<consent::Wish>& draft) {
  return {setting, file,
          consent::decide_all(file, draft, setting.notice,
                              {consent::Way::portal, "member", setting.now}),
          draft};
}

bool is_on(const consent::MemberFile& file, const notice::Cell& cell,
           const notice::Notice& notice) {
  return consent::is_on(consent::standing_of(file.decisions, cell, notice), cell, notice);
}

bool is_on(const consent::MemberFile& file, const notice::Purpose& purpose) {
  return consent::is_on(consent::standing_of(file.decisions, purpose.id));
}

bool is_on(const consent::MemberFile& file, const consent::CategoryUse& use) {
  return consent::is_on(consent::standing_of(file.decisions, use));
}

const notice::Purpose* stoppable_sending(const notice::Notice& notice) {
  const notice::Purpose* purpose = notice::find(notice, notice.sending.purpose);
  return purpose != nullptr && purpose->objection ? purpose : nullptr;
}

std::optional<std::string> change_in_words(const Change& change, const notice::Cell& cell) {
  const bool on = is_on(change.after(), cell, change.notice());
  if (on == is_on(change.before, cell, change.notice())) return std::nullopt;
  return change.words()(on ? "changes.cell_on" : "changes.cell_off",
                        {{"what", name_of(change.setting, cell)}});
}

std::optional<std::string> change_in_words(const Change& change, const notice::Purpose& purpose) {
  const bool on = is_on(change.after(), purpose);
  if (!purpose.objection || on == is_on(change.before, purpose)) return std::nullopt;
  return change.words()(on ? "changes.purpose_on" : "changes.purpose_off",
                        {{"what", name_of(change.setting, purpose.id)}});
}

std::optional<std::string> change_in_words(const Change& change, const consent::CategoryUse& use) {
  const bool on = is_on(change.after(), use);
  if (on == is_on(change.before, use)) return std::nullopt;
  return change.words()(on ? "changes.category_on" : "changes.category_off",
                        {{"what", name_of(change.setting, use)}});
}

std::vector<std::string> changes_in_words(const Change& change, const notice::Purpose& purpose) {
  std::vector<std::string> lines;
  add_if(lines, change_in_words(change, purpose));
  for (const notice::OptionalCategory& optional : purpose.optional_categories) {
    add_if(lines, change_in_words(change, consent::CategoryUse{purpose.id, optional.category}));
  }
  return lines;
}

std::vector<std::string> changes_in_words(const Change& change) {
  std::vector<std::string> lines;
  for (const notice::CellText& text : change.notice().cells) {
    add_if(lines, change_in_words(change, text.cell));
  }
  for (const notice::Purpose& purpose : change.notice().purposes) {
    for (std::string& line : changes_in_words(change, purpose)) lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::string> refusals_in_words(const Change& change) {
  std::vector<std::string> lines;
  for (const consent::Refused& refused : change.outcome.refused) {
    const std::string what = name_of_act(change, change.draft[refused.index].act);
    lines.push_back(
        change.words()("refusal." + std::string(consent::key(refused.reason)), {{"what", what}}));
  }
  return lines;
}

}  // namespace samtycke::view
