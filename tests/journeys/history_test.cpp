// What a member can take home: every decision, each with a receipt that holds without the club.
#include <gtest/gtest.h>

#include "core/proof/receipt.h"
#include "core/wire/receipt_json.h"
#include "server/ledger/sequencer.h"
#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::journeys {
namespace {

class History : public testing::Test {
 protected:
  History() {
    town.add(support::joined_member());
    sign_in(client, town);
  }
  nlohmann::json decisions_shown() {
    const Reply reply = client.get("/api/v1/me/history");
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply.json()["decisions"];
  }
  // Whether the receipt beside the newest decision holds.
  std::string newest_says() {
    const auto receipt = wire::decode_receipt_proof(decisions_shown().back()["receipt"].dump());
    EXPECT_TRUE(receipt.ok());
    const auto verified = proof::verify(receipt.value(), key.public_key());
    return verified.ok() ? "holds" : std::string(proof::key(verified.reason()));
  }

  Town town;
  Client client{town.port()};
  support::TemporaryFolder folder;
  const proof::SigningKey key{"samtycke/test", proof::Seed{}};
};

TEST_F(History, ShowsEveryDecisionAsGetMeDoes) {
  client.post_json("/api/v1/me/decisions",
                   decisions(withdraw_own_email, town.portal().notice().version));
  nlohmann::json shown = nlohmann::json::array();
  for (const auto& entry : decisions_shown()) shown.push_back(entry["decision"]);
  EXPECT_EQ(shown, client.get("/api/v1/me").json()["member"]["decisions"]);
  EXPECT_EQ(shown.back()["act"], "withdraw");
}

TEST_F(History, ADecisionIsPendingUntilItIsTakenIntoTheLedgerAndHoldsFromThenOn) {
  client.post_json("/api/v1/me/decisions",
                   decisions(withdraw_own_email, town.portal().notice().version));
  EXPECT_EQ(newest_says(), "pending");
  server::ledger::Sequencer sequencer(town.store(), key, folder.file("checkpoint"));
  ASSERT_TRUE(sequencer.run().ok());
  EXPECT_EQ(newest_says(), "holds");
}

TEST_F(History, NamesTheRequestInThePayloadAndNowhereElse) {
  const Reply saved = client.post_json(
      "/api/v1/me/decisions", decisions(withdraw_own_email, town.portal().notice().version));
  ASSERT_EQ(saved.status, 200);
  const auto entries = town.store().history(support::small_member().id).value();
  const auto payload = proof::decode(entries.back().payload);
  EXPECT_EQ(std::get<proof::Decided>(payload.value()).request.size(), 16U);
}

TEST_F(History, IsForWhoeverIsSignedIn) {
  Client stranger{town.port()};
  EXPECT_EQ(stranger.get("/api/v1/me/history").status, 401);
}

}  // namespace
}  // namespace samtycke::journeys
