// What was read of members last, for the threads that read and commit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "core/base/id.h"

namespace samtycke::server {

// It never holds what was destroyed: whoever reads asks for the epoch first, and what they put with an epoch
// that is over is not kept, since somebody was erased meanwhile; perhaps this very member.
template <class Value>
class MemberCache {
 public:
  // `room`: the sum of the sizes that are put. When it is used up, everything goes.
  explicit MemberCache(std::size_t room) : room_(room) {}

  std::optional<Value> find(const MemberId& member) {
    const std::lock_guard guard(mutex_);
    const auto found = kept_.find(member.text());
    if (found == kept_.end()) return std::nullopt;
    return found->second.value;
  }
  std::uint64_t epoch() {
    const std::lock_guard guard(mutex_);
    return epoch_;
  }
  void put(const MemberId& member, Value value, std::uint64_t epoch, std::size_t size = 1) {
    const std::lock_guard guard(mutex_);
    if (epoch != epoch_ || size > room_) return;
    take_out(member);
    if (used_ + size > room_) empty();
    kept_.emplace(member.text(), Kept{std::move(value), size});
    used_ += size;
  }
  void forget(const MemberId& member) {
    const std::lock_guard guard(mutex_);
    ++epoch_;
    take_out(member);
  }
  void forget_all() {
    const std::lock_guard guard(mutex_);
    empty();
  }

 private:
  struct Kept {
    Value value;
    std::size_t size;
  };
  void take_out(const MemberId& member) {
    const auto found = kept_.find(member.text());
    if (found == kept_.end()) return;
    used_ -= found->second.size;
    kept_.erase(found);
  }
  void empty() {
    kept_.clear();
    used_ = 0;
  }

  const std::size_t room_;
  std::mutex mutex_;
  std::uint64_t epoch_ = 0;
  std::size_t used_ = 0;
  std::unordered_map<std::string, Kept> kept_;
};

}  // namespace samtycke::server
