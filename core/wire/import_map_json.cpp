#include "core/wire/import_map_json.h"

#include <utility>

#include "core/base/check.h"
#include "core/wire/json.h"

namespace samtycke::wire {
namespace {

constexpr std::size_t most_columns = 1000;
constexpr std::size_t most_values = 100000;

LookupFile read_lookup(const Place& place) {
  LookupFile lookup;
  if (!place.object({"file", "key", "value"})) return lookup;
  lookup.file = place.at("file").some_text();
  lookup.key = place.at("key").some_text();
  lookup.value = place.at("value").some_text();
  return lookup;
}

void read_origin(const Place& place, CellSource& source) {
  const int ways = (place.has("column") ? 1 : 0) + (place.has("columns") ? 1 : 0) +
                   (place.has("constant") ? 1 : 0);
  if (ways != 1) {
    place.refuse(BadDocumentKind::inconsistent, "one of column, columns and constant is wanted");
    return;
  }
  if (place.has("column")) source.columns.push_back(place.at("column").some_text());
  if (place.has("columns")) {
    const Place columns = place.at("columns");
    columns.each([&](const Place& one) { source.columns.push_back(one.some_text()); },
                 most_columns);
    if (place.ok() && source.columns.empty()) {
      columns.refuse(BadDocumentKind::out_of_range, "at least one column is wanted");
    }
  }
  if (place.has("constant")) source.constant = place.at("constant").text();
  source.join = place.text_if_there("join");
}

CellSource read_source(const Place& place) {
  CellSource source;
  if (!place.object({"column", "columns", "constant", "join", "lookups", "values", "otherwise",
                     "if_empty", "format"})) {
    return source;
  }
  read_origin(place, source);
  if (place.has("lookups")) {
    const Place lookups = place.at("lookups");
    lookups.each([&](const Place& one) { source.lookups.push_back(read_lookup(one)); }, 16);
  }
  if (place.has("values")) {
    const Place values = place.at("values");
    values.each_member(
        [&](std::string_view from, const Place& to) {
          source.values.emplace(std::string(from), to.text());
        },
        most_values);
  }
  if (place.has("otherwise")) source.otherwise = place.at("otherwise").text();
  source.if_empty = place.text_if_there("if_empty");
  if (place.has("format")) source.format = place.at("format").word(cell_format_from);
  return source;
}

char read_separator(const Place& place) {
  const std::string separator = place.some_text();
  if (place.ok() && separator != "," && separator != ";" && separator != "\t" && separator != "|") {
    place.refuse(BadDocumentKind::unknown_word, "comma, semicolon, tab or bar");
  }
  return separator.empty() ? ',' : separator.front();
}

// A word of two: true when it is the second.
bool read_second(const Place& place, std::string_view first, std::string_view second) {
  const std::string word = place.some_text();
  if (place.ok() && word != first && word != second) {
    place.refuse(BadDocumentKind::unknown_word, std::string(first) + " or " + std::string(second));
  }
  return word == second;
}

ImportMap read_map(const Place& place) {
  ImportMap map;
  if (!place.object({"import", "separator", "receipts", "unknown_members", "fields", "ignore"})) {
    return map;
  }
  map.kind = place.at("import").word(import_kind_from);
  if (place.has("separator")) map.separator = read_separator(place.at("separator"));
  if (place.has("receipts")) {
    map.receipts_in_parts = read_second(place.at("receipts"), "whole", "parts");
  }
  if (place.has("unknown_members")) {
    map.unknown_members_rejected = read_second(place.at("unknown_members"), "create", "reject");
  }
  const Place fields = place.at("fields");
  fields.each_member(
      [&](std::string_view name, const Place& source) {
        map.fields.emplace(std::string(name), read_source(source));
      },
      most_columns);
  if (place.has("ignore")) {
    const Place ignore = place.at("ignore");
    ignore.each([&](const Place& one) { map.ignore.push_back(one.some_text()); }, most_columns);
  }
  return map;
}

}  // namespace

std::string_view key(ImportKind kind) {
  switch (kind) {
    case ImportKind::members: return "members";
    case ImportKind::receipts: return "receipts";
    case ImportKind::interactions: return "interactions";
    case ImportKind::nix: return "nix";
  }
  SAMTYCKE_NEVER("every case returns");
}

std::optional<ImportKind> import_kind_from(std::string_view word) {
  for (const ImportKind kind :
       {ImportKind::members, ImportKind::receipts, ImportKind::interactions, ImportKind::nix}) {
    if (word == key(kind)) return kind;
  }
  return std::nullopt;
}

std::string_view key(CellFormat format) {
  switch (format) {
    case CellFormat::plain: return "plain";
    case CellFormat::utc: return "utc";
    case CellFormat::stockholm: return "stockholm";
    case CellFormat::decimal_comma: return "decimal_comma";
    case CellFormat::minor: return "minor";
  }
  SAMTYCKE_NEVER("every case returns");
}

std::optional<CellFormat> cell_format_from(std::string_view word) {
  for (const CellFormat format : {CellFormat::plain, CellFormat::utc, CellFormat::stockholm,
                                  CellFormat::decimal_comma, CellFormat::minor}) {
    if (word == key(format)) return format;
  }
  return std::nullopt;
}

Expected<ImportMap, BadDocument> decode_import_map(std::string_view text) {
  return decode_with(text, read_map);
}

}  // namespace samtycke::wire
