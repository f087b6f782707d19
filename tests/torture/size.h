// How much a program of this folder breaks.
//
// In `./dev test` each has the small size that trust.md gives it ("Figures to reach"); `./dev test torture`
// asks for the full one. The variable SAMTYCKE_TORTURE is `full`, a number (so many per cent of the full
// size), or `short` (a tenth of the small one, for the sanitizers); a variable of each program's own,
// SAMTYCKE_TORTURE_<NAME>, is a size.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

namespace samtycke::torture {

inline std::string_view variable(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? std::string_view() : text;
}

inline std::string_view scale() {
  return variable("SAMTYCKE_TORTURE");
}

inline long size_of(const std::string& program, long small, long full) {
  const std::string_view own = variable(("SAMTYCKE_TORTURE_" + program).c_str());
  if (!own.empty()) return std::max(0L, std::atol(own.data()));
  if (scale() == "full") return full;
  if (scale() == "short") return std::max(1L, small / 10);
  if (scale().empty()) return small;
  return std::max(1L, full * std::atol(scale().data()) / 100);
}

}  // namespace samtycke::torture
