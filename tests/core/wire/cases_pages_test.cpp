// The call "page": every page, as the server writes it and as it is spoken, and what a form that was not
// taken brings with it.
#include <gtest/gtest.h>

#include "core/wire/cases.h"
#include "core/wire/member_json.h"
#include "core/wire/portal_json.h"
#include "tests/core/view/portal.h"

namespace samtycke::wire {
namespace {

Cases cases() {
  const view::Portal portal;
  auto cases = Cases::from(encode_portal({portal.notice, {}, {}}, portal.all_words));
  EXPECT_TRUE(cases.ok());
  return std::move(cases).value();
}

std::string page(const std::string& name, const std::string& more) {
  return cases().answer(R"({"call":"page","with":{"page":")" + name +
                        R"(","language":"sv","at":"2026-03-14T09:26:53Z")" + more + "}}");
}

std::string own_page(const std::string& name, const std::string& more) {
  return page(name, ",\"member\":" + encode_member_file(support::joined_member()) + more);
}

bool says(const std::string& answer, std::string_view text) {
  return answer.find(text) != std::string::npos;
}

TEST(CasesPages, AreAnsweredForEveryoneAndForTheMember) {
  EXPECT_TRUE(says(page("code", R"(,"email":"asa@example.se")"), "asa@example.se"));
  EXPECT_TRUE(says(page("notice", ""), R"("speak":"page )"));
  EXPECT_TRUE(says(page("problem", R"(,"problem":"not_found")"), R"("speak":"page )"));
  EXPECT_TRUE(says(own_page("why", ""), R"("speak":"page )"));
}

TEST(CasesPages, ShowADraftWithoutSavingIt) {
  const std::string draft =
      R"(,"draft":{"notice_version":1,"language":"sv","decisions":[{"act":"withdraw","sender":"own","channel":"email"}]})";
  EXPECT_NE(own_page("consents", draft), own_page("consents", ""));
  EXPECT_EQ(
      own_page("consents", R"(,"draft":{"notice_version":1,"language":"sv","decisions":7})"),
      R"({"error":{"code":"wrong_type","detail":"this must be a list","pointer":"/with/draft/decisions"}})");
}

TEST(CasesPages, KeepWhatWasTypedAndSayWhatIsWrongWithIt) {
  const std::string typed = R"(,"typed":{"language":"sv","details":{"phone":"at home"}})";
  EXPECT_TRUE(says(own_page("data", typed), "at home"));
  EXPECT_NE(own_page("data", typed),
            own_page("data", R"(,"typed":{"language":"sv","details":{"phone":"070-174 06 05"}})"));
  EXPECT_TRUE(says(page("join", typed + R"(,"error":"under_age")"), "at home"));
}

TEST(CasesPages, SayWhatWasSaved) {
  EXPECT_NE(own_page("overview", R"(,"said":"saved")"), own_page("overview", ""));
}

}  // namespace
}  // namespace samtycke::wire
