#include <gtest/gtest.h>

#include "tests/core/view/portal.h"

namespace samtycke::view {
namespace {

using consent::Grant;
using consent::LiftObjection;
using consent::Object;
using consent::Wish;
using consent::Withdraw;
using support::cell;
using support::wish;

const PurposeId analysis{"analysis"};

std::string after_draft(const Portal& portal, const consent::MemberFile& file,
                        const std::vector<Wish>& draft) {
  return card_of(consents_page(portal.swedish(), file, draft, {}), "Om du sparar");
}

TEST(ConsentsPage, SaysForEachSwitchWhatItMeansAndSinceWhen) {
  const Portal portal;
  EXPECT_EQ(
      heard(consents_page(portal.swedish(), support::joined_member(), {}, {})),
      R"(Du bestämmer vem som får höra av sig till dig, och hur. Inget ändras förrän du sparar.
card Din rätt att säga nej
  Du har alltid rätt att säga nej till att dina uppgifter används för reklam, och till att de analyseras för att ge dig personliga erbjudanden. Det kostar ingenting, och du behöver inte förklara varför.
  Stäng av det du inte vill ha här nedanför och spara, eller välj Stäng av allt. Du är kvar i klubben ändå.
  Rätten att säga nej till reklam står i dataskyddsförordningen (GDPR), artikel 21. Rätten att ta tillbaka ett ja står i artikel 7.
  details När något får skickas, enligt marknadsföringslagen (MFL)
    - Brev: tills du säger nej (MFL 21 §).
    - E-post: bara om du har sagt ja (MFL 19 §).
    - Sms: bara om du har sagt ja (MFL 19 §).
form Samtycken
  card Linnegården
    Företag: Linnegården AB
    Våra egna varor.
    switch Brev från Linnegården on
      hint: Ja tack till letter/own.
      state: På: du får brev tills du säger nej.
    switch E-post från Linnegården on
      hint: Ja tack till email/own.
      state: På sedan 20 januari 2026 (version 1 av texten).
    switch Sms från Linnegården on
      hint: Ja tack till sms/own.
      state: På sedan 20 januari 2026 (version 1 av texten).
    button Stäng av allt från Linnegården
  card Väveriet
    Företag: Väveriet i Borås AB
    Vårt systerbolag.
    switch Brev från Väveriet on
      hint: Ja tack till letter/group.
      state: På: du får brev tills du säger nej.
    switch E-post från Väveriet on
      hint: Ja tack till email/group.
      state: På sedan 20 januari 2026 (version 1 av texten).
    switch Sms från Väveriet off
      hint: Ja tack till sms/group.
      state: Av. Du har inte sagt ja.
    button Stäng av allt från Väveriet
  card Samarbetspartner
    Företaget är inte namngivet än.
    Ännu inte namngiven.
    switch Brev från Samarbetspartner off locked: Går inte att slå på. Klubben har inte sagt vilket företag det är, och du ska veta vem du säger ja till.
      hint: Ja tack till letter/partner.
      state: Av tills klubben har sagt vilket företag det är.
    switch E-post från Samarbetspartner off locked: Går inte att slå på. Klubben har inte sagt vilket företag det är, och du ska veta vem du säger ja till.
      hint: Ja tack till email/partner.
      state: Av. Du har inte sagt ja.
    switch Sms från Samarbetspartner off locked: Går inte att slå på. Klubben har inte sagt vilket företag det är, och du ska veta vem du säger ja till.
      hint: Ja tack till sms/partner.
      state: Av. Du har inte sagt ja.
  card Personliga erbjudanden
    Vi analyserar dina köp.
    switch Personliga erbjudanden on
      hint: Analysera mina köp för personliga erbjudanden.
      state: På tills du säger nej.
    details Vilka uppgifter det gäller
      - Förnamn
      - Medlemsnummer
      - Medlem sedan
      - Favoritrum
      - Köp
      - Spenderat belopp
      - Födelsedag
      - Kön
      - Besök
    När det är av används dina uppgifter inte till det här. Du är kvar i klubben som vanligt.
  primary button Spara
  button Visa vad som ändras
  button Stäng av allt
  Stäng av allt gäller direkt, för alla avsändare och allt annat på den här sidan. Du behöver inte spara efteråt.
)");
}

TEST(ConsentsPage, SaysTheSameInEnglish) {
  const Portal portal;
  EXPECT_EQ(heard(consents_page(portal.english(), support::joined_member(), {}, {})),
            R"(You decide who may contact you, and how. Nothing changes until you save.
card Your right to say no
  You always have the right to say no to your data being used for marketing, and to its being analysed to give you personal offers. It costs nothing, and you need not explain why.
  Turn off below what you do not want and save, or choose “Turn everything off”. You remain in the club all the same.
  The right to say no to marketing is in the General Data Protection Regulation (GDPR), Article 21. The right to take back a yes is in Article 7.
  details When something may be sent, by the Swedish Marketing Act (MFL)
    - Letter: until you say no (MFL 21 §).
    - E-mail: only if you have said yes (MFL 19 §).
    - Text message: only if you have said yes (MFL 19 §).
form Consents
  card Linnegården
    Company: Linnegården AB
    Our own goods.
    switch Letter from Linnegården on
      hint: Yes please to letter/own.
      state: On: you get letters until you say no.
    switch E-mail from Linnegården on
      hint: Yes please to email/own.
      state: On since 20 January 2026 (version 1 of the text).
    switch Text message from Linnegården on
      hint: Yes please to sms/own.
      state: On since 20 January 2026 (version 1 of the text).
    button Turn off everything from Linnegården
  card Väveriet
    Company: Väveriet i Borås AB
    Our sister company.
    switch Letter from Väveriet on
      hint: Yes please to letter/group.
      state: On: you get letters until you say no.
    switch E-mail from Väveriet on
      hint: Yes please to email/group.
      state: On since 20 January 2026 (version 1 of the text).
    switch Text message from Väveriet off
      hint: Yes please to sms/group.
      state: Off. You have not said yes.
    button Turn off everything from Väveriet
  card Partner
    The company has not been named yet.
    Not named yet.
    switch Letter from Partner off locked: Cannot be turned on. The club has not said which company this is, and you should know whom you say yes to.
      hint: Yes please to letter/partner.
      state: Off until the club has said which company it is.
    switch E-mail from Partner off locked: Cannot be turned on. The club has not said which company this is, and you should know whom you say yes to.
      hint: Yes please to email/partner.
      state: Off. You have not said yes.
    switch Text message from Partner off locked: Cannot be turned on. The club has not said which company this is, and you should know whom you say yes to.
      hint: Yes please to sms/partner.
      state: Off. You have not said yes.
  card Personal offers
    We analyse your purchases.
    switch Personal offers on
      hint: Analyse my purchases for personal offers.
      state: On until you say no.
    details Which data this concerns
      - Given name
      - Member number
      - Member since
      - Favourite room
      - Purchases
      - Amount spent
      - Date of birth
      - Gender
      - Visits
    When this is off, your data is not used for it. You remain in the club as before.
  primary button Save
  button Show what would change
  button Turn everything off
  “Turn everything off” takes effect at once, for every sender and everything else on this page. You do not need to save afterwards.
)");
}

// A draft over three cards, with two changes in the first.
std::vector<Wish> long_draft(const Portal& portal) {
  return {wish(portal.notice, Withdraw{cell("own", "email")}),
          wish(portal.notice, Object{cell("own", "letter")}),
          wish(portal.notice, Grant{cell("group", "sms")}), wish(portal.notice, Object{analysis})};
}

const Said not_saved{Mood::info, std::string(unsaved)};

TEST(ConsentsPage, ADraftIsToldInWordsAboveTheSaveButtonAndShownOnTheSwitches) {
  const Portal portal;
  const Page page =
      consents_page(portal.swedish(), support::joined_member(), long_draft(portal), {});
  const auto& blocks = std::get<Form>(page.blocks.back().is).blocks;
  EXPECT_EQ(std::get<Section>(blocks[blocks.size() - 3].is).id, "changes");
  EXPECT_EQ(std::get<Actions>(blocks[blocks.size() - 2].is).id, "decide");
  EXPECT_EQ(card_of(page, "Om du sparar"),
            "- Brev från Linnegården slutar komma.\n"
            "- E-post från Linnegården slutar komma.\n"
            "- Sms från Väveriet börjar komma.\n"
            "- Personliga erbjudanden stängs av.\n"
            "Det leder till:\n"
            "- Används inte längre till Personliga erbjudanden: Identitetsuppgifter, "
            "Medlemsuppgifter, Kvittouppgifter, Demografiska uppgifter och Användargenererade "
            "uppgifter.\n"
            "- Tas bort redan när den 14 mars 2026 är slut: Favoritrum och Kön.\n"
            "Inget av det här är sparat än.\n");
  EXPECT_EQ(lines_with(page, " changed"),
            "switch Brev från Linnegården off changed\n"
            "switch E-post från Linnegården off changed\n"
            "switch Sms från Väveriet on changed\n"
            "switch Personliga erbjudanden off changed\n");
  EXPECT_EQ(switch_called(page, "cell.group.sms").state,
            "Av. Du har inte sagt ja. Slås på när du sparar.");
}

TEST(ConsentsPage, ACardWithAChangeEndsWithWhatItIsAndAWayToSave) {
  const Portal portal;
  const Page page = consents_page(portal.swedish(), support::joined_member(),
                                  {wish(portal.notice, Object{cell("own", "letter")})}, {});
  EXPECT_EQ(card_of(page, "Linnegården"),
            "Företag: Linnegården AB\n"
            "Våra egna varor.\n"
            "switch Brev från Linnegården off changed\n"
            "  hint: Ja tack till letter/own.\n"
            "  state: På: du får brev tills du säger nej. Stängs av när du sparar.\n"
            "switch E-post från Linnegården on\n"
            "  hint: Ja tack till email/own.\n"
            "  state: På sedan 20 januari 2026 (version 1 av texten).\n"
            "switch Sms från Linnegården on\n"
            "  hint: Ja tack till sms/own.\n"
            "  state: På sedan 20 januari 2026 (version 1 av texten).\n"
            "Om du sparar: Brev från Linnegården slutar komma.\n"
            "primary button Spara ändringen\n"
            "button Ångra ändringen\n");
  EXPECT_EQ(lines_with(page, "button"),
            "primary button Spara ändringen\nbutton Ångra ändringen\n"
            "button Stäng av allt från Väveriet\n"
            "primary button Spara\nbutton Visa vad som ändras\nbutton Ångra\n"
            "button Stäng av allt\n");
}

TEST(ConsentsPage, ACardSaysWhenItsButtonsTakeMoreThanItsOwnChanges) {
  const Portal portal;
  const auto member = support::joined_member();
  const Page own = consents_page(portal.english(), member,
                                 {wish(portal.notice, Object{cell("own", "letter")}),
                                  wish(portal.notice, Withdraw{cell("own", "sms")})},
                                 {});
  EXPECT_EQ(lines_with(own, "the changes"),
            "primary button Save the changes\nbutton Undo the changes\n");
  const Page several = consents_page(portal.english(), member, long_draft(portal), {});
  EXPECT_EQ(lines_with(several, "If you save: "),
            "If you save: Letter from Linnegården will stop coming. E-mail from Linnegården will "
            "stop coming.\n"
            "If you save: Text message from Väveriet will start to come.\n"
            "If you save: Personal offers will be turned off.\n");
  std::string buttons;
  for (int cards = 0; cards < 3; ++cards) {
    buttons +=
        "primary button Save everything (4 changes)\n"
        "button Undo everything (4 changes)\n";
  }
  EXPECT_EQ(lines_with(several, "everything ("), buttons);
}

TEST(ConsentsPage, EveryButtonThatSavesOrLetsGoAsksForTheSame) {
  const Portal portal;
  const Page page =
      consents_page(portal.swedish(), support::joined_member(), long_draft(portal), {});
  const auto& form = std::get<Form>(page.blocks.back().is);
  const auto& card = std::get<Section>(form.blocks.front().is);
  const auto& actions = std::get<Actions>(card.blocks.back().is).blocks;
  ASSERT_EQ(actions.size(), 2u);
  const auto& save = std::get<Button>(actions[0].is);
  const auto& discard = std::get<Button>(actions[1].is);
  EXPECT_EQ(save.id, "sender-own-save");
  EXPECT_EQ(save.name + "=" + save.value, "do=save");
  EXPECT_EQ(discard.id, "sender-own-discard");
  EXPECT_EQ(discard.name + "=" + discard.value, "do=discard");
}

TEST(ConsentsPage, APreviewSaysFirstHowMuchIsNotSavedAndWhereThatIs) {
  const Portal portal;
  const auto first_lines = [&](const std::vector<Wish>& draft) {
    const std::string all =
        heard(consents_page(portal.swedish(), support::joined_member(), draft, not_saved));
    return all.substr(0, all.find("Du bestämmer"));
  };
  EXPECT_EQ(first_lines(long_draft(portal)),
            "info: 4 ändringar är inte sparade.\n"
            "link Se vad som ändras och spara -> #changes\n");
  EXPECT_EQ(first_lines({wish(portal.notice, Withdraw{cell("own", "email")})}),
            "info: En ändring är inte sparad.\n"
            "link Se vad som ändras och spara -> #changes\n");
  EXPECT_EQ(first_lines({}), "info: Du har inte ändrat något, så det fanns inget att spara.\n");
  EXPECT_EQ(first_lines({wish(portal.notice, Withdraw{cell("own", "email")}),
                         wish(portal.notice, Grant{cell("partner", "email")})}),
            "info: En ändring är inte sparad.\n"
            "warning: En del av det du valde går inte att spara. Vad och varför står längre ned på "
            "sidan.\n"
            "link Se vad som ändras och spara -> #changes\n");
}

TEST(ConsentsPage, WithoutAWordFromTheServerADraftLeavesTheTopAsItWas) {
  const Portal portal;
  const auto member = support::joined_member();
  const Page saved = consents_page(portal.swedish(), member, {}, {});
  const Page flipped = consents_page(portal.swedish(), member, long_draft(portal), {});
  ASSERT_EQ(saved.blocks.size(), flipped.blocks.size());
  for (std::size_t i = 0; i + 1 < saved.blocks.size(); ++i) {
    EXPECT_EQ(speak(std::vector<Block>{saved.blocks[i]}),
              speak(std::vector<Block>{flipped.blocks[i]}));
  }
}

TEST(ConsentsPage, WhatWasRefusedAtSavingIsToldOnTopWithTheWayToTheReason) {
  const Portal portal;
  const std::string all = heard(consents_page(
      portal.english(), support::joined_member(),
      {wish(portal.notice, Grant{cell("partner", "email")})}, Said{Mood::warning, "refused"}));
  EXPECT_EQ(
      all.substr(0, all.find("You decide")),
      "warning: Some of it could not be saved. What and why is written below. What you turned "
      "off is off.\n"
      "link See what changes, and save -> #changes\n");
}

TEST(ConsentsPage, ADraftThatChangesNothingSaysSo) {
  const Portal portal;
  EXPECT_EQ(after_draft(portal, support::joined_member(),
                        {wish(portal.notice, Grant{cell("own", "email")})}),
            "Inget ändras. Allt är redan så här.\n");
}

TEST(ConsentsPage, WhatWouldBeRefusedIsNotShownAsOnAndSaysWhyAndWhatToDo) {
  Portal portal;
  const Wish old = wish(portal.notice, Grant{cell("group", "sms")});
  portal.notice = support::next_version(portal.notice);
  support::reword(portal.notice, cell("group", "sms"), "Nya ord.", "New words.");
  consent::MemberFile file = support::joined_member();
  file.holdings.records.erase(file.holdings.records.begin() + 6);  // The phone number.
  ASSERT_EQ(member::find(file.holdings, FieldId{"phone"}), nullptr);
  file.decisions.clear();

  const Page page = consents_page(portal.swedish(), file,
                                  {old, wish(portal.notice, Grant{cell("partner", "email")}),
                                   wish(portal.notice, Grant{cell("own", "sms")})},
                                  {});
  EXPECT_EQ(card_of(page, "Om du sparar"),
            "warning: Det här går inte att spara:\n"
            "- Sms från Väveriet: texten har ändrats sedan du öppnade sidan. Läs den nya texten "
            "här ovanför, och slå på igen om du vill.\n"
            "- E-post från Samarbetspartner går inte att slå på, eftersom klubben inte har sagt "
            "vilket företag det är. Det går först när företaget står med namn här.\n"
            "- Sms från Linnegården går inte att slå på, eftersom vi inte vet vart det ska "
            "skickas. Lägg först till uppgiften under Mina uppgifter.\n");
  EXPECT_FALSE(switch_called(page, "cell.group.sms").on);
  EXPECT_FALSE(switch_called(page, "cell.partner.email").on);
  EXPECT_FALSE(switch_called(page, "cell.own.sms").on);
}

TEST(ConsentsPage, ASenderWithoutANameAndAChannelWithoutAnAddressAreLockedWithTheReason) {
  const Portal portal;
  consent::MemberFile file = support::small_member();
  file.holdings.records.erase(file.holdings.records.begin() + 6);
  const Page page = consents_page(portal.swedish(), file, {}, {});
  EXPECT_EQ(switch_called(page, "cell.partner.email").locked,
            "Går inte att slå på. Klubben har inte sagt vilket företag det är, och du ska veta vem "
            "du säger ja till.");
  EXPECT_EQ(switch_called(page, "cell.own.sms").locked,
            "Går inte att slå på än. Vi saknar en uppgift om dig: Mobilnummer. Lägg till den under "
            "Mina uppgifter.");
  EXPECT_EQ(switch_called(page, "cell.own.email").locked, std::nullopt);
  EXPECT_EQ(lines_with(page, "Lägg till det"),
            "link Lägg till det som saknas -> /sv/uppgifter#correct\n");
}

TEST(ConsentsPage, NothingThatIsOnIsEverLocked) {
  Portal portal;
  consent::MemberFile file = support::joined_member();
  file.holdings.records.clear();
  const Page page = consents_page(portal.swedish(), file, {}, {});
  std::size_t on = 0;
  for (const Switch& one : switches_in(page.blocks)) {
    if (!one.on) continue;
    EXPECT_EQ(one.locked, std::nullopt) << one.name;
    ++on;
  }
  EXPECT_EQ(on, 6u);
  EXPECT_EQ(
      switch_called(page, "cell.own.sms").state,
      "På sedan 20 januari 2026 (version 1 av texten). Just nu kommer inget, eftersom vi inte "
      "vet vart det ska skickas.");
}

TEST(ConsentsPage, NobodyIsToldThatACompanyWithoutANameMayWriteToThem) {
  Portal portal;
  for (notice::Sender& sender : portal.notice.senders) sender.legal_name.clear();
  const Page page = consents_page(portal.english(), support::joined_member(), {}, {});
  for (const char* name : {"cell.own.letter", "cell.own.email", "cell.partner.letter"}) {
    EXPECT_FALSE(switch_called(page, name).on) << name;
    EXPECT_TRUE(switch_called(page, name).locked.has_value()) << name;
    EXPECT_EQ(switch_called(page, name).state, "Off until the club has said which company it is.");
  }
}

TEST(ConsentsPage, AMissingAddressThatOnlyTheClubCanAddSaysToAskTheClub) {
  Portal portal;
  for (notice::Field& field : portal.notice.fields) field.corrected_by_member = false;
  const Page page = consents_page(portal.swedish(), number_alone(), {}, {});
  EXPECT_EQ(switch_called(page, "cell.own.email").locked,
            "Går inte att slå på än. Vi saknar en uppgift om dig: E-postadress. Hör av dig till "
            "klubben för att lägga till den.");
  EXPECT_EQ(lines_with(page, "Lägg till det"), "");
}

TEST(ConsentsPage, AYesToOtherWordsIsOffAndSaysSo) {
  Portal portal;
  const consent::MemberFile file =
      consent::decide_all(support::small_member(),
                          {wish(portal.notice, Grant{cell("own", "email")})}, portal.notice,
                          support::today())
          .after;
  support::reword(portal.notice, cell("own", "email"), "Helt andra ord.", "Quite other words.");
  const Switch one = switch_called(consents_page(portal.swedish(), file, {}, {}), "cell.own.email");
  EXPECT_FALSE(one.on);
  EXPECT_EQ(one.hint, "Helt andra ord.");
  EXPECT_EQ(one.state,
            "Av. Du sa ja den 14 mars 2026, men till en annan text än den som gäller nu. Läs "
            "texten och slå på om du fortfarande vill.");
}

TEST(ConsentsPage, TheRightToSayNoHasACardOfItsOwn) {
  const Portal portal;
  const Page page = consents_page(portal.english(), support::small_member(), {}, {});
  EXPECT_EQ(
      card_of(page, "Your right to say no"),
      R"(You always have the right to say no to your data being used for marketing, and to its being analysed to give you personal offers. It costs nothing, and you need not explain why.
Turn off below what you do not want and save, or choose “Turn everything off”. You remain in the club all the same.
The right to say no to marketing is in the General Data Protection Regulation (GDPR), Article 21. The right to take back a yes is in Article 7.
details When something may be sent, by the Swedish Marketing Act (MFL)
  - Letter: until you say no (MFL 21 §).
  - E-mail: only if you have said yes (MFL 19 §).
  - Text message: only if you have said yes (MFL 19 §).
)");
}

TEST(ConsentsPage, TheFormCarriesTheNoticeAndTheStateItWasMadeFrom) {
  const Portal portal;
  const Page page = consents_page(portal.swedish(), support::joined_member(), {}, {});
  const auto& form = std::get<Form>(page.blocks.back().is);
  EXPECT_EQ(form.action, "/sv/samtycken");
  EXPECT_EQ(form.hidden, (std::vector<std::pair<std::string, std::string>>{
                             {"form_token", "token"}, {"notice_version", "1"}, {"revision", "1"}}));
}

TEST(ConsentsPage, StoppingEverythingIsOneButtonBesideSave) {
  const Portal portal;
  const Page page = consents_page(portal.swedish(), support::joined_member(), {}, {});
  const auto& blocks = std::get<Form>(page.blocks.back().is).blocks;
  const auto& actions = std::get<Actions>(blocks[blocks.size() - 2].is).blocks;
  std::vector<std::string> asked;
  for (const Block& block : actions) {
    const auto& one = std::get<Button>(block.is);
    EXPECT_EQ(one.name, "do");
    asked.push_back(one.value);
  }
  EXPECT_EQ(asked, (std::vector<std::string>{"save", "preview", "stop_everything"}));
}

TEST(WishesFromSwitches, AreTheSwitchesThatDifferFromWhatIsSaved) {
  const Portal portal;
  const auto wishes = [&](const std::vector<std::string>& on) {
    return wishes_from_switches(support::joined_member(), portal.notice, support::swedish(), 1, on);
  };
  EXPECT_TRUE(wishes({"cell.own.letter", "cell.own.email", "cell.own.sms", "cell.group.letter",
                      "cell.group.email", "purpose.analysis"})
                  .empty());
  EXPECT_EQ(wishes({"cell.own.email", "cell.own.sms", "cell.group.letter", "cell.group.email",
                    "cell.group.sms", "no.such.switch"}),
            (std::vector<Wish>{wish(portal.notice, Object{cell("own", "letter")}),
                               wish(portal.notice, Grant{cell("group", "sms")}),
                               wish(portal.notice, Object{analysis})}));
}

TEST(WishesFromSwitches, AnObjectionIsLiftedByTheSameSwitch) {
  const Portal portal;
  consent::MemberFile file = support::small_member();
  file = consent::decide_all(file,
                             {wish(portal.notice, Object{analysis}),
                              wish(portal.notice, Object{cell("own", "letter")})},
                             portal.notice, support::today())
             .after;
  const auto wishes =
      wishes_from_switches(file, portal.notice, support::swedish(), 1,
                           {"cell.own.letter", "cell.group.letter", "purpose.analysis"});
  EXPECT_EQ(wishes, (std::vector<Wish>{wish(portal.notice, LiftObjection{cell("own", "letter")}),
                                       wish(portal.notice, LiftObjection{analysis})}));
}

// ---- No to a part of the data, and no to offers at all.

const PurposeId offers{"offers"};
const consent::CategoryUse age_and_sex{analysis, CategoryId{"demographics"}};

// Linnegården with a switch for age and sex in the analysis, and one for offers at all.
Portal with_more_switches() {
  Portal portal;
  portal.notice.purposes[0].objection =
      support::wording("Skicka mig erbjudanden.", "Send me offers.");
  portal.notice.sending.purpose = offers;
  portal.notice.purposes[1].optional_categories = {
      {age_and_sex.category,
       support::wording("Använd min ålder och mitt kön.", "Use my age and my sex.")}};
  return portal;
}

TEST(ConsentsPage, ACategoryThatMayBeLeftOutHasASwitchOfItsOwn) {
  const Portal portal = with_more_switches();  // N7; GDPR Art. 21(2)
  const Page page = consents_page(portal.swedish(), support::joined_member(), {}, {});
  const Switch toggle = switch_called(page, "category.analysis.demographics");
  EXPECT_EQ(toggle.label, "Demografiska uppgifter till Personliga erbjudanden");
  EXPECT_EQ(toggle.hint, "Använd min ålder och mitt kön.");
  EXPECT_EQ(toggle.state, "På tills du säger nej.");
  EXPECT_TRUE(toggle.on);
}

TEST(ConsentsPage, ACategoryThatIsFlippedIsAWishAndChangesNothingElse) {
  const Portal portal = with_more_switches();  // L2
  const consent::MemberFile file = support::joined_member();
  std::vector<std::string> on;
  for (const Switch& one : switches_in(consents_page(portal.swedish(), file, {}, {}).blocks)) {
    if (one.on && one.name != "category.analysis.demographics") on.push_back(one.name);
  }
  EXPECT_EQ(wishes_from_switches(file, portal.notice, support::swedish(), 1, on),
            std::vector<Wish>{wish(portal.notice, Object{age_and_sex})});
  const Page flipped =
      consents_page(portal.swedish(), file, {wish(portal.notice, Object{age_and_sex})}, {});
  EXPECT_EQ(lines_with(flipped, "Om du sparar: "),
            "Om du sparar: Demografiska uppgifter till Personliga erbjudanden används inte "
            "längre.\n");
}

TEST(ConsentsPage, ACategorySaysThatItIsNotUsedWhileTheWholeAnalysisIsOff) {
  const Portal portal = with_more_switches();
  const Page page = consents_page(portal.swedish(), support::joined_member(),
                                  {wish(portal.notice, Object{analysis})}, {});
  EXPECT_EQ(switch_called(page, "category.analysis.demographics").state,
            "På tills du säger nej. Används inte så länge Personliga erbjudanden är av.");
}

TEST(ConsentsPage, OffersAtAllComeFirstAndEachCellSaysThatNothingComesWithoutThem) {
  const Portal portal = with_more_switches();  // GDPR Art. 21(3)
  const consent::MemberFile file = support::joined_member();
  EXPECT_EQ(switches_in(consents_page(portal.swedish(), file, {}, {}).blocks).front().label,
            "Erbjudanden över huvud taget");
  const Page off = consents_page(portal.swedish(), file, {wish(portal.notice, Object{offers})}, {});
  EXPECT_EQ(switch_called(off, "cell.own.letter").state,
            "På: du får brev tills du säger nej. Inget kommer förrän Erbjudanden över huvud taget "
            "är på igen.");
  EXPECT_EQ(switch_called(off, "cell.group.sms").state, "Av. Du har inte sagt ja.");
}

TEST(ConsentsPage, StoppingEverythingStopsOffersAtAllToo) {
  const Portal portal = with_more_switches();
  consent::MemberFile file = support::joined_member();
  const auto wishes = consent::stop_everything(file, portal.notice, support::swedish());
  file = consent::decide_all(file, wishes, portal.notice, support::today()).after;
  const Page page = consents_page(portal.swedish(), file, {}, {});
  EXPECT_FALSE(switch_called(page, "purpose.offers").on);
  EXPECT_FALSE(switch_called(page, "purpose.analysis").on);
}

TEST(ConsentsPage, WhileTheUseIsPausedEachCellSaysThatNothingComes) {
  const Portal portal;  // GDPR Art. 18, L15
  consent::MemberFile file = support::joined_member();
  file = consent::decide_all(file, {wish(portal.notice, consent::Restrict{})}, portal.notice,
                             support::today())
             .after;
  const Page page = consents_page(portal.swedish(), file, {}, {});
  EXPECT_EQ(switch_called(page, "cell.own.email").state,
            "På sedan 20 januari 2026 (version 1 av texten). Just nu kommer inget, eftersom du har "
            "bett oss att bara lagra dina uppgifter.");
}

consent::MemberFile who_left(const notice::Notice& notice) {
  return consent::decide_all(
             support::joined_member(),
             {wish(notice, Object{cell("group", "letter")}), wish(notice, consent::Leave{})},
             notice, support::today())
      .after;
}

TEST(ConsentsPage, WhoLeftMeetsNoSwitchAndReadsThatTheMembershipHasEnded) {
  const Portal portal;  // What the page says and what the verdict says are the same: nothing.
  const consent::MemberFile file = who_left(portal.notice);
  const Page page = consents_page(portal.swedish(), file, {}, {});
  EXPECT_TRUE(switches_in(page.blocks).empty());
  EXPECT_EQ(heard(page),
            R"(card Ditt medlemskap är avslutat
  Du lämnade klubben den 14 mars 2026. Då slutade allt som du hade sagt ja till att gälla. Inget är på, och inga erbjudanden skickas till dig.
  Det du har sagt nej till gäller fortfarande, också om du går med igen.
  form Samtycken
    Du kan säga nej till allt redan nu. Då gäller det från början om du går med igen.
    button Stäng av allt
)");
  EXPECT_EQ(lines_with(overview_page(portal.swedish(), file, {}), "lämnat"),
            "Inget kommer, eftersom du har lämnat klubben.\n");
}

TEST(ConsentsPage, WhoLeftAndStoppedEverythingHasNothingMoreToStop) {
  const Portal portal;
  consent::MemberFile file = who_left(portal.notice);
  const auto no = consent::stop_everything(file, portal.notice, support::swedish());
  file = consent::decide_all(file, no, portal.notice, support::today()).after;
  EXPECT_EQ(lines_with(consents_page(portal.swedish(), file, {}, {}), "Stäng av allt"), "");
}

TEST(ConsentsPage, WhoJoinedAgainReadsWhatEndedWithTheMembershipAndWhatTheySaidNoTo) {
  const Portal portal;
  consent::MemberFile file = who_left(portal.notice);
  support::decided(file, consent::Join{}, "2026-03-20T12:00:00Z");
  const Page page = consents_page(portal.swedish(), file, {}, {});
  EXPECT_EQ(switch_called(page, "cell.own.email").state,
            "Av sedan 14 mars 2026, då du lämnade klubben.");
  EXPECT_EQ(switch_called(page, "cell.group.letter").state, "Av sedan 14 mars 2026, då du sa nej.");
}

// ---- Asked again.

// Linnegården after it changed the words of one cell; who joined before agreed to the terms, which still
// stand, so this member said yes by the switch.
struct Reworded {
  Portal portal;
  consent::MemberFile file;
};
Reworded after_new_words() {
  Reworded made;
  const notice::Cell sms = cell("group", "sms");
  made.file = consent::decide_all(support::joined_member(), {wish(made.portal.notice, Grant{sms})},
                                  made.portal.notice, support::today())
                  .after;
  const notice::Notice before = made.portal.notice;
  made.portal.notice = support::next_version(made.portal.notice);
  support::reword(made.portal.notice, sms, "Sms varje dag.", "A text message every day.");
  made.portal.earlier = notice::earlier_texts({before, made.portal.notice});
  return made;
}

TEST(ConsentsPage, WhoMustBeAskedAgainMeetsOnlyWhatChangedForThemThenBesideNow) {
  const Reworded now = after_new_words();  // L6; GDPR Art. 7(1)
  EXPECT_EQ(
      card_of(consents_page(now.portal.swedish(), now.file, {}, {}), "Vi behöver ditt svar igen"),
      R"(Texten eller företaget bredvid ett av dina val har ändrats sedan du sa ja. Inget skickas på det sättet förrän du har svarat. Allt annat är som förut.
form Vi behöver ditt svar igen
  heading 3 Sms från Väveriet
  Det sa du ja till: Ja tack till sms/group.
    Den 14 mars 2026, version 1 av texten.
  Så lyder det nu: Sms varje dag.
    Version 2 av texten.
  button Ja till Sms från Väveriet
  button Nej till Sms från Väveriet
)");
}

// The words were never about another company, so a yes to it cannot be what stands there now.
TEST(ConsentsPage, WhoSaidYesToOneCompanyIsAskedAgainWhenItIsAnother) {
  Portal portal;  // L3, L6; EDPB 05/2020 section 3.3.1
  const notice::Notice before = portal.notice;
  portal.notice = support::next_version(portal.notice);
  support::rename(portal.notice, "group", "Helt Annat Bolag AB");
  portal.earlier = notice::earlier_texts({before, portal.notice});
  const consent::MemberFile file = support::joined_member();
  const Page page = consents_page(portal.swedish(), file, {}, {});
  EXPECT_EQ(
      card_of(page, "Vi behöver ditt svar igen"),
      R"(Texten eller företaget bredvid ett av dina val har ändrats sedan du sa ja. Inget skickas på det sättet förrän du har svarat. Allt annat är som förut.
form Vi behöver ditt svar igen
  heading 3 E-post från Väveriet
  Det sa du ja till: Jag godkänner villkoren och erbjudanden på e-post och sms. Företag: Väveriet i Borås AB
    Den 20 januari 2026, version 1 av texten.
  Så lyder det nu: Ja tack till email/group. Företag: Helt Annat Bolag AB
    Version 2 av texten.
  button Ja till E-post från Väveriet
  button Nej till E-post från Väveriet
)");
  EXPECT_FALSE(switch_called(page, "cell.group.email").on);
  EXPECT_TRUE(switch_called(page, "cell.own.email").on) << "the other companies are who they were";
}

TEST(ConsentsPage, WhoseWordsStandIsNotAskedAgain) {
  const Reworded now = after_new_words();
  for (const consent::MemberFile& file : {support::joined_member(), support::small_member()}) {
    const Page page = consents_page(now.portal.swedish(), file, {}, {});
    EXPECT_EQ(card_of(page, "Vi behöver ditt svar igen"), "");
  }
}

TEST(ConsentsPage, AnAnswerToNewWordsIsAboutThatCellAlone) {
  const Reworded now = after_new_words();
  const notice::Cell sms = cell("group", "sms");
  EXPECT_EQ(answer_from(now.portal.notice, "yes.cell.group.sms"), consent::Act{Grant{sms}});
  EXPECT_EQ(answer_from(now.portal.notice, "no.cell.group.sms"), consent::Act{Withdraw{sms}});
  EXPECT_EQ(answer_from(now.portal.notice, "yes.cell.nobody.sms"), std::nullopt);
  for (const consent::Act& act : {consent::Act{Grant{sms}}, consent::Act{Withdraw{sms}}}) {
    const auto answered = consent::decide_all(now.file, {wish(now.portal.notice, act)},
                                              now.portal.notice, support::today());
    const Page page = consents_page(now.portal.swedish(), answered.after, {}, {});
    EXPECT_EQ(card_of(page, "Vi behöver ditt svar igen"), "");
    EXPECT_EQ(switch_called(page, "cell.group.sms").on, std::holds_alternative<Grant>(act));
  }
}

TEST(ConsentsPage, TheOverviewLeadsWhoMustBeAskedAgainToTheQuestion) {
  const Reworded now = after_new_words();
  EXPECT_EQ(
      lines_with(overview_page(now.portal.english(), now.file, {}), "answer"),
      "info: The text or the company beside one of your choices has changed since you said yes. "
      "Nothing is sent that way until you have answered. Everything else is as before.\n"
      "link Read what has changed, and answer -> /en/consents#asked\n");
  EXPECT_EQ(lines_with(overview_page(now.portal.english(), support::joined_member(), {}), "answer"),
            "");
}

}  // namespace
}  // namespace samtycke::view
