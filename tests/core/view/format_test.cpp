#include "core/view/format.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/support/builders.h"

namespace samtycke::view {
namespace {

using support::english;
using support::swedish;

TEST(Format, WritesADayWithItsMonthInWords) {
  EXPECT_EQ(format_day(support::day("2026-03-29"), swedish()), "29 mars 2026");
  EXPECT_EQ(format_day(support::day("2026-03-29"), english()), "29 March 2026");
  EXPECT_EQ(format_day(support::day("2024-02-29"), swedish()), "29 februari 2024");
  EXPECT_EQ(format_day(support::day("2026-12-01"), english()), "1 December 2026");
}

TEST(Format, WritesAMomentByTheClockInSweden) {
  EXPECT_EQ(format_moment(support::at("2026-03-29T12:05:00Z"), swedish()),
            "29 mars 2026 kl. 14.05");
  EXPECT_EQ(format_moment(support::at("2026-01-01T23:30:00Z"), english()), "2 January 2026, 00:30");
}

TEST(Format, WritesMoneyAsPeopleDoInEachLanguage) {
  EXPECT_EQ(format_amount({123450}, "SEK", swedish()), "1\u00a0234,50\u00a0kr");
  EXPECT_EQ(format_amount({123450}, "SEK", english()), "SEK\u00a01,234.50");
  EXPECT_EQ(format_amount({5}, "SEK", swedish()), "0,05\u00a0kr");
  EXPECT_EQ(format_amount({0}, "EUR", swedish()), "0,00\u00a0EUR");
}

TEST(Format, AReturnHasAMinusSignAndNotAHyphen) {
  EXPECT_EQ(format_amount({-12900}, "SEK", swedish()), "\u2212129,00\u00a0kr");
  EXPECT_EQ(format_amount({-5}, "SEK", english()), "\u2212SEK\u00a00.05");
}

TEST(Format, WritesTheLargestAndTheSmallestNumber) {
  EXPECT_EQ(format_number(std::numeric_limits<std::int64_t>::max(), english()),
            "9,223,372,036,854,775,807");
  EXPECT_EQ(format_number(std::numeric_limits<std::int64_t>::min(), english()),
            "\u22129,223,372,036,854,775,808");
  EXPECT_EQ(format_number(1234, swedish()), "1\u00a0234");
  EXPECT_EQ(format_number(999, swedish()), "999");
}

TEST(Format, ALanguageWithoutRowsOfItsOwnIsWrittenAsEnglish) {
  EXPECT_EQ(format_day(support::day("2026-03-29"), Language{"fi"}), "29 March 2026");
}

TEST(Format, WritesASwedishNumberAsItIsDialledAtHome) {
  EXPECT_EQ(format_phone("+46701234567"), "070-123 45 67");
  EXPECT_EQ(format_phone("+46812345678"), "08-123 456 78");
  EXPECT_EQ(format_phone("+468123456"), "08-12 34 56");
  EXPECT_EQ(format_phone("+4631123456"), "031-12 34 56");
  EXPECT_EQ(format_phone("+46311234567"), "031-123 45 67");
  EXPECT_EQ(format_phone("+4632112345"), "0321-123 45");
}

TEST(Format, LeavesOtherNumbersAsTheyAreStored) {
  EXPECT_EQ(format_phone("+4522334455"), "+4522334455");
  EXPECT_EQ(format_phone("+46"), "+46");
  EXPECT_EQ(format_phone("+46123"), "+46123");
  EXPECT_EQ(format_phone("+46701234567890"), "+46701234567890");
  EXPECT_EQ(format_phone(""), "");
}

}  // namespace
}  // namespace samtycke::view
