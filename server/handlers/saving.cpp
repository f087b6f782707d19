#include "server/handlers/saving.h"

#include <algorithm>
#include <utility>

#include "core/retention/keep_until_month.h"

namespace samtycke::server::handlers {
namespace {

// Each round but the last was lost to another writer of the same member; more would be an attack.
constexpr int most_rounds = 16;

consent::Circumstance here_and_now(const Call& call) {
  return {consent::Way::portal, "member", call.portal.now()};
}

SavedWishes decide(Call& call, const consent::MemberFile& file,
                   const std::vector<consent::Wish>& wishes, bool revision_fits) {
  std::vector<consent::Wish> taken;
  std::vector<std::size_t> places;  // Of those in `taken` among `wishes`.
  SavedWishes saved;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    if (!revision_fits && !consent::is_no(wishes[i].act)) {
      saved.held_back.push_back(i);
      continue;
    }
    taken.push_back(wishes[i]);
    places.push_back(i);
  }
  saved.before = file;
  saved.outcome = consent::decide_all(file, taken, call.portal.notice(), here_and_now(call));
  for (consent::Refused& refused : saved.outcome.refused) refused.index = places[refused.index];
  return saved;
}

// What a correction changed: the fields that its decisions name, as they are now.
void take_fields(Change& change, const consent::Outcome& outcome) {
  for (const consent::Decision& decision : outcome.decisions) {
    const auto* correct = std::get_if<consent::Correct>(&decision.act);
    if (correct == nullptr) continue;
    for (const FieldId& field : correct->fields) {
      const member::Record* record = member::find(outcome.after.holdings, field);
      if (record == nullptr) {
        change.removed.push_back(field);
      } else {
        change.records.push_back(*record);
      }
    }
  }
}

}  // namespace

Change change_for(const Call& call, const consent::MemberFile& file,
                  const consent::Outcome& outcome) {
  Change change;
  change.member = file.id;
  change.based_on = file.revision;
  change.decisions = outcome.decisions;
  change.request = call.request.id;
  take_fields(change, outcome);
  change.keep_until_month = retention::keep_until_month(outcome.after, call.portal.notice());
  return change;
}

WishesSaved save_wishes(Call& call, const WishSaving& saving) {
  for (int round = 0; round < most_rounds; ++round) {
    const auto file = call.portal.store().load(call.member());
    if (!file.ok()) return file.reason();
    const bool fits = saving.revision_seen == file.value().revision;
    SavedWishes saved = decide(call, file.value(), saving.wishes(file.value()), fits);
    const bool nothing = saved.outcome.decisions.empty();
    if (nothing && !saving.idempotency) return saved;
    // Nothing is remembered of what wants somebody who is signed in: it is good once they are.
    if (nothing && call.only_withdraws() && !saved.held_back.empty()) return saved;

    Change change = change_for(call, file.value(), saved.outcome);
    if (!nothing) saved.outcome.after.revision = file.value().revision + 1;
    change.idempotency = saving.idempotency;
    if (change.idempotency && saving.answer) change.idempotency->answer = saving.answer(saved);

    const auto committed = call.portal.store().commit(change);
    if (committed.ok()) {
      if (committed.value().earlier_answer) return *committed.value().earlier_answer;
      return saved;
    }
    if (committed.reason() != StoreFault::changed_meanwhile) return committed.reason();
  }
  return StoreFault::changed_meanwhile;
}

std::variant<SavedWishes, StoreFault> preview_wishes(Call& call, const WishesFor& wishes) {
  const auto file = call.portal.store().load(call.member());
  if (!file.ok()) return file.reason();
  return decide(call, file.value(), wishes(file.value()), true);
}

CorrectionsSaved save_corrections(Call& call, const std::vector<consent::Correction>& corrections,
                                  const Language& language,
                                  std::optional<std::int64_t> revision_seen) {
  for (int round = 0; round < most_rounds; ++round) {
    const auto file = call.portal.store().load(call.member());
    if (!file.ok()) return file.reason();
    if (revision_seen && *revision_seen != file.value().revision) return StaleFile{};

    auto outcome = consent::correct(file.value(), corrections, call.portal.notice(), language,
                                    here_and_now(call));
    if (!outcome.ok()) return outcome.reason();
    SavedCorrections saved{file.value(), std::move(outcome).value()};
    if (saved.outcome.decisions.empty()) return saved;

    const auto committed =
        call.portal.store().commit(change_for(call, file.value(), saved.outcome));
    if (committed.ok()) {
      saved.outcome.after.revision = committed.value().revision;
      return saved;
    }
    if (committed.reason() != StoreFault::changed_meanwhile) return committed.reason();
  }
  return StoreFault::changed_meanwhile;
}

bool is_spoken(const notice::Notice& notice, const Language& language) {
  return std::find(notice.languages.begin(), notice.languages.end(), language) !=
         notice.languages.end();
}

Answer unspoken_language() {
  return problem(wire::BadDocument{wire::BadDocumentKind::unknown_word, "/language",
                                   "not a language of the notice"});
}

}  // namespace samtycke::server::handlers
