// The ledger's own rows: leaves, tiles and the newest checkpoint. None of them is about a member.
#pragma once

#include <cstdint>
#include <vector>

#include "server/store/sql.h"
#include "server/store/store.h"

namespace samtycke::server {

// For a reader's connection. An empty answer of a store that failed is for the caller to notice.
class LedgerReader {
 public:
  explicit LedgerReader(sql::Database&);
  std::vector<LedgerLeaf> leaves(std::uint64_t from, std::size_t most);
  std::vector<LedgerEntry> erasures(std::uint64_t from, std::size_t most);
  LedgerState state();
  proof::Tiles tiles(const std::vector<proof::TilePlace>&);

 private:
  sql::Statement leaves_;
  sql::Statement erasures_;
  sql::Statement state_;
  sql::Statement tile_;
};

// For the writer's connection, within its transaction.
class LedgerWriter {
 public:
  explicit LedgerWriter(sql::Database&);
  std::uint64_t add_leaf(const proof::Hash& commitment);  // Answers its index.
  void note_erased(std::uint64_t index);
  void add_erasure(LedgerEntry);
  Expected<Done, StoreFault> grow_tree(const TreeGrowth&);

 private:
  sql::Statement add_leaf_;
  sql::Statement note_erased_;
  sql::Statement add_erasure_;
  sql::Statement checkpoint_;
  sql::Statement put_checkpoint_;
  sql::Statement put_tile_;
};

}  // namespace samtycke::server
