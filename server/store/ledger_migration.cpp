#include "server/store/ledger_migration.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/proof/commitment.h"
#include "core/wire/member_json.h"
#include "server/store/decision_row.h"
#include "server/store/ledger_rows.h"

namespace samtycke::server {
namespace {

class Proving {
 public:
  Proving(sqlite::Database& database, const Secrets& secrets)
      : secrets_(secrets),
        ledger_(database),
        decisions_(
            database,
            "SELECT CAST(place AS TEXT), body FROM decision WHERE member = ?1 ORDER BY place"),
        put_(database, "UPDATE decision SET body = ?3 WHERE member = ?1 AND place = ?2") {}

  Expected<Done, NotProved> prove(const MemberSeal& seal) {
    const auto decisions = read(seal);
    if (!decisions) return Unexpected{NotProved::unreadable};
    proof::ChainEnd end;
    for (const auto& [place, decision] : *decisions) {
      // No request is known of those, and a chain has no gaps: places that had one are read in order.
      auto entry = next_entry(end, seal.member(), decision, "");
      if (place != std::to_string(end.length + 1) || !entry) {
        secrets_.report({"decision", seal.member().text(), place});
        return Unexpected{NotProved::not_provable};
      }
      entry->index = ledger_.add_leaf(proof::commitment(entry->salt, entry->payload));
      const std::string body = seal.seal("decision", place, pack(*entry));
      put_.run(seal.member().text(), static_cast<std::int64_t>(end.length) + 1,
               sqlite::Bytes{body});
      end = proof::after(end, entry->payload);
    }
    return Done{};
  }

 private:
  using Placed = std::vector<std::pair<std::string, consent::Decision>>;

  std::optional<Placed> read(const MemberSeal& seal) {
    Placed placed;
    sqlite::Rows rows = decisions_.with(seal.member().text());
    while (rows.next()) {
      std::string place = rows.text(0);
      const auto text = seal.unseal(secrets_, "decision", place, rows.text(1));
      if (!text) return std::nullopt;
      auto decision = wire::decode_decision(*text);
      if (!decision.ok()) return std::nullopt;
      placed.emplace_back(std::move(place), std::move(decision).value());
    }
    return placed;
  }

  const Secrets& secrets_;
  LedgerWriter ledger_;
  sqlite::Statement decisions_;
  sqlite::Statement put_;
};

}  // namespace

Expected<Done, NotProved> prove_everything(sqlite::Database& database, Keystore& keystore,
                                           const Secrets& secrets) {
  Proving proving(database, secrets);
  sqlite::Statement members(database, "SELECT id FROM member ORDER BY id");
  sqlite::Rows rows = members.with();
  while (rows.next()) {
    const MemberId member(rows.text(0));
    // Whoever is on their way out has no key any more, and is taken away after this.
    auto key = keystore.member(member);
    if (!key.ok() && key.reason() == NoKey::none) continue;
    if (!key.ok()) return Unexpected{NotProved::unreadable};
    const auto proved = proving.prove(MemberSeal(member, std::move(key).value()));
    if (!proved.ok()) return proved;
  }
  if (database.failed()) return Unexpected{NotProved::unreadable};
  return Done{};
}

}  // namespace samtycke::server
