#include "core/consent/join.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/day.h"
#include "core/base/holds.h"
#include "core/consent/standing.h"

namespace samtycke::consent {
namespace {

bool is_member(const MemberFile& file) {
  const MembershipStanding standing = membership(file.decisions);
  if (std::holds_alternative<Left>(standing)) return false;
  if (std::holds_alternative<Restricted>(standing)) return true;
  return std::any_of(file.decisions.begin(), file.decisions.end(), [](const Decision& decision) {
    return std::holds_alternative<Join>(decision.act);
  });
}

// The latest that was said about a cell is an objection. It may be to a channel that needs a consent by
// now: that the club changed its ways does not turn a no into a yes.
bool objected_before(const std::vector<Decision>& decisions, const notice::Cell& cell) {
  bool objected = false;
  for (const Decision& decision : decisions) {
    const auto about = [&](const Objectable& to) {
      const auto* other = std::get_if<notice::Cell>(&to);
      return other != nullptr && *other == cell;
    };
    if (const auto* no = std::get_if<Object>(&decision.act)) {
      objected = objected || about(no->to);
    } else if (const auto* lift = std::get_if<LiftObjection>(&decision.act)) {
      objected = objected && !about(lift->to);
    } else if (const auto* grant = std::get_if<Grant>(&decision.act)) {
      objected = objected && !(grant->cell == cell);
    }
  }
  return objected;
}

TermsCell outcome_for(const MemberFile& file, const notice::Cell& cell,
                      const std::vector<notice::Cell>& turned_off, const notice::Notice& notice) {
  const notice::Sender* sender = notice::find(notice, cell.sender);
  const notice::Channel* channel = notice::find(notice, cell.channel);
  SAMTYCKE_CHECK(sender != nullptr && channel != nullptr);  // The terms name what the notice has.
  if (channel->permission != notice::Permission::consent) return TermsCell::not_by_consent;
  if (sender->legal_name.empty()) return TermsCell::sender_unnamed;
  if (holds(turned_off, cell)) return TermsCell::turned_off;
  if (objected_before(file.decisions, cell)) return TermsCell::objected_before;
  if (member::value_of(file.holdings, channel->address).empty()) return TermsCell::no_address;
  return TermsCell::turned_on;
}

std::vector<CellOfTerms> outcomes(const MemberFile& file,
                                  const std::vector<notice::Cell>& turned_off,
                                  const notice::Notice& notice) {
  std::vector<CellOfTerms> cells;
  for (const notice::Cell& cell : notice.terms.turns_on) {
    cells.push_back({cell, outcome_for(file, cell, turned_off, notice)});
  }
  return cells;
}

// What joining itself needs may be typed here, also where a member has another way to change it later:
// the address to sign in by, and the day by which an age is known.
bool may_be_typed(const notice::Field& field) {
  return field.corrected_by_member || field.id == member::field::email ||
         field.id == member::field::birth_date;
}

// What was typed, in its canonical form, and the faults. What was left empty is neither.
struct Typed {
  std::vector<member::Record> records;
  std::vector<BadCorrection> bad;
};
Typed read(const std::vector<Correction>& details, const notice::Notice& notice, Instant at) {
  Typed typed;
  for (std::size_t index = 0; index < details.size(); ++index) {
    const notice::Field* field = notice::find(notice, details[index].field);
    if (field == nullptr) {
      typed.bad.push_back({index, NotCorrectable::no_such_field});
    } else if (!may_be_typed(*field)) {
      typed.bad.push_back({index, NotCorrectable::not_yours_to_change});
    } else if (auto value = member::validate(notice, *field, details[index].value); value.ok()) {
      typed.records.push_back({field->id, std::move(value).value(), member::Source::member, at});
    } else if (value.reason() != member::BadValue::empty) {
      typed.bad.push_back({index, value.reason()});
    }
  }
  return typed;
}

MemberFile with(const MemberFile& before, const std::vector<member::Record>& records) {
  MemberFile file = before;
  for (const member::Record& record : records) member::put(file.holdings, record);
  return file;
}

std::optional<NotJoined> refused_terms(const Joining& joining, const notice::Notice& notice) {
  if (!joining.accepted) return NotJoined::terms_not_accepted;

  // GDPR Art. 7(1): the club must be able to show what was agreed to.
  const Acceptance& accepted = *joining.accepted;
  if (accepted.notice_version_seen != notice.version ||
      !holds(notice.languages, accepted.language)) {
    return NotJoined::text_out_of_date;
  }

  for (const notice::Cell& cell : joining.turned_off) {
    if (notice::find(notice, cell) == nullptr) return NotJoined::no_such_cell;
  }
  for (const notice::Cell& cell : joining.turned_off) {
    if (!holds(notice.terms.turns_on, cell)) return NotJoined::not_in_the_terms;
  }
  return std::nullopt;
}

std::optional<NotJoined> refused_person(const MemberFile& file, const notice::Notice& notice,
                                        Instant at) {
  if (member::value_of(file.holdings, member::field::email).empty()) return NotJoined::no_email;

  const int least = notice.terms.minimum_age;
  if (least <= 0 || notice::find(notice, member::field::birth_date) == nullptr) return std::nullopt;
  const auto born = parse_day(member::value_of(file.holdings, member::field::birth_date));
  if (!born) return NotJoined::no_birth_date;
  if (full_years(*born, local_day(at)) < least) return NotJoined::under_age;
  return std::nullopt;
}

// What no purpose covers may be asked for, to know an age by, and not be stored (GDPR Art. 5(1)(c)).
void forget_what_no_purpose_covers(std::vector<member::Record>& typed,
                                   const notice::Notice& notice) {
  std::erase_if(typed, [&](const member::Record& record) {
    return notice::purposes_of(notice, record.field).empty();
  });
}

// What nobody who joins turns on: by their own hand, or by a no from before them.
std::vector<notice::Cell> turned_off_by(const RememberedNo& no,
                                        std::vector<notice::Cell> turned_off,
                                        const notice::Notice& notice) {
  const std::vector<notice::Cell> more = not_by_terms(no, notice);
  turned_off.insert(turned_off.end(), more.begin(), more.end());
  return turned_off;
}

bool is_agreed(const MemberFile& file, const notice::Cell& cell, const notice::Notice& notice) {
  return std::holds_alternative<Agreed>(standing_of(file.decisions, cell, notice));
}

}  // namespace

std::string_view key(NotJoined why) {
  switch (why) {
    case NotJoined::already_member: return "already_member";
    case NotJoined::terms_not_accepted: return "terms_not_accepted";
    case NotJoined::text_out_of_date: return "text_out_of_date";
    case NotJoined::no_such_cell: return "no_such_cell";
    case NotJoined::not_in_the_terms: return "not_in_the_terms";
    case NotJoined::no_email: return "no_email";
    case NotJoined::no_birth_date: return "no_birth_date";
    case NotJoined::under_age: return "under_age";
  }
  SAMTYCKE_NEVER("a reason without a key");
}

std::string_view key(TermsCell cell) {
  switch (cell) {
    case TermsCell::turned_on: return "turned_on";
    case TermsCell::turned_off: return "turned_off";
    case TermsCell::not_by_consent: return "not_by_consent";
    case TermsCell::sender_unnamed: return "sender_unnamed";
    case TermsCell::no_address: return "no_address";
    case TermsCell::objected_before: return "objected_before";
  }
  SAMTYCKE_NEVER("a cell of the terms without a key");
}

std::vector<CellOfTerms> cells_of_terms(const MemberFile& before, const Joining& joining,
                                        const notice::Notice& notice) {
  Typed typed = read(joining.details, notice, {});
  forget_what_no_purpose_covers(typed.records, notice);  // Nothing can be sent to it.
  return outcomes(with(before, typed.records),
                  turned_off_by(joining.no, joining.turned_off, notice), notice);
}

std::vector<Decision> accept_terms(const MemberFile& file, const notice::Notice& notice,
                                   const Language& language,
                                   const std::vector<notice::Cell>& turned_off,
                                   const Circumstance& circumstance) {
  std::vector<Decision> decisions;
  const auto add = [&](Act act, const Text& shown_sha256) {
    decisions.push_back({std::move(act), notice.version, language, shown_sha256.in(language),
                         circumstance.way, circumstance.actor, circumstance.at});
  };
  add(Join{}, notice.terms.wording.sha256);
  for (const CellOfTerms& one : outcomes(file, turned_off, notice)) {
    const notice::CellText* text = notice::find(notice, one.cell);
    SAMTYCKE_CHECK(text != nullptr);
    if (one.is == TermsCell::turned_on) add(Grant{one.cell}, text->by_terms);
    if (one.is == TermsCell::turned_off && is_agreed(file, one.cell, notice)) {
      add(Withdraw{one.cell}, text->by_terms);
    }
  }
  return decisions;
}

std::vector<Decision> accept_terms_after_no(const MemberFile& file, const RememberedNo& no,
                                            const notice::Notice& notice, const Language& language,
                                            const std::vector<notice::Cell>& turned_off,
                                            const Circumstance& circumstance) {
  std::vector<Decision> decisions;
  if (no.is_any()) {
    decisions =
        remembered_no(no, notice, language, circumstance.way, circumstance.actor, circumstance.at);
  }
  const std::vector<Decision> accepted =
      accept_terms(file, notice, language, turned_off_by(no, turned_off, notice), circumstance);
  decisions.insert(decisions.end(), accepted.begin(), accepted.end());
  return decisions;
}

Expected<Joined, WhyNotJoined> join(const MemberFile& before, const Joining& joining,
                                    const notice::Notice& notice,
                                    const Circumstance& circumstance) {
  if (is_member(before)) return Unexpected{WhyNotJoined{NotJoined::already_member}};
  if (const auto why = refused_terms(joining, notice)) return Unexpected{WhyNotJoined{*why}};

  Typed typed = read(joining.details, notice, circumstance.at);
  if (!typed.bad.empty()) return Unexpected{WhyNotJoined{std::move(typed.bad)}};

  if (const auto why = refused_person(with(before, typed.records), notice, circumstance.at)) {
    return Unexpected{WhyNotJoined{*why}};
  }

  forget_what_no_purpose_covers(typed.records, notice);
  Joined joined{with(before, typed.records), {}};
  MemberFile& file = joined.after;
  member::put(file.holdings, member::Record{member::field::joined, iso(local_day(circumstance.at)),
                                            member::Source::club, circumstance.at});
  const Language& language = joining.accepted->language;
  joined.decisions =
      accept_terms_after_no(file, joining.no, notice, language, joining.turned_off, circumstance);
  file.decisions.insert(file.decisions.end(), joined.decisions.begin(), joined.decisions.end());
  return joined;
}

}  // namespace samtycke::consent
