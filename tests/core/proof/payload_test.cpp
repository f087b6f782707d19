#include "core/proof/payload.h"

#include <gtest/gtest.h>

#include <set>

#include "core/base/bytes.h"
#include "tests/core/proof/sample.h"
#include "tests/support/builders.h"

namespace samtycke::proof {
namespace {

using support::asa;
using support::cell;
using support::decision;

Decided first(consent::Act act) {
  return next_in_chain({}, asa(), decision(std::move(act)), "r");
}

std::string flaw(const Payload& payload) {
  const auto bytes = encode(payload);
  return bytes.ok() ? "none" : std::string(key(bytes.reason()));
}
std::string flaw_in(std::string_view bytes) {
  const auto payload = decode(bytes);
  return payload.ok() ? "none" : std::string(key(payload.reason()));
}

// Written out by hand from the table in the header. It must never change: proofs that members keep at
// home were made over these bytes.
TEST(Payload, OfADecisionIsTheseBytesForEver) {
  const std::string bytes = encode(first(consent::Grant{cell("own", "email")})).value();
  EXPECT_EQ(to_hex(bytes),
            "01"
            "01"
            "00000020"
            "3031323334353637383961626364656630313233343536373839616263646566"
            "0000000000000001"
            "0000000000000000000000000000000000000000000000000000000000000000"
            "01"
            "00000003"
            "6f776e"
            "00000005"
            "656d61696c"
            "00000003"
            "00000002"
            "7376"
            "01"
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            "01"
            "00000006"
            "6d656d626572"
            "00000001"
            "72"
            "0000019cebaab840");
}

TEST(Payload, OfAnErasureSaysNothingAboutAnyone) {
  const std::string bytes = encode(Erased{"abc", ErasureReason::retention}).value();
  EXPECT_EQ(to_hex(bytes),
            "01"
            "02"
            "00000003"
            "616263"
            "02");
  EXPECT_EQ(decode(bytes).value(), Payload(Erased{"abc", ErasureReason::retention}));
}

TEST(Payload, OfAnErasureThatWasCountedSaysHowManyDecisionsWentWithIt) {
  const Erased counted{"abc", ErasureReason::retention, 258};
  const std::string bytes = encode(counted).value();
  EXPECT_EQ(to_hex(bytes),
            "01"
            "03"
            "00000003"
            "616263"
            "02"
            "0000000000000102");
  EXPECT_EQ(decode(bytes).value(), Payload(counted));
  EXPECT_EQ(decode(encode(Erased{"abc", ErasureReason::left, 0}).value()).value(),
            Payload(Erased{"abc", ErasureReason::left, 0}))
      << "none is another thing than not counted";
}

TEST(Payload, ReadsBackEveryAct) {
  for (const consent::Act& act : support::every_act()) {
    const Payload payload = first(act);
    EXPECT_EQ(decode(encode(payload).value()).value(), payload);
  }
}

TEST(Payload, TellsEveryActApart) {
  std::set<std::string> all;
  for (const consent::Act& act : support::every_act()) all.insert(encode(first(act)).value());
  EXPECT_EQ(all.size(), support::every_act().size());
}

TEST(Payload, ReadsBackADecisionWithoutAText) {
  Decided imported = first(consent::Withdraw{cell("own", "sms")});
  imported.decision.text_sha256.clear();
  imported.decision.language = Language();
  imported.decision.way = consent::Way::import;
  EXPECT_EQ(decode(encode(imported).value()).value(), Payload(imported));
}

TEST(Payload, IsRefusedWhereItCouldNotBeReadBack) {
  const Decided good = first(consent::Grant{cell("own", "email")});
  EXPECT_EQ(flaw(good), "none");
  Decided bad = good;
  bad.member = MemberId();
  EXPECT_EQ(flaw(bad), "empty");
  bad = good;
  bad.number = 0;
  EXPECT_EQ(flaw(bad), "out_of_range");
  bad.number = 2;
  EXPECT_EQ(flaw(bad), "broken_start");
  bad = good;
  bad.previous.bytes[31] = 1;
  EXPECT_EQ(flaw(bad), "broken_start");
  bad = good;
  bad.decision.at.utc_ms = -1;
  EXPECT_EQ(flaw(bad), "out_of_range");
  bad = good;
  bad.decision.notice_version = -1;
  EXPECT_EQ(flaw(bad), "out_of_range");
  bad = good;
  bad.decision.text_sha256 = "E3B0";
  EXPECT_EQ(flaw(bad), "out_of_range");
  bad = good;
  bad.decision.actor = "agent:\xFF";
  EXPECT_EQ(flaw(bad), "not_utf8");
  EXPECT_EQ(flaw(first(consent::Grant{cell("own", "")})), "empty");
  EXPECT_EQ(flaw(Erased{"", ErasureReason::left}), "empty");
}

TEST(Payload, OfAnotherVersionOrKindIsRefused) {
  EXPECT_EQ(flaw_in(*from_hex("020200000001"
                              "6102")),
            "unknown_version");
  EXPECT_EQ(flaw_in(*from_hex("0104")), "unknown_kind");
  EXPECT_EQ(flaw_in(*from_hex("010300000001"
                              "6102")),
            "cut_off");
  EXPECT_EQ(flaw_in(*from_hex("010200000001"
                              "6104")),
            "unknown_word");
  EXPECT_EQ(flaw_in(*from_hex("010200000001"
                              "610200")),
            "left_over");
  EXPECT_EQ(flaw_in(""), "cut_off");
}

// A length that lies must neither read past the end nor take the memory it asks for.
TEST(Payload, WithALengthThatLiesIsCutOff) {
  EXPECT_EQ(flaw_in(*from_hex("0102ffffffff"
                              "6102")),
            "cut_off");
  std::string corrected = encode(first(consent::Correct{{FieldId("email")}})).value();
  const std::size_t count = 2 + 4 + 32 + 8 + 32 + 1;
  ASSERT_EQ(corrected.substr(count, 4), std::string("\0\0\0\1", 4));
  corrected.replace(count, 4, "\xFF\xFF\xFF\xFF");
  EXPECT_NE(flaw_in(corrected), "none");
}

TEST(Payload, CutAnywhereIsRefused) {
  for (const consent::Act& act : support::every_act()) {
    const std::string bytes = encode(first(act)).value();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      EXPECT_NE(flaw_in(bytes.substr(0, size)), "none") << size;
    }
  }
}

}  // namespace
}  // namespace samtycke::proof
