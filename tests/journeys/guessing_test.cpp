// How often somebody who guesses codes may try (S7). Requests come from places of their own, which a socket
// on this machine cannot, and so go straight to the service.
#include <gtest/gtest.h>

#include "core/proof/sha256.h"
#include "server/http/service.h"
#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"

namespace samtycke::journeys {
namespace {

class Guessing : public testing::Test {
 protected:
  Guessing() { town.add(support::small_member()); }

  // The problem's code; empty where it is none.
  std::string post(const std::string& place, const std::string& path, const std::string& body) {
    server::Request request;
    request.method = "POST";
    request.path = request.target = path;
    request.headers = {{"content-type", "application/json"},
                       {"idempotency-key", "k"},
                       {"cookie", "pre=" + proof::sha256_hex(place)}};
    request.body = body;
    request.peer = place;
    server::Service service{town.portal()};
    const server::Answer answer = service.answer(request);
    if (answer.status < 300) return {};
    return nlohmann::json::parse(answer.body).at("code");
  }
  // Asks for a code and types as many as are looked at.
  void guess_from(const std::string& place) {
    post(place, "/api/v1/sign-in", R"({"email":")" + std::string{asa} + R"(","language":"sv"})");
    for (int i = 0; i < 12; ++i) {
      const std::string said = post(place, "/api/v1/session", R"({"code":"0000-0000"})");
      if (said.empty()) ++signed_in;
      if (said == "wrong_code") ++compared;
      if (said != "wrong_code") return;
    }
  }

  Town town;
  int compared = 0;
  int signed_in = 0;
};

// A code is one of 2^40; trust.md's six digits would fall to a thousandth of this.
TEST_F(Guessing, OnePlaceHasAFewThousandTriesADay) {
  for (int minute = 0; minute < 24 * 60; ++minute) {
    guess_from("192.0.2.1");
    town.pass_minutes(1);
  }
  EXPECT_EQ(signed_in, 0);
  EXPECT_GT(compared, 500) << "or nothing was tried";
  EXPECT_LT(compared, 2500);
  EXPECT_LT(town.mails(), 600U) << "nor is the mailbox flooded";
}

TEST_F(Guessing, FromManyPlacesEachHasItsOwnFewTriesAndTheMailboxIsNotFlooded) {
  constexpr int places = 200;
  for (int place = 0; place < places; ++place) guess_from("192.0.2." + std::to_string(place));
  EXPECT_EQ(signed_in, 0);
  EXPECT_LE(compared, places * 5);
  EXPECT_LT(town.mails(), 10U);
}

}  // namespace
}  // namespace samtycke::journeys
