#include "server/store/member_cache.h"

#include <gtest/gtest.h>

namespace samtycke::server {
namespace {

const MemberId asa("asa");
const MemberId bo("bo");

TEST(MemberCache, KeepsWhatWasPutLast) {
  MemberCache<int> cache(10);
  EXPECT_EQ(cache.find(asa), std::nullopt);
  cache.put(asa, 1, cache.epoch());
  cache.put(asa, 2, cache.epoch());
  EXPECT_EQ(cache.find(asa), 2);
  EXPECT_EQ(cache.find(bo), std::nullopt);
}

TEST(MemberCache, DoesNotKeepWhatWasReadBeforeSomebodyWasErased) {
  MemberCache<int> cache(10);
  const std::uint64_t before = cache.epoch();
  cache.forget(asa);
  cache.put(asa, 1, before);
  EXPECT_EQ(cache.find(asa), std::nullopt);
  cache.put(asa, 1, cache.epoch());
  cache.forget(asa);
  EXPECT_EQ(cache.find(asa), std::nullopt);
}

TEST(MemberCache, NeverHoldsMoreThanItHasRoomFor) {
  MemberCache<int> cache(10);
  cache.put(asa, 1, cache.epoch(), 11);
  EXPECT_EQ(cache.find(asa), std::nullopt) << "Too large by itself.";
  cache.put(asa, 1, cache.epoch(), 6);
  cache.put(asa, 2, cache.epoch(), 10);
  EXPECT_EQ(cache.find(asa), 2) << "The old one makes room.";
  cache.put(bo, 3, cache.epoch(), 1);
  EXPECT_EQ(cache.find(asa), std::nullopt);
  EXPECT_EQ(cache.find(bo), 3);
  cache.forget_all();
  EXPECT_EQ(cache.find(bo), std::nullopt);
}

}  // namespace
}  // namespace samtycke::server
