// The privacy notice as a page, and that every sentence of the sample notice can be reached (N1 to N9).
#include <gtest/gtest.h>

#include <set>

#include "core/view/element.h"
#include "tests/core/view/portal.h"

namespace samtycke::view {
namespace {

void collect_ids(const std::vector<Element>& elements, std::set<std::string>& ids) {
  for (const Element& element : elements) {
    ids.insert(element.id);
    collect_ids(element.children, ids);
  }
}

std::vector<Link> links_of(const Page& page, const ClauseId& clause) {
  std::vector<Link> found;
  for (const Block& block : page.blocks) {
    const auto* section = std::get_if<Section>(&block.is);
    if (section == nullptr || section->id != "clause-" + clause.text()) continue;
    for (const Block& inside : section->blocks) {
      if (const auto* one = std::get_if<Link>(&inside.is)) found.push_back(*one);
    }
  }
  return found;
}

std::optional<Page> page_for(const Setting& setting, PageName name,
                             const consent::MemberFile& file) {
  if (name == PageName::overview) return overview_page(setting, file, {});
  if (name == PageName::consents) return consents_page(setting, file, {}, {});
  if (name == PageName::offers) return offers_page(setting, file);
  if (name == PageName::preferences) return preferences_page(setting, file, {}, {});
  if (name == PageName::why) return why_page(setting, file);
  if (name == PageName::data) return data_page(setting, file, {}, {});
  return std::nullopt;
}

TEST(NoticePage, SaysEachSentenceInTheClubsOwnWordsAndWhereItIsCarriedOut) {
  const Portal portal;
  EXPECT_EQ(
      heard(notice_page(portal.swedish(), true)),
      R"(Det här är integritetstexten för Linnegården medlemsklubb, ord för ord. Under varje del står var på sidorna den blir verklighet.
Version: 1
Gäller från: 15 januari 2026
Ansvarig för uppgifterna: Linnegården AB
card 1. Avsändare och Brev
  Vi skickar erbjudanden i olika kanaler.
  link Avsändare: bestäm själv under Samtycken -> /sv/samtycken#sender-own
card 2. E-post och Sms och Villkoren
  Genom att godkänna villkoren lämnar du ditt samtycke.
  link E-post och Sms: bestäm själv under Samtycken -> /sv/samtycken#right-to-object
card 3. Utskick av erbjudanden
  Utskick av erbjudanden.
  link Utskick av erbjudanden: se dina egna uppgifter under Mina uppgifter -> /sv/uppgifter#why-offers
card 4. Personliga erbjudanden
  Analys för personliga erbjudanden.
  link Personliga erbjudanden: se dina egna uppgifter under Mina uppgifter -> /sv/uppgifter#why-analysis
  link Personliga erbjudanden: bestäm själv under Samtycken -> /sv/samtycken#about-analysis
card 5. Hur länge uppgifterna sparas
  Sparas i maximalt tre år räknat från senaste köp.
  link Hur länge uppgifterna sparas: se hur det är för dig på Översikt -> /sv/oversikt#keep
  link Hur länge uppgifterna sparas: se dina egna uppgifter under Mina uppgifter -> /sv/uppgifter#why
card Fråga oss, eller klaga
  Undrar du något om dina uppgifter, eller tycker du att vi gör fel? Hör av dig. Du kan också klaga hos myndigheten, när du vill och utan att fråga oss först.
  Ansvarig för uppgifterna: Linnegården AB
    Linnegården AB, Box 1, 501 01 Borås
  Telefon: 033-123 45 67
  Klaga hos: Integritetsskyddsmyndigheten (IMY)
    Myndigheten ser till att reglerna om personuppgifter följs. Det kostar inget att klaga.
  link Mejla klubben: medlem@linnegarden.example -> mailto:medlem@linnegarden.example
)");
}

TEST(NoticePage, EverySentenceOfTheSampleNoticeLeadsToAPlaceThatIsThere) {
  Portal portal;
  portal.notice = sample_notice();
  const Setting setting = portal.swedish();
  const consent::MemberFile file = support::joined_member();
  const Page page = notice_page(setting, true);
  ASSERT_EQ(portal.notice.clauses.size(), 9u);  // N1 to N9
  for (const notice::Clause& clause : portal.notice.clauses) {
    EXPECT_NE(heard(page).find(clause.text.in(support::swedish())), std::string::npos);
    const std::vector<Link> links = links_of(page, clause.id);
    EXPECT_FALSE(links.empty()) << clause.id.text() << " leads nowhere";
    for (const Link& one : links) {
      const std::size_t hash = one.href.find('#');
      ASSERT_NE(hash, std::string::npos) << one.href;
      const auto name = page_at(one.href.substr(0, hash), setting.words);
      ASSERT_TRUE(name.has_value()) << one.href;
      const auto there = page_for(setting, *name, file);
      ASSERT_TRUE(there.has_value()) << one.href;
      std::set<std::string> ids;
      collect_ids(elements(*there), ids);
      EXPECT_TRUE(ids.contains(one.href.substr(hash + 1))) << clause.id.text() << ": " << one.href;
    }
  }
}

TEST(NoticePage, TheTopicsLeadToWhereMembersChooseWhichTheyFollow) {
  Portal portal;
  portal.notice = sample_notice();
  const auto links = links_of(notice_page(portal.swedish(), true), ClauseId{"N1"});
  ASSERT_EQ(links.size(), 1u);
  EXPECT_EQ(links.front().href, "/sv/installningar#correct-followed_topics");
}

TEST(NoticePage, IsTheSameForSomebodyWhoIsNotSignedInAndSaysThatTheLinksAskForIt) {
  const Portal portal;
  const Page page = notice_page(portal.swedish(), false);
  EXPECT_TRUE(page.menu.empty());
  EXPECT_EQ(lines_with(page, "logga"),
            "Länkarna leder till dina egna sidor, så du behöver logga in först.\n"
            "link Till inloggningen -> /sv/logga-in\n");
}

TEST(NoticePage, IsLedToFromTheEndOfEveryPageAlsoBeforeSignIn) {
  const Portal portal;
  for (const Page& page :
       {sign_in_page(portal.english(), {}), download_page(portal.english(), number_alone()),
        problem_page(portal.english(), "not_found", false)}) {
    EXPECT_EQ(page.footer.front().text, "How we handle your data") << page.id;
    EXPECT_EQ(page.footer.front().href, "/en/privacy") << page.id;
  }
}

// GDPR Art. 13(1)(e), 19: by their names, and what they do.
TEST(NoticePage, SaysWhatHappensWhenDataIsRemovedAndWhoIsGivenIt) {
  Portal portal;
  EXPECT_EQ(lines_with(notice_page(portal.swedish(), true), "tas bort"), "");
  portal.notice = support::telling_notice();
  const std::string page = heard(notice_page(portal.swedish(), true));
  EXPECT_NE(page.find("card När dina uppgifter tas bort\n  Så här tar vi bort.\n"),
            std::string::npos)
      << page;
  for (const char* company : {"Tryck AB", "Utskick AB", "Drift AB"}) {
    EXPECT_NE(page.find(std::string(company) + ": Gör något åt oss."), std::string::npos) << page;
  }
}

TEST(NoticePage, ASentenceThatGovernsNothingSaysSo) {
  Portal portal;
  portal.notice.clauses.push_back({ClauseId{"N99"}, portal.notice.clauses[0].text});
  EXPECT_EQ(lines_with(notice_page(portal.english(), true), "governs"),
            "This governs nothing on these pages. Ask the club if you wonder what it means for "
            "you.\n");
}

}  // namespace
}  // namespace samtycke::view
