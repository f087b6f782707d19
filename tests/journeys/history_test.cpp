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

  void sequence() {
    server::ledger::Sequencer sequencer(town.store(), key, folder.file("checkpoint"));
    ASSERT_TRUE(sequencer.run().ok());
  }
  TownPlan plan() const {
    TownPlan made = small_plan();
    made.ledger_key = to_text(key.public_key());
    return made;
  }

  const proof::SigningKey key{"samtycke/test", proof::Seed{}};
  Town town{plan()};
  Client client{town.port()};
  support::TemporaryFolder folder;
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
  sequence();
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
  EXPECT_EQ(stranger.get("/api/v1/me/receipt?number=1").status, 401);
  EXPECT_EQ(stranger.get("/sv/historik").header("location"), "/sv/logga-in");
}

// Without scripts: the page says that it is the club's word, and hands out what can be checked elsewhere.
TEST_F(History, APageWithoutScriptsSaysWhoseWordItIsAndGivesTheReceipts) {
  EXPECT_NE(client.get("/sv/historik").body.find("Väntar på förteckningen"), std::string::npos);
  sequence();
  const Reply page = client.get("/sv/historik");
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("Står i förteckningen, säger klubben"), std::string::npos);
  EXPECT_EQ(page.body.find("Kontrollerat av din webbläsare"), std::string::npos);
  ASSERT_NE(page.body.find("/api/v1/me/receipt?number=1\""), std::string::npos);

  const Reply file = client.get("/api/v1/me/receipt?number=1");
  EXPECT_EQ(file.status, 200);
  EXPECT_EQ(file.header("content-disposition"), "attachment; filename=\"receipt-1.json\"");
  const Reply public_key = client.get("/api/v1/ledger.pub");
  std::string text = public_key.body;
  ASSERT_TRUE(text.ends_with('\n'));
  text.pop_back();
  const auto parsed = proof::public_key_from(text);
  ASSERT_TRUE(parsed);
  const auto receipt = wire::decode_receipt_proof(file.body);
  ASSERT_TRUE(receipt.ok());
  EXPECT_TRUE(proof::verify(receipt.value(), *parsed).ok());
}

TEST_F(History, AReceiptThatIsNotThereIsSaidSo) {
  for (const char* none : {"0", "1000", "99999999999999999999999"}) {
    const int status = client.get("/api/v1/me/receipt?number=" + std::string(none)).status;
    EXPECT_TRUE(status == 404 || status == 400) << none << status;
  }
  for (const char* no_number : {"?number=", "?number=-1", "?number=1x", "", "?number=%31%00"}) {
    EXPECT_EQ(client.get("/api/v1/me/receipt" + std::string(no_number)).status, 400) << no_number;
  }
}

}  // namespace
}  // namespace samtycke::journeys
