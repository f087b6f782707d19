#include "server/import/member_draft.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/base/day.h"
#include "core/consent/join.h"
#include "core/member/validate.h"
#include "core/retention/keep_until_month.h"
#include "server/import/cell.h"

namespace samtycke::server::import {
namespace {

using Cells = std::vector<std::string>;

Rejection rejection(std::string_view field, std::string_view why) {
  return Rejection{std::string(field) + "." + std::string(why)};
}

// Every row of members is one statement about the member.
constexpr std::string_view member_row = "member";

template <class Thing>
const Thing* by_number(const std::vector<Thing>& things, const std::string& number) {
  const auto found = std::find_if(things.begin(), things.end(),
                                  [&](const Thing& thing) { return thing.number == number; });
  return found == things.end() ? nullptr : &*found;
}

// The lines of `wanted` that `held` has not, each as often as it is missing.
std::vector<member::ReceiptLine> missing_lines(std::vector<member::ReceiptLine> held,
                                               const std::vector<member::ReceiptLine>& wanted) {
  std::vector<member::ReceiptLine> missing;
  for (const member::ReceiptLine& line : wanted) {
    const auto found = std::find(held.begin(), held.end(), line);
    if (found == held.end()) {
      missing.push_back(line);
    } else {
      held.erase(found);
    }
  }
  return missing;
}

bool same_but_for_order(const member::Receipt& a, const member::Receipt& b) {
  return a.at == b.at && a.store == b.store && a.source == b.source &&
         a.lines.size() == b.lines.size() && missing_lines(a.lines, b.lines).empty();
}

}  // namespace

MemberDraft::MemberDraft(const Reading& reading, consent::MemberFile stored, std::string number)
    : reading_(&reading),
      stored_(std::move(stored)),
      number_(std::move(number)),
      after_(stored_.holdings) {}

Expected<std::string, Rejection> MemberDraft::canonical(const notice::Field& field,
                                                        std::string value) const {
  const std::string& name = field.id.text();
  const wire::CellFormat format = reading_->plan.format(name);
  if (field.kind == notice::FieldKind::date && format != wire::CellFormat::plain) {
    const auto at = parse_moment(value, format);
    if (!at) return Unexpected{rejection(name, "bad_date")};
    value = iso(local_day(*at));
  }
  if (field.kind == notice::FieldKind::amount) {
    const auto amount = parse_amount(value, format);
    if (!amount) return Unexpected{rejection(name, "bad_amount")};
    value = std::to_string(amount->minor);
  }
  const auto valid = member::validate(reading_->notice, field, value);
  if (!valid.ok()) return Unexpected{rejection(name, member::key(valid.reason()))};
  return valid.value();
}

Expected<std::string, Rejection> MemberDraft::text(std::string_view name, const Cells& cells,
                                                   bool required) const {
  const auto value = reading_->plan.value(name, cells);
  if (!value.ok()) return Unexpected{value.reason()};
  if (value.value().empty()) {
    if (required) return Unexpected{rejection(name, "empty")};
    return std::string();
  }
  // An attribute of a receipt is no field of its own; it is held to what a text field is held to.
  notice::Field any_text;
  any_text.kind = notice::FieldKind::text;
  const auto valid = member::validate(reading_->notice, any_text, value.value());
  if (!valid.ok()) return Unexpected{rejection(name, member::key(valid.reason()))};
  return valid.value();
}

Expected<std::optional<Instant>, Rejection> MemberDraft::moment(std::string_view name,
                                                                const Cells& cells) const {
  const auto value = reading_->plan.value(name, cells);
  if (!value.ok()) return Unexpected{value.reason()};
  if (value.value().empty()) return std::optional<Instant>{};
  const auto at = parse_moment(value.value(), reading_->plan.format(name));
  if (!at) return Unexpected{rejection(name, "bad_time")};
  // A purchase in the future would push the day of erasure out with it. Days are compared, since a file
  // that is true on a day may hold all of it.
  if (local_day(*at) > local_day(reading_->as_of))
    return Unexpected{rejection(name, "after_as_of")};
  return at;
}

Expected<TopicId, Rejection> MemberDraft::topic(const Cells& cells) const {
  const auto value = reading_->plan.value("topic", cells);
  if (!value.ok()) return Unexpected{value.reason()};
  const TopicId id{value.value()};
  if (!id.empty() && notice::find(reading_->notice, id) == nullptr) {
    return Unexpected{rejection("topic", member::key(member::BadValue::not_a_topic))};
  }
  return id;
}

Expected<member::Source, Rejection> MemberDraft::source(const Cells& cells,
                                                        member::Source usual) const {
  const auto value = reading_->plan.value("source", cells);
  if (!value.ok()) return Unexpected{value.reason()};
  if (value.value().empty()) return usual;
  const auto source = member::source_from(value.value());
  if (!source) return Unexpected{rejection("source", "not_a_source")};
  return *source;
}

Expected<std::string, Rejection> MemberDraft::take(const Cells& cells) {
  auto taken = [&] {
    switch (reading_->plan.kind()) {
      case wire::ImportKind::members: return take_member(cells);
      case wire::ImportKind::receipts: return take_receipt(cells);
      case wire::ImportKind::interactions: return take_interaction(cells);
      case wire::ImportKind::nix: return take_nix(cells);
    }
    SAMTYCKE_NEVER("every case returns");
  }();
  taken_any_ = taken_any_ || taken.ok();
  return taken;
}

Expected<std::string, Rejection> MemberDraft::take_member(const Cells& cells) {
  const auto source_here = source(cells, member::Source::club);
  if (!source_here.ok()) return Unexpected{source_here.reason()};
  const auto recorded = moment("recorded_at", cells);
  if (!recorded.ok()) return Unexpected{recorded.reason()};
  const auto accepted = moment("terms_accepted_at", cells);
  if (!accepted.ok()) return Unexpected{accepted.reason()};
  // They accepted other words than those we would write down (GDPR Art. 7(1)).
  if (accepted.value() && stored_.decisions.empty() &&
      local_day(*accepted.value()) < reading_->notice.published) {
    return Unexpected{rejection("terms_accepted_at", "before_this_notice")};
  }

  std::vector<member::Record> records;
  for (const notice::Field* field : reading_->plan.fields()) {
    if (field->id == member::field::member_number) continue;
    const auto value = reading_->plan.value(field->id.text(), cells);
    if (!value.ok()) return Unexpected{value.reason()};
    if (value.value().empty()) continue;
    auto valid = canonical(*field, value.value());
    if (!valid.ok()) return Unexpected{valid.reason()};
    if (field->id == member::field::joined &&
        parse_day(valid.value()) > local_day(reading_->as_of)) {
      return Unexpected{rejection(field->id.text(), "after_as_of")};
    }
    records.push_back({.field = field->id,
                       .value = std::move(valid).value(),
                       .source = source_here.value(),
                       .at = recorded.value().value_or(reading_->as_of)});
  }
  for (member::Record& record : records) put_record(std::move(record));
  if (accepted.value() && (!accepted_ || *accepted.value() < *accepted_))
    accepted_ = accepted.value();
  return std::string(member_row);
}

void MemberDraft::put_record(member::Record record) {
  const member::Record* held = member::find(stored_.holdings, record.field);
  if (held != nullptr && held->value == record.value) {
    // Back to what is stored, should an earlier row have said otherwise.
    member::put(after_, *held);
    return;
  }
  const bool newer_word_of_theirs =
      held != nullptr && record.source == member::Source::member && record.at > held->at;
  if (held != nullptr && held->source == member::Source::member && !newer_word_of_theirs) {
    ++kept_;
    return;
  }
  member::put(after_, std::move(record));
}

Expected<std::string, Rejection> MemberDraft::take_receipt(const Cells& cells) {
  const auto number = text("number", cells, true);
  if (!number.ok()) return Unexpected{number.reason()};
  const auto at = moment("at", cells);
  if (!at.ok()) return Unexpected{at.reason()};
  if (!at.value()) return Unexpected{rejection("at", "empty")};
  const auto store = text("store", cells, false);
  if (!store.ok()) return Unexpected{store.reason()};
  const auto from = source(cells, member::Source::till);
  if (!from.ok()) return Unexpected{from.reason()};
  const auto article = text("article", cells, true);
  if (!article.ok()) return Unexpected{article.reason()};
  const auto about = topic(cells);
  if (!about.ok()) return Unexpected{about.reason()};

  const auto amount_cell = reading_->plan.value("amount", cells);
  if (!amount_cell.ok()) return Unexpected{amount_cell.reason()};
  const auto amount = parse_amount(amount_cell.value(), reading_->plan.format("amount"));
  if (!amount) return Unexpected{rejection("amount", "bad_amount")};
  const auto quantity_cell = reading_->plan.value("quantity", cells);
  if (!quantity_cell.ok()) return Unexpected{quantity_cell.reason()};
  const auto quantity = quantity_cell.value().empty() ? std::optional<std::int64_t>(1)
                                                      : parse_whole(quantity_cell.value());
  if (!quantity) return Unexpected{rejection("quantity", "bad_number")};

  const auto [place, is_first] = receipts_.try_emplace(
      number.value(),
      member::Receipt{number.value(), *at.value(), store.value(), from.value(), {}});
  member::Receipt& receipt = place->second;
  if (!is_first && (receipt.at != *at.value() || receipt.store != store.value() ||
                    receipt.source != from.value())) {
    return Unexpected{rejection("number", "another_receipt")};
  }
  receipt.lines.push_back({article.value(), about.value(), *quantity, *amount});
  return number.value();
}

Expected<std::string, Rejection> MemberDraft::take_interaction(const Cells& cells) {
  member::Interaction made;
  const auto number = text("number", cells, true);
  if (!number.ok()) return Unexpected{number.reason()};
  const auto at = moment("at", cells);
  if (!at.ok()) return Unexpected{at.reason()};
  if (!at.value()) return Unexpected{rejection("at", "empty")};
  const auto kind_word = reading_->plan.value("kind", cells);
  if (!kind_word.ok()) return Unexpected{kind_word.reason()};
  const auto kind = member::interaction_kind_from(kind_word.value());
  if (!kind) return Unexpected{rejection("kind", "not_a_kind")};
  const auto about = text("about", cells, false);
  if (!about.ok()) return Unexpected{about.reason()};
  const auto topic_here = topic(cells);
  if (!topic_here.ok()) return Unexpected{topic_here.reason()};
  const auto from = source(cells, member::Source::website);
  if (!from.ok()) return Unexpected{from.reason()};

  member::put(after_, member::Interaction{number.value(), *at.value(), *kind, about.value(),
                                          topic_here.value(), from.value()});
  return number.value();
}

Expected<std::string, Rejection> MemberDraft::take_nix(const Cells& cells) {
  const auto listed = reading_->plan.value("listed", cells);
  if (!listed.ok()) return Unexpected{listed.reason()};
  const auto since = moment("since", cells);
  if (!since.ok()) return Unexpected{since.reason()};
  const FieldId& field = reading_->notice.sending.nix->listed;
  if (listed.value() == "no") {
    if (since.value()) return Unexpected{rejection("since", "not_listed")};
    if (!listed_here_) {
      std::erase_if(after_.records, [&](const member::Record& one) { return one.field == field; });
    }
    return std::string(member_row);
  }
  if (!listed.value().empty() && listed.value() != "yes") {
    return Unexpected{rejection("listed", "not_yes_or_no")};
  }
  const member::Record* held = member::find(stored_.holdings, field);
  if (held != nullptr && !since.value()) {
    member::put(after_, *held);
  } else {
    member::put(after_, {.field = field,
                         .value = iso(local_day(since.value().value_or(reading_->as_of))),
                         .source = member::Source::club,
                         .at = reading_->as_of});
  }
  listed_here_ = true;
  return std::string(member_row);
}

void MemberDraft::merge(member::Receipt receipt) {
  const member::Receipt* held = by_number(stored_.holdings.receipts, receipt.number);
  if (held != nullptr && reading_->plan.map().receipts_in_parts) {
    std::vector<member::ReceiptLine> added = missing_lines(held->lines, receipt.lines);
    receipt.lines = held->lines;
    receipt.lines.insert(receipt.lines.end(), added.begin(), added.end());
  }
  // Another order of the same lines is no news.
  if (held != nullptr && same_but_for_order(*held, receipt)) return;
  member::put(after_, std::move(receipt));
}

std::vector<consent::Decision> MemberDraft::decisions_of_joining(
    const consent::MemberFile& after) const {
  const notice::Notice& notice = reading_->notice;
  const consent::Circumstance by_import{
      .way = consent::Way::import, .actor = reading_->actor, .at = *accepted_};
  return consent::accept_terms_after_no(after, no_, notice, notice.languages.front(), {},
                                        by_import);
}

std::vector<consent::Decision> MemberDraft::decisions_of_no(Instant at) const {
  if (!no_.is_any()) return {};
  const notice::Notice& notice = reading_->notice;
  return consent::remembered_no(no_, notice, notice.languages.front(), consent::Way::import,
                                reading_->actor, at);
}

bool MemberDraft::is_given_another_email() const {
  const auto before = member::value_of(stored_.holdings, member::field::email);
  return member::email_lookup_key(email()) != member::email_lookup_key(before);
}

std::optional<Change> MemberDraft::change() {
  if (!taken_any_) return std::nullopt;
  if (is_new()) {
    member::put(after_, member::Record{.field = member::field::member_number,
                                       .value = number_,
                                       .source = member::Source::club,
                                       .at = reading_->as_of});
  }
  for (auto& [number, receipt] : receipts_) merge(receipt);

  Change change;
  change.member = stored_.id;
  change.based_on = stored_.revision;
  for (const member::Record& record : after_.records) {
    const member::Record* held = member::find(stored_.holdings, record.field);
    if (held != nullptr && held->value == record.value) continue;
    change.records.push_back(record);
  }
  for (const member::Record& record : stored_.holdings.records) {
    if (member::find(after_, record.field) == nullptr) change.removed.push_back(record.field);
  }
  for (const member::Receipt& receipt : after_.receipts) {
    const member::Receipt* held = by_number(stored_.holdings.receipts, receipt.number);
    if (held != nullptr && *held == receipt) continue;
    change.receipts.push_back(receipt);
    changed_.insert(receipt.number);
  }
  for (const member::Interaction& interaction : after_.interactions) {
    const member::Interaction* held = by_number(stored_.holdings.interactions, interaction.number);
    if (held != nullptr && *held == interaction) continue;
    change.interactions.push_back(interaction);
    changed_.insert(interaction.number);
  }
  // Only where nobody has decided anything: what a member said to us is never said again for them.
  consent::MemberFile after{stored_.id, stored_.revision, after_, stored_.decisions};
  if (accepted_ && stored_.decisions.empty()) {
    change.decisions = decisions_of_joining(after);
  } else if (is_new()) {
    // What needs no consent is not sent there either.
    change.decisions = decisions_of_no(reading_->as_of);
  }
  const bool empty = change.records.empty() && change.removed.empty() && change.receipts.empty() &&
                     change.interactions.empty() && change.decisions.empty();
  if (empty) return std::nullopt;
  changed_.insert(std::string(member_row));
  after.decisions.insert(after.decisions.end(), change.decisions.begin(), change.decisions.end());
  change.keep_until_month = retention::keep_until_month(after, reading_->notice);
  return change;
}

}  // namespace samtycke::server::import
