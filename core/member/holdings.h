// What the club holds about one member: single values, receipts, interactions.
//
// Every value lies in a field of the notice; a value without a field has no place here. Values are
// kept as text in the canonical form of their field's kind (see validate.h), so that what is stored,
// shown and downloaded is the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/notice/interaction.h"
#include "core/notice/known_fields.h"

namespace samtycke::member {

// Where a value came from (GDPR Art. 15(1)(g)).
enum class Source {
  member,   // The member told us.
  till,     // A shop's cash register.
  website,  // The web shop and its pages.
  club,     // The club's own systems: membership number, customer group.
};
std::string_view key(Source);  // "member", "till", "website", "club"
std::optional<Source> source_from(std::string_view key);

struct Record {
  FieldId field;
  std::string value;
  Source source = Source::club;
  Instant at;  // When the club came to hold this value.
  friend bool operator==(const Record&, const Record&) = default;
};

// Money in the minor unit of the club's currency: 129,00 kr is 12900.
struct Amount {
  std::int64_t minor = 0;
  friend bool operator==(Amount, Amount) = default;
};
// Amounts come from imports and may be absurd: a sum that does not fit stays at the end of the range.
Amount operator+(Amount, Amount);

struct ReceiptLine {
  std::string article;
  TopicId topic;  // Empty where the article has none.
  std::int64_t quantity = 1;
  Amount amount;  // For the whole line, after discounts; negative for a return.
  friend bool operator==(const ReceiptLine&, const ReceiptLine&) = default;
};

// A purchase: what, when, where and how much. Vouchers, VAT and payment stay in the accounting system
// (bokföringslagen 1999:1078; L18) and have no place here.
struct Receipt {
  std::string number;  // The till's own; one member has no two alike.
  Instant at;
  std::string store;             // "Göteborg Nordstan"; empty for an online purchase.
  Source source = Source::till;  // till: in a shop; website: online.
  std::vector<ReceiptLine> lines;
  friend bool operator==(const Receipt&, const Receipt&) = default;
};
Amount total(const Receipt&);

bool is_returned(const ReceiptLine&);  // The article came back.

using notice::interaction_kind_from;
using notice::InteractionKind;
using notice::key;  // Of an InteractionKind.

// Something between the member and us that was not a purchase.
struct Interaction {
  std::string number;  // The source system's own; one member has no two alike.
  Instant at;
  InteractionKind kind = InteractionKind::visit;
  std::string about;  // A page, a campaign, a coupon; may be empty.
  TopicId topic;      // May be empty.
  Source source = Source::website;
  friend bool operator==(const Interaction&, const Interaction&) = default;
};

struct Holdings {
  std::vector<Record> records;            // At most one for each field, in no particular order.
  std::vector<Receipt> receipts;          // Oldest first.
  std::vector<Interaction> interactions;  // Oldest first.
  friend bool operator==(const Holdings&, const Holdings&) = default;
};

// The record in this field, or null.
const Record* find(const Holdings&, const FieldId&);
// The value in this field, or empty.
std::string_view value_of(const Holdings&, const FieldId&);
// Puts a record in its field; what was there is replaced.
void put(Holdings&, Record);
// Adds a receipt or an interaction in its place by time; one with the same number is replaced.
void put(Holdings&, Receipt);
void put(Holdings&, Interaction);

// A receipt on which everything was handed back is no purchase: it must not start the clock of the
// retention anew.
bool is_purchase(const Receipt&);
std::optional<Instant> latest_purchase(const Holdings&);
// Among those that were made by this moment, it included.
std::optional<Instant> latest_purchase(const Holdings&, Instant by);

namespace field = notice::field;

}  // namespace samtycke::member
