#include "core/wire/receipt_json.h"

#include <gtest/gtest.h>

#include "tests/core/proof/sample.h"

namespace samtycke::wire {
namespace {

proof::Receipt receipt() {
  return support::receipt_for(support::chain_of(support::every_act()), 3);
}

// "out_of_range /salt"
std::string refusal(const std::string& json) {
  const auto read = decode_receipt_proof(json);
  if (read.ok()) return "none";
  return std::string(key(read.reason().kind)) + " " + read.reason().pointer;
}

std::string with(std::string json, std::string_view what, std::string_view instead) {
  const std::size_t at = json.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return json.replace(at, what.size(), instead);
}

TEST(ReceiptJson, IsReadBackAsItWasAndWrittenAgainAsTheSameBytes) {
  const std::string json = encode_receipt_proof(receipt());
  const auto read = decode_receipt_proof(json);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value(), receipt());
  EXPECT_EQ(encode_receipt_proof(read.value()), json);
  EXPECT_TRUE(proof::verify(read.value(), support::club_key().public_key()).ok());
}

TEST(ReceiptJson, OfAPendingOneHasNoPlace) {
  proof::Receipt pending = receipt();
  pending.place = proof::Pending{};
  const std::string json = encode_receipt_proof(pending);
  EXPECT_EQ(json.find("index"), std::string::npos);
  EXPECT_EQ(decode_receipt_proof(json).value(), pending);
}

TEST(ReceiptJson, IsRefusedWhereItIsNotOne) {
  const std::string json = encode_receipt_proof(receipt());
  EXPECT_EQ(refusal("[]"), "wrong_type ");
  EXPECT_EQ(refusal(with(json, "\"version\":1", "\"version\":2")), "out_of_range /version");
  EXPECT_EQ(refusal(with(json, "\"index\":3,", "")), "missing_key /index");
  EXPECT_EQ(refusal(with(json, "\"index\":3", "\"index\":-3")), "out_of_range /index");
  EXPECT_EQ(refusal(with(json, "\"salt\":\"", "\"salt\":\"AAAA")), "out_of_range /salt");
  EXPECT_EQ(refusal(with(json, "\"payload\":\"", "\"payload\":\" ")), "out_of_range /payload");
  EXPECT_EQ(refusal(with(json, "\"proof\":[\"", "\"proof\":[\"A")), "out_of_range /proof/0");
  EXPECT_EQ(refusal(with(json, "\"version\":1", "\"version\":1,\"words\":\"\"")),
            "unknown_key /words");
}

TEST(ReceiptJson, WithAHostileProofIsNotReadThrough) {
  std::string proof = "\"proof\":[";
  for (int i = 0; i < 1000; ++i) proof += "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",";
  EXPECT_EQ(refusal(with(encode_receipt_proof(receipt()), "\"proof\":[", proof)),
            "out_of_range /proof");
}

}  // namespace
}  // namespace samtycke::wire
