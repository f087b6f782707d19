#include "server/store/sealed_file.h"

#include <algorithm>
#include <utility>

#include "core/wire/member_json.h"
#include "server/store/decision_row.h"

namespace samtycke::server {
namespace {

// False where a row does not hold what was once written there: the file is damaged.
template <class Thing>
bool open_all(const std::vector<Row>& rows, std::string_view table, const MemberSeal& seal,
              const Secrets& secrets,
              Expected<Thing, wire::BadDocument> (*decode)(std::string_view),
              std::vector<Thing>& things) {
  things.reserve(rows.size());
  for (const Row& row : rows) {
    const auto text = seal.unseal(secrets, table, row.name, row.body);
    if (!text) return false;
    auto thing = decode(*text);
    if (!thing.ok()) {
      secrets.report({table, seal.member().text(), row.name});
      return false;
    }
    things.push_back(std::move(thing).value());
  }
  return true;
}

// Those of one moment in the order of their numbers.
template <class Thing>
void sort_by_time(std::vector<Thing>& things) {
  std::sort(things.begin(), things.end(), [](const Thing& a, const Thing& b) {
    return a.at == b.at ? a.number < b.number : a.at < b.at;
  });
}

}  // namespace

std::optional<consent::MemberFile> open_file(const SealedFile& sealed, const Secrets& secrets) {
  const MemberSeal& seal = sealed.seal;
  consent::MemberFile file;
  file.id = seal.member();
  file.revision = sealed.revision;
  member::Holdings& held = file.holdings;
  if (!open_all(sealed.records, "record", seal, secrets, wire::decode_record, held.records) ||
      !open_all(sealed.receipts, "receipt", seal, secrets, wire::decode_receipt, held.receipts) ||
      !open_all(sealed.interactions, "interaction", seal, secrets, wire::decode_interaction,
                held.interactions)) {
    return std::nullopt;
  }
  const auto entries = open_entries(seal, sealed.decisions, secrets);
  if (!entries) return std::nullopt;
  // A file with a decision left out, or put in, could say yes where the member said no.
  auto decisions = decisions_in(seal.member(), *entries);
  if (!decisions.ok()) {
    const std::string place = std::to_string(decisions.reason().index + 1);
    secrets.report({"decision", seal.member().text(), place});
    return std::nullopt;
  }
  file.decisions = std::move(decisions).value();
  std::sort(held.records.begin(), held.records.end(),
            [](const auto& a, const auto& b) { return a.field < b.field; });
  sort_by_time(held.receipts);
  sort_by_time(held.interactions);
  return file;
}

std::optional<std::vector<LedgerEntry>> open_entries(const MemberSeal& seal,
                                                     const std::vector<Row>& decisions,
                                                     const Secrets& secrets) {
  std::vector<LedgerEntry> entries;
  entries.reserve(decisions.size());
  for (const Row& row : decisions) {
    auto entry = open_entry(seal, row, secrets);
    if (!entry) return std::nullopt;
    entries.push_back(std::move(*entry));
  }
  return entries;
}

std::optional<LedgerEntry> open_entry(const MemberSeal& seal, const Row& decision,
                                      const Secrets& secrets) {
  const auto text = seal.unseal(secrets, "decision", decision.name, decision.body);
  auto entry = text ? unpack_entry(*text) : std::nullopt;
  if (text && !entry) secrets.report({"decision", seal.member().text(), decision.name});
  return entry;
}

}  // namespace samtycke::server
