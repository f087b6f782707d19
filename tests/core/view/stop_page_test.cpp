// The page behind a mail's link: exactly what would stop, and what else can be chosen (RFC 8058).
#include "core/view/stop_page.h"

#include <gtest/gtest.h>

#include "core/consent/stopping.h"
#include "tests/core/view/portal.h"

namespace samtycke::view {
namespace {

StopState looking() {
  StopState state;
  state.action = "/u/token";
  state.cell = support::cell("own", "email");
  return state;
}

TEST(StopPage, SaysExactlyWhatWouldStop) {
  const Portal portal;
  const consent::MemberFile asa = support::joined_member();
  EXPECT_EQ(heard(stop_page(portal.swedish(), &asa, looking())),
            R"(Här kan du säga nej utan att logga in. Inget har ändrats än.
card Det här stoppas
  Trycker du på knappen skickar vi inte mer av det här. Det gäller genast.
  - E-post från Linnegården
  - E-post från Väveriet
  form Det här stoppas
    primary button Stoppa alltihop
card Bara från den som skickade brevet?
  - E-post från Linnegården
  form Bara från den som skickade brevet?
    button Stoppa bara det här
Koder för att logga in och sådant som vi måste berätta om ditt medlemskap får du ändå.
link Logga in och välj själv -> /sv/samtycken
)");
}

TEST(StopPage, KnowsNobodyAndAsksNobodyToSignIn) {
  const Portal portal;
  const consent::MemberFile asa = support::joined_member();
  const std::string said = heard(stop_page(portal.swedish(), &asa, looking()));
  for (const member::Record& record : asa.holdings.records) {
    if (record.value.size() > 2) {
      EXPECT_EQ(said.find(record.value), std::string::npos) << record.field.text();
    }
  }
  EXPECT_EQ(said.find("Logga ut"), std::string::npos);
}

TEST(StopPage, WithOneSenderThereIsNothingToChooseBetween) {
  const Portal portal;
  consent::MemberFile asa = support::joined_member();
  support::decided(asa, consent::Withdraw{support::cell("group", "email")}, "2026-03-01");
  EXPECT_EQ(
      card_of(stop_page(portal.swedish(), &asa, looking()), "Bara från den som skickade brevet?"),
      "");
}

TEST(StopPage, WhoGetsNothingIsToldSo) {
  const Portal portal;
  const consent::MemberFile asa = support::small_member();
  const std::string said = heard(stop_page(portal.english(), &asa, looking()));
  EXPECT_NE(said.find("You already get nothing from us in this way."), std::string::npos);
  EXPECT_EQ(said.find("button"), std::string::npos);
}

TEST(StopPage, LessOftenIsOfferedInTheNoticesOwnWords) {
  Portal portal;
  portal.notice = sample_notice();
  consent::MemberFile asa = support::small_member();
  support::decided(asa, consent::Grant{support::cell("own", "email")}, "2026-03-01");
  const std::string card =
      card_of(stop_page(portal.english(), &asa, looking()), "Rather less often?");
  EXPECT_NE(card.find("button At most once a week"), std::string::npos) << card;
  EXPECT_NE(card.find("button At most every three months"), std::string::npos) << card;
}

TEST(StopPage, WhatWasStoppedCanBeTakenBackBesideItsWords) {
  const Portal portal;
  const consent::MemberFile asa = support::small_member();
  StopState state = looking();
  state.done = StopDone::stopped;
  state.stopped = {support::cell("own", "email")};
  state.undo = "secret";
  const Page page = stop_page(portal.swedish(), &asa, state);
  EXPECT_EQ(page.title, "Det är stoppat");
  EXPECT_EQ(card_of(page, "Ångrar du dig?"),
            R"(I tio minuter kan du ta tillbaka det du just gjorde. Då blir det precis som det var.
- E-post från Linnegården: Ja tack till email/own.
form Ångrar du dig?
  button Ta tillbaka
)");
}

TEST(StopPage, ALinkThatLeadsToNobodySaysWhatToDo) {
  const Portal portal;
  const Page page = stop_page(portal.swedish(), nullptr, looking());
  EXPECT_EQ(page.title, "Här finns inget att stoppa");
  EXPECT_EQ(speak(page).find("button"), std::string::npos);
}

TEST(StopPage, TheSamePageIsThereInEachLanguage) {
  const Portal portal;
  const consent::MemberFile asa = support::joined_member();
  const Page page = stop_page(portal.swedish(), &asa, looking());
  ASSERT_EQ(page.languages.size(), 2U);
  EXPECT_EQ(page.languages[1].href, "/u/token?language=en");
}

}  // namespace
}  // namespace samtycke::view
