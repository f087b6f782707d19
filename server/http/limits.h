// How often someone may try, in tables of a fixed size: a flood of strangers cannot make them grow.
//
// Each key has a bucket of tokens that fills up again with time. Keys are hashed with a key of this
// process, four slots to a place; where all four are taken, the one that has been quiet longest is
// shared. Sharing can only refuse too early, never too late.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/instant.h"

namespace samtycke::server {

class Limit {
 public:
  // `burst` tries at once, and one more every `refill_ms`.
  Limit(int burst, std::int64_t refill_ms);

  // None: go ahead, one try is taken. Otherwise the seconds to wait.
  std::optional<int> take(std::string_view key, Instant now);

 private:
  struct Bucket {
    std::uint64_t key = 0;
    std::int64_t tokens_milli = 0;
    std::int64_t at_ms = 0;
  };
  static constexpr std::size_t places = 1024;
  static constexpr std::size_t ways = 4;

  std::uint64_t hash(std::string_view key) const;
  Bucket& bucket_for(std::uint64_t key, std::int64_t now_ms);

  std::int64_t burst_milli_;
  std::int64_t refill_ms_;
  std::array<unsigned char, 16> secret_{};
  std::mutex mutex_;
  std::vector<Bucket> buckets_;
};

}  // namespace samtycke::server
