// Stopping from a mail, and taking exactly that back (N5, L4, L7, L21; RFC 8058).
#include "core/consent/stopping.h"

#include <gtest/gtest.h>

#include "core/consent/standing.h"
#include "tests/support/builders.h"

namespace samtycke::consent {
namespace {

const ChannelId email("email");

class Stopping : public testing::Test {
 protected:
  Outcome carried_out(const MemberFile& file, const std::vector<Wish>& wishes) const {
    return decide_all(file, wishes, notice_, {Way::one_click, "member", support::at("2026-11-23")});
  }
  Outcome stopped(const MemberFile& file, const ChannelId& channel) const {
    return carried_out(file, stop_channel(file, notice_, channel, support::swedish()));
  }
  static std::string listed(const std::vector<Wish>& wishes) {
    std::string text;
    for (const Wish& wish : wishes) {
      const auto* withdraw = std::get_if<Withdraw>(&wish.act);
      const auto* grant = std::get_if<Grant>(&wish.act);
      const auto* object = std::get_if<Object>(&wish.act);
      const auto* lift = std::get_if<LiftObjection>(&wish.act);
      const notice::Cell* cell = withdraw != nullptr ? &withdraw->cell
                                 : grant != nullptr  ? &grant->cell
                                 : object != nullptr ? std::get_if<notice::Cell>(&object->to)
                                 : lift != nullptr   ? std::get_if<notice::Cell>(&lift->to)
                                                     : nullptr;
      text += withdraw != nullptr || object != nullptr ? "-" : "+";
      text += cell == nullptr ? "?" : cell->sender.text() + "/" + cell->channel.text() + " ";
    }
    return text;
  }
  std::string back(const MemberFile& file, const Stopped& what) const {
    return listed(take_back(file, what, notice_, support::swedish()));
  }
  Stopped all_of(const MemberFile& before, const Outcome& outcome) const {
    return {before.decisions.size(), outcome.decisions.size(), notice_.version};
  }

  notice::Notice notice_ = support::small_notice();
  MemberFile asa_ = support::joined_member();
};

TEST_F(Stopping, AChannelIsStoppedForEverySenderAndNothingElseIs) {
  EXPECT_EQ(listed(stop_channel(asa_, notice_, email, support::swedish())),
            "-own/email -group/email ");
  EXPECT_EQ(listed(stop_channel(asa_, notice_, ChannelId("letter"), support::swedish())),
            "-own/letter -group/letter -partner/letter ");
  const Outcome outcome = stopped(asa_, email);
  EXPECT_TRUE(outcome.refused.empty());
  EXPECT_TRUE(is_on(outcome.after.decisions, support::cell("own", "sms"), notice_));
  EXPECT_TRUE(is_on(outcome.after.decisions, support::cell("own", "letter"), notice_));
  EXPECT_EQ(listed(stop_channel(outcome.after, notice_, email, support::swedish())), "");
}

TEST_F(Stopping, OneSenderIsStoppedAlone) {
  const notice::Cell group = support::cell("group", "email");
  EXPECT_EQ(listed(stop_cell(asa_, notice_, group, support::swedish())), "-group/email ");
  EXPECT_EQ(listed(stop_cell(asa_, notice_, support::cell("nobody", "email"), support::swedish())),
            "");
}

TEST_F(Stopping, AnOldYesToOtherWordsIsStoppedToo) {
  support::reword_terms(notice_, "Nya villkor.", "New terms.");
  EXPECT_EQ(listed(stop_channel(asa_, notice_, email, support::swedish())),
            "-own/email -group/email ");
}

TEST_F(Stopping, ItClaimsNoTextThatNobodyWasShown) {
  const Outcome outcome = stopped(asa_, email);
  ASSERT_EQ(outcome.decisions.size(), 2U);
  EXPECT_EQ(outcome.decisions[0].text_sha256, "");
  EXPECT_EQ(outcome.decisions[0].way, Way::one_click);
}

TEST_F(Stopping, TakingItBackGivesWhatThisRequestStoppedAndNoMore) {
  const MemberFile without_group =
      carried_out(asa_, {{Withdraw{support::cell("group", "email")}, 0, support::swedish()}}).after;
  const Outcome outcome = stopped(without_group, email);
  EXPECT_EQ(back(outcome.after, all_of(without_group, outcome)), "+own/email ");
  const Outcome undone = carried_out(
      outcome.after,
      take_back(outcome.after, all_of(without_group, outcome), notice_, support::swedish()));
  EXPECT_TRUE(is_on(undone.after.decisions, support::cell("own", "email"), notice_));
  EXPECT_FALSE(is_on(undone.after.decisions, support::cell("group", "email"), notice_));
  EXPECT_EQ(undone.decisions[0].text_sha256.size(), 64U) << "of the words that stood beside it";
}

TEST_F(Stopping, ItIsTakenBackOnce) {
  const Outcome outcome = stopped(asa_, email);
  const Stopped what = all_of(asa_, outcome);
  const Outcome undone =
      carried_out(outcome.after, take_back(outcome.after, what, notice_, support::swedish()));
  EXPECT_EQ(back(undone.after, what), "");
  EXPECT_EQ(back(stopped(undone.after, email).after, what), "") << "nor does it undo a later no";
}

TEST_F(Stopping, WhatWasDecidedSinceStands) {
  const Outcome outcome = stopped(asa_, email);
  MemberFile later = outcome.after;
  support::decided(later, Grant{support::cell("own", "email")}, "2026-11-24");
  EXPECT_EQ(back(later, all_of(asa_, outcome)), "+group/email ");
  support::decided(later, Leave{}, "2026-11-25");
  EXPECT_EQ(back(later, all_of(asa_, outcome)), "");
}

TEST_F(Stopping, AYesToWordsThatAreNoLongerThoseIsNotTakenBack) {
  const Outcome outcome = stopped(asa_, email);
  const Stopped what = all_of(asa_, outcome);
  const notice::Notice before = notice_;
  support::reword_terms(notice_, "Nya villkor.", "New terms.");
  EXPECT_EQ(back(outcome.after, what), "");
  notice_ = support::next_version(before);
  const Outcome refused =
      carried_out(outcome.after, take_back(outcome.after, what, notice_, support::swedish()));
  EXPECT_TRUE(refused.decisions.empty());
  ASSERT_FALSE(refused.refused.empty());
  EXPECT_EQ(refused.refused[0].reason, Refusal::text_out_of_date);
}

TEST_F(Stopping, OnlyWhatWasStoppedByOneClickIsTakenBack) {
  MemberFile file = asa_;
  support::decided(file, Withdraw{support::cell("own", "email")}, "2026-11-23");
  EXPECT_EQ(back(file, {asa_.decisions.size(), 1, notice_.version}), "") << "on the portal";
  for (const Stopped odd :
       {Stopped{1000, 1, 1}, Stopped{0, 1000, 1}, Stopped{1, static_cast<std::size_t>(-1), 1}}) {
    EXPECT_EQ(back(file, odd), "");
  }
}

TEST_F(Stopping, LessOftenIsWhatIsLessThanNow) {
  EXPECT_TRUE(less_often(asa_, notice_).empty()) << "this notice has no such choice";
  notice::Field field;
  field.id = FieldId("often");
  field.corrected_by_member = true;
  notice_.fields.push_back(field);
  notice_.sending.frequency = notice::Frequency{
      field.id,
      {{"weekly", 1, 7}, {"twice_a_month", 2, 30}, {"monthly", 1, 30}, {"never", 0, 1}},
      {}};
  const auto offered = [&] {
    std::string text;
    for (const auto& limit : less_often(asa_, notice_)) text += limit.value + " ";
    return text;
  };
  EXPECT_EQ(offered(), "weekly twice_a_month monthly never ") << "she has chosen nothing";
  member::put(asa_.holdings, {field.id, "twice_a_month", member::Source::member, {}});
  EXPECT_EQ(offered(), "monthly never ");
  notice_.fields.back().corrected_by_member = false;
  EXPECT_EQ(offered(), "");
}

}  // namespace
}  // namespace samtycke::consent
