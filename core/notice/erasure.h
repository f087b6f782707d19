// What a club promises about erasing a member: the mail before, who else is told, and what is left after.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/id.h"
#include "core/base/language.h"

namespace samtycke::notice {

// A mail to the member before everything of theirs goes because its day has come. It never moves that day:
// "at most three years" holds too when the mail could not be sent in time (N9; GDPR Art. 5(1)(e)).
struct MailBefore {
  int days = 0;  // So many days before the last day.
  Text subject;
  Text body;  // With the last day in the place of "{day}".
};

// Somebody outside of the club who is given data of members, with a name (GDPR Art. 13(1)(e), 15(1)(c)).
struct Recipient {
  RecipientId id;
  std::string legal_name;
  std::string email;  // Where it is told that a member was erased.
  Text explanation;   // What it does with the data, to members.
  // It is given those who can be reached by one of these channels; empty: every member.
  std::vector<ChannelId> channels;
};

// Null where there is no such recipient.
const Recipient* find(const std::vector<Recipient>&, const RecipientId&);

// What each recipient is told of an erasure (GDPR Art. 19).
struct ToldOfErasure {
  Text subject;
  Text body;  // With the member's number in the place of "{number}", and nothing else about them.
};

struct Erasure {
  Text explanation;  // All of this, to members.
  // So long stays what recognises somebody who was erased: keyed hashes of their number and address.
  int remembered_years = 0;
  std::optional<MailBefore> mail_before;
  std::vector<Recipient> recipients;
  std::optional<ToldOfErasure> told;  // There where there are recipients.
};

}  // namespace samtycke::notice
