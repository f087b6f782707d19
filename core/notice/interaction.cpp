#include "core/notice/interaction.h"

#include "core/base/check.h"

namespace samtycke::notice {

std::string_view key(InteractionKind kind) {
  switch (kind) {
    case InteractionKind::visit: return "visit";
    case InteractionKind::open: return "open";
    case InteractionKind::click: return "click";
    case InteractionKind::redemption: return "redemption";
    case InteractionKind::message: return "message";
  }
  SAMTYCKE_NEVER("a kind of interaction without a key");
}

std::optional<InteractionKind> interaction_kind_from(std::string_view text) {
  using enum InteractionKind;
  for (const InteractionKind kind : {visit, open, click, redemption, message}) {
    if (key(kind) == text) return kind;
  }
  return std::nullopt;
}

}  // namespace samtycke::notice
