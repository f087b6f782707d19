// Members and rules by chance, for the properties of segments. A chance is made of one number, so that
// RapidCheck can name and repeat a failing one, and a test can make many members for each.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "tests/core/segment/club.h"

namespace samtycke::segment {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}

  int between(int least, int most) {
    return std::uniform_int_distribution<int>{least, most}(engine_);
  }
  bool one_in(int n) { return between(1, n) == 1; }
  template <class T>
  T any_of(const std::vector<T>& things) {
    return things[static_cast<std::size_t>(between(0, static_cast<int>(things.size()) - 1))];
  }

 private:
  std::mt19937_64 engine_;
};

// The moment that the members below are looked at: the afternoon of a day near the end of a month, in
// one of the years around a leap day.
Instant any_moment(Chance&);

// Somebody with up to 25 receipts, some of them returns, up to 15 interactions, and some of the fields;
// all of it before `now`, much of it within a few months.
consent::MemberFile any_member(Chance&, Instant now);

// Conditions of every kind, about what any_member() has, `depth` joints deep.
notice::Rule any_rule(Chance&, int depth);

}  // namespace samtycke::segment
