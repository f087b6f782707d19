#include "core/proof/chain.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/proof/sha256.h"
#include "tests/core/proof/sample.h"

namespace samtycke::proof {
namespace {

using support::asa;

// "3 wrong_number": where it shows, and how. "whole" where it is whole.
std::string verdict_on(const std::vector<std::string>& payloads) {
  const auto end = verify_chain(asa(), payloads);
  if (end.ok()) return "whole";
  return std::to_string(end.reason().index) + " " + std::string(key(end.reason().fault));
}

TEST(Chain, OfAMembersDecisionsIsWhole) {
  const auto payloads = support::chain_of(support::every_act());
  const auto end = verify_chain(asa(), payloads);
  ASSERT_TRUE(end.ok());
  EXPECT_EQ(end.value(), (ChainEnd{payloads.size(), sha256(payloads.back())}));
}

TEST(Chain, GivesBackWhatWasDecidedWhereItIsWhole) {
  auto payloads = support::chain_of(support::every_act());
  std::vector<consent::Decision> decided;
  for (const consent::Act& act : support::every_act()) decided.push_back(support::decision(act));
  EXPECT_EQ(read_chain(asa(), payloads).value(), decided);
  payloads.erase(payloads.begin() + 1);
  EXPECT_EQ(read_chain(asa(), payloads).reason(), (ChainBreak{1, ChainFault::wrong_number}));
}

TEST(Chain, OfAMemberWhoDecidedNothingIsWhole) {
  EXPECT_EQ(verify_chain(asa(), {}).value(), ChainEnd{});
}

TEST(Chain, BreaksWhereADecisionWasLeftOut) {
  const auto whole = support::chain_of(support::every_act());
  for (std::size_t i = 0; i + 1 < whole.size(); ++i) {
    auto payloads = whole;
    payloads.erase(payloads.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_EQ(verdict_on(payloads), std::to_string(i) + " wrong_number");
  }
}

// Stated in the header: only receipts and checkpoints outside guard the newest.
TEST(Chain, CannotTellThatTheNewestWasLeftOut) {
  auto payloads = support::chain_of(support::every_act());
  payloads.pop_back();
  EXPECT_EQ(verdict_on(payloads), "whole");
}

TEST(Chain, BreaksAfterADecisionThatWasChanged) {
  const auto whole = support::chain_of(support::every_act());
  for (std::size_t i = 0; i + 1 < whole.size(); ++i) {
    auto payloads = whole;
    auto changed = std::get<Decided>(decode(whole[i]).value());
    changed.decision.at.utc_ms += 1;
    payloads[i] = encode(changed).value();
    EXPECT_EQ(verdict_on(payloads), std::to_string(i + 1) + " previous_differs");
  }
}

TEST(Chain, BreaksWhereDecisionsWereSwappedOrToldTwice) {
  auto payloads = support::chain_of(support::every_act());
  std::swap(payloads[2], payloads[3]);
  EXPECT_EQ(verdict_on(payloads), "2 wrong_number");
  payloads = support::chain_of(support::every_act());
  payloads.insert(payloads.begin() + 4, payloads[3]);
  EXPECT_EQ(verdict_on(payloads), "4 wrong_number");
}

TEST(Chain, HoldsNobodyElsesDecision) {
  auto payloads = support::chain_of(support::every_act());
  payloads[0] =
      encode(next_in_chain({}, MemberId("ff"), support::decision(consent::Join{}), "")).value();
  EXPECT_EQ(verdict_on(payloads), "0 other_member");
}

TEST(Chain, SaysWhereItCannotBeRead) {
  auto payloads = support::chain_of(support::every_act());
  payloads[5].pop_back();
  EXPECT_EQ(verdict_on(payloads), "5 unreadable");
  payloads[5] = encode(Erased{"abc", ErasureReason::left}).value();
  EXPECT_EQ(verdict_on(payloads), "5 unreadable");
}

// S15: one byte changed anywhere but in the newest is found.
TEST(Chain, NoticesEveryChangedByte) {
  const auto whole = support::chain_of(support::every_act());
  for (std::size_t i = 0; i + 1 < whole.size(); ++i) {
    for (std::size_t place = 0; place < whole[i].size(); ++place) {
      auto payloads = whole;
      payloads[i][place] = static_cast<char>(payloads[i][place] ^ 1);
      EXPECT_NE(verdict_on(payloads), "whole") << i << " " << place;
    }
  }
}

}  // namespace
}  // namespace samtycke::proof
