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

}  // namespace
}  // namespace samtycke::wire
