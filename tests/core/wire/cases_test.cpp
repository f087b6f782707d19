#include "core/wire/cases.h"

#include <gtest/gtest.h>

#include "core/wire/member_json.h"
#include "core/wire/notice_json.h"
#include "core/wire/portal_json.h"
#include "tests/support/builders.h"

namespace samtycke::wire {
namespace {

class CasesTest : public ::testing::Test {
 protected:
  static Cases about(const notice::Edition& edition) {
    auto cases =
        Cases::from(encode_portal(edition, {{support::swedish(), {{"path.overview", "oversikt"}}},
                                            {support::english(), {}}}));
    EXPECT_TRUE(cases.ok());
    return std::move(cases).value();
  }

  std::string answer(std::string_view line) { return cases_.answer(line); }
  // The answer to a call with the small member in it, at 14 March 2026.
  std::string of_member(std::string_view call, const std::string& more) {
    return answer("{\"call\":\"" + std::string(call) +
                  "\",\"with\":{\"member\":" + encode_member_file(support::joined_member()) +
                  ",\"at\":\"2026-03-14T09:26:53Z\"" + more + "}}");
  }

  Cases cases_ = about({support::small_notice()});
};

std::string error(std::string_view code, std::string_view pointer, std::string_view detail) {
  return "{\"error\":{\"code\":\"" + std::string(code) + "\",\"detail\":\"" + std::string(detail) +
         "\",\"pointer\":\"" + std::string(pointer) + "\"}}";
}

TEST_F(CasesTest, AValueIsValidatedByItsKindAndCountry) {
  EXPECT_EQ(answer(R"({"call":"validate","with":{"field":"phone","value":"070-123 45 67"}})"),
            R"({"ok":true,"value":"+46701234567"})");
  EXPECT_EQ(
      answer(
          R"({"call":"validate","with":{"field":"phone","value":"22 12 34 56","country":"NO"}})"),
      R"({"ok":true,"value":"+4722123456"})");
  EXPECT_EQ(answer(R"({"call":"validate","with":{"field":"postcode","value":"05010"}})"),
            R"({"code":"bad_postcode","ok":false})");
  EXPECT_EQ(
      answer(R"({"call":"validate","with":{"field":"postcode","value":"05010","country":"DK"}})"),
      R"({"ok":true,"value":"05010"})");
  EXPECT_EQ(answer(R"({"call":"validate","with":{"field":"name","value":"a\u0000b"}})"),
            R"({"code":"not_text","ok":false})");
  EXPECT_EQ(answer(R"({"call":"validate","with":{"field":"member_no","value":"100 001"}})"),
            R"({"ok":true,"value":"100001"})");
  EXPECT_EQ(answer(R"({"call":"validate","with":{"field":"email","value":"Asa@Example.SE"}})"),
            R"({"ok":true,"value":"Asa@example.se"})");
  EXPECT_EQ(answer(R"({"call":"validate","with":{"field":"date","value":"2025-02-29"}})"),
            R"({"code":"bad_date","ok":false})");
}

TEST_F(CasesTest, ABadCallIsNamedWithItsPlace) {
  EXPECT_EQ(answer(""), error("not_json", "", "this is not JSON, at byte 1"));
  EXPECT_EQ(answer("\xFF"), error("not_utf8", "", "this is not UTF-8"));
  EXPECT_EQ(answer(std::string_view("{\0}", 3)),
            error("not_json", "", "this is not JSON, at byte 2"));
  EXPECT_EQ(answer("[]"), error("wrong_type", "", "this must be an object"));
  EXPECT_EQ(answer("{}"), error("missing_key", "/call", "this key is missing"));
  EXPECT_EQ(answer(R"({"call":"marry","with":{}})"),
            error("unknown_word", "/call", "there is no such call"));
  EXPECT_EQ(answer(R"({"call":"validate","with":{"field":"name","value":"a","x":1}})"),
            error("unknown_key", "/with/x", "there is no such key here"));
  EXPECT_EQ(answer(R"({"call":"validate","with":{"field":"shoe","value":"a"}})"),
            error("unknown_word", "/with/field", "none of the words that are allowed here"));
  EXPECT_EQ(answer(R"({"call":"validate","with":{"field":"name","value":"a","country":"se"}})"),
            error("out_of_range", "/with/country", "this must be 2 capital letters"));
  EXPECT_EQ(answer(R"({"call":"validate","with":{"field":"name","value":"\ud800"}})").substr(0, 27),
            R"({"error":{"code":"not_json")");
  EXPECT_EQ(answer(std::string(100'000, '[')).substr(0, 27), R"({"error":{"code":"too_deep")");
}

TEST_F(CasesTest, ALineThatIsTooLongIsNotRead) {
  const std::string call = R"({"call":"validate","with":{"field":"name","value":"a"}})";
  const std::string fits = call + std::string(longest_case - call.size(), ' ');
  EXPECT_EQ(answer(fits), R"({"ok":true,"value":"a"})");
  EXPECT_EQ(answer(fits + " "), error("too_long", "", "a line has at most 8 MiB"));
}

TEST_F(CasesTest, ANoticeIsTheDefaultOrAPatchOnItOrAWholeOne) {
  notice::Notice other = support::small_notice();
  other.terms.turns_on.clear();
  EXPECT_NE(answer(R"({"call":"notice_check","with":{}})").find("consent_bundled_with_terms"),
            std::string::npos);
  for (const std::string& named : {std::string(R"("notice_patch":{"terms":{"turns_on":[]}})"),
                                   "\"notice\":" + encode_notice(other)}) {
    const std::string said = answer("{\"call\":\"notice_check\",\"with\":{" + named + "}}");
    EXPECT_EQ(said.find("consent_bundled_with_terms"), std::string::npos) << said;
    EXPECT_EQ(said.substr(0, 10), R"({"ok":true)");
  }
  EXPECT_EQ(answer(R"({"call":"notice_check","with":{"notice":{},"notice_patch":{}}})"),
            error("unknown_key", "/with/notice_patch", "this key does not belong to this kind"));
}

TEST_F(CasesTest, APatchTakesAwayAndPutsInAndLeavesTheRest) {
  EXPECT_EQ(
      answer(R"({"call":"notice_check","with":{"notice_patch":{"terms":null}}})"),
      R"({"error":{"code":"missing_key","detail":"this key is missing","pointer":"/terms"},"ok":false})");
  EXPECT_EQ(
      answer(
          R"({"call":"keep_until","with":{"member":{},"at":"2026-03-14","notice_patch":{"club":{"x":1}}}})"),
      error("unknown_key", "/with/notice/club/x", "there is no such key here"));
  EXPECT_EQ(
      answer(
          R"({"call":"validate","with":{"field":"phone","value":"22123456","notice_patch":{"club":{"country":"NO"}}}})"),
      R"({"ok":true,"value":"+4722123456"})");
  EXPECT_EQ(
      answer(R"({"call":"notice_check","with":{"notice_patch":7}})"),
      R"({"error":{"code":"wrong_type","detail":"this must be an object","pointer":""},"ok":false})");
}

TEST_F(CasesTest, TheAnswerDoesNotDependOnTheLinesBeforeIt) {
  const auto asked = [](int age) {
    return R"({"call":"notice_check","with":{"notice_patch":{"terms":{"minimum_age":)" +
           std::to_string(age) + "}}}}";
  };
  const std::string first = answer(asked(0));
  for (int age = 1; age < 200; ++age) {
    answer(asked(age));
    // Now and then, so that it is still remembered when most others are not.
    if (age % 40 == 0) {
      EXPECT_EQ(answer(asked(0)), first);
    }
  }
  EXPECT_EQ(answer(asked(0)), first);
}

TEST_F(CasesTest, WishesAreDecidedAndTheFileAfterThemIsShown) {
  const std::string said = of_member(
      "decide",
      R"(,"wishes":{"notice_version":1,"language":"sv","decisions":[{"act":"withdraw","sender":"own","channel":"email"}]})");
  EXPECT_EQ(said.substr(0, 50), R"({"changed":[{"on":false,"switch":"cell.own.email"})");
  const std::string nothing = of_member(
      "decide",
      R"(,"way":"agent","actor":"agent:kim","wishes":{"notice_version":1,"language":"sv","decisions":[]})");
  EXPECT_EQ(nothing.substr(0, 13), R"({"changed":[])");
}

TEST_F(CasesTest, APreviewSaysWhatWouldBeDifferent) {
  const std::string said = of_member(
      "preview",
      R"(,"wishes":{"notice_version":1,"language":"sv","decisions":[{"act":"withdraw","sender":"own","channel":"email"}]})");
  EXPECT_NE(said.find(R"("switches":[{"on":false,"switch":"cell.own.email"}])"), std::string::npos)
      << said;
}

TEST_F(CasesTest, DetailsAreCorrectedOrEveryBadOneIsNamed) {
  EXPECT_EQ(
      of_member("decide", R"(,"details":{"language":"sv","details":{"email":"x","phone":"12"}})"),
      R"({"bad":[{"code":"wants_a_code","field":"email"},{"code":"bad_phone","field":"phone"}]})");
  EXPECT_NE(of_member("decide", R"(,"details":{"language":"sv","details":{"phone":"08-12 34 56"}})")
                .find("+468123456"),
            std::string::npos);
}

TEST_F(CasesTest, AVerdictNamesTheFirstReasonAndEveryOther) {
  EXPECT_EQ(of_member("verdict", R"(,"sender":"own","channel":"email","kind":"general")"),
            R"({"all":[],"verdict":"yes"})");
  const std::string no =
      of_member("verdict", R"(,"sender":"nobody","channel":"email","kind":"general")");
  EXPECT_NE(no.find(R"("reason":"sender_unknown","verdict":"no"})"), std::string::npos) << no;
}

TEST_F(CasesTest, OffersAreTheDefaultOnesOrThoseOfTheLine) {
  EXPECT_EQ(of_member("offers", ""), R"({"offers":[]})");
  const std::string own =
      R"(,"offers":[{"id":"linen","sender":"own","channels":["email"],"kind":"general","from":"2026-01-01",)"
      R"("until":"2026-12-31","title":{"sv":"a","en":"a"},"text":{"sv":"b","en":"b"},"clause":"N2"}])";
  EXPECT_EQ(
      of_member("offers", own),
      R"({"offers":[{"channels":[{"channel":"email","verdict":"yes"}],"offer":"linen","reaches":true}]})");
  EXPECT_EQ(of_member("offers", R"(,"offers":[{"x":1}])"),
            error("unknown_key", "/with/offers/0/x", "there is no such key here"));
}

TEST_F(CasesTest, ReceiptsOfACaseMayStandInAnyOrder) {
  const std::string receipts =
      R"("receipts":[{"number":"B","at":"2025-05-05","source":"till","lines":[{"article":"x","quantity":1,"amount":5}]},)"
      R"({"number":"A","at":"2024-05-05","source":"till","lines":[{"article":"x","quantity":1,"amount":5}]}])";
  const auto asked = [&](const std::string& more) {
    return R"({"call":"keep_until","with":{"member":{"id":"1","revision":0,"holdings":{"records":[],)" +
           more + R"(,"interactions":[]},"decisions":[]},"at":"2026-03-14"}})";
  };
  EXPECT_NE(answer(asked(receipts)).find("2028-05-05"), std::string::npos);
}

TEST_F(CasesTest, APageIsAnsweredAsHtmlAndAsItIsSpoken) {
  const std::string said =
      answer(R"({"call":"page","with":{"page":"sign_in","language":"sv","at":"2026-03-14"}})");
  EXPECT_EQ(said.substr(0, 9), R"({"html":")");
  EXPECT_NE(said.find(R"("speak":"page )"), std::string::npos);
  for (const char* page : {"overview", "consents", "data", "history", "download"}) {
    EXPECT_EQ(
        of_member("page", R"(,"language":"en","page":")" + std::string(page) + "\"").substr(0, 9),
        R"({"html":")")
        << page;
  }
  EXPECT_EQ(
      answer(R"({"call":"page","with":{"page":"sign_in","language":"de","at":"2026-03-14"}})"),
      error("unknown_id", "/with/language", "the notice or the interface has no such language"));
}

}  // namespace
}  // namespace samtycke::wire
