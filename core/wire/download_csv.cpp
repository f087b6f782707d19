#include "core/wire/download_csv.h"

#include <charconv>
#include <utility>

#include "core/base/check.h"
#include "core/base/day.h"
#include "core/wire/csv.h"
#include "core/wire/json.h"
#include "core/wire/member_json.h"

namespace samtycke::wire {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

using Columns = std::vector<std::string>;

CsvFile sheet(std::string name, const Columns& columns) {
  return {std::move(name), std::string(byte_order_mark) + csv_row(columns)};
}

void add_row(CsvFile& file, std::vector<std::string> cells) {
  for (std::string& cell : cells) cell = harmless_cell(std::move(cell));
  file.text += csv_row(cells);
}

// 12900 is "129.00".
std::string decimal(std::int64_t minor) {
  const bool negative = minor < 0;
  const auto bits = static_cast<std::uint64_t>(minor);
  const std::uint64_t size = negative ? 0 - bits : bits;
  const std::string cents = std::to_string(size % 100);
  return (negative ? "-" : "") + std::to_string(size / 100) + (cents.size() == 1 ? ".0" : ".") +
         cents;
}

// What stands in one key of a record, a receipt or a decision; empty where it has no such key.
std::string cell_of(const Json& object, std::string_view key) {
  const Json* value = object.find(key);
  if (value == nullptr) return {};
  if (const std::string* text = value->text()) return *text;
  if (const std::int64_t* integer = value->integer()) return std::to_string(*integer);
  const Json::List* list = value->list();
  SAMTYCKE_CHECK(list != nullptr);  // A member's file has nothing else.
  std::string all;
  for (const Json& one : *list) {
    SAMTYCKE_CHECK(one.text() != nullptr);
    all.append(all.empty() ? "" : " ").append(*one.text());
  }
  return all;
}

std::vector<std::string> cells_of(const Json& object, const Columns& columns) {
  std::vector<std::string> cells;
  cells.reserve(columns.size());
  for (const std::string& column : columns) cells.push_back(cell_of(object, column));
  return cells;
}

const Json::List& list_in(const Json& object, std::string_view key) {
  const Json* value = object.find(key);
  SAMTYCKE_CHECK(value != nullptr && value->list() != nullptr);
  return *value->list();
}

// Whose download this is, and the file that all of it is read from, so that no part has two ways out.
struct Taken {
  const consent::MemberFile& file;
  const notice::Notice& notice;
  const Language& language;
  Json json = parse(encode_member_file(file)).value();
};

CsvFile member_sheet(const Taken& taken, Instant exported_at) {
  CsvFile file = sheet("member.csv",
                       {"id", "revision", "exported_at", "club", "legal_name", "notice_version"});
  std::vector<std::string> cells = cells_of(taken.json, {"id", "revision"});
  cells.push_back(rfc3339(exported_at));
  cells.push_back(taken.notice.club.name);
  cells.push_back(taken.notice.club.legal_name);
  cells.push_back(std::to_string(taken.notice.version));
  add_row(file, std::move(cells));
  return file;
}

// As it is stored, but for an amount, which is written as the ones of the purchases are.
std::string value_of(const notice::Field* field, const std::string& value) {
  if (field == nullptr || field->kind != notice::FieldKind::amount) return value;
  std::int64_t minor = 0;
  const char* const end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, minor);
  return read.ec == std::errc() && read.ptr == end ? decimal(minor) : value;
}

// The values whose fields belong to a category; to none, for those that the notice does not know.
CsvFile values_sheet(const Taken& taken, std::string name, const CategoryId& category) {
  CsvFile file = sheet(std::move(name), {"field", "name", "value", "source", "at"});
  for (const Json& record : list_in(*taken.json.find("holdings"), "records")) {
    const notice::Field* field = notice::find(taken.notice, FieldId(cell_of(record, "field")));
    if ((field == nullptr ? CategoryId{} : field->category) != category) continue;
    add_row(file, {cell_of(record, "field"), field == nullptr ? "" : field->name.in(taken.language),
                   value_of(field, cell_of(record, "value")), cell_of(record, "source"),
                   cell_of(record, "at")});
  }
  return file;
}

CsvFile purchases_sheet(const Taken& taken) {
  const Columns of_receipt = {"number", "at", "store", "source"};
  const Columns of_line = {"article", "topic", "quantity"};
  CsvFile file = sheet("purchases.csv", {"number", "at", "store", "source", "line", "article",
                                         "topic", "quantity", "amount", "currency"});
  for (const Json& receipt : list_in(*taken.json.find("holdings"), "receipts")) {
    const std::vector<std::string> whole = cells_of(receipt, of_receipt);
    const Json::List& lines = list_in(receipt, "lines");
    if (lines.empty()) {
      std::vector<std::string> cells = whole;
      cells.resize(cells.size() + of_line.size() + 3);
      add_row(file, std::move(cells));
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
      std::vector<std::string> cells = whole;
      cells.push_back(std::to_string(i + 1));
      for (std::string& cell : cells_of(lines[i], of_line)) cells.push_back(std::move(cell));
      const Json* amount = lines[i].find("amount");
      SAMTYCKE_CHECK(amount != nullptr && amount->integer() != nullptr);
      cells.push_back(decimal(*amount->integer()));
      cells.push_back(taken.notice.club.currency);
      add_row(file, std::move(cells));
    }
  }
  return file;
}

CsvFile rows_sheet(std::string name, const Columns& columns, const Json::List& rows) {
  CsvFile file = sheet(std::move(name), columns);
  for (const Json& row : rows) add_row(file, cells_of(row, columns));
  return file;
}

}  // namespace

std::vector<CsvFile> encode_download_csv(const consent::MemberFile& file,
                                         const notice::Notice& notice, const Language& language,
                                         Instant exported_at) {
  const Taken taken{file, notice, language};
  std::vector<CsvFile> files = {member_sheet(taken, exported_at)};
  for (const notice::Category& category : notice.categories) {
    files.push_back(values_sheet(taken, "categories/" + category.id.text() + ".csv", category.id));
  }
  CsvFile other = values_sheet(taken, "other.csv", CategoryId{});
  const bool any = other.text.find("\r\n") + 2 != other.text.size();
  if (any) files.push_back(std::move(other));
  files.push_back(purchases_sheet(taken));
  files.push_back(rows_sheet("interactions.csv",
                             {"number", "at", "kind", "about", "topic", "source"},
                             list_in(*taken.json.find("holdings"), "interactions")));
  files.push_back(rows_sheet("decisions.csv",
                             {"act", "sender", "channel", "purpose", "category", "fields",
                              "notice_version", "language", "text_sha256", "way", "actor", "at"},
                             list_in(taken.json, "decisions")));
  return files;
}

}  // namespace samtycke::wire
