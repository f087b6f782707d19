#include "tests/support/memory_store.h"

#include <algorithm>
#include <utility>

#include "core/consent/said_no.h"
#include "core/member/postal_address.h"
#include "core/member/validate.h"
#include "core/proof/commitment.h"
#include "server/store/decision_row.h"

namespace samtycke::server {
namespace {

using Lock = std::lock_guard<std::mutex>;

template <class Thing>
std::vector<Thing> by_time(const std::map<std::string, Thing>& things) {
  std::vector<Thing> sorted;
  for (const auto& [number, thing] : things) sorted.push_back(thing);
  // Stable, so that those of one moment stay in the order of their numbers.
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Thing& a, const Thing& b) { return a.at < b.at; });
  return sorted;
}

bool is_empty(const Change& change) {
  return change.decisions.empty() && change.records.empty() && change.removed.empty() &&
         change.receipts.empty() && change.interactions.empty() &&
         change.removed_receipts.empty() && change.removed_interactions.empty();
}

}  // namespace

void MemoryStore::fail_next_commit(StoreFault fault) {
  const Lock lock(mutex_);
  next_fault_ = fault;
}

void MemoryStore::go_away() {
  const Lock lock(mutex_);
  away_ = true;
}

void MemoryStore::spoil(const MemberId& id) {
  const Lock lock(mutex_);
  spoilt_.insert(id);
}

void MemoryStore::come_back() {
  const Lock lock(mutex_);
  away_ = false;
}

std::optional<StoreFault> MemoryStore::fault_to_give() {
  if (away_) return StoreFault::unavailable;
  return std::exchange(next_fault_, std::nullopt);
}

Expected<consent::MemberFile, StoreFault> MemoryStore::load(const MemberId& id) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  const auto found = members_.files.find(id);
  if (found == members_.files.end()) return Unexpected{StoreFault::no_such_member};
  return file_of(id, found->second);
}

Expected<consent::MemberFile, StoreFault> MemoryStore::file_of(const MemberId& id,
                                                               const Member& member) const {
  if (spoilt_.contains(id)) return Unexpected{StoreFault::unavailable};
  consent::MemberFile file;
  file.id = id;
  file.revision = member.revision;
  for (const auto& [field, record] : member.records) file.holdings.records.push_back(record);
  file.holdings.receipts = by_time(member.receipts);
  file.holdings.interactions = by_time(member.interactions);
  file.decisions = decisions_in(id, member.entries).value();
  return file;
}

Expected<MemberId, StoreFault> MemoryStore::find(const Lookup& lookup) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  const auto found = members_.lookups.find(LookupKey(lookup.kind, lookup.value));
  if (found == members_.lookups.end()) return Unexpected{StoreFault::no_such_member};
  return found->second;
}

Expected<Done, StoreFault> MemoryStore::for_each_member(
    const std::function<bool(const MemberId&)>& visitor) {
  return visit([](const Member&) { return true; }, visitor);
}

Expected<Done, StoreFault> MemoryStore::for_each_member_until(
    Day month, const std::function<bool(const MemberId&)>& visitor) {
  const auto by_then = [&](const Member& member) {
    return !member.keep_until_month || *member.keep_until_month <= month;
  };
  return visit(by_then, visitor);
}

Expected<Done, StoreFault> MemoryStore::visit(const std::function<bool(const Member&)>& wanted,
                                              const std::function<bool(const MemberId&)>& visitor) {
  std::vector<MemberId> ids;
  {
    const Lock lock(mutex_);
    if (away_) return Unexpected{StoreFault::unavailable};
    for (const auto& [id, member] : members_.files) {
      if (wanted(member)) ids.push_back(id);
    }
  }
  // Without the lock: the visitor may load the member, or change it.
  for (const MemberId& id : ids) {
    if (!visitor(id)) break;
  }
  return Done{};
}

Expected<Done, StoreFault> MemoryStore::for_each_file(const FileVisitor& visit) {
  std::vector<Expected<consent::MemberFile, StoreFault>> files;
  {
    const Lock lock(mutex_);
    if (away_) return Unexpected{StoreFault::unavailable};
    for (const auto& [id, member] : members_.files) files.push_back(file_of(id, member));
  }
  for (const auto& file : files) {
    if (!visit(file)) break;
  }
  return Done{};
}

Expected<std::int64_t, StoreFault> MemoryStore::count_members() {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  return static_cast<std::int64_t>(members_.files.size());
}

Expected<std::optional<std::string>, StoreFault> MemoryStore::earlier_answer(
    const Members& members, const Idempotency& now) {
  const auto found = members.idempotency.find(IdempotencyKey(now.scope, now.route, now.key));
  if (found == members.idempotency.end()) return std::optional<std::string>();
  const Idempotency& first = found->second.row;
  // Not swept yet, but its day is over: the key is free again.
  if (now.at.utc_ms - first.at.utc_ms >= lifetime::idempotency_ms) {
    return std::optional<std::string>();
  }
  if (first.body_sha256 != now.body_sha256) return Unexpected{StoreFault::key_used_otherwise};
  return std::optional(first.answer);
}

bool MemoryStore::takes_from_another(const Members& members, const Change& change) {
  return std::any_of(change.records.begin(), change.records.end(), [&](const auto& record) {
    const auto lookup = lookup_of(record);
    if (!lookup) return false;
    const auto owner = members.lookups.find(LookupKey(lookup->kind, lookup->value));
    return owner != members.lookups.end() && !(owner->second == change.member);
  });
}

void MemoryStore::put_records(Members& members, Member& member, const Change& change) {
  const auto forget = [&](const FieldId& field) {
    const auto held = member.records.find(field);
    if (held == member.records.end()) return;
    if (const auto lookup = lookup_of(held->second)) {
      members.lookups.erase(LookupKey(lookup->kind, lookup->value));
    }
    member.records.erase(held);
  };
  for (const FieldId& field : change.removed) forget(field);
  for (const member::Record& record : change.records) {
    forget(record.field);
    if (const auto lookup = lookup_of(record)) {
      members.lookups.emplace(LookupKey(lookup->kind, lookup->value), change.member);
    }
    member.records.emplace(record.field, record);
  }
}

std::optional<std::vector<LedgerEntry>> MemoryStore::entries_of(const Members& members,
                                                                const Change& change) {
  proof::ChainEnd end;
  const auto member = members.files.find(change.member);
  if (member != members.files.end()) {
    for (const LedgerEntry& entry : member->second.entries) end = proof::after(end, entry.payload);
  }
  std::vector<LedgerEntry> entries;
  for (const consent::Decision& decision : change.decisions) {
    auto entry = next_entry(end, change.member, decision, change.request);
    if (!entry) return std::nullopt;
    entry->index = members.leaves.size() + entries.size();
    end = proof::after(end, entry->payload);
    entries.push_back(std::move(*entry));
  }
  return entries;
}

// Every refusal comes before the first write, so that a refused change leaves nothing behind.
Expected<Committed, StoreFault> MemoryStore::apply(Members& members, const Change& change) {
  const auto found = members.files.find(change.member);
  const std::int64_t stands = found == members.files.end() ? 0 : found->second.revision;
  if (change.idempotency) {
    const auto earlier = earlier_answer(members, *change.idempotency);
    if (!earlier.ok()) return Unexpected{earlier.reason()};
    if (earlier.value()) return Committed{stands, earlier.value()};
  }
  if (stands == 0 && change.based_on != 0) return Unexpected{StoreFault::no_such_member};
  if (change.based_on != whatever_stands && change.based_on != stands) {
    return Unexpected{StoreFault::changed_meanwhile};
  }
  if (takes_from_another(members, change)) return Unexpected{StoreFault::already_taken};
  auto entries = entries_of(members, change);
  if (!entries) return Unexpected{StoreFault::not_provable};

  Member& member = members.files[change.member];
  if (stands == 0 || !is_empty(change)) ++member.revision;
  if (change.keep_until_month) member.keep_until_month = change.keep_until_month;
  if (change.told) member.told = change.told->last_day;
  put_records(members, member, change);
  for (const std::string& number : change.removed_receipts) member.receipts.erase(number);
  for (const std::string& number : change.removed_interactions) member.interactions.erase(number);
  for (const auto& receipt : change.receipts) {
    member.receipts.insert_or_assign(receipt.number, receipt);
  }
  for (const auto& interaction : change.interactions) {
    member.interactions.insert_or_assign(interaction.number, interaction);
  }
  for (LedgerEntry& entry : *entries) {
    members.leaves.push_back({proof::commitment(entry.salt, entry.payload), false});
    member.entries.push_back(std::move(entry));
  }
  if (const auto& row = change.idempotency) {
    members.idempotency.insert_or_assign(IdempotencyKey(row->scope, row->route, row->key),
                                         Members::Answer{change.member, *row});
  }
  return Committed{member.revision, std::nullopt};
}

Expected<Committed, StoreFault> MemoryStore::commit(const Change& change) {
  const Lock lock(mutex_);
  if (const auto fault = fault_to_give()) return Unexpected{*fault};
  auto committed = apply(members_, change);
  if (committed.ok()) ++commits_;
  if (committed.ok() && !committed.value().earlier_answer) mail_what_is_told(change);
  return committed;
}

void MemoryStore::mail_what_is_told(const Change& change) {
  if (!change.told) return;
  mail_.push_back(change.told->mail);
  mail_.back().number = ++mails_ever_;
  mail_.back().name = "mail" + std::to_string(mails_ever_);
}

Expected<Done, StoreFault> MemoryStore::commit_all(const std::vector<Change>& changes) {
  const Lock lock(mutex_);
  if (const auto fault = fault_to_give()) return Unexpected{*fault};
  // On a copy: those before the one that is refused leave nothing behind either.
  Members after = members_;
  for (const Change& change : changes) {
    if (const auto committed = apply(after, change); !committed.ok()) {
      return Unexpected{committed.reason()};
    }
  }
  members_ = std::move(after);
  ++commits_;
  for (const Change& change : changes) mail_what_is_told(change);
  return Done{};
}

Expected<Done, StoreFault> MemoryStore::erase(const MemberId& id, Instant at,
                                              proof::ErasureReason reason,
                                              const std::vector<Mail>& tell) {
  const Lock lock(mutex_);
  if (const auto fault = fault_to_give()) return Unexpected{*fault};
  const auto found = members_.files.find(id);
  if (found == members_.files.end()) return Unexpected{StoreFault::no_such_member};

  const auto email = found->second.records.find(member::field::email);
  if (email != found->second.records.end()) {
    const std::string address = member::email_lookup_key(email->second.value);
    const auto waits_for_them = [&](const std::string& to) {
      return member::email_lookup_key(to) == address;
    };
    std::erase_if(pending_, [&](const auto& row) { return waits_for_them(row.second.email); });
    std::erase_if(mail_, [&](const Mail& mail) { return waits_for_them(mail.to); });
  }
  const std::uint64_t decisions = found->second.entries.size();
  for (const LedgerEntry& entry : found->second.entries) {
    members_.leaves[entry.index].erased = true;
  }
  const auto file = file_of(id, found->second);
  const bool said_no = file.ok() && consent::says_no(file.value().decisions);
  for (const auto& [lookup, member] : members_.lookups) {
    if (member == id) erased_[lookup] = {at, said_no};
  }
  if (said_no) remember_no(file.value().holdings, at);
  std::erase_if(sessions_, [&](const auto& row) { return row.second.member == id; });
  std::erase_if(members_.lookups, [&](const auto& row) { return row.second == id; });
  std::erase_if(members_.idempotency, [&](const auto& row) { return row.second.member == id; });
  members_.files.erase(found);
  const std::string number = std::to_string(members_.erasures.size() + 1);
  LedgerEntry entry = erasure_entry({number, reason, decisions}, {});
  entry.index = members_.leaves.size();
  members_.leaves.push_back({proof::commitment(entry.salt, entry.payload), false});
  members_.erasures.push_back(std::move(entry));
  for (const Mail& notice : tell) {
    notices_.push_back(notice);
    notices_.back().number = ++notices_ever_;
    notices_.back().name = "notice" + std::to_string(notices_ever_);
  }
  return Done{};
}

Expected<std::optional<Day>, StoreFault> MemoryStore::told_before_erasure(const MemberId& id) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  const auto found = members_.files.find(id);
  if (found == members_.files.end()) return Unexpected{StoreFault::no_such_member};
  return found->second.told;
}

Expected<std::vector<Mail>, StoreFault> MemoryStore::notices_of_erasure(std::size_t most) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  const auto count = static_cast<std::ptrdiff_t>(std::min(most, notices_.size()));
  return std::vector<Mail>(notices_.begin(), notices_.begin() + count);
}

Expected<Done, StoreFault> MemoryStore::notice_delivered(std::int64_t number) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  std::erase_if(notices_, [&](const Mail& notice) { return notice.number == number; });
  return Done{};
}

Expected<std::optional<Instant>, StoreFault> MemoryStore::erased_at(const Lookup& lookup) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  const auto found = erased_.find(LookupKey(lookup.kind, lookup.value));
  if (found == erased_.end()) return std::optional<Instant>();
  return std::optional(found->second.at);
}

Expected<bool, StoreFault> MemoryStore::said_no_before(const Lookup& lookup) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  const auto found = erased_.find(LookupKey(lookup.kind, lookup.value));
  return found != erased_.end() && found->second.said_no;
}

void MemoryStore::remember_no(const member::Holdings& holdings, Instant at) {
  const auto value = [&](const FieldId& field) { return member::value_of(holdings, field); };
  const std::string phone(value(member::field::phone));
  if (!phone.empty()) nos_[{ReachedBy::phone, phone}] = at;
  const std::string address =
      member::address_lookup_key(value(member::field::street), value(member::field::postcode));
  if (!address.empty()) nos_[{ReachedBy::address, address}] = at;
}

Expected<bool, StoreFault> MemoryStore::said_no_before(const Reached& reached) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  return nos_.count({reached.by, reached.value}) > 0;
}

bool MemoryStore::wrote_erasure(const LedgerEntry& entry) {
  const Lock lock(mutex_);
  return std::find(members_.erasures.begin(), members_.erasures.end(), entry) !=
         members_.erasures.end();
}

Expected<Done, StoreFault> MemoryStore::forget_erased(Instant before) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  std::erase_if(nos_, [&](const auto& one) { return one.second < before; });
  std::erase_if(erased_, [&](const auto& one) { return one.second.at < before; });
  return Done{};
}

Expected<std::vector<LedgerEntry>, StoreFault> MemoryStore::history(const MemberId& id) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  const auto found = members_.files.find(id);
  if (found == members_.files.end()) return Unexpected{StoreFault::no_such_member};
  return found->second.entries;
}

Expected<std::vector<LedgerLeaf>, StoreFault> MemoryStore::leaves(std::uint64_t from,
                                                                  std::size_t most) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  const auto& all = members_.leaves;
  const auto begin = std::min<std::uint64_t>(from, all.size());
  const auto end = begin + std::min<std::uint64_t>(most, all.size() - begin);
  return std::vector<LedgerLeaf>(all.begin() + static_cast<std::ptrdiff_t>(begin),
                                 all.begin() + static_cast<std::ptrdiff_t>(end));
}

Expected<std::vector<LedgerEntry>, StoreFault> MemoryStore::erasures(std::uint64_t from,
                                                                     std::size_t most) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  std::vector<LedgerEntry> found;
  for (const LedgerEntry& entry : members_.erasures) {
    if (entry.index >= from && found.size() < most) found.push_back(entry);
  }
  return found;
}

Expected<LedgerState, StoreFault> MemoryStore::ledger() {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  return LedgerState{members_.leaves.size(), checkpoint_};
}

Expected<proof::Tiles, StoreFault> MemoryStore::tiles(const std::vector<proof::TilePlace>& places) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  proof::Tiles found;
  for (const proof::TilePlace& place : places) {
    const auto tile = tiles_.find(place);
    if (tile != tiles_.end()) found.insert(*tile);
  }
  return found;
}

Expected<Done, StoreFault> MemoryStore::grow_tree(const TreeGrowth& growth) {
  const Lock lock(mutex_);
  if (const auto fault = fault_to_give()) return Unexpected{*fault};
  if (checkpoint_ != growth.before) return Unexpected{StoreFault::changed_meanwhile};
  for (const auto& [place, hashes] : growth.tiles) tiles_.insert_or_assign(place, hashes);
  checkpoint_ = growth.checkpoint;
  return Done{};
}

Expected<std::optional<std::string>, StoreFault> MemoryStore::earlier_answer(
    const Idempotency& now) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  return earlier_answer(members_, now);
}

Expected<Done, StoreFault> MemoryStore::put_pending(const PendingSignIn& sign_in) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  pending_.insert_or_assign(sign_in.browser_sha256, sign_in);
  return Done{};
}

Expected<std::optional<PendingSignIn>, StoreFault> MemoryStore::pending(
    std::string_view browser_sha256) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  const auto found = pending_.find(browser_sha256);
  if (found == pending_.end()) return std::optional<PendingSignIn>();
  return std::optional(found->second);
}

Expected<std::optional<PendingSignIn>, StoreFault> MemoryStore::redeem(
    std::string_view browser_sha256, std::string_view code_sha256, Instant now) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  const auto found = pending_.find(browser_sha256);
  if (found == pending_.end() || found->second.expires <= now || found->second.tries_left <= 0) {
    return std::optional<PendingSignIn>();
  }
  if (found->second.code_sha256 != code_sha256) {
    --found->second.tries_left;
    return std::optional<PendingSignIn>();
  }
  PendingSignIn redeemed = std::move(found->second);
  pending_.erase(found);
  return std::optional(std::move(redeemed));
}

Expected<Done, StoreFault> MemoryStore::put_session(const Session& session) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  sessions_.insert_or_assign(session.token_sha256, session);
  return Done{};
}

Expected<std::optional<Session>, StoreFault> MemoryStore::session(std::string_view token_sha256) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  const auto found = sessions_.find(token_sha256);
  if (found == sessions_.end()) return std::optional<Session>();
  return std::optional(found->second);
}

Expected<Done, StoreFault> MemoryStore::touch_session(std::string_view token_sha256, Instant now) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  const auto found = sessions_.find(token_sha256);
  if (found != sessions_.end()) found->second.last_seen = now;
  return Done{};
}

Expected<Done, StoreFault> MemoryStore::end_session(std::string_view token_sha256) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  const auto found = sessions_.find(token_sha256);
  if (found != sessions_.end()) sessions_.erase(found);
  return Done{};
}

Expected<std::vector<Session>, StoreFault> MemoryStore::sessions_of(const MemberId& member) {
  const std::lock_guard lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  std::vector<Session> sessions;
  for (const auto& [token, session] : sessions_) {
    if (session.member == member) sessions.push_back(session);
  }
  return sessions;
}

Expected<Done, StoreFault> MemoryStore::end_sessions(const MemberId& member) {
  const std::lock_guard lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  std::erase_if(sessions_, [&](const auto& row) { return row.second.member == member; });
  return Done{};
}

Expected<Done, StoreFault> MemoryStore::put_mail(const Mail& mail) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  mail_.push_back(mail);
  mail_.back().number = ++mails_ever_;
  mail_.back().name = "mail" + std::to_string(mails_ever_);
  return Done{};
}

Expected<std::vector<Mail>, StoreFault> MemoryStore::latest_mail(std::size_t most) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  std::vector<Mail> latest;
  for (auto mail = mail_.rbegin(); mail != mail_.rend() && latest.size() < most; ++mail) {
    latest.push_back(*mail);
  }
  return latest;
}

Expected<StoreFigures, StoreFault> MemoryStore::figures() {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  return StoreFigures{commits_, commits_, 0, mail_.size()};
}

Expected<std::vector<Mail>, StoreFault> MemoryStore::waiting_mail(std::int64_t after,
                                                                  std::size_t most) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  std::vector<Mail> waiting;
  for (const Mail& mail : mail_) {
    if (mail.number > after && waiting.size() < most) waiting.push_back(mail);
  }
  return waiting;
}

Expected<Done, StoreFault> MemoryStore::end_mail(std::int64_t number) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  std::erase_if(mail_, [&](const Mail& mail) { return mail.number == number; });
  return Done{};
}

// It is no secret here; but nobody can make one up or use it for something else.
std::string MemoryStore::seal_link(std::string_view purpose, std::string_view text) {
  const Lock lock(mutex_);
  links_.emplace_back(purpose, text);
  return "link-" + std::to_string(links_.size());
}

std::optional<std::string> MemoryStore::open_link(std::string_view purpose, std::string_view link) {
  const Lock lock(mutex_);
  for (std::size_t number = 1; number <= links_.size(); ++number) {
    const auto& [meant_for, text] = links_[number - 1];
    if (link == "link-" + std::to_string(number) && meant_for == purpose) return text;
  }
  return std::nullopt;
}

// It keeps nothing that could be copied.
Expected<Done, StoreFault> MemoryStore::back_up(const std::string&, const std::string&) {
  return Unexpected{StoreFault::unavailable};
}

Expected<std::optional<std::string>, StoreFault> MemoryStore::setting(std::string_view name) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  const auto found = settings_.find(name);
  if (found == settings_.end()) return std::optional<std::string>();
  return std::optional(found->second);
}

Expected<Done, StoreFault> MemoryStore::put_setting(std::string_view name, std::string_view value) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  settings_.insert_or_assign(std::string(name), std::string(value));
  return Done{};
}

Expected<Done, StoreFault> MemoryStore::sweep(Instant now) {
  const Lock lock(mutex_);
  if (away_) return Unexpected{StoreFault::unavailable};
  std::erase_if(members_.idempotency, [&](const auto& row) {
    return now.utc_ms - row.second.row.at.utc_ms >= lifetime::idempotency_ms;
  });
  std::erase_if(pending_, [&](const auto& row) { return row.second.expires <= now; });
  std::erase_if(sessions_, [&](const auto& row) {
    return now.utc_ms - row.second.last_seen.utc_ms >= lifetime::session_idle_ms ||
           now.utc_ms - row.second.started.utc_ms >= lifetime::session_whole_ms;
  });
  std::erase_if(mail_,
                [&](const Mail& mail) { return now.utc_ms - mail.at.utc_ms >= lifetime::mail_ms; });
  std::erase_if(notices_, [&](const Mail& notice) {
    return now.utc_ms - notice.at.utc_ms >= lifetime::notice_ms;
  });
  return Done{};
}

}  // namespace samtycke::server
