// A map that was checked against a file's header and the notice, and so can be followed row by row.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/expected.h"
#include "core/notice/notice.h"
#include "core/wire/import_map_json.h"
#include "server/config/cannot_start.h"

namespace samtycke::server::import {

// Why a row was not taken: "amount.bad_amount", "email.already_taken". A field of the map, a full stop
// and a stable word; never a value.
struct Rejection {
  std::string reason;
};

// The columns that reject files add; they are passed over when such a file is mended and imported.
inline constexpr std::string_view rejected_line = "rejected_line";
inline constexpr std::string_view rejected_reason = "rejected_reason";

// Where lookup files are looked for, in this order.
struct LookupFolders {
  std::string of_map;
  std::string of_file;
};

class Plan {
 public:
  // Its parts point to one another, which a move keeps and a copy would not.
  Plan(Plan&&) = default;
  Plan& operator=(Plan&&) = default;
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  // Without a map, each column feeds the field of its own name. Refused when a column that the map
  // names is missing, when a column is neither used nor ignored, when a field does not exist or no
  // purpose of the notice covers it, or when a lookup file cannot be read.
  static Expected<Plan, CannotStart> make(const wire::ImportMap*, wire::ImportKind,
                                          const std::vector<std::string>& header,
                                          const notice::Notice&, const LookupFolders&);

  wire::ImportKind kind() const { return map_.kind; }
  const wire::ImportMap& map() const { return map_; }
  bool has(std::string_view field) const { return sources_.find(field) != sources_.end(); }
  wire::CellFormat format(std::string_view field) const;

  // What a row says about a field, trimmed, looked up and translated; empty where it says nothing or
  // the map has no such field.
  Expected<std::string, Rejection> value(std::string_view field,
                                         const std::vector<std::string>& cells) const;

  // The fields of the notice that a row of members feeds.
  const std::vector<const notice::Field*>& fields() const { return fields_; }

 private:
  using Table = std::unordered_map<std::string, std::string>;
  struct Source {
    std::vector<std::size_t> columns;
    std::vector<std::shared_ptr<const Table>> tables;
    const wire::CellSource* says = nullptr;
  };

  Plan() = default;

  wire::ImportMap map_;
  std::map<std::string, Source, std::less<>> sources_;
  std::vector<const notice::Field*> fields_;

  static std::string joined(const Source&, const std::vector<std::string>& cells);
  static Expected<std::string, Rejection> translated(std::string_view field, const Source&,
                                                     std::string value);
  static Expected<wire::ImportMap, CannotStart> by_own_names(wire::ImportKind,
                                                             const std::vector<std::string>& header,
                                                             const notice::Notice&);
  std::optional<CannotStart> check_fields(const notice::Notice&);
  std::optional<CannotStart> find_columns(const std::vector<std::string>& header);
  std::optional<CannotStart> load_lookups(const LookupFolders&);
};

}  // namespace samtycke::server::import
