// The offers that a member gets and does not get, each with the reason (N2).
#include <gtest/gtest.h>

#include "core/verdict/offers_for.h"
#include "tests/core/view/portal.h"

namespace samtycke::view {
namespace {

// What stands under an offer, wherever it stands: in a card of its own, or folded.
std::string about(const Page& page, const std::string& title) {
  const std::string whole = heard(page);
  const std::size_t at = whole.find(title);
  if (at == std::string::npos) return {};
  std::size_t end = whole.find("card ", at);
  end = std::min(end, whole.find("details ", at));
  return whole.substr(at, end == std::string::npos ? end : end - at);
}

TEST(OffersPage, TellsWhatComesWithItsReasonAndFoldsWhatDoesNot) {
  const Portal portal = with_segments();
  EXPECT_EQ(
      heard(offers_page(portal.swedish(), support::joined_member())),
      R"(Det här är erbjudandena som når dig just nu, hur de kommer och varför du får dem. Längre ner står de som inte når dig, med skälet.
section Till alla medlemmar
  card Erbjudande a
    Tjugo procent på allt.
    Från: Linnegården
      Företag: Linnegården AB
    När: 1 mars 2026 till 31 mars 2026
    Kommer med: E-post och Sms
    Varför: Erbjudandet är generellt: det går till alla medlemmar som avsändaren får höra av sig till.
      Står i del 1 av klubbens text.
card Når dig inte
  details Erbjudande b – Linnegården
    Tjugo procent på allt.
    Från: Linnegården
      Företag: Linnegården AB
    När: 1 mars 2026 till 31 mars 2026
    Kommer inte med E-post: Du är inte med i segmentet Sovrumsvänner.
      Står i del 1 av klubbens text.
  details Erbjudande c – Väveriet
    Tjugo procent på allt.
    Från: Väveriet
      Företag: Väveriet i Borås AB
    När: 1 mars 2026 till 31 mars 2026
    Kommer inte med E-post: Du är inte med i segmentet Fyllda 60.
      Står i del 1 av klubbens text.
    Kommer inte med Sms: Du har inte sagt ja till det här: Sms från Väveriet.
      Lagrum: MFL 19 §. Står i del 2 av klubbens text.
  details Erbjudande d – Samarbetspartner
    Tjugo procent på allt.
    Från: Samarbetspartner
    När: 1 mars 2026 till 31 mars 2026
    Kommer inte med Brev: Klubben har inte sagt vilket företag det är: Samarbetspartner.
      Lagrum: EDPB 05/2020 3.3.1. Står i del 1 av klubbens text.
card Gäller inte längre
  details Erbjudande e – Linnegården
    Tjugo procent på allt.
    Från: Linnegården
      Företag: Linnegården AB
    När: 1 mars 2026 till 2 mars 2026
    Kommer inte med E-post: Erbjudandet gäller bara från 1 mars 2026 till 2 mars 2026.
      Står i del 1 av klubbens text.
link Se vilka segment du är med i -> /sv/darfor
)");
}

TEST(OffersPage, SaysTheSameInEnglish) {
  const Portal portal = with_segments();
  EXPECT_EQ(
      heard(offers_page(portal.english(), support::joined_member())),
      R"(These are the offers that reach you now, how they come and why you get them. Further down are those that do not reach you, with the reason.
section To every member
  card Offer a
    Twenty percent off everything.
    From: Linnegården
      Company: Linnegården AB
    When: 1 March 2026 to 31 March 2026
    Comes by: E-mail and Text message
    Why: The offer is general: it goes to every member whom the sender may contact.
      It is in part 1 of the club’s notice.
card Do not reach you
  details Offer b – Linnegården
    Twenty percent off everything.
    From: Linnegården
      Company: Linnegården AB
    When: 1 March 2026 to 31 March 2026
    Does not come by E-mail: You are not in the segment Bedroom friends.
      It is in part 1 of the club’s notice.
  details Offer c – Väveriet
    Twenty percent off everything.
    From: Väveriet
      Company: Väveriet i Borås AB
    When: 1 March 2026 to 31 March 2026
    Does not come by E-mail: You are not in the segment Over 60.
      It is in part 1 of the club’s notice.
    Does not come by Text message: You have not said yes to this: Text message from Väveriet.
      In the law: MFL 19 §. It is in part 2 of the club’s notice.
  details Offer d – Partner
    Twenty percent off everything.
    From: Partner
    When: 1 March 2026 to 31 March 2026
    Does not come by Letter: The club has not said which company this is: Partner.
      In the law: EDPB 05/2020 3.3.1. It is in part 1 of the club’s notice.
card Are over
  details Offer e – Linnegården
    Twenty percent off everything.
    From: Linnegården
      Company: Linnegården AB
    When: 1 March 2026 to 2 March 2026
    Does not come by E-mail: The offer only runs from 1 March 2026 to 2 March 2026.
      It is in part 1 of the club’s notice.
link See which segments you are in -> /en/why
)");
}

TEST(OffersPage, WhoSaidNoToTheAnalysisReadsThatBesideEachPersonalOffer) {
  const Portal portal = with_segments();  // L8; GDPR Art. 21(2)
  const auto file =
      consent::decide_all(support::joined_member(),
                          {support::wish(portal.notice, consent::Object{PurposeId{"analysis"}})},
                          portal.notice, support::today())
          .after;
  EXPECT_NE(about(offers_page(portal.swedish(), file), "Erbjudande b")
                .find("Du har stängt av det här: Personliga erbjudanden."),
            std::string::npos);
}

TEST(OffersPage, WhileTheUseIsPausedNothingComes) {
  const Portal portal = with_segments();  // GDPR Art. 18, L15
  const auto file = consent::decide_all(support::joined_member(),
                                        {support::wish(portal.notice, consent::Restrict{})},
                                        portal.notice, support::today())
                        .after;
  EXPECT_EQ(lines_with(offers_page(portal.swedish(), file), "Kommer med"), "");
}

TEST(OffersPage, AClubWithoutOffersSaysSo) {
  const Portal portal;
  EXPECT_NE(lines_with(offers_page(portal.swedish(), support::joined_member()),
                       "Klubben har inga erbjudanden just nu."),
            "");
}

TEST(OffersPage, AnOfferStandsUnderWhatComesExactlyWhenTheVerdictSaysSo) {
  const Portal portal = with_segments();
  for (const consent::MemberFile& file :
       {support::joined_member(), number_alone(), support::small_member()}) {
    const Page page = offers_page(portal.english(), file);
    for (const auto& answer : verdict::offers_for(file, portal.notice, portal.offers, portal.now)) {
      const std::string said = about(page, "Offer " + answer.offer.text());
      EXPECT_EQ(said.find("Comes by") != std::string::npos, verdict::reaches(answer))
          << answer.offer.text();
    }
  }
}

TEST(OffersPage, EveryReasonAgainstIsFoundWithItsSentenceInTheNoticeOrItsLaw) {
  const Portal portal = with_segments();
  const std::string page = heard(offers_page(portal.english(), number_alone()));
  std::size_t reasons = 0, sources = 0;
  for (std::size_t at = page.find("Does not come by "); at != std::string::npos;
       at = page.find("Does not come by ", at + 1)) {
    ++reasons;
    const std::size_t next_line = page.find('\n', at) + 1;
    const std::string source = page.substr(next_line, page.find('\n', next_line) - next_line);
    if (source.find("part ") != std::string::npos || source.find("law") != std::string::npos) {
      ++sources;
    }
  }
  EXPECT_GT(reasons, 3u);
  EXPECT_EQ(reasons, sources);
}

}  // namespace
}  // namespace samtycke::view
