// What a map of `samtycke import` says, and how it is read. The format, with examples:
// server/import/README.md.
//   {"import": "receipts", "separator": ";", "receipts": "parts", "unknown_members": "reject",
//    "fields": {
//      "member_number": {"column": "household_id"},
//      "number": {"columns": ["store", "receipt"], "join": "/"},
//      "at": {"column": "time", "format": "stockholm"},
//      "topic": {"column": "sku",
//                "lookups": [{"file": "products.csv", "key": "sku", "value": "department"}],
//                "values": {"BED": "sova"}, "otherwise": ""},
//      "source": {"constant": "till"}},
//    "ignore": ["week"]}
// Reading knows nothing of the notice: whether a field exists is the import's to say.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/expected.h"
#include "core/wire/document.h"

namespace samtycke::wire {

// nix: members by what the NIX register answered about them; see core/verdict/nix.h.
enum class ImportKind { members, receipts, interactions, nix };
std::string_view key(ImportKind);
std::optional<ImportKind> import_kind_from(std::string_view key);

// How a cell writes a moment, a day or an amount.
enum class CellFormat {
  plain,          // As the field wants it: RFC 3339 or a day for moments, "1234.50" for amounts.
  utc,            // "2017-03-01 03:31:57" or with a T, in UTC.
  stockholm,      // The same in Swedish local time.
  decimal_comma,  // "1 234,50"
  minor,          // Whole minor units: "123450".
};
std::string_view key(CellFormat);
std::optional<CellFormat> cell_format_from(std::string_view key);

// Another file in which a cell is looked up: the row whose `key` column holds it gives the value.
struct LookupFile {
  std::string file;  // From the folder of the map.
  std::string key;
  std::string value;
  friend bool operator==(const LookupFile&, const LookupFile&) = default;
};

// Where one field's value comes from: columns (joined when they are several) or a constant; then the
// lookups in turn, then the translation of values, then the format.
struct CellSource {
  std::vector<std::string> columns;  // Empty: the constant.
  std::string join;
  std::string constant;
  std::vector<LookupFile> lookups;
  std::map<std::string, std::string> values;  // Empty: taken as it is.
  std::optional<std::string> otherwise;       // For what no lookup and no translation knows.
  std::string if_empty;                       // For what is empty after all that.
  CellFormat format = CellFormat::plain;
  friend bool operator==(const CellSource&, const CellSource&) = default;
};

struct ImportMap {
  ImportKind kind = ImportKind::members;
  char separator = ',';
  bool receipts_in_parts = false;         // Add to a stored receipt instead of replacing it.
  bool unknown_members_rejected = false;  // Instead of becoming members with a number alone.
  std::map<std::string, CellSource> fields;
  std::vector<std::string> ignore;
  friend bool operator==(const ImportMap&, const ImportMap&) = default;
};

Expected<ImportMap, BadDocument> decode_import_map(std::string_view);

}  // namespace samtycke::wire
