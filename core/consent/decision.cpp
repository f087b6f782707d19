#include "core/consent/decision.h"

#include "core/base/check.h"

namespace samtycke::consent {

std::string_view key(Way way) {
  switch (way) {
    case Way::portal: return "portal";
    case Way::one_click: return "one_click";
    case Way::join: return "join";
    case Way::agent: return "agent";
    case Way::import: return "import";
  }
  SAMTYCKE_NEVER("a way without a key");
}

std::optional<Way> way_from(std::string_view text) {
  for (const Way way : {Way::portal, Way::one_click, Way::join, Way::agent, Way::import}) {
    if (key(way) == text) return way;
  }
  return std::nullopt;
}

}  // namespace samtycke::consent
