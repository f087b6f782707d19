#include "core/segment/tally.h"

#include <algorithm>

#include "core/base/check.h"

namespace samtycke::segment {
namespace {

using member::Source;

bool was_bought(notice::Where where, Source source) {
  switch (where) {
    case notice::Where::anywhere: return true;
    case notice::Where::shop: return source == Source::till;
    case notice::Where::online: return source == Source::website;
  }
  SAMTYCKE_NEVER("a place without a rule");
}

bool is_of(const TopicId& topic, const member::ReceiptLine& line) {
  return topic.empty() || line.topic == topic;
}

}  // namespace

bool is_purchase_of(const notice::Purchases& of, const member::Receipt& receipt) {
  if (!was_bought(of.where, receipt.source)) return false;
  if (of.topic.empty()) return member::is_purchase(receipt);
  return std::any_of(receipt.lines.begin(), receipt.lines.end(), [&](const auto& line) {
    return line.topic == of.topic && !member::is_returned(line);
  });
}

bool concerns(const notice::Purchases& of, const member::Receipt& receipt) {
  if (!was_bought(of.where, receipt.source)) return false;
  return std::any_of(receipt.lines.begin(), receipt.lines.end(),
                     [&](const auto& line) { return is_of(of.topic, line); });
}

bool concerns(const notice::InteractionCount& of, const member::Interaction& interaction) {
  if (!of.topic.empty() && interaction.topic != of.topic) return false;
  return std::find(of.kinds.begin(), of.kinds.end(), interaction.kind) != of.kinds.end();
}

void add(Tally& tally, const notice::Purchases& of, const member::Receipt& receipt) {
  if (!was_bought(of.where, receipt.source)) return;
  if (is_purchase_of(of, receipt)) {
    ++tally.times;
    if (!tally.latest || *tally.latest < receipt.at) tally.latest = receipt.at;
  }
  for (const member::ReceiptLine& line : receipt.lines) {
    tally.whole_amount = tally.whole_amount + line.amount;
    if (is_of(of.topic, line)) tally.amount = tally.amount + line.amount;
  }
}

void add(Tally& tally, const notice::InteractionCount& of, const member::Interaction& interaction) {
  if (concerns(of, interaction)) ++tally.times;
}

std::optional<std::int64_t> percent(const Tally& tally) {
  if (tally.whole_amount.minor <= 0) return std::nullopt;
  if (tally.amount.minor <= 0) return 0;
  if (tally.amount.minor >= tally.whole_amount.minor) return 100;

  // 100 × amount / whole would overflow where an amount is absurd. So by long division, doubling: the
  // bits of 100 are 1100100, and what is left over is always less than the whole.
  const auto whole = static_cast<std::uint64_t>(tally.whole_amount.minor);
  const auto amount = static_cast<std::uint64_t>(tally.amount.minor);
  std::int64_t quotient = 0;
  std::uint64_t left_over = 0;
  const auto take = [&](std::uint64_t more) {
    left_over += more;
    if (left_over < whole) return;
    left_over -= whole;
    ++quotient;
  };
  for (const bool bit : {true, true, false, false, true, false, false}) {
    quotient *= 2;
    take(left_over);
    if (bit) take(amount);
  }
  return quotient;
}

}  // namespace samtycke::segment
