#include "server/cli/ledger_begin_anew.h"

#include <filesystem>

#include "server/config/places.h"
#include "server/ledger/begin_anew.h"
#include "server/ledger/keep_ledger.h"
#include "server/store/sqlite_store.h"

namespace samtycke::server {

Exit ledger_begin_anew(const LedgerBeginAnewCommand& command, const std::string& folder,
                       std::ostream& out, std::ostream& err) {
  const auto places = settle_store(command.places, folder);
  if (!places.ok()) return cannot_start(err, places.reason().line);
  if (is_postgres(places.value().db)) {
    return cannot_start(err, "ledger begin-anew knows SQLite stores only, and changed nothing");
  }
  const std::string path = places.value().files;
  if (!std::filesystem::exists(path)) return cannot_start(err, path + ": there is no store.");
  SqliteOptions options;
  options.key_file = places.value().key_file;
  const auto store = SqliteStore::open(path, std::move(options));
  if (!store.ok()) {
    return cannot_start(err, sentence(store.reason(), path, places.value().key_file));
  }
  const auto aside = ledger::begin_anew(*store.value(), path);
  if (!aside.ok()) return cannot_start(err, aside.reason().line);
  const auto kept = ledger::KeptLedger::open(*store.value(), path);
  if (!kept.ok()) return cannot_start(err, kept.reason().line);
  const auto sequenced = kept.value()->sequencer.run();
  if (!sequenced.ok()) {
    return cannot_start(err, ledger::sentence(sequenced.reason(), kept.value()->files.checkpoint));
  }
  out << "The old ledger ended; its files are " << path << aside.value()
      << ".key, .pub and .checkpoint.\n"
      << "A new one began as " << kept.value()->key->public_key().name << ", with "
      << sequenced.value().size
      << " leaves. Tell the members: receipts from before hold under the\n"
      << "old public key only, and whoever has one that the new ledger does not know lost a "
         "choice.\n";
  return Exit::done;
}

}  // namespace samtycke::server
