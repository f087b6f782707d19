// Takes what was committed to into the tree, and signs how large it is then.
//
// Decisions are committed with their commitment and an index; the tree follows, a second later in a server
// and at the end of a command. Until then a receipt says "pending". Growing the tree in the same transaction
// was turned down: every decision would then wait for a signature.
//
// The newest checkpoint lies in the store, with the tree, and in a file beside it. The file is the signer's
// own memory: a tree that does not continue what it says is not signed, whatever the store says. So a store
// that was rolled back to an old copy, or changed behind our back, is found out at its next start. An old copy
// that carried out again what the journal of erasures says may have all its leaves back: then it takes over
// the checkpoint that is known, and nothing new is signed for it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "core/proof/handover.h"
#include "core/proof/signing.h"
#include "server/store/store.h"

namespace samtycke::server::ledger {

enum class NotSequenced {
  unavailable,         // The store did not answer. It is tried again with the next second.
  not_our_checkpoint,  // The one in the store or in the file was not signed with our key.
  tree_damaged,        // The stored tree does not have the root that was signed.
  shrunk,              // The signer has signed a larger tree: the store is an old copy.
  rewritten,           // The tree is no continuation of the one that was signed last.
  file_not_written,    // The tree has grown; the file beside the store could not say so.
};
std::string_view key(NotSequenced);
// One line for a person, with what to do.
std::string sentence(NotSequenced, const std::string& checkpoint_file);

struct Sequenced {
  std::uint64_t taken_in = 0;  // Now.
  std::uint64_t size = 0;      // Of the signed tree.
};

// One thread at a time.
class Sequencer {
 public:
  // `keys`: all that the log ever had; without, the one that signs.
  Sequencer(Store&, const proof::SigningKey&, std::string checkpoint_file,
            std::optional<proof::LogKeys> keys = std::nullopt);
  // Until nothing waits. Nothing is written where nothing did, unless an older key than ours signed it last.
  Expected<Sequenced, NotSequenced> run();

 private:
  using Signed = std::optional<proof::Checkpoint>;
  Expected<Signed, NotSequenced> opened(const std::string& note) const;
  bool is_ours(const std::string& note) const;
  Expected<Done, NotSequenced> read_file();
  bool is_behind(const Signed& stored) const;
  Expected<Done, NotSequenced> catch_up(const LedgerState&, const Signed& stored);
  Expected<Done, NotSequenced> remember(const Signed& stored, const std::string& note);
  Expected<proof::Checkpoint, NotSequenced> grow(const LedgerState&, const Signed& stored);
  Expected<proof::TreeEdge, NotSequenced> resume(const proof::TreeHead&);
  Expected<Done, NotSequenced> append(proof::TreeEdge&, std::uint64_t size);
  Expected<proof::Proof, NotSequenced> continuation(std::uint64_t from, std::uint64_t to,
                                                    const proof::Tiles& fresh);
  Expected<Done, NotSequenced> write_down(const proof::Checkpoint&, const std::string& note);

  Store& store_;
  const proof::SigningKey& key_;
  const proof::LogKeys keys_;
  const std::string file_;
  bool has_read_file_ = false;
  Signed last_;  // What this signer signed last, as far as it knows.
  std::string last_note_;
};

}  // namespace samtycke::server::ledger
