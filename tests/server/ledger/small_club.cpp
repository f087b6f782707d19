#include "tests/server/ledger/small_club.h"

#include "core/base/check.h"
#include "server/ledger/receipts.h"
#include "tests/support/builders.h"

namespace samtycke::server::ledger {
namespace {

proof::Seed seed(std::uint8_t first) {
  proof::Seed seed;
  seed.bytes[0] = first;
  return seed;
}

}  // namespace

const proof::SigningKey& log_key() {
  static const proof::SigningKey key("samtycke/test", seed(1));
  return key;
}

const proof::SigningKey& other_key() {
  static const proof::SigningKey key("samtycke/test", seed(2));
  return key;
}

void decide(Store& store, const MemberId& member, int count) {
  for (int i = 0; i < count; ++i) {
    const auto file = store.load(member);
    Change change;
    change.member = member;
    change.based_on = file.ok() ? file.value().revision : 0;
    const notice::Cell cell = support::cell("own", "email");
    consent::Act act = consent::Grant{cell};
    if (i % 2 == 1) act = consent::Withdraw{cell};
    change.decisions = {{std::move(act), 1, support::swedish(), support::text_hash("words"),
                         consent::Way::portal, "member", Instant{1773486000000 + i}}};
    change.request = "request-" + std::to_string(i);
    SAMTYCKE_CHECK(store.commit(change).ok());
  }
}

std::string said(const Expected<Sequenced, NotSequenced>& answer) {
  if (!answer.ok()) return std::string(key(answer.reason()));
  return std::to_string(answer.value().taken_in) + " of " + std::to_string(answer.value().size);
}

std::vector<std::string> receipts_say(Store& store, const MemberId& member,
                                      const proof::SigningKey& key) {
  const auto entries = store.history(member);
  if (!entries.ok()) return {std::string(server::key(entries.reason()))};
  const auto receipts = receipts_for(store, entries.value());
  if (!receipts.ok()) return {std::string(server::key(receipts.reason()))};
  std::vector<std::string> say;
  for (const proof::Receipt& receipt : receipts.value()) {
    const auto verified = proof::verify(receipt, key.public_key());
    say.emplace_back(verified.ok() ? "proven" : proof::key(verified.reason()));
  }
  return say;
}

}  // namespace samtycke::server::ledger
