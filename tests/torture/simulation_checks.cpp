// What must hold after every step, worked out from what was answered and from each decision by itself.
#include <algorithm>
#include <utility>

#include "core/consent/standing.h"
#include "core/verdict/verdict.h"
#include "server/http/headers.h"
#include "tests/support/builders.h"
#include "tests/torture/simulation.h"

namespace samtycke::torture {
namespace {

using consent::Decision;
using consent::MemberFile;

bool is_yes(const Decision& decision) {
  return std::holds_alternative<consent::Grant>(decision.act) ||
         std::holds_alternative<consent::LiftObjection>(decision.act);
}

// The last word about a cell, read as a person would: the newest line that names it.
enum class LastWord { none, yes, no };
LastWord last_word(const std::vector<Decision>& decisions, const notice::Cell& cell) {
  LastWord last = LastWord::none;
  for (const Decision& one : decisions) {
    if (const auto* act = std::get_if<consent::Grant>(&one.act); act != nullptr) {
      if (act->cell == cell) last = LastWord::yes;
    } else if (const auto* said = std::get_if<consent::Withdraw>(&one.act); said != nullptr) {
      if (said->cell == cell) last = LastWord::no;
    } else if (const auto* no = std::get_if<consent::Object>(&one.act); no != nullptr) {
      if (no->to == consent::Objectable{cell}) last = LastWord::no;
    } else if (const auto* lift = std::get_if<consent::LiftObjection>(&one.act); lift != nullptr) {
      if (lift->to == consent::Objectable{cell}) last = LastWord::yes;
    }
  }
  return last;
}

}  // namespace

void Simulation::check() {
  // What was kept since last time, each under its key once, and each yes by a device that had seen the file.
  for (; checked_ < store_->kept().size(); ++checked_) {
    const Kept& kept = store_->kept()[checked_];
    auto& decided = decided_[kept.member];
    decided.insert(decided.end(), kept.decisions.begin(), kept.decisions.end());
    if (kept.key.empty()) continue;
    if (++keys_kept_[kept.key] > 1) broken("one request was carried out twice");
    const bool says_yes = std::any_of(kept.decisions.begin(), kept.decisions.end(), is_yes);
    const auto seen = server::revision_of(seen_with_key_[kept.key]);
    if (says_yes && seen != kept.stood) broken("a yes was said to a file that nobody had seen");
  }
  for (const std::string& key : acknowledged_keys_) {
    if (!keys_kept_.contains(key)) broken("an acknowledged request is nowhere");
  }
  acknowledged_keys_.clear();
  for (const Person& person : people_) {
    if (store_->erased().contains(person.member)) continue;
    const auto file = store_->MemoryStore::load(person.member);
    if (!file.ok()) {
      broken("a member is gone whom nobody erased");
      continue;
    }
    // Nothing else can have changed but by the clock, which is looked at with the next change.
    if (revisions_[person.member] == file.value().revision) continue;
    check_decisions(person, file.value());
    check_verdicts(file.value(), listed(person.member));
  }
  check_erased();
}

// As a list for sending reads it.
MemberFile Simulation::listed(const MemberId& member) {
  MemberFile found;
  const auto all = store_->for_each_file([&](const auto& one) {
    if (!one.ok() || one.value().id != member) return true;
    found = one.value();
    return false;
  });
  if (!all.ok()) broken("the list cannot be read");
  return found;
}

void Simulation::check_decisions(const Person& person, const MemberFile& file) {
  const auto& decided = decided_[person.member];
  if (file.decisions != decided) {
    broken(file.decisions.size() < decided.size() ? "an acknowledged decision is lost"
                                                  : "a decision is there that nobody made");
  }
  std::int64_t& revision = revisions_[person.member];
  if (file.revision < revision) broken("a revision went back");
  revision = file.revision;
}

void Simulation::check_verdicts(const MemberFile& loaded, const MemberFile& listed) {
  for (const notice::CellText& text : notice_.cells) {
    const notice::Cell& cell = text.cell;
    const bool refused = last_word(loaded.decisions, cell) == LastWord::no;
    if (refused && consent::is_on(loaded.decisions, cell, notice_)) {
      broken("a switch is on after a no");
    }
    for (const auto kind : {notice::OfferKind::general, notice::OfferKind::personal}) {
      const verdict::Question question{cell.sender, cell.channel, kind, {}, Instant{now_ms_}};
      const bool may = verdict::is_yes(verdict::verdict(loaded, question, notice_, {}));
      const bool is_listed = verdict::is_yes(verdict::verdict(listed, question, notice_, {}));
      if (may && refused) broken("somebody may write to a member who said no");
      if (is_listed != may) broken("the audience is not the verdict");
    }
  }
}

void Simulation::check_erased() {
  for (const MemberId& member : store_->erased()) {
    if (store_->MemoryStore::load(member).ok()) broken("an erased member is back");
    const std::string number = member.text().substr(member.text().find('-') + 1);
    if (store_->find({server::LookupKind::member_number, number}).ok()) {
      broken("an erased member can be found");
    }
    const auto erased = store_->erased_at({server::LookupKind::member_number, number});
    if (!erased.ok() || !erased.value()) broken("nobody remembers an erasure");
  }
}

}  // namespace samtycke::torture
