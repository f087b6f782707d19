// The store of the simulation: MemoryStore, made to fail, and to be wrong where a control asks for it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/support/memory_store.h"

namespace samtycke::torture {

// What the store does wrong on purpose, so that a control sees the checks fail.
enum class Flaw {
  none,
  forgets_keys,    // A repeated request is carried out once more.
  overwrites,      // Whoever writes last wins, whatever they had read.
  loses_a_commit,  // Now and then it answers yes and writes nothing.
  keeps_the_erased,
  brings_back_a_yes,  // A withdrawal of mails by one click is acknowledged and not kept.
};

// One commit that was carried out, as the store saw it.
struct Kept {
  MemberId member;
  std::string key;  // Of its idempotency row; empty: none.
  std::vector<consent::Decision> decisions;
  std::int64_t stood = 0;  // The revision that it was written on, whatever it was decided on.
};

class ShakyStore final : public server::MemoryStore {
 public:
  explicit ShakyStore(Flaw flaw) : flaw_(flaw) {}

  std::function<void()> after_load;  // Once; then it is empty again.
  // What happens to the next commit.
  enum class Next { as_it_should, refused, answer_lost };
  Next next = Next::as_it_should;

  Expected<consent::MemberFile, server::StoreFault> load(const MemberId&) override;
  Expected<server::Committed, server::StoreFault> commit(const server::Change&) override;
  Expected<Done, server::StoreFault> erase(const MemberId&, Instant at,
                                           proof::ErasureReason = proof::ErasureReason::asked,
                                           const std::vector<server::Mail>& tell = {}) override;
  Expected<std::optional<std::string>, server::StoreFault> earlier_answer(
      const server::Idempotency&) override;

  const std::vector<Kept>& kept() const { return kept_; }
  const std::set<MemberId>& erased() const { return erased_; }

 private:
  bool is_flawed_now();
  const Flaw flaw_;
  std::vector<Kept> kept_;
  std::set<MemberId> erased_;
  int commits_ = 0;
};

}  // namespace samtycke::torture
