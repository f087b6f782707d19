#include <gtest/gtest.h>

#include "tests/core/view/portal.h"

namespace samtycke::view {
namespace {

TEST(SignInPage, SaysWhatItIsForAndWhatHappensNext) {
  const Portal portal;
  EXPECT_EQ(speak(sign_in_page(portal.swedish(), {})), R"(page Logga in
club Linnegården
language Svenska current
language English -> /en/sign-in
Här ser du vad Linnegården vet om dig som medlem, och bestämmer vad klubben får göra.
form Logga in
  field email E-postadress required
    hint: Den adress som du har gett Linnegården, till exempel namn@exempel.se.
  primary button Skicka en kod till mig
card Så går det till
  - Vi mejlar dig en kod, om adressen hör till en medlem.
  - Du skriver koden på nästa sida. Den gäller i tio minuter.
  - Sedan ser du dina uppgifter hos Linnegården och kan ändra dina val.
  Du behöver inget lösenord.
card Är du inte medlem än?
  link Bli medlem -> /sv/bli-medlem
card Har du bytt adress?
  Kommer du inte åt adressen längre, eller vet du inte vilken Linnegården har? Hör av dig till klubben. Hur du når oss står längst ned på sidan.
footer Så hanterar vi dina uppgifter -> /sv/integritet
footer Mejla klubben: medlem@linnegarden.example -> mailto:medlem@linnegarden.example
footer Ring klubben: +46331234567 -> tel:+46331234567
footnote Linnegården AB ansvarar för dina uppgifter i klubben. Postadress: Linnegården AB, Box 1, 501 01 Borås. Tycker du att vi gör fel kan du klaga hos Integritetsskyddsmyndigheten (IMY).
)");
}

TEST(SignInPage, HasAnotherWayInWhereTheClubHasOne) {
  const Portal portal;
  Setting setting = portal.swedish();
  setting.sign_in_by = "BankID";
  EXPECT_EQ(lines_with(sign_in_page(setting, {}), "BankID"),
            "link Logga in med BankID -> /openid/start/sv\n");
  EXPECT_EQ(lines_with(sign_in_page(portal.swedish(), {}), "openid"), "");
}

TEST(SignInPage, SaysTheSameInEnglish) {
  const Portal portal;
  EXPECT_EQ(
      heard(sign_in_page(portal.english(), {})),
      R"(Here you see what Linnegården knows about you as a member, and decide what the club may do.
form Sign in
  field email E-mail address required
    hint: The address you have given Linnegården, for example name@example.com.
  primary button Send me a code
card What happens next
  - We e-mail you a code, if the address belongs to a member.
  - You type the code on the next page. It is valid for ten minutes.
  - Then you see your data at Linnegården and can change your choices.
  You do not need a password.
card Are you not a member yet?
  link Become a member -> /en/join
card Have you changed address?
  If you can no longer use the address, or do not know which one Linnegården has, contact the club. How to reach us is at the bottom of the page.
)");
}

TEST(SignInPage, AnAddressThatCannotBeOneIsKeptAndSaidWhatToDoAbout) {
  const Portal portal;
  const Page page = sign_in_page(portal.swedish(), {"åsa@", "bad_email"});
  EXPECT_EQ(lines_with(page, "field"), "field email E-postadress required: åsa@\n");
  EXPECT_EQ(lines_with(page, "error:"),
            "error: Det ser inte ut som en e-postadress. Skriv den i formen namn@exempel.se.\n");
  EXPECT_EQ(lines_with(sign_in_page(portal.swedish(), {"", "empty"}), "error:"),
            "error: Skriv din e-postadress, så vet vi vart koden ska skickas.\n");
  EXPECT_EQ(lines_with(sign_in_page(portal.swedish(), {"", "too_many"}), "error:"),
            "error: Du har bett om många koder på kort tid. Den senaste du fick gäller "
            "fortfarande. Vänta några minuter innan du ber om en ny.\n");
}

TEST(SignInPage, TheFieldCanBeFilledInByTheBrowser) {
  const Portal portal;
  const Page page = sign_in_page(portal.swedish(), {});
  const auto& form = std::get<Form>(page.blocks[1].is);
  EXPECT_EQ(form.action, "/sv/logga-in");
  EXPECT_EQ(form.hidden,
            (std::vector<std::pair<std::string, std::string>>{{"form_token", "token"}}));
  const auto& field = std::get<Field>(form.blocks[0].is);
  EXPECT_EQ(field.name, "email");
  EXPECT_EQ(field.autocomplete, "email");
}

TEST(SignInPage, InTheBrowserThereIsNoTokenToSendAlong) {
  const Portal portal;
  Setting setting = portal.swedish();
  setting.form_token.clear();
  const Page page = sign_in_page(setting, {});
  EXPECT_TRUE(std::get<Form>(page.blocks[1].is).hidden.empty());
}

TEST(CodePage, DoesNotTellWhetherTheAddressBelongsToAMember) {
  const Portal portal;
  EXPECT_EQ(heard(code_page(portal.swedish(), {"asa@example.se", ""})),
            R"(Vi har skickat en kod till asa@example.se, om adressen hör till en medlem.
form Skriv koden
  field one-time-code Kod required
    hint: Åtta bokstäver och siffror, till exempel 7K3M-QW2X.
  primary button Logga in
card Har du inte fått något mejl?
  - Det kan dröja någon minut. Titta också i skräpposten.
  - Kontrollera att adressen är rätt skriven, och att det är den som klubben har.
  - Koden gäller i tio minuter och bara en gång. Är den för gammal ber du om en ny.
  link Skicka en ny kod -> /sv/logga-in
)");
}

TEST(CodePage, SaysWhatIsWrongWithTheCodeAndHowToGoOn) {
  const Portal portal;
  const auto error = [&](const char* key) {
    return lines_with(code_page(portal.swedish(), {"asa@example.se", key}), "error:");
  };
  EXPECT_EQ(error("wrong_code"),
            "error: Koden stämmer inte. Skriv den precis som i det senaste mejlet, eller be om en "
            "ny.\n");
  EXPECT_EQ(error("expired"), "error: Koden gäller inte längre. Be om en ny kod här nedanför.\n");
  EXPECT_EQ(error("empty"), "error: Skriv koden som står i mejlet.\n");
  EXPECT_EQ(error(""), "");
}

TEST(CodePage, TheMailsLinkFillsTheCodeInForTheButtonToBePressed) {
  const Portal portal;
  const Page page = code_page(portal.swedish(), {"asa@example.se", "", "7K3M-QW2X"});
  EXPECT_EQ(lines_with(page, "field"), "field one-time-code Kod required: 7K3M-QW2X\n");
  EXPECT_EQ(lines_with(page, "Koden kommer"),
            "Koden kommer från länken i mejlet. Tryck på knappen för att fortsätta.\n");
}

TEST(CodePage, WhereNoCodeWasAskedForTheLinkShowsItAndHasNoForm) {
  const Portal portal;
  EXPECT_EQ(
      heard(code_page(portal.swedish(), {"", "", "7K3M-QW2X", true})),
      R"(Länken öppnades i en annan webbläsare än den där du bad om koden. Gå tillbaka dit och skriv koden.
Kod: 7K3M-QW2X
  Koden gäller i tio minuter och bara en gång. Är den för gammal ber du om en ny.
Av säkerhetsskäl loggar länken bara in i den webbläsare som bad om den. Bad du inte om någon kod? Då behöver du inte göra något.
link Logga in här i stället -> /sv/logga-in
)");
}

TEST(CodePage, WithoutAnAddressItSpeaksOfTheOneThatWasWritten) {
  const Portal portal;
  EXPECT_EQ(lines_with(code_page(portal.english(), {"", ""}), "We have sent"),
            "We have sent a code to the address you gave, if it belongs to a member.\n");
}

TEST(ProblemPage, AlwaysHasAWayOn) {
  const Portal portal;
  EXPECT_EQ(heard(problem_page(portal.swedish(), "not_found", true)),
            "Adressen leder inte till någon sida här. Kanske är den felskriven, eller så har sidan "
            "flyttat.\n"
            "link Till översikten -> /sv/oversikt\n");
  EXPECT_EQ(heard(problem_page(portal.english(), "signed_out", false)),
            "You have been signed out, perhaps because nothing happened for a while. Sign in again "
            "to go on.\n"
            "link To sign-in -> /en/sign-in\n");
  EXPECT_TRUE(problem_page(portal.swedish(), "signed_out", false).menu.empty());
}

TEST(ProblemPage, AnUnknownProblemIsOurFaultRatherThanAKey) {
  const Portal portal;
  EXPECT_EQ(problem_page(portal.swedish(), "no_such_problem", false).title,
            "Det fungerar inte just nu");
}

TEST(ProblemPage, EachProblemHasATitleAndATextInBothLanguages) {
  const Portal portal;
  for (const Words& words : portal.all_words) {
    for (const std::string key :
         {"not_found", "signed_out", "unavailable", "bad_request", "method_not_allowed"}) {
      EXPECT_TRUE(words.has("problem." + key + ".title")) << key;
      EXPECT_TRUE(words.has("problem." + key + ".text")) << key;
    }
  }
}

}  // namespace
}  // namespace samtycke::view
