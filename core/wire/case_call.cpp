#include "core/wire/case_call.h"

#include <algorithm>

#include "core/wire/readers.h"

namespace samtycke::wire {

consent::MemberFile read_case_member(const Place& with) {
  consent::MemberFile file = read_member_file(with.at("member"));
  const auto by_time = [](const auto& a, const auto& b) { return a.at < b.at; };
  auto& [records, receipts, interactions] = file.holdings;
  std::stable_sort(receipts.begin(), receipts.end(), by_time);
  std::stable_sort(interactions.begin(), interactions.end(), by_time);
  return file;
}

Instant read_case_time(const Place& with) {
  return with.at("at").instant();
}

}  // namespace samtycke::wire
