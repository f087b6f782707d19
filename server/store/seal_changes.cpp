#include "server/store/seal_changes.h"

#include <map>
#include <utility>

namespace samtycke::server {
namespace {

struct Sealer {
  MemberSeal seal;
  std::optional<Key> fresh;
};

Sealer fresh_sealer(const MemberId& member, std::uint32_t version) {
  const Key root = Key::random();
  return {MemberSeal(member, MemberKey(version, root)), root};
}

}  // namespace

Expected<std::optional<MemberKey>, StoreFault> key_or_none(Expected<MemberKey, NoKey> found,
                                                           const MemberId& member,
                                                           const Secrets& secrets) {
  if (found.ok()) return std::optional(std::move(found).value());
  if (found.reason() == NoKey::none) return std::optional<MemberKey>();
  secrets.report({"key", member.text(), ""});
  return Unexpected{StoreFault::unavailable};
}

Expected<std::vector<ChangeRows>, StoreFault> seal_changes(std::span<const Change> changes,
                                                           const Secrets& secrets,
                                                           std::uint32_t version_for_new_members,
                                                           const KeyOf& key_of) {
  std::map<MemberId, Sealer> sealers;
  std::vector<ChangeRows> all;
  all.reserve(changes.size());
  for (const Change& change : changes) {
    auto found = sealers.find(change.member);
    if (found == sealers.end()) {
      auto key = key_of(change.member);
      if (!key.ok()) return Unexpected{key.reason()};
      Sealer sealer = key.value()
                          ? Sealer{MemberSeal(change.member, *std::move(key).value()), std::nullopt}
                          : fresh_sealer(change.member, version_for_new_members);
      found = sealers.emplace(change.member, std::move(sealer)).first;
    }
    all.emplace_back(change, secrets, found->second.seal, found->second.fresh);
  }
  return all;
}

}  // namespace samtycke::server
