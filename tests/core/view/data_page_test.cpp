#include <gtest/gtest.h>

#include "core/view/element.h"
#include "core/view/format.h"
#include "tests/core/view/portal.h"

namespace samtycke::view {
namespace {

// Linnegården's member with `n` purchases, one a day, and as many visits.
consent::MemberFile busy_member(int n) {
  consent::MemberFile file = support::small_member();
  file.holdings.receipts.clear();
  file.holdings.interactions.clear();
  for (int i = 0; i < n; ++i) {
    const Instant at{support::at("2025-01-01T12:00:00Z").utc_ms + i * std::int64_t{86'400'000}};
    const std::string number = std::to_string(i + 1);
    member::put(
        file.holdings,
        member::Receipt{
            "R-" + number, at, "Borås", member::Source::till, {{"Handduk", TopicId{}, 1, {100}}}});
    member::put(file.holdings,
                member::Interaction{"V-" + number, at, member::InteractionKind::visit, "/bada",
                                    TopicId{"bath"}, member::Source::website});
  }
  return file;
}

TEST(DataPage, TellsOfEachValueWhatItIsForWhereItCameFromAndWhenItGoes) {
  const Portal portal;
  EXPECT_EQ(
      heard(data_page(portal.swedish(), support::joined_member(), {}, {})),
      R"(Det här är allt som Linnegården har om dig som medlem: vad det är, var det kom ifrån, vad det används till och när det tas bort.
link Rätta något som är fel -> #correct
card Identitetsuppgifter
  Identitetsuppgifter
  Förnamn: Åsa
    Du lämnade uppgiften den 3 mars 2024.
  Används till: Utskick av erbjudanden; Personliga erbjudanden
  Laglig grund: Nödvändigt för villkoren
    Lagrum: GDPR art. 6.1 b.
  Tas bort: Senast när den 28 november 2028 är slut
    Det är tre år från ditt senaste köp, den 28 november 2025. Om du handlar i dag flyttas dagen till den 14 mars 2029.
  Efternamn: Lindqvist
    Du lämnade uppgiften den 3 mars 2024.
  Används till: Utskick av erbjudanden
  Laglig grund: Nödvändigt för villkoren
    Lagrum: GDPR art. 6.1 b.
  Tas bort: Senast när den 28 november 2028 är slut
    Det är tre år från ditt senaste köp, den 28 november 2025. Om du handlar i dag flyttas dagen till den 14 mars 2029.
card Medlemsuppgifter
  Medlemsuppgifter
  Medlemsnummer: 100001
    Kom från klubbens egna system den 3 mars 2024.
  Medlem sedan: 3 mars 2024
    Kom från klubbens egna system den 3 mars 2024.
  Används till: Utskick av erbjudanden; Personliga erbjudanden
  Laglig grund: Nödvändigt för villkoren
    Lagrum: GDPR art. 6.1 b.
  Tas bort: Senast när den 28 november 2028 är slut
    Det är tre år från ditt senaste köp, den 28 november 2025. Om du handlar i dag flyttas dagen till den 14 mars 2029.
  Favoritrum: Sova
    Du lämnade uppgiften den 3 mars 2024.
  Används till: Personliga erbjudanden
  Laglig grund: Nödvändigt för villkoren
    Lagrum: GDPR art. 6.1 b.
  Tas bort: Senast när den 28 november 2028 är slut
    Det är tre år från ditt senaste köp, den 28 november 2025. Om du handlar i dag flyttas dagen till den 14 mars 2029.
card Kontaktuppgifter
  Kontaktuppgifter
  E-postadress: asa.lindqvist@example.se
    Du lämnade uppgiften den 3 mars 2024.
  Mobilnummer: 070-123 45 67
    Du lämnade uppgiften den 3 mars 2024.
  Adress: Storgatan 1
    Du lämnade uppgiften den 3 mars 2024.
  Postnummer: 501 01
    Du lämnade uppgiften den 3 mars 2024.
  Används till: Utskick av erbjudanden
  Laglig grund: Nödvändigt för villkoren
    Lagrum: GDPR art. 6.1 b.
  Tas bort: Senast när den 28 november 2028 är slut
    Det är tre år från ditt senaste köp, den 28 november 2025. Om du handlar i dag flyttas dagen till den 14 mars 2029.
card Demografiska uppgifter
  Demografiska uppgifter
  Kön: Kvinna
    Du lämnade uppgiften den 3 mars 2024.
  Används till: Personliga erbjudanden
  Laglig grund: Nödvändigt för villkoren
    Lagrum: GDPR art. 6.1 b.
  Tas bort: Senast när den 28 november 2028 är slut
    Det är tre år från ditt senaste köp, den 28 november 2025. Om du handlar i dag flyttas dagen till den 14 mars 2029.
  Det här har vi inte om dig: Födelsedag.
card Rätta dina uppgifter
  Ändra det som är fel och spara. Vill du ta bort en uppgift tömmer du fältet.
  form Rätta dina uppgifter
    field text Förnamn: Åsa
    field text Efternamn: Lindqvist
    field tel Mobilnummer: 070-123 45 67
      hint: Till exempel 070-123 45 67.
    field text Adress: Storgatan 1
    field text Postnummer: 501 01
      hint: Fem siffror, till exempel 123 45.
    field choice Kön: Kvinna
    primary button Spara uppgifterna
  link Byt e-postadress -> /sv/byt-epost
  link Välj ämnen, rum och hur ofta du hör av oss -> /sv/installningar
  Är något annat fel? Mejla medlem@linnegarden.example så rättar vi det.
card Kvittouppgifter
  Kvittouppgifter
  form Sök bland dina köp
    field text Vara, butik eller kvittonummer
    field choice Ämne: Alla ämnen
    field choice År: Alla år
    primary button Sök
  2 köp, tillsammans 1 146,00 kr.
  bars Handlat per år
    columns År | Belopp
    row 2025 | 1 146,00 kr | 1000 ‰
  bars Fördelat på ämnen
    columns Ämne | Belopp
    row Sova | 997,00 kr | 1000 ‰
    row Bada | 149,00 kr | 149 ‰
  table Dina köp, det senaste först
    columns När | Var | Varor | Kvittonummer | Belopp
    row 28 november 2025 kl. 10.30 | På nätet | Påslakan 599,00 kr (Sova) | B-2 | 599,00 kr
    row 14 mars 2025 kl. 16.00 | Borås Viskastrand | 2 × Örngott linne 398,00 kr (Sova); Handduk frotté 149,00 kr (Bada) | B-1 | 547,00 kr
  Används till: Utskick av erbjudanden; Personliga erbjudanden
  Laglig grund: Nödvändigt för villkoren
    Lagrum: GDPR art. 6.1 b.
  Tas bort: Senast när den 28 november 2028 är slut
    Det är tre år från ditt senaste köp, den 28 november 2025. Om du handlar i dag flyttas dagen till den 14 mars 2029.
  Det här har vi inte om dig: Spenderat belopp.
card Användargenererade uppgifter
  Användargenererade uppgifter
  Vi har en sådan händelse sparad.
  table Besök, öppnade mejl och klick, det senaste först
    columns När | Vad | Gällde | Ämne | Nummer
    row 1 februari 2026 kl. 20.05 | Besökte en sida | /sova/paslakan | Sova | W-1
  Används till: Utskick av erbjudanden; Personliga erbjudanden
  Laglig grund: Nödvändigt för villkoren
    Lagrum: GDPR art. 6.1 b.
  Tas bort: Senast när den 28 november 2028 är slut
    Det är tre år från ditt senaste köp, den 28 november 2025. Om du handlar i dag flyttas dagen till den 14 mars 2029.
card Pausa användningen av dina uppgifter
  Du kan be oss att bara lagra och visa dina uppgifter, och inte använda dem till något annat. Det passar till exempel om något är fel och du väntar på svar. Så länge pausen gäller får du inga erbjudanden, och ingen analys görs. Du kan avsluta den när du vill, och dina val finns kvar.
  form Pausa användningen av dina uppgifter
    button Pausa användningen
  Det kallas begränsning av behandling och står i dataskyddsförordningen (GDPR), artikel 18.
link Lämna klubben -> /sv/lamna
card Dina val genom tiden
  Så här har du bestämt. Klubben sparar det för att kunna visa vad du har sagt ja och nej till.
  table Dina val, det senaste först
    columns När | Vad | Hur | Textens version
    row 20 januari 2026 kl. 13.00 | Sa ja till: E-post från Väveriet | När du gick med | 1
    row 20 januari 2026 kl. 13.00 | Sa ja till: Sms från Linnegården | När du gick med | 1
    row 20 januari 2026 kl. 13.00 | Sa ja till: E-post från Linnegården | När du gick med | 1
    row 20 januari 2026 kl. 13.00 | Gick med i klubben och godkände villkoren | När du gick med | 1
  link Se alla val med kvitton -> /sv/historik
card Varför vi använder uppgifterna
  Klubben får bara använda uppgifter till det som står här, och lagen kräver att det finns en grund för varje användning.
  heading 3 Utskick av erbjudanden
  Vi skickar erbjudanden till dig.
  Laglig grund: Nödvändigt för villkoren
    Lagrum: GDPR art. 6.1 b. Det betyder att klubben behöver uppgifterna för att hålla det som står i villkoren du godkände.
  Hur länge: Tre år
  details Klubbens egna ord om: Utskick av erbjudanden
    Utskick av erbjudanden.
  heading 3 Personliga erbjudanden
  Vi analyserar dina köp.
  Laglig grund: Nödvändigt för villkoren
    Lagrum: GDPR art. 6.1 b. Det betyder att klubben behöver uppgifterna för att hålla det som står i villkoren du godkände.
  Hur länge: Tre år
  details Klubbens egna ord om: Personliga erbjudanden
    Analys för personliga erbjudanden.
  link Säg nej till en användning -> /sv/samtycken
)");
}

TEST(DataPage, SaysTheSameInEnglish) {
  const Portal portal;
  const Page page = data_page(portal.english(), support::joined_member(), {}, {});
  EXPECT_EQ(card_of(page, "Contact details"), R"(Contact details
E-mail address: asa.lindqvist@example.se
  You gave us this on 3 March 2024.
Mobile number: 070-123 45 67
  You gave us this on 3 March 2024.
Address: Storgatan 1
  You gave us this on 3 March 2024.
Postcode: 501 01
  You gave us this on 3 March 2024.
Used for: Sending offers
Legal basis: Necessary for the terms
  In the law: GDPR art. 6.1 b.
Erased: When 28 November 2028 has ended, at the latest
  That is three years from your latest purchase, on 28 November 2025. If you shop today, the day moves to 14 March 2029.
)");
  EXPECT_EQ(lines_with(page, "row 28 November"),
            "row 28 November 2025, 10:30 | Online | Påslakan SEK 599.00 (Sleep) | B-2 | SEK "
            "599.00\n");
}

TEST(DataPage, AMemberKnownByNumberAloneSeesWhatIsNotHeldToo) {
  const Portal portal;
  const Page page = data_page(portal.swedish(), number_alone(), {}, {});
  EXPECT_EQ(card_of(page, "Identitetsuppgifter"),
            "Identitetsuppgifter\nDet här har vi inte om dig: Förnamn och Efternamn.\n");
  EXPECT_EQ(card_of(page, "Kvittouppgifter"),
            "Kvittouppgifter\nDet här har vi inte om dig: Köp och Spenderat belopp.\n");
  EXPECT_EQ(card_of(page, "Medlemsuppgifter"), R"(Medlemsuppgifter
Medlemsnummer: 100999
  Kom från kassan i butiken den 5 maj 2025.
Används till: Utskick av erbjudanden; Personliga erbjudanden
Laglig grund: Nödvändigt för villkoren
  Lagrum: GDPR art. 6.1 b.
Tas bort: Dagen går inte att räkna ut, eftersom vi varken har ett köp eller datumet då du gick med
Det här har vi inte om dig: Medlem sedan och Favoritrum.
)");
  EXPECT_EQ(card_of(page, "Dina val genom tiden"), "Du har inte gjort några val än.\n");
}

TEST(DataPage, EveryStoredValueIsOnThePage) {
  const Portal portal;
  consent::MemberFile file = support::joined_member();
  member::put(file.holdings,
              member::Record{FieldId{"amount_spent"}, "94600", member::Source::club, portal.now});
  member::put(file.holdings, member::Record{FieldId{"birth_date"}, "1985-04-23",
                                            member::Source::member, portal.now});
  const Page page = data_page(portal.swedish(), file, {}, {});
  for (const notice::Field& field : portal.notice.fields) {
    const std::string name = field.name.in(support::swedish());
    if (member::find(file.holdings, field.id) == nullptr) continue;
    EXPECT_NE(lines_with(page, name + ": "), "") << name;
  }
  EXPECT_EQ(lines_with(page, "Spenderat belopp:"), "Spenderat belopp: 946,00 kr\n");
  EXPECT_EQ(lines_with(page, "Födelsedag:"), "Födelsedag: 23 april 1985\n");
}

TEST(DataPage, AValueThatTheNoticeHasNoFieldForIsHeldAndSoShown) {
  const Portal portal;
  consent::MemberFile file = support::small_member();
  member::put(file.holdings,
              member::Record{FieldId{"shoe_size"}, "38", member::Source::till, portal.now});
  EXPECT_EQ(card_of(data_page(portal.swedish(), file, {}, {}), "Övrigt"),
            "Uppgifter som klubbens nuvarande villkor inte säger något om.\n"
            "shoe_size: 38\n"
            "  Kom från kassan i butiken den 14 mars 2026.\n");
}

TEST(DataPage, ShowsFiftyPurchasesAtATimeTheLatestFirst) {
  const Portal portal;
  const Page first = data_page(portal.swedish(), busy_member(64), {}, {});
  EXPECT_NE(lines_with(first, "R-64 |"), "");
  EXPECT_NE(lines_with(first, "R-15 |"), "");
  EXPECT_EQ(lines_with(first, "R-14 |"), "");
  EXPECT_EQ(lines_with(first, "Sida "), "Sida 1 av 2, det senaste köpet först.\n");
  EXPECT_EQ(lines_with(first, "re köp"),
            "link Äldre köp -> /sv/uppgifter?page=2#purchases-search\n");

  ReceiptSearch second;
  second.page = 2;
  const Page rest = data_page(portal.swedish(), busy_member(64), {}, {}, second);
  EXPECT_EQ(lines_with(rest, "R-15 |"), "");
  EXPECT_NE(lines_with(rest, "R-14 |"), "");
  EXPECT_EQ(lines_with(rest, "re köp"), "link Nyare köp -> /sv/uppgifter#purchases-search\n");

  const Page fifty = data_page(portal.swedish(), busy_member(50), {}, {});
  EXPECT_NE(lines_with(fifty, "R-1 |"), "");
  EXPECT_EQ(lines_with(fifty, "Sida "), "");
}

TEST(DataPage, APageOfPurchasesThatIsNotThereIsTheLastOne) {
  const Portal portal;
  ReceiptSearch far;
  far.page = 99;
  const Page page = data_page(portal.swedish(), busy_member(64), {}, {}, far);
  EXPECT_EQ(lines_with(page, "Sida "), "Sida 2 av 2, det senaste köpet först.\n");
}

TEST(DataPage, ShowsTheFiftyNewestEventsAndSaysWhereTheRestIs) {
  const Portal portal;
  const Page many = data_page(portal.swedish(), busy_member(64), {}, {});
  EXPECT_EQ(lines_with(many, "ladda-ner"), "link Hämta filen med allt -> /sv/ladda-ner\n");
  EXPECT_NE(lines_with(many, "| V-15"), "");
  EXPECT_EQ(lines_with(many, "| V-14"), "");
  EXPECT_EQ(lines_with(data_page(portal.swedish(), busy_member(50), {}, {}), "ladda-ner"), "");
}

TEST(DataPage, ASearchShowsWhatFitsAddsItUpAndCanBeLeft) {
  const Portal portal;
  ReceiptSearch search;
  search.text = "ÖRNGOTT";
  const Page page = data_page(portal.swedish(), support::joined_member(), {}, {}, search);
  EXPECT_EQ(lines_with(page, "Ett köp,"), "Ett köp, 547,00 kr.\n");
  EXPECT_NE(lines_with(page, "| B-1 |"), "");
  EXPECT_EQ(lines_with(page, "| B-2 |"), "");
  EXPECT_EQ(lines_with(page, "Visa alla"),
            "link Visa alla köp -> /sv/uppgifter#purchases-search\n");
  search.room = TopicId{"bath"};
  EXPECT_EQ(
      lines_with(data_page(portal.swedish(), support::joined_member(), {}, {}, search), "Ett köp,"),
      "Ett köp, 149,00 kr.\n")
      << "of the receipt only what is of that topic";
  search.year = 2024;
  EXPECT_NE(lines_with(data_page(portal.swedish(), support::joined_member(), {}, {}, search),
                       "Inget av dina köp"),
            "");
}

TEST(DataPage, WhatALegalBasisMeansIsSaidHoweverItIsWritten) {
  Portal portal;
  for (notice::Purpose& purpose : portal.notice.purposes) purpose.legal_basis_law = "artikel 6.1.b";
  const Page page = data_page(portal.swedish(), support::joined_member(), {}, {});
  EXPECT_NE(lines_with(page, "Lagrum: artikel 6.1.b. Det betyder att klubben behöver"), "");
}

// The sample, after a no to both uses: what stays says why it stays, and not that it was said no to.
TEST(DataPage, WhatANoToOffersLeavesIsNeededForTheMembership) {
  Portal portal;
  portal.notice = sample_notice();
  portal.notice.version = 3;
  consent::MemberFile file = support::small_member();
  support::decided(file, consent::Object{PurposeId{"offers"}}, "2026-03-14T09:00:00Z");
  support::decided(file, consent::Object{PurposeId{"analysis"}}, "2026-03-14T09:00:00Z");
  const std::string sending =
      "Utskick av erbjudanden och kommunikation med dig (du får inga erbjudanden, eftersom du har "
      "sagt nej, men ditt medlemskap behöver uppgifterna)";
  const Page page = data_page(portal.swedish(), file, {}, {});
  EXPECT_EQ(card_of(page, "Kontaktuppgifter").find("det har du sagt nej till"), std::string::npos);
  EXPECT_NE(card_of(page, "Kontaktuppgifter").find("Används till: " + sending + "\n"),
            std::string::npos);
  EXPECT_NE(card_of(page, "Identitetsuppgifter")
                .find(sending + "; Analys för personlig kommunikation och personliga erbjudanden "
                                "(det har du sagt nej till)"),
            std::string::npos)
      << card_of(page, "Identitetsuppgifter");

  support::decided(file, consent::Leave{}, "2026-03-14T09:10:00Z");
  const Page after = data_page(portal.swedish(), file, {}, {});
  EXPECT_EQ(lines_with(after, "ditt medlemskap behöver"), "") << "there is none any more";
}

TEST(DataPage, WhatTheMemberSaidNoToIsSaidBesideItsUse) {
  const Portal portal;
  consent::MemberFile file = support::joined_member();
  file = consent::decide_all(file,
                             {support::wish(portal.notice, consent::Object{PurposeId{"analysis"}})},
                             portal.notice, support::today())
             .after;
  const Page page = data_page(portal.swedish(), file, {}, {});
  EXPECT_EQ(lines_with(page, "Används till: Personliga"),
            "Används till: Personliga erbjudanden (det har du sagt nej till)\n"
            "Används till: Personliga erbjudanden (det har du sagt nej till)\n");
  EXPECT_EQ(lines_with(page, "Sa nej"),
            "row 14 mars 2026 kl. 10.26 | Sa nej till: Personliga erbjudanden | På medlemssidan | "
            "1\n");
}

TEST(DataPage, CorrectionsThatWereNotTakenAreKeptWithWhatIsWrong) {
  const Portal portal;
  const Page page = data_page(portal.swedish(), support::small_member(),
                              {{FieldId{"given_name"}, "Åsa-Lena", ""},
                               {FieldId{"phone"}, "070", "bad_phone"},
                               {FieldId{"postcode"}, "5010", "bad_postcode"}},
                              {});
  EXPECT_EQ(std::get<Message>(page.blocks[0].is).text,
            "Inget är sparat än. 2 uppgifter behöver rättas först.");
  EXPECT_EQ(lines_with(page, "#correct"), "link Gå till det som behöver rättas -> #correct\n");
  EXPECT_EQ(card_of(page, "Rätta dina uppgifter"),
            R"(Ändra det som är fel och spara. Vill du ta bort en uppgift tömmer du fältet.
form Rätta dina uppgifter
  field text Förnamn: Åsa-Lena
  field text Efternamn: Lindqvist
  field tel Mobilnummer: 070
    hint: Till exempel 070-123 45 67.
    error: Det ser inte ut som ett telefonnummer. Skriv det som 070-123 45 67, eller med landsnummer som +47 22 33 44 55.
  field text Adress: Storgatan 1
  field text Postnummer: 5010
    hint: Fem siffror, till exempel 123 45.
    error: Det ser inte ut som ett postnummer. Skriv fem siffror, till exempel 123 45.
  field choice Kön: Kvinna
  primary button Spara uppgifterna
link Byt e-postadress -> /sv/byt-epost
link Välj ämnen, rum och hur ofta du hör av oss -> /sv/installningar
Är något annat fel? Mejla medlem@linnegarden.example så rättar vi det.
)");
}

TEST(DataPage, TheCorrectionFormCanBeFilledInByTheBrowser) {
  const Portal portal;
  const Page page = data_page(portal.swedish(), support::small_member(), {}, {});
  const Form* form = nullptr;
  for (const Block& block : page.blocks) {
    const auto* section = std::get_if<Section>(&block.is);
    if (section != nullptr && section->id == "correct") {
      form = &std::get<Form>(section->blocks[1].is);
    }
  }
  ASSERT_NE(form, nullptr);
  EXPECT_EQ(form->action, "/sv/uppgifter");
  const auto& name = std::get<Field>(form->blocks[0].is);
  EXPECT_EQ(name.id, "correct-given_name");
  EXPECT_EQ(name.name, "given_name");
  EXPECT_EQ(name.autocomplete, "given-name");
}

TEST(DataPage, AChoiceThatTheNoticeNoLongerOffersStaysChosen) {
  const Portal portal;
  consent::MemberFile file = support::small_member();
  member::put(file.holdings,
              member::Record{FieldId{"gender"}, "unsaid", member::Source::member, portal.now});
  EXPECT_EQ(lines_with(data_page(portal.swedish(), file, {}, {}), "Kön"),
            "Kön: unsaid\nfield choice Kön: unsaid\n");
}

TEST(DataPage, WithNothingToCorrectItSaysWhomToAsk) {
  Portal portal;
  for (notice::Field& field : portal.notice.fields) field.corrected_by_member = false;
  const Page page = data_page(portal.swedish(), support::small_member(), {}, {});
  EXPECT_EQ(card_of(page, "Rätta dina uppgifter"),
            "link Byt e-postadress -> /sv/byt-epost\n"
            "Är något annat fel? Mejla medlem@linnegarden.example så rättar vi det.\n");
}

TEST(DataPage, HostileValuesAreTextLikeAnyOther) {
  const Portal portal;
  consent::MemberFile file = support::small_member();
  for (const std::string value : {"نور الهدى", "👩‍🌾 Zoë", "<b>x</b>", "{fields}"}) {
    member::put(file.holdings, member::Record{member::field::family_name, value,
                                              member::Source::member, portal.now});
    EXPECT_EQ(lines_with(data_page(portal.swedish(), file, {}, {}), "Efternamn:"),
              "Efternamn: " + value + "\nfield text Efternamn: " + value + "\n");
  }
}

TEST(DataPage, AReturnAndAPieceWithoutATopicAreReadAsTheyWere) {
  const Portal portal;
  consent::MemberFile file = support::small_member();
  member::put(file.holdings, member::Receipt{"B-3",
                                             support::at("2026-03-01T12:00:00Z"),
                                             "",
                                             member::Source::till,
                                             {{"Gardinstång", TopicId{}, 1, {-29900}}}});
  EXPECT_EQ(lines_with(data_page(portal.swedish(), file, {}, {}), "Gardinstång"),
            "row 1 mars 2026 kl. 13.00 | I butik | Gardinstång −299,00 kr | B-3 | −299,00 kr\n");
}

TEST(DataPage, TellsOfEveryDecisionTheLatestFirst) {
  consent::MemberFile file = support::small_member();
  const auto after = [&](consent::Act act) {
    support::decided(file, std::move(act), "2026-03-01T12:00:00Z");
  };
  const consent::CategoryUse age{PurposeId("analysis"), CategoryId("demographics")};
  after(consent::Grant{support::cell("group", "sms")});
  after(consent::Withdraw{support::cell("group", "sms")});
  after(consent::Object{support::cell("own", "letter")});
  after(consent::LiftObjection{support::cell("own", "letter")});
  after(consent::Object{PurposeId("analysis")});
  after(consent::LiftObjection{age});
  after(consent::Correct{{FieldId("given_name"), FieldId("phone"), FieldId("shoe_size")}});
  after(consent::Restrict{});
  after(consent::LiftRestriction{});
  after(consent::Leave{});
  EXPECT_EQ(
      card_of(data_page(Portal{}.swedish(), file, {}, {}), "Dina val genom tiden"),
      R"(Så här har du bestämt. Klubben sparar det för att kunna visa vad du har sagt ja och nej till.
table Dina val, det senaste först
  columns När | Vad | Hur | Textens version
  row 1 mars 2026 kl. 13.00 | Lämnade klubben | På medlemssidan | 0
  row 1 mars 2026 kl. 13.00 | Lät oss använda uppgifterna igen | På medlemssidan | 0
  row 1 mars 2026 kl. 13.00 | Bad oss att bara lagra uppgifterna | På medlemssidan | 0
  row 1 mars 2026 kl. 13.00 | Rättade: Förnamn, Mobilnummer och shoe_size | På medlemssidan | 0
  row 1 mars 2026 kl. 13.00 | Tog tillbaka nej till: Demografiska uppgifter till Personliga erbjudanden | På medlemssidan | 0
  row 1 mars 2026 kl. 13.00 | Sa nej till: Personliga erbjudanden | På medlemssidan | 0
  row 1 mars 2026 kl. 13.00 | Tog tillbaka nej till: Brev från Linnegården | På medlemssidan | 0
  row 1 mars 2026 kl. 13.00 | Sa nej till: Brev från Linnegården | På medlemssidan | 0
  row 1 mars 2026 kl. 13.00 | Tog tillbaka ja till: Sms från Väveriet | På medlemssidan | 0
  row 1 mars 2026 kl. 13.00 | Sa ja till: Sms från Väveriet | På medlemssidan | 0
link Se alla val med kvitton -> /sv/historik
)");
}

TEST(DataPage, ShowsTheFiftyNewestDecisionsAndSaysWhereTheRestIs) {
  consent::MemberFile file = support::small_member();
  for (int i = 0; i < 51; ++i) {
    support::decided(file, consent::Restrict{}, "2026-03-01T12:00:00Z");
    if (i == 0) file.decisions.back().act = consent::Leave{};
  }
  const Portal portal;
  const std::string card =
      card_of(data_page(portal.swedish(), file, {}, {}), "Dina val genom tiden");
  EXPECT_NE(card.find("Det är 51 val sammanlagt. Här är de 50 senaste."), std::string::npos)
      << card;
  EXPECT_EQ(card.find("Lämnade klubben"), std::string::npos) << "the oldest is in the file";
  file.decisions.pop_back();
  EXPECT_EQ(
      card_of(data_page(portal.swedish(), file, {}, {}), "Dina val genom tiden").find("sammanlagt"),
      std::string::npos);
}

TEST(DownloadPage, SaysWhatIsInTheFileAndHowToReadIt) {
  const Portal portal;
  EXPECT_EQ(
      heard(download_page(portal.swedish(), support::joined_member())),
      R"(Du kan få en fil med allt som klubben har sparat om dig. Det kostar ingenting, och du kan göra det hur ofta du vill.
card Det här finns i filen
  - 10 uppgifter om dig och ditt medlemskap
  - 2 köp, med varor och belopp
  - Ett besök, öppnat mejl eller klick
  - 4 val som du har gjort
card Välj hur du vill ha den
  Innehållet är detsamma i alla tre.
  Att läsa, spara och skriva ut: en fil som förklarar varje uppgift. Du öppnar den i en webbläsare, även utan internet.
  link Hämta att läsa (HTML) -> /api/v1/me/download?format=html&language=sv
  För kalkylprogram: en zip-fil med en tabell för varje slags uppgift. Det som ett kalkylprogram skulle ta för en formel har fått en apostrof framför sig.
  link Hämta som tabeller (CSV) -> /api/v1/me/download?format=csv&language=sv
  För andra program: vanlig text, ordnad så att ett annat företags system kan läsa in den.
  link Hämta för andra program (JSON) -> /api/v1/me/download?format=json&language=sv
card Var rädd om filen
  Filen handlar bara om dig. Spara den där ingen annan kommer åt den, särskilt om du använder en dator som du delar med andra.
card Din rätt till en kopia
  Du har rätt att få veta vad klubben har om dig och att ta med dig uppgifterna någon annanstans. Det står i dataskyddsförordningen (GDPR), artikel 15 och 20.
)");
}

TEST(DownloadPage, SaysTheSameInEnglishAlsoOfOneAndOfNone) {
  const Portal portal;
  EXPECT_EQ(card_of(download_page(portal.english(), number_alone()), "What is in the file"),
            R"(- One detail about you and your membership
- No purchases
- No visits, opened e-mails or clicks
- No choices, since you have not made any yet
)");
  EXPECT_EQ(card_of(download_page(portal.english(), number_alone()), "Choose how you want it"),
            R"(The contents are the same in all three.
To read, keep and print: a file that explains each detail. You open it in a browser, also without the internet.
link Get it to read (HTML) -> /api/v1/me/download?format=html&language=en
For spreadsheets: a zip file with a table for each kind of data. What a spreadsheet would take for a formula has got an apostrophe in front of it.
link Get it as tables (CSV) -> /api/v1/me/download?format=csv&language=en
For other programs: plain text, arranged so that another company's system can read it in.
link Get it for other programs (JSON) -> /api/v1/me/download?format=json&language=en
)");
}

TEST(DataPage, TheUseCanBePausedAndThePauseEndedWithAPlainExplanation) {
  const Portal portal;  // GDPR Art. 18, L15
  consent::MemberFile file = support::joined_member();
  EXPECT_EQ(lines_with(data_page(portal.swedish(), file, {}, {}), "button Pausa"),
            "button Pausa användningen\n");
  file = consent::decide_all(file, {support::wish(portal.notice, consent::Restrict{})},
                             portal.notice, support::today())
             .after;
  const Page paused = data_page(portal.swedish(), file, {}, {});
  EXPECT_EQ(lines_with(paused, "Pausat"),
            "info: Pausat sedan 14 mars 2026. Vi lagrar och visar dina uppgifter, men använder dem "
            "inte till något annat.\n");
  EXPECT_EQ(lines_with(paused, "button Avsluta"), "button Avsluta pausen\n");
  EXPECT_EQ(
      lines_with(paused, "row 14 mars 2026"),
      "row 14 mars 2026 kl. 10.26 | Bad oss att bara lagra uppgifterna | På medlemssidan | 1\n");
}

}  // namespace
}  // namespace samtycke::view
