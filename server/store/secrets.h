// What an open store knows to open its rows with, shared by its threads.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "core/consent/member_file.h"
#include "server/store/keystore.h"
#include "server/store/member_cache.h"
#include "server/store/store.h"

namespace samtycke::server {

struct Secrets {
  Key wrapping;
  StoreKey index;
  StoreKey visitors;
  // Told of a row that does not open, by its name and never by a value: "record 3f… of member 01…".
  // From any thread.
  std::function<void(const std::string& row)> damaged;
  MemberCache<MemberKey> keys{8192};  // About 2 MB.
  // By revision. Of a hundred thousand records, receipts, interactions and decisions: about 50 MB.
  MemberCache<std::shared_ptr<const consent::MemberFile>> files{100'000};

  void report(const SealedPlace& place) const;

  // ---- blind indexes
  std::string lookup(const Lookup&) const;
  // What stands beside it, so that it leads to this member and to nobody else.
  std::string bind_lookup(std::string_view value, const MemberId&) const;
  bool leads_to(std::string_view value, const MemberId&, std::string_view bound) const;
  std::string idempotency(const Idempotency&) const;
  std::string addressee(std::string_view email) const;

  // ---- rows of the store's own key
  std::string seal_visitor(std::string_view table, std::string_view row, std::string_view) const;
  std::optional<std::string> unseal_visitor(std::string_view table, std::string_view row,
                                            std::string_view sealed) const;
};

// Members' keys for one reading thread: from the cache, or from the keystore into it.
class KeyRing final : public MemberKeys {
 public:
  KeyRing(const std::string& keystore, Secrets& secrets)
      : reader_(keystore, secrets.wrapping), secrets_(secrets) {}
  Expected<MemberKey, NoKey> find(const MemberId&) override;
  bool is_being_erased(const MemberId& member) override { return reader_.is_being_erased(member); }
  bool failed() const override { return reader_.failed(); }

 private:
  KeystoreReader reader_;
  Secrets& secrets_;
};

// One member's key at work.
class MemberSeal {
 public:
  MemberSeal(MemberId member, MemberKey key) : member_(std::move(member)), key_(std::move(key)) {}
  const MemberId& member() const { return member_; }
  std::uint32_t version() const { return key_.version; }
  bool same_key(const MemberKey& other) const { return key_.box == other.box; }

  std::string name(std::string_view table, std::string_view clear) const;  // 16 bytes.
  std::string seal(std::string_view table, std::string_view row, std::string_view text) const;
  // Nothing, and reported, where the row does not open.
  std::optional<std::string> unseal(const Secrets&, std::string_view table, std::string_view row,
                                    std::string_view sealed) const;

 private:
  MemberId member_;
  MemberKey key_;
};

// The documents of rows that are no documents of core/wire.
std::string pack(const Idempotency&);
std::optional<Idempotency> unpack_idempotency(std::string_view);  // Without its moment.
std::string pack(const PendingSignIn&);                           // Code, member and address.
std::optional<PendingSignIn> unpack_pending(std::string_view);
std::string pack(const Mail&);  // All but its number and its moment.
std::optional<Mail> unpack_mail(std::string_view);
Mail named(Mail);  // With a random name.

}  // namespace samtycke::server
