#include "core/consent/stopping.h"

#include <algorithm>

#include "core/consent/standing.h"

namespace samtycke::consent {
namespace {

// No text was shown.
constexpr int no_version_seen = 0;

const notice::Cell* cell_of(const Act& act) {
  if (const auto* grant = std::get_if<Grant>(&act)) return &grant->cell;
  if (const auto* withdraw = std::get_if<Withdraw>(&act)) return &withdraw->cell;
  if (const auto* object = std::get_if<Object>(&act)) return std::get_if<notice::Cell>(&object->to);
  if (const auto* lift = std::get_if<LiftObjection>(&act)) {
    return std::get_if<notice::Cell>(&lift->to);
  }
  return nullptr;
}

// About this cell, or about the membership as a whole, which ends what was before it.
bool bears_on(const Decision& decision, const notice::Cell& cell) {
  const notice::Cell* about = cell_of(decision.act);
  if (about != nullptr) return *about == cell;
  return std::holds_alternative<Join>(decision.act) || std::holds_alternative<Leave>(decision.act);
}

bool is_less(const notice::FrequencyLimit& a, const notice::FrequencyLimit& b) {
  return std::int64_t{a.messages} * b.days < std::int64_t{b.messages} * a.days;
}

}  // namespace

std::optional<Act> act_that_stops(const MemberFile& file, const notice::Cell& cell,
                                  const notice::Notice& notice) {
  const CellStanding standing = standing_of(file.decisions, cell, notice);
  if (std::holds_alternative<Agreed>(standing)) return Withdraw{cell};
  if (std::holds_alternative<NotObjected>(standing)) return Object{cell};
  return std::nullopt;
}

std::vector<Wish> stop_channel(const MemberFile& file, const notice::Notice& notice,
                               const ChannelId& channel, const Language& language) {
  std::vector<Wish> wishes;
  for (const notice::CellText& text : notice.cells) {
    if (text.cell.channel != channel) continue;
    const auto act = act_that_stops(file, text.cell, notice);
    if (act) wishes.push_back({*act, no_version_seen, language});
  }
  return wishes;
}

std::vector<Wish> stop_cell(const MemberFile& file, const notice::Notice& notice,
                            const notice::Cell& cell, const Language& language) {
  if (notice::find(notice, cell) == nullptr) return {};
  const auto act = act_that_stops(file, cell, notice);
  if (!act) return {};
  return {{*act, no_version_seen, language}};
}

std::vector<Wish> take_back(const MemberFile& file, const Stopped& stopped,
                            const notice::Notice& notice, const Language& language) {
  const auto& all = file.decisions;
  if (stopped.first > all.size() || stopped.count > all.size() - stopped.first) return {};
  const auto first = all.begin() + static_cast<std::ptrdiff_t>(stopped.first);
  const auto end = first + static_cast<std::ptrdiff_t>(stopped.count);
  const std::vector<Decision> before(all.begin(), first);

  std::vector<Wish> wishes;
  for (auto one = first; one != end; ++one) {
    const notice::Cell* cell = cell_of(one->act);
    if (cell == nullptr || one->way != Way::one_click || notice::find(notice, *cell) == nullptr) {
      continue;
    }
    const bool decided_since =
        std::any_of(end, all.end(), [&](const Decision& later) { return bears_on(later, *cell); });
    if (decided_since || !is_on(standing_of(before, *cell, notice), *cell, notice)) continue;
    if (std::holds_alternative<Withdraw>(one->act)) {
      wishes.push_back({Grant{*cell}, stopped.notice_version, language});
    } else if (std::holds_alternative<Object>(one->act)) {
      wishes.push_back({LiftObjection{*cell}, stopped.notice_version, language});
    }
  }
  return wishes;
}

std::vector<notice::FrequencyLimit> less_often(const MemberFile& file,
                                               const notice::Notice& notice) {
  if (!notice.sending.frequency) return {};
  const notice::Frequency& frequency = *notice.sending.frequency;
  const notice::Field* field = notice::find(notice, frequency.field);
  if (field == nullptr || !field->corrected_by_member) return {};

  const std::string_view chosen = member::value_of(file.holdings, frequency.field);
  const notice::FrequencyLimit* now = nullptr;
  for (const notice::FrequencyLimit& limit : frequency.limits) {
    if (limit.value == chosen) now = &limit;
  }
  std::vector<notice::FrequencyLimit> less;
  for (const notice::FrequencyLimit& limit : frequency.limits) {
    if (now == nullptr || is_less(limit, *now)) less.push_back(limit);
  }
  return less;
}

}  // namespace samtycke::consent
