// A member's rows as they lie in the store, and the file that they open as. Reading them takes a
// connection, and a snapshot; opening them takes neither, and can be done on another thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/consent/member_file.h"
#include "server/store/secrets.h"
#include "server/store/sql.h"
#include "server/store/store.h"

namespace samtycke::server {

struct Row {
  std::string name;  // Of the row: a keyed hash; of a decision: its place.
  std::string body;  // Sealed.
};

struct SealedFile {
  MemberSeal seal;
  std::int64_t revision = 0;
  std::vector<Row> records;
  std::vector<Row> receipts;
  std::vector<Row> interactions;
  std::vector<Row> decisions;  // In their order.

  std::size_t rows() const {
    return records.size() + receipts.size() + interactions.size() + decisions.size();
  }
};

// Nothing, and reported, where a row does not open or the chain of decisions does not hold.
std::optional<consent::MemberFile> open_file(const SealedFile&, const Secrets&);
std::optional<std::vector<LedgerEntry>> open_entries(const MemberSeal&,
                                                     const std::vector<Row>& decisions,
                                                     const Secrets&);
std::optional<LedgerEntry> open_entry(const MemberSeal&, const Row& decision, const Secrets&);

}  // namespace samtycke::server
