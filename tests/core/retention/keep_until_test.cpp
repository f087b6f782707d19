#include "core/retention/keep_until.h"

#include <gtest/gtest.h>

#include "tests/support/builders.h"

namespace samtycke::retention {
namespace {

using consent::CategoryUse;
using consent::LiftObjection;
using consent::MemberFile;
using consent::Object;
using notice::ClockStart;
using support::at;
using support::day;
using support::decided;
using support::member_after;
using support::small_member;
using support::small_notice;

const FieldId given_name{"given_name"};  // Both purposes use it.
const FieldId gender{"gender"};          // The analysis alone.
const PurposeId analysis{"analysis"};
const CategoryUse age_and_sex{analysis, CategoryId{"demographics"}};

// What a member of the club reads about one day.
std::string said(const std::optional<KeepUntil>& until) {
  if (!until) return "nobody knows";
  const std::string day = iso(until->day) + " counted from " + iso(start_of(until->since));
  struct Words {
    std::string operator()(const SincePurchase&) const { return " of the purchase"; }
    std::string operator()(const SinceJoining&) const { return " of joining"; }
    std::string operator()(const SinceLeaving&) const { return " of leaving"; }
    std::string operator()(const SinceObjection& since) const {
      const auto* use = std::get_if<CategoryUse>(&since.to);
      if (use == nullptr) return " of the no to " + std::get<PurposeId>(since.to).text();
      return " of the no to " + use->category.text() + " in " + use->purpose.text();
    }
  };
  return day + std::visit(Words{}, until->since);
}

MemberFile bought_at(const char* moment) {
  MemberFile file;
  member::put(file.holdings, member::Receipt{"B-1", at(moment), "", member::Source::till, {}});
  return file;
}

MemberFile never_bought() {
  MemberFile file = small_member();
  file.holdings.receipts.clear();
  return file;
}

// The notice says 30 days after a no.
notice::Notice thirty_days() {
  auto notice = small_notice();
  notice.retentions[0].days_after_objection = 30;
  return notice;
}

TEST(KeepUntil, CountsThreeYearsFromTheLatestPurchase) {  // N9, L17
  EXPECT_EQ(said(keep_until(small_member(), small_notice())),
            "2028-11-28 counted from 2025-11-28 of the purchase");
  EXPECT_EQ(keep_until(small_member(), small_notice())->rule, RetentionId{"three_years"});
}

TEST(KeepUntil, CountsFromTheDayOfJoiningWhereNothingWasBought) {  // L17
  EXPECT_EQ(said(keep_until(never_bought(), small_notice())),
            "2027-03-03 counted from 2024-03-03 of joining");
}

TEST(KeepUntil, TheDayTheTermsWereAcceptedCountsWhereTheDayOfJoiningIsNotHeld) {
  MemberFile file = bought_at("2025-06-01T12:00:00Z");
  file.holdings.receipts.clear();
  file.holdings.records = {{given_name, "Åsa", member::Source::member, at("2020-01-01")}};
  EXPECT_EQ(said(keep_until(file, small_notice())), "nobody knows");
  decided(file, consent::Join{}, "2025-12-31T23:30:00Z");
  EXPECT_EQ(said(keep_until(file, small_notice())),
            "2029-01-01 counted from 2026-01-01 of joining");
}

TEST(KeepUntil, WhereEverythingWasHandedBackNothingWasBought) {
  MemberFile file = never_bought();
  member::put(
      file.holdings,
      member::Receipt{
          "R-1", at("2026-01-05"), "Borås", member::Source::till, {{"Lakan", {}, 1, {-100}}}});
  EXPECT_EQ(said(keep_until(file, small_notice())),
            "2027-03-03 counted from 2024-03-03 of joining");
}

TEST(KeepUntil, NobodyKnowsWhereNeitherEventIsKnown) {
  MemberFile file = never_bought();
  std::erase_if(file.holdings.records,
                [](const auto& record) { return record.field == member::field::joined; });
  EXPECT_EQ(said(keep_until(file, small_notice())), "nobody knows");
  EXPECT_EQ(said(keep_until(file, small_notice(), given_name)), "nobody knows");
}

TEST(KeepUntil, TheDayOfAPurchaseIsTheDayInStockholm) {
  const auto start = [](const char* moment) {
    return iso(start_of(keep_until(bought_at(moment), small_notice())->since));
  };
  EXPECT_EQ(start("2025-12-31T22:59:59Z"), "2025-12-31");
  EXPECT_EQ(start("2025-12-31T23:00:00Z"), "2026-01-01");
  EXPECT_EQ(start("2026-03-28T22:59:59Z"), "2026-03-28") << "the night the clocks go forward";
  EXPECT_EQ(start("2026-03-28T23:00:00Z"), "2026-03-29");
  EXPECT_EQ(start("2026-03-29T21:59:59Z"), "2026-03-29") << "a day of 23 hours";
  EXPECT_EQ(start("2026-03-29T22:00:00Z"), "2026-03-30");
  EXPECT_EQ(start("2026-10-24T22:00:00Z"), "2026-10-25") << "a day of 25 hours";
  EXPECT_EQ(start("2026-10-25T22:59:59Z"), "2026-10-25");
  EXPECT_EQ(start("2026-10-25T23:00:00Z"), "2026-10-26");
}

TEST(KeepUntil, APurchaseOnALeapDayIsNotKeptADayTooLong) {
  const auto until = [](const char* moment, int years) {
    auto notice = small_notice();
    notice.retentions[0].years = years;
    return iso(keep_until(bought_at(moment), notice)->day);
  };
  EXPECT_EQ(until("2024-02-29T12:00:00Z", 3), "2027-02-28");
  EXPECT_EQ(until("2024-02-29T12:00:00Z", 4), "2028-02-29");
  EXPECT_EQ(until("2024-02-28T12:00:00Z", 4), "2028-02-28");
  EXPECT_EQ(until("2025-03-01T12:00:00Z", 3), "2028-03-01");
  EXPECT_EQ(until("2025-01-31T12:00:00Z", 0), "2025-01-31");
}

TEST(KeepUntil, IsDueWhenTheLastDayHasPassedInStockholmAndNotBefore) {
  const auto is_due_on = [](const char* last, const char* moment) {
    return is_due({day(last), RetentionId{"three_years"}, SincePurchase{}}, at(moment));
  };
  EXPECT_FALSE(is_due_on("2028-11-28", "2028-11-28T22:59:59Z"));
  EXPECT_TRUE(is_due_on("2028-11-28", "2028-11-28T23:00:00Z"));
  EXPECT_FALSE(is_due_on("2028-06-30", "2028-06-30T21:59:59Z")) << "in summer";
  EXPECT_TRUE(is_due_on("2028-06-30", "2028-06-30T22:00:00Z"));
  EXPECT_FALSE(is_due_on("2028-02-28", "2028-02-28T22:59:59Z")) << "of a leap year";
  EXPECT_TRUE(is_due_on("2028-02-28", "2028-02-28T23:00:00Z"));
}

TEST(KeepUntil, AFieldStaysAsLongAsOnePurposeNeedsIt) {
  auto notice = small_notice();
  notice.retentions.push_back(notice.retentions[0]);
  notice.retentions[1].id = RetentionId{"one_year"};
  notice.retentions[1].years = 1;
  notice.purposes[1].retention = RetentionId{"one_year"};  // The analysis.
  const MemberFile file = small_member();

  EXPECT_EQ(iso(keep_until(file, notice, given_name)->day), "2028-11-28");
  EXPECT_EQ(iso(keep_until(file, notice, gender)->day), "2026-11-28");
  EXPECT_EQ(keep_until(file, notice, gender)->rule, RetentionId{"one_year"});
  EXPECT_EQ(iso(keep_until(file, notice, CategoryId{"demographics"})->day), "2026-11-28");
  EXPECT_EQ(iso(keep_until(file, notice)->day), "2028-11-28");
}

TEST(KeepUntil, AFieldThatNoPurposeUsesHasNoDayAndGoesWithTheMember) {
  auto notice = small_notice();
  for (notice::Purpose& purpose : notice.purposes) std::erase(purpose.fields, gender);
  EXPECT_EQ(said(keep_until(small_member(), notice, FieldId{"shoe_size"})), "nobody knows");
  EXPECT_EQ(said(keep_until(small_member(), notice, gender)), "nobody knows");
  EXPECT_EQ(iso(keep_until(small_member(), notice)->day), "2028-11-28");
}

TEST(KeepUntil, AMemberOfWhomNothingIsHeldHasNoDay) {
  EXPECT_FALSE(keep_until(MemberFile{}, small_notice()));
  EXPECT_FALSE(keep_until(small_member(), small_notice(), CategoryId{"household"}));
}

TEST(KeepUntil, ReceiptsAloneHaveADay) {
  EXPECT_EQ(iso(keep_until(bought_at("2025-06-01T12:00:00Z"), small_notice())->day), "2028-06-01");
}

TEST(KeepUntil, TheClocksEventsAreTheNoticesToChoose) {  // L28
  auto notice = small_notice();
  notice.retentions[0].start = ClockStart::joined;
  notice.retentions[0].otherwise = ClockStart::latest_purchase;
  EXPECT_EQ(said(keep_until(small_member(), notice)),
            "2027-03-03 counted from 2024-03-03 of joining");
  EXPECT_EQ(iso(keep_until(bought_at("2025-06-01T12:00:00Z"), notice)->day), "2028-06-01");
}

TEST(KeepUntil, SaysItForEachCategoryThatHoldsSomething) {
  std::string all;
  for (const CategoryKept& kept : keep_until_by_category(
           member_after(Object{analysis}, "2026-03-14T12:00:00Z"), thirty_days())) {
    all += kept.category.text() + " " + iso(kept.until->day) + "\n";
  }
  EXPECT_EQ(all,
            "identity 2028-11-28\n"
            "membership 2028-11-28\n"
            "contact 2028-11-28\n"
            "receipts 2028-11-28\n"
            "demographics 2026-04-13\n"
            "user_generated 2028-11-28\n");
}

// GDPR Art. 17(1)(c), 21(2), 21(3).
TEST(KeepUntil, WhatOnlyAnObjectedPurposeNeedsGoesSoManyDaysAfterTheNo) {
  const MemberFile file = member_after(Object{analysis}, "2026-03-14T12:00:00Z");
  EXPECT_EQ(said(keep_until(file, thirty_days(), gender)),
            "2026-04-13 counted from 2026-03-14 of the no to analysis");
  EXPECT_EQ(said(keep_until(file, thirty_days(), given_name)),
            "2028-11-28 counted from 2025-11-28 of the purchase");
  EXPECT_EQ(iso(keep_until(file, thirty_days())->day), "2028-11-28");
}

TEST(KeepUntil, TheDayOfANoIsTheDayInStockholm) {
  const auto last_day = [](const char* moment) {
    return iso(keep_until(member_after(Object{analysis}, moment), thirty_days(), gender)->day);
  };
  EXPECT_EQ(last_day("2026-01-31T22:59:59Z"), "2026-03-02");
  EXPECT_EQ(last_day("2026-01-31T23:00:00Z"), "2026-03-03");
}

TEST(KeepUntil, ACategoryKeptOutOfAPurposeGoesAndTheRestStays) {
  auto notice = thirty_days();
  const MemberFile file = member_after(Object{age_and_sex}, "2026-03-14T12:00:00Z");
  EXPECT_EQ(said(keep_until(file, notice, gender)),
            "2026-04-13 counted from 2026-03-14 of the no to demographics in analysis");
  EXPECT_EQ(iso(keep_until(file, notice, FieldId{"favourite_room"})->day), "2028-11-28");
}

TEST(KeepUntil, TheFirstOfTwoNosDecides) {
  MemberFile file = member_after(Object{age_and_sex}, "2026-03-14T12:00:00Z");
  decided(file, Object{analysis}, "2026-03-20T12:00:00Z");
  EXPECT_EQ(iso(keep_until(file, thirty_days(), gender)->day), "2026-04-13");
  EXPECT_EQ(iso(keep_until(file, thirty_days(), FieldId{"favourite_room"})->day), "2026-04-19");
}

TEST(KeepUntil, ANoTakenBackMovesNothing) {
  MemberFile file = member_after(Object{analysis}, "2026-03-14T12:00:00Z");
  decided(file, LiftObjection{analysis}, "2026-03-20T12:00:00Z");
  EXPECT_EQ(keep_until(file, thirty_days(), gender),
            keep_until(small_member(), thirty_days(), gender));
}

TEST(KeepUntil, ANoNeverMakesAnythingStayLonger) {
  const MemberFile file = member_after(Object{analysis}, "2028-11-20T12:00:00Z");
  EXPECT_EQ(said(keep_until(file, thirty_days(), gender)),
            "2028-11-28 counted from 2025-11-28 of the purchase");
}

TEST(KeepUntil, WhereANoAndThePurchaseEndOnTheSameDayThePurchaseIsTheReason) {
  EXPECT_EQ(said(keep_until(member_after(Object{analysis}, "2028-10-29T12:00:00Z"), thirty_days(),
                            gender)),
            "2028-11-28 counted from 2025-11-28 of the purchase");
  EXPECT_EQ(said(keep_until(member_after(Object{analysis}, "2028-10-28T12:00:00Z"), thirty_days(),
                            gender)),
            "2028-11-27 counted from 2028-10-28 of the no to analysis");
}

TEST(KeepUntil, OfTwoNosOnTheSameDayTheFirstIsTheReason) {
  MemberFile file = member_after(Object{age_and_sex}, "2026-03-14T12:00:00Z");
  decided(file, Object{analysis}, "2026-03-14T13:00:00Z");
  EXPECT_EQ(said(keep_until(file, thirty_days(), gender)),
            "2026-04-13 counted from 2026-03-14 of the no to demographics in analysis");
}

TEST(KeepUntil, OfTwoPurposesThatEndOnTheSameDayTheFirstOfTheNoticeIsTheReason) {
  auto notice = thirty_days();
  notice.retentions.push_back(notice.retentions[0]);
  notice.retentions[1].id = RetentionId{"analysis_years"};
  notice.purposes[1].retention = RetentionId{"analysis_years"};
  EXPECT_EQ(keep_until(small_member(), notice, given_name)->rule, RetentionId{"three_years"});
}

TEST(KeepUntil, ANoToOneCategoryLeavesTheSameCategoryOfAnotherPurpose) {
  const MemberFile file =
      member_after(Object{CategoryUse{analysis, CategoryId{"identity"}}}, "2026-03-14T12:00:00Z");
  EXPECT_EQ(iso(keep_until(file, thirty_days(), given_name)->day), "2028-11-28");
  auto only_analysis = thirty_days();
  std::erase(only_analysis.purposes[0].fields, given_name);
  EXPECT_EQ(iso(keep_until(file, only_analysis, given_name)->day), "2026-04-13");
}

TEST(KeepUntil, ANoStandsThoughALaterNoticeHasNoSwitchForIt) {
  auto notice = thirty_days();
  notice.purposes[1].objection.reset();
  EXPECT_EQ(
      iso(keep_until(member_after(Object{analysis}, "2026-03-14T12:00:00Z"), notice, gender)->day),
      "2026-04-13");
}

// Of a club that sends by neither; the next test is about one that does.
TEST(KeepUntil, ANoToTwoPurposesThatSendNothingEndsWithTheLaterOfTheTwo) {
  MemberFile file = member_after(Object{analysis}, "2026-03-14T12:00:00Z");
  decided(file, Object{PurposeId{"offers"}}, "2026-03-20T12:00:00Z");
  EXPECT_EQ(said(keep_until(file, thirty_days(), given_name)),
            "2026-04-19 counted from 2026-03-20 of the no to offers");
  EXPECT_EQ(said(keep_until(file, thirty_days())),
            "2026-04-19 counted from 2026-03-20 of the no to offers");
}

// The sample's words beside that switch: "I stay a member all the same."
TEST(KeepUntil, ANoToAllOffersKeepsTheMembershipAndWhatItNeeds) {
  auto notice = thirty_days();
  notice.sending.purpose = PurposeId{"offers"};
  MemberFile file = member_after(Object{PurposeId{"offers"}}, "2026-03-14T12:00:00Z");
  decided(file, Object{analysis}, "2026-03-14T12:00:00Z");
  EXPECT_EQ(said(keep_until(file, notice, given_name)),
            "2028-11-28 counted from 2025-11-28 of the purchase");
  EXPECT_EQ(said(keep_until(file, notice, gender)),
            "2026-04-13 counted from 2026-03-14 of the no to analysis");
}

TEST(KeepUntil, ANoToALetterIsNoReasonToErase) {
  const MemberFile file =
      member_after(Object{support::cell("own", "letter")}, "2026-03-14T12:00:00Z");
  EXPECT_EQ(keep_until(file, thirty_days()), keep_until(small_member(), thirty_days()));
}

TEST(KeepUntil, ANoTakesNothingThatAPurposeOfUnknownEndStillNeeds) {
  MemberFile file = never_bought();
  std::erase_if(file.holdings.records,
                [](const auto& record) { return record.field == member::field::joined; });
  decided(file, Object{analysis}, "2026-03-14T12:00:00Z");
  EXPECT_EQ(iso(keep_until(file, thirty_days(), gender)->day), "2026-04-13");
  EXPECT_EQ(said(keep_until(file, thirty_days(), given_name)), "nobody knows");
  EXPECT_EQ(said(keep_until(file, thirty_days())), "nobody knows");
}

TEST(KeepUntil, WhatOnePurposeNeedsWithoutAnEndStaysAsIfNobodyHadSaidNo) {
  auto notice = thirty_days();
  notice.retentions.push_back(notice.retentions[0]);
  notice.retentions[1].id = RetentionId{"from_purchase"};
  notice.retentions[1].otherwise = ClockStart::latest_purchase;
  notice.purposes[0].retention = RetentionId{"from_purchase"};  // Nothing was bought.
  MemberFile file = never_bought();
  EXPECT_EQ(iso(keep_until(file, notice, given_name)->day), "2027-03-03");
  decided(file, Object{analysis}, "2026-03-14T12:00:00Z");
  EXPECT_EQ(iso(keep_until(file, notice, given_name)->day), "2027-03-03");
  decided(file, Object{PurposeId{"offers"}}, "2026-05-14T12:00:00Z");
  EXPECT_EQ(iso(keep_until(file, notice, given_name)->day), "2026-04-13")
      << "the thirty days of the second no make nothing stay longer";
}

// The analysis would have kept it longest, and was said no to: that is no reason for the offers.
TEST(KeepUntil, WhatStaysForOnePurposeStaysForItsYearsAndNotForThoseOfTheOneThatWasSaidNoTo) {
  auto notice = thirty_days();
  notice.retentions.push_back(notice.retentions[0]);
  notice.retentions[1].id = RetentionId{"one_year"};
  notice.retentions[1].years = 1;
  notice.purposes[0].retention = RetentionId{"one_year"};
  EXPECT_EQ(said(keep_until(small_member(), notice, given_name)),
            "2028-11-28 counted from 2025-11-28 of the purchase");
  EXPECT_EQ(
      said(keep_until(member_after(Object{analysis}, "2026-03-14T12:00:00Z"), notice, given_name)),
      "2026-11-28 counted from 2025-11-28 of the purchase");
}

TEST(KeepUntil, TheDayOfJoiningStaysAsLongAsSomethingCountsFromIt) {
  auto notice = thirty_days();
  std::erase(notice.purposes[0].fields, member::field::joined);  // The analysis alone uses it.
  MemberFile file = never_bought();
  decided(file, Object{analysis}, "2026-03-14T12:00:00Z");
  EXPECT_EQ(iso(keep_until(file, notice, gender)->day), "2026-04-13");
  EXPECT_EQ(said(keep_until(file, notice, member::field::joined)),
            "2027-03-03 counted from 2024-03-03 of joining");
}

TEST(KeepUntil, WhoLeavesIsKeptForTheDaysAfterANo) {
  const MemberFile file = member_after(consent::Leave{}, "2026-03-14T12:00:00Z");
  EXPECT_EQ(said(keep_until(file, thirty_days())), "2026-04-13 counted from 2026-03-14 of leaving");
}

TEST(KeepUntil, WhoComesBackIsKeptAsBefore) {
  MemberFile file = member_after(consent::Leave{}, "2026-03-14T12:00:00Z");
  decided(file, consent::Join{}, "2026-03-20T12:00:00Z");
  EXPECT_EQ(keep_until(file, thirty_days()), keep_until(small_member(), thirty_days()));
}

// A till whose clock was wrong, or a server's: the day is the later one for it, never the earlier.
TEST(KeepUntil, WhatIsDatedInTheFutureShortensNothing) {
  MemberFile file = small_member();
  member::put(file.holdings,
              member::Receipt{"B-9", at("2031-01-01T12:00:00Z"), "", member::Source::till, {}});
  EXPECT_EQ(iso(keep_until(file, thirty_days())->day), "2034-01-01");

  const MemberFile objected = member_after(Object{analysis}, "2027-01-01T12:00:00Z");
  EXPECT_EQ(iso(keep_until(objected, thirty_days(), gender)->day), "2027-01-31");
}

TEST(IfBought, MovesTheDayToThreeYearsAfterThatPurchase) {
  EXPECT_EQ(said(if_bought(small_member(), small_notice(), day("2026-03-14"))),
            "2029-03-14 counted from 2026-03-14 of the purchase");
  EXPECT_EQ(said(if_bought(never_bought(), small_notice(), given_name, day("2026-03-14"))),
            "2029-03-14 counted from 2026-03-14 of the purchase");
}

TEST(IfBought, SaysNothingWhereAPurchaseMovesNothing) {
  EXPECT_FALSE(if_bought(small_member(), small_notice(), day("2025-11-28"))) << "not a later one";
  EXPECT_TRUE(if_bought(small_member(), small_notice(), day("2025-11-29")));
  EXPECT_FALSE(if_bought(small_member(), small_notice(), FieldId{"shoe_size"}, day("2026-03-14")));
  EXPECT_FALSE(if_bought(member_after(Object{analysis}, "2026-03-14"), thirty_days(), gender,
                         day("2026-03-20")))
      << "the analysis has been said no to";
  auto notice = small_notice();
  notice.retentions[0].start = ClockStart::joined;
  EXPECT_FALSE(if_bought(small_member(), notice, day("2026-03-14")));
  MemberFile unknown = never_bought();
  std::erase_if(unknown.holdings.records,
                [](const auto& record) { return record.field == member::field::joined; });
  EXPECT_FALSE(if_bought(unknown, small_notice(), given_name, day("2026-03-14")))
      << "there is no day that could move";
}

TEST(FieldsHeld, AreThoseWithAValueOrARowInTheNoticesOrder) {
  MemberFile file = bought_at("2025-06-01T12:00:00Z");
  file.holdings.records = {{gender, "woman", member::Source::member, at("2025-06-01")},
                           {FieldId{"shoe_size"}, "38", member::Source::club, at("2025-06-01")},
                           {given_name, "Åsa", member::Source::member, at("2025-06-01")}};
  EXPECT_EQ(fields_held(file, small_notice()),
            (std::vector<FieldId>{given_name, member::field::purchases, gender}));
}

}  // namespace
}  // namespace samtycke::retention
