#include "core/wire/document.h"

#include "core/base/check.h"

namespace samtycke::wire {

std::string_view key(BadDocumentKind kind) {
  switch (kind) {
    case BadDocumentKind::not_utf8: return "not_utf8";
    case BadDocumentKind::not_json: return "not_json";
    case BadDocumentKind::duplicate_key: return "duplicate_key";
    case BadDocumentKind::too_deep: return "too_deep";
    case BadDocumentKind::unknown_key: return "unknown_key";
    case BadDocumentKind::missing_key: return "missing_key";
    case BadDocumentKind::wrong_type: return "wrong_type";
    case BadDocumentKind::out_of_range: return "out_of_range";
    case BadDocumentKind::unknown_word: return "unknown_word";
    case BadDocumentKind::missing_text: return "missing_text";
    case BadDocumentKind::unknown_id: return "unknown_id";
    case BadDocumentKind::inconsistent: return "inconsistent";
  }
  SAMTYCKE_NEVER("BadDocumentKind");
}

}  // namespace samtycke::wire
