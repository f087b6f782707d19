// L6: a new text never silently carries an old consent, and nobody is asked about what did not change.
#include "core/notice/diff.h"

#include <gtest/gtest.h>

#include "core/consent/join.h"
#include "core/consent/standing.h"
#include "tests/support/builders.h"

namespace samtycke::notice {
namespace {

std::string in_words(const Difference& difference) {
  std::string text;
  for (const Change& change : difference.changes) {
    const bool added = std::holds_alternative<std::monostate>(change.before);
    const bool removed = std::holds_alternative<std::monostate>(change.after);
    text += std::string(key(change.part)) + " " +
            (added     ? "added "
             : removed ? "removed "
                       : "changed ") +
            change.place + "\n";
  }
  for (const AskAgain& again : difference.ask_again) {
    text += "ask " + again.cell.sender.text() + "/" + again.cell.channel.text() +
            (again.agreed_by == AgreedBy::the_terms ? " by terms" : " by switch");
    for (const Language& language : again.languages) text += " " + language.text();
    for (const Since since : again.since) {
      text += since == Since::the_words     ? ", words"
              : since == Since::the_company ? ", company"
                                            : ", no more";
    }
    text += "\n";
  }
  return text;
}

template <class Edit>
std::string after(Edit edit) {
  Notice now = support::next_version(support::small_notice());
  edit(now);
  return in_words(diff(support::small_notice(), now));
}

TEST(NoticeDiff, SaysNothingWhereNothingChanged) {
  EXPECT_EQ(after([](Notice&) {}), "");
}

// One row for each kind of change: what is told, and who is asked again.
TEST(NoticeDiff, AsksAgainForChangedWordsAndForNothingElse) {
  EXPECT_EQ(after([](Notice& notice) {
              support::reword(notice, support::cell("own", "email"), "Nytt", "New");
            }),
            "cell changed cells/own/email\nask own/email by switch en sv, words\n");
  EXPECT_EQ(after([](Notice& notice) {
              support::reword(notice, support::cell("own", "email"), "Ja tack till email/own.",
                              "New");
            }),
            "cell changed cells/own/email\nask own/email by switch en, words\n")
      << "who read Swedish read what still stands";
  EXPECT_EQ(after([](Notice& notice) {
              support::reword(notice, support::cell("own", "letter"), "Nytt", "New");
            }),
            "cell changed cells/own/letter\n")
      << "letters need no consent";
  EXPECT_EQ(after([](Notice& notice) {
              support::reword(notice, support::cell("partner", "email"), "Nytt", "New");
            }),
            "cell changed cells/partner/email\n")
      << "nobody could agree to a company without a name";
  EXPECT_EQ(after([](Notice& notice) { support::reword_terms(notice, "Nya", "New"); }),
            "terms changed terms/text\n"
            "ask own/email by terms en sv, words\n"
            "ask own/sms by terms en sv, words\n"
            "ask group/email by terms en sv, words\n");
  EXPECT_EQ(after([](Notice& notice) { notice.terms.turns_on.pop_back(); }),
            "terms removed terms/turns_on/group/email\nask group/email by terms en sv, no more\n");
  EXPECT_EQ(after([](Notice& notice) { notice.terms.minimum_age = 18; }),
            "terms changed terms/minimum_age\n");
  EXPECT_EQ(after([](Notice& notice) { notice.channels[1].permission = Permission::opt_out; }),
            "channel changed channels/email/permission\n");
}

// A yes is a yes to a company: the same words about another one ask whoever said yes, however they did,
// and nobody who said yes to the other companies (L2, L3; EDPB 05/2020 section 3.3.1).
TEST(NoticeDiff, AsksAgainWhereTheCompanyIsAnother) {
  EXPECT_EQ(after([](Notice& notice) { support::rename(notice, "group", "Helt Annat Bolag AB"); }),
            "sender changed senders/group/legal_name\n"
            "ask group/email by switch en sv, company\n"
            "ask group/email by terms en sv, company\n"
            "ask group/sms by switch en sv, company\n");
  EXPECT_EQ(after([](Notice& notice) {
              support::rename(notice, "group", "Helt Annat Bolag AB");
              support::reword(notice, support::cell("group", "sms"), "Nytt", "New");
              notice.terms.turns_on.pop_back();
            }),
            "sender changed senders/group/legal_name\n"
            "cell changed cells/group/sms\n"
            "terms removed terms/turns_on/group/email\n"
            "ask group/email by switch en sv, company\n"
            "ask group/email by terms en sv, company, no more\n"
            "ask group/sms by switch en sv, words, company\n");
}

TEST(NoticeDiff, SaysWhatChangedPerPurposeCategoryFieldAndClock) {
  EXPECT_EQ(after([](Notice& notice) {
              notice.purposes[0].fields.emplace_back("gender");
              std::erase(notice.purposes[1].fields, FieldId("birth_date"));
              notice.purposes[1].objection.reset();
            }),
            "purpose added purposes/offers/fields/gender\n"
            "purpose removed purposes/analysis/objection\n"
            "purpose removed purposes/analysis/fields/birth_date\n");
  EXPECT_EQ(after([](Notice& notice) {
              notice.retentions[0].years = 2;
              notice.categories[3].explanation.by_language[support::swedish()] = "Kvitton";
              notice.topics.pop_back();
            }),
            "category changed categories/receipts/explanation\n"
            "retention changed retention/three_years/years\n"
            "topic removed topics/bath\n");
}

TEST(NoticeDiff, SaysOnceThatAThingCameOrWent) {
  EXPECT_EQ(after([](Notice& notice) {
              notice.purposes.pop_back();
              notice.fields.pop_back();
              notice.sending.purpose = PurposeId("offers");
              notice.sending.nix = Nix{FieldId("birth_date"), 12, ClauseId("N2"), "MFL 21 §"};
            }),
            "field removed data/interactions\n"
            "purpose removed purposes/analysis\n"
            "sending added sending\n");
}

TEST(NoticeDiff, SaysWhatChangedInTheClubItsSentencesAndItsSwitches) {
  EXPECT_EQ(after([](Notice& notice) {
              notice.club.name = "Linnehuset";
              notice.languages.pop_back();
              notice.clauses.push_back({ClauseId("N99"), {}});
              notice.purposes[1].optional_categories = {
                  {CategoryId("demographics"), support::wording("Får användas.", "May be used.")}};
              notice.segmentation.purpose = PurposeId("analysis");
            }),
            "club changed club/name\n"
            "language removed languages/en\n"
            "clause added clauses/N99\n"
            "purpose added purposes/analysis/optional_categories/demographics\n"
            "segment added segmentation\n");
}

TEST(NoticeDiff, SaysHowOftenTheClubComesToWrite) {
  Notice before = support::small_notice();
  before.sending.purpose = PurposeId("offers");
  before.sending.frequency = Frequency{FieldId("gender"), {{"monthly", 1, 30}}, ClauseId("N2")};
  Notice now = before;
  now.sending.frequency->limits[0].messages = 2;
  const Difference difference = diff(before, now);
  ASSERT_EQ(difference.changes.size(), 1U);
  EXPECT_EQ(difference.changes[0].place, "sending/frequency/monthly");
  EXPECT_EQ(std::get<std::string>(difference.changes[0].before), "1 in 30 days");
  EXPECT_EQ(std::get<std::string>(difference.changes[0].after), "2 in 30 days");
}

TEST(NoticeDiff, SaysThatTheRuleOfASegmentChanged) {
  Notice before = support::small_notice();
  Segment segment;
  segment.id = SegmentId("grown_ups");
  segment.rule = {Condition{Age{}, Between{18, std::nullopt}}};
  before.segmentation = {PurposeId("analysis"), {segment}};
  Notice now = before;
  now.segmentation.segments[0].rule = {Condition{Age{}, Between{21, 65}}};
  const Difference difference = diff(before, now);
  ASSERT_EQ(difference.changes.size(), 1U);
  EXPECT_EQ(difference.changes[0].place, "segments/grown_ups/rule");
  EXPECT_EQ(std::get<std::string>(difference.changes[0].before), "age >= 18");
  EXPECT_EQ(std::get<std::string>(difference.changes[0].after), "age >= 21 <= 65");
}

consent::MemberFile agreed_by_switch(const Notice& notice, const Cell& cell,
                                     const Language& language) {
  consent::MemberFile file = support::small_member();
  consent::Wish wish = support::wish(notice, consent::Grant{cell});
  wish.language = language;
  return consent::decide_all(file, {wish}, notice, support::today()).after;
}

consent::MemberFile agreed_by_terms(const Notice& notice, const Language& language) {
  consent::MemberFile file = support::small_member();
  file.decisions =
      consent::accept_terms(file, notice, language, {}, {consent::Way::join, "member", {1}});
  return file;
}

bool is_asked(const Difference& difference, const Cell& cell, AgreedBy by,
              const Language& language) {
  for (const AskAgain& again : difference.ask_again) {
    if (!(again.cell == cell) || again.agreed_by != by) continue;
    for (const Language& one : again.languages) {
      if (one == language) return true;
    }
  }
  return false;
}

// The matrix: every edit × every cell × both ways of agreeing × both languages. What the club is told
// is what each member meets, and whoever is asked is not sent anything before they answer.
TEST(NoticeDiff, AndTheMembersOwnPageAgreeOnWhoIsAskedAgain) {
  const Notice before = support::small_notice();
  using Edit = void (*)(Notice&);
  const std::vector<Edit> edits = {
      [](Notice&) {},
      [](Notice& n) { support::reword(n, support::cell("own", "email"), "Nytt", "New"); },
      [](Notice& n) {
        support::reword(n, support::cell("own", "sms"), "Ja tack till sms/own.", "New");
      },
      [](Notice& n) { support::reword_terms(n, "Nya villkor", "New terms"); },
      [](Notice& n) { n.terms.turns_on.clear(); },
      [](Notice& n) { support::rename(n, "group", ""); },
      [](Notice& n) { support::rename(n, "group", "Helt Annat Bolag AB"); },
      [](Notice& n) { n.channels[1].permission = Permission::opt_out; },
      [](Notice& n) { n.terms.minimum_age = 30; },
      [](Notice& n) { n.purposes.pop_back(); },
  };
  int asked_in_all = 0;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    Notice now = support::next_version(before);
    edits[i](now);
    const Difference difference = diff(before, now);
    for (const CellText& text : before.cells) {
      const Cell& cell = text.cell;
      for (const Language& language : before.languages) {
        for (const AgreedBy by : {AgreedBy::its_switch, AgreedBy::the_terms}) {
          const consent::MemberFile file = by == AgreedBy::its_switch
                                               ? agreed_by_switch(before, cell, language)
                                               : agreed_by_terms(before, language);
          const auto standing = consent::standing_of(file.decisions, cell, before);
          if (!std::holds_alternative<consent::Agreed>(standing)) continue;
          const auto cells = consent::asked_again(file, now);
          const bool asked = std::find(cells.begin(), cells.end(), cell) != cells.end();
          asked_in_all += asked ? 1 : 0;
          const std::string row = std::to_string(i) + " " + cell.sender.text() + "/" +
                                  cell.channel.text() + " " + language.text();
          EXPECT_EQ(asked, is_asked(difference, cell, by, language)) << row;
          const bool on =
              consent::is_on(consent::standing_of(file.decisions, cell, now), cell, now);
          EXPECT_FALSE(asked && on) << row;
        }
      }
    }
  }
  EXPECT_GT(asked_in_all, 10);
}

}  // namespace
}  // namespace samtycke::notice
