// Addresses, what stands round every page, and what must hold of all pages at once.
#include "core/view/pages.h"

#include <gtest/gtest.h>

#include <set>

#include "core/view/element.h"
#include "tests/core/view/portal.h"

namespace samtycke::view {
namespace {

const std::vector<PageName> all_names = {
    PageName::sign_in, PageName::code,     PageName::overview, PageName::consents,
    PageName::offers,  PageName::why,      PageName::data,     PageName::preferences,
    PageName::history, PageName::download, PageName::notice,   PageName::sessions,
    PageName::email,   PageName::leave,    PageName::join};

TEST(Paths, AreInTheLanguageOfThePage) {
  const Portal portal;
  EXPECT_EQ(path_of(PageName::consents, portal.all_words[0]), "/sv/samtycken");
  EXPECT_EQ(path_of(PageName::consents, portal.all_words[1]), "/en/consents");
  EXPECT_EQ(path_of(PageName::sign_in, portal.all_words[0]), "/sv/logga-in");
}

TEST(Paths, LeadBackToTheirPage) {
  const Portal portal;
  for (const Words& words : portal.all_words) {
    for (const PageName name : all_names) EXPECT_EQ(page_at(path_of(name, words), words), name);
  }
}

TEST(Paths, AnythingElseIsNoPage) {
  const Portal portal;
  for (const std::string path : {"", "/", "/sv", "/sv/", "/sv/samtycken/", "/en/samtycken",
                                 "/sv/consents", "sv/samtycken", "/sv/path.problem"}) {
    EXPECT_EQ(page_at(path, portal.all_words[0]), std::nullopt) << path;
  }
}

TEST(EveryPage, HasTheMenuTheLanguagesTheWayOutAndWhoAnswersForTheData) {
  const Portal portal;
  Page page = download_page(portal.swedish(), support::small_member());
  page.blocks.clear();
  EXPECT_EQ(speak(page), R"(page Ladda ner
club Linnegården
menu Översikt -> /sv/oversikt
menu Samtycken -> /sv/samtycken
menu Erbjudanden -> /sv/erbjudanden
menu Därför ser du det här -> /sv/darfor
menu Mina uppgifter -> /sv/uppgifter
menu Inställningar -> /sv/installningar
menu Historik -> /sv/historik
menu Ladda ner current
language Svenska current
language English -> /en/download
form Logga ut
  button Logga ut
footer Så hanterar vi dina uppgifter -> /sv/integritet
footer Var du är inloggad -> /sv/inloggningar
footer Mejla klubben: medlem@linnegarden.example -> mailto:medlem@linnegarden.example
footer Ring klubben: +46331234567 -> tel:+46331234567
footnote Linnegården AB ansvarar för dina uppgifter i klubben. Postadress: Linnegården AB, Box 1, 501 01 Borås. Tycker du att vi gör fel kan du klaga hos Integritetsskyddsmyndigheten (IMY).
)");
}

TEST(EveryPage, NamesTheLanguageOfTheWayToAnother) {
  const Portal portal;
  const Page page = download_page(portal.swedish(), support::small_member());
  EXPECT_TRUE(page.languages[0].language.empty());
  EXPECT_TRUE(page.languages[0].current);
  EXPECT_EQ(page.languages[1].language, support::english());
}

TEST(EveryPage, BeforeSignInHasNoMenu) {
  const Portal portal;
  const Page page = sign_in_page(portal.swedish(), {});
  EXPECT_TRUE(page.menu.empty());
  EXPECT_FALSE(page.sign_out.has_value());
}

TEST(EveryPage, OfADemoSaysSoAndShowsTheWayToTheMail) {
  Portal portal;
  portal.demo = true;
  EXPECT_EQ(
      lines_with(sign_in_page(portal.swedish(), {}), "demo"),
      "info: Det här är en demo. Medlemmarna är påhittade, och inga mejl skickas på riktigt.\n"
      "link Läs demons mejl -> /dev/mail\n");
}

TEST(EveryPage, OfASignedInMemberShowsTheWayToADemosMailAtItsEndOnly) {
  Portal portal;
  portal.demo = true;
  for (const Page& page : {overview_page(portal.swedish(), support::joined_member(), {}),
                           consents_page(portal.swedish(), support::joined_member(), {}, {}),
                           data_page(portal.swedish(), support::joined_member(), {}, {}),
                           download_page(portal.swedish(), support::joined_member())}) {
    EXPECT_EQ(lines_with(page, "demo"), "") << page.id;
    EXPECT_EQ(page.footer.back().href, "/dev/mail") << page.id;
  }
}

TEST(SessionsPage, TellsOtherBrowsersApart) {
  const Portal portal;
  const std::string text = speak(sessions_page(
      portal.swedish(), {{"1f", {}, {}, true}, {"2f", {}, {}, false}, {"3f", {}, {}, false}}, {}));
  EXPECT_NE(text.find("En annan webbläsare\n"), std::string::npos) << text;
  EXPECT_NE(text.find("En annan webbläsare 2\n"), std::string::npos) << text;
}

std::vector<Page> every_page(const Setting& setting, const consent::MemberFile& file) {
  const notice::Notice& notice = setting.notice;
  const std::vector<consent::Wish> draft = {
      {consent::Withdraw{support::cell("own", "email")}, notice.version, support::swedish()},
      {consent::Grant{support::cell("partner", "email")}, notice.version, support::swedish()}};
  const Said said{Mood::error, "stale"};
  return {sign_in_page(setting, {"x", "bad_email"}),
          code_page(setting, {"x", "expired"}),
          overview_page(setting, file, said),
          consents_page(setting, file, draft, said),
          data_page(setting, file, {{FieldId{"phone"}, "1", "bad_phone"}}, said),
          why_page(setting, file),
          history_page(setting, file,
                       {{ReceiptState::said_by_club, ReceiptState::waiting, ReceiptState::verified,
                         ReceiptState::failed},
                        "name+id+key"}),
          history_page(setting, file, {}),
          download_page(setting, file),
          notice_page(setting, true),
          notice_page(setting, false),
          sessions_page(setting, {{"1f", {}, {}, true}, {"2f", {}, {}, false}}, said),
          email_page(setting, file, Confirmed::not_yet, {}),
          email_page(setting, file, Confirmed::yes, {"x", "bad_email"}),
          leave_page(setting, file, Confirmed::not_yet, ""),
          leave_page(setting, file, Confirmed::yes, "not_sure"),
          download_page(setting, file, Confirmed::not_yet),
          code_page(setting, {"", "", "7K3M-QW2X", true, ""}),
          code_page(setting, {"x", "", "7K3M-QW2X", false, "join"}),
          join_start_page(setting, {"x", "bad_email"}),
          join_page(setting, {{}, false, {}, "details", "asa@example.se", true}),
          join_page(setting, {{{FieldId{"email"}, "x", "bad_email"}}, false, {}, "under_age"}),
          problem_page(setting, "not_found", true)};
}

void collect_ids(const std::vector<Element>& elements, std::multiset<std::string>& ids) {
  for (const Element& element : elements) {
    if (!element.id.empty()) ids.insert(element.id);
    collect_ids(element.children, ids);
  }
}

TEST(EveryPage, HasIdsThatAreUniqueAndMadeOfPlainLetters) {
  Portal portal;
  portal.demo = true;
  for (const auto& file : {support::joined_member(), number_alone()}) {
    for (const Page& page : every_page(portal.swedish(), file)) {
      std::multiset<std::string> ids;
      collect_ids(elements(page), ids);
      for (const std::string& id : ids) {
        EXPECT_EQ(ids.count(id), 1u) << page.id << " has more than one " << id;
        EXPECT_EQ(id.find_first_not_of("abcdefghijklmnopqrstuvwxyzN0123456789-_"),
                  std::string::npos)
            << id;
      }
    }
  }
}

TEST(EveryPage, LeavesNoKeyAndNoPlaceUnfilled) {
  Portal portal;
  portal.demo = true;
  for (const auto& file : {support::joined_member(), number_alone()}) {
    for (const Setting& setting : {portal.swedish(), portal.english()}) {
      for (const Page& page : every_page(setting, file)) {
        const std::string text = speak(page);
        EXPECT_EQ(text.find('{'), std::string::npos) << text;
        for (const auto& [key, its_text] : setting.words.all()) {
          EXPECT_EQ(text.find(" " + key + " "), std::string::npos) << key;
          EXPECT_EQ(text.find(" " + key + "\n"), std::string::npos) << key;
        }
      }
    }
  }
}

}  // namespace
}  // namespace samtycke::view
