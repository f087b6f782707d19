#include "core/verdict/frequency.h"

#include "core/base/day.h"

namespace samtycke::verdict {
namespace {

const notice::FrequencyLimit* chosen(const member::Holdings& holdings,
                                     const notice::Frequency& frequency) {
  const auto value = member::value_of(holdings, frequency.field);
  for (const notice::FrequencyLimit& limit : frequency.limits) {
    if (limit.value == value) return &limit;
  }
  return nullptr;
}

}  // namespace

bool is_enough(const member::Holdings& holdings, const notice::Frequency& frequency, Instant at) {
  const notice::FrequencyLimit* limit = chosen(holdings, frequency);
  if (limit == nullptr) return false;

  const Day today = local_day(at);
  const Day before_window{today.since_epoch - limit->days};
  int messages = 0;
  for (const member::Interaction& interaction : holdings.interactions) {
    if (interaction.kind != member::InteractionKind::message) continue;
    const Day sent = local_day(interaction.at);
    if (before_window < sent && sent <= today) ++messages;
  }
  return messages >= limit->messages;
}

}  // namespace samtycke::verdict
