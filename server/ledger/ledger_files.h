// The ledger's files beside the store. Only the first is secret; the others are meant to be copied off the
// machine, since without a copy outside an operator could rewrite everything and sign it anew.
#pragma once

#include <string>
#include <string_view>

namespace samtycke::server::ledger {

struct LedgerFiles {
  std::string key;  // <store>.ledger.key: what checkpoints are signed with, 32 bytes, 0400.
  std::string
      public_key;  // <store>.ledger.pub: what they are checked with, as logs publish theirs.
  std::string checkpoint;  // <store>.checkpoint: the newest, a C2SP signed note.
  std::string
      handovers;  // <store>.ledger.handovers: which keys signed before (core/proof/handover.h).
};
LedgerFiles ledger_files(const std::string& store);
// Where a backup has the key of them that is secret: with the store's keys, in their folder.
std::string log_key_in(const std::string& keys);

// In one step and durably: a reader sees the old text or the new one, also after a power loss.
bool replace_whole(const std::string& path, std::string_view text);

}  // namespace samtycke::server::ledger
