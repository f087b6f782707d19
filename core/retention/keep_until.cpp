#include "core/retention/keep_until.h"

#include "core/base/check.h"

namespace samtycke::retention {
namespace {

std::optional<Day> day_of(notice::ClockStart event, const member::Holdings& holdings) {
  switch (event) {
    case notice::ClockStart::latest_purchase: {
      const auto purchase = member::latest_purchase(holdings);
      return purchase ? std::optional{local_day(*purchase)} : std::nullopt;
    }
    case notice::ClockStart::joined:
      return parse_day(member::value_of(holdings, member::field::joined));
  }
  SAMTYCKE_NEVER("an event without a day");
}

void keep_later(std::optional<KeepUntil>& latest, const std::optional<KeepUntil>& other) {
  if (other && (!latest || latest->day < other->day)) latest = other;
}

}  // namespace

std::optional<KeepUntil> keep_until(const member::Holdings& holdings,
                                    const notice::Retention& retention) {
  for (const notice::ClockStart event : {retention.start, retention.otherwise}) {
    if (const auto start = day_of(event, holdings)) {
      return KeepUntil{add_years(*start, retention.years), event, *start};
    }
  }
  return std::nullopt;
}

std::optional<KeepUntil> keep_until(const member::Holdings& holdings, const notice::Notice& notice,
                                    const FieldId& field) {
  std::optional<KeepUntil> latest;
  for (const notice::Purpose* purpose : notice::purposes_of(notice, field)) {
    const notice::Retention* retention = notice::find(notice, purpose->retention);
    SAMTYCKE_CHECK(retention != nullptr);
    keep_later(latest, keep_until(holdings, *retention));
  }
  return latest;
}

std::optional<KeepUntil> keep_until(const member::Holdings& holdings,
                                    const notice::Notice& notice) {
  std::optional<KeepUntil> latest;
  for (const member::Record& record : holdings.records) {
    keep_later(latest, keep_until(holdings, notice, record.field));
  }
  if (!holdings.receipts.empty()) {
    keep_later(latest, keep_until(holdings, notice, member::field::purchases));
  }
  if (!holdings.interactions.empty()) {
    keep_later(latest, keep_until(holdings, notice, member::field::interactions));
  }
  return latest;
}

bool is_due(const KeepUntil& until, Instant now) {
  return until.day < local_day(now);
}

}  // namespace samtycke::retention
