// The club's privacy notice as typed data: what it says, to whom, about what, on which ground and for
// how long. The program has no other source for any of it.
//
// A notice is read from files by core/wire (see assets/notice/README.md for the format) and is
// complete once it is read: every id that is mentioned exists, every text is there in every language.
// A published version never changes; a change is a new version.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/day.h"
#include "core/base/id.h"
#include "core/base/language.h"
#include "core/notice/erasure.h"
#include "core/notice/rule.h"

namespace samtycke::notice {

// A sentence of the notice as the club wrote it, named N1 to N9 in design.md. Data points to the
// clause that it carries out, and pages point from a switch or a value back to it.
struct Clause {
  ClauseId id;
  Text text;
};

// A text that a member agrees to or objects against, with the SHA-256 (64 lower-case hexadecimal digits)
// of what is agreed to in each language: the text, and beside the switch of a cell the company too; see
// hashes.h. A decision records the hash of what was shown. GDPR Art. 7(1): the club must be able to show
// what was agreed to.
struct Wording {
  Text text;
  Text sha256;
};

enum class Relation { own, group, partner };

// The company whose goods are offered. Without a legal name nobody can agree to it (L3; EDPB 05/2020
// section 3.3.1): such a sender is shown with the reason, and its cells cannot be granted.
struct Sender {
  SenderId id;
  Relation relation = Relation::own;
  std::string legal_name;  // Empty: not named yet.
  Text name;
  Text explanation;
  ClauseId clause;
};

// How marketing by a channel becomes allowed. Electronic channels need a consent (marknadsföringslagen
// 19 §); letters are allowed until the member says no (21 §).
enum class Permission { consent, opt_out };

struct Channel {
  ChannelId id;
  Permission permission = Permission::consent;
  Text name;
  FieldId address;  // The field that must hold a value before this channel can reach anyone.
  ClauseId clause;
  std::string law;  // "MFL 19 §"
};

// One square of the contact lattice.
struct Cell {
  SenderId sender;
  ChannelId channel;
  friend bool operator==(const Cell&, const Cell&) = default;
  friend bool operator<(const Cell& a, const Cell& b) {
    return a.sender == b.sender ? a.channel < b.channel : a.sender < b.sender;
  }
};

// The text beside the switch of one cell. Every sender × channel has exactly one.
struct CellText {
  Cell cell;
  Wording wording;  // Its hashes cover the sender's legal name as well.
  // The hashes of the terms' wording with that name: what a yes by joining is given to, where the terms
  // turn this cell on.
  Text by_terms = {};
};

struct Category {
  CategoryId id;
  Text name;
  Text explanation;
};

// What a field may hold, and so how it is validated, shown and corrected.
enum class FieldKind {
  name,  // A person's name.
  text,  // Anything short, on one line.
  email,
  phone,  // Stored as E.164.
  postcode,
  date,          // "2026-03-29"
  number,        // A whole number, not negative.
  amount,        // Minor units of the club's currency.
  choice,        // One of the field's choices.
  topic,         // One of the notice's topics.
  topics,        // Any of the notice's topics, at least one; see member/topics.h.
  receipts,      // Purchases; see member::Receipt.
  interactions,  // Visits, opens, clicks; see member::Interaction.
};

struct Choice {
  std::string value;
  Text name;
};

struct Field {
  FieldId id;
  CategoryId category;
  FieldKind kind = FieldKind::text;
  Text name;
  std::vector<Choice> choices;       // For FieldKind::choice only.
  bool corrected_by_member = false;  // The member may change it on the page (GDPR Art. 16).
  std::string autocomplete;          // HTML autofill token, such as "given-name"; may be empty.
};

// A category that the member may keep out of a purpose while the rest of it goes on (N7; GDPR Art. 21(2)).
// The wording is the text beside its switch.
struct OptionalCategory {
  CategoryId category;
  Wording wording;
};

// Why data is used. A field that no purpose covers cannot be stored.
struct Purpose {
  PurposeId id;
  Text name;
  Text explanation;
  std::vector<FieldId> fields;
  Text legal_basis;             // In words, as the notice says it.
  std::string legal_basis_law;  // "GDPR art. 6.1 b"
  RetentionId retention;
  ClauseId clause;
  std::vector<ClauseId> more_clauses = {};  // Other sentences that say something about it.
  // Set where the member may say no to the whole purpose by a switch (GDPR Art. 21(2)). The wording
  // is the text beside that switch.
  std::optional<Wording> objection;
  std::vector<OptionalCategory> optional_categories = {};
};

// Which event starts the clock. `joined` counts from the day the membership began.
enum class ClockStart { latest_purchase, joined };

// How long data is kept: `years` from `start`, and from `otherwise` where there is no such event.
struct Retention {
  RetentionId id;
  int years = 0;
  ClockStart start = ClockStart::latest_purchase;
  ClockStart otherwise = ClockStart::joined;
  Text explanation;
  ClauseId clause;
  // What no purpose may use any more, since the member objected or left, goes after so many days: time to
  // change one's mind, and still without undue delay (GDPR Art. 12(3), 17(1)(c)). A no to the purpose of
  // sending lets nothing go by itself: it ends what is sent, and the membership needs the data.
  int days_after_objection = 0;
};

struct Topic {
  TopicId id;
  Text name;
  ClauseId clause = {};  // May be empty: a topic need not be promised anywhere.
};

// Who asked the NIX register not to get letters (MFL 21 §; NIX-nämnden 18-029). Such a member may get them
// only about the club's own goods, and only while they count as a customer.
struct Nix {
  FieldId listed;           // A date: since when we know it from the register.
  int customer_months = 0;  // A customer for so many calendar months after a purchase.
  ClauseId clause;
  std::string law;
};

// How many messages a member wants at most. Their choice stands in a field; a member who chose nothing
// has set no limit.
struct FrequencyLimit {
  std::string value;  // One of the field's choices.
  int messages = 0;   // At most so many in `days` local days, today among them. 0: none at all.
  int days = 1;
};
struct Frequency {
  FieldId field;  // A choice.
  std::vector<FrequencyLimit> limits;
  ClauseId clause;
};

// What binds whoever sends, beside the consents.
struct Sending {
  // The purpose that sending serves: who objects to it is sent nothing (GDPR Art. 21(3)). Empty in a
  // notice that does not say.
  PurposeId purpose;
  std::optional<Nix> nix;
  std::optional<Frequency> frequency;
};

// How members are sorted into segments (N3), and the purpose that it serves: a rule may read that
// purpose's fields and no others.
struct Segmentation {
  PurposeId purpose;  // Empty only where there are no segments.
  std::vector<Segment> segments;
};

// The age from which the law lets somebody consent by themselves (L23): 13 years in Sweden, "GDPR art. 8,
// dataskyddslagen 2 kap. 4 §". A club may ask for a higher one, and that is then its own word and no law.
struct LegalAge {
  int years = 0;
  std::string law;
};

// What a new member accepts. Accepting grants `turns_on` and nothing else (N4, L1).
struct Terms {
  Wording wording;
  std::vector<Cell> turns_on;
  int minimum_age = 0;  // Years, in full, on the day of joining.
  std::optional<LegalAge> legal_age = std::nullopt;
  ClauseId clause;
};

// Something that the club's text leaves open and that this data had to decide. Shown by
// `samtycke notice check` and listed in README.md.
struct Assumption {
  std::string place;  // What it concerns: "senders/partner", "retention/three_years/otherwise".
  Text text;
};

// The company behind the club and whom to ask.
struct Club {
  std::string name;        // "Hemtex"
  std::string legal_name;  // The controller (GDPR Art. 4(7)).
  std::string email;
  std::string phone;
  std::string postal_address;
  std::string country;    // ISO 3166-1 alpha-2, for phone numbers and postcodes: "SE"
  std::string currency;   // ISO 4217: "SEK". Amounts are in its minor unit.
  std::string authority;  // Where to complain: "Integritetsskyddsmyndigheten (IMY)"
};

struct Notice {
  int version = 0;  // 1, 2, 3 … ; a higher version is a later text.
  Day published;
  Club club;
  std::vector<Language> languages;  // The first is the club's own.
  std::vector<Clause> clauses;
  std::vector<Sender> senders;
  std::vector<Channel> channels;
  std::vector<CellText> cells;  // By sender, then by channel, in the order of those lists.
  std::vector<Category> categories;
  std::vector<Field> fields;
  std::vector<Purpose> purposes;
  std::vector<Retention> retentions;
  std::vector<Topic> topics;
  Sending sending;
  Segmentation segmentation;
  std::optional<Erasure> erasure;
  Terms terms;
  std::vector<Assumption> assumptions;
};

// Null where the notice has no such thing.
const Clause* find(const Notice&, const ClauseId&);
const Sender* find(const Notice&, const SenderId&);
const Channel* find(const Notice&, const ChannelId&);
const CellText* find(const Notice&, const Cell&);
const Category* find(const Notice&, const CategoryId&);
const Field* find(const Notice&, const FieldId&);
const Purpose* find(const Notice&, const PurposeId&);
const Retention* find(const Notice&, const RetentionId&);
const Topic* find(const Notice&, const TopicId&);
const Segment* find(const Notice&, const SegmentId&);
const OptionalCategory* find(const Purpose&, const CategoryId&);

// Whether a purpose uses a field.
bool covers(const Purpose&, const FieldId&);

// Whether a yes to a cell still stands, that was given to what has this hash in this language (L6): the
// cell's own wording, or the wording of the terms as long as they turn this cell on, each about the company
// that the sender is now (hashes.h). An empty hash matches nothing: a yes to no words proves nothing.
bool stands(const Notice&, const Cell&, const Language&, const std::string& sha256);

// The purposes that use a field, in the notice's order. Empty: the field may not be stored.
std::vector<const Purpose*> purposes_of(const Notice&, const FieldId&);

}  // namespace samtycke::notice
