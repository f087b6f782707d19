#include "tests/torture/shaky_store.h"

#include <utility>

namespace samtycke::torture {

using consent::MemberFile;
using server::StoreFault;

bool ShakyStore::is_flawed_now() {
  return ++commits_ % 5 == 0;
}

Expected<MemberFile, StoreFault> ShakyStore::load(const MemberId& member) {
  auto file = MemoryStore::load(member);
  if (auto others = std::exchange(after_load, nullptr)) others();
  return file;
}

Expected<server::Committed, StoreFault> ShakyStore::commit(const server::Change& asked) {
  const Next how = std::exchange(next, Next::as_it_should);
  if (how == Next::refused) return Unexpected{StoreFault::unavailable};
  server::Change change = asked;
  const auto before = MemoryStore::load(change.member);
  Kept kept{change.member, change.idempotency ? change.idempotency->key : "", change.decisions,
            before.ok() ? before.value().revision : 0};
  if (flaw_ == Flaw::forgets_keys) change.idempotency.reset();
  if (flaw_ == Flaw::overwrites && change.based_on > 0) change.based_on = server::whatever_stands;
  if (flaw_ == Flaw::loses_a_commit && !change.decisions.empty() && is_flawed_now()) {
    kept_.push_back(std::move(kept));
    return server::Committed{change.based_on + 1, std::nullopt};
  }
  if (flaw_ == Flaw::brings_back_a_yes && !change.decisions.empty() &&
      change.decisions.front().way == consent::Way::one_click) {
    return server::Committed{change.based_on, std::nullopt};
  }
  auto answer = MemoryStore::commit(change);
  if (!answer.ok()) return answer;
  if (!answer.value().earlier_answer) kept_.push_back(std::move(kept));
  if (how == Next::answer_lost) return Unexpected{StoreFault::unavailable};
  return answer;
}

Expected<Done, StoreFault> ShakyStore::erase(const MemberId& member, Instant at,
                                             proof::ErasureReason reason,
                                             const std::vector<server::Mail>& tell) {
  if (flaw_ == Flaw::keeps_the_erased) {
    erased_.insert(member);
    return Done{};
  }
  auto done = MemoryStore::erase(member, at, reason, tell);
  if (done.ok()) erased_.insert(member);
  return done;
}

Expected<std::optional<std::string>, StoreFault> ShakyStore::earlier_answer(
    const server::Idempotency& now) {
  if (flaw_ == Flaw::forgets_keys) return std::optional<std::string>();
  return MemoryStore::earlier_answer(now);
}

}  // namespace samtycke::torture
