#include "core/preview/preview.h"

#include <gtest/gtest.h>

#include "tests/core/preview/drafting_club.h"

namespace samtycke::preview {
namespace {

using consent::Grant;
using consent::LiftObjection;
using consent::MemberFile;
using consent::Object;
using consent::Withdraw;
using support::cell;
using support::joined_member;

template <class Tag>
std::string name(const Id<Tag>& id) {
  return id.text();
}
std::string name(const consent::CategoryUse& use) {
  return use.purpose.text() + "/" + use.category.text();
}
std::string name(const consent::Objectable& what) {
  if (const auto* one = std::get_if<notice::Cell>(&what)) {
    return one->sender.text() + "/" + one->channel.text();
  }
  if (const auto* use = std::get_if<consent::CategoryUse>(&what)) return name(*use);
  return std::get<PurposeId>(what).text();
}
std::string name(const Moved& moved) {
  const auto day = [](const auto& until) { return until ? iso(until->day) : "unknown"; };
  return moved.field.text() + " " + day(moved.was) + " to " + day(moved.becomes);
}

template <class Thing>
std::string line(const char* what, const std::vector<Thing>& things) {
  std::string text;
  for (const Thing& thing : things) text += (text.empty() ? "" : ", ") + name(thing);
  return text.empty() ? "" : what + (": " + text) + "\n";
}

// What the member reads, one line for each part in which something is different.
std::string told(const Difference& found) {
  return line("off", found.turned_off) + line("on", found.turned_on) + line("quiet", found.quiet) +
         line("speaking", found.speaking) + line("leaves", found.segments_left) +
         line("joins", found.segments_joined) + line("loses", found.offers_lost) +
         line("gains", found.offers_gained) + line("no longer used", found.no_longer_used) +
         line("used again", found.used_again) + line("erased earlier", found.erased_earlier) +
         line("kept longer", found.kept_longer);
}

Preview drafted(const MemberFile& file, const std::vector<consent::Act>& acts) {
  const auto notice = drafting_notice();
  std::vector<consent::Wish> draft;
  for (const consent::Act& act : acts) draft.push_back(support::wish(notice, act));
  return preview(file, draft, notice, drafting_offers(), support::today());
}
std::string what_if(const MemberFile& file, const std::vector<consent::Act>& acts) {
  return told(drafted(file, acts).difference);
}
MemberFile after(const std::vector<consent::Act>& acts) {
  return drafted(joined_member(), acts).outcome.after;
}

TEST(Preview, OfNothingIsNothing) {
  EXPECT_TRUE(is_nothing(drafted(joined_member(), {}).difference));
  EXPECT_TRUE(is_nothing(drafted(joined_member(), {Grant{cell("own", "email")}}).difference))
      << "it is on already";
}

TEST(Preview, AChannelIsQuietWhenNobodyReachesTheMemberByItAnyMore) {
  EXPECT_EQ(what_if(joined_member(), {Withdraw{cell("own", "email")}}), "off: own/email\n")
      << "the group still writes, and the offers come by other channels";
  EXPECT_EQ(
      what_if(joined_member(), {Withdraw{cell("own", "email")}, Withdraw{cell("group", "email")}}),
      "off: own/email, group/email\n"
      "quiet: email\n"
      "loses: perfume\n");
}

TEST(Preview, AYesLetsAChannelSpeakAnew) {
  EXPECT_EQ(what_if(after({Withdraw{cell("own", "sms")}, Withdraw{cell("own", "email")}}),
                    {Grant{cell("own", "sms")}}),
            "on: own/sms\n"
            "speaking: sms\n"
            "gains: general\n");
}

TEST(Preview, ANoToTheAnalysisEndsWhatRestsOnIt) {  // N3, N7, L8; GDPR Art. 21(2)
  EXPECT_EQ(what_if(joined_member(), {Object{analysis}}),
            "off: analysis\n"
            "leaves: sleepers, women\n"
            "loses: sheets, perfume\n"
            "no longer used: analysis/identity, analysis/membership, analysis/receipts, "
            "analysis/demographics, analysis/user_generated\n"
            "erased earlier: favourite_room 2028-11-28 to 2026-04-13, "
            "gender 2028-11-28 to 2026-04-13\n");
}

TEST(Preview, SaysWhyADayMoves) {
  const auto found = drafted(joined_member(), {Object{age_and_sex}}).difference;
  ASSERT_EQ(found.erased_earlier.size(), 1u);
  EXPECT_EQ(
      found.erased_earlier[0].becomes->since,
      (retention::Reason{retention::SinceObjection{support::day("2026-03-14"), age_and_sex}}));
}

TEST(Preview, ACategoryKeptOutEndsOnlyWhatReadsIt) {
  EXPECT_EQ(what_if(joined_member(), {Object{age_and_sex}}),
            "off: analysis/demographics\n"
            "leaves: women\n"
            "loses: perfume\n"
            "no longer used: analysis/demographics\n"
            "erased earlier: gender 2028-11-28 to 2026-04-13\n");
  EXPECT_EQ(what_if(joined_member(), {Object{receipts}}),
            "off: analysis/receipts\n"
            "leaves: sleepers\n"
            "loses: sheets\n"
            "no longer used: analysis/receipts\n")
      << "sending offers still keeps the purchases";
}

TEST(Preview, TakingANoBackBringsEverythingBack) {
  EXPECT_EQ(what_if(after({Object{age_and_sex}}), {LiftObjection{age_and_sex}}),
            "on: analysis/demographics\n"
            "joins: women\n"
            "gains: perfume\n"
            "used again: analysis/demographics\n"
            "kept longer: gender 2026-04-13 to 2028-11-28\n");
}

TEST(Preview, ANoToAllSendingLeavesTheSwitchesAndQuietsTheChannels) {  // GDPR Art. 21(3)
  EXPECT_EQ(what_if(joined_member(), {Object{sending}}),
            "off: offers\n"
            "quiet: letter, email, sms\n"
            "loses: general, sheets, perfume\n"
            "no longer used: offers/identity, offers/membership, offers/contact, offers/receipts, "
            "offers/user_generated\n")
      << "and erases nothing: one stays a member all the same";
}

TEST(Preview, UnderRestrictionNothingIsUsedAndNothingIsErasedSooner) {  // GDPR Art. 18; L15
  const std::string told = what_if(joined_member(), {consent::Restrict{}});
  EXPECT_TRUE(
      told.starts_with("quiet: letter, email, sms\n"
                       "leaves: sleepers, women\n"
                       "loses: general, sheets, perfume\n"
                       "no longer used: offers/identity, "))
      << told;
  EXPECT_EQ(told.find("erased"), std::string::npos);
}

TEST(Preview, LeavingTurnsOffEveryConsentAndEndsTheKeeping) {
  const Difference found = drafted(joined_member(), {consent::Leave{}}).difference;
  EXPECT_EQ(line("off", found.turned_off), "off: own/email, own/sms, group/email\n");
  EXPECT_EQ(line("quiet", found.quiet), "quiet: letter, email, sms\n");
  EXPECT_EQ(found.erased_earlier.size(), 12u) << "all that is held";
  EXPECT_EQ(name(found.erased_earlier.front()), "given_name 2028-11-28 to 2026-04-13");
}

TEST(Preview, WhatWouldBeRefusedChangesNothingAndSaysWhy) {
  const Preview made =
      drafted(joined_member(), {Grant{cell("partner", "sms")}, Withdraw{cell("own", "sms")}});
  EXPECT_EQ(made.outcome.refused,
            (std::vector<consent::Refused>{{0, consent::Refusal::sender_unnamed}}));
  EXPECT_EQ(told(made.difference),
            "off: own/sms\n"
            "quiet: sms\n");
}

TEST(Preview, ADayThatIsKnownComesBeforeOneThatIsNot) {
  MemberFile file = joined_member();
  file.holdings.receipts.clear();
  file.decisions.clear();
  std::erase_if(file.holdings.records,
                [](const auto& record) { return record.field == member::field::joined; });
  const auto found = drafted(file, {Object{age_and_sex}}).difference;
  EXPECT_EQ(line("erased earlier", found.erased_earlier),
            "erased earlier: gender unknown to 2026-04-13\n");
  file.decisions = drafted(file, {Object{age_and_sex}}).outcome.after.decisions;
  EXPECT_EQ(line("kept longer", drafted(file, {LiftObjection{age_and_sex}}).difference.kept_longer),
            "kept longer: gender 2026-04-13 to unknown\n");
}

}  // namespace
}  // namespace samtycke::preview
