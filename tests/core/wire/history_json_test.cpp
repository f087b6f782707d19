#include "core/wire/history_json.h"

#include <gtest/gtest.h>

#include "core/wire/member_json.h"
#include "core/wire/receipt_json.h"
#include "tests/core/proof/sample.h"

namespace samtycke::wire {
namespace {

TEST(HistoryJson, HasEachDecisionWithItsReceiptAndTheKey) {
  const auto payloads = support::chain_of(support::every_act());
  const HistoryEntry entry{support::decision(consent::Join{}), support::receipt_for(payloads, 0)};
  EXPECT_EQ(encode_history("name+id+key", {entry}),
            R"({"decisions":[{"decision":)" + encode_decision(entry.decision) + R"(,"receipt":)" +
                encode_receipt_proof(entry.receipt) + R"(}],"key":"name+id+key"})");
  EXPECT_EQ(encode_history("k", {}), R"({"decisions":[],"key":"k"})");
}

TEST(HistoryJson, GivesTheReceiptsBackToWhoeverChecksThem) {
  const auto payloads = support::chain_of(support::every_act());
  std::vector<HistoryEntry> entries;
  for (std::size_t i = 0; i < payloads.size(); ++i) {
    entries.push_back(
        {support::decision(support::every_act()[i]), support::receipt_for(payloads, i)});
  }
  entries.back().receipt.place = proof::Pending{};
  const auto read = decode_receipts(encode_history("name+id+key", entries));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().key, "name+id+key");
  ASSERT_EQ(read.value().receipts.size(), entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    EXPECT_EQ(read.value().receipts[i], entries[i].receipt);
  }
}

TEST(HistoryJson, ABrokenReceiptRefusesTheWholeAndNamesItsPlace) {
  const auto payloads = support::chain_of(support::every_act());
  std::string json = encode_history(
      "k", {{support::decision(consent::Join{}), support::receipt_for(payloads, 0)}});
  json.replace(json.find("\"version\":1"), 11, "\"version\":2");
  const auto read = decode_receipts(json);
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.reason().pointer, "/decisions/0/receipt/version");
  EXPECT_FALSE(decode_receipts(R"({"decisions":[]})").ok());
}

}  // namespace
}  // namespace samtycke::wire
