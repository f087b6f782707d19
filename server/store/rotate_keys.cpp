#include "server/store/rotate_keys.h"

#include <utility>
#include <vector>

#include "core/base/check.h"
#include "server/store/key_file.h"
#include "server/store/seal_anew.h"
#include "server/store/sealing_migration.h"
#include "server/store/sqlite_open.h"

namespace samtycke::server {
namespace {

constexpr std::int64_t members_at_once = 500;

// An opened store on its way from one key to the next. Every function answers false when it could not;
// what is not committed then is undone when the files close.
class Rotation {
 public:
  Rotation(OpenedStore opened, std::string key_file, StepHook at_step)
      : database_(*opened.database),
        keystore_(*opened.keystore),
        secrets_(*opened.secrets),
        opened_(std::move(opened)),
        key_file_(std::move(key_file)),
        at_step_(std::move(at_step)) {}

  bool master();
  bool index();
  bool members();
  bool links();
  std::int64_t changed() const { return changed_; }

 private:
  void reached(std::string_view step) const {
    if (at_step_) at_step_(step);
  }
  bool begin() { return database_.begin_immediate() == sqlite::Database::Begun::yes; }
  bool leave_nothing_behind() {
    return keystore_.leave_nothing_behind() &&
           database_.checkpoint(sqlite::Database::Checkpoint::truncate);
  }

  bool visitors();

  std::vector<MemberId> some_of_older_version();
  bool change_some(const std::vector<MemberId>&);

  sqlite::Database& database_;
  Keystore& keystore_;
  Secrets& secrets_;
  OpenedStore opened_;
  const std::string key_file_;
  const StepHook at_step_;
  std::int64_t changed_ = 0;
};

Secrets with_index(const Secrets& now, StoreKey index) {
  return Secrets{now.wrapping, std::move(index), now.visitors, now.damaged};
}
Secrets with_visitors(const Secrets& now, StoreKey visitors) {
  return Secrets{now.wrapping, now.index, std::move(visitors), now.damaged};
}

// ---- the key file

bool Rotation::master() {
  const Key next = Key::random();
  remove_next(key_file_);
  if (!make_key_file(next_key_file(key_file_), next).ok()) return false;
  reached("next key file written");
  if (!keystore_.wrap_anew(next)) return false;
  reached("keys wrapped anew");
  if (!put_next_in_place(key_file_).ok()) return false;
  reached("key file replaced");
  return leave_nothing_behind();
}

// ---- the index

bool Rotation::index() {
  const StoreKey next{secrets_.index.version + 1, Key::random()};
  keystore_.put(StoreKeyKind::index, next.version, next.key);
  if (!keystore_.commit()) return false;
  reached("next index key kept");
  const Secrets after = with_index(secrets_, next);
  if (!begin() || !hash_anew(database_, keystore_, secrets_, after)) return false;
  write_fact(database_, version_fact(StoreKeyKind::index), std::to_string(next.version));
  reached("look-ups hashed anew");
  if (!database_.run("COMMIT")) return false;
  reached("look-ups committed");
  keystore_.remove_all_but(StoreKeyKind::index, next.version);
  if (!keystore_.commit()) return false;
  reached("old index key destroyed");
  return leave_nothing_behind();
}

// ---- links

// Nothing is sealed anew: what was sent out cannot be.
bool Rotation::links() {
  const auto keys = keystore_.store_keys(StoreKeyKind::links);
  // The first is not among them (link_seal.h).
  const std::uint32_t version = (keys.empty() ? 1 : keys.back().version) + 1;
  keystore_.put(StoreKeyKind::links, version, Key::random());
  reached("next link key made");
  if (!keystore_.commit()) return false;
  reached("next link key kept");
  return leave_nothing_behind();
}

// ---- visitors

bool Rotation::visitors() {
  const StoreKey next{secrets_.visitors.version + 1, Key::random()};
  keystore_.put(StoreKeyKind::visitors, next.version, next.key);
  if (!keystore_.commit()) return false;
  reached("next visitors' key kept");
  if (!begin() || !seal_visitors_anew(database_, secrets_, with_visitors(secrets_, next))) {
    return false;
  }
  write_fact(database_, version_fact(StoreKeyKind::visitors), std::to_string(next.version));
  if (!database_.run("COMMIT")) return false;
  reached("visitors' rows committed");
  keystore_.remove_all_but(StoreKeyKind::visitors, next.version);
  if (!keystore_.commit()) return false;
  reached("old visitors' key destroyed");
  secrets_.visitors = next;
  return true;
}

// ---- members

bool Rotation::members() {
  if (!keystore_.is_changing_members()) {
    if (!visitors()) return false;
    keystore_.begin_changing_members();
    if (!keystore_.commit()) return false;
    reached("change begun");
  }
  for (auto some = some_of_older_version(); !some.empty(); some = some_of_older_version()) {
    if (!change_some(some)) return false;
  }
  if (database_.failed()) return false;
  keystore_.end_changing_members();
  if (!keystore_.commit()) return false;
  reached("change ended");
  return leave_nothing_behind();
}

std::vector<MemberId> Rotation::some_of_older_version() {
  std::vector<MemberId> some;
  sqlite::Statement older(database_,
                          "SELECT id FROM member WHERE key_version < ?1 ORDER BY id LIMIT ?2");
  sqlite::Rows rows =
      older.with(std::int64_t{keystore_.version_for_new_members()}, members_at_once);
  while (rows.next()) some.emplace_back(rows.text(0));
  return some;
}

bool Rotation::change_some(const std::vector<MemberId>& some) {
  const std::uint32_t version = keystore_.version_for_new_members();
  std::vector<std::pair<MemberSeal, MemberSeal>> seals;  // The old one, and the next.
  for (const MemberId& member : some) {
    const auto old = keystore_.member(member);
    if (!old.ok()) return false;
    const Key root = Key::random();
    keystore_.put(member, version, root);
    seals.emplace_back(MemberSeal(member, old.value()),
                       MemberSeal(member, MemberKey(version, root)));
  }
  if (!keystore_.commit()) return false;
  reached("next keys kept");
  if (!begin()) return false;
  sqlite::Statement put(database_, "UPDATE member SET key_version = ?2 WHERE id = ?1");
  for (const auto& [old, next] : seals) {
    if (!seal_member_anew(database_, secrets_, old, next)) return false;
    put.run(old.member().text(), std::int64_t{version});
  }
  reached("rows sealed anew");
  if (!database_.run("COMMIT")) return false;
  reached("rows committed");
  for (const MemberId& member : some) keystore_.remove_all_but(member, version);
  if (!keystore_.commit()) return false;
  reached("old keys destroyed");
  changed_ += static_cast<std::int64_t>(some.size());
  return true;
}

bool carry_out(Rotation& rotation, RotatedKey which) {
  switch (which) {
    case RotatedKey::master: return rotation.master();
    case RotatedKey::index: return rotation.index();
    case RotatedKey::members: return rotation.members();
    case RotatedKey::links: return rotation.links();
  }
  SAMTYCKE_NEVER("every case returns");
}

}  // namespace

std::string_view key(RotatedKey which) {
  switch (which) {
    case RotatedKey::master: return "master";
    case RotatedKey::index: return "index";
    case RotatedKey::members: return "members";
    case RotatedKey::links: return "links";
  }
  SAMTYCKE_NEVER("every case returns");
}

std::optional<RotatedKey> rotated_key_from(std::string_view text) {
  for (const RotatedKey which :
       {RotatedKey::master, RotatedKey::index, RotatedKey::members, RotatedKey::links}) {
    if (key(which) == text) return which;
  }
  return std::nullopt;
}

Expected<Rotated, BadStore> rotate_keys(const std::string& store, RotatedKey which,
                                        RotateOptions options) {
  if (!options.lock) {
    auto lock = StoreLock::try_take(store);
    if (!lock.ok()) {
      return Unexpected{lock.reason() == NoLock::held ? BadStore::held : BadStore::not_writable};
    }
    options.lock.emplace(std::move(lock).value());
  }
  const std::string key_file =
      options.key_file.empty() ? default_key_file(store) : options.key_file;
  std::string damaged;
  auto opened = open_for_writing(
      {store, key_file, options.at_step, [&](const std::string& row) { damaged = row; }});
  if (!opened.ok()) return Unexpected{opened.reason()};
  Rotation rotation(std::move(opened).value(), key_file, options.at_step);
  if (carry_out(rotation, which)) return Rotated{rotation.changed()};
  return Unexpected{damaged.empty() ? BadStore::failed : BadStore::damaged};
}

}  // namespace samtycke::server
