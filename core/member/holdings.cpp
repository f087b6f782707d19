#include "core/member/holdings.h"

#include <algorithm>
#include <limits>

#include "core/base/check.h"

namespace samtycke::member {
namespace {

// Takes away what has the same number, and adds the new one after everything that is not later.
template <class Event>
void put_by_time(std::vector<Event>& events, Event event) {
  std::erase_if(events, [&](const Event& other) { return other.number == event.number; });
  const auto place = std::upper_bound(events.begin(), events.end(), event,
                                      [](const Event& a, const Event& b) { return a.at < b.at; });
  events.insert(place, std::move(event));
}

}  // namespace

std::string_view key(Source source) {
  switch (source) {
    case Source::member: return "member";
    case Source::till: return "till";
    case Source::website: return "website";
    case Source::club: return "club";
  }
  SAMTYCKE_NEVER("a source without a key");
}

std::optional<Source> source_from(std::string_view text) {
  for (const Source source : {Source::member, Source::till, Source::website, Source::club}) {
    if (key(source) == text) return source;
  }
  return std::nullopt;
}

Amount operator+(Amount a, Amount b) {
  using Limits = std::numeric_limits<std::int64_t>;
  if (b.minor > 0 && a.minor > Limits::max() - b.minor) return {Limits::max()};
  if (b.minor < 0 && a.minor < Limits::min() - b.minor) return {Limits::min()};
  return {a.minor + b.minor};
}

Amount total(const Receipt& receipt) {
  Amount sum;
  for (const ReceiptLine& line : receipt.lines) sum = sum + line.amount;
  return sum;
}

bool is_returned(const ReceiptLine& line) {
  return line.amount.minor < 0 || line.quantity < 0;
}

bool is_purchase(const Receipt& receipt) {
  return receipt.lines.empty() ||
         !std::all_of(receipt.lines.begin(), receipt.lines.end(), is_returned);
}

const Record* find(const Holdings& holdings, const FieldId& field) {
  const auto& records = holdings.records;
  const auto found = std::find_if(records.begin(), records.end(),
                                  [&](const Record& record) { return record.field == field; });
  return found == records.end() ? nullptr : &*found;
}

std::string_view value_of(const Holdings& holdings, const FieldId& field) {
  const Record* record = find(holdings, field);
  return record == nullptr ? std::string_view{} : std::string_view{record->value};
}

void put(Holdings& holdings, Record record) {
  for (Record& held : holdings.records) {
    if (held.field == record.field) {
      held = std::move(record);
      return;
    }
  }
  holdings.records.push_back(std::move(record));
}

void put(Holdings& holdings, Receipt receipt) {
  put_by_time(holdings.receipts, std::move(receipt));
}

void put(Holdings& holdings, Interaction interaction) {
  put_by_time(holdings.interactions, std::move(interaction));
}

std::optional<Instant> latest_purchase(const Holdings& holdings) {
  std::optional<Instant> latest;
  for (const Receipt& receipt : holdings.receipts) {
    if (is_purchase(receipt) && (!latest || *latest < receipt.at)) latest = receipt.at;
  }
  return latest;
}

std::optional<Instant> latest_purchase(const Holdings& holdings, Instant by) {
  std::optional<Instant> latest;
  for (const Receipt& receipt : holdings.receipts) {
    if (by < receipt.at || !is_purchase(receipt)) continue;
    if (!latest || *latest < receipt.at) latest = receipt.at;
  }
  return latest;
}

}  // namespace samtycke::member
