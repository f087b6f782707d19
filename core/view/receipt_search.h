// What a member looks for among their purchases, as it stands in the address of the page: "?q=lakan&room=
// sleep&year=2025&page=2". An address can be kept, sent and gone back to, and needs no script.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/id.h"
#include "core/member/holdings.h"

namespace samtycke::view {

struct ReceiptSearch {
  std::string text;      // In an article, a shop's name or a receipt's number; empty: any.
  TopicId room;          // Of one of its lines; empty: any.
  int year = 0;          // In which it was made, in Stockholm; 0: any.
  std::size_t page = 1;  // Of what was found, from 1.
  bool finds_all() const { return text.empty() && room.empty() && year == 0; }
  friend bool operator==(const ReceiptSearch&, const ReceiptSearch&) = default;
};

// From a query's pairs, decoded. What is no number, or no page, counts as not asked for.
ReceiptSearch receipt_search(const std::vector<std::pair<std::string, std::string>>&);
// The same from an address, whatever comes before its query and after it.
ReceiptSearch receipt_search_at(std::string_view address);
// "?q=lakan&page=2"; empty where nothing is asked for.
std::string query_of(const ReceiptSearch&);

// Small and capital letters are alike, also å, ä and ö.
bool matches(const member::Receipt&, const ReceiptSearch&);
// Of the lines that the search is about: those of its room, or all.
member::Amount total(const member::Receipt&, const ReceiptSearch&);

}  // namespace samtycke::view
