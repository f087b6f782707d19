#include "server/import/import_member.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "core/member/validate.h"
#include "core/retention/due.h"
#include "core/retention/keep_until_month.h"
#include "core/wire/download_json.h"

namespace samtycke::server::import {
namespace {

CannotStart refused(const std::string& why) {
  return {why + "; nothing was stored"};
}

bool is_random_id(const MemberId& id) {
  return id.text().size() == 32 &&
         id.text().find_first_not_of("0123456789abcdef") == std::string::npos;
}

// A purchase in the future would move the day of erasure.
bool lies_ahead(const consent::MemberFile& file, Instant now) {
  const auto later = [&](const auto& one) { return now < one.at; };
  const member::Holdings& held = file.holdings;
  return std::any_of(held.records.begin(), held.records.end(), later) ||
         std::any_of(held.receipts.begin(), held.receipts.end(), later) ||
         std::any_of(held.interactions.begin(), held.interactions.end(), later) ||
         std::any_of(file.decisions.begin(), file.decisions.end(), later);
}

// The first field whose value is not as it would be stored.
std::optional<FieldId> wrong_value(const consent::MemberFile& file, const notice::Notice& notice) {
  for (const member::Record& record : file.holdings.records) {
    const notice::Field* field = notice::find(notice, record.field);
    const auto valid = member::validate(notice, *field, record.value);
    if (!valid.ok() || valid.value() != record.value) return record.field;
  }
  return std::nullopt;
}

std::vector<FieldId> leave_out_uncovered(consent::MemberFile& file, const notice::Notice& notice) {
  const auto is_covered = [&](const FieldId& field) {
    return notice::find(notice, field) != nullptr && !notice::purposes_of(notice, field).empty();
  };
  member::Holdings& held = file.holdings;
  std::vector<FieldId> left_out;
  for (const member::Record& record : held.records) {
    if (!is_covered(record.field)) left_out.push_back(record.field);
  }
  std::erase_if(held.records, [&](const auto& record) { return !is_covered(record.field); });
  if (!held.receipts.empty() && !is_covered(member::field::purchases)) {
    left_out.push_back(member::field::purchases);
    held.receipts.clear();
  }
  if (!held.interactions.empty() && !is_covered(member::field::interactions)) {
    left_out.push_back(member::field::interactions);
    held.interactions.clear();
  }
  return left_out;
}

// The latest time somebody of this number or address was erased, unless the member joined after it.
Expected<bool, StoreFault> was_erased(Store& store, const consent::MemberFile& file) {
  std::optional<Instant> joined;
  for (const consent::Decision& decision : file.decisions) {
    if (std::holds_alternative<consent::Join>(decision.act)) joined = decision.at;
  }
  for (const member::Record& record : file.holdings.records) {
    const auto lookup = lookup_of(record);
    if (!lookup) continue;
    const auto erased = store.erased_at(*lookup);
    if (!erased.ok()) return Unexpected{erased.reason()};
    if (erased.value() && (!joined || !(local_day(*erased.value()) < local_day(*joined)))) {
      return true;
    }
  }
  return false;
}

std::optional<CannotStart> objection_to(const consent::MemberFile& file,
                                        const notice::Notice& notice, Instant now) {
  if (!is_random_id(file.id)) return refused("the member's id is not 32 hexadecimal digits");
  if (lies_ahead(file, now)) return refused("something in the file is dated in the future");
  if (const auto field = wrong_value(file, notice)) {
    return refused("the value of " + field->text() + " is none that the field takes");
  }
  if (retention::has_run_out(file, notice, now)) {
    return refused("the notice's time for this member has run out");
  }
  return std::nullopt;
}

CannotStart not_committed(StoreFault fault) {
  if (fault == StoreFault::changed_meanwhile) return refused("this member is here already");
  if (fault == StoreFault::already_taken) {
    return refused("another member has the number or the e-mail address");
  }
  if (fault == StoreFault::not_provable) {
    return refused("a decision in the file cannot be proved as it is written");
  }
  return refused("the store did not answer");
}

}  // namespace

Expected<MemberTaken, CannotStart> take_member(Store& store, const notice::Notice& notice,
                                               std::string_view text, Instant now) {
  auto read = wire::decode_download(text);
  if (!read.ok()) {
    const wire::BadDocument& why = read.reason();
    return Unexpected{refused("the file is not right at \"" + why.pointer +
                              "\": " + std::string(wire::key(why.kind)) +
                              (why.detail.empty() ? "" : ", " + why.detail))};
  }
  consent::MemberFile file = std::move(read).value();
  MemberTaken taken;
  taken.left_out = leave_out_uncovered(file, notice);
  if (auto why = objection_to(file, notice, now)) return Unexpected{*std::move(why)};
  const auto erased = was_erased(store, file);
  if (!erased.ok()) return Unexpected{not_committed(erased.reason())};
  if (erased.value()) return Unexpected{refused("this member was erased here")};

  Change change;
  change.member = file.id;
  change.decisions = file.decisions;
  change.request = "import member";
  change.records = file.holdings.records;
  change.receipts = file.holdings.receipts;
  change.interactions = file.holdings.interactions;
  change.keep_until_month = retention::keep_until_month(file, notice);
  const auto committed = store.commit(change);
  if (!committed.ok()) return Unexpected{not_committed(committed.reason())};
  taken.records = change.records.size();
  taken.receipts = change.receipts.size();
  taken.interactions = change.interactions.size();
  taken.decisions = change.decisions.size();
  return taken;
}

}  // namespace samtycke::server::import
