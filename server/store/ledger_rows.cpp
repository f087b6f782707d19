#include "server/store/ledger_rows.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/proof/commitment.h"
#include "server/store/decision_row.h"

namespace samtycke::server {
namespace {

std::int64_t number_of(std::uint64_t index) {
  return static_cast<std::int64_t>(index) + 1;
}

// SQLite reads a negative limit as none at all, and PostgreSQL refuses it.
std::int64_t limit_of(std::size_t most) {
  const std::size_t limit = std::min<std::size_t>(most, std::numeric_limits<std::int32_t>::max());
  return static_cast<std::int64_t>(limit);
}

}  // namespace

LedgerReader::LedgerReader(sql::Database& database)
    : leaves_(database,
              "SELECT number, commitment, erased FROM leaf WHERE number >= ?1"
              " ORDER BY number LIMIT ?2"),
      erasures_(database, "SELECT leaf, body FROM erasure WHERE leaf >= ?1 ORDER BY leaf LIMIT ?2"),
      state_(database,
             "SELECT (SELECT coalesce(max(number), 0) FROM leaf),"
             " coalesce((SELECT note FROM checkpoint), '')"),
      tile_(database, "SELECT hashes FROM tile WHERE level = ?1 AND place = ?2") {}

std::vector<LedgerLeaf> LedgerReader::leaves(std::uint64_t from, std::size_t most) {
  std::vector<LedgerLeaf> found;
  std::int64_t number = number_of(from);
  sql::Rows rows = leaves_.with(number, limit_of(most));
  for (; rows.next() && rows.number(0) == number; ++number) {
    const auto commitment = proof::from_bytes<proof::Hash>(rows.text(1));
    if (!commitment) break;
    found.push_back({*commitment, rows.number(2) != 0});
  }
  return found;
}

std::vector<LedgerEntry> LedgerReader::erasures(std::uint64_t from, std::size_t most) {
  std::vector<LedgerEntry> found;
  sql::Rows rows = erasures_.with(number_of(from), limit_of(most));
  while (rows.next()) {
    // One that was spoilt is handed out empty, for whoever checks to find it.
    found.push_back(unpack_entry(rows.text(1)).value_or(LedgerEntry{}));
    found.back().index = static_cast<std::uint64_t>(rows.number(0) - 1);
  }
  return found;
}

LedgerState LedgerReader::state() {
  LedgerState state;
  sql::Rows rows = state_.with();
  if (!rows.next()) return state;
  state.leaves = static_cast<std::uint64_t>(rows.number(0));
  state.checkpoint = rows.text(1);
  return state;
}

proof::Tiles LedgerReader::tiles(const std::vector<proof::TilePlace>& places) {
  proof::Tiles tiles;
  for (const proof::TilePlace& place : places) {
    sql::Rows rows = tile_.with(std::int64_t{place.level}, static_cast<std::int64_t>(place.index));
    if (!rows.next()) continue;
    auto hashes = proof::decode_tile(rows.text(0));
    if (hashes) tiles.emplace(place, std::move(*hashes));
  }
  return tiles;
}

LedgerWriter::LedgerWriter(sql::Database& database)
    : add_leaf_(database, database.dialect().add_leaf),
      note_erased_(database, "UPDATE leaf SET erased = 1 WHERE number = ?1"),
      add_erasure_(database, "INSERT INTO erasure (leaf, body) VALUES (?1, ?2)"),
      checkpoint_(database, std::string("SELECT coalesce((SELECT note FROM checkpoint") +
                                database.dialect().for_update + "), '')"),
      put_checkpoint_(database,
                      "INSERT INTO checkpoint (one, note) VALUES (1, ?1)"
                      " ON CONFLICT (one) DO UPDATE SET note = excluded.note"),
      put_tile_(database,
                "INSERT INTO tile (level, place, hashes) VALUES (?1, ?2, ?3)"
                " ON CONFLICT (level, place) DO UPDATE SET hashes = excluded.hashes") {}

std::uint64_t LedgerWriter::add_leaf(const proof::Hash& commitment) {
  const std::string bytes = proof::to_bytes(commitment);
  sql::Rows rows = add_leaf_.with(sql::Bytes{bytes});
  return rows.next() ? static_cast<std::uint64_t>(rows.number(0) - 1) : 0;
}

void LedgerWriter::note_erased(std::uint64_t index) {
  note_erased_.run(number_of(index));
}

void LedgerWriter::add_erasure(LedgerEntry entry) {
  entry.index = add_leaf(proof::commitment(entry.salt, entry.payload));
  const std::string body = pack(entry);
  add_erasure_.run(number_of(entry.index), sql::Bytes{body});
}

Expected<Done, StoreFault> LedgerWriter::grow_tree(const TreeGrowth& growth) {
  {
    sql::Rows rows = checkpoint_.with();
    if (!rows.next()) return Unexpected{StoreFault::unavailable};
    if (rows.text(0) != growth.before) return Unexpected{StoreFault::changed_meanwhile};
  }
  for (const auto& [place, hashes] : growth.tiles) {
    const std::string bytes = proof::encode_tile(hashes);
    put_tile_.run(std::int64_t{place.level}, static_cast<std::int64_t>(place.index),
                  sql::Bytes{bytes});
  }
  put_checkpoint_.run(growth.checkpoint);
  return Done{};
}

}  // namespace samtycke::server
