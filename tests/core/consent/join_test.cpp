#include "core/consent/join.h"

#include <gtest/gtest.h>

#include "core/consent/standing.h"
#include "tests/support/builders.h"

namespace samtycke::consent {
namespace {

using support::cell;
using support::small_member;
using support::small_notice;
using support::today;

Circumstance joining_at(const char* moment) {
  return {Way::join, "member", support::at(moment)};
}

MemberFile somebody_new() {
  MemberFile file;
  file.id = MemberId{"fedcba9876543210fedcba9876543210"};
  return file;
}

Joining filled_in() {
  return {{{FieldId{"given_name"}, " Åsa "},
           {FieldId{"email"}, "asa@Example.se"},
           {FieldId{"phone"}, "070-123 45 67"},
           {FieldId{"birth_date"}, "1990-05-01"}},
          Acceptance{1, support::swedish()},
          {}};
}

void type(Joining& joining, const char* field, const char* value) {
  for (Correction& detail : joining.details) {
    if (detail.field == FieldId{field}) {
      detail.value = value;
      return;
    }
  }
  joining.details.push_back({FieldId{field}, value});
}

std::string answer(const MemberFile& before, const Joining& joining, const notice::Notice& notice,
                   const Circumstance& circumstance = today()) {
  const auto joined = join(before, joining, notice, circumstance);
  if (joined.ok()) return "joined";
  if (const auto* why = std::get_if<NotJoined>(&joined.reason())) return std::string{key(*why)};
  std::string all = "bad:";
  for (const BadCorrection& bad : std::get<std::vector<BadCorrection>>(joined.reason())) {
    all += " " + std::to_string(bad.index) + " " +
           std::string{std::visit([](auto why) { return key(why); }, bad.why)};
  }
  return all;
}

std::vector<Act> acts_of(const std::vector<Decision>& decisions) {
  std::vector<Act> acts;
  for (const Decision& decision : decisions) acts.push_back(decision.act);
  return acts;
}

bool shows_on(const MemberFile& file, const notice::Cell& cell, const notice::Notice& notice) {
  return is_on(standing_of(file.decisions, cell, notice), cell, notice);
}

// L22; NIX-nämnden 21-115: the no of somebody who was erased comes before the yes to the terms.
TEST(Join, AfterANoThatIsRememberedTurnsNothingOn) {
  const auto notice = small_notice();
  Joining joining = filled_in();
  joining.no.to_everything = true;
  const auto joined = join(somebody_new(), joining, notice, today());
  ASSERT_TRUE(joined.ok());
  for (const notice::CellText& text : notice.cells) {
    EXPECT_FALSE(shows_on(joined.value().after, text.cell, notice)) << text.cell.channel.text();
  }
  EXPECT_EQ(acts_of(joined.value().decisions).back(), Act{consent::Join{}});
  for (const CellOfTerms& one : cells_of_terms(somebody_new(), joining, notice)) {
    EXPECT_NE(one.is, TermsCell::turned_on);
  }
}

// Somebody else was reached at that number: the messages to it wait, the mails do not.
TEST(Join, AtANumberWhereSomebodyHadSaidNoTurnsNothingOnThatGoesThere) {
  const auto notice = small_notice();
  Joining joining = filled_in();
  const auto sms = support::cell("own", "sms");
  const auto email = support::cell("own", "email");
  EXPECT_TRUE(shows_on(join(somebody_new(), joining, notice, today()).value().after, sms, notice));
  joining.no.at = {FieldId{"phone"}};
  const MemberFile file = join(somebody_new(), joining, notice, today()).value().after;
  EXPECT_FALSE(shows_on(file, sms, notice));
  EXPECT_TRUE(shows_on(file, email, notice));
}

// The order of the rules is behaviour: each row breaks one rule less than the row above it.
TEST(Join, IsAnsweredWithTheFirstRuleThatItBreaks) {
  const auto notice = small_notice();
  Joining joining{{{FieldId{"email"}, "not an address"}, {FieldId{"birth_date"}, "2020-01-01"}},
                  std::nullopt,
                  {cell("own", "letter"), cell("own", "fax")}};
  EXPECT_EQ(answer(support::joined_member(), joining, notice), "already_member");
  EXPECT_EQ(answer(somebody_new(), joining, notice), "terms_not_accepted");
  joining.accepted = Acceptance{0, support::swedish()};
  EXPECT_EQ(answer(somebody_new(), joining, notice), "text_out_of_date");
  joining.accepted = Acceptance{1, Language{"fi"}};
  EXPECT_EQ(answer(somebody_new(), joining, notice), "text_out_of_date");
  joining.accepted = Acceptance{1, support::english()};
  EXPECT_EQ(answer(somebody_new(), joining, notice), "no_such_cell");
  joining.turned_off = {cell("own", "letter")};
  EXPECT_EQ(answer(somebody_new(), joining, notice), "not_in_the_terms");
  joining.turned_off = {cell("own", "email")};
  EXPECT_EQ(answer(somebody_new(), joining, notice), "bad: 0 bad_email");
  joining.details = {{FieldId{"email"}, " "}};
  EXPECT_EQ(answer(somebody_new(), joining, notice), "no_email");
  type(joining, "email", "asa@example.se");
  EXPECT_EQ(answer(somebody_new(), joining, notice), "no_birth_date");
  type(joining, "birth_date", "2020-01-01");
  EXPECT_EQ(answer(somebody_new(), joining, notice), "under_age");
  type(joining, "birth_date", "2000-01-01");
  EXPECT_EQ(answer(somebody_new(), joining, notice), "joined");
}

TEST(Join, NamesEveryValueThatIsNoGoodOne) {
  Joining joining = filled_in();
  joining.details = {{FieldId{"email"}, "asa@example.se"},
                     {FieldId{"shoe_size"}, "38"},
                     {FieldId{"member_number"}, "1"},
                     {FieldId{"phone"}, "twelve"},
                     {FieldId{"birth_date"}, "2025-02-29"}};
  EXPECT_EQ(answer(somebody_new(), joining, small_notice()),
            "bad: 1 no_such_field 2 not_yours_to_change 3 bad_phone 4 bad_date");
}

TEST(Join, TakesTheAddressAlsoWhereAMemberChangesItInAnotherWay) {
  auto notice = small_notice();
  for (notice::Field& field : notice.fields) field.corrected_by_member = false;
  Joining joining = filled_in();
  joining.details = {{FieldId{"email"}, "asa@example.se"}, {FieldId{"birth_date"}, "1990-05-01"}};
  EXPECT_EQ(answer(somebody_new(), joining, notice), "joined");
}

TEST(Join, HoldsWhatWasTypedAndTheDayItHappened) {
  const auto joined =
      join(somebody_new(), filled_in(), small_notice(), joining_at("2026-03-14T23:30:00Z"));
  ASSERT_TRUE(joined.ok());
  const MemberFile& file = joined.value().after;
  EXPECT_EQ(file.id, somebody_new().id);
  EXPECT_EQ(member::value_of(file.holdings, FieldId{"given_name"}), "Åsa");
  EXPECT_EQ(member::value_of(file.holdings, FieldId{"email"}), "asa@example.se");
  EXPECT_EQ(member::value_of(file.holdings, FieldId{"phone"}), "+46701234567");
  EXPECT_EQ(member::value_of(file.holdings, FieldId{"joined"}), "2026-03-15") << "in Stockholm";
  EXPECT_EQ(member::find(file.holdings, FieldId{"email"})->source, member::Source::member);
  EXPECT_EQ(file.decisions, joined.value().decisions);
}

TEST(Join, WhatWasLeftEmptyIsNotHeld) {
  Joining joining = filled_in();
  type(joining, "family_name", "  ");
  const auto joined = join(somebody_new(), joining, small_notice(), today());
  ASSERT_TRUE(joined.ok());
  EXPECT_EQ(member::find(joined.value().after.holdings, FieldId{"family_name"}), nullptr);
}

// N4, L1, L3.
TEST(Join, TurnsOnExactlyTheNamedSendersOfTheTermsThatCanReachTheMember) {
  auto notice = small_notice();
  // The loader refuses such a notice; joining does not rely on it.
  notice.terms.turns_on.push_back(cell("partner", "email"));
  notice.terms.turns_on.push_back(cell("own", "letter"));
  Joining joining = filled_in();
  EXPECT_EQ(acts_of(join(somebody_new(), joining, notice, today()).value().decisions),
            (std::vector<Act>{Join{}, Grant{cell("own", "email")}, Grant{cell("own", "sms")},
                              Grant{cell("group", "email")}}));
  type(joining, "phone", "");
  EXPECT_EQ(acts_of(join(somebody_new(), joining, notice, today()).value().decisions),
            (std::vector<Act>{Join{}, Grant{cell("own", "email")}, Grant{cell("group", "email")}}));
}

TEST(Join, WhatIsTurnedOffInTheSameStepIsNeverOn) {  // N4, N5
  Joining joining = filled_in();
  joining.turned_off = {cell("group", "email"), cell("own", "email")};
  const auto joined = join(somebody_new(), joining, small_notice(), today());
  ASSERT_TRUE(joined.ok());
  EXPECT_EQ(acts_of(joined.value().decisions),
            (std::vector<Act>{Join{}, Grant{cell("own", "sms")}}));
  EXPECT_EQ(standing_of(joined.value().after.decisions, cell("own", "email"), small_notice()),
            CellStanding{NeverAgreed{}});
}

TEST(Join, WhatIsTurnedOffTakesBackAYesFromBefore) {
  const auto notice = small_notice();
  MemberFile imported = small_member();
  imported =
      decide_all(imported, {support::wish(notice, Grant{cell("own", "email")})}, notice, today())
          .after;
  Joining joining = filled_in();
  joining.turned_off = {cell("own", "email")};
  const auto joined = join(imported, joining, notice, today());
  ASSERT_TRUE(joined.ok());
  EXPECT_FALSE(shows_on(joined.value().after, cell("own", "email"), notice));
}

TEST(Join, RecordsTheWordsOfTheTermsAndTheCompanyWhenAndHow) {  // L5; GDPR Art. 7(1)
  const auto notice = small_notice();
  Joining joining = filled_in();
  joining.accepted = Acceptance{1, support::english()};
  const auto joined = join(somebody_new(), joining, notice, joining_at("2026-03-14T12:00:00Z"));
  ASSERT_TRUE(joined.ok());
  for (const Decision& decision : joined.value().decisions) {
    const auto* grant = std::get_if<Grant>(&decision.act);
    const Text& shown = grant == nullptr ? notice.terms.wording.sha256
                                         : notice::find(notice, grant->cell)->by_terms;
    EXPECT_EQ(decision.text_sha256, shown.in(support::english()));
    EXPECT_EQ(decision.language, support::english());
    EXPECT_EQ(decision.notice_version, notice.version);
    EXPECT_EQ(decision.way, Way::join);
    EXPECT_EQ(decision.actor, "member");
    EXPECT_EQ(decision.at, support::at("2026-03-14T12:00:00Z"));
  }
}

// L23; GDPR Art. 8. The small club asks for 16 years.
TEST(Join, WhoTurnsTheAgeTodayIsOldEnough) {
  const auto answer_for = [](const char* born, const char* moment) {
    Joining joining = filled_in();
    type(joining, "birth_date", born);
    return answer(somebody_new(), joining, small_notice(), joining_at(moment));
  };
  EXPECT_EQ(answer_for("2010-03-14", "2026-03-14T00:00:00Z"), "joined");
  EXPECT_EQ(answer_for("2010-03-15", "2026-03-14T22:59:59Z"), "under_age");
  EXPECT_EQ(answer_for("2010-03-15", "2026-03-14T23:00:00Z"), "joined") << "a new day in Stockholm";
  EXPECT_EQ(answer_for("2010-07-15", "2026-07-14T21:59:59Z"), "under_age");
  EXPECT_EQ(answer_for("2010-07-15", "2026-07-14T22:00:00Z"), "joined") << "in summer, too";
  EXPECT_EQ(answer_for("2026-03-15", "2026-03-14T12:00:00Z"), "under_age") << "not born yet";
}

TEST(Join, WhoWasBornOnALeapDayIsOldEnoughOnTheLastDayOfFebruary) {
  const auto answer_for = [](int age, const char* moment) {
    auto notice = small_notice();
    notice.terms.minimum_age = age;
    Joining joining = filled_in();
    type(joining, "birth_date", "2008-02-29");
    return answer(somebody_new(), joining, notice, joining_at(moment));
  };
  EXPECT_EQ(answer_for(18, "2026-02-27T22:59:59Z"), "under_age");
  EXPECT_EQ(answer_for(18, "2026-02-27T23:00:00Z"), "joined");
  EXPECT_EQ(answer_for(16, "2024-02-28T22:59:59Z"), "under_age");
  EXPECT_EQ(answer_for(16, "2024-02-28T23:00:00Z"), "joined");
}

TEST(Join, NobodyIsAskedForADateOfBirthWithoutAReason) {
  Joining joining = filled_in();
  type(joining, "birth_date", "");
  auto no_age = small_notice();
  no_age.terms.minimum_age = 0;
  EXPECT_EQ(answer(somebody_new(), joining, no_age), "joined");
  auto no_field = small_notice();
  std::erase_if(no_field.fields,
                [](const auto& field) { return field.id == member::field::birth_date; });
  std::erase(no_field.purposes[1].fields, member::field::birth_date);
  std::erase_if(joining.details,
                [](const auto& one) { return one.field == member::field::birth_date; });
  EXPECT_EQ(answer(somebody_new(), joining, no_field), "joined");
}

TEST(Join, ADateOfBirthThatNoPurposeCoversIsLookedAtAndNotStored) {  // GDPR Art. 5(1)(c); N6
  auto notice = small_notice();
  std::erase(notice.purposes[1].fields, member::field::birth_date);
  const auto joined = join(somebody_new(), filled_in(), notice, today());
  ASSERT_TRUE(joined.ok());
  EXPECT_EQ(member::find(joined.value().after.holdings, member::field::birth_date), nullptr);
  Joining young = filled_in();
  type(young, "birth_date", "2020-01-01");
  EXPECT_EQ(answer(somebody_new(), young, notice), "under_age");
}

TEST(Join, WhoIsUnderRestrictionCannotJoinThemselvesOutOfIt) {  // GDPR Art. 18
  const auto notice = small_notice();
  const MemberFile file =
      decide_all(small_member(), {support::wish(notice, Restrict{})}, notice, today()).after;
  EXPECT_EQ(answer(file, filled_in(), notice), "already_member");
}

TEST(Join, WhoIsInTheBooksAndNeverAcceptedTheTermsMayJoin) {
  EXPECT_EQ(answer(small_member(), filled_in(), small_notice()), "joined");
}

// L22; NIX-nämnden 21-115.
TEST(Join, WhoComesBackBeginsAnewAndTheirObjectionsStay) {
  const auto notice = small_notice();
  const auto act = [&](Act one) { return support::wish(notice, std::move(one)); };
  const MemberFile left =
      decide_all(support::joined_member(),
                 {act(Grant{cell("group", "sms")}), act(Object{cell("own", "letter")}),
                  act(Object{PurposeId{"analysis"}}), act(Leave{})},
                 notice, today())
          .after;
  const auto joined = join(left, filled_in(), notice, joining_at("2026-05-01T12:00:00Z"));
  ASSERT_TRUE(joined.ok());
  const MemberFile& file = joined.value().after;
  EXPECT_EQ(membership(file.decisions), MembershipStanding{Current{}});
  EXPECT_FALSE(shows_on(file, cell("group", "sms"), notice)) << "not in the terms";
  EXPECT_TRUE(shows_on(file, cell("own", "email"), notice)) << "agreed to anew";
  EXPECT_FALSE(shows_on(file, cell("own", "letter"), notice));
  EXPECT_FALSE(is_on(standing_of(file.decisions, PurposeId{"analysis"})));
  EXPECT_EQ(member::value_of(file.holdings, FieldId{"joined"}), "2026-05-01");
}

TEST(Join, AnObjectionFromBeforeStaysThoughTheChannelNeedsAConsentByNow) {  // L22
  auto notice = small_notice();
  MemberFile left = decide_all(small_member(),
                               {support::wish(notice, Object{cell("own", "letter")}),
                                support::wish(notice, Leave{})},
                               notice, today())
                        .after;
  notice.channels[0].permission = notice::Permission::consent;
  notice.terms.turns_on = {cell("own", "letter"), cell("group", "letter")};
  const auto joined = join(left, filled_in(), notice, today());
  ASSERT_TRUE(joined.ok());
  EXPECT_FALSE(shows_on(joined.value().after, cell("own", "letter"), notice));
  EXPECT_TRUE(shows_on(joined.value().after, cell("group", "letter"), notice));

  left.decisions.push_back({LiftObjection{cell("own", "letter")}, 1, {}, "", {}, "member", {}});
  EXPECT_TRUE(shows_on(join(left, filled_in(), notice, today()).value().after,
                       cell("own", "letter"), notice));
}

TEST(CellsOfTerms, SaysOfEachWhatAcceptingDoesToIt) {  // N4
  auto notice = small_notice();
  notice.terms.turns_on = {cell("own", "letter"), cell("partner", "email"), cell("own", "email"),
                           cell("own", "sms"), cell("group", "email")};
  Joining joining;
  joining.details = {{FieldId{"email"}, "asa@example.se"}, {FieldId{"phone"}, "twelve"}};
  joining.turned_off = {cell("group", "email"), cell("own", "fax")};
  std::string said;
  for (const CellOfTerms& one : cells_of_terms(somebody_new(), joining, notice)) {
    said += one.cell.sender.text() + "/" + one.cell.channel.text() + " " +
            std::string{key(one.is)} + "\n";
  }
  EXPECT_EQ(said,
            "own/letter not_by_consent\n"
            "partner/email sender_unnamed\n"
            "own/email turned_on\n"
            "own/sms no_address\n"
            "group/email turned_off\n");
  EXPECT_EQ(key(TermsCell::objected_before), "objected_before");
}

TEST(AcceptTerms, IsForThoseWhoseDetailsAreThereAlready) {
  const auto decisions =
      accept_terms(small_member(), small_notice(), support::swedish(), {cell("own", "sms")},
                   {Way::import, "import:members.csv", support::at("2026-01-20")});
  EXPECT_EQ(acts_of(decisions),
            (std::vector<Act>{Join{}, Grant{cell("own", "email")}, Grant{cell("group", "email")}}));
  EXPECT_EQ(decisions[1].way, Way::import);
  EXPECT_EQ(acts_of(accept_terms({}, small_notice(), support::swedish(), {}, today())),
            (std::vector<Act>{Join{}}));
}

}  // namespace
}  // namespace samtycke::consent
