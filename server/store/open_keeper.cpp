#include "server/store/open_keeper.h"

#include <utility>

#include "server/config/places.h"
#include "server/store/key_file.h"
#include "server/store/postgres_store.h"
#include "server/store/sqlite_open.h"

namespace samtycke::server {
namespace {

Expected<OpenedKeeper, NotOpened> open_sqlite(const Places& places, KeeperHooks hooks) {
  const std::string& path = places.files;
  SqliteOptions options;
  options.failed = std::move(hooks.failed);
  options.damaged = std::move(hooks.damaged);
  options.key_file = places.key_file;
  auto store = SqliteStore::open(path, std::move(options));
  if (!store.ok()) {
    return Unexpected{NotOpened{store.reason(), sentence(store.reason(), path, places.key_file)}};
  }
  std::string note = store.value()->made_key_file() ? key_file_made(path, places.key_file) : "";
  return OpenedKeeper{std::move(store).value(), std::move(note)};
}

Expected<OpenedKeeper, NotOpened> open_postgres(const Places& places, KeeperHooks hooks) {
  PostgresOptions options;
  options.places = {places.db, places.keys_db, places.key_file};
  if (options.places.key_file.empty()) options.places.key_file = default_key_file(places.files);
  make_folder_of(options.places.key_file);
  options.damaged = std::move(hooks.damaged);
  const PostgresPlaces asked = options.places;
  auto store = PostgresStore::open(std::move(options));
  if (!store.ok()) return Unexpected{NotOpened{store.reason(), sentence(store.reason(), asked)}};
  std::string note =
      store.value()->made_key_file() ? key_file_made(shown_store(places), asked.key_file) : "";
  return OpenedKeeper{std::move(store).value(), std::move(note)};
}

}  // namespace

Expected<OpenedKeeper, NotOpened> open_keeper(const Places& places, KeeperHooks hooks) {
  return is_postgres(places.db) ? open_postgres(places, std::move(hooks))
                                : open_sqlite(places, std::move(hooks));
}

std::string shown_store(const Places& places) {
  return is_postgres(places.db) ? postgres::shown(places.db) : places.files;
}

}  // namespace samtycke::server
