// What is held about a member, card by card: the page Mina uppgifter shows it, and the copy that a member
// keeps is made of the same.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "core/consent/member_file.h"
#include "core/view/page.h"
#include "core/view/pages.h"
#include "core/view/receipt_search.h"

namespace samtycke::view {

// page: the newest rows, what there is to say about them, and ways on to other pages.
// whole: every row and every part of each, with nothing folded away and no links; it stands by itself.
enum class Extent { page, whole };

struct Held {
  const Setting& setting;
  const consent::MemberFile& file;
  Extent extent = Extent::page;
  ReceiptSearch search = {};  // Of the page; the whole has no search.

  const Words& words() const { return setting.words; }
  const notice::Notice& notice() const { return setting.notice; }
  const Language& language() const { return setting.words.language(); }
  bool whole() const { return extent == Extent::whole; }
  // The longest a table gets on the page; the rest is in the download. A page of many hundred rows is
  // slow to read, to listen to and to draw.
  std::size_t most_rows() const {
    return whole() ? std::numeric_limits<std::size_t>::max() : std::size_t{50};
  }
};

// A row for each of the newest of things that stand oldest first, as many as fit: row_of(thing).
template <class Thing, class RowOf>
std::vector<std::vector<Cell>> newest_rows(const Held& held, const std::vector<Thing>& things,
                                           RowOf row_of) {
  std::vector<std::vector<Cell>> rows;
  const std::size_t shown = std::min(things.size(), held.most_rows());
  for (std::size_t i = 0; i < shown; ++i) rows.push_back(row_of(things[things.size() - 1 - i]));
  return rows;
}

// Everything held, in the order it is read in: the categories of single values, what no category has;
// and the categories with rows, which come last since they are long.
std::vector<Block> cards_of_values(const Held&);
std::vector<Block> cards_of_rows(const Held&);

// The purchases of the page: the search, what was found with its sums, and a page of it at a time.
std::vector<Block> purchases(const Held&);
// A row for each of these, in their order.
Block receipts_table(const Held&, const std::string& id,
                     const std::vector<const member::Receipt*>&);

Block decisions_card(const Held&);

// Why the club has the data at all: each purpose with its ground, its time and the club's own words.
Block purposes_card(const Held&);
// The ground of a purpose in words, with its law.
Fact basis_of(const Held&, const notice::Purpose&);

}  // namespace samtycke::view
