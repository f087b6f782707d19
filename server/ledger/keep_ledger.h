// The ledger of an open store, with its key and its files: what a command and the server hold beside the
// store, to take in what was decided.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "server/ledger/ledger_files.h"
#include "server/ledger/log_key.h"
#include "server/ledger/sequencer.h"

namespace samtycke::server::ledger {

// The notes of every handover so far, oldest first. They lie in the store, and in a file beside it for whoever checks
// receipts; where one of the two is an old copy, the other mends it. Empty: the log has its first key.
Expected<std::string, CannotStart> kept_handovers(Store&, const LedgerFiles&);
inline constexpr std::string_view handovers_setting = "ledger_handovers";
Expected<Done, CannotStart> keep_handovers(Store&, const LedgerFiles&, const std::string& notes);

struct KeptLedger {
  // `store_path` is where the store lies. The key is made where nothing was ever signed.
  static Expected<std::unique_ptr<KeptLedger>, CannotStart> open(Store&,
                                                                 const std::string& store_path);

  LedgerFiles files;
  std::unique_ptr<proof::SigningKey> key;
  proof::LogKeys keys;  // And those that signed before it.
  Sequencer sequencer;  // Signs with the key.
};

}  // namespace samtycke::server::ledger
