#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/consent/decide.h"
#include "core/consent/standing.h"
#include "tests/support/builders.h"

namespace samtycke::consent {
namespace {

using support::today;

notice::Cell any_cell() {
  return support::cell(*rc::gen::element("own", "group", "partner"),
                       *rc::gen::element("letter", "email", "sms"));
}

Objectable any_objectable() {
  if (*rc::gen::inRange(0, 4) == 0) {
    return PurposeId{*rc::gen::element<std::string>("analysis", "offers", "unknown")};
  }
  return any_cell();
}

Wish any_wish() {
  Wish wish;
  switch (*rc::gen::inRange(0, 4)) {
    case 0: wish.act = Grant{any_cell()}; break;
    case 1: wish.act = Withdraw{any_cell()}; break;
    case 2: wish.act = Object{any_objectable()}; break;
    default: wish.act = LiftObjection{any_objectable()}; break;
  }
  wish.notice_version_seen = *rc::gen::element(1, 2, 2, 2, 3);
  wish.language = Language{*rc::gen::element<std::string>("sv", "en", "fi")};
  return wish;
}

std::vector<Wish> any_wishes() {
  std::vector<Wish> wishes;
  const int count = *rc::gen::inRange(0, 12);
  for (int i = 0; i < count; ++i) wishes.push_back(any_wish());
  return wishes;
}

// Version 2, in which one text is another than in version 1.
notice::Notice second_notice() {
  auto notice = support::next_version(support::small_notice());
  support::reword(notice, support::cell("group", "email"), "Andra ord.", "Other words.");
  return notice;
}

MemberFile any_member(const notice::Notice& notice) {
  const bool joined = *rc::gen::arbitrary<bool>();
  MemberFile file = joined ? support::joined_member() : support::small_member();
  std::erase_if(file.holdings.records, [](const member::Record& record) {
    return record.field == FieldId{"phone"} && *rc::gen::inRange(0, 3) == 0;
  });
  return decide_all(file, any_wishes(), notice, today()).after;
}

bool on(const MemberFile& file, const notice::Cell& cell, const notice::Notice& notice) {
  return is_on(standing_of(file.decisions, cell, notice), cell, notice);
}

bool touches(const Act& act, const Objectable& what) {
  return act == Act{Object{what}} || act == Act{LiftObjection{what}} ||
         (std::holds_alternative<notice::Cell>(what) &&
          (act == Act{Grant{std::get<notice::Cell>(what)}} ||
           act == Act{Withdraw{std::get<notice::Cell>(what)}}));
}

RC_GTEST_PROP(DecideProperties, ChangingOneThingNeverChangesAnother, ()) {
  const auto notice = second_notice();
  const MemberFile before = any_member(notice);
  const Wish wish = any_wish();
  const MemberFile after = decide_all(before, {wish}, notice, today()).after;

  for (const notice::CellText& text : notice.cells) {
    if (touches(wish.act, text.cell)) continue;
    RC_ASSERT((standing_of(before.decisions, text.cell, notice) ==
               standing_of(after.decisions, text.cell, notice)));
  }
  for (const notice::Purpose& purpose : notice.purposes) {
    if (touches(wish.act, purpose.id)) continue;
    RC_ASSERT(
        (standing_of(before.decisions, purpose.id) == standing_of(after.decisions, purpose.id)));
  }
}

RC_GTEST_PROP(DecideProperties, DecidingAllIsDecidingOneByOne, ()) {
  const auto notice = second_notice();
  const MemberFile before = any_member(notice);
  const auto wishes = any_wishes();
  const Outcome outcome = decide_all(before, wishes, notice, today());

  MemberFile file = before;
  std::vector<Decision> decisions;
  std::vector<Refused> refused;
  for (std::size_t index = 0; index < wishes.size(); ++index) {
    const auto decision = decide(file, wishes[index], notice, today());
    if (decision.ok()) {
      file.decisions.push_back(decision.value());
      decisions.push_back(decision.value());
    } else if (decision.reason() != Refusal::already_so) {
      refused.push_back({index, decision.reason()});
    }
  }
  RC_ASSERT((outcome.after == file));
  RC_ASSERT((outcome.decisions == decisions));
  RC_ASSERT((outcome.refused == refused));
}

RC_GTEST_PROP(DecideProperties, ANoToSomethingThatIsOnAlwaysSucceeds, ()) {
  const auto notice = second_notice();
  MemberFile file = any_member(notice);
  file.holdings = {};  // No address is known any more.
  const int version = *rc::gen::inRange(-5, 10);
  const Language language{*rc::gen::element<std::string>("sv", "en", "fi", "")};

  for (const notice::CellText& text : notice.cells) {
    if (!on(file, text.cell, notice)) continue;
    const bool letter = text.cell.channel == ChannelId{"letter"};
    const Act no = letter ? Act{Object{text.cell}} : Act{Withdraw{text.cell}};
    const auto decision = decide(file, {no, version, language}, notice, today());
    RC_ASSERT(decision.ok());
    file.decisions.push_back(decision.value());
    RC_ASSERT(!on(file, text.cell, notice));
  }
}

RC_GTEST_PROP(DecideProperties, AYesThatIsGivenShowsAsOnAndANoAsOff, ()) {
  const auto notice = second_notice();
  const MemberFile before = any_member(notice);
  const notice::Cell cell = any_cell();
  const bool letter = cell.channel == ChannelId{"letter"};
  const bool yes = *rc::gen::arbitrary<bool>();
  const Act act = letter ? (yes ? Act{LiftObjection{cell}} : Act{Object{cell}})
                         : (yes ? Act{Grant{cell}} : Act{Withdraw{cell}});
  const Outcome outcome = decide_all(before, {support::wish(notice, act)}, notice, today());
  if (outcome.refused.empty()) {
    RC_ASSERT((on(outcome.after, cell, notice) == yes));
  } else {
    RC_ASSERT((on(outcome.after, cell, notice) == on(before, cell, notice)));
    RC_ASSERT(yes);
  }
}

RC_GTEST_PROP(DecideProperties, StoppingEverythingLeavesNothingOn, ()) {
  const auto notice = second_notice();
  MemberFile file = any_member(notice);
  file.holdings = {};
  const auto wishes = stop_everything(file, notice, Language{"sv"});
  const Outcome outcome = decide_all(file, wishes, notice, today());

  RC_ASSERT(outcome.refused.empty());
  RC_ASSERT((outcome.decisions.size() == wishes.size()));
  for (const notice::CellText& text : notice.cells)
    RC_ASSERT(!on(outcome.after, text.cell, notice));
  for (const notice::Purpose& purpose : notice.purposes) {
    RC_ASSERT((!purpose.objection || !is_on(standing_of(outcome.after.decisions, purpose.id))));
  }
}

}  // namespace
}  // namespace samtycke::consent
