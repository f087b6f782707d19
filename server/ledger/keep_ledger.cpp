#include "server/ledger/keep_ledger.h"

#include <filesystem>
#include <utility>

#include "server/config/whole_file.h"

namespace samtycke::server::ledger {

Expected<std::string, CannotStart> kept_handovers(Store& store, const LedgerFiles& files) {
  const auto stored = store.setting(handovers_setting);
  if (!stored.ok()) return Unexpected{CannotStart{"the store does not answer"}};
  const std::string in_store = stored.value().value_or("");
  const std::string in_file = read_whole_file(files.handovers).value_or("");
  if (in_store == in_file) return in_store;
  // Both only grow.
  const bool store_is_older =
      proof::handovers_in(in_file).size() > proof::handovers_in(in_store).size();
  const std::string& newest = store_is_older ? in_file : in_store;
  if (const auto kept = keep_handovers(store, files, newest); !kept.ok()) {
    return Unexpected{kept.reason()};
  }
  return newest;
}

Expected<Done, CannotStart> keep_handovers(Store& store, const LedgerFiles& files,
                                           const std::string& notes) {
  if (!store.put_setting(handovers_setting, notes).ok()) {
    return Unexpected{CannotStart{"the store does not answer"}};
  }
  if (!replace_whole(files.handovers, notes)) {
    return Unexpected{CannotStart{files.handovers + " cannot be written"}};
  }
  return Done{};
}

Expected<std::unique_ptr<KeptLedger>, CannotStart> KeptLedger::open(Store& store,
                                                                    const std::string& store_path) {
  LedgerFiles files = ledger_files(store_path);
  const auto state = store.ledger();
  if (!state.ok()) return Unexpected{CannotStart{store_path + " does not answer"}};
  // A checkpoint beside a store without one is the trace of a larger one: no second key for that either.
  const bool has_signed =
      !state.value().checkpoint.empty() || std::filesystem::exists(files.checkpoint);
  const auto notes = kept_handovers(store, files);
  if (!notes.ok()) return Unexpected{notes.reason()};
  const auto handovers = proof::handovers_in(notes.value());
  auto key = open_log_key(store_path, has_signed, handovers);
  if (!key.ok()) return Unexpected{key.reason()};
  proof::LogKeys keys(key.value()->public_key(), handovers);
  Sequencer sequencer(store, *key.value(), files.checkpoint, keys);
  return std::unique_ptr<KeptLedger>(new KeptLedger{std::move(files), std::move(key).value(),
                                                    std::move(keys), std::move(sequencer)});
}

}  // namespace samtycke::server::ledger
