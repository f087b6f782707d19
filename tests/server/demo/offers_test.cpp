// Whoever tries the demo meets offers that run, on whichever day that is.
#include "server/demo/offers.h"

#include <gtest/gtest.h>

#include <set>

#include "server/config/notice_folder.h"
#include "tests/support/builders.h"

namespace samtycke::server {
namespace {

const std::string hemtex = SAMTYCKE_SOURCE_DIR "/assets/notice/hemtex";

notice::Offers shipped() {
  const auto notice = load_draft(hemtex);
  SAMTYCKE_CHECK(notice.ok());
  auto offers = load_offers(hemtex, notice.value());
  SAMTYCKE_CHECK(offers.ok());
  return std::move(offers).value();
}

bool runs(const notice::Offer& offer, Day day) {
  return offer.from <= day && day <= offer.until;
}

TEST(DemoOffers, SomeOfEachKindRunOnEveryDayOfManyYears) {
  const notice::Offers offers = shipped();
  EXPECT_GE(offers.size(), 12U);
  for (Day day = support::day("2023-01-01"); day < support::day("2031-01-01"); ++day.since_epoch) {
    std::set<notice::OfferKind> running;
    for (const notice::Offer& offer : demo::every_year(offers, day)) {
      if (runs(offer, day)) running.insert(offer.kind);
    }
    ASSERT_EQ(running.size(), 2U) << iso(day);
  }
}

TEST(DemoOffers, AreAsWrittenInTheYearTheyWereWrittenFor) {
  const notice::Offers offers = shipped();
  const notice::Offers moved = demo::every_year(offers, support::day("2026-11-22"));
  for (const char* id : {"welcome", "good_mattress", "advent", "january_sale", "partner_spring"}) {
    const notice::Offer* before = notice::find(offers, OfferId{id});
    const notice::Offer* after = notice::find(moved, OfferId{id});
    ASSERT_NE(before, nullptr) << id;
    EXPECT_EQ(iso(after->from), iso(before->from)) << id;
    EXPECT_EQ(iso(after->until), iso(before->until)) << id;
  }
}

TEST(DemoOffers, ShowOnesThatRunOnesThatEndedAndOnesThatCome) {
  const Day today = support::day("2026-11-22");
  int running = 0;
  int ended = 0;
  int coming = 0;
  for (const notice::Offer& offer : demo::every_year(shipped(), today)) {
    ++(runs(offer, today) ? running : offer.until < today ? ended : coming);
  }
  EXPECT_GE(running, 4);
  EXPECT_GE(ended, 1);
  EXPECT_GE(coming, 3);
}

TEST(DemoOffers, ThatCrossTheNewYearStillRunAfterIt) {
  notice::Offer offer;
  offer.from = support::day("2026-10-16");
  offer.until = support::day("2027-01-06");
  for (const auto& [today, from] : {std::pair{"2027-01-06", "2026-10-16"},
                                    {"2027-01-07", "2026-10-16"},
                                    {"2027-04-06", "2026-10-16"},
                                    {"2027-04-07", "2027-10-16"},
                                    {"2024-02-29", "2023-10-16"}}) {
    EXPECT_EQ(iso(demo::every_year({offer}, support::day(today)).front().from), from) << today;
  }
}

}  // namespace
}  // namespace samtycke::server
