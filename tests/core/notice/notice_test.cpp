#include "core/notice/notice.h"

#include <gtest/gtest.h>

#include "tests/support/builders.h"

namespace samtycke::notice {
namespace {

TEST(Notice, EveryKindOfThingIsFoundByItsId) {
  const Notice notice = support::small_notice();
  EXPECT_EQ(find(notice, ClauseId{"N9"}), &notice.clauses.back());
  EXPECT_EQ(find(notice, SenderId{"group"}), &notice.senders[1]);
  EXPECT_EQ(find(notice, ChannelId{"sms"}), &notice.channels[2]);
  EXPECT_EQ(find(notice, support::cell("group", "sms")), &notice.cells[5]);
  EXPECT_EQ(find(notice, CategoryId{"contact"}), &notice.categories[2]);
  EXPECT_EQ(find(notice, FieldId{"given_name"}), &notice.fields[0]);
  EXPECT_EQ(find(notice, PurposeId{"analysis"}), &notice.purposes[1]);
  EXPECT_EQ(find(notice, RetentionId{"three_years"}), &notice.retentions[0]);
  EXPECT_EQ(find(notice, TopicId{"bath"}), &notice.topics[1]);
}

TEST(Notice, WhatItDoesNotSayIsNotFound) {
  const Notice notice = support::small_notice();
  EXPECT_EQ(find(notice, ClauseId{"N99"}), nullptr);
  EXPECT_EQ(find(notice, SenderId{""}), nullptr);
  EXPECT_EQ(find(notice, ChannelId{"EMAIL"}), nullptr);
  EXPECT_EQ(find(notice, support::cell("own", "fax")), nullptr);
  EXPECT_EQ(find(notice, support::cell("email", "own")), nullptr);
  EXPECT_EQ(find(Notice{}, TopicId{"bath"}), nullptr);
}

TEST(Notice, AFieldKnowsThePurposesThatUseItInTheNoticesOrder) {
  const Notice notice = support::small_notice();
  const auto names = [&](const char* field) {
    std::string text;
    for (const Purpose* purpose : purposes_of(notice, FieldId{field})) {
      text += purpose->id.text() + " ";
    }
    return text;
  };
  EXPECT_EQ(names("given_name"), "offers analysis ");
  EXPECT_EQ(names("email"), "offers ");
  EXPECT_EQ(names("gender"), "analysis ");
  EXPECT_EQ(names("shoe_size"), "");
}

}  // namespace
}  // namespace samtycke::notice
