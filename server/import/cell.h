// Amounts and moments as other systems write them. Exact: no floating point anywhere, and nothing is
// rounded; what does not fit is refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/instant.h"
#include "core/member/holdings.h"
#include "core/wire/import_map_json.h"

namespace samtycke::server::import {

// "1.59", "-12", "1 234.50" (spaces between thousands, also no-break ones), with a comma for the point
// in CellFormat::decimal_comma; "159" is 1.59 in CellFormat::minor. More decimals than two are refused
// unless they are zeros.
std::optional<member::Amount> parse_amount(std::string_view, wire::CellFormat);

// A whole number with an optional minus, within ±2^53.
std::optional<std::int64_t> parse_whole(std::string_view);

// CellFormat::utc and ::stockholm read "2017-03-01 03:31:57", with or without seconds, with a space or
// a T; every other format reads RFC 3339 or a day, which begins in Stockholm. An hour that the clocks
// pass twice is the earlier one, and one that they skip is the hour after it.
std::optional<Instant> parse_moment(std::string_view, wire::CellFormat);

}  // namespace samtycke::server::import
