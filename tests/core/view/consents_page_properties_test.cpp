// The preview keeps its word: what the page shows after a draft is what saving it brings.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "tests/core/view/portal.h"

namespace samtycke::view {
namespace {

const Portal& portal() {
  static const Portal made;
  return made;
}

notice::Cell any_cell() {
  return support::cell(*rc::gen::element<std::string>("own", "group", "partner", "nobody"),
                       *rc::gen::element<std::string>("letter", "email", "sms"));
}

consent::Objectable any_objectable() {
  if (*rc::gen::arbitrary<bool>()) return any_cell();
  return PurposeId{*rc::gen::element<std::string>("analysis", "offers")};
}

consent::Act any_act() {
  switch (*rc::gen::inRange(0, 4)) {
    case 0: return consent::Grant{any_cell()};
    case 1: return consent::Withdraw{any_cell()};
    case 2: return consent::Object{any_objectable()};
    default: return consent::LiftObjection{any_objectable()};
  }
}

std::vector<consent::Wish> any_draft() {
  std::vector<consent::Wish> draft;
  const int count = *rc::gen::inRange(1, 10);
  for (int i = 0; i < count; ++i) {
    draft.push_back({any_act(), *rc::gen::element(0, 1, 1, 1), support::swedish()});
  }
  return draft;
}

consent::MemberFile any_member() {
  consent::MemberFile file =
      *rc::gen::arbitrary<bool>() ? support::joined_member() : support::small_member();
  if (*rc::gen::arbitrary<bool>()) {
    std::erase_if(file.holdings.records, [](const member::Record& record) {
      return record.field == FieldId{"phone"} || record.field == FieldId{"address"};
    });
  }
  return consent::decide_all(file, any_draft(), portal().notice, support::today()).after;
}

std::map<std::string, bool> switches_of(const Page& page) {
  std::map<std::string, bool> on;
  for (const Switch& one : switches_in(page.blocks)) on[one.name] = one.on;
  return on;
}

RC_GTEST_PROP(ConsentsPageProperties, APreviewShowsTheSwitchesAsSavingLeavesThem, ()) {
  const consent::MemberFile file = any_member();
  const std::vector<consent::Wish> draft = any_draft();
  const Page preview = consents_page(portal().swedish(), file, draft, {});
  const auto saved = consent::decide_all(file, draft, portal().notice, support::today());
  RC_ASSERT(switches_of(preview) ==
            switches_of(consents_page(portal().swedish(), saved.after, {}, {})));
}

RC_GTEST_PROP(ConsentsPageProperties, SendingThePreviewedFormSavesWhatItShowed, ()) {
  const consent::MemberFile file = any_member();
  const Page preview = consents_page(portal().swedish(), file, any_draft(), {});
  std::vector<std::string> on;
  for (const Switch& one : switches_in(preview.blocks)) {
    if (one.on && !one.locked) on.push_back(one.name);  // A browser does not send a locked one.
  }
  const auto wishes =
      wishes_from_switches(file, portal().notice, support::swedish(), portal().notice.version, on);
  const auto saved = consent::decide_all(file, wishes, portal().notice, support::today());
  RC_ASSERT(saved.refused.empty());
  RC_ASSERT(switches_of(preview) ==
            switches_of(consents_page(portal().swedish(), saved.after, {}, {})));
}

RC_GTEST_PROP(ConsentsPageProperties, ASwitchIsMarkedAsChangedJustWhenItDiffersFromWhatIsSaved,
              ()) {
  const consent::MemberFile file = any_member();
  const auto saved = switches_of(consents_page(portal().swedish(), file, {}, {}));
  const Page preview = consents_page(portal().swedish(), file, any_draft(), {});
  for (const Switch& one : switches_in(preview.blocks)) {
    RC_ASSERT(one.changed == (one.on != saved.at(one.name)));
  }
}

struct CardEnd {
  std::vector<std::string> labels;  // Of the card's own buttons.
  std::string summary;
};

// What comes after the switches of each card with a switch, by the card's id.
void each_card(const Page& page,
               const std::function<void(const std::vector<Switch>&, const CardEnd&)>& look) {
  for (const Block& block : std::get<Form>(page.blocks.back().is).blocks) {
    const auto* card = std::get_if<Section>(&block.is);
    if (card == nullptr || switches_in(card->blocks).empty()) continue;
    CardEnd end;
    if (const auto* actions = std::get_if<Actions>(&card->blocks.back().is)) {
      for (const Block& one : actions->blocks) {
        end.labels.push_back(std::get<Button>(one.is).label);
      }
      end.summary = std::get<Paragraph>(card->blocks[card->blocks.size() - 2].is).text;
    }
    look(switches_in(card->blocks), end);
  }
}

RC_GTEST_PROP(ConsentsPageProperties, ACardCanSaveJustWhenItHasAChangeAndSaysWhenThereIsMore, ()) {
  const Page page = consents_page(portal().swedish(), any_member(), any_draft(), {});
  const auto changed_in = [](const std::vector<Switch>& switches) {
    return std::count_if(switches.begin(), switches.end(),
                         [](const Switch& one) { return one.changed; });
  };
  const auto total = changed_in(switches_in(page.blocks));
  each_card(page, [&](const std::vector<Switch>& switches, const CardEnd& end) {
    const auto here = changed_in(switches);
    RC_ASSERT(end.labels.size() == (here == 0 ? 0u : 2u));
    if (here == 0) return;
    RC_ASSERT(end.labels[0].starts_with("Spara allt") == (here < total));
    RC_ASSERT(end.labels[1].starts_with("Ångra allt") == (here < total));
    for (const Switch& one : switches) {
      RC_ASSERT((end.summary.find(one.label) != std::string::npos) == one.changed);
    }
  });
}

}  // namespace
}  // namespace samtycke::view
