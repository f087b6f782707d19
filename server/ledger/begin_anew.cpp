#include "server/ledger/begin_anew.h"

#include <cstdio>
#include <filesystem>
#include <optional>

#include "server/config/whole_file.h"
#include "server/ledger/keep_ledger.h"
#include "server/store/durable_file.h"

namespace samtycke::server::ledger {
namespace {

// The name of the ledger that ends, "samtycke/" and digits, from what is left of its files.
std::optional<std::string> old_name(const LedgerFiles& files) {
  if (const auto key = read_public_key(files.public_key); key.ok()) return key.value().name;
  const std::string note = read_whole_file(files.checkpoint).value_or("");
  const std::size_t end = note.find('\n');
  if (end == std::string::npos) return std::nullopt;
  return note.substr(0, end);
}

// Whether it was put aside already, by a call that was cut short.
bool put_aside(const std::string& path, const std::string& aside) {
  if (!std::filesystem::exists(path)) return true;
  return std::rename(path.c_str(), aside.c_str()) == 0 && sync_folder_of(path);
}

bool can_go_on(Store& store, const std::string& path) {
  const auto kept = KeptLedger::open(store, path);
  if (!kept.ok()) return false;
  const auto sequenced = kept.value()->sequencer.run();
  if (sequenced.ok()) return true;
  return sequenced.reason() == NotSequenced::unavailable ||
         sequenced.reason() == NotSequenced::file_not_written;
}

}  // namespace

Expected<std::string, CannotStart> begin_anew(Store& store, const std::string& store_path) {
  const LedgerFiles files = ledger_files(store_path);
  if (can_go_on(store, store_path)) {
    return Unexpected{CannotStart{"the ledger of " + store_path + " goes on; none is to begin"}};
  }
  const auto name = old_name(files);
  if (!name) {
    return Unexpected{CannotStart{"neither " + files.public_key + " nor " + files.checkpoint +
                                  " says which ledger ends; put one of them back"}};
  }
  const auto state = store.ledger();
  const bool forgotten =
      state.ok() && store.grow_tree({state.value().checkpoint, {}, std::string()}).ok();
  if (!forgotten) return Unexpected{CannotStart{store_path + " does not answer"}};
  if (!store.put_setting(handovers_setting, {}).ok()) {
    return Unexpected{CannotStart{store_path + " does not answer"}};
  }
  // The checkpoint last: while it lies there, no key is made and nothing is signed.
  const std::string ending = ".ledger-" + name->substr(name->rfind('/') + 1);
  const std::string aside = store_path + ending;
  if (put_aside(files.handovers, aside + ".handovers") && put_aside(files.key, aside + ".key") &&
      put_aside(files.public_key, aside + ".pub") &&
      put_aside(files.checkpoint, aside + ".checkpoint")) {
    return ending;
  }
  return Unexpected{CannotStart{"the files of the old ledger cannot be put aside as " + aside}};
}

}  // namespace samtycke::server::ledger
