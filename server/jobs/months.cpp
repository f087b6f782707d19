#include "server/jobs/months.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/retention/keep_until_month.h"

namespace samtycke::server {
namespace {

constexpr std::string_view months_of = "retention_months_of";  // The version of a notice.
constexpr std::size_t months_at_once = 256;

// Whoever is written meanwhile is given their month by that writer.
Expected<Done, StoreFault> put_months(Store& store, std::vector<Change>& months) {
  if (months.empty() || store.commit_all(months).ok()) {
    months.clear();
    return Done{};
  }
  for (const Change& month : months) {
    const auto put = store.commit(month);
    if (!put.ok() && put.reason() == StoreFault::unavailable) return Unexpected{put.reason()};
  }
  months.clear();
  return Done{};
}

}  // namespace

Expected<bool, StoreFault> months_are_of(Store& store, const notice::Notice& notice) {
  const auto by = store.setting(months_of);
  if (!by.ok()) return Unexpected{by.reason()};
  return by.value() == std::to_string(notice.version);
}

Expected<Done, StoreFault> write_months_anew(Store& store, const notice::Notice& notice,
                                             const StopWalk& stop) {
  std::vector<Change> months;
  std::optional<StoreFault> fault;
  const auto walked = store.for_each_member([&](const MemberId& id) {
    const auto file = store.load(id);
    if (!file.ok() && file.reason() == StoreFault::no_such_member) return true;
    if (!file.ok()) fault = file.reason();
    if (stop && stop()) fault = StoreFault::unavailable;
    if (fault) return false;
    Change month;
    month.member = id;
    month.based_on = file.value().revision;
    month.keep_until_month = retention::keep_until_month(file.value(), notice);
    if (month.keep_until_month) months.push_back(std::move(month));
    if (months.size() < months_at_once) return true;
    if (const auto put = put_months(store, months); !put.ok()) fault = put.reason();
    return !fault;
  });
  if (!walked.ok()) return walked;
  if (fault) return Unexpected{*fault};
  if (const auto put = put_months(store, months); !put.ok()) return put;
  return store.put_setting(months_of, std::to_string(notice.version));
}

}  // namespace samtycke::server
