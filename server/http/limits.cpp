#include "server/http/limits.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "server/edge/randomness.h"

namespace samtycke::server {

Limit::Limit(int burst, std::int64_t refill_ms)
    : burst_milli_(std::int64_t{burst} * 1000), refill_ms_(refill_ms), buckets_(places * ways) {
  static_assert(crypto_shorthash_KEYBYTES == 16 && crypto_shorthash_BYTES == 8);
  const std::string secret = random_bytes(secret_.size());
  std::copy(secret.begin(), secret.end(), secret_.begin());
}

std::uint64_t Limit::hash(std::string_view key) const {
  unsigned char out[crypto_shorthash_BYTES];
  crypto_shorthash(out, reinterpret_cast<const unsigned char*>(key.data()), key.size(),
                   secret_.data());
  std::uint64_t number = 0;
  std::memcpy(&number, out, sizeof number);
  return number | 1U;  // 0 marks a slot that nobody has used.
}

Limit::Bucket& Limit::bucket_for(std::uint64_t key, std::int64_t now_ms) {
  const auto first = buckets_.begin() + static_cast<std::ptrdiff_t>((key >> 8U) % places * ways);
  const auto last = first + static_cast<std::ptrdiff_t>(ways);
  const auto own = std::find_if(first, last, [key](const Bucket& b) { return b.key == key; });
  if (own != last) return *own;

  const auto quiet = std::min_element(
      first, last, [](const Bucket& a, const Bucket& b) { return a.at_ms < b.at_ms; });
  const bool full_again =
      quiet->tokens_milli + (now_ms - quiet->at_ms) * 1000 / refill_ms_ >= burst_milli_;
  if (quiet->key == 0 || full_again) *quiet = Bucket{key, burst_milli_, now_ms};
  return *quiet;
}

std::optional<int> Limit::take(std::string_view key, Instant now) {
  const std::uint64_t number = hash(key);
  const std::lock_guard lock{mutex_};
  Bucket& bucket = bucket_for(number, now.utc_ms);
  const std::int64_t passed = std::max<std::int64_t>(0, now.utc_ms - bucket.at_ms);
  // The time moves on only when it gave something, or quick calls would round their share away.
  if (const std::int64_t gained = passed * 1000 / refill_ms_; gained > 0) {
    bucket.tokens_milli = std::min(burst_milli_, bucket.tokens_milli + gained);
    bucket.at_ms = now.utc_ms;
  }
  if (bucket.tokens_milli >= 1000) {
    bucket.tokens_milli -= 1000;
    return std::nullopt;
  }
  const std::int64_t missing_ms = (1000 - bucket.tokens_milli) * refill_ms_ / 1000;
  return static_cast<int>(missing_ms / 1000 + 1);
}

}  // namespace samtycke::server
