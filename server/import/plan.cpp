#include "server/import/plan.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "core/base/check.h"
#include "core/member/holdings.h"
#include "server/config/places.h"
#include "server/import/csv.h"

namespace samtycke::server::import {
namespace {

using wire::ImportKind;
using Names = std::vector<std::string_view>;

struct Attributes {
  Names required;
  Names others;
};

// What a row may feed besides the fields of the notice.
Attributes attributes(ImportKind kind) {
  switch (kind) {
    case ImportKind::members:
      return {{"member_number"}, {"recorded_at", "source", "terms_accepted_at"}};
    case ImportKind::receipts:
      return {{"member_number", "number", "at", "article", "amount"},
              {"store", "source", "topic", "quantity"}};
    case ImportKind::interactions:
      return {{"member_number", "number", "at", "kind"}, {"about", "topic", "source"}};
    case ImportKind::nix: return {{"member_number"}, {"listed", "since"}};
  }
  SAMTYCKE_NEVER("every case returns");
}

bool among(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The field in which a row of this kind lands, beside those that it names itself; empty where the notice
// has none for it.
FieldId holder_of(ImportKind kind, const notice::Notice& notice) {
  switch (kind) {
    case ImportKind::members: return member::field::member_number;
    case ImportKind::receipts: return member::field::purchases;
    case ImportKind::interactions: return member::field::interactions;
    case ImportKind::nix: return notice.sending.nix ? notice.sending.nix->listed : FieldId{};
  }
  SAMTYCKE_NEVER("every case returns");
}

// A field that holds one value; purchases and interactions have imports of their own.
const notice::Field* single_field(const notice::Notice& notice, std::string_view name) {
  const notice::Field* field = notice::find(notice, FieldId{std::string(name)});
  if (field == nullptr || field->kind == notice::FieldKind::receipts ||
      field->kind == notice::FieldKind::interactions) {
    return nullptr;
  }
  return field;
}

bool known(ImportKind kind, std::string_view name, const notice::Notice& notice) {
  const Attributes known_here = attributes(kind);
  if (among(known_here.required, name) || among(known_here.others, name)) return true;
  return kind == ImportKind::members && single_field(notice, name) != nullptr;
}

std::string trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(" \t") - from + 1));
}

std::optional<std::size_t> position(const std::vector<std::string>& header, std::string_view name) {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header.begin());
}

std::string cannot_read(const BadCsv& bad) {
  if (bad.kind == BadCsvKind::not_utf8) {
    return "is not UTF-8 at byte " + std::to_string(bad.offset);
  }
  return "has a quote on line " + std::to_string(bad.line) + " that never ends";
}

CannotStart lookup_fault(const std::string& path, const std::string& what) {
  return CannotStart{"the lookup file " + path + " " + what};
}

Expected<std::unordered_map<std::string, std::string>, CannotStart> read_table(
    const std::string& path, const wire::LookupFile& lookup) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Unexpected{lookup_fault(path, "cannot be opened")};
  CsvReader reader(in);
  CsvRow row;
  const auto first = reader.next(row);
  if (!first.ok()) return Unexpected{lookup_fault(path, cannot_read(first.reason()))};
  const auto key_at = position(row.cells, lookup.key);
  const auto value_at = position(row.cells, lookup.value);
  if (!key_at) return Unexpected{lookup_fault(path, "has no column " + lookup.key)};
  if (!value_at) return Unexpected{lookup_fault(path, "has no column " + lookup.value)};
  std::unordered_map<std::string, std::string> table;
  const std::size_t width = row.cells.size();
  while (true) {
    const auto more = reader.next(row);
    if (!more.ok()) return Unexpected{lookup_fault(path, cannot_read(more.reason()))};
    if (!more.value()) return table;
    if (row.fault || row.cells.size() != width) {
      return Unexpected{lookup_fault(path, "has a broken row on line " + std::to_string(row.line))};
    }
    table.emplace(trimmed(row.cells[*key_at]), trimmed(row.cells[*value_at]));
  }
}

std::optional<CannotStart> check_header(const std::vector<std::string>& header) {
  std::set<std::string> seen;
  for (const std::string& name : header) {
    if (!seen.insert(name).second)
      return CannotStart{"two columns of the first row have the same name"};
  }
  return std::nullopt;
}

// Beside the map, or beside the file that is imported: a map may serve a new export each month.
std::string find_lookup(const std::string& file, const LookupFolders& folders) {
  const std::string by_map = path_in(folders.of_map, file);
  std::error_code ignored;
  return std::filesystem::exists(by_map, ignored) ? by_map : path_in(folders.of_file, file);
}

}  // namespace

Expected<wire::ImportMap, CannotStart> Plan::by_own_names(ImportKind kind,
                                                          const std::vector<std::string>& header,
                                                          const notice::Notice& notice) {
  wire::ImportMap map;
  map.kind = kind;
  for (const std::string_view name : attributes(kind).required) {
    // The first row is named only when it is surely a header: it could be somebody's record.
    if (!position(header, name)) {
      return Unexpected{CannotStart{"the first row has no column " + std::string(name) +
                                    "; a file with other column names needs --map"}};
    }
  }
  for (const std::string& name : header) {
    if (!known(kind, name, notice)) continue;
    wire::CellSource source;
    source.columns.push_back(name);
    map.fields.emplace(name, std::move(source));
  }
  return map;
}

std::optional<CannotStart> Plan::check_fields(const notice::Notice& notice) {
  for (const std::string_view name : attributes(map_.kind).required) {
    if (map_.fields.count(std::string(name)) == 0) {
      return CannotStart{"the map says nothing about " + std::string(name)};
    }
  }
  for (const auto& [name, source] : map_.fields) {
    if (!known(map_.kind, name, notice)) {
      return CannotStart{"the map feeds " + name + ", which the notice and the import do not know"};
    }
    if (map_.kind != ImportKind::members) continue;
    if (const notice::Field* field = single_field(notice, name); field != nullptr) {
      if (notice::purposes_of(notice, field->id).empty()) {
        return CannotStart{"the map feeds " + name + ", which no purpose of the notice covers"};
      }
      fields_.push_back(field);
    }
  }
  const FieldId holder = holder_of(map_.kind, notice);
  if (holder.empty()) return CannotStart{"the notice says nothing about the NIX register"};
  if (notice::purposes_of(notice, holder).empty()) {
    return CannotStart{"no purpose of the notice covers " + holder.text()};
  }
  return std::nullopt;
}

std::optional<CannotStart> Plan::find_columns(const std::vector<std::string>& header) {
  std::vector<bool> spoken_for(header.size(), false);
  for (const auto& [name, says] : map_.fields) {
    Source source;
    source.says = &says;
    for (const std::string& column : says.columns) {
      const auto at = position(header, column);
      if (!at) return CannotStart{"the map wants a column " + column + " that the file has not"};
      source.columns.push_back(*at);
      spoken_for[*at] = true;
    }
    sources_.emplace(name, std::move(source));
  }
  for (const std::string& column : map_.ignore) {
    if (const auto at = position(header, column)) spoken_for[*at] = true;
  }
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (spoken_for[i] || header[i] == rejected_line || header[i] == rejected_reason) continue;
    return CannotStart{"the column " + header[i] + " is neither used nor ignored by the map"};
  }
  return std::nullopt;
}

std::optional<CannotStart> Plan::load_lookups(const LookupFolders& folders) {
  // A file that several fields use in the same way is held once.
  std::map<std::vector<std::string>, std::shared_ptr<const Table>> held;
  for (auto& [name, source] : sources_) {
    for (const wire::LookupFile& lookup : source.says->lookups) {
      std::shared_ptr<const Table>& table = held[{lookup.file, lookup.key, lookup.value}];
      if (table == nullptr) {
        auto read = read_table(find_lookup(lookup.file, folders), lookup);
        if (!read.ok()) return read.reason();
        table = std::make_shared<const Table>(std::move(read).value());
      }
      source.tables.push_back(table);
    }
  }
  return std::nullopt;
}

Expected<Plan, CannotStart> Plan::make(const wire::ImportMap* map, ImportKind kind,
                                       const std::vector<std::string>& header,
                                       const notice::Notice& notice, const LookupFolders& folders) {
  if (const auto fault = check_header(header)) return Unexpected{*fault};
  Plan plan;
  if (map != nullptr) {
    plan.map_ = *map;
  } else {
    auto own = by_own_names(kind, header, notice);
    if (!own.ok()) return Unexpected{own.reason()};
    plan.map_ = std::move(own).value();
  }
  if (plan.map_.kind != kind) {
    return Unexpected{CannotStart{"the map is one for " + std::string(wire::key(plan.map_.kind))}};
  }
  // A mended reject file has the lines that were missing, not whole receipts: replacing the stored ones
  // would lose the lines that were right from the beginning.
  if (position(header, rejected_line)) plan.map_.receipts_in_parts = true;
  if (auto fault = plan.check_fields(notice)) return Unexpected{*fault};
  if (auto fault = plan.find_columns(header)) return Unexpected{*fault};
  if (auto fault = plan.load_lookups(folders)) return Unexpected{*fault};
  return plan;
}

wire::CellFormat Plan::format(std::string_view field) const {
  const auto found = sources_.find(field);
  return found == sources_.end() ? wire::CellFormat::plain : found->second.says->format;
}

Expected<std::string, Rejection> Plan::value(std::string_view field,
                                             const std::vector<std::string>& cells) const {
  const auto found = sources_.find(field);
  if (found == sources_.end()) return std::string();
  const Source& source = found->second;
  auto value = source.columns.empty() ? Expected<std::string, Rejection>(source.says->constant)
                                      : translated(field, source, joined(source, cells));
  if (value.ok() && value.value().empty()) return source.says->if_empty;
  return value;
}

std::string Plan::joined(const Source& source, const std::vector<std::string>& cells) {
  std::string value;
  bool anything = false;
  for (std::size_t i = 0; i < source.columns.size(); ++i) {
    const std::string cell = trimmed(cells[source.columns[i]]);
    anything = anything || !cell.empty();
    if (i > 0) value += source.says->join;
    value += cell;
  }
  return anything ? value : std::string();
}

Expected<std::string, Rejection> Plan::translated(std::string_view field, const Source& source,
                                                  std::string value) {
  const wire::CellSource& says = *source.says;
  for (const auto& table : source.tables) {
    if (value.empty()) break;
    const auto row = table->find(value);
    if (row == table->end()) {
      if (says.otherwise) return *says.otherwise;
      return Unexpected{Rejection{std::string(field) + ".not_in_lookup"}};
    }
    value = row->second;
  }
  if (says.values.empty()) return value;
  const auto known_value = says.values.find(value);
  if (known_value != says.values.end()) return known_value->second;
  if (value.empty()) return value;
  if (says.otherwise) return *says.otherwise;
  return Unexpected{Rejection{std::string(field) + ".not_in_values"}};
}

}  // namespace samtycke::server::import
