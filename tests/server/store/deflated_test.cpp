// The answers that the store remembers lie in it made small, and come back to the byte.
#include "server/store/deflated.h"

#include <gtest/gtest.h>

#include "server/store/secrets.h"

namespace samtycke::server {
namespace {

TEST(Deflated, WhatWasMadeSmallComesBack) {
  for (const std::string& text :
       {std::string(), std::string("Åsa"), std::string(10000, '\0'), std::string(300000, 'x')}) {
    EXPECT_EQ(inflated(deflated(text), text.size()), text);
  }
}

TEST(Deflated, AnAnswerBecomesSmall) {
  std::string answer;
  for (int n = 0; n < 200; ++n) answer += R"({"article":"Örngott","quantity":1},)";
  EXPECT_LT(deflated(answer).size() * 10, answer.size());
}

TEST(Deflated, WhatIsDamagedOrOfAnotherSizeIsRefused) {
  const std::string text(1000, 'x');
  std::string small = deflated(text);
  EXPECT_FALSE(inflated(small, 999));
  EXPECT_FALSE(inflated(small, 1001));
  EXPECT_FALSE(inflated(small.substr(1), text.size()));
  small.back() ^= 1;  // Of the checksum.
  EXPECT_FALSE(inflated(small, text.size()));
}

TEST(Deflated, AnAnswerFromBeforeIsReadAsItLies) {
  const std::string bytes =
      Packed().add("member:1").add("POST /x").add("k").add("aa").add("200\n\n{}").bytes();
  const auto row = unpack_idempotency(bytes);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->answer, "200\n\n{}");
}

TEST(Deflated, ARememberedAnswerComesBackWhole) {
  Idempotency row;
  row.scope = "member:1";
  row.answer = "200\n\"7\"\n{\"me\":\"" + std::string(14000, 'm') + "\"}";
  const std::string bytes = pack(row);
  EXPECT_LT(bytes.size(), 500U);
  const auto back = unpack_idempotency(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->answer, row.answer);
  EXPECT_FALSE(unpack_idempotency(bytes.substr(0, bytes.size() - 1)));
}

}  // namespace
}  // namespace samtycke::server
