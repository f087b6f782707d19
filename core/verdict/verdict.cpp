#include "core/verdict/verdict.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/day.h"
#include "core/consent/standing.h"
#include "core/retention/due.h"
#include "core/segment/membership.h"
#include "core/verdict/frequency.h"
#include "core/verdict/nix.h"

namespace samtycke::verdict {
namespace {

// What the rules look at, found once. A pointer is null where the notice, or the list of offers, has no
// such thing.
struct Case {
  const consent::MemberFile& file;
  const Question& question;
  const notice::Notice& notice;
  const notice::Sender* sender;
  const notice::Channel* channel;
  const notice::Offer* offer;
  const notice::Purpose* sending;   // The purpose that sending serves.
  const notice::Purpose* analysis;  // The purpose that segments serve.
  notice::Cell cell;
};

Case look_up(const consent::MemberFile& file, const Question& question,
             const notice::Notice& notice, const notice::Offers& offers) {
  return {file,
          question,
          notice,
          notice::find(notice, question.sender),
          notice::find(notice, question.channel),
          notice::find(offers, question.offer),
          notice::find(notice, notice.sending.purpose),
          notice::find(notice, notice.segmentation.purpose),
          {question.sender, question.channel}};
}

template <class Standing>
bool membership_is(const Case& c) {
  return std::holds_alternative<Standing>(consent::membership(c.file.decisions));
}

bool is_erased(const Case& c) {
  const member::Holdings& held = c.file.holdings;
  if (held.records.empty() && held.receipts.empty() && held.interactions.empty()) return true;
  return retention::has_run_out(c.file, c.notice, c.question.at);
}

bool is_younger_than(const Case& c, int years) {
  const auto born = parse_day(member::value_of(c.file.holdings, member::field::birth_date));
  return born && full_years(*born, local_day(c.question.at)) < years;
}

bool has_no_address(const Case& c) {
  const FieldId& address = c.channel->address;
  if (member::value_of(c.file.holdings, address).empty()) return true;
  const auto until = retention::keep_until(c.file, c.notice, address);
  return until && retention::is_due(*until, c.question.at);
}

template <class Standing>
bool cell_is(const Case& c) {
  if (c.sender == nullptr || c.channel == nullptr) return false;
  return std::holds_alternative<Standing>(consent::standing_of(c.file.decisions, c.cell, c.notice));
}

bool agreed_to_other_text(const Case& c) {
  if (!cell_is<consent::Agreed>(c)) return false;
  const auto standing = consent::standing_of(c.file.decisions, c.cell, c.notice);
  return !consent::still_in_force(std::get<consent::Agreed>(standing), c.cell, c.notice);
}

// By the id, so that a no still counts when a later notice no longer has what it was said to.
bool objected_to(const Case& c, const PurposeId& purpose) {
  return !purpose.empty() && !consent::is_on(consent::standing_of(c.file.decisions, purpose));
}

bool rests_on_analysis(const Case& c) {
  return c.question.kind == notice::OfferKind::personal ||
         (c.offer != nullptr && !c.offer->segment.empty());
}

const notice::Segment* segment_of(const Case& c) {
  return c.offer == nullptr ? nullptr : notice::find(c.notice, c.offer->segment);
}

bool segment_reads_what_is_off(const Case& c) {
  const notice::Segment* segment = segment_of(c);
  if (segment == nullptr) return false;
  const std::vector<FieldId> fields = notice::fields_read(segment->rule);
  return std::any_of(fields.begin(), fields.end(), [&](const FieldId& id) {
    const notice::Field* field = notice::find(c.notice, id);
    if (field == nullptr) return false;
    const consent::CategoryUse use{c.notice.segmentation.purpose, field->category};
    return !consent::is_on(consent::standing_of(c.file.decisions, use));
  });
}

// Not said of a member whom the analysis leaves alone (L8): another reason stands against it then. A
// rule that reads what the notice does not cover is worked out for nobody.
bool is_outside_segment(const Case& c) {
  if (c.offer == nullptr || c.offer->segment.empty()) return false;
  const notice::Segment* segment = segment_of(c);
  if (segment == nullptr) return true;
  const segment::Readable readable{c.file, c.notice, c.question.at};
  if (const auto off = segment::why_off(segment->rule, readable)) {
    return std::holds_alternative<segment::NotCovered>(*off);
  }
  return segment::membership(segment->rule, readable) == segment::Membership::out;
}

bool is_over_frequency(const Case& c) {
  const auto& frequency = c.notice.sending.frequency;
  return frequency && is_enough(c.file.holdings, *frequency, c.question.at);
}

bool is_not_running(const Case& c) {
  if (c.offer == nullptr) return false;
  const notice::Offer& offer = *c.offer;
  const Day today = local_day(c.question.at);
  return today < offer.from || offer.until < today || offer.sender != c.question.sender ||
         offer.kind != c.question.kind ||
         std::find(offer.channels.begin(), offer.channels.end(), c.question.channel) ==
             offer.channels.end();
}

bool stands_against(Reason reason, const Case& c) {
  switch (reason) {
    case Reason::gone: return membership_is<consent::Left>(c);
    case Reason::erased: return is_erased(c);
    case Reason::restricted: return membership_is<consent::Restricted>(c);
    case Reason::under_age: return is_younger_than(c, c.notice.terms.minimum_age);
    case Reason::sender_unknown: return c.sender == nullptr;
    case Reason::sender_unnamed: return c.sender != nullptr && c.sender->legal_name.empty();
    case Reason::channel_unknown: return c.channel == nullptr;
    case Reason::offer_unknown: return !c.question.offer.empty() && c.offer == nullptr;
    case Reason::no_address: return c.channel != nullptr && has_no_address(c);
    case Reason::objected: return objected_to(c, c.notice.sending.purpose);
    case Reason::withdrawn: return cell_is<consent::Withdrawn>(c);
    case Reason::never_agreed:  // A consent that ended with a membership is none to this one.
      return cell_is<consent::NeverAgreed>(c) || cell_is<consent::Ended>(c);
    case Reason::other_text: return agreed_to_other_text(c);
    case Reason::letters_refused: return cell_is<consent::Objected>(c);
    case Reason::nix_listed: return nix_stands_against(c.file, c.cell, c.notice, c.question.at);
    case Reason::profiling_objected:
      return rests_on_analysis(c) && objected_to(c, c.notice.segmentation.purpose);
    case Reason::category_off: return segment_reads_what_is_off(c);
    case Reason::segment_mismatch: return is_outside_segment(c);
    case Reason::over_frequency: return is_over_frequency(c);
    case Reason::offer_not_running: return is_not_running(c);
  }
  SAMTYCKE_NEVER("a reason without a rule");
}

// A notice that says nothing about sending still has its terms, and membership rests on those.
ClauseId clause_of_sending(const Case& c) {
  return c.sending == nullptr ? c.notice.terms.clause : c.sending->clause;
}

ClauseId clause_of_retention(const Case& c) {
  const notice::Retention* retention =
      c.sending == nullptr ? nullptr : notice::find(c.notice, c.sending->retention);
  return retention == nullptr ? clause_of_sending(c) : retention->clause;
}

ClauseId clause_of_analysis(const Case& c) {
  return c.analysis == nullptr ? clause_of_sending(c) : c.analysis->clause;
}

ClauseId clause_of_segment(const Case& c) {
  const notice::Segment* segment = segment_of(c);
  return segment == nullptr ? clause_of_analysis(c) : segment->clause;
}

ClauseId clause_for(Reason reason, const Case& c) {
  switch (reason) {
    case Reason::gone:
    case Reason::restricted:
    case Reason::sender_unknown:
    case Reason::channel_unknown:
    case Reason::offer_unknown:
    case Reason::objected: return clause_of_sending(c);
    case Reason::erased: return clause_of_retention(c);
    case Reason::under_age: return c.notice.terms.clause;
    case Reason::sender_unnamed: return c.sender->clause;
    case Reason::no_address:
    case Reason::withdrawn:
    case Reason::never_agreed:
    case Reason::other_text:
    case Reason::letters_refused: return c.channel->clause;
    case Reason::nix_listed: return c.notice.sending.nix->clause;
    case Reason::profiling_objected:
    case Reason::category_off: return clause_of_analysis(c);
    case Reason::segment_mismatch: return clause_of_segment(c);
    case Reason::over_frequency: return c.notice.sending.frequency->clause;
    case Reason::offer_not_running: return c.offer->clause;
  }
  SAMTYCKE_NEVER("a reason without a clause");
}

// Where only the club's own age stands against it, the law does not: that lets them consent.
std::string law_of_age(const Case& c) {
  const auto& legal = c.notice.terms.legal_age;
  return legal && is_younger_than(c, legal->years) ? legal->law : std::string();
}

// The law of an age, of a channel and of the register is the notice's, since it differs between countries.
std::string law_for(Reason reason, const Case& c) {
  if (reason == Reason::under_age) return law_of_age(c);
  if (reason == Reason::never_agreed || reason == Reason::letters_refused) return c.channel->law;
  if (reason == Reason::nix_listed) return c.notice.sending.nix->law;
  return std::string{law_of(reason)};
}

No no(Reason reason, const Case& c) {
  return {reason, clause_for(reason, c), law_for(reason, c)};
}

}  // namespace

bool is_yes(const Verdict& verdict) {
  return std::holds_alternative<Yes>(verdict);
}

Verdict verdict(const consent::MemberFile& file, const Question& question,
                const notice::Notice& notice, const notice::Offers& offers) {
  const Case c = look_up(file, question, notice, offers);
  for (const Reason reason : in_order()) {
    if (stands_against(reason, c)) return no(reason, c);
  }
  return Yes{};
}

std::vector<No> all_reasons(const consent::MemberFile& file, const Question& question,
                            const notice::Notice& notice, const notice::Offers& offers) {
  const Case c = look_up(file, question, notice, offers);
  std::vector<No> reasons;
  for (const Reason reason : in_order()) {
    if (stands_against(reason, c)) reasons.push_back(no(reason, c));
  }
  return reasons;
}

}  // namespace samtycke::verdict
