#include "core/base/day.h"

#include <gtest/gtest.h>

#include "tests/support/builders.h"

namespace samtycke {
namespace {

using support::at;
using support::day;

TEST(Day, TheEpochIsDayZero) {
  EXPECT_EQ(day("1970-01-01").since_epoch, 0);
  EXPECT_EQ(day("1969-12-31").since_epoch, -1);
  EXPECT_EQ(iso(Day{19797}), "2024-03-15");
}

TEST(Day, OnlyDaysOfTheCalendarAreRead) {
  EXPECT_TRUE(parse_day("2024-02-29"));
  EXPECT_TRUE(parse_day("2000-02-29"));
  EXPECT_FALSE(parse_day("2025-02-29"));
  EXPECT_FALSE(parse_day("2100-02-29"));
  EXPECT_FALSE(parse_day("2024-04-31"));
  EXPECT_FALSE(parse_day("2024-13-01"));
  EXPECT_FALSE(parse_day("2024-00-10"));
  EXPECT_FALSE(parse_day("2024-01-00"));
  EXPECT_FALSE(parse_day("1899-12-31"));
  EXPECT_FALSE(parse_day("2200-01-01"));
}

TEST(Day, NoOtherWayOfWritingADayIsRead) {
  for (const char* text : {"", "2024-3-15", "2024/03/15", "15-03-2024", "20240315", "2024-03-15 ",
                           " 2024-03-15", "2024-03-1x", "+024-03-15", "2024-03-150"}) {
    EXPECT_FALSE(parse_day(text)) << text;
  }
}

TEST(Day, YearsLaterIsTheSameDate) {
  EXPECT_EQ(iso(add_years(day("2025-11-28"), 3)), "2028-11-28");
  EXPECT_EQ(iso(add_years(day("2025-11-28"), 0)), "2025-11-28");
  EXPECT_EQ(iso(add_years(day("2024-12-31"), 1)), "2025-12-31");
}

TEST(Day, YearsAfterALeapDayIsTheDayBeforeMarchNeverInIt) {
  EXPECT_EQ(iso(add_years(day("2024-02-29"), 3)), "2027-02-28");
  EXPECT_EQ(iso(add_years(day("2024-02-29"), 4)), "2028-02-29");
  EXPECT_EQ(iso(add_years(day("2096-02-29"), 4)), "2100-02-28");
}

TEST(Day, MonthsLaterOrEarlierIsTheSameDateOrTheMonthsLastDay) {
  EXPECT_EQ(iso(add_months(day("2025-11-28"), 12)), "2026-11-28");
  EXPECT_EQ(iso(add_months(day("2025-11-30"), 3)), "2026-02-28");
  EXPECT_EQ(iso(add_months(day("2026-03-31"), -1)), "2026-02-28");
  EXPECT_EQ(iso(add_months(day("2024-03-31"), -1)), "2024-02-29");
  EXPECT_EQ(iso(add_months(day("2026-01-15"), -1)), "2025-12-15");
  EXPECT_EQ(iso(add_months(day("2026-01-15"), 0)), "2026-01-15");
}

TEST(Day, ABirthdayMakesAYearOlderAndTheDayBeforeItDoesNot) {
  EXPECT_EQ(full_years(day("2010-03-14"), day("2026-03-13")), 15);
  EXPECT_EQ(full_years(day("2010-03-14"), day("2026-03-14")), 16);
  EXPECT_EQ(full_years(day("2008-02-29"), day("2026-02-27")), 17);
  EXPECT_EQ(full_years(day("2008-02-29"), day("2026-02-28")), 18);
  EXPECT_EQ(full_years(day("2008-02-29"), day("2024-02-28")), 15);
  EXPECT_EQ(full_years(day("2026-03-14"), day("2026-03-14")), 0);
  EXPECT_EQ(full_years(day("2026-03-15"), day("2026-03-14")), -1);
}

TEST(Day, AMonthIsFullOnTheMonthsLastDayWhereTheDateIsMissing) {
  EXPECT_EQ(full_months(day("2026-01-31"), day("2026-02-27")), 0);
  EXPECT_EQ(full_months(day("2026-01-31"), day("2026-02-28")), 1);
  EXPECT_EQ(full_months(day("2026-01-31"), day("2026-03-30")), 1);
  EXPECT_EQ(full_months(day("2026-01-31"), day("2026-03-31")), 2);
  EXPECT_EQ(full_months(day("2026-01-31"), day("2026-01-31")), 0);
  EXPECT_EQ(full_months(day("2026-01-31"), day("2026-01-30")), -1);
}

TEST(Day, ADayBeginsAtMidnightInStockholmNotInLondon) {
  EXPECT_EQ(iso(local_day(at("2026-01-31T22:59:59Z"))), "2026-01-31");
  EXPECT_EQ(iso(local_day(at("2026-01-31T23:00:00Z"))), "2026-02-01");
  EXPECT_EQ(iso(local_day(at("2026-07-31T21:59:59Z"))), "2026-07-31");
  EXPECT_EQ(iso(local_day(at("2026-07-31T22:00:00Z"))), "2026-08-01");
}

TEST(Day, SummerTimeBeginsAtOneUtcOnTheLastSundayOfMarch) {
  EXPECT_EQ(local_time(at("2026-03-29T00:59:59Z")).hour, 1);
  EXPECT_EQ(local_time(at("2026-03-29T01:00:00Z")).hour, 3);
  EXPECT_EQ(local_time(at("2024-03-31T00:59:59Z")).hour, 1);
  EXPECT_EQ(local_time(at("2024-03-31T01:00:00Z")).hour, 3);
}

TEST(Day, SummerTimeEndsAtOneUtcOnTheLastSundayOfOctober) {
  EXPECT_EQ(local_time(at("2026-10-25T00:59:00Z")).hour, 2);
  EXPECT_EQ(local_time(at("2026-10-25T00:59:00Z")).minute, 59);
  EXPECT_EQ(local_time(at("2026-10-25T01:00:00Z")).hour, 2);
  EXPECT_EQ(local_time(at("2026-10-25T01:00:00Z")).minute, 0);
  EXPECT_EQ(local_time(at("2026-10-25T02:00:00Z")).hour, 3);
}

TEST(Day, TheDaysOnWhichTheClockChangesAre23And25HoursLong) {
  const auto hours = [](const char* from, const char* to) {
    return (start_of(day(to)).utc_ms - start_of(day(from)).utc_ms) / 3'600'000;
  };
  EXPECT_EQ(hours("2026-03-28", "2026-03-29"), 24);
  EXPECT_EQ(hours("2026-03-29", "2026-03-30"), 23);
  EXPECT_EQ(hours("2026-10-25", "2026-10-26"), 25);
  EXPECT_EQ(hours("2026-10-26", "2026-10-27"), 24);
}

TEST(Instant, IsWrittenWithMillisecondsOnlyWhereThereAreSome) {
  EXPECT_EQ(rfc3339(Instant{0}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(rfc3339(Instant{1}), "1970-01-01T00:00:00.001Z");
  EXPECT_EQ(rfc3339(Instant{-1}), "1969-12-31T23:59:59.999Z");
}

TEST(Instant, IsReadInEveryZone) {
  EXPECT_EQ(at("2026-03-29T03:00:00+02:00"), at("2026-03-29T01:00:00Z"));
  EXPECT_EQ(at("2026-03-28T20:30:00-04:30"), at("2026-03-29T01:00:00Z"));
  EXPECT_EQ(at("2026-03-29 01:00:00z"), at("2026-03-29T01:00:00Z"));
  EXPECT_EQ(at("2026-03-29T01:00:00.25Z").utc_ms, at("2026-03-29T01:00:00Z").utc_ms + 250);
  EXPECT_EQ(at("2026-03-29T01:00:00.123999Z").utc_ms, at("2026-03-29T01:00:00Z").utc_ms + 123);
}

TEST(Instant, ABareDayIsItsBeginningInStockholm) {
  EXPECT_EQ(rfc3339(at("2026-01-15")), "2026-01-14T23:00:00Z");
  EXPECT_EQ(rfc3339(at("2026-06-15")), "2026-06-14T22:00:00Z");
}

// An import of "1900-01-01", which many systems write for "no date", stored a moment that could not be
// read back, and with it nothing of that member could.
TEST(Instant, IsReadOnlyWhenItIsReadBackAsItIsWritten) {
  for (const char* text : {"1900-01-01T00:00:00Z", "1900-01-02", "2199-12-31T23:59:59.999Z"}) {
    const auto instant = parse_instant(text);
    ASSERT_TRUE(instant) << text;
    EXPECT_EQ(parse_instant(rfc3339(*instant)), instant) << text;
  }
  for (const char* text :
       {"1900-01-01", "1900-01-01T00:59:59+01:00", "2199-12-31T23:00:00-01:00"}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
}

TEST(Instant, AnythingElseIsRefused) {
  for (const char* text :
       {"", "now", "2026-03-29T01:00Z", "2026-03-29T01:00:00", "2026-03-29T24:00:00Z",
        "2026-03-29T01:60:00Z", "2026-03-29T01:00:60Z", "2026-02-30T01:00:00Z",
        "2026-03-29T01:00:00.Z", "2026-03-29T01:00:00+2:00", "2026-03-29T01:00:00+02:60",
        "2026-03-29T01:00:00+24:00", "2026-03-29T01:00:00ZZ", "2026-03-29T-1:00:00Z",
        "2026-03-29X01:00:00Z"}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
}

}  // namespace
}  // namespace samtycke
