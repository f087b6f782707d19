#include "core/wire/member_json.h"

#include <gtest/gtest.h>

#include "tests/core/wire/refusal.h"
#include "tests/support/builders.h"

namespace samtycke {
namespace {

using support::at;
using support::cell;
using support::refusal;

std::string file_with(const std::string& records) {
  return R"({"id": "m", "revision": 1, "decisions": [], "holdings": {"records": [)" + records +
         R"(], "receipts": [], "interactions": []}})";
}

TEST(MemberJson, HasOneWrittenForm) {
  const member::Record record{FieldId("given_name"), "Åsa", member::Source::member,
                              at("2026-03-29T01:00:00Z")};
  EXPECT_EQ(
      wire::encode_record(record),
      R"({"at":"2026-03-29T01:00:00Z","field":"given_name","source":"member","value":"Åsa"})");

  const member::Receipt receipt{
      "r-1",
      at("2026-03-29T01:00:00Z"),
      "",
      member::Source::website,
      {{"Påslakan", TopicId("sleep"), 2, {59900}}, {"Retur", {}, 1, {-100}}}};
  EXPECT_EQ(
      wire::encode_receipt(receipt),
      R"({"at":"2026-03-29T01:00:00Z","lines":[{"amount":59900,"article":"Påslakan","quantity":2,)"
      R"("topic":"sleep"},{"amount":-100,"article":"Retur","quantity":1}],"number":"r-1",)"
      R"("source":"website"})");

  const consent::Decision decision{consent::Grant{cell("own", "email")},
                                   1,
                                   Language("sv"),
                                   "ab12",
                                   consent::Way::portal,
                                   "member",
                                   at("2026-03-29T01:00:00.250Z")};
  EXPECT_EQ(
      wire::encode_decision(decision),
      R"({"act":"grant","actor":"member","at":"2026-03-29T01:00:00.250Z","channel":"email",)"
      R"("language":"sv","notice_version":1,"sender":"own","text_sha256":"ab12","way":"portal"})");
}

TEST(MemberJson, ReadsBackWhatItWrote) {
  for (const consent::MemberFile& file :
       {support::small_member(), support::joined_member(), consent::MemberFile()}) {
    const std::string written = wire::encode_member_file(file);
    const auto read = wire::decode_member_file(written);
    ASSERT_TRUE(read.ok()) << refusal(read);
    EXPECT_EQ(read.value(), file);
    EXPECT_EQ(wire::encode_member_file(read.value()), written);
  }
}

TEST(MemberJson, RefusesARecordWithItsPlace) {
  const auto records = [](const std::string& text) {
    return refusal(wire::decode_member_file(file_with(text)));
  };
  EXPECT_EQ(records(""), "read");
  const std::string good =
      R"({"field": "city", "value": "Lund", "source": "club", "at": "2026-03-29T01:00:00Z"})";
  EXPECT_EQ(records(good), "read");
  EXPECT_EQ(
      records(good + R"(, {"field": "city", "value": 1, "source": "club", "at": "2026-03-29"})"),
      "wrong_type at /holdings/records/1/value");
  EXPECT_EQ(records(R"({"field": "", "value": "Lund", "source": "club", "at": "2026-03-29"})"),
            "out_of_range at /holdings/records/0/field");
  EXPECT_EQ(
      records(R"({"field": "city", "value": "Lund", "source": "gossip", "at": "2026-03-29"})"),
      "unknown_word at /holdings/records/0/source");
  EXPECT_EQ(records(R"({"field": "city", "value": "Lund", "source": "club", "at": "yesterday"})"),
            "out_of_range at /holdings/records/0/at");
  EXPECT_EQ(records(R"({"field": "city", "value": "Lund", "source": "club"})"),
            "missing_key at /holdings/records/0/at");
  EXPECT_EQ(
      records(
          R"({"field": "city", "value": "Lund", "source": "club", "at": "2026-03-29", "x": 1})"),
      "unknown_key at /holdings/records/0/x");
}

TEST(MemberJson, RefusesAReceiptWithItsPlace) {
  const auto receipt = [](const std::string& line) {
    return refusal(wire::decode_receipt(
        R"({"number": "1", "at": "2026-03-29T01:00:00Z", "source": "till", "lines": [)" + line +
        "]}"));
  };
  EXPECT_EQ(receipt(R"({"article": "Lakan", "quantity": 1, "amount": 12900})"), "read");
  EXPECT_EQ(receipt(R"({"article": "Lakan", "quantity": 1, "amount": 129.00})"),
            "wrong_type at /lines/0/amount");
  EXPECT_EQ(receipt(R"({"article": "Lakan", "quantity": 1, "amount": 9007199254740992})"),
            "out_of_range at /lines/0/amount");
  EXPECT_EQ(receipt(R"({"article": "Lakan", "quantity": 1, "amount": 1, "topic": ""})"),
            "out_of_range at /lines/0/topic")
      << "empty has one form: the key is left out";
  EXPECT_EQ(receipt(R"({"article": "Lakan", "quantity": 1, "amount": 1, "vat": 25})"),
            "unknown_key at /lines/0/vat")
      << "L18";
  EXPECT_EQ(refusal(wire::decode_receipt(
                R"({"number": "1", "at": "2026-03-29T01:00:00Z", "source": "till"})")),
            "missing_key at /lines");
}

TEST(MemberJson, RefusesAnInteractionWithItsPlace) {
  EXPECT_EQ(
      refusal(wire::decode_interaction(
          R"({"number": "1", "at": "2026-03-29T01:00:00Z", "kind": "visit", "source": "website"})")),
      "read");
  EXPECT_EQ(
      refusal(wire::decode_interaction(
          R"({"number": "1", "at": "2026-03-29T01:00:00Z", "kind": "stare", "source": "website"})")),
      "unknown_word at /kind");
}

TEST(MemberJson, ReadsAnInteractionBackAsItWasWritten) {
  const member::Interaction click{"17",
                                  support::at("2026-03-29T01:00:00Z"),
                                  member::InteractionKind::click,
                                  "/bada \"nu\"",
                                  TopicId("bath"),
                                  member::Source::website};
  const auto read = wire::decode_interaction(wire::encode_interaction(click));
  ASSERT_TRUE(read.ok()) << refusal(read);
  EXPECT_EQ(read.value(), click);
}

TEST(MemberJson, RefusesADecisionWithItsPlace) {
  const auto decision = [](const std::string& act) {
    return refusal(wire::decode_decision(
        "{" + act +
        R"(, "notice_version": 1, "way": "portal", "actor": "member", "at": "2026-03-29"})"));
  };
  EXPECT_EQ(decision(R"("act": "join")"), "read");
  EXPECT_EQ(decision(R"("act": "correct", "fields": ["city"])"), "read");
  EXPECT_EQ(decision(R"("act": "correct", "fields": ["city", 7])"), "wrong_type at /fields/1");
  EXPECT_EQ(decision(R"("act": "join", "sender": "own")"), "unknown_key at /sender");
  EXPECT_EQ(decision(R"("act": "leap")"), "unknown_word at /act");
  EXPECT_EQ(decision(R"("act": "object")"), "missing_key at /sender");
  EXPECT_EQ(
      refusal(wire::decode_decision(
          R"({"act": "join", "notice_version": 1, "way": "telepathy", "actor": "a", "at": "2026-03-29"})")),
      "unknown_word at /way");
}

TEST(MemberJson, RefusesARevisionThatCannotBe) {
  const std::string rest =
      R"(, "decisions": [], "holdings": {"records": [], "receipts": [], "interactions": []}})";
  EXPECT_EQ(refusal(wire::decode_member_file(R"({"id": "m", "revision": -1)" + rest)),
            "out_of_range at /revision");
  EXPECT_EQ(refusal(wire::decode_member_file(R"({"id": "m", "revision": "1")" + rest)),
            "wrong_type at /revision");
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(Me, SaysWhatStandsAndUntilWhen) {
  const auto notice = support::small_notice();
  const Instant now = support::today().at;
  const std::string me = wire::encode_me(support::joined_member(), notice, now);
  EXPECT_TRUE(has(me, R"("now":")" + rfc3339(now) + '"'));
  EXPECT_TRUE(has(me, R"({"channel":"letter","on":true,"sender":"own","state":"not_objected"})"))
      << me;
  EXPECT_TRUE(has(me, R"({"channel":"email","on":true,"sender":"own","since":")")) << me;
  EXPECT_TRUE(has(me, R"({"channel":"sms","on":false,"sender":"group","state":"never_agreed"})"))
      << me;
  EXPECT_TRUE(has(me, R"({"on":true,"purpose":"analysis","state":"not_objected"})")) << me;
  EXPECT_TRUE(has(me, R"("keep_until":{"counted_from":"latest_purchase","day":")")) << me;
  EXPECT_FALSE(has(wire::encode_me(consent::MemberFile(), notice, now), "keep_until"));

  const auto read = wire::decode_me(me);
  ASSERT_TRUE(read.ok()) << refusal(read);
  EXPECT_EQ(read.value().file, support::joined_member());
  EXPECT_EQ(read.value().now, now);
}

TEST(Me, SaysWhatADayIsCountedFrom) {
  auto notice = support::small_notice();
  notice.retentions[0].days_after_objection = 30;
  const Instant now = support::today().at;
  const auto me = [&](std::vector<consent::Act> acts, consent::MemberFile file) {
    for (const consent::Act& act : acts) {
      file =
          consent::decide_all(file, {support::wish(notice, act)}, notice, support::today()).after;
    }
    return wire::encode_me(file, notice, now);
  };
  const consent::MemberFile member = support::small_member();
  consent::MemberFile never_bought = member;
  never_bought.holdings.receipts.clear();
  EXPECT_TRUE(has(me({}, member),
                  R"("keep_until":{"counted_from":"latest_purchase","day":"2028-11-28",)"
                  R"("rule":"three_years","start":"2025-11-28"})"));
  EXPECT_TRUE(has(me({}, never_bought), R"("keep_until":{"counted_from":"joined")"));
  EXPECT_TRUE(has(me({consent::Object{PurposeId{"analysis"}}}, member),
                  R"({"category":"demographics","until":{"counted_from":"objection",)"
                  R"("day":"2026-04-13","purpose":"analysis","rule":"three_years",)"
                  R"("start":"2026-03-14"}})"));
  EXPECT_TRUE(has(me({consent::Leave{}}, member),
                  R"("keep_until":{"counted_from":"left","day":"2026-04-13")"));
}

TEST(Me, SaysWhatStandsOfTheMembershipAndOfEachOptionalCategory) {
  auto notice = support::small_notice();
  notice.purposes[1].optional_categories = {
      {CategoryId{"demographics"}, support::wording("Ålder och kön.", "Age and sex.")}};
  const auto me = [&](consent::Act act) {
    const auto file =
        consent::decide_all(support::small_member(), {support::wish(notice, std::move(act))},
                            notice, support::today())
            .after;
    return wire::encode_me(file, notice, support::today().at);
  };
  const std::string category = R"("category":"demographics","on":)";
  EXPECT_TRUE(has(me(consent::Grant{cell("own", "sms")}),
                  category + R"(true,"purpose":"analysis","state":"not_objected"})"));
  EXPECT_TRUE(has(me(consent::Grant{cell("own", "sms")}), R"("membership":{"state":"current"})"));
  EXPECT_TRUE(has(
      me(consent::Object{consent::CategoryUse{PurposeId{"analysis"}, CategoryId{"demographics"}}}),
      category + R"(false,"purpose":"analysis","since":")"));
  EXPECT_TRUE(has(me(consent::Restrict{}), R"("membership":{"since":"2026-03-14T09:26:53Z",)"
                                           R"("state":"restricted"})"));
  EXPECT_TRUE(has(me(consent::Leave{}), R"("state":"left"})"));
}

TEST(Me, DoesNotCallAYesToOtherWordsAYes) {
  auto notice = support::small_notice();
  const auto agreed = consent::decide_all(
      support::small_member(), {support::wish(notice, consent::Grant{cell("own", "email")})},
      notice, support::today());
  support::reword(notice, cell("own", "email"), "Helt andra ord.", "Quite other words.");
  const std::string me = wire::encode_me(agreed.after, notice, support::today().at);
  EXPECT_TRUE(has(me, R"({"channel":"email","on":false,"sender":"own","since":)")) << me;
  EXPECT_TRUE(has(me, R"("state":"agreed_to_other_words")")) << me;
}

TEST(Outcome, ListsWhatWasRecordedRefusedAndChanged) {
  const auto notice = support::small_notice();
  const auto before = support::joined_member();
  const auto outcome =
      consent::decide_all(before,
                          {support::wish(notice, consent::Withdraw{cell("own", "email")}),
                           support::wish(notice, consent::Grant{cell("nobody", "email")}),
                           support::wish(notice, consent::Object{PurposeId("analysis")})},
                          notice, support::today());
  const std::string text = wire::encode_outcome(before, outcome, notice, support::today().at);
  EXPECT_TRUE(has(text, R"("changed":[{"on":false,"switch":"cell.own.email"},)"
                        R"({"on":false,"switch":"purpose.analysis"}])"))
      << text;
  EXPECT_TRUE(has(text, R"("refused":[{"code":"no_such_sender","index":1}])")) << text;
  EXPECT_TRUE(has(text, R"("recorded":[{"act":"withdraw")")) << text;
  EXPECT_TRUE(has(text, R"({"on":false,"purpose":"analysis","since":")")) << text;
}

}  // namespace
}  // namespace samtycke
