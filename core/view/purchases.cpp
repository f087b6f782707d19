// A member's purchases on the page: looked through, added up, drawn, and listed.
#include <algorithm>
#include <limits>

#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/held.h"
#include "core/view/value.h"

namespace samtycke::view {
namespace {

// Those that are looked for, newest first.
std::vector<const member::Receipt*> found_in(const Held& held) {
  std::vector<const member::Receipt*> found;
  const auto& receipts = held.file.holdings.receipts;
  for (std::size_t i = receipts.size(); i-- > 0;) {
    if (matches(receipts[i], held.search)) found.push_back(&receipts[i]);
  }
  return found;
}

std::string money(const Held& held, member::Amount amount) {
  return format_amount(amount, held.notice().club.currency, held.language());
}

std::string number(const Held& held, std::size_t n) {
  return format_number(static_cast<std::int64_t>(n), held.language());
}

CalendarDate date_of(const member::Receipt& receipt) {
  return calendar_date(local_day(receipt.at));
}

// The address of the page with this search, at the purchases.
std::string address(const Held& held, const ReceiptSearch& search) {
  return path_of(PageName::data, held.words()) + query_of(search) + "#purchases-search";
}

// ---- The search.

Field choice(std::string id, std::string name, std::string label, std::string value,
             std::vector<Option> options) {
  Field field;
  field.id = std::move(id);
  field.name = std::move(name);
  field.label = std::move(label);
  field.value = std::move(value);
  field.options = std::move(options);
  return field;
}

Block search_form(const Held& held) {
  const Words& words = held.words();
  Form form;
  form.id = "purchases-search";
  form.action = path_of(PageName::data, words) + "#purchases-search";
  form.label = words("purchases.search");
  form.only_asks = true;
  Field text;
  text.id = "purchases-text";
  text.name = "q";
  text.label = words("purchases.text");
  text.value = held.search.text;
  form.blocks.push_back({std::move(text)});

  std::vector<Option> rooms = {{"", words("purchases.any_room")}};
  std::vector<Option> years = {{"", words("purchases.any_year")}};
  for (const notice::Topic& topic : held.notice().topics) {
    const auto has = [&](const member::Receipt& receipt) {
      return matches(receipt, {{}, topic.id, 0, 1});
    };
    const auto& receipts = held.file.holdings.receipts;
    if (std::any_of(receipts.begin(), receipts.end(), has))
      rooms.push_back({topic.id.text(), topic.name.in(held.language())});
  }
  for (std::size_t i = held.file.holdings.receipts.size(); i-- > 0;) {
    const std::string year = std::to_string(date_of(held.file.holdings.receipts[i]).year);
    if (years.back().value != year) years.push_back({year, year});
  }
  form.blocks.push_back({choice("purchases-room", "room", words("purchases.room"),
                                held.search.room.text(), std::move(rooms))});
  form.blocks.push_back({choice(
      "purchases-year", "year", words("purchases.year"),
      held.search.year == 0 ? std::string() : std::to_string(held.search.year), std::move(years))});
  Actions actions;
  actions.id = "purchases-look";
  actions.blocks.push_back(
      {Button{"purchases-find", words("purchases.find"), Emphasis::primary, {}, {}}});
  if (!held.search.finds_all()) {
    actions.blocks.push_back(link("purchases-show-all", words("purchases.show_all"),
                                  address(held, {}), LinkLook::button));
  }
  form.blocks.push_back({std::move(actions)});
  return {std::move(form)};
}

// ---- The sums.

struct Sum {
  std::string name;
  member::Amount amount;
};

Block bars_of(const Held& held, std::string id, std::string_view caption, std::string_view names,
              const std::vector<Sum>& sums) {
  std::int64_t most = 1;
  for (const Sum& sum : sums) most = std::max(most, sum.amount.minor);
  // Amounts come from imports and may be absurd: a thousand times one of them may be no number any more.
  const std::int64_t unit = most > std::numeric_limits<std::int64_t>::max() / 1000 ? 1000 : 1;
  Bars bars{std::move(id),
            held.words()(caption),
            held.words()(names),
            held.words()("purchase.amount"),
            {}};
  for (const Sum& sum : sums) {
    // More is handed back than bought at times.
    const std::int64_t bought = std::max<std::int64_t>(0, sum.amount.minor) / unit;
    bars.bars.push_back(
        {sum.name, money(held, sum.amount), static_cast<int>(bought * 1000 / (most / unit))});
  }
  return {std::move(bars)};
}

// By year, or where one year is looked at by month; the latest first, as the list below it.
Block by_time(const Held& held, const std::vector<const member::Receipt*>& found) {
  std::vector<Sum> sums;
  const bool one_year = held.search.year != 0;
  for (const member::Receipt* receipt : found) {
    const CalendarDate date = date_of(*receipt);
    std::string name =
        one_year ? held.words()("month." + std::to_string(date.month)) : std::to_string(date.year);
    if (sums.empty() || sums.back().name != name) sums.push_back({std::move(name), {}});
    sums.back().amount = sums.back().amount + total(*receipt, held.search);
  }
  return bars_of(held, "purchases-by-time", one_year ? "purchases.by_month" : "purchases.by_year",
                 one_year ? "purchases.month" : "purchases.year", sums);
}

// The greatest first.
Block by_room(const Held& held, const std::vector<const member::Receipt*>& found) {
  std::vector<Sum> sums;
  const auto add = [&](const TopicId& topic, std::string name) {
    Sum sum{std::move(name), {}};
    bool any = false;
    for (const member::Receipt* receipt : found) {
      for (const member::ReceiptLine& line : receipt->lines) {
        if (line.topic != topic) continue;
        sum.amount = sum.amount + line.amount;
        any = true;
      }
    }
    if (any) sums.push_back(std::move(sum));
  };
  for (const notice::Topic& topic : held.notice().topics)
    add(topic.id, topic.name.in(held.language()));
  add(TopicId{}, held.words()("purchases.no_room"));
  std::stable_sort(sums.begin(), sums.end(),
                   [](const Sum& a, const Sum& b) { return a.amount.minor > b.amount.minor; });
  return bars_of(held, "purchases-by-room", "purchases.by_room", "purchases.room", sums);
}

// ---- The list.

Block ways_between(const Held& held, std::size_t pages) {
  Actions actions;
  actions.id = "purchases-pages";
  const auto add = [&](const char* id, std::string_view label, std::size_t page) {
    ReceiptSearch to = held.search;
    to.page = page;
    actions.blocks.push_back(link(id, held.words()(label), address(held, to), LinkLook::button));
  };
  if (held.search.page > 1) add("purchases-newer", "purchases.newer", held.search.page - 1);
  if (held.search.page < pages) add("purchases-older", "purchases.older", held.search.page + 1);
  return {std::move(actions)};
}

}  // namespace

std::vector<Block> purchases(const Held& held) {
  const Words& words = held.words();
  const std::vector<const member::Receipt*> found = found_in(held);
  std::vector<Block> blocks = {search_form(held)};
  if (found.empty()) {
    blocks.push_back(paragraph("purchases-count", words("purchases.found_none")));
    return blocks;
  }
  member::Amount sum;
  for (const member::Receipt* receipt : found) sum = sum + total(*receipt, held.search);
  blocks.push_back(paragraph(
      "purchases-count", words(found.size() == 1 ? "purchases.found_one" : "purchases.found",
                               {{"n", number(held, found.size())}, {"amount", money(held, sum)}})));
  blocks.push_back(by_time(held, found));
  if (held.search.room.empty()) blocks.push_back(by_room(held, found));

  const std::size_t size = held.most_rows();
  const std::size_t pages = (found.size() + size - 1) / size;
  Held shown{held.setting, held.file, held.extent, held.search};
  shown.search.page = std::min(held.search.page, pages);
  const auto from = found.begin() + static_cast<std::ptrdiff_t>((shown.search.page - 1) * size);
  const auto to = found.end() - from > static_cast<std::ptrdiff_t>(size)
                      ? from + static_cast<std::ptrdiff_t>(size)
                      : found.end();
  if (pages > 1) {
    blocks.push_back(paragraph("purchases-page",
                               words("purchases.page", {{"page", number(held, shown.search.page)},
                                                        {"pages", number(held, pages)}})));
  }
  blocks.push_back(receipts_table(held, "purchases-table", {from, to}));
  if (pages > 1) blocks.push_back(ways_between(shown, pages));
  return blocks;
}

}  // namespace samtycke::view
