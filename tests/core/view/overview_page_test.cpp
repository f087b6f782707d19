#include <gtest/gtest.h>

#include "core/verdict/verdict.h"
#include "tests/core/view/portal.h"

namespace samtycke::view {
namespace {

TEST(OverviewPage, SaysWhatMattersMostAndWhereTheRestIs) {
  const Portal portal;
  EXPECT_EQ(heard(overview_page(portal.swedish(), support::joined_member(), {})),
            R"(Hej Åsa! Här är det viktigaste om ditt medlemskap.
card Ditt medlemskap
  member card Åsa Lindqvist, Medlemsnummer 100001
  Medlem sedan: 3 mars 2024
  Favoritrum: Sova
  link Se allt vi har om dig -> /sv/uppgifter
card Det här får nå dig
  table Vem som får höra av sig till dig, och hur
    columns Avsändare | Brev | E-post | Sms
    row Linnegården | +Ja | +Ja | +Ja
    row Väveriet | +Ja | +Ja | -Nej
    row Samarbetspartner | -Nej | -Nej | -Nej
  Personliga erbjudanden: På
  Du kan när som helst säga nej till reklam och till analysen bakom personliga erbjudanden. Det kostar ingenting.
  link Se varför du får det du får -> /sv/darfor
  link Välj vad som får nå dig -> /sv/samtycken
card Dina erbjudanden just nu
  Inga erbjudanden når dig just nu.
  link Se alla erbjudanden -> /sv/erbjudanden
card Så länge sparar vi dina uppgifter
  Vi sparar dina uppgifter längst till och med den 28 november 2028. Sedan tas de bort.
  past 3 mars 2024: Du gick med i klubben
  past 28 november 2025: Ditt senaste köp
  now 14 mars 2026: I dag
    Om du handlar i dag flyttas dagen till den 14 mars 2029.
  ahead 28 november 2028: Sista dagen vi sparar något
    Det är tre år från ditt senaste köp, den 28 november 2025.
card Ditt senaste köp
  När: 28 november 2025 kl. 10.30
  Var: På nätet
  Varor: Påslakan 599,00 kr (Sova)
  Belopp: 599,00 kr
card Genvägar
  link Hämta en kopia av dina uppgifter -> /sv/ladda-ner
  link Byt e-postadress -> /sv/byt-epost
  link Se var du är inloggad -> /sv/inloggningar
  link Lämna klubben -> /sv/lamna
)");
}

TEST(OverviewPage, SaysTheSameInEnglish) {
  const Portal portal;
  EXPECT_EQ(heard(overview_page(portal.english(), support::joined_member(), {})),
            R"(Hello Åsa! Here are the essentials of your membership.
card Your membership
  member card Åsa Lindqvist, Member number 100001
  Member since: 3 March 2024
  Favourite room: Sleep
  link See everything we have about you -> /en/data
card What may reach you
  table Who may contact you, and how
    columns Sender | Letter | E-mail | Text message
    row Linnegården | +Yes | +Yes | +Yes
    row Väveriet | +Yes | +Yes | -No
    row Partner | -No | -No | -No
  Personal offers: On
  You can say no to marketing, and to the analysis behind personal offers, at any time. It costs nothing.
  link See why you get what you get -> /en/why
  link Choose what may reach you -> /en/consents
card Your offers now
  No offers reach you now.
  link See all offers -> /en/offers
card How long we keep your data
  We keep your data until 28 November 2028 at the latest. Then it is erased.
  past 3 March 2024: You joined the club
  past 28 November 2025: Your latest purchase
  now 14 March 2026: Today
    If you shop today, the day moves to 14 March 2029.
  ahead 28 November 2028: The last day we keep anything
    That is three years from your latest purchase, on 28 November 2025.
card Your latest purchase
  When: 28 November 2025, 10:30
  Where: Online
  Goods: Påslakan SEK 599.00 (Sleep)
  Amount: SEK 599.00
card Shortcuts
  link Get a copy of your data -> /en/download
  link Change your e-mail address -> /en/change-email
  link See where you are signed in -> /en/sign-ins
  link Leave the club -> /en/leave
)");
}

TEST(OverviewPage, AMemberKnownByNumberAloneIsGreetedAndToldWhatIsMissing) {
  const Portal portal;
  EXPECT_EQ(heard(overview_page(portal.swedish(), number_alone(), {})),
            R"(Hej! Här är det viktigaste om ditt medlemskap.
card Ditt medlemskap
  member card Medlemsnummer 100999
  link Se allt vi har om dig -> /sv/uppgifter
card Det här får nå dig
  table Vem som får höra av sig till dig, och hur
    columns Avsändare | Brev | E-post | Sms
    row Linnegården | -Nej, adress saknas | -Nej, adress saknas | -Nej, adress saknas
    row Väveriet | -Nej, adress saknas | -Nej, adress saknas | -Nej, adress saknas
    row Samarbetspartner | -Nej | -Nej | -Nej
  Personliga erbjudanden: På
  Du kan när som helst säga nej till reklam och till analysen bakom personliga erbjudanden. Det kostar ingenting.
  link Se varför du får det du får -> /sv/darfor
  link Välj vad som får nå dig -> /sv/samtycken
card Dina erbjudanden just nu
  Inga erbjudanden når dig just nu.
  link Se alla erbjudanden -> /sv/erbjudanden
card Så länge sparar vi dina uppgifter
  Vi kan inte räkna ut dagen, eftersom vi varken har ett köp eller datumet då du gick med. Klubben får reda på det och ska bestämma en dag.
card Ditt senaste köp
  Vi har inget köp av dig sparat.
card Genvägar
  link Hämta en kopia av dina uppgifter -> /sv/ladda-ner
  link Byt e-postadress -> /sv/byt-epost
  link Se var du är inloggad -> /sv/inloggningar
  link Lämna klubben -> /sv/lamna
)");
}

TEST(OverviewPage, WhoHasNeverBoughtIsToldThatThePeriodRunsFromJoining) {
  const Portal portal;
  consent::MemberFile file = support::joined_member();
  file.holdings.receipts.clear();
  EXPECT_EQ(
      card_of(overview_page(portal.swedish(), file, {}), "Så länge sparar vi dina uppgifter"),
      "Vi sparar dina uppgifter längst till och med den 3 mars 2027. Sedan tas de bort.\n"
      "past 3 mars 2024: Du gick med i klubben\n"
      "now 14 mars 2026: I dag\n"
      "  Om du handlar i dag flyttas dagen till den 14 mars 2029.\n"
      "ahead 3 mars 2027: Sista dagen vi sparar något\n"
      "  Det är tre år från dagen då du gick med i klubben, den 3 mars 2024, eftersom vi inte "
      "har något köp av dig.\n");
}

TEST(OverviewPage, AfterTheLastDayItSaysThatTheTimeIsOut) {
  Portal portal;
  portal.now = support::at("2028-11-29T12:00:00Z");
  EXPECT_EQ(lines_with(overview_page(portal.swedish(), support::joined_member(), {}), "Tiden"),
            "Tiden gick ut den 28 november 2028. Uppgifterna tas bort vid nästa rensning.\n");
}

// GDPR Art. 18: who asked the club to hold on to the data is not told that it goes.
TEST(OverviewPage, WhileTheUseIsPausedItSaysThatNothingIsErased) {
  Portal portal;
  const auto paused = consent::decide_all(support::joined_member(),
                                          {support::wish(portal.notice, consent::Restrict{})},
                                          portal.notice, support::today())
                          .after;
  EXPECT_EQ(lines_with(overview_page(portal.swedish(), paused, {}), "Tiden"),
            "Tiden går ut den 28 november 2028. Eftersom du har pausat användningen tar vi inte "
            "bort något förrän du avslutar pausen.\n");
  portal.now = support::at("2028-11-29T12:00:00Z");
  EXPECT_EQ(lines_with(overview_page(portal.swedish(), paused, {}), "Tiden"),
            "Tiden gick ut den 28 november 2028. Eftersom du har pausat användningen tar vi bort "
            "uppgifterna först när du avslutar pausen.\n");
}

TEST(OverviewPage, ANumberOfYearsWithoutAWordOfItsOwnIsWrittenInDigits) {
  Portal portal;
  portal.notice.retentions[0].years = 7;
  EXPECT_EQ(lines_with(overview_page(portal.swedish(), support::joined_member(), {}), "7 år"),
            "Det är 7 år från ditt senaste köp, den 28 november 2025.\n");
}

TEST(OverviewPage, AYesWithoutAnAddressToReachIsNotShownAsAPlainYes) {
  const Portal portal;
  consent::MemberFile file = support::joined_member();
  auto& records = file.holdings.records;
  records.erase(records.begin() + 7);  // The street address, which letters need.
  ASSERT_EQ(member::find(file.holdings, FieldId{"address"}), nullptr);
  EXPECT_EQ(lines_with(overview_page(portal.swedish(), file, {}), "row Linnegården"),
            "row Linnegården | -Nej, adress saknas | +Ja | +Ja\n");
}

TEST(OverviewPage, NamesInAnyScriptAreShownAsTheyWereGiven) {
  const Portal portal;
  consent::MemberFile file = support::joined_member();
  for (const std::string name : {"نور", "Zoë 🌻", "{day}", "<script>alert(1)</script>", "O'Brien"}) {
    member::put(file.holdings, member::Record{member::field::given_name, name,
                                              member::Source::member, portal.now});
    EXPECT_EQ(lines_with(overview_page(portal.swedish(), file, {}), "Hej "),
              "Hej " + name + "! Här är det viktigaste om ditt medlemskap.\n");
  }
}

// L9, GDPR Art. 21(4): the first page after signing in says it clearly and apart from everything else.
TEST(OverviewPage, TheRightToSayNoToMarketingStandsByItselfOnTheFirstPage) {
  const Portal portal;
  const Page page = overview_page(portal.english(), support::joined_member(), {});
  EXPECT_EQ(
      lines_with(page, "say no"),
      "You can say no to marketing, and to the analysis behind personal offers, at any time. It "
      "costs nothing.\n");
}

TEST(OverviewPage, WhatWasDoneIsSaidFirst) {
  const Portal portal;
  const Page page =
      overview_page(portal.swedish(), support::joined_member(), Said{Mood::success, "saved"});
  EXPECT_EQ(std::get<Message>(page.blocks[0].is).text, "Sparat. Så här är det nu.");
}

// The club's page and the club's senders are answered by the same verdict.
TEST(OverviewPage, SaysYesExactlyWhereTheVerdictDoes) {
  Portal portal;
  portal.notice.purposes[0].objection = support::wording("Skicka.", "Send.");
  portal.notice.sending.purpose = PurposeId{"offers"};
  const auto after = [&](consent::Act act) {
    return consent::decide_all(support::joined_member(), {support::wish(portal.notice, act)},
                               portal.notice, support::today())
        .after;
  };
  std::vector<consent::MemberFile> files = {
      support::joined_member(),
      support::small_member(),
      number_alone(),
      after(consent::Object{PurposeId{"offers"}}),
      after(consent::Restrict{}),
      after(consent::Object{support::cell("own", "letter")}),
      after(consent::Withdraw{support::cell("own", "email")})};
  for (const consent::MemberFile& file : files) {
    const Page page = overview_page(portal.english(), file, {});
    for (const notice::Sender& sender : portal.notice.senders) {
      std::string row = "row " + sender.name.in(support::english());
      const std::string said = lines_with(page, row + " |");
      std::string expected;
      for (const notice::Channel& channel : portal.notice.channels) {
        const auto answer = verdict::verdict(
            file, {sender.id, channel.id, notice::OfferKind::general, {}, portal.now},
            portal.notice, portal.offers);
        const auto* no = std::get_if<verdict::No>(&answer);
        expected += no == nullptr                               ? " | +Yes"
                    : no->reason == verdict::Reason::no_address ? " | -No, address missing"
                                                                : " | -No";
      }
      EXPECT_EQ(said, row + expected + "\n");
    }
  }
}

TEST(OverviewPage, WhoStoppedAllOffersReadsThatNothingComes) {
  Portal portal;
  portal.notice.purposes[0].objection = support::wording("Skicka.", "Send.");
  portal.notice.sending.purpose = PurposeId{"offers"};
  const auto file =
      consent::decide_all(support::joined_member(),
                          {support::wish(portal.notice, consent::Object{PurposeId{"offers"}})},
                          portal.notice, support::today());
  EXPECT_EQ(lines_with(overview_page(portal.swedish(), file.after, {}), "Inget kommer"),
            "Inget kommer just nu, eftersom du har stängt av det här: Erbjudanden över huvud "
            "taget.\n");
}

}  // namespace
}  // namespace samtycke::view
