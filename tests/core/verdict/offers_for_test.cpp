#include "core/verdict/offers_for.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/core/verdict/sending_club.h"
#include "tests/support/builders.h"

namespace samtycke::verdict {
namespace {

// "linen gets: letter yes, email yes, sms yes\n", for each offer.
std::string told(const char* member, const char* at = "2026-03-14T09:26:53Z") {
  const support::World world = support::world(member);
  std::string text;
  for (const OfferAnswer& answer :
       offers_for(world.file, world.notice, world.offers, support::at(at))) {
    text += answer.offer.text() + (reaches(answer) ? " gets:" : " does not get:");
    for (const ByChannel& by : answer.channels) {
      text += " " + by.channel.text() + " " + support::answer(by.verdict);
    }
    text += "\n";
  }
  return text;
}

TEST(OffersFor, TellsWhatAMemberGetsAndWhatTheyDoNotAndWhy) {
  EXPECT_EQ(told(""),
            "linen gets: letter yes email yes sms yes\n"
            "weave gets: letter yes email yes\n"
            "dreams gets: letter yes email yes\n"
            "towels does not get: letter segment_mismatch email segment_mismatch\n"
            "jubilee does not get: letter segment_mismatch email segment_mismatch\n");
}

TEST(OffersFor, TellsAMemberWhoWantsNoLettersWhichOffersComeByMailAlone) {
  EXPECT_EQ(told("object:own/letter withdraw:group/email"),
            "linen gets: letter letters_refused email yes sms yes\n"
            "weave gets: letter yes email withdrawn\n"
            "dreams gets: letter letters_refused email yes\n"
            "towels does not get: letter letters_refused email segment_mismatch\n"
            "jubilee does not get: letter letters_refused email segment_mismatch\n");
}

TEST(OffersFor, TellsAMemberWhoObjectedToTheAnalysisThatGeneralOffersGoOn) {
  EXPECT_EQ(told("object:analysis"),
            "linen gets: letter yes email yes sms yes\n"
            "weave gets: letter yes email yes\n"
            "dreams does not get: letter profiling_objected email profiling_objected\n"
            "towels does not get: letter profiling_objected email profiling_objected\n"
            "jubilee does not get: letter profiling_objected email profiling_objected\n");
}

TEST(OffersFor, TellsOfOffersThatAreOverToo) {
  EXPECT_EQ(told("room:bath", "2026-04-01"),
            "linen does not get: letter offer_not_running email offer_not_running "
            "sms offer_not_running\n"
            "weave does not get: letter offer_not_running email offer_not_running\n"
            "dreams does not get: letter segment_mismatch email segment_mismatch\n"
            "towels does not get: letter offer_not_running email offer_not_running\n"
            "jubilee does not get: letter segment_mismatch email segment_mismatch\n");
}

TEST(OffersFor, HasNothingToTellWhereThereAreNoOffers) {
  const support::World world = support::world("");
  EXPECT_TRUE(offers_for(world.file, world.notice, {}, support::today().at).empty());
}

// N3: the member sees which segment, and why; L8: nothing is worked out about who objected.
TEST(OffersFor, SaysWhyTheMemberIsInTheSegmentOrNotAndNothingOfWhoObjected) {
  const auto membership = [](const char* member, std::size_t offer) -> std::string {
    const support::World world = support::world(member);
    const auto answers = offers_for(world.file, world.notice, world.offers, support::today().at);
    if (!answers[offer].segment) return "no segment";
    switch (segment::membership(*answers[offer].segment)) {
      case segment::Membership::in: return "in";
      case segment::Membership::out: return "out";
      case segment::Membership::off: return "off";
    }
    return "";
  };
  EXPECT_EQ(membership("", 0), "no segment");
  EXPECT_EQ(membership("", 2), "in");
  EXPECT_EQ(membership("", 3), "out");
  EXPECT_EQ(membership("object:analysis", 2), "off");
  EXPECT_EQ(membership("off:demographics", 4), "off");
  EXPECT_EQ(membership("off:demographics", 2), "in");
  EXPECT_EQ(membership("no_segments", 2), "no segment");
}

}  // namespace
}  // namespace samtycke::verdict
