// Joining, as a page: what accepting the terms turns on, and nothing else (N4, L1, L3, L23).
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "core/consent/join.h"
#include "core/consent/standing.h"
#include "core/notice/hashes.h"
#include "tests/core/view/portal.h"

namespace samtycke::view {
namespace {

TEST(JoinPage, ShowsTheTermsAndExactlyWhatTheyTurnOn) {
  const Portal portal;
  EXPECT_EQ(
      heard(join_page(portal.swedish(), {})),
      R"(Gå med i Linnegården medlemsklubb. Läs villkoren först. Du ser precis vad du säger ja till, och kan stänga av det direkt.
form Bli medlem
  card Om dig
    Du behöver ha fyllt 16 år. Därför frågar vi när du är född.
    field text Förnamn
    field text Efternamn
    field text Födelsedag required
      hint: År, månad och dag, till exempel 1985-04-23.
    field email E-postadress required
      hint: Hit skickar vi koden när du loggar in.
    field tel Mobilnummer
      hint: Till exempel 070-123 45 67.
  card Villkoren
    Jag godkänner villkoren och erbjudanden på e-post och sms.
    Version 1 av texten.
    link Så hanterar vi dina uppgifter -> /sv/integritet
    switch Jag har läst villkoren och godkänner dem off
  card Det här slås på när du godkänner villkoren
    När du godkänner villkoren säger du också ja till de utskick som är på här. Stäng av dem du inte vill ha. Du blir medlem ändå, och kan ändra dig när du vill.
    switch E-post från Linnegården on
      hint: Ja tack till email/own.
      state: Kräver att du fyller i: E-postadress.
    switch Sms från Linnegården off
      hint: Ja tack till sms/own.
      state: Kräver att du fyller i: Mobilnummer.
    switch E-post från Väveriet on
      hint: Ja tack till email/group.
      state: Kräver att du fyller i: E-postadress.
  primary button Gå med
  Vi sparar vilken text du godkände, på vilket språk och när, så att vi kan visa det för dig.
)");
}

TEST(JoinPage, NobodyHasAcceptedTheTermsBeforeTheyDid) {
  const Portal portal;  // CJEU C-673/17: no box that is ticked already.
  EXPECT_FALSE(switch_called(join_page(portal.swedish(), {}), "accept_terms").on);
  JoinState state;
  state.terms_accepted = true;
  EXPECT_TRUE(switch_called(join_page(portal.swedish(), state), "accept_terms").on);
}

TEST(JoinPage, WhatWasTurnedOffStaysOffWhileTheFormIsMended) {
  const Portal portal;
  JoinState state;
  state.turned_off = {"cell.own.sms"};
  const Page page = join_page(portal.swedish(), state);
  EXPECT_FALSE(switch_called(page, "cell.own.sms").on);
  EXPECT_TRUE(switch_called(page, "cell.own.email").on);
}

TEST(JoinPage, ACompanyWithoutANameIsNotTurnedOnEvenIfTheTermsSaySo) {
  Portal portal;  // L3
  portal.notice.terms.turns_on.push_back(support::cell("partner", "email"));
  for (const Switch& one : switches_in(join_page(portal.swedish(), {}).blocks)) {
    EXPECT_NE(one.name, "cell.partner.email");
  }
}

TEST(JoinPage, TermsThatTurnNothingOnSaySo) {
  Portal portal;
  portal.notice.terms.turns_on.clear();
  EXPECT_EQ(card_of(join_page(portal.english(), {}), "What is turned on when you accept the terms"),
            "No mailings are turned on when you accept the terms. You choose for yourself "
            "afterwards.\n");
}

TEST(JoinPage, AsksForABirthdayOnlyWhereThereIsAnAgeRule) {
  Portal portal;  // L23
  EXPECT_NE(heard(join_page(portal.swedish(), {})).find("Födelsedag"), std::string::npos);
  portal.notice.terms.minimum_age = 0;
  EXPECT_EQ(heard(join_page(portal.swedish(), {})).find("Födelsedag"), std::string::npos);
}

TEST(JoinPage, SaysWhatWasWrongAndKeepsWhatWasTyped) {
  const Portal portal;
  JoinState state;
  state.error = "under_age";
  state.typed = {{FieldId{"email"}, "not an address", "bad_email"}};
  const Page page = join_page(portal.english(), state);
  EXPECT_EQ(lines_with(page, "16"),
            "error: You need to be 16 years old to join.\n"
            "You need to be 16 years old. That is why we ask when you were born.\n");
  EXPECT_EQ(lines_with(page, "not an address"),
            "field email E-mail address required: not an address\n");
  EXPECT_NE(lines_with(page, "error: "), "");
}

// The page and join() are two readings of the same terms. With `details` typed and one thing turned off:
// each switch of the page by name, and whether it is on there and after joining.
using ByName = std::map<std::string, bool>;
ByName shown(const Portal& portal, const std::vector<consent::Correction>& details) {
  JoinState state;
  for (const auto& [field, value] : details) state.typed.push_back({field, value, {}});
  state.turned_off = {"cell.group.email"};
  ByName on;
  for (const Switch& one : switches_in(join_page(portal.swedish(), state).blocks)) {
    if (one.name != "accept_terms") on[one.name] = one.on;
  }
  return on;
}
ByName granted(const Portal& portal, const std::vector<consent::Correction>& details) {
  consent::Joining joining;
  joining.details = details;
  joining.accepted = consent::Acceptance{portal.notice.version, support::swedish()};
  joining.turned_off = {support::cell("group", "email")};
  const auto joined = consent::join({}, joining, portal.notice, support::today());
  EXPECT_TRUE(joined.ok());
  ByName on;
  for (const notice::Cell& cell : portal.notice.terms.turns_on) {
    const auto standing = consent::standing_of(joined.value().decisions, cell, portal.notice);
    on[switch_name(cell)] = consent::is_on(standing, cell, portal.notice);
  }
  return on;
}

const std::vector<consent::Correction> required = {{FieldId{"email"}, "ny@example.se"},
                                                   {FieldId{"birth_date"}, "1990-01-01"}};
const std::vector<consent::Correction> everything = {{FieldId{"given_name"}, "Ny"},
                                                     {FieldId{"family_name"}, "Medlem"},
                                                     {FieldId{"email"}, "ny@example.se"},
                                                     {FieldId{"birth_date"}, "1990-01-01"},
                                                     {FieldId{"phone"}, "070-123 45 67"}};

TEST(JoinPage, ShowsAsOnExactlyWhatJoiningWouldTurnOn) {
  const Portal small;  // N4, L1
  Portal shipped;
  shipped.notice = sample_notice();
  notice::fill_hashes(shipped.notice, support::text_hash);
  for (const Portal* portal : {&small, static_cast<const Portal*>(&shipped)}) {
    EXPECT_EQ(shown(*portal, {}), granted(*portal, required)) << "nothing typed";
    EXPECT_EQ(shown(*portal, required), granted(*portal, required)) << "what is required";
    EXPECT_EQ(shown(*portal, everything), granted(*portal, everything)) << "all that is asked for";
  }
}

TEST(JoinPage, APhoneNumberThatIsTypedTurnsItsSwitchOnAndAWrongOneDoesNot) {
  const Portal portal;
  EXPECT_TRUE(shown(portal, everything).at("cell.own.sms"));
  EXPECT_FALSE(shown(portal, {{FieldId{"phone"}, "seven"}}).at("cell.own.sms"));
}

TEST(JoinPage, WhatTheFormDoesNotAskForIsOffAndSaysWhy) {
  Portal portal;
  portal.notice = sample_notice();
  for (const auto& details : {std::vector<consent::Correction>{}, everything}) {
    JoinState state;
    for (const auto& [field, value] : details) state.typed.push_back({field, value, {}});
    const Switch push = switch_called(join_page(portal.swedish(), state), "cell.own.push");
    EXPECT_FALSE(push.on);
    EXPECT_EQ(push.locked,
              "Går inte att slå på här. Det kräver en uppgift som vi inte frågar efter när du går "
              "med: Enhet med appen. När vi har den kan du säga ja under Samtycken.");
  }
}

TEST(JoinPage, AnAddressThatNoPurposeCoversTurnsNothingOn) {
  Portal portal;  // It is not kept, so nothing can be sent to it (N6).
  for (notice::Purpose& purpose : portal.notice.purposes) {
    std::erase(purpose.fields, FieldId{"phone"});
  }
  EXPECT_EQ(shown(portal, everything), granted(portal, everything));
}

}  // namespace
}  // namespace samtycke::view
