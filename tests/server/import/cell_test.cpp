#include "server/import/cell.h"

#include <gtest/gtest.h>

#include <string>

#include "core/base/day.h"

namespace samtycke::server::import {
namespace {

using wire::CellFormat;

std::string amount(std::string_view cell, CellFormat format = CellFormat::plain) {
  const auto parsed = parse_amount(cell, format);
  return parsed ? std::to_string(parsed->minor) : "refused";
}

std::string moment(std::string_view cell, CellFormat format) {
  const auto parsed = parse_moment(cell, format);
  return parsed ? rfc3339(*parsed) : "refused";
}

TEST(Amount, IsReadExactlyAndNeverRounded) {
  EXPECT_EQ(amount("1.59"), "159");
  EXPECT_EQ(amount("1"), "100");
  EXPECT_EQ(amount("0.1"), "10");
  EXPECT_EQ(amount("-12.5"), "-1250");
  EXPECT_EQ(amount("\u2212"
                   "12"),
            "-1200");
  EXPECT_EQ(amount("1.5900"), "159");
  EXPECT_EQ(amount("1.599"), "refused");
  EXPECT_EQ(amount("8.29"), "829") << "8.29 * 100 is 828.999… in floating point.";
}

TEST(Amount, IsReadAsSwedishSpreadsheetsWriteIt) {
  EXPECT_EQ(amount("1 234,50", CellFormat::decimal_comma), "123450");
  EXPECT_EQ(amount("1\u00A0"
                   "234,5",
                   CellFormat::decimal_comma),
            "123450");
  EXPECT_EQ(amount("12\u202F"
                   "345",
                   CellFormat::decimal_comma),
            "1234500");
  EXPECT_EQ(amount("1,234.50"), "refused") << "A comma is never guessed to stand for thousands.";
  EXPECT_EQ(amount("1.234,50", CellFormat::decimal_comma), "refused");
  EXPECT_EQ(amount("123450", CellFormat::minor), "123450");
  EXPECT_EQ(amount("1234.5", CellFormat::minor), "refused");
}

TEST(Amount, RefusesWhatIsNoAmountOrDoesNotFit) {
  for (const char* bad : {"", "-", ".", "1.", ".5", "1e3", "kr 5", "--1", "99999999999999999999",
                          "90071992547409.92"}) {
    EXPECT_EQ(amount(bad), "refused") << bad;
  }
  EXPECT_EQ(amount("90071992547409.91"), "9007199254740991");
}

TEST(Whole, IsReadWithinWhatEveryReaderKeeps) {
  EXPECT_EQ(parse_whole("0"), 0);
  EXPECT_EQ(parse_whole("-3"), -3);
  EXPECT_EQ(parse_whole("9007199254740991"), 9007199254740991);
  EXPECT_FALSE(parse_whole("9007199254740992"));
  EXPECT_FALSE(parse_whole("1.0"));
  EXPECT_FALSE(parse_whole(""));
}

TEST(Moment, IsReadInTheClockThatTheMapNames) {
  EXPECT_EQ(moment("2017-03-01T03:31:57Z", CellFormat::plain), "2017-03-01T03:31:57Z");
  EXPECT_EQ(moment("2017-03-01 03:31:57", CellFormat::utc), "2017-03-01T03:31:57Z");
  EXPECT_EQ(moment("2017-03-01 03:31:57", CellFormat::stockholm), "2017-03-01T02:31:57Z");
  EXPECT_EQ(moment("2017-07-01T03:31", CellFormat::stockholm), "2017-07-01T01:31:00Z");
  EXPECT_EQ(moment("2017-07-01", CellFormat::plain), "2017-06-30T22:00:00Z");
}

TEST(Moment, MeetsTheDaysOnWhichTheClocksAreMoved) {
  EXPECT_EQ(moment("2026-03-29 01:59", CellFormat::stockholm), "2026-03-29T00:59:00Z");
  EXPECT_EQ(moment("2026-03-29 02:30", CellFormat::stockholm), "2026-03-29T01:30:00Z") << "skipped";
  EXPECT_EQ(moment("2026-03-29 03:00", CellFormat::stockholm), "2026-03-29T01:00:00Z");
  EXPECT_EQ(moment("2026-03-29 23:59", CellFormat::stockholm), "2026-03-29T21:59:00Z");
  EXPECT_EQ(moment("2026-10-25 02:30", CellFormat::stockholm), "2026-10-25T00:30:00Z") << "twice";
  EXPECT_EQ(moment("2026-10-25 03:00", CellFormat::stockholm), "2026-10-25T02:00:00Z");
  EXPECT_EQ(moment("2026-10-25 23:59", CellFormat::stockholm), "2026-10-25T22:59:00Z");
}

TEST(Moment, RefusesWhatIsNoTime) {
  for (const char* bad : {"2017-02-29 10:00", "2017-03-01 24:00", "2017-03-01 10:60", "2017-03-01",
                          "2017-03-01 1:00", "2017-03-01 10:00:61", "2017-03-01_10:00", ""}) {
    EXPECT_EQ(moment(bad, CellFormat::utc), "refused") << bad;
  }
}

}  // namespace
}  // namespace samtycke::server::import
