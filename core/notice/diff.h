// What changed for members between two texts of one club, and who must be asked again.
//
// An old consent is never carried silently to a new text or to another company (L6; GDPR Art. 7(1); EDPB
// 05/2020 section 3.3.1). A yes stands as long as what it was given to stands: the words beside the
// switch, or those of the terms while they turn the cell on, and in both the sender's legal name
// (hashes.h). Everything else is told and asks nobody: data, purposes, segments and clocks rest on no
// consent of their own.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/notice/notice.h"

namespace samtycke::notice {

enum class Part {
  club,
  language,
  clause,
  sender,
  channel,
  cell,
  terms,
  category,
  field,
  purpose,
  retention,
  topic,
  sending,
  segment,
  erasure,
};
std::string_view key(Part);  // "club", "language", …

// What the notice says in one place: a word of the format, or a text to members. Nothing where it says
// nothing there.
using Said = std::variant<std::monostate, std::string, Text>;

struct Change {
  Part part = Part::club;
  // Where, as in the files: "senders/group/legal_name", "purposes/analysis/fields/sex". For a thing that
  // came or went this is its own place, once, and not each thing that it said.
  std::string place;
  Said before;  // Nothing: it was added.
  Said after;   // Nothing: it was removed.
};

// Those who said yes to a cell, by which words.
enum class AgreedBy { its_switch, the_terms };
// Why they must be asked again.
enum class Since {
  the_words,     // Others than before.
  the_company,   // Another legal name, and so another company.
  not_in_terms,  // The terms that turned the cell on do it no more.
};
struct AskAgain {
  Cell cell;
  AgreedBy agreed_by = AgreedBy::its_switch;
  std::vector<Since> since;         // At least one, in the order of the enum.
  std::vector<Language> languages;  // Those in which what was agreed to no longer stands.
  friend bool operator==(const AskAgain&, const AskAgain&) = default;
};

struct Difference {
  std::vector<Change> changes;      // By part, then in the notice's order.
  std::vector<AskAgain> ask_again;  // By cell, in the new notice's order.
};

// Both with their hashes, as the shell fills them.
Difference diff(const Notice& before, const Notice& after);

}  // namespace samtycke::notice
