#include "server/ledger/sequencer.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/proof/commitment.h"
#include "server/config/whole_file.h"
#include "server/ledger/ledger_files.h"

namespace samtycke::server::ledger {
namespace {

using proof::Checkpoint;
using proof::Proof;
using proof::TreeEdge;
using proof::TreeHead;

// An import of a million rows is taken in by pieces of this size, each signed: memory stays small, and a
// crash loses little of the work.
constexpr std::uint64_t most_at_once = 65536;
constexpr std::size_t leaves_read_at_once = 4096;

NotSequenced from(proof::SigningRefusal refusal) {
  switch (refusal) {
    case proof::SigningRefusal::other_origin: return NotSequenced::not_our_checkpoint;
    case proof::SigningRefusal::shrunk: return NotSequenced::shrunk;
    case proof::SigningRefusal::inconsistent: return NotSequenced::rewritten;
  }
  SAMTYCKE_NEVER("every case returns");
}

TreeHead head_of(const std::optional<Checkpoint>& checkpoint) {
  return checkpoint ? checkpoint->head : TreeHead{0, proof::empty_root()};
}

}  // namespace

std::string_view key(NotSequenced why) {
  switch (why) {
    case NotSequenced::unavailable: return "unavailable";
    case NotSequenced::not_our_checkpoint: return "not_our_checkpoint";
    case NotSequenced::tree_damaged: return "tree_damaged";
    case NotSequenced::shrunk: return "shrunk";
    case NotSequenced::rewritten: return "rewritten";
    case NotSequenced::file_not_written: return "file_not_written";
  }
  SAMTYCKE_NEVER("every case returns");
}

std::string sentence(NotSequenced why, const std::string& checkpoint_file) {
  switch (why) {
    case NotSequenced::unavailable: return "the store did not answer; the ledger waits";
    case NotSequenced::not_our_checkpoint:
      return "the newest checkpoint was not signed with this store's ledger key, or was changed "
             "since; nothing more is signed (see " +
             checkpoint_file + " and samtycke ledger verify)";
    case NotSequenced::tree_damaged:
      return "the stored tree is not the one that was signed; nothing more is signed (see samtycke "
             "ledger verify)";
    case NotSequenced::shrunk:
      return checkpoint_file +
             " speaks of a larger tree: the store is an old copy, and decisions are missing from "
             "it; nothing more is signed. Restore a newer backup, or, where there is none, run "
             "samtycke ledger begin-anew";
    case NotSequenced::rewritten:
      return "the stored tree does not continue the one of " + checkpoint_file +
             ": history was changed, or the store is an old copy that went on; nothing more is "
             "signed. Restore a newer backup, or, where there is none, run samtycke ledger "
             "begin-anew";
    case NotSequenced::file_not_written:
      return checkpoint_file + " cannot be written; the ledger goes on without a copy beside it";
  }
  SAMTYCKE_NEVER("every case returns");
}

Sequencer::Sequencer(Store& store, const proof::SigningKey& key, std::string checkpoint_file,
                     std::optional<proof::LogKeys> keys)
    : store_(store),
      key_(key),
      keys_(keys ? *std::move(keys) : proof::LogKeys(key.public_key())),
      file_(std::move(checkpoint_file)) {}

Expected<Sequenced, NotSequenced> Sequencer::run() {
  Sequenced sequenced;
  for (;;) {
    const auto state = store_.ledger();
    if (!state.ok()) return Unexpected{NotSequenced::unavailable};
    const auto stored = opened(state.value().checkpoint);
    if (!stored.ok()) return Unexpected{stored.reason()};
    if (const auto read = read_file(); !read.ok()) return Unexpected{read.reason()};
    if (is_behind(stored.value())) {
      const auto caught_up = catch_up(state.value(), stored.value());
      if (!caught_up.ok()) return Unexpected{caught_up.reason()};
      continue;
    }
    if (const auto known = remember(stored.value(), state.value().checkpoint); !known.ok()) {
      return Unexpected{known.reason()};
    }
    sequenced.size = head_of(stored.value()).size;
    if (state.value().leaves < sequenced.size) return Unexpected{NotSequenced::tree_damaged};
    const bool waits = state.value().leaves > sequenced.size;
    if (!waits && is_ours(state.value().checkpoint)) return sequenced;
    const auto grown = grow(state.value(), stored.value());
    if (!grown.ok()) return Unexpected{grown.reason()};
    sequenced.taken_in += grown.value().head.size - sequenced.size;
  }
}

Expected<Sequencer::Signed, NotSequenced> Sequencer::opened(const std::string& note) const {
  if (note.empty()) return Signed{};
  auto checkpoint = keys_.open(note);
  if (!checkpoint.ok()) return Unexpected{NotSequenced::not_our_checkpoint};
  return Signed{std::move(checkpoint).value()};
}

// Signed by the key of today, or there is nothing to sign.
bool Sequencer::is_ours(const std::string& note) const {
  return note.empty() || proof::open_note(note, key_.public_key()).ok();
}

Expected<Done, NotSequenced> Sequencer::read_file() {
  if (has_read_file_) return Done{};
  std::string note = read_whole_file(file_).value_or("");
  const auto kept = opened(note);
  if (!kept.ok()) return Unexpected{kept.reason()};
  last_ = kept.value();
  last_note_ = std::move(note);
  has_read_file_ = true;
  return Done{};
}

bool Sequencer::is_behind(const Signed& stored) const {
  return head_of(stored).size < head_of(last_).size;
}

// Only to the very tree that was signed.
Expected<Done, NotSequenced> Sequencer::catch_up(const LedgerState& state, const Signed& stored) {
  const TreeHead known = head_of(last_);
  if (state.leaves < known.size) return Unexpected{NotSequenced::shrunk};
  auto edge = resume(head_of(stored));
  if (!edge.ok()) return Unexpected{edge.reason()};
  if (const auto done = append(edge.value(), known.size); !done.ok()) {
    return Unexpected{done.reason()};
  }
  if (!(edge.value().root() == known.root)) return Unexpected{NotSequenced::rewritten};
  const TreeGrowth growth{state.checkpoint, edge.value().take_tiles(), last_note_};
  if (!store_.grow_tree(growth).ok()) return Unexpected{NotSequenced::unavailable};
  return Done{};
}

// Holds the store's tree against the signer's own memory, and brings that up to date: a crash may have come
// between the store and the file, or the file was sent away.
Expected<Done, NotSequenced> Sequencer::remember(const Signed& stored, const std::string& note) {
  if (last_ == stored) return Done{};
  const TreeHead known = head_of(last_);
  const TreeHead now = head_of(stored);
  const auto proof = continuation(known.size, now.size, {});
  if (!proof.ok()) return Unexpected{proof.reason()};
  if (!verify_consistency(known, now, proof.value())) return Unexpected{NotSequenced::rewritten};
  return write_down(*stored, note);
}

Expected<Checkpoint, NotSequenced> Sequencer::grow(const LedgerState& state, const Signed& stored) {
  const TreeHead before = head_of(stored);
  auto edge = resume(before);
  if (!edge.ok()) return Unexpected{edge.reason()};
  const std::uint64_t size = std::min(state.leaves, before.size + most_at_once);
  if (const auto done = append(edge.value(), size); !done.ok()) return Unexpected{done.reason()};

  TreeGrowth growth{state.checkpoint, edge.value().take_tiles(), {}};
  const Checkpoint next{key_.public_key().name, {size, edge.value().root()}};
  const auto proof = continuation(before.size, size, growth.tiles);
  if (!proof.ok()) return Unexpected{proof.reason()};
  auto note = proof::sign_checkpoint(next, stored, proof.value(), key_);
  if (!note.ok()) return Unexpected{from(note.reason())};
  growth.checkpoint = std::move(note).value();
  if (!store_.grow_tree(growth).ok()) return Unexpected{NotSequenced::unavailable};
  if (const auto done = write_down(next, growth.checkpoint); !done.ok()) {
    return Unexpected{done.reason()};
  }
  return next;
}

Expected<TreeEdge, NotSequenced> Sequencer::resume(const TreeHead& before) {
  const auto tiles = store_.tiles(TreeEdge::tiles_to_resume(before.size));
  if (!tiles.ok()) return Unexpected{NotSequenced::unavailable};
  auto edge = TreeEdge::resume(before.size, tiles.value());
  if (!edge.ok() || !(edge.value().root() == before.root)) {
    return Unexpected{NotSequenced::tree_damaged};
  }
  return std::move(edge).value();
}

Expected<Done, NotSequenced> Sequencer::append(TreeEdge& edge, std::uint64_t size) {
  while (edge.size() < size) {
    const auto most = std::min<std::uint64_t>(leaves_read_at_once, size - edge.size());
    const auto leaves = store_.leaves(edge.size(), static_cast<std::size_t>(most));
    if (!leaves.ok()) return Unexpected{NotSequenced::unavailable};
    if (leaves.value().empty()) return Unexpected{NotSequenced::tree_damaged};
    for (const LedgerLeaf& each : leaves.value()) {
      edge.append(proof::leaf_hash(proof::leaf(edge.size(), each.commitment)));
    }
  }
  return Done{};
}

Expected<Proof, NotSequenced> Sequencer::continuation(std::uint64_t from, std::uint64_t to,
                                                      const proof::Tiles& fresh) {
  if (from == 0 || from == to) return Proof{};
  auto tiles = store_.tiles(proof::tiles_for(proof::consistency_spans(from, to)));
  if (!tiles.ok()) return Unexpected{NotSequenced::unavailable};
  proof::Tiles all = std::move(tiles).value();
  for (const auto& [place, hashes] : fresh) all.insert_or_assign(place, hashes);
  auto proof = proof::consistency_proof(from, to, all);
  if (!proof.ok()) return Unexpected{NotSequenced::tree_damaged};
  return std::move(proof).value();
}

Expected<Done, NotSequenced> Sequencer::write_down(const Checkpoint& signed_now,
                                                   const std::string& note) {
  last_ = signed_now;
  last_note_ = note;
  if (!replace_whole(file_, note)) return Unexpected{NotSequenced::file_not_written};
  return Done{};
}

}  // namespace samtycke::server::ledger
