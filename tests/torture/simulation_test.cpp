// R8: many stories of a small club, each from its seed, and what must hold in all of them.
#include "tests/torture/simulation.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "core/proof/sha256.h"
#include "tests/torture/size.h"

namespace samtycke::torture {
namespace {

constexpr int steps = 60;

// A story that went wrong can be told again by its seed alone: SAMTYCKE_TORTURE_FIRST_SEED.
TEST(Simulated, NoStoryBreaksARule) {
  const long seeds = size_of("SEEDS", 1000, 100000);
  const long first = size_of("FIRST_SEED", 1, 1);
  Simulation::Seen all;
  long broken = 0;
  std::string hash;
  for (long seed = first; seed < first + seeds; ++seed) {
    Simulation story(static_cast<std::uint64_t>(seed), Flaw::none);
    const std::string what = story.run(steps);
    EXPECT_EQ(what, "") << "seed " << seed;
    broken += what.empty() ? 0 : 1;
    hash = proof::sha256_hex(hash + story.hash());
    all.requests += story.seen().requests;
    all.acknowledged += story.seen().acknowledged;
    all.repeated += story.seen().repeated;
    all.interrupted += story.seen().interrupted;
    all.crashes += story.seen().crashes;
    all.erased += story.seen().erased;
  }
  std::printf(
      "R8: %ld seeds, %ld requests, %ld acknowledged, %ld repeated, %ld interrupted by another, "
      "%ld "
      "crashes, %ld members erased; %ld broken; hash %s\n",
      seeds, all.requests, all.acknowledged, all.repeated, all.interrupted, all.crashes, all.erased,
      broken, hash.substr(0, 16).c_str());
  EXPECT_GT(all.interrupted, seeds);
  EXPECT_GT(all.erased, seeds / 10);
}

TEST(Simulated, TheSameSeedTellsTheSameStory) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Simulation one(seed, Flaw::none);
    Simulation again(seed, Flaw::none);
    one.run(steps);
    again.run(steps);
    EXPECT_EQ(one.hash(), again.hash()) << "seed " << seed;
  }
  Simulation one(1, Flaw::none);
  Simulation other(2, Flaw::none);
  one.run(steps);
  other.run(steps);
  EXPECT_NE(one.hash(), other.hash());
}

// The controls: each flaw is found, in one of a few stories.
TEST(Simulated, AStoreWithAFlawIsFoundOut) {
  for (const auto& [flaw, name] : {std::pair{Flaw::forgets_keys, "keys are forgotten"},
                                   {Flaw::overwrites, "the last writer wins"},
                                   {Flaw::loses_a_commit, "a commit is lost"},
                                   {Flaw::keeps_the_erased, "the erased stay"},
                                   {Flaw::brings_back_a_yes, "a one-click no is not kept"}}) {
    int found = 0;
    std::string first;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
      const std::string what = Simulation(seed, flaw).run(steps);
      found += what.empty() ? 0 : 1;
      if (first.empty()) first = what;
    }
    std::printf("R8, control where %s: found in %d of 50 stories (%s)\n", name, found,
                first.c_str());
    EXPECT_GT(found, 0) << name;
  }
}

}  // namespace
}  // namespace samtycke::torture
