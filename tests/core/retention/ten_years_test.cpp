// Ten years of a club, a sweep every night (L17): who goes on which day, whatever the clock does.
#include <gtest/gtest.h>

#include <map>

#include "core/retention/due.h"
#include "tests/support/builders.h"

namespace samtycke::retention {
namespace {

using consent::MemberFile;
using support::at;
using support::day;

// What happens to a member, and when it comes to be known.
struct Happening {
  Instant at;
  std::variant<member::Receipt, consent::Act> what;
};
struct Life {
  const char* who;
  const char* joined;
  std::vector<Happening> happenings;
};

Happening bought(const char* moment) {
  return {at(moment), member::Receipt{moment,
                                      at(moment),
                                      "Borås",
                                      member::Source::till,
                                      {{"Lakan", TopicId{"sleep"}, 1, {39900}}}}};
}
Happening handed_back(const char* moment) {
  return {at(moment), member::Receipt{moment,
                                      at(moment),
                                      "Borås",
                                      member::Source::till,
                                      {{"Lakan", TopicId{"sleep"}, 1, {-39900}}}}};
}
Happening said(const char* moment, consent::Act act) {
  return {at(moment), std::move(act)};
}

const PurposeId analysis{"analysis"};
const consent::Act no = consent::Object{analysis};
const consent::Act yes_again = consent::LiftObjection{analysis};

std::vector<Life> lives() {
  return {
      {"never bought", "2024-01-15", {}},
      {"joined on a leap day", "2024-02-29", {}},
      {"bought on a leap day", "2024-01-15", {bought("2024-02-29T11:00:00Z")}},
      {"bought on the last leap day's eve", "2024-01-15", {bought("2028-02-28T22:30:00Z")}},
      {"bought after midnight of it",
       "2024-01-15",
       {bought("2025-06-01T12:00:00Z"), bought("2028-02-28T23:30:00Z")}},
      {"handed everything back",
       "2024-03-01",
       {bought("2024-06-01T12:00:00Z"), handed_back("2024-06-20T12:00:00Z")}},
      {"only ever handed back", "2024-03-01", {handed_back("2026-06-20T12:00:00Z")}},
      {"bought the night the clocks go forward", "2024-01-15", {bought("2026-03-28T23:10:00Z")}},
      {"bought the night they go back", "2024-01-15", {bought("2026-10-24T22:10:00Z")}},
      {"bought on the last possible day", "2024-01-15", {bought("2027-01-15T21:00:00Z")}},
      {"bought a day too late", "2024-01-15", {bought("2027-01-16T12:00:00Z")}},
      {"said no to the analysis",
       "2024-01-15",
       {bought("2025-01-31T12:00:00Z"), said("2025-02-10T12:00:00Z", no)}},
      {"changed their mind in time",
       "2024-01-15",
       {bought("2025-01-31T12:00:00Z"), said("2025-02-10T12:00:00Z", no),
        said("2025-03-12T12:00:00Z", yes_again)}},
      {"left",
       "2024-01-15",
       {bought("2025-01-31T12:00:00Z"), said("2025-07-01T12:00:00Z", consent::Leave{})}},
  };
}

// The first day on which it was gone.
const std::map<std::string, std::string> gone_on = {
    {"never bought", "2027-01-16"},
    {"joined on a leap day", "2027-03-01"},
    {"bought on a leap day", "2027-03-01"},
    {"bought on the last leap day's eve", "2027-01-16"},  // Erased a year before that purchase.
    {"bought after midnight of it", "2031-03-01"},
    {"handed everything back", "2027-06-02"},
    {"only ever handed back", "2027-03-02"},
    {"bought the night the clocks go forward", "2029-03-30"},
    {"bought the night they go back", "2029-10-26"},
    {"bought on the last possible day", "2030-01-16"},
    {"bought a day too late", "2027-01-16"},
    {"said no to the analysis", "2028-02-01"},
    {"changed their mind in time", "2028-02-01"},
    {"left", "2025-08-01"},
};
const std::map<std::string, std::string> gender_gone_on = {
    {"said no to the analysis", "2025-03-13"},
};

MemberFile born(const Life& life) {
  MemberFile file;
  file.id = MemberId{life.who};
  for (const auto& [field, value] : {std::pair{"given_name", "Åsa"}, std::pair{"gender", "woman"},
                                     std::pair{"joined", life.joined}}) {
    member::put(file.holdings,
                member::Record{FieldId{field}, value, member::Source::club, at(life.joined)});
  }
  return file;
}

void take(MemberFile& file, const Happening& happening) {
  if (const auto* receipt = std::get_if<member::Receipt>(&happening.what)) {
    member::put(file.holdings, *receipt);
    return;
  }
  consent::Decision decision;
  decision.act = std::get<consent::Act>(happening.what);
  decision.at = happening.at;
  file.decisions.push_back(decision);
}

// How far beside the truth the sweep's clock is on each night.
using ClockError = std::int64_t (*)(Day);
constexpr std::int64_t ms_per_day = 24LL * 60 * 60 * 1000;

struct Gone {
  std::map<std::string, std::string> whole;
  std::map<std::string, std::string> gender;
};

// Every night at three, from 2024 through 2033. A sweep whose clock leapt is not run.
Gone ten_years(ClockError error) {
  auto notice = support::small_notice();
  notice.retentions[0].days_after_objection = 30;
  const std::vector<Life> all = lives();
  std::vector<std::optional<MemberFile>> files(all.size());
  std::vector<std::size_t> next(all.size());  // Of each one's happenings.
  std::vector<bool> erased(all.size());
  Gone gone;
  Instant last_sweep = at("2024-01-01");
  for (Day today = day("2024-01-01"); today < day("2034-01-01"); ++today.since_epoch) {
    const Instant night{start_of(today).utc_ms + 3LL * 60 * 60 * 1000};
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (erased[i]) continue;
      if (!files[i] && day(all[i].joined) <= today) files[i] = born(all[i]);
      const auto& happenings = all[i].happenings;
      for (; next[i] < happenings.size() && happenings[next[i]].at <= night; ++next[i]) {
        take(*files[i], happenings[next[i]]);
      }
    }
    const Instant now{night.utc_ms + error(today)};
    if (has_leapt(last_sweep, now)) continue;
    last_sweep = std::max(last_sweep, now);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!files[i]) continue;
      const auto found = due(*files[i], notice, now);
      if (!found) continue;
      files[i] = after_erasing(*files[i], *found, notice);
      if (std::holds_alternative<WholeMember>(found->what)) {
        gone.whole[all[i].who] = iso(today);
        files[i].reset();
        erased[i] = true;
      } else {
        gone.gender[all[i].who] = iso(today);
      }
    }
  }
  return gone;
}

TEST(TenYears, EverybodyGoesTheMorningAfterTheirLastDay) {
  const Gone gone = ten_years([](Day) { return std::int64_t{0}; });
  EXPECT_EQ(gone.whole, gone_on);
  EXPECT_EQ(gone.gender, gender_gone_on);
}

// A night's sweep with a clock that is behind finds nothing more; one that is decades ahead is not run.
TEST(TenYears, AClockThatJumpsBackOrForwardNowAndThenErasesNobodyEarly) {
  const Gone gone = ten_years([](Day today) -> std::int64_t {
    if (today.since_epoch % 7 == 3) return -400 * ms_per_day;
    if (today.since_epoch % 11 == 5) return 20LL * 365 * ms_per_day;
    if (today.since_epoch % 13 == 6) return -20'000 * ms_per_day;
    return 0;
  });
  EXPECT_EQ(gone.whole.size(), gone_on.size());
  for (const auto& [who, last] : gone.whole) {
    EXPECT_GE(last, gone_on.at(who)) << who << " went too early";
    EXPECT_LE(day(last).since_epoch, day(gone_on.at(who)).since_epoch + 3) << who;
  }
  EXPECT_EQ(gone.gender.size(), gender_gone_on.size());
}

}  // namespace
}  // namespace samtycke::retention
