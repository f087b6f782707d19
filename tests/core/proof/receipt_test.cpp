#include "core/proof/receipt.h"

#include <gtest/gtest.h>

#include "core/proof/sha256.h"
#include "core/wire/receipt_json.h"
#include "tests/core/proof/sample.h"

namespace samtycke::proof {
namespace {

std::string verdict_on(const Receipt& receipt) {
  const auto verified = verify(receipt, support::club_key().public_key());
  return verified.ok() ? "verified" : std::string(key(verified.reason()));
}

const std::vector<std::string>& payloads() {
  static const auto made = support::chain_of(support::every_act());
  return made;
}

InTree& place_of(Receipt& receipt) {
  return std::get<InTree>(receipt.place);
}

TEST(Receipt, OfEveryDecisionVerifies) {
  for (std::size_t i = 0; i < payloads().size(); ++i) {
    const Receipt receipt = support::receipt_for(payloads(), i);
    const auto verified = verify(receipt, support::club_key().public_key());
    ASSERT_TRUE(verified.ok()) << i;
    EXPECT_EQ(verified.value().payload, decode(payloads()[i]).value());
    EXPECT_EQ(verified.value().checkpoint.head.size, payloads().size());
  }
}

// Computed natively, and checked here under WebAssembly too: a member's browser and the club must agree
// to the byte.
TEST(Receipt, IsTheSameToTheByteOnEveryMachine) {
  const std::string json = wire::encode_receipt_proof(support::receipt_for(payloads(), 3));
  EXPECT_EQ(sha256_hex(json), "9f98ff9a1b3e098899b2cab0c231c11e4c2c27c9692eaebc8fe70ac1f08f483d");
}

TEST(Receipt, SaysWhenItIsTooEarlyToTell) {
  Receipt receipt = support::receipt_for(payloads(), 2);
  receipt.place = Pending{};
  EXPECT_EQ(verdict_on(receipt), "pending");
}

TEST(Receipt, SaysWhatIsWrongWithIt) {
  const Receipt good = support::receipt_for(payloads(), 4);
  EXPECT_EQ(verdict_on(good), "verified");
  Receipt bad = good;
  bad.payload.pop_back();
  EXPECT_EQ(verdict_on(bad), "payload_unreadable");
  bad = good;
  bad.payload = payloads()[5];
  EXPECT_EQ(verdict_on(bad), "not_included");
  bad = good;
  bad.salt.bytes[0] ^= 1;
  EXPECT_EQ(verdict_on(bad), "not_included");
  bad = good;
  place_of(bad).index = 5;
  EXPECT_EQ(verdict_on(bad), "not_included");
  place_of(bad).index = payloads().size();
  EXPECT_EQ(verdict_on(bad), "outside_tree");
  bad = good;
  place_of(bad).inclusion.pop_back();
  EXPECT_EQ(verdict_on(bad), "not_included");
}

TEST(Receipt, WithAnotherCheckpointSaysSo) {
  const Receipt good = support::receipt_for(payloads(), 4);
  Receipt bad = good;
  place_of(bad).checkpoint = "no note";
  EXPECT_EQ(verdict_on(bad), "not_a_checkpoint");
  place_of(bad).checkpoint = support::club_key().sign_note("not about a tree\n");
  EXPECT_EQ(verdict_on(bad), "not_a_checkpoint");
  const SigningKey other("club.example/samtycke", Seed{support::salt(99).bytes});
  const std::string text =
      open_note(std::get<InTree>(good.place).checkpoint, support::club_key().public_key()).value();
  place_of(bad).checkpoint = other.sign_note(text);
  EXPECT_EQ(verdict_on(bad), "not_signed_by_it");
  // The same key, and a tree that is not its log's.
  place_of(bad).checkpoint = support::club_key().sign_note("x" + text);
  EXPECT_EQ(verdict_on(bad), "not_signed_by_it");
  bad = good;
  std::string& note = place_of(bad).checkpoint;
  note.replace(note.find("\n11\n"), 4, "\n12\n");
  EXPECT_EQ(verdict_on(bad), "bad_signature");
}

// S15: whatever single byte of it is changed, it no longer verifies.
TEST(Receipt, WithOneByteChangedNeverVerifies) {
  const Receipt good = support::receipt_for(payloads(), 3);
  const auto each_byte = [&](std::size_t count, auto change) {
    for (std::size_t i = 0; i < count; ++i) {
      Receipt bad = good;
      change(bad, i);
      EXPECT_NE(verdict_on(bad), "verified") << i;
    }
  };
  each_byte(good.payload.size(), [](Receipt& bad, std::size_t i) { bad.payload[i] ^= 4; });
  each_byte(32, [](Receipt& bad, std::size_t i) { bad.salt.bytes[i] ^= 4; });
  const InTree place = std::get<InTree>(good.place);
  each_byte(place.checkpoint.size(),
            [](Receipt& bad, std::size_t i) { place_of(bad).checkpoint[i] ^= 4; });
  each_byte(32 * place.inclusion.size(), [](Receipt& bad, std::size_t i) {
    place_of(bad).inclusion[i / 32].bytes[i % 32] ^= 4;
  });
}

}  // namespace
}  // namespace samtycke::proof
