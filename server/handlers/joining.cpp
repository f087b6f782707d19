#include "server/handlers/joining.h"

#include <utility>

#include "core/proof/sha256.h"
#include "core/retention/keep_until_month.h"
#include "server/edge/randomness.h"
#include "server/store/reached.h"

namespace samtycke::server::handlers {
namespace {

// Each round but the last met a number that was taken; one in a hundred million at most clubs.
constexpr int most_rounds = 16;

// Eight digits, the first of them not 0, as a card has them.
std::string new_member_number() {
  const std::string bytes = random_bytes(8);
  std::string number;
  for (const char byte : bytes) {
    const unsigned digit = static_cast<unsigned char>(byte) % (number.empty() ? 9U : 10U);
    number += static_cast<char>('0' + digit + (number.empty() ? 1U : 0U));
  }
  return number;
}

Change change_for(const Call& call, const consent::Joined& joined) {
  Change change;
  change.member = joined.after.id;
  change.decisions = joined.decisions;
  change.request = call.request.id;
  change.records = joined.after.holdings.records;
  change.keep_until_month = retention::keep_until_month(joined.after, call.portal.notice());
  return change;
}

// What was typed and fits its field; the rest is refused later.
member::Holdings typed_in(const Call& call, const consent::Joining& joining) {
  const notice::Notice& notice = call.portal.notice();
  member::Holdings holdings;
  for (const consent::Correction& one : joining.details) {
    const notice::Field* field = notice::find(notice, one.field);
    if (field == nullptr) continue;
    auto value = member::validate(notice, *field, one.value);
    if (!value.ok()) continue;
    member::put(holdings, member::Record{field->id, std::move(value).value(),
                                         member::Source::member, call.portal.now()});
  }
  return holdings;
}

Expected<Done, StoreFault> store_member(const Call& call, consent::Joined& joined) {
  for (int round = 0; round < most_rounds; ++round) {
    member::put(joined.after.holdings,
                member::Record{member::field::member_number, new_member_number(),
                               member::Source::club, call.portal.now()});
    const auto committed = call.portal.store().commit(change_for(call, joined));
    if (committed.ok()) return Done{};
    if (committed.reason() != StoreFault::already_taken) return Unexpected{committed.reason()};
    // By the number, which another one mends; or by the address: its owner joined in another browser.
    const std::string email(member::value_of(joined.after.holdings, member::field::email));
    const auto owner =
        call.portal.store().find({LookupKind::email, member::email_lookup_key(email)});
    if (owner.ok()) return Unexpected{StoreFault::already_taken};
  }
  return Unexpected{StoreFault::unavailable};
}

}  // namespace

Expected<std::optional<std::string>, StoreFault> confirmed_address(const Call& call) {
  if (call.caller.browser.empty()) return std::optional<std::string>();
  const auto waiting = call.portal.store().pending(proof::sha256_hex(call.caller.browser));
  if (!waiting.ok()) return Unexpected{waiting.reason()};
  const auto& row = waiting.value();
  if (!row || row->what != CodeFor::joining || row->expires <= call.portal.now()) {
    return std::optional<std::string>();
  }
  return std::optional(row->email);
}

Expected<bool, StoreFault> said_no_before(const Call& call, const std::string& email) {
  return call.portal.store().said_no_before({LookupKind::email, member::email_lookup_key(email)});
}

Joined join_club(Call& call, consent::Joining joining, const Language& language) {
  const auto email = confirmed_address(call);
  if (!email.ok()) return email.reason();
  if (!email.value()) return NotConfirmed{};
  std::erase_if(joining.details,
                [](const consent::Correction& one) { return one.field == member::field::email; });
  joining.details.push_back({member::field::email, *email.value()});
  const auto said_no = said_no_before(call, *email.value());
  if (!said_no.ok()) return said_no.reason();
  auto no = no_where_reached(call.portal.store(), typed_in(call, joining));
  if (!no.ok()) return no.reason();
  joining.no = std::move(no).value();
  joining.no.to_everything = said_no.value();
  if (joining.accepted) joining.accepted->language = language;

  const Instant now = call.portal.now();
  consent::MemberFile nobody;
  nobody.id = random_member_id();
  auto joined =
      consent::join(nobody, joining, call.portal.notice(), {consent::Way::join, "member", now});
  if (!joined.ok()) return joined.reason();

  // One membership for one confirmed address, from however many threads it is asked for.
  const auto taken = call.portal.store().redeem(proof::sha256_hex(call.caller.browser), "", now);
  if (!taken.ok()) return taken.reason();
  if (!taken.value()) return NotConfirmed{};
  consent::Joined member = std::move(joined).value();
  const auto stored = store_member(call, member);
  if (!stored.ok() && stored.reason() == StoreFault::already_taken) return NotConfirmed{};
  if (!stored.ok()) return stored.reason();
  auto token = begin_session(member.after.id, call.portal.store(), now);
  if (!token.ok()) return token.reason();
  return SignedIn{std::move(token).value(), CodeFor::joining};
}

}  // namespace samtycke::server::handlers
