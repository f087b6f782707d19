#include "server/ledger/hand_over.h"

#include <memory>

#include "server/ledger/keep_ledger.h"
#include "server/store/key_file.h"

namespace samtycke::server::ledger {
namespace {

using Opened = Expected<std::unique_ptr<KeptLedger>, CannotStart>;

// With everything that was decided taken in, under the key of today.
Opened opened_and_signed(Store& store, const std::string& path) {
  auto kept = KeptLedger::open(store, path);
  if (!kept.ok()) return kept;
  const auto sequenced = kept.value()->sequencer.run();
  if (sequenced.ok()) return kept;
  return Unexpected{CannotStart{sentence(sequenced.reason(), kept.value()->files.checkpoint)}};
}

Expected<proof::TreeHead, CannotStart> signed_tree(Store& store, const KeptLedger& kept) {
  const auto state = store.ledger();
  if (!state.ok()) return Unexpected{CannotStart{"the store does not answer"}};
  if (state.value().checkpoint.empty()) return proof::TreeHead{0, proof::empty_root()};
  const auto checkpoint = kept.keys.open(state.value().checkpoint);
  if (checkpoint.ok()) return checkpoint.value().head;
  return Unexpected{CannotStart{"the newest checkpoint is not of this ledger"}};
}

}  // namespace

Expected<proof::PublicKey, CannotStart> hand_over(Store& store, const std::string& store_path,
                                                  const StepHook& at_step) {
  const auto reached = [&](std::string_view step) {
    if (at_step) at_step(step);
  };
  if (!store.has(Duty::ledger)) {
    return Unexpected{CannotStart{"a server that runs signs this ledger; stop it first"}};
  }
  const auto kept = opened_and_signed(store, store_path);
  if (!kept.ok()) return Unexpected{kept.reason()};
  const LedgerFiles& files = kept.value()->files;
  const auto at = signed_tree(store, *kept.value());
  if (!at.ok()) return Unexpected{at.reason()};
  auto notes = kept_handovers(store, files);
  if (!notes.ok()) return Unexpected{notes.reason()};

  // The secret first: whoever is told of a key must be able to sign with it.
  const Key next = Key::random();
  remove_next(files.key);
  if (!make_key_file(next_key_file(files.key), next).ok()) {
    return Unexpected{CannotStart{next_key_file(files.key) + " cannot be made"}};
  }
  reached("next key kept");
  const proof::SigningKey& old = *kept.value()->key;
  const auto to = signing_key(old.public_key().name, next);
  const std::string all = notes.value() + proof::sign_handover(at.value(), old, *to);
  if (const auto done = keep_handovers(store, files, all); !done.ok()) {
    return Unexpected{done.reason()};
  }
  reached("handed over");
  // Opening finishes it: the next key takes its place, and signs the tree anew.
  const auto under_next = opened_and_signed(store, store_path);
  if (!under_next.ok()) return Unexpected{under_next.reason()};
  reached("signed anew");
  return under_next.value()->key->public_key();
}

}  // namespace samtycke::server::ledger
