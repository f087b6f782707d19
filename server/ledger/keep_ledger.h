// The ledger of an open store, with its key and its files: what a command and the server hold beside the
// store, to take in what was decided.
#pragma once

#include <memory>
#include <string>

#include "server/ledger/ledger_files.h"
#include "server/ledger/log_key.h"
#include "server/ledger/sequencer.h"

namespace samtycke::server::ledger {

struct KeptLedger {
  // `store_path` is where the store lies. The key is made where nothing was ever signed.
  static Expected<std::unique_ptr<KeptLedger>, CannotStart> open(Store&,
                                                                 const std::string& store_path);

  LedgerFiles files;
  std::unique_ptr<proof::SigningKey> key;
  Sequencer sequencer;  // Signs with the key.
};

}  // namespace samtycke::server::ledger
