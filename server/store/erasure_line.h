// One line of the journal of erasures (erasure_journal.h), read and written; on PostgreSQL a row of `erased`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/instant.h"
#include "core/proof/payload.h"
#include "server/store/keystore.h"

namespace samtycke::server {

struct ErasureLine {
  std::uint32_t version = 0;  // Of the key.
  Instant at;
  // Keyed hashes, or "-": not known, not to be remembered, or forgotten since.
  std::string member = "-";
  std::string number = "-";
  std::string email = "-";
  std::string phone = "-";
  std::string address = "-";
  std::optional<proof::Erased> leaf;  // None: from before the ledger.
  bool said_no = false;
  std::string seal;  // Empty: from before lines were sealed.

  bool is_forgotten() const { return member == "-"; }
};

// Without its newline. None: no line of ours.
std::optional<ErasureLine> erasure_line_from(std::string_view line);
// With its newline; one without a seal as it was written before there were seals.
std::string to_text(const ErasureLine&);

// HMAC-SHA-256 over the line and its place (1, 2, …), so that none can be changed, put in, taken out or moved by
// whoever has not the key; that none is missing at the end, the counts of store and keystore say.
std::string seal_of(const StoreKey&, std::int64_t place, const ErasureLine&);

// When and by which leaf, and nothing of whom. Without a seal.
ErasureLine forgotten(ErasureLine);
// Whether both tell of one erasure, though one of them may have been forgotten or sealed since.
bool are_of_one_erasure(const ErasureLine&, const ErasureLine&);

}  // namespace samtycke::server
