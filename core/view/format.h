// Days, times, money and numbers as people write them in a language. Swedish and English are written
// out; another language is shown as English until it has rows here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/day.h"
#include "core/base/language.h"
#include "core/member/holdings.h"

namespace samtycke::view {

std::string format_day(Day, const Language&);  // "29 mars 2026", "29 March 2026"
std::string format_moment(Instant,
                          const Language&);  // "29 mars 2026 kl. 14.05", "29 March 2026, 14:05"
// "1 234,50 kr" with no-break spaces, "SEK 1,234.50". `currency` is ISO 4217.
std::string format_amount(member::Amount, std::string_view currency, const Language&);
std::string format_number(std::int64_t, const Language&);  // "1 234", "1,234"
// A Swedish number as it is dialled at home, "070-123 45 67"; any other as it is stored, "+4522334455".
std::string format_phone(std::string_view e164);

}  // namespace samtycke::view
