#include "core/retention/due.h"

#include <algorithm>

#include "core/base/overloaded.h"
#include "core/consent/standing.h"
#include "core/retention/clock.h"

namespace samtycke::retention {
namespace {

constexpr std::int64_t ms_per_day = 24LL * 60 * 60 * 1000;
constexpr std::int64_t longest_pause_days = 31;

bool is_bare(const member::Receipt& receipt) {
  return receipt.lines.empty() && receipt.store.empty();
}

// Whether something that stays counts its days from the latest purchase, or would if a no were taken
// back.
bool counts_from_purchase(const Clock& clock, const std::vector<DueField>& going) {
  const auto held = clock.held();
  return std::any_of(held.begin(), held.end(), [&](const notice::Field* field) {
    const bool goes = std::any_of(going.begin(), going.end(),
                                  [&](const DueField& one) { return one.field == field->id; });
    return !goes && field->id != member::field::purchases &&
           clock.may_count_from(*field, notice::ClockStart::latest_purchase);
  });
}

// The receipts that stay, bare, when the purchases go. None where everything was handed back.
std::vector<member::Receipt> left_of(const member::Holdings& holdings) {
  const auto latest = member::latest_purchase(holdings);
  for (const member::Receipt& receipt : holdings.receipts) {
    if (latest == receipt.at) return {{receipt.number, receipt.at, {}, receipt.source, {}}};
  }
  return {};
}

std::vector<DueField> due_fields(const Clock& clock, const member::Holdings& holdings, Instant at) {
  std::vector<DueField> fields;
  for (const notice::Field* field : clock.held()) {
    const auto until = clock.of(*field);
    if (until && is_due(*until, at)) fields.push_back({field->id, *until});
  }
  // What is left of the purchases already is not found again at every sweep.
  const bool bare = holdings.receipts.size() == 1 && is_bare(holdings.receipts.front());
  if (bare && counts_from_purchase(clock, fields)) {
    std::erase_if(fields,
                  [](const DueField& one) { return one.field == member::field::purchases; });
  }
  return fields;
}

void take(consent::MemberFile& file, const FieldId& field, bool day_of_purchase_stays) {
  member::Holdings& holdings = file.holdings;
  if (field == member::field::purchases) {
    holdings.receipts = day_of_purchase_stays ? left_of(holdings) : std::vector<member::Receipt>{};
  } else if (field == member::field::interactions) {
    holdings.interactions.clear();
  } else {
    std::erase_if(holdings.records, [&](const member::Record& one) { return one.field == field; });
  }
}

}  // namespace

std::optional<Due> due(const consent::MemberFile& file, const notice::Notice& notice, Instant at) {
  if (std::holds_alternative<consent::Restricted>(consent::membership(file.decisions))) {
    return std::nullopt;
  }
  const Clock clock(file, notice);
  const auto whole = clock.of(clock.held());
  if (whole && is_due(*whole, at)) return Due{file.id, WholeMember{*whole}};
  std::vector<DueField> fields = due_fields(clock, file.holdings, at);
  if (fields.empty()) return std::nullopt;
  return Due{file.id, SomeFields{std::move(fields)}};
}

std::vector<Due> due(std::span<const consent::MemberFile> files, const notice::Notice& notice,
                     Instant at) {
  std::vector<Due> all;
  for (const consent::MemberFile& file : files) {
    if (auto one = due(file, notice, at)) all.push_back(std::move(*one));
  }
  return all;
}

bool has_run_out(const consent::MemberFile& file, const notice::Notice& notice, Instant at) {
  const Clock clock(file, notice);
  // Nearly everybody: asked for each member of an audience.
  const auto first = clock.nothing_goes_before();
  if (first && !(*first < local_day(at))) return false;

  bool any = false;
  for (const notice::Field* field : clock.held()) {
    if (!clock.is_used(*field)) continue;
    const auto until = clock.of(*field);
    if (!until || !is_due(*until, at)) return false;
    any = true;
  }
  return any;
}

consent::MemberFile after_erasing(const consent::MemberFile& file, const Due& due,
                                  const notice::Notice& notice) {
  return std::visit(Overloaded{
                        [&](const WholeMember&) {
                          return consent::MemberFile{file.id, file.revision, {}, {}};
                        },
                        [&](const SomeFields& some) {
                          const bool stays = counts_from_purchase(Clock(file, notice), some.fields);
                          consent::MemberFile left = file;
                          for (const DueField& one : some.fields) take(left, one.field, stays);
                          return left;
                        },
                    },
                    due.what);
}

bool has_leapt(Instant latest_known, Instant at) {
  return at.utc_ms - latest_known.utc_ms > longest_pause_days * ms_per_day;
}

}  // namespace samtycke::retention
