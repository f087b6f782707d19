#include "server/ledger/verify_store.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/proof/chain.h"
#include "core/proof/commitment.h"
#include "core/proof/tiles.h"
#include "server/ledger/erased_marks.h"

namespace samtycke::server::ledger {
namespace {

constexpr std::size_t most_told = 100;
constexpr std::size_t leaves_read_at_once = 4096;
constexpr int most_turns = 5;

class Verifier {
 public:
  Verifier(Store& store, const proof::LogKeys& keys) : store_(store), keys_(keys) {}

  Expected<Verification, StoreFault> run(const std::vector<OutsideCheckpoint>& outside) {
    const auto state = store_.ledger();
    if (!state.ok()) return Unexpected{state.reason()};
    read_leaves(state.value().leaves);
    if (!state.value().checkpoint.empty()) {
      add_checkpoint("the store's checkpoint", state.value().checkpoint);
      stored_size_ = heads_.empty() ? 0 : heads_.begin()->first;
    }
    for (const OutsideCheckpoint& each : outside) add_checkpoint(each.from, each.note);
    check_tree();
    check_members();
    check_erasures();
    check_nobody_is_missing();
    check_marked_stand_nowhere();
    check_marks();
    result_.leaves = commitments_.size();
    result_.pending =
        commitments_.size() - std::min<std::uint64_t>(stored_size_, commitments_.size());
    return std::move(result_);
  }

 private:
  void found(std::string line) {
    ++result_.found;
    if (result_.findings.size() < most_told) result_.findings.push_back(std::move(line));
  }

  void read_leaves(std::uint64_t count) {
    while (commitments_.size() < count) {
      const auto page = store_.leaves(commitments_.size(), leaves_read_at_once);
      if (!page.ok() || page.value().empty()) {
        found("leaf " + std::to_string(commitments_.size()) + " is missing");
        return;
      }
      for (const LedgerLeaf& leaf : page.value()) {
        if (commitments_.size() < count) commitments_.push_back(leaf.commitment);
      }
    }
  }

  void add_checkpoint(const std::string& from, const std::string& note) {
    const auto checkpoint = keys_.open(note);
    if (!checkpoint.ok()) {
      found(from + " was not signed with the ledger's key");
      return;
    }
    const proof::TreeHead& head = checkpoint.value().head;
    if (head.size > commitments_.size()) {
      found(from + " speaks of " + std::to_string(head.size) + " leaves, and there are " +
            std::to_string(commitments_.size()) + ": some were taken away");
      return;
    }
    heads_.emplace(head.size, std::pair(from, head.root));
  }

  // The tree made anew from its leaves; every checkpoint must be a stage of it.
  void check_tree() {
    proof::TreeEdge edge;
    auto next = heads_.begin();
    for (std::uint64_t index = 0;; ++index) {
      for (; next != heads_.end() && next->first == index; ++next) {
        if (edge.root() == next->second.second) continue;
        found(next->second.first + " has another root than the first " + std::to_string(index) +
              " leaves have");
      }
      if (index == stored_size_) compare_tiles(edge.take_tiles());
      if (index == commitments_.size()) return;
      edge.append(proof::leaf_hash(proof::leaf(index, commitments_[index])));
      if (index % 65536 == 65535 && index < stored_size_) compare_tiles(edge.take_tiles());
    }
  }

  // Tiles only ever grow, so a stored one begins with what was made here, or is it.
  void compare_tiles(const proof::Tiles& made) {
    for (const auto& [place, hashes] : made) {
      const auto stored = store_.tiles({place});
      const bool is_there = stored.ok() && stored.value().contains(place);
      const auto tile = is_there ? stored.value().at(place) : std::vector<proof::Hash>();
      if (tile.size() >= hashes.size() && std::equal(hashes.begin(), hashes.end(), tile.begin())) {
        continue;
      }
      found("the stored " + tile_path(place, proof::tile_width) +
            (is_there ? " is not what the leaves give" : " is missing"));
    }
  }

  void check_members() {
    spoken_for_.assign(commitments_.size(), false);
    const auto all = store_.for_each_member([&](const MemberId& member) {
      ++result_.members;
      const auto history = store_.history(member);
      if (history.ok()) {
        check_member(member, history.value());
      } else if (history.reason() != StoreFault::no_such_member) {
        found("the decisions of member " + member.text() + " do not open");
      }
      return true;
    });
    if (!all.ok()) found("the members cannot all be read");
  }

  void check_member(const MemberId& member, const std::vector<LedgerEntry>& history) {
    std::vector<std::string> payloads;
    payloads.reserve(history.size());
    for (const LedgerEntry& entry : history) payloads.push_back(entry.payload);
    const auto chain = proof::verify_chain(member, payloads);
    if (!chain.ok()) {
      found("the chain of member " + member.text() + " breaks at decision " +
            std::to_string(chain.reason().index + 1) + ": " +
            std::string(key(chain.reason().fault)));
    }
    result_.decisions += history.size();
    for (std::size_t i = 0; i < history.size(); ++i) check_entry(member, i + 1, history[i]);
  }

  void check_entry(const MemberId& member, std::size_t number, const LedgerEntry& entry) {
    if (entry.index >= commitments_.size()) {
      const auto state = store_.ledger();
      if (state.ok() && entry.index < state.value().leaves) return;  // Came while we read.
      found(name_of(member, number) + " has no leaf");
      return;
    }
    if (!(proof::commitment(entry.salt, entry.payload) == commitments_[entry.index])) {
      found(name_of(member, number) + " is not what leaf " + std::to_string(entry.index) +
            " commits to");
    }
    if (spoken_for_[entry.index]) {
      found(name_of(member, number) + " has leaf " + std::to_string(entry.index) +
            ", which another has already");
    }
    spoken_for_[entry.index] = true;
  }
  static std::string name_of(const MemberId& member, std::size_t number) {
    return "decision " + std::to_string(number) + " of member " + member.text();
  }

  void check_erasures() {
    for (;;) {
      const std::uint64_t from = erasures_.empty() ? 0 : erasures_.back().leaf + 1;
      const auto page = store_.erasures(from, leaves_read_at_once);
      if (!page.ok()) return found("the erasures cannot be read");
      if (page.value().empty()) return;
      for (const LedgerEntry& entry : page.value()) check_erasure(entry);
    }
  }
  // One that came while we read has a leaf that we have not; what it took along counts all the same.
  void check_erasure(const LedgerEntry& entry) {
    const std::string of = "the erasure of leaf " + std::to_string(entry.index);
    const bool is_later = entry.index >= commitments_.size();
    const auto payload = proof::decode(entry.payload);
    const auto* erased = payload.ok() ? std::get_if<proof::Erased>(&payload.value()) : nullptr;
    if (erased == nullptr) {
      found(of + " cannot be read");
    } else if (!is_later &&
               !(proof::commitment(entry.salt, entry.payload) == commitments_[entry.index])) {
      found(of + " is not what the leaf commits to");
    } else if (!is_later && spoken_for_[entry.index]) {
      found(of + " has a leaf that a decision has already");
    } else if (!store_.wrote_erasure(entry)) {
      found(of + " was not written by this store");
    } else if (!erasure_ids_.insert(erased->id).second) {
      found(of + " stands there twice");
    }
    if (!is_later) spoken_for_[entry.index] = true;
    erasures_.push_back({entry.index, erased != nullptr ? erased->decisions : std::nullopt});
  }

  // The newest decision of a member has no other behind it that would miss it, but its leaf stays.
  void check_nobody_is_missing() {
    read_marks();
    for (std::uint64_t leaf = 0; leaf < commitments_.size(); ++leaf) {
      if (is_marked_[leaf] && spoken_for_[leaf]) marked_.insert(leaf);
      if (!is_marked_[leaf] && !spoken_for_[leaf]) {
        found("leaf " + std::to_string(leaf) + " is nobody's: its decision was taken away");
      }
    }
  }
  void read_marks() {
    is_marked_.assign(commitments_.size(), false);
    for (std::uint64_t from = 0; from < commitments_.size();) {
      const auto page = store_.leaves(from, leaves_read_at_once);
      if (!page.ok() || page.value().empty()) return;
      for (const LedgerLeaf& leaf : page.value()) {
        if (from < commitments_.size()) is_marked_[from] = leaf.erased;
        ++from;
      }
    }
  }

  void check_marks() {
    ErasedMarks marks = count_marks(is_marked_, erasures_);
    // Somebody who is being erased while we read is marked first, and told of last.
    for (int turn = 0; turn < most_turns && marks.too_many(); ++turn) {
      check_erasures();
      read_marks();
      marks = count_marks(is_marked_, erasures_);
    }
    result_.erased =
        static_cast<std::uint64_t>(std::count(is_marked_.begin(), is_marked_.end(), true));
    for (const ErasureLeaf& erasure : erasures_) {
      if (erasure.leaf < commitments_.size()) ++result_.erasures;
      if (!erasure.decisions) ++result_.uncounted;
    }
    if (!marks.too_many()) {
      if (!marks.behind) result_.never_here = marks.told - marks.marked;
      return;
    }
    const bool behind_all = erasures_.empty() || marks.behind == erasures_.back().leaf;
    if (behind_all) return tell_of_marks_without_erasure(marks.behind.value_or(0));
    const std::string where =
        marks.behind ? " after the erasure of leaf " + std::to_string(*marks.behind) : "";
    found(std::to_string(marks.marked) + " leaves" + where + " are marked as erased, and " +
          "the erasures" + where + " took " + std::to_string(marks.told) +
          " decisions along: somebody's was taken away");
  }
  void tell_of_marks_without_erasure(std::uint64_t from) {
    for (std::uint64_t leaf = from; leaf < is_marked_.size(); ++leaf) {
      if (!is_marked_[leaf]) continue;
      found("leaf " + std::to_string(leaf) + " is marked as erased, and no erasure follows it");
    }
  }

  // A mark would let the decision be taken away afterwards. Asked once more, since a member who is being erased
  // while we read is marked first.
  void check_marked_stand_nowhere() {
    if (marked_.empty()) return;
    const auto all = store_.for_each_member([&](const MemberId& member) {
      const auto history = store_.history(member);
      if (!history.ok()) return true;
      for (std::size_t i = 0; i < history.value().size(); ++i) {
        const std::uint64_t index = history.value()[i].index;
        if (marked_.count(index) == 0) continue;
        found(name_of(member, i + 1) + " stands, and its leaf " + std::to_string(index) +
              " is marked as erased");
      }
      return true;
    });
    if (!all.ok()) found("the members cannot all be read");
  }

  Store& store_;
  const proof::LogKeys& keys_;
  std::vector<ErasureLeaf> erasures_;  // In the order of their leaves.
  std::set<std::string> erasure_ids_;
  std::vector<proof::Hash> commitments_;
  std::vector<bool> spoken_for_;
  std::vector<bool> is_marked_;
  std::set<std::uint64_t> marked_;  // Erased leaves of decisions that are there.
  std::multimap<std::uint64_t, std::pair<std::string, proof::Hash>> heads_;  // By size.
  std::uint64_t stored_size_ = 0;
  Verification result_;
};

}  // namespace

Expected<Verification, StoreFault> verify_store(Store& store, const proof::LogKeys& keys,
                                                const std::vector<OutsideCheckpoint>& outside) {
  return Verifier(store, keys).run(outside);
}

}  // namespace samtycke::server::ledger
