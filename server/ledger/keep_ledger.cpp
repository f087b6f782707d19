#include "server/ledger/keep_ledger.h"

#include <filesystem>
#include <utility>

namespace samtycke::server::ledger {

Expected<std::unique_ptr<KeptLedger>, CannotStart> KeptLedger::open(Store& store,
                                                                    const std::string& store_path) {
  LedgerFiles files = ledger_files(store_path);
  const auto state = store.ledger();
  if (!state.ok()) return Unexpected{CannotStart{store_path + " does not answer"}};
  // A checkpoint beside a store without one is the trace of a larger one: no second key for that either.
  const bool has_signed =
      !state.value().checkpoint.empty() || std::filesystem::exists(files.checkpoint);
  auto key = open_log_key(store_path, has_signed);
  if (!key.ok()) return Unexpected{key.reason()};
  Sequencer sequencer(store, *key.value(), files.checkpoint);
  return std::unique_ptr<KeptLedger>(
      new KeptLedger{std::move(files), std::move(key).value(), std::move(sequencer)});
}

}  // namespace samtycke::server::ledger
