// N3, N7: the rules of segments, as a club writes them, and why some are refused.
#include <gtest/gtest.h>

#include "core/wire/notice_json.h"
#include "tests/core/wire/refusal.h"
#include "tests/support/builders.h"

namespace samtycke {
namespace {

// Linnegården's notice with one segment, whose rule is this. Its analysis covers neither the e-mail
// address nor the postcode.
std::string with_rule(const std::string& rule) {
  std::string document = wire::encode_notice(support::small_notice());
  document.insert(document.size() - 1,
                  R"(,"segmentation":{"purpose":"analysis","segments":[{"id":"s","clause":"N7",)"
                  R"("name":{"sv":"S","en":"S"},"explanation":{"sv":"S","en":"S"},"rule":)" +
                      rule + "}]}");
  return document;
}

// What is said of a rule: "read", or the reason and its place within the rule.
std::string said_of(const std::string& rule) {
  std::string said = support::refusal(wire::decode_notice(with_rule(rule)));
  const std::string_view before = "/segmentation/segments/0/rule";
  const std::size_t at = said.find(before);
  return at == std::string::npos ? said : said.erase(at, before.size());
}

notice::Rule read(const std::string& rule) {
  const auto notice = wire::decode_notice(with_rule(rule));
  EXPECT_TRUE(notice.ok()) << support::refusal(notice) << ": " << rule;
  return notice.ok() ? notice.value().segmentation.segments.front().rule : notice::Rule();
}

TEST(RuleJson, ReadsEveryFact) {
  using namespace notice;
  const auto fact = [](const std::string& text) { return std::get<Condition>(read(text).is).fact; };
  const Purchases sleep_in_shops{12, TopicId("sleep"), Where::shop};
  const std::string window = R"("months":12,"topic":"sleep","where":"shop","at_least":3})";
  EXPECT_EQ(fact(R"({"fact":"purchases",)" + window), Fact(PurchaseCount{sleep_in_shops}));
  EXPECT_EQ(fact(R"({"fact":"amount_spent",)" + window), Fact(AmountSpent{sleep_in_shops}));
  EXPECT_EQ(fact(R"({"fact":"share_of_amount",)" + window), Fact(ShareOfAmount{sleep_in_shops}));
  EXPECT_EQ(fact(R"({"fact":"days_since_purchase",)" + window),
            Fact(DaysSincePurchase{sleep_in_shops}));
  EXPECT_EQ(fact(R"({"fact":"interactions","kinds":["open","click"],"months":6,"at_most":0})"),
            Fact(InteractionCount{{InteractionKind::open, InteractionKind::click}, 6, {}}));
  EXPECT_EQ(fact(R"({"fact":"age","at_least":18})"), Fact(Age{}));
  EXPECT_EQ(fact(R"({"fact":"membership_months","at_most":5})"), Fact(MembershipMonths{}));
  EXPECT_EQ(fact(R"({"fact":"value","field":"gender","one_of":["woman"]})"),
            Fact(FieldValue{FieldId("gender")}));
}

TEST(RuleJson, WritesWhatItRead) {
  for (
      const char* rule : {
          R"({"all":[{"at_least":3,"fact":"purchases","months":12,"topic":"bath","where":"online"},)"
          R"({"not":{"any":[{"fact":"age","at_most":29},{"fact":"value","field":"favourite_room",)"
          R"("one_of":["bath","sleep"]}]}}]})",
          R"({"at_least":1,"at_most":2,"fact":"interactions","kinds":["visit"],"topic":"sleep"})",
          R"({"at_least":100,"fact":"value","field":"amount_spent"})",
      }) {
    const auto first = read(rule);
    const auto notice = wire::decode_notice(with_rule(rule));
    ASSERT_TRUE(notice.ok());
    const auto again = wire::decode_notice(wire::encode_notice(notice.value()));
    ASSERT_TRUE(again.ok()) << support::refusal(again);
    EXPECT_TRUE(again.value().segmentation.segments.front().rule == first) << rule;
    EXPECT_EQ(wire::encode_notice(again.value()), wire::encode_notice(notice.value()));
  }
}

// N7: the analysis reads what its purpose covers and nothing else.
TEST(RuleJson, RefusesAFieldThatThePurposeDoesNotCover) {
  EXPECT_EQ(said_of(R"({"fact":"value","field":"postcode","one_of":["501 01"]})"),
            "inconsistent at /field");
  EXPECT_EQ(said_of(R"({"fact":"value","field":"shoe_size","at_least":40})"),
            "unknown_id at /field");
  std::string without = with_rule(R"({"fact":"age","at_least":18})");
  const std::string covered = R"("birth_date","gender")";
  ASSERT_NE(without.find(covered), std::string::npos);
  without.replace(without.find(covered), covered.size(), R"("gender")");
  EXPECT_EQ(support::refusal(wire::decode_notice(without)),
            "inconsistent at /segmentation/segments/0/rule/fact");
}

TEST(RuleJson, RefusesWhatTheNoticeDoesNotHave) {
  EXPECT_EQ(said_of(R"({"fact":"purchases","topic":"garden","at_least":1})"),
            "unknown_id at /topic");
  EXPECT_EQ(said_of(R"({"fact":"interactions","kinds":["open"],"topic":"garden","at_least":1})"),
            "unknown_id at /topic");
  EXPECT_EQ(said_of(R"({"fact":"value","field":"gender","one_of":["girl"]})"),
            "unknown_id at /one_of/0");
  EXPECT_EQ(said_of(R"({"fact":"value","field":"favourite_room","one_of":["sleep","hall"]})"),
            "unknown_id at /one_of/1");
  EXPECT_EQ(said_of(R"({"fact":"star_sign","at_least":1})"), "unknown_word at /fact");
  EXPECT_EQ(said_of(R"({"fact":"interactions","kinds":["sigh"],"at_least":1})"),
            "unknown_word at /kinds/0");
}

TEST(RuleJson, RefusesAComparisonThatDoesNotFitTheField) {
  EXPECT_EQ(said_of(R"({"fact":"value","field":"gender","at_least":1})"),
            "unknown_key at /at_least");
  EXPECT_EQ(said_of(R"({"fact":"value","field":"amount_spent","one_of":["1"]})"),
            "unknown_key at /one_of");
  EXPECT_EQ(said_of(R"({"fact":"value","field":"given_name","one_of":["Fatima"]})"),
            "inconsistent at /field")
      << "nobody is sorted by their name (GDPR Art. 9)";
  EXPECT_EQ(said_of(R"({"fact":"value","field":"birth_date","one_of":["2000-01-01"]})"),
            "inconsistent at /field");
  EXPECT_EQ(said_of(R"({"fact":"value","field":"purchases","at_least":1})"),
            "inconsistent at /field");
  EXPECT_EQ(said_of(R"({"fact":"age","one_of":["18"]})"), "unknown_key at /one_of");
  EXPECT_EQ(said_of(R"({"fact":"age","topic":"sleep","at_least":1})"), "unknown_key at /topic");
}

TEST(RuleJson, RefusesBoundsThatNothingLiesBetween) {
  EXPECT_EQ(said_of(R"({"fact":"purchases","at_least":3,"at_most":2})"),
            "inconsistent at /at_most");
  EXPECT_EQ(said_of(R"({"fact":"purchases","at_least":3,"at_most":3})"), "read");
  EXPECT_EQ(said_of(R"({"fact":"purchases"})"), "missing_key at ");
  EXPECT_EQ(said_of(R"({"fact":"purchases","at_least":-1})"), "out_of_range at /at_least");
  EXPECT_EQ(said_of(R"({"fact":"share_of_amount","topic":"sleep","at_least":101})"),
            "out_of_range at /at_least");
  EXPECT_EQ(said_of(R"({"fact":"share_of_amount","at_least":1})"), "missing_key at /topic");
  EXPECT_EQ(said_of(R"({"fact":"purchases","months":0,"at_least":1})"), "out_of_range at /months")
      << "leaving it out is the one way to say all";
  EXPECT_EQ(said_of(R"({"fact":"purchases","where":"anywhere","at_least":1})"),
            "unknown_word at /where");
}

TEST(RuleJson, RefusesEmptyLists) {
  EXPECT_EQ(said_of(R"({"all":[]})"), "out_of_range at /all");
  EXPECT_EQ(said_of(R"({"any":[]})"), "out_of_range at /any");
  EXPECT_EQ(said_of(R"({"not":[]})"), "wrong_type at /not") << "not has one rule, not a list";
  EXPECT_EQ(said_of(R"({"fact":"value","field":"gender","one_of":[]})"), "out_of_range at /one_of");
  EXPECT_EQ(said_of(R"({"fact":"interactions","kinds":[],"at_least":1})"),
            "out_of_range at /kinds");
  EXPECT_EQ(said_of(R"({"fact":"interactions","kinds":["open","open"],"at_least":1})"),
            "inconsistent at /kinds/1");
  EXPECT_EQ(said_of(R"({})"), "missing_key at /fact");
  EXPECT_EQ(said_of(R"({"all":[{"fact":"age","at_least":1}],"any":[]})"), "unknown_key at /any");
}

TEST(RuleJson, IsAtMostEightLevelsDeep) {
  const auto nested = [](int levels) {
    std::string rule = R"({"fact":"value","field":"gender","one_of":["woman"]})";
    for (int i = 1; i < levels; ++i) rule = R"({"all":[)" + rule + "]}";
    return rule;
  };
  EXPECT_EQ(said_of(nested(8)), "read");
  EXPECT_EQ(said_of(nested(9)).substr(0, 9), "too_deep ");
}

}  // namespace
}  // namespace samtycke
