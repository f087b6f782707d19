#include "server/store/decision_row.h"

#include <utility>

#include "core/base/check.h"
#include "core/proof/big_endian.h"
#include "server/store/sealed_box.h"

namespace samtycke::server {
namespace {

constexpr std::size_t index_size = 8;
constexpr std::size_t salt_size = 32;

proof::Salt random_salt() {
  const Key random = Key::random();
  return *proof::from_bytes<proof::Salt>(random.bytes());
}

}  // namespace

std::string pack(const LedgerEntry& entry) {
  std::string bytes;
  proof::append_u64(bytes, entry.index);
  bytes += proof::to_bytes(entry.salt);
  bytes += entry.payload;
  return bytes;
}

std::optional<LedgerEntry> unpack_entry(std::string_view bytes) {
  if (bytes.size() < index_size + salt_size) return std::nullopt;
  LedgerEntry entry;
  entry.index = proof::ByteReader(bytes).u64();
  entry.salt = *proof::from_bytes<proof::Salt>(bytes.substr(index_size, salt_size));
  entry.payload = bytes.substr(index_size + salt_size);
  return entry;
}

std::optional<LedgerEntry> next_entry(const proof::ChainEnd& end, const MemberId& member,
                                      const consent::Decision& decision,
                                      const std::string& request) {
  auto payload = proof::encode(proof::next_in_chain(end, member, decision, request));
  if (!payload.ok()) return std::nullopt;
  return LedgerEntry{std::move(payload).value(), random_salt(), 0};
}

LedgerEntry erasure_entry(const proof::Erased& erased, const proof::Salt& salt) {
  auto payload = proof::encode(erased);
  SAMTYCKE_CHECK(payload.ok());  // Its id is digits that we made, or read as such.
  return {std::move(payload).value(), salt, 0};
}

Expected<std::vector<consent::Decision>, proof::ChainBreak> decisions_in(
    const MemberId& member, const std::vector<LedgerEntry>& entries) {
  std::vector<std::string> payloads;
  payloads.reserve(entries.size());
  for (const LedgerEntry& entry : entries) payloads.push_back(entry.payload);
  return proof::read_chain(member, payloads);
}

}  // namespace samtycke::server
