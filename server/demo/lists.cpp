#include "server/demo/lists.h"

#include <charconv>
#include <fstream>
#include <functional>
#include <optional>
#include <string_view>

#include "server/import/csv.h"

namespace samtycke::server::demo {
namespace {

using Cells = std::vector<std::string>;

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 1) return std::nullopt;
  return value;
}

std::optional<Months> months(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = number(text.substr(0, dash));
  const auto last = number(text.substr(dash + 1));
  if (!first || !last || *first > 12 || *last > 12) return std::nullopt;
  return Months{static_cast<int>(*first), static_cast<int>(*last)};
}

// Reads each row with `width` cells below the header; `take` says false for a row that makes no sense.
std::optional<CannotStart> read(const std::string& folder, const std::string& name,
                                std::size_t width, const std::function<bool(const Cells&)>& take) {
  const std::string path = folder + "/" + name;
  std::ifstream in(path, std::ios::binary);
  if (!in) return CannotStart{"the demo's list " + path + " cannot be read"};
  import::CsvReader reader(in);
  import::CsvRow row;
  std::int64_t rows = 0;
  while (true) {
    const auto more = reader.next(row);
    if (!more.ok()) return CannotStart{"the demo's list " + path + " is not CSV in UTF-8"};
    if (!more.value()) break;
    if (rows++ == 0) continue;
    if (row.fault || row.cells.size() != width || !take(row.cells)) {
      return CannotStart{"the demo's list " + path + " has a bad row on line " +
                         std::to_string(row.line)};
    }
  }
  if (rows < 2) return CannotStart{"the demo's list " + path + " is empty"};
  return std::nullopt;
}

bool take_article(const Cells& cells, std::vector<Article>& articles) {
  const auto price = number(cells[2]);
  const auto most = number(cells[3]);
  const auto when = months(cells[4]);
  const auto weight = number(cells[5]);
  if (!price || !most || !when || !weight || *weight > 100) return false;
  const Article article{cells[0], TopicId{cells[1]}, *price * 100, *most, *when};
  articles.insert(articles.end(), static_cast<std::size_t>(*weight), article);
  return true;
}

bool take_town(const Cells& cells, std::vector<Town>& towns) {
  const auto weight = number(cells[3]);
  if (!weight || *weight > 100 || cells[1].size() != 3) return false;
  towns.insert(towns.end(), static_cast<std::size_t>(*weight), Town{cells[0], cells[1], cells[2]});
  return true;
}

bool take_campaign(const Cells& cells, std::vector<Campaign>& campaigns) {
  const auto when = months(cells[2]);
  if (!when) return false;
  campaigns.push_back({cells[0], TopicId{cells[1]}, *when});
  return true;
}

}  // namespace

Expected<Lists, CannotStart> read_lists(const std::string& folder) {
  Lists lists;
  const std::optional<CannotStart> faults[] = {
      read(folder, "given_names.csv", 2,
           [&](const Cells& cells) {
             lists.given_names.push_back({cells[0], cells[1]});
             return true;
           }),
      read(folder, "family_names.csv", 1,
           [&](const Cells& cells) {
             lists.family_names.push_back(cells[0]);
             return true;
           }),
      read(folder, "towns.csv", 4,
           [&](const Cells& cells) { return take_town(cells, lists.towns); }),
      read(folder, "streets.csv", 1,
           [&](const Cells& cells) {
             lists.streets.push_back(cells[0]);
             return true;
           }),
      read(folder, "articles.csv", 6,
           [&](const Cells& cells) { return take_article(cells, lists.articles); }),
      read(folder, "pages.csv", 2,
           [&](const Cells& cells) {
             lists.pages.push_back({cells[0], TopicId{cells[1]}});
             return true;
           }),
      read(folder, "campaigns.csv", 3,
           [&](const Cells& cells) { return take_campaign(cells, lists.campaigns); }),
  };
  for (const auto& fault : faults) {
    if (fault) return Unexpected{*fault};
  }
  return lists;
}

}  // namespace samtycke::server::demo
