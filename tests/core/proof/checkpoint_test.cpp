#include "core/proof/checkpoint.h"

#include <gtest/gtest.h>

#include "core/base/bytes.h"
#include "tests/core/proof/sample.h"

namespace samtycke::proof {
namespace {

// The example of c2sp.org/tlog-checkpoint.
const char* const example =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

TEST(Checkpoint, ReadsAndWritesTheStandardsExample) {
  const auto checkpoint = checkpoint_from(example);
  ASSERT_TRUE(checkpoint.has_value());
  EXPECT_EQ(checkpoint->origin, "example.com/behind-the-sofa");
  EXPECT_EQ(checkpoint->head.size, 20852163U);
  EXPECT_EQ(to_base64(to_bytes(checkpoint->head.root)),
            "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
  EXPECT_EQ(to_text(*checkpoint), example);
}

TEST(Checkpoint, KeepsLinesThatItDoesNotKnow) {
  const std::string text = std::string(example) + "more\n";
  ASSERT_TRUE(checkpoint_from(text).has_value());
  EXPECT_EQ(to_text(*checkpoint_from(text)), text);
}

TEST(Checkpoint, HasOneFormAndNoOther) {
  const std::string root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  EXPECT_TRUE(checkpoint_from("o\n0\n" + root).has_value());
  for (const std::string& text :
       {std::string(), std::string("o\n1\n"), "\n1\n" + root, "o\n01\n" + root, "o\n-1\n" + root,
        "o\n+1\n" + root, "o\n\n" + root, "o\n1 \n" + root, "o\n18446744073709551616\n" + root,
        "o\n1\n" + root + "\n", "o\n1\n" + root.substr(0, 44), std::string("o\n1\nCsUY\n"),
        "o\n1\n" + root + "x"}) {
    EXPECT_FALSE(checkpoint_from(text).has_value()) << text;
  }
}

class Signing : public testing::Test {
 protected:
  // What the club's key says to a tree of `size` of these leaves after one of `last_size` of those.
  static std::string answer(std::uint64_t last_size, std::uint64_t size, const Tiles& tiles,
                            const Proof& proof) {
    const std::string origin = support::club_key().public_key().name;
    const Tiles before = support::tiles_of(support::leaves(300));
    const Checkpoint last{origin, {last_size, root_of(last_size, before).value()}};
    const Checkpoint next{origin, {size, root_of(size, tiles).value()}};
    const auto note = sign_checkpoint(next, last, proof, support::club_key());
    if (!note.ok()) return std::string(key(note.reason()));
    const auto text = open_note(note.value(), support::club_key().public_key());
    return text.ok() && text.value() == to_text(next) ? "signed" : "spoilt";
  }
};

TEST_F(Signing, GoesOnWhereTheLastCheckpointStopped) {
  const Tiles tiles = support::tiles_of(support::leaves(300));
  EXPECT_EQ(answer(200, 300, tiles, consistency_proof(200, 300, tiles).value()), "signed");
  EXPECT_EQ(answer(300, 300, tiles, {}), "signed");
  EXPECT_EQ(answer(0, 300, tiles, {}), "signed");
}

TEST_F(Signing, RefusesASecondHistory) {
  const Tiles tiles = support::tiles_of(support::leaves(300));
  EXPECT_EQ(answer(300, 200, tiles, {}), "shrunk");
  EXPECT_EQ(answer(200, 300, tiles, {}), "inconsistent");
  auto leaves = support::leaves(300);
  leaves[17] = leaf_hash("rewritten");
  const Tiles rewritten = support::tiles_of(leaves);
  EXPECT_EQ(answer(200, 300, rewritten, consistency_proof(200, 300, rewritten).value()),
            "inconsistent");
  EXPECT_EQ(answer(300, 300, rewritten, {}), "inconsistent");
}

TEST_F(Signing, RefusesTheTreeOfAnotherLog) {
  const Checkpoint other{"other.example", {0, empty_root()}};
  const auto note = sign_checkpoint(other, std::nullopt, {}, support::club_key());
  ASSERT_FALSE(note.ok());
  EXPECT_EQ(note.reason(), SigningRefusal::other_origin);
}

}  // namespace
}  // namespace samtycke::proof
