// Why a member gets what they get: segments, conditions, deciding receipts in words (N2, N3;
// GDPR Art. 13(2)(f), 15(1)(h)).
#include <gtest/gtest.h>

#include "tests/core/view/portal.h"

namespace samtycke::view {
namespace {

using notice::Between;
using notice::Condition;
using notice::OneOf;
using notice::Rule;
using support::wish;

const PurposeId analysis{"analysis"};

Rule condition(notice::Fact fact, std::variant<Between, OneOf> is) {
  return {Condition{std::move(fact), std::move(is)}};
}

Text both(std::string_view swedish, std::string_view english) {
  return support::wording(swedish, english).text;
}

consent::MemberFile after(const Portal& portal, consent::MemberFile file, consent::Act act) {
  return consent::decide_all(file, {wish(portal.notice, std::move(act))}, portal.notice,
                             support::today())
      .after;
}

TEST(WhyPage, SaysWhichSegmentsAndWhatDecidedEach) {
  const Portal portal = with_segments();
  EXPECT_EQ(
      heard(why_page(portal.swedish(), support::joined_member())),
      R"(Här ser du vilka segment du är med i, och precis vilka uppgifter som avgjorde det. Segmenten bestämmer vilka personliga erbjudanden du får.
link Läs vad klubben skriver om segment och erbjudanden -> /sv/integritet
link Se erbjudandena du får och inte får -> /sv/erbjudanden
section Segment du är med i
  Du är inte med i något segment just nu.
section Segment du inte är med i
  card Sovrumsvänner
    För dig som tycker om att sova gott.
    Du är inte med.
    Stämmer inte: Du har handlat en gång inom Sova de senaste 12 månaderna.
      För att vara med krävs minst 2 gånger.
    details Köpet som avgjorde
      - 28 november 2025, På nätet: Påslakan 599,00 kr (Sova) (kvitto B-2)
    Stämmer: Favoritrum: Sova.
      För att vara med krävs Sova.
    Du skulle komma med om det här stämde:
    - Du har handlat minst 2 gånger inom Sova de senaste 12 månaderna. Det blir så om du handlar.
  card Fyllda 60
    För dig som har fyllt 60.
    Du är inte med.
    Stämmer inte: Vi vet inte hur gammal du är.
      För att vara med krävs minst 60 år.
    Du skulle komma med om det här stämde:
    - Du är minst 60 år. Hör av dig till klubben om uppgiften inte stämmer.
)");
}

TEST(WhyPage, SaysTheSameInEnglish) {
  const Portal portal = with_segments();
  EXPECT_EQ(
      heard(why_page(portal.english(), support::joined_member())),
      R"(Here you see which segments you are in, and exactly which data decided it. The segments decide which personal offers you get.
link Read what the club writes about segments and offers -> /en/privacy
link See the offers you get and do not get -> /en/offers
section Segments you are in
  You are in no segment just now.
section Segments you are not in
  card Bedroom friends
    For good sleepers.
    You are not in it.
    Not true: You have shopped once in Sleep in the last 12 months.
      Needed to be in: at least 2 times.
    details The purchase that decided
      - 28 November 2025, Online: Påslakan SEK 599.00 (Sleep) (receipt B-2)
    True: Favourite room: Sleep.
      Needed to be in: Sleep.
    You would be in it if this were true:
    - You have shopped at least 2 times in Sleep in the last 12 months. That happens if you shop.
  card Over 60
    For those over 60.
    You are not in it.
    Not true: We do not know how old you are.
      Needed to be in: at least 60 years.
    You would be in it if this were true:
    - You are at least 60 years old. Contact the club if that is not right.
)");
}

TEST(WhyPage, WhoSaidNoToTheAnalysisIsInNoSegmentAndReadsWhy) {
  const Portal portal = with_segments();  // L8; GDPR Art. 21(2)
  const Page page = why_page(portal.swedish(),
                             after(portal, support::joined_member(), consent::Object{analysis}));
  EXPECT_EQ(lines_with(page, "info: "),
            "info: Du har sagt nej till analysen. Därför är du inte med i några segment, och du "
            "får inga personliga erbjudanden.\n");
  EXPECT_EQ(heard(page).find("Du har handlat"), std::string::npos);
}

TEST(WhyPage, ASegmentAboutWhatTheMemberLeftOutIsNotWorkedOut) {
  const Portal portal = with_segments();  // N7, L8
  const Page page =
      why_page(portal.swedish(),
               after(portal, support::joined_member(),
                     consent::Object{consent::CategoryUse{analysis, CategoryId{"demographics"}}}));
  EXPECT_EQ(card_of(page, "Fyllda 60"),
            "För dig som har fyllt 60.\n"
            "Räknas inte ut, eftersom du har sagt nej till att det här används: Demografiska "
            "uppgifter.\n");
}

TEST(WhyPage, WhileTheUseIsPausedNothingIsAnalysed) {
  const Portal portal = with_segments();  // GDPR Art. 18, L15
  const Page page =
      why_page(portal.swedish(), after(portal, support::joined_member(), consent::Restrict{}));
  EXPECT_NE(lines_with(page, "ingen analys"), "");
}

TEST(WhyPage, AClubWithoutSegmentsSaysSo) {
  const Portal portal;
  EXPECT_EQ(
      heard(why_page(portal.swedish(), support::joined_member())),
      R"(Här ser du vilka segment du är med i, och precis vilka uppgifter som avgjorde det. Segmenten bestämmer vilka personliga erbjudanden du får.
link Läs vad klubben skriver om segment och erbjudanden -> /sv/integritet
link Se erbjudandena du får och inte får -> /sv/erbjudanden
Klubben sorterar inte medlemmarna i några segment.
)");
}

// Every fact that a rule may be about, in both languages, with a value, without one, and with none known.
TEST(WhyPage, EveryFactIsToldInAWholeSentence) {
  Portal portal = with_segments();
  const TopicId sleep{"sleep"};
  const notice::Purchases online{1, sleep, notice::Where::online};
  const notice::Purchases shop{0, {}, notice::Where::shop};
  const std::vector<Rule> rules = {
      condition(notice::PurchaseCount{shop}, Between{{}, 5}),
      condition(notice::PurchaseCount{online}, Between{1, 3}),
      condition(notice::AmountSpent{{24, {}, notice::Where::anywhere}}, Between{100000, {}}),
      condition(notice::ShareOfAmount{{24, sleep, notice::Where::anywhere}}, Between{40, {}}),
      condition(notice::ShareOfAmount{online}, Between{40, {}}),
      condition(notice::DaysSincePurchase{{}}, Between{{}, 90}),
      condition(
          notice::InteractionCount{
              {notice::InteractionKind::visit, notice::InteractionKind::open}, 3, sleep},
          Between{1, 1}),
      condition(notice::InteractionCount{{notice::InteractionKind::redemption}, 0, {}},
                Between{1, {}}),
      condition(notice::Age{}, Between{18, {}}),
      condition(notice::MembershipMonths{}, Between{12, {}}),
      {notice::Not{{condition(notice::FieldValue{FieldId{"gender"}}, OneOf{{"woman", "man"}})}}},
      {notice::Any{{condition(notice::FieldValue{FieldId{"birth_date"}}, OneOf{{"2000-01-01"}}),
                    condition(notice::MembershipMonths{}, Between{1, {}})}}}};
  portal.notice.segmentation.segments.clear();
  for (const Rule& rule : rules) {
    const std::string id = "s" + std::to_string(portal.notice.segmentation.segments.size());
    portal.notice.segmentation.segments.push_back(
        {SegmentId{id}, both(id, id), both("Om.", "About."), rule, ClauseId{"N2"}});
  }
  portal.offers.clear();
  EXPECT_EQ(
      heard(why_page(portal.swedish(), support::joined_member())),
      R"(Här ser du vilka segment du är med i, och precis vilka uppgifter som avgjorde det. Segmenten bestämmer vilka personliga erbjudanden du får.
link Läs vad klubben skriver om segment och erbjudanden -> /sv/integritet
link Se erbjudandena du får och inte får -> /sv/erbjudanden
section Segment du är med i
  card s0
    Om.
    Du är med.
    Stämmer: Du har handlat en gång i butik.
      För att vara med krävs högst 5 gånger.
    details Köpet som avgjorde
      - 14 mars 2025, Borås Viskastrand: 2 × Örngott linne 398,00 kr (Sova); Handduk frotté 149,00 kr (Bada) (kvitto B-1)
    Du skulle inte vara med längre om det här stämde:
    - Du har handlat minst 6 gånger i butik. Det blir så om du handlar.
  card s2
    Om.
    Du är med.
    Stämmer: Du har handlat för 1 146,00 kr de senaste 24 månaderna.
      För att vara med krävs minst 1 000,00 kr.
    details De 2 köp som avgjorde
      - 28 november 2025, På nätet: Påslakan 599,00 kr (Sova) (kvitto B-2)
      - 14 mars 2025, Borås Viskastrand: 2 × Örngott linne 398,00 kr (Sova); Handduk frotté 149,00 kr (Bada) (kvitto B-1)
    Om inget annat händer är du inte med längre från den 14 mars 2027.
    Du skulle inte vara med längre om det här stämde:
    - Du har handlat för högst 999,99 kr de senaste 24 månaderna. Det blir så med tiden.
  card s3
    Om.
    Du är med.
    Stämmer: Av det du har handlat för de senaste 24 månaderna är 86 procent Sova.
      För att vara med krävs minst 40 procent.
    details De 2 köp som avgjorde
      - 28 november 2025, På nätet: Påslakan 599,00 kr (Sova) (kvitto B-2)
      - 14 mars 2025, Borås Viskastrand: 2 × Örngott linne 398,00 kr (Sova); Handduk frotté 149,00 kr (Bada) (kvitto B-1)
    Om inget annat händer är du inte med längre från den 28 november 2027.
    Du skulle inte vara med längre om det här stämde:
    - Av det du har handlat för de senaste 24 månaderna är högst 39 procent Sova. Det blir så om du handlar.
  card s6
    Om.
    Du är med.
    Stämmer: Du har besökt webbplatsen eller öppnat ett mejl en gång inom Sova de senaste 3 månaderna.
      För att vara med krävs precis en gång.
    details Händelsen som avgjorde
      - 1 februari 2026: Besökte en sida (/sova/paslakan)
    Om inget annat händer är du inte med längre från den 1 maj 2026.
    Du skulle inte vara med längre om det här stämde:
    - Du har besökt webbplatsen eller öppnat ett mejl minst 2 gånger inom Sova de senaste 3 månaderna. Det blir så genom det du gör på webbplatsen och i våra mejl.
  card s9
    Om.
    Du är med.
    Stämmer: Du har varit medlem i 24 månader.
      För att vara med krävs minst 12 månader.
  card s11
    Om.
    Du är med.
    Minst ett av de här behöver stämma:
    Stämmer inte: Vi har ingen uppgift om det här: Födelsedag.
      För att vara med krävs 1 januari 2000.
    Stämmer: Du har varit medlem i 24 månader.
      För att vara med krävs minst en månad.
section Segment du inte är med i
  card s1
    Om.
    Du är inte med.
    Stämmer inte: Du har inte handlat inom Sova på nätet den senaste månaden.
      För att vara med krävs mellan en gång och 3 gånger.
    Du skulle komma med om det här stämde:
    - Du har handlat mellan en gång och 3 gånger inom Sova på nätet den senaste månaden. Det blir så om du handlar.
  card s4
    Om.
    Du är inte med.
    Stämmer inte: Vi har inga köp på nätet den senaste månaden att räkna på, så Sova har ingen andel.
      För att vara med krävs minst 40 procent.
    Du skulle komma med om det här stämde:
    - Av det du har handlat för på nätet den senaste månaden är minst 40 procent Sova. Det blir så om du handlar.
  card s5
    Om.
    Du är inte med.
    Stämmer inte: Ditt senaste köp var för 106 dagar sedan.
      För att vara med krävs högst 90 dagar.
    details Köpet som avgjorde
      - 28 november 2025, På nätet: Påslakan 599,00 kr (Sova) (kvitto B-2)
    Du skulle komma med om det här stämde:
    - Ditt senaste köp var för högst 90 dagar sedan. Det blir så om du handlar.
  card s7
    Om.
    Du är inte med.
    Stämmer inte: Du har inte använt ett erbjudande.
      För att vara med krävs minst en gång.
    Du skulle komma med om det här stämde:
    - Du har använt ett erbjudande minst en gång. Det blir så genom det du gör på webbplatsen och i våra mejl.
  card s8
    Om.
    Du är inte med.
    Stämmer inte: Vi vet inte hur gammal du är.
      För att vara med krävs minst 18 år.
    Du skulle komma med om det här stämde:
    - Du är minst 18 år. Hör av dig till klubben om uppgiften inte stämmer.
  card s10
    Om.
    Du är inte med.
    Stämmer inte: Kön: Kvinna.
      För att vara med får det inte vara Kvinna eller Man.
    Du skulle komma med om det här stämde:
    - Kön: något annat än Kvinna eller Man. Du kan ändra det under Mina uppgifter.
)");
  EXPECT_EQ(
      heard(why_page(portal.english(), support::joined_member())),
      R"(Here you see which segments you are in, and exactly which data decided it. The segments decide which personal offers you get.
link Read what the club writes about segments and offers -> /en/privacy
link See the offers you get and do not get -> /en/offers
section Segments you are in
  card s0
    About.
    You are in it.
    True: You have shopped once in a shop.
      Needed to be in: at most 5 times.
    details The purchase that decided
      - 14 March 2025, Borås Viskastrand: 2 × Örngott linne SEK 398.00 (Sleep); Handduk frotté SEK 149.00 (Bath) (receipt B-1)
    You would no longer be in it if this were true:
    - You have shopped at least 6 times in a shop. That happens if you shop.
  card s2
    About.
    You are in it.
    True: You have spent SEK 1,146.00 in the last 24 months.
      Needed to be in: at least SEK 1,000.00.
    details The 2 purchases that decided
      - 28 November 2025, Online: Påslakan SEK 599.00 (Sleep) (receipt B-2)
      - 14 March 2025, Borås Viskastrand: 2 × Örngott linne SEK 398.00 (Sleep); Handduk frotté SEK 149.00 (Bath) (receipt B-1)
    If nothing else happens you will no longer be in it from 14 March 2027.
    You would no longer be in it if this were true:
    - You have spent at most SEK 999.99 in the last 24 months. That comes with time.
  card s3
    About.
    You are in it.
    True: Of what you have spent in the last 24 months, 86 percent is Sleep.
      Needed to be in: at least 40 percent.
    details The 2 purchases that decided
      - 28 November 2025, Online: Påslakan SEK 599.00 (Sleep) (receipt B-2)
      - 14 March 2025, Borås Viskastrand: 2 × Örngott linne SEK 398.00 (Sleep); Handduk frotté SEK 149.00 (Bath) (receipt B-1)
    If nothing else happens you will no longer be in it from 28 November 2027.
    You would no longer be in it if this were true:
    - Of what you have spent in the last 24 months, at most 39 percent is Sleep. That happens if you shop.
  card s6
    About.
    You are in it.
    True: You have visited the website or opened an e-mail once in Sleep in the last 3 months.
      Needed to be in: exactly once.
    details The event that decided
      - 1 February 2026: Visited a page (/sova/paslakan)
    If nothing else happens you will no longer be in it from 1 May 2026.
    You would no longer be in it if this were true:
    - You have visited the website or opened an e-mail at least 2 times in Sleep in the last 3 months. That comes from what you do on the website and in our e-mails.
  card s9
    About.
    You are in it.
    True: You have been a member for 24 months.
      Needed to be in: at least 12 months.
  card s11
    About.
    You are in it.
    At least one of these must be true:
    Not true: We have no value for this: Date of birth.
      Needed to be in: 1 January 2000.
    True: You have been a member for 24 months.
      Needed to be in: at least one month.
section Segments you are not in
  card s1
    About.
    You are not in it.
    Not true: You have not shopped in Sleep online in the last month.
      Needed to be in: between once and 3 times.
    You would be in it if this were true:
    - You have shopped between once and 3 times in Sleep online in the last month. That happens if you shop.
  card s4
    About.
    You are not in it.
    Not true: We have no purchases online in the last month to add up, so Sleep has no share.
      Needed to be in: at least 40 percent.
    You would be in it if this were true:
    - Of what you have spent online in the last month, at least 40 percent is Sleep. That happens if you shop.
  card s5
    About.
    You are not in it.
    Not true: Your latest purchase was 106 days ago.
      Needed to be in: at most 90 days.
    details The purchase that decided
      - 28 November 2025, Online: Påslakan SEK 599.00 (Sleep) (receipt B-2)
    You would be in it if this were true:
    - Your latest purchase was at most 90 days ago. That happens if you shop.
  card s7
    About.
    You are not in it.
    Not true: You have not used an offer.
      Needed to be in: at least once.
    You would be in it if this were true:
    - You have used an offer at least once. That comes from what you do on the website and in our e-mails.
  card s8
    About.
    You are not in it.
    Not true: We do not know how old you are.
      Needed to be in: at least 18 years.
    You would be in it if this were true:
    - You are at least 18 years old. Contact the club if that is not right.
  card s10
    About.
    You are not in it.
    Not true: Gender: Woman.
      To be in, it must not be: Woman or Man.
    You would be in it if this were true:
    - Gender: anything but Woman or Man. You can change it under My data.
)");
}

}  // namespace
}  // namespace samtycke::view
