// One act of a member, as it is kept: what was decided, about which text, how, by whom and when.
//
// Decisions are added, never edited: together they are the club's proof (GDPR Art. 7(1)). What stands
// today is always folded from them; see standing.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/base/language.h"
#include "core/notice/notice.h"

namespace samtycke::consent {

// Yes to, and no longer yes to, a cell whose channel needs a consent.
struct Grant {
  notice::Cell cell;
  friend bool operator==(const Grant&, const Grant&) = default;
};
struct Withdraw {
  notice::Cell cell;
  friend bool operator==(const Withdraw&, const Withdraw&) = default;
};

// One category within one purpose: "my age in the analysis".
struct CategoryUse {
  PurposeId purpose;
  CategoryId category;
  friend bool operator==(const CategoryUse&, const CategoryUse&) = default;
};

// No to, and no longer no to, something that is allowed until the member objects: a cell of an opt-out
// channel (letters), a whole purpose ("personal offers" is an objection to the analysis), or one
// optional category of a purpose.
using Objectable = std::variant<notice::Cell, PurposeId, CategoryUse>;
struct Object {
  Objectable to;
  friend bool operator==(const Object&, const Object&) = default;
};
struct LiftObjection {
  Objectable to;
  friend bool operator==(const LiftObjection&, const LiftObjection&) = default;
};

// The member accepted the club's terms. The cells this turned on are Grants of their own beside it.
struct Join {
  friend bool operator==(const Join&, const Join&) = default;
};

// The member corrected values about themselves. The values are in the holdings; the decision proves
// that it was asked for, and names the fields only.
struct Correct {
  std::vector<FieldId> fields;
  friend bool operator==(const Correct&, const Correct&) = default;
};

// While a restriction stands, the club stores and shows, and does nothing else (GDPR Art. 18).
struct Restrict {
  friend bool operator==(const Restrict&, const Restrict&) = default;
};
struct LiftRestriction {
  friend bool operator==(const LiftRestriction&, const LiftRestriction&) = default;
};

// The member left the club. Joining again is a new Join.
struct Leave {
  friend bool operator==(const Leave&, const Leave&) = default;
};

using Act = std::variant<Grant, Withdraw, Object, LiftObjection, Join, Correct, Restrict,
                         LiftRestriction, Leave>;

// How the decision reached us.
enum class Way { portal, one_click, join, agent, import };
std::string_view key(Way);  // "portal", "one_click", "join", "agent", "import"
std::optional<Way> way_from(std::string_view key);

struct Decision {
  Act act;
  int notice_version = 0;
  Language language;        // The language the text was shown in.
  std::string text_sha256;  // Of the exact text shown, 64 hexadecimal digits; empty where none was.
  Way way = Way::portal;
  std::string actor;  // "member", or "agent:<name>", or "import:<file's name>".
  Instant at;
  friend bool operator==(const Decision&, const Decision&) = default;
};

}  // namespace samtycke::consent
