#include "server/ledger/ledger_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

#include "server/store/durable_file.h"

namespace samtycke::server::ledger {
namespace {

bool write_new(const std::string& path, std::string_view text) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!file.good()) return false;
  while (!text.empty()) {
    const ssize_t written = ::write(file.number(), text.data(), text.size());
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file.number()) == 0;
}

}  // namespace

LedgerFiles ledger_files(const std::string& store) {
  return {store + ".ledger.key", store + ".ledger.pub", store + ".checkpoint",
          store + ".ledger.handovers"};
}

std::string log_key_in(const std::string& keys) {
  return keys + "/store.db.ledger.key";
}

bool replace_whole(const std::string& path, std::string_view text) {
  const std::string made = path + ".new";
  if (!write_new(made, text) || std::rename(made.c_str(), path.c_str()) != 0) return false;
  return sync_folder_of(path);
}

}  // namespace samtycke::server::ledger
