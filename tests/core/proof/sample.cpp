#include "tests/core/proof/sample.h"

#include "core/base/bytes.h"
#include "core/proof/commitment.h"
#include "tests/support/builders.h"

namespace samtycke::support {

using namespace consent;
using namespace proof;

MemberId asa() {
  return MemberId("0123456789abcdef0123456789abcdef");
}

Decision decision(Act act) {
  return {std::move(act),
          3,
          swedish(),
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          Way::portal,
          "member",
          Instant{1773480360000}};
}

std::vector<Act> every_act() {
  return {Join{},
          Grant{cell("own", "email")},
          Withdraw{cell("own", "email")},
          Object{cell("own", "letter")},
          Object{PurposeId("analysis")},
          Object{CategoryUse{PurposeId("analysis"), CategoryId("demographics")}},
          LiftObjection{PurposeId("analysis")},
          Correct{{FieldId("email"), FieldId("postcode")}},
          Restrict{},
          LiftRestriction{},
          Leave{}};
}

std::vector<std::string> chain_of(const std::vector<Act>& acts) {
  std::vector<std::string> payloads;
  ChainEnd end;
  for (const Act& act : acts) {
    payloads.push_back(encode(next_in_chain(end, asa(), decision(act), "request-1")).value());
    end = after(end, payloads.back());
  }
  return payloads;
}

Salt salt(int number) {
  Salt salt;
  for (std::uint8_t& byte : salt.bytes) byte = static_cast<std::uint8_t>(number++);
  return salt;
}

Hash hash_from_hex(std::string_view digits) {
  return from_bytes<Hash>(from_hex(digits).value_or("")).value();
}

const SigningKey& club_key() {
  static const SigningKey key("club.example/samtycke", Seed{salt(7).bytes});
  return key;
}

std::vector<Hash> leaves(std::size_t count) {
  std::vector<Hash> hashes;
  for (std::size_t i = 0; i < count; ++i) hashes.push_back(leaf_hash(std::to_string(i)));
  return hashes;
}

Tiles tiles_of(const std::vector<Hash>& leaves) {
  TreeEdge edge;
  for (const Hash& leaf : leaves) edge.append(leaf);
  return edge.take_tiles();
}

Receipt receipt_for(const std::vector<std::string>& payloads, std::size_t of) {
  std::vector<Hash> hashes;
  for (std::size_t i = 0; i < payloads.size(); ++i) {
    hashes.push_back(leaf_hash(leaf(i, commitment(salt(static_cast<int>(i)), payloads[i]))));
  }
  const Tiles tiles = tiles_of(hashes);
  const TreeHead head{hashes.size(), root_of(hashes.size(), tiles).value()};
  const std::string note =
      sign_checkpoint({club_key().public_key().name, head}, std::nullopt, {}, club_key()).value();
  return {payloads[of], salt(static_cast<int>(of)),
          InTree{of, inclusion_proof(of, hashes.size(), tiles).value(), note}};
}

}  // namespace samtycke::support
