// The pages of the notice that decides, through a real server and plain forms.
#include <gtest/gtest.h>

#include "tests/journeys/visitor.h"
#include "tests/support/builders.h"

namespace samtycke::journeys {
namespace {

const notice::Cell group_sms = support::cell("group", "sms");

// Version 2, in which the words of one cell are others, with a switch for age and sex in the analysis.
TownPlan second_version() {
  TownPlan plan = small_plan();
  plan.notice = support::next_version(plan.notice);
  support::reword(plan.notice, group_sms, "Sms varje dag.", "A text message every day.");
  plan.notice.purposes[1].optional_categories = {
      {CategoryId{"demographics"},
       support::wording("Använd min ålder och mitt kön.", "Use my age and my sex.")}};
  return plan;
}

// Joined, and said yes to the words of version 1.
consent::MemberFile said_yes_to_version_1() {
  const notice::Notice first = support::small_notice();
  consent::MemberFile file = consent::decide_all(support::joined_member(),
                                                 {support::wish(first, consent::Grant{group_sms})},
                                                 first, support::today())
                                 .after;
  return file;
}

class Pages : public testing::Test {
 protected:
  Pages() { town.add(said_yes_to_version_1()); }

  Form form_on(const std::string& path) { return client.form_on(client.get(path), path); }
  bool says(const std::string& path, std::string_view key) {
    return client.get(path).body.find(all_words().front()(key)) != std::string::npos;
  }

  Town town{second_version()};
  Client client{town.port()};
};

TEST_F(Pages, TheNoticeIsThereForEveryoneAndInBothLanguages) {
  for (const char* path : {"/sv/integritet", "/en/privacy"}) {
    const Reply page = client.get(path);
    EXPECT_EQ(page.status, 200) << path;
    EXPECT_NE(page.body.find("id=\"clause-N2\""), std::string::npos) << path;
    EXPECT_EQ(page.body.find("id=\"menu\""), std::string::npos) << path;
  }
  EXPECT_NE(client.get("/sv/logga-in").body.find("href=\"/sv/integritet\""), std::string::npos);
  sign_in(client, town);
  EXPECT_NE(client.get("/sv/integritet").body.find("id=\"menu\""), std::string::npos);
}

TEST_F(Pages, WhyIsAPageForMembersOnly) {
  EXPECT_EQ(client.get("/sv/darfor").header("location"), "/sv/logga-in");
  sign_in(client, town);
  EXPECT_EQ(client.get("/sv/darfor").status, 200);
  EXPECT_EQ(client.get("/en/why").status, 200);
}

TEST_F(Pages, OffersAndPreferencesArePagesForMembersOnly) {
  for (const char* path : {"/sv/erbjudanden", "/en/offers", "/sv/installningar"}) {
    EXPECT_EQ(client.get(path).status, 303) << path;
  }
  sign_in(client, town);
  for (const char* path : {"/sv/erbjudanden", "/en/offers", "/sv/installningar"}) {
    EXPECT_EQ(client.get(path).status, 200) << path;
  }
}

TEST_F(Pages, APurchaseIsFoundByAnAddressWithoutScripts) {
  sign_in(client, town);
  const std::string found = client.get("/sv/uppgifter?q=%C3%96RNGOTT&room=sleep&year=2025").body;
  EXPECT_NE(found.find("id=\"purchases-table-r0-c0\""), std::string::npos);
  EXPECT_EQ(found.find("id=\"purchases-table-r1-c0\""), std::string::npos);
  EXPECT_NE(found.find("value=\"ÖRNGOTT\""), std::string::npos) << "what was asked stays";
  EXPECT_TRUE(says("/sv/uppgifter?q=gardinst%C3%A5ng", "purchases.found_none"));
  EXPECT_EQ(client.get("/sv/uppgifter?year=x&page=-1&q=%22%3E%3Cscript%3E").status, 200);
}

TEST_F(Pages, AllFromOneSenderIsTurnedOffByOneForm) {
  sign_in(client, town);
  ASSERT_TRUE(is_on(client.get("/api/v1/me").json(), "own", "email"));
  const bool group_before = is_on(client.get("/api/v1/me").json(), "group", "email");
  const Form form = form_on("/sv/samtycken");
  EXPECT_EQ(client.post_form("/sv/samtycken", with(form, "do", "stop.own")).header("location"),
            "/sv/samtycken?done=stopped_sender");
  for (const char* channel : {"letter", "email", "sms"}) {
    EXPECT_FALSE(is_on(client.get("/api/v1/me").json(), "own", channel)) << channel;
  }
  EXPECT_EQ(is_on(client.get("/api/v1/me").json(), "group", "email"), group_before);
  EXPECT_EQ(client.post_form("/sv/samtycken", with(form, "do", "stop.nobody")).header("location"),
            "/sv/samtycken?done=unchanged");
}

TEST_F(Pages, TheUseIsPausedAndThePauseEndedWithoutScripts) {
  sign_in(client, town);  // GDPR Art. 18
  const Form form = form_on("/sv/uppgifter");
  EXPECT_EQ(client.post_form("/sv/uppgifter", with(form, "do", "restrict")).header("location"),
            "/sv/uppgifter?done=restricted");
  EXPECT_TRUE(says("/sv/uppgifter?done=restricted", "done.restricted"));
  EXPECT_TRUE(says("/sv/oversikt", "state.restricted"));

  Form old_page =
      with(client.form_on(client.get("/sv/samtycken"), "/sv/samtycken"), "do", "lift_restriction");
  old_page = with(old_page, "revision", "1");
  EXPECT_EQ(client.post_form("/sv/uppgifter", old_page).status, 412)
      << "a yes is said to what the page showed";
  EXPECT_TRUE(says("/sv/oversikt", "state.restricted"));

  const Reply page = client.get("/sv/uppgifter");
  const std::string revision = std::to_string(town.file(support::small_member().id).revision);
  Form lift = with(client.form_on(page, "/sv/uppgifter"), "do", "lift_restriction");
  EXPECT_EQ(client.post_form("/sv/uppgifter", with(lift, "revision", revision)).header("location"),
            "/sv/uppgifter?done=lifted");
  EXPECT_FALSE(says("/sv/oversikt", "state.restricted"));
}

TEST_F(Pages, ACategoryIsLeftOutOfTheAnalysisWithoutScripts) {
  sign_in(client, town);  // N7; GDPR Art. 21(2)
  const Reply page = client.get("/sv/samtycken");
  const std::size_t form_at = page.body.find("id=\"consents-form\"");
  ASSERT_NE(form_at, std::string::npos);
  Reply rest = page;
  rest.body = page.body.substr(page.body.rfind('<', form_at));
  const Form form =
      without(client.form_on(rest, "/sv/samtycken"), "category.analysis.demographics");
  EXPECT_EQ(client.post_form("/sv/samtycken", with(form, "do", "save")).header("location"),
            "/sv/samtycken?done=saved");
  const auto& decisions = town.file(support::small_member().id).decisions;
  const consent::CategoryUse age_and_sex{PurposeId{"analysis"}, CategoryId{"demographics"}};
  EXPECT_EQ(decisions.back().act, consent::Act{consent::Object{age_and_sex}});
}

TEST_F(Pages, WhoIsAskedAgainAnswersForThatCellAlone) {
  sign_in(client, town);  // L6
  ASSERT_FALSE(is_on(client.get("/api/v1/me").json(), "group", "sms"));
  EXPECT_TRUE(says("/sv/oversikt", "asked.to_answer"));
  const std::size_t before = town.file(support::small_member().id).decisions.size();

  const Form form = form_on("/sv/samtycken");  // The question stands first.
  EXPECT_EQ(
      client.post_form("/sv/samtycken", with(form, "do", "yes.cell.group.sms")).header("location"),
      "/sv/samtycken?done=answered");
  EXPECT_TRUE(is_on(client.get("/api/v1/me").json(), "group", "sms"));
  EXPECT_EQ(town.file(support::small_member().id).decisions.size(), before + 1);
  EXPECT_FALSE(says("/sv/oversikt", "asked.to_answer"));
}

TEST_F(Pages, ANoToNewWordsEndsTheQuestionToo) {
  sign_in(client, town);
  const Form form = form_on("/sv/samtycken");
  EXPECT_EQ(
      client.post_form("/sv/samtycken", with(form, "do", "no.cell.group.sms")).header("location"),
      "/sv/samtycken?done=answered");
  EXPECT_FALSE(is_on(client.get("/api/v1/me").json(), "group", "sms"));
  EXPECT_FALSE(says("/sv/oversikt", "asked.to_answer"));
}

// How often to be written to is such a choice; taking it away sets no limit any more.
TEST_F(Pages, AChoiceAboutOneselfIsMadeAndTakenAwayAgain) {
  sign_in(client, town);
  const auto gender = [&] {
    return std::string(
        member::value_of(town.file(support::small_member().id).holdings, FieldId{"gender"}));
  };
  ASSERT_EQ(gender(), "woman");
  const Form form = with(form_on("/sv/uppgifter"), "do", "save");
  client.post_form("/sv/uppgifter", with(form, "gender", "other"));
  EXPECT_EQ(gender(), "other");
  client.post_form("/sv/uppgifter", with(form, "gender", ""));
  EXPECT_EQ(gender(), "");
}

}  // namespace
}  // namespace samtycke::journeys
