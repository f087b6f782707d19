#include "server/store/ledger_rows.h"

#include <utility>

#include "core/proof/commitment.h"
#include "server/store/decision_row.h"

namespace samtycke::server {
namespace {

std::int64_t number_of(std::uint64_t index) {
  return static_cast<std::int64_t>(index) + 1;
}

}  // namespace

LedgerReader::LedgerReader(sqlite::Database& database)
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
  sqlite::Rows rows = leaves_.with(number, static_cast<std::int64_t>(most));
  for (; rows.next() && rows.number(0) == number; ++number) {
    const auto commitment = proof::from_bytes<proof::Hash>(rows.text(1));
    if (!commitment) break;
    found.push_back({*commitment, rows.number(2) != 0});
  }
  return found;
}

std::vector<LedgerEntry> LedgerReader::erasures(std::uint64_t from, std::size_t most) {
  std::vector<LedgerEntry> found;
  sqlite::Rows rows = erasures_.with(number_of(from), static_cast<std::int64_t>(most));
  while (rows.next()) {
    // One that was spoilt is handed out empty, for whoever checks to find it.
    found.push_back(unpack_entry(rows.text(1)).value_or(LedgerEntry{}));
    found.back().index = static_cast<std::uint64_t>(rows.number(0) - 1);
  }
  return found;
}

LedgerState LedgerReader::state() {
  LedgerState state;
  sqlite::Rows rows = state_.with();
  if (!rows.next()) return state;
  state.leaves = static_cast<std::uint64_t>(rows.number(0));
  state.checkpoint = rows.text(1);
  return state;
}

proof::Tiles LedgerReader::tiles(const std::vector<proof::TilePlace>& places) {
  proof::Tiles tiles;
  for (const proof::TilePlace& place : places) {
    sqlite::Rows rows =
        tile_.with(std::int64_t{place.level}, static_cast<std::int64_t>(place.index));
    if (!rows.next()) continue;
    auto hashes = proof::decode_tile(rows.text(0));
    if (hashes) tiles.emplace(place, std::move(*hashes));
  }
  return tiles;
}

LedgerWriter::LedgerWriter(sqlite::Database& database)
    : add_leaf_(database, "INSERT INTO leaf (commitment) VALUES (?1) RETURNING number"),
      note_erased_(database, "UPDATE leaf SET erased = 1 WHERE number = ?1"),
      add_erasure_(database, "INSERT INTO erasure (leaf, body) VALUES (?1, ?2)"),
      checkpoint_(database, "SELECT coalesce((SELECT note FROM checkpoint), '')"),
      put_checkpoint_(database, "INSERT OR REPLACE INTO checkpoint (one, note) VALUES (1, ?1)"),
      put_tile_(database,
                "INSERT OR REPLACE INTO tile (level, place, hashes) VALUES (?1, ?2, ?3)") {}

std::uint64_t LedgerWriter::add_leaf(const proof::Hash& commitment) {
  const std::string bytes = proof::to_bytes(commitment);
  sqlite::Rows rows = add_leaf_.with(sqlite::Bytes{bytes});
  return rows.next() ? static_cast<std::uint64_t>(rows.number(0) - 1) : 0;
}

void LedgerWriter::note_erased(std::uint64_t index) {
  note_erased_.run(number_of(index));
}

void LedgerWriter::add_erasure(LedgerEntry entry) {
  entry.index = add_leaf(proof::commitment(entry.salt, entry.payload));
  const std::string body = pack(entry);
  add_erasure_.run(number_of(entry.index), sqlite::Bytes{body});
}

Expected<Done, StoreFault> LedgerWriter::grow_tree(const TreeGrowth& growth) {
  {
    sqlite::Rows rows = checkpoint_.with();
    if (!rows.next()) return Unexpected{StoreFault::unavailable};
    if (rows.text(0) != growth.before) return Unexpected{StoreFault::changed_meanwhile};
  }
  for (const auto& [place, hashes] : growth.tiles) {
    const std::string bytes = proof::encode_tile(hashes);
    put_tile_.run(std::int64_t{place.level}, static_cast<std::int64_t>(place.index),
                  sqlite::Bytes{bytes});
  }
  put_checkpoint_.run(growth.checkpoint);
  return Done{};
}

}  // namespace samtycke::server
