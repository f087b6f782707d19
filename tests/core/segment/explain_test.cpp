#include "core/segment/explain.h"

#include <gtest/gtest.h>

#include "tests/core/segment/club.h"

namespace samtycke::segment {
namespace {

const PurposeId analysis{"analysis"};
const notice::PurchaseCount purchases_of_a_year{{.months = 12, .topic = {}}};

std::string explained(const notice::Rule& rule, const consent::MemberFile& file,
                      std::string_view when = "2026-03-13T09:00:00Z") {
  const auto notice = segmenting_notice();
  return told(explain(rule, Readable{file, notice, at(when)}));
}

// N3: which segment, and the records that decided it.
TEST(Explain, EachConditionShowsWhatItFoundAndTheRecordsThatDecidedIt) {
  const auto rule = all({
      at_least(purchases_of_a_year, 2),
      any({at_least(notice::InteractionCount{{member::InteractionKind::visit}, 3, {}}, 2),
           one_of("favourite_room", {"sleep", "bath"})}),
      no(at_most(notice::DaysSincePurchase{}, 30)),
  });
  EXPECT_EQ(explained(rule, support::small_member()),
            "all: met, turns 2026-03-14\n"
            "  purchases 2: met, turns 2026-03-14 [B-1 B-2]\n"
            "  any: met\n"
            "    interactions 1: not met [W-1]\n"
            "    favourite_room sleep: met [favourite_room]\n"
            "  not: met\n"
            "    days since purchase 105: not met [B-2]\n");
}

// L8.
TEST(Explain, AfterAnObjectionNothingIsWorkedOut) {
  auto file = support::small_member();
  decide(file, consent::Object{analysis});
  EXPECT_EQ(explained(at_least(purchases_of_a_year, 0), file), "off: objected");
  EXPECT_EQ(explained(all({}), file), "off: objected");
}

}  // namespace
}  // namespace samtycke::segment
