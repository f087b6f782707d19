#include "server/demo/shopper.h"

#include <algorithm>
#include <array>
#include <set>

namespace samtycke::server::demo {
namespace {

// How busy a month is, in percent of the busiest: Black week and Christmas, the sales of January, new
// sheets in June, and the autumn's curtains.
constexpr std::array<int, 12> busy_months = {70, 40, 45, 52, 58, 64, 52, 70, 58, 58, 95, 100};

constexpr int returns_percent = 2;

int month_of(Day day) {
  return calendar_date(day).month;
}

Day busy_day(Dice& dice, Day first, Day last) {
  Day day = first;
  do {
    day.since_epoch = static_cast<std::int32_t>(dice.between(first.since_epoch, last.since_epoch));
  } while (!dice.chance(busy_months[static_cast<std::size_t>(month_of(day) - 1)]));
  return day;
}

// Sales take a fifth to a third off, in whole kronor.
std::int64_t off(Dice& dice, int month, std::int64_t ore) {
  const bool sale = month == 1 || month == 11 || month == 7;
  if (!dice.chance(sale ? 60 : 12)) return ore;
  const std::int64_t percent = dice.one_of(std::vector<std::int64_t>{20, 25, 30});
  return ore * (100 - percent) / 10000 * 100;
}

const Article* pick(Dice& dice, const Lists& lists, const TopicId& topic, int month) {
  // Drawing again until the topic and the season fit keeps the weights; a list without such an article
  // gives up after some tries.
  for (int i = 0; i < 400; ++i) {
    const Article& article = dice.one_of(lists.articles);
    if (!article.months.has(month)) continue;
    if (topic.empty() || article.topic == topic) return &article;
  }
  return nullptr;
}

std::vector<member::ReceiptLine> basket(Dice& dice, const Lists& lists, const Habits& habits,
                                        int month) {
  const TopicId theme = dice.chance(45) ? habits.favourite : dice.one_of(lists.articles).topic;
  const std::int64_t wanted = dice.between(habits.smallest_basket, habits.largest_basket);
  std::vector<member::ReceiptLine> lines;
  std::set<std::string> taken;
  for (int tries = 0; tries < 200 && static_cast<std::int64_t>(lines.size()) < wanted; ++tries) {
    const Article* article = pick(dice, lists, dice.chance(65) ? theme : TopicId{}, month);
    if (article == nullptr || !taken.insert(article->name).second) continue;
    const std::int64_t quantity = dice.chance(60) ? 1 : dice.between(1, article->most);
    lines.push_back({article->name,
                     article->topic,
                     quantity,
                     {off(dice, month, article->price_ore) * quantity}});
  }
  return lines;
}

std::string digits(std::int64_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return std::string(width > text.size() ? width - text.size() : 0, '0') + text;
}

std::string compact(Day day) {
  std::string text = iso(day);
  text.erase(std::remove(text.begin(), text.end(), '-'), text.end());
  return text;
}

}  // namespace

Instant in_the_day(Dice& dice, Day day) {
  // 10 to 19; no clock is moved in those hours, so that a sum from noon is right on every day.
  const std::int64_t noon = start_of(Day{day.since_epoch + 1}).utc_ms - 12 * 60 * 60'000LL;
  return Instant{noon + dice.between(-2 * 3600, 7 * 3600) * 1000};
}

std::vector<member::Receipt> purchases(Dice& dice, const Lists& lists, const Habits& habits,
                                       Day first, Day last, std::int64_t count) {
  std::vector<Day> days;
  for (std::int64_t i = 0; i < count; ++i) days.push_back(busy_day(dice, first, last));
  std::sort(days.begin(), days.end());

  std::vector<member::Receipt> receipts;
  for (const Day day : days) {
    member::Receipt receipt;
    const bool online = dice.chance(habits.online_percent);
    receipt.at = in_the_day(dice, day);
    receipt.source = online ? member::Source::website : member::Source::till;
    receipt.store = online ? "" : habits.shop;
    // The counter keeps numbers apart on a day with two purchases.
    receipt.number = (online ? "W" : "K") + compact(day) + "-" + digits(dice.between(1, 9999), 4) +
                     digits(static_cast<std::int64_t>(receipts.size()) % 100, 2);
    receipt.lines = basket(dice, lists, habits, month_of(day));
    if (!receipts.empty() && dice.chance(returns_percent)) {
      const member::ReceiptLine& back = receipts.back().lines.front();
      const member::Amount each{back.amount.minor / std::max<std::int64_t>(1, back.quantity)};
      receipt.lines.push_back({"Retur: " + back.article, back.topic, 1, {-each.minor}});
    }
    receipts.push_back(std::move(receipt));
  }
  return receipts;
}

std::vector<member::Interaction> interactions(Dice& dice, const Lists& lists, const Habits& habits,
                                              Day first, Day last, std::int64_t count,
                                              bool reads_mail) {
  using Kind = member::InteractionKind;
  std::vector<member::Interaction> made;
  for (std::int64_t i = 0; i < count; ++i) {
    const Day day = busy_day(dice, first, last);
    member::Interaction one;
    one.number = "I" + compact(day) + "-" + digits(i + 1, 4);
    one.at = in_the_day(dice, day);
    const int month = month_of(day);
    const Campaign* campaign = nullptr;
    if (reads_mail && dice.chance(55)) {
      const Campaign& drawn = dice.one_of(lists.campaigns);
      if (drawn.months.has(month)) campaign = &drawn;
    }
    if (campaign == nullptr) {
      const WebPage* page = &dice.one_of(lists.pages);
      if (page->topic != habits.favourite)
        page = &dice.one_of(lists.pages);  // Their own more often.
      one.kind = Kind::visit;
      one.about = page->address;
      one.topic = page->topic;
    } else {
      one.kind = dice.chance(60) ? Kind::open : dice.chance(80) ? Kind::click : Kind::redemption;
      one.about = campaign->name;
      one.topic = campaign->topic;
      if (one.kind == Kind::redemption) one.source = member::Source::till;
    }
    made.push_back(std::move(one));
  }
  return made;
}

}  // namespace samtycke::server::demo
