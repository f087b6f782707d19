#include "core/proof/history.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/core/proof/sample.h"

namespace samtycke::proof {
namespace {

class ReceiptsOfAsa : public testing::Test {
 protected:
  ReceiptsOfAsa() {
    const auto payloads = support::chain_of(acts_);
    for (std::size_t i = 0; i < payloads.size(); ++i) {
      shown_.push_back(support::decision(acts_[i]));
      receipts_.push_back(support::receipt_for(payloads, i));
    }
  }
  // "h" holds, "p" pending, "b" broken, one letter for each decision.
  std::string say(const PublicKey& key = support::club_key().public_key()) const {
    std::string said;
    for (const Standing standing : check_receipts(support::asa(), shown_, receipts_, key)) {
      said += standing == Standing::holds ? 'h' : standing == Standing::pending ? 'p' : 'b';
    }
    return said;
  }

  std::vector<consent::Act> acts_ = {consent::Join{}, consent::Restrict{},
                                     consent::LiftRestriction{}, consent::Leave{}};
  std::vector<consent::Decision> shown_;
  std::vector<Receipt> receipts_;
};

TEST_F(ReceiptsOfAsa, HoldWhereNothingWasChanged) {
  EXPECT_EQ(say(), "hhhh");
}

TEST_F(ReceiptsOfAsa, ArePendingUntilTheyHaveAPlace) {
  receipts_[3].place = Pending{};
  EXPECT_EQ(say(), "hhhp");
  receipts_.pop_back();
  EXPECT_EQ(say(), "hhhp") << "it was not fetched yet";
}

TEST_F(ReceiptsOfAsa, OneThatWasChangedSaysNothingAboutTheOthers) {
  receipts_[1].payload.back() = static_cast<char>(receipts_[1].payload.back() ^ 1);
  EXPECT_EQ(say(), "hbhh");
  receipts_[1].payload.clear();
  EXPECT_EQ(say(), "hbhh");
}

TEST_F(ReceiptsOfAsa, ASaltAProofOrACheckpointThatWasChangedBreaksIt) {
  receipts_[0].salt.bytes[0] ^= 1U;
  std::get<InTree>(receipts_[1].place).inclusion[0].bytes[0] ^= 1U;
  std::get<InTree>(receipts_[2].place).checkpoint[0] = 'x';
  EXPECT_EQ(say(), "bbbh");
}

TEST_F(ReceiptsOfAsa, DoNotProveWhatIsShownInstead) {
  shown_[2].act = consent::Restrict{};
  EXPECT_EQ(say(), "hhbh");
}

TEST_F(ReceiptsOfAsa, OneThatWasLeftOutMissesInTheChain) {
  receipts_.erase(receipts_.begin() + 1);
  shown_.erase(shown_.begin() + 1);
  EXPECT_EQ(say(), "hbb");
}

TEST_F(ReceiptsOfAsa, APendingOneMustContinueTheChainToo) {
  std::swap(receipts_[2], receipts_[3]);
  receipts_[3].place = Pending{};
  EXPECT_EQ(say(), "hhbb");
}

TEST_F(ReceiptsOfAsa, AnothersDecisionIsNoneOfHers) {
  const auto key = support::club_key().public_key();
  for (const Standing standing : check_receipts(MemberId("someone else"), shown_, receipts_, key)) {
    EXPECT_EQ(standing, Standing::broken);
  }
}

TEST_F(ReceiptsOfAsa, ProveNothingUnderAnotherKey) {
  EXPECT_EQ(say(PublicKey{}), "bbbb");
}

}  // namespace
}  // namespace samtycke::proof
