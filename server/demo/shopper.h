// How an invented member behaves: what they like, how often they come, what they buy and click.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/day.h"
#include "core/member/holdings.h"
#include "server/demo/dice.h"
#include "server/demo/lists.h"

namespace samtycke::server::demo {

struct Habits {
  TopicId favourite;  // Most baskets are about it.
  std::string shop;   // Where they buy when not online.
  int online_percent = 20;
  std::int64_t smallest_basket = 1;  // Lines.
  std::int64_t largest_basket = 5;
};

// `count` purchases between the two days, both included, more of them when shops are busy.
std::vector<member::Receipt> purchases(Dice&, const Lists&, const Habits&, Day first, Day last,
                                       std::int64_t count);

// `count` visits, opened mails, clicks and redeemed coupons. `reads_mail` is false for a member who
// gets none.
std::vector<member::Interaction> interactions(Dice&, const Lists&, const Habits&, Day first,
                                              Day last, std::int64_t count, bool reads_mail);

// A moment on that day in Sweden while shops are open.
Instant in_the_day(Dice&, Day);

}  // namespace samtycke::server::demo
