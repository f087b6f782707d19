#include <algorithm>

#include "core/consent/standing.h"
#include "core/retention/before_erasure.h"
#include "core/retention/keep_until.h"
#include "core/view/cards.h"
#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/value.h"

namespace samtycke::view {
namespace {

// A day on the line, before it is known on which side of today it lies.
struct Event {
  Day day;
  std::string what;
  std::string note;
};

std::vector<Event> events(const Setting& setting, const consent::MemberFile& file,
                          const retention::KeepUntil& keep) {
  const Words& words = setting.words;
  std::vector<Event> all;
  const auto joined = parse_day(member::value_of(file.holdings, member::field::joined));
  if (joined) all.push_back({*joined, words("keep.joined"), {}});
  const Day start = retention::start_of(keep.since);
  if (std::holds_alternative<retention::SincePurchase>(keep.since)) {
    all.push_back({start, words("keep.latest_purchase"), {}});
  } else if (std::holds_alternative<retention::SinceObjection>(keep.since)) {
    all.push_back({start, words("keep.said_no"), {}});
  } else if (std::holds_alternative<retention::SinceLeaving>(keep.since)) {
    all.push_back({start, words("keep.left"), {}});
  }
  if (retention::is_told_before(keep, setting.notice)) {
    all.push_back({Day{keep.day.since_epoch - retention::days_told_before(setting.notice)},
                   words("keep.told"),
                   {}});
  }
  all.push_back({keep.day, words("keep.last_day"), reason_in_words(setting, keep)});
  // What happened on the same day is told in the order in which it is said here.
  std::stable_sort(all.begin(), all.end(),
                   [](const Event& a, const Event& b) { return a.day < b.day; });
  return all;
}

Block line(const Setting& setting, const consent::MemberFile& file,
           const retention::KeepUntil& keep, bool paused) {
  const Words& words = setting.words;
  const Day today = local_day(setting.now);
  Step now{format_day(today, words.language()), words("keep.today"), {}, Stage::now};
  if (const auto moved = retention::if_bought(file, setting.notice, today); moved && !paused) {
    now.note = words("keep.moves", {{"day", format_day(moved->day, words.language())}});
  }
  Timeline timeline;
  timeline.id = "keep-line";
  bool is_past = true;
  for (Event& event : events(setting, file, keep)) {
    if (is_past && event.day >= today) {
      timeline.steps.push_back(now);
      is_past = false;
    }
    timeline.steps.push_back({format_day(event.day, words.language()), std::move(event.what),
                              std::move(event.note), is_past ? Stage::past : Stage::ahead});
  }
  if (is_past) timeline.steps.push_back(std::move(now));
  return {std::move(timeline)};
}

}  // namespace

Block keep_card(const Setting& setting, const consent::MemberFile& file) {
  const Words& words = setting.words;
  const auto keep = retention::keep_until(file, setting.notice);
  if (!keep)
    return card("keep", words("keep.title"), {paragraph("keep-day", words("keep.unknown"))});
  const std::string day = format_day(keep->day, words.language());
  const bool due = retention::is_due(*keep, setting.now);
  // Nothing is erased during a restriction (GDPR Art. 18; retention::due).
  const bool paused =
      std::holds_alternative<consent::Restricted>(consent::membership(file.decisions));
  const std::string_view said =
      paused ? (due ? "keep.due_paused" : "keep.day_paused") : (due ? "keep.due" : "keep.day");
  return card(
      "keep", words("keep.title"),
      {paragraph("keep-day", words(said, {{"day", day}})), line(setting, file, *keep, paused)});
}

}  // namespace samtycke::view
