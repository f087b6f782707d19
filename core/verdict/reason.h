// Why something may not be sent, in the order in which the reasons are weighed.
#pragma once

#include <span>
#include <string_view>

namespace samtycke::verdict {

// From what concerns the member as a whole, over who sends and how, to the single offer. The first that
// applies is the answer, so a member who left and had also said no to letters reads that they left.
// Beside each: the sentence of the notice that it points to, and the law. What says "the notice's" is
// read from the notice and differs between clubs; the rest is law_of() below.
enum class Reason {
  gone,    // The member left the club. Clause of the purpose of sending. GDPR art. 6.1
  erased,  // Nothing is held any more, or nothing should be. Clause of its retention. GDPR art. 5.1 e
  restricted,  // Stored and shown, and nothing else. Clause of the purpose of sending. GDPR art. 18
  under_age,  // Younger than the terms ask for. Clause of the terms; the law of the legal age if under it.

  sender_unknown,   // The notice has no such sender. Clause of the purpose of sending. EDPB 05/2020
  sender_unnamed,   // It has no legal name. The sender's clause. EDPB 05/2020 section 3.3.1 (L3)
  channel_unknown,  // The notice has no such channel. Clause of the purpose of sending.
  offer_unknown,    // There is no such offer. Clause of the purpose of sending.

  no_address,    // Nothing to reach the member by on this channel. The channel's clause.
  objected,      // To all sending. Clause of its purpose. GDPR art. 21.3
  withdrawn,     // A consent that was taken back. The channel's clause. GDPR art. 7.3
  never_agreed,  // The channel needs a consent. The channel's clause, and its law (MFL 19 §).
  other_text,    // Agreed to words that no longer stand (L6). The channel's clause. GDPR art. 7.1
  letters_refused,  // No to an opt-out channel. The channel's clause, and its law (MFL 21 §).
  nix_listed,       // In the register, and no customer of late. The register's clause, and its law.

  profiling_objected,  // No to the analysis. Clause of its purpose. GDPR art. 21.2
  category_off,        // The segment reads what was kept out of the analysis. As above.
  segment_mismatch,    // The member is not in the offer's segment. The segment's clause.
  over_frequency,  // The member wants no more messages than they got. The clause of that choice.
  offer_not_running,  // Not begun, or over, or not by this sender, channel or kind. The offer's clause.
};

// Each once, in the order above.
std::span<const Reason> in_order();

// A stable word for the wire and the log: "gone", "erased", … What a person reads is in assets/text/.
std::string_view key(Reason);

// The law behind a reason that holds whatever a notice says; empty where law.md knows none, and for
// under_age, never_agreed, letters_refused and nix_listed, whose law is the notice's.
std::string_view law_of(Reason);

}  // namespace samtycke::verdict
