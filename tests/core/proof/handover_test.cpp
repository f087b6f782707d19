#include "core/proof/handover.h"

#include <gtest/gtest.h>

#include "core/proof/merkle.h"
#include "tests/core/proof/sample.h"

namespace samtycke::proof {
namespace {

SigningKey key_of(int number, const std::string& name = "club.example/samtycke") {
  return {name, Seed{support::salt(number).bytes}};
}
const TreeHead at_three{3, leaf_hash("three")};

std::string checkpoint(std::uint64_t size, const SigningKey& key) {
  return sign_checkpoint({key.public_key().name, {size, leaf_hash("root")}}, std::nullopt, {}, key)
      .value();
}
std::string opened(const LogKeys& keys, const std::string& note) {
  const auto checkpoint = keys.open(note);
  return checkpoint.ok() ? "opened" : std::string(key(checkpoint.reason()));
}

TEST(Handover, IsReadBackAndIsSignedByBothKeys) {
  const SigningKey first = key_of(1);
  const SigningKey second = key_of(2);
  const std::string note = sign_handover(at_three, first, second);
  EXPECT_EQ(handover_from(note), (Handover{at_three, first.public_key(), second.public_key()}));
  const Note whole = decode_note(note).value();
  ASSERT_EQ(whole.signatures.size(), 2U);
  for (const Signature& one : whole.signatures) {
    EXPECT_FALSE(handover_from(encode_note({whole.text, {one}}))) << "of one key alone";
  }
}

TEST(Handover, ThatWasChangedAnywhereIsNone) {
  const std::string note = sign_handover(at_three, key_of(1), key_of(2));
  for (std::size_t at = 0; at < note.size(); ++at) {
    std::string changed = note;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(handover_from(changed)) << at;
  }
  EXPECT_FALSE(handover_from(checkpoint(3, key_of(1)))) << "a checkpoint says nothing of keys";
}

TEST(Handover, SeveralInOneTextAreReadOneByOne) {
  const SigningKey first = key_of(1);
  const SigningKey second = key_of(2);
  const SigningKey third = key_of(3);
  const std::string notes = sign_handover(at_three, first, second) + "words\n" +
                            sign_handover({9, leaf_hash("nine")}, second, third);
  const auto all = handovers_in(notes);
  // What stands before the second belongs to no note, and spoils that one.
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].from, first.public_key());
  EXPECT_EQ(handovers_in("").size(), 0U);
  EXPECT_EQ(handovers_in("words").size(), 0U);
}

class ThreeKeys : public testing::Test {
 protected:
  const SigningKey first_ = key_of(1);
  const SigningKey second_ = key_of(2);
  const SigningKey third_ = key_of(3);
  const SigningKey strange_ = key_of(4);
  const std::vector<Handover> handovers_ =
      handovers_in(sign_handover(at_three, first_, second_) +
                   sign_handover({9, leaf_hash("nine")}, second_, third_));
};

TEST_F(ThreeKeys, WhoeverKnowsOneKnowsAllOfThem) {
  ASSERT_EQ(handovers_.size(), 2U);
  for (const SigningKey* known : {&first_, &second_, &third_}) {
    const LogKeys keys(known->public_key(), handovers_);
    EXPECT_EQ(keys.newest(), third_.public_key());
    EXPECT_EQ(opened(keys, checkpoint(3, first_)), "opened");
    EXPECT_EQ(opened(keys, checkpoint(9, second_)), "opened");
    EXPECT_EQ(opened(keys, checkpoint(1000, third_)), "opened");
    EXPECT_EQ(opened(keys, checkpoint(3, strange_)), "not_signed_by_it");
  }
  EXPECT_EQ(opened(LogKeys(second_.public_key()), checkpoint(3, first_)), "not_signed_by_it")
      << "without the handovers";
}

// Somebody who stole it signs no history that goes on.
TEST_F(ThreeKeys, AnOldKeySignsNothingLargerThanItHandedOver) {
  const LogKeys keys(third_.public_key(), handovers_);
  EXPECT_EQ(opened(keys, checkpoint(4, first_)), "not_signed_by_it");
  EXPECT_EQ(opened(keys, checkpoint(10, second_)), "not_signed_by_it");
}

TEST_F(ThreeKeys, HandoversThatLeadRoundEndSomewhere) {
  const auto round = handovers_in(sign_handover(at_three, first_, second_) +
                                  sign_handover({9, leaf_hash("nine")}, second_, first_));
  EXPECT_EQ(LogKeys(first_.public_key(), round).newest(), second_.public_key());
}

TEST_F(ThreeKeys, AReceiptOfTheOldKeyHoldsUnderTheNewOne) {
  const auto payloads = support::chain_of({consent::Join{}, consent::Leave{}});
  const Receipt receipt = support::receipt_for(payloads, 1);  // Of the club's key.
  const SigningKey& old = support::club_key();
  const auto handed = handovers_in(sign_handover({2, leaf_hash("two")}, old, second_));
  EXPECT_TRUE(verify(receipt, LogKeys(second_.public_key(), handed)).ok());
  EXPECT_EQ(verify(receipt, LogKeys(second_.public_key())).reason(), ReceiptFlaw::not_signed_by_it);
  const auto earlier = handovers_in(sign_handover({1, leaf_hash("one")}, old, second_));
  EXPECT_EQ(verify(receipt, LogKeys(second_.public_key(), earlier)).reason(),
            ReceiptFlaw::not_signed_by_it)
      << "its tree is larger than the old key may sign";
}

}  // namespace
}  // namespace samtycke::proof
