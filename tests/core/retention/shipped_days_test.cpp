// The shipped notice: what the member reads about how long is what happens (N9; GDPR Art. 5(1)(a), 17(1)(c)).
#include <gtest/gtest.h>

#include "core/retention/keep_until.h"
#include "tests/support/builders.h"
#include "tests/support/shipped_notice.h"

namespace samtycke::retention {
namespace {

using consent::Object;
using support::at;
using support::decided;

const PurposeId offers{"offers"};
const PurposeId analysis{"analysis"};

notice::Notice shipped() {
  auto read = wire::decode_notice_files(support::shipped_notice_files());
  EXPECT_TRUE(read.ok());
  return std::move(read).value();
}

// A member of whom something is held in every field, with one purchase.
consent::MemberFile full_member(const notice::Notice& notice) {
  consent::MemberFile file;
  for (const notice::Field& field : notice.fields) {
    const bool rows =
        field.kind == notice::FieldKind::receipts || field.kind == notice::FieldKind::interactions;
    const char* value = field.id == member::field::joined ? "2024-03-03" : "x";
    if (rows) continue;
    member::put(file.holdings,
                member::Record{field.id, value, member::Source::club, at("2024-03-03")});
  }
  member::put(file.holdings,
              member::Receipt{"B-1", at("2026-01-10T12:00:00Z"), "", member::Source::till, {}});
  member::put(file.holdings, member::Interaction{"W-1",
                                                 at("2026-02-01T12:00:00Z"),
                                                 member::InteractionKind::visit,
                                                 "",
                                                 {},
                                                 member::Source::website});
  return file;
}

// The last day of each field after these decisions, all of them on 14 March 2026.
std::map<std::string, std::string> days_after(const std::vector<consent::Act>& acts) {
  const notice::Notice notice = shipped();
  consent::MemberFile file = full_member(notice);
  for (const consent::Act& act : acts) decided(file, act, "2026-03-14T12:00:00Z");
  std::map<std::string, std::string> days;
  for (const FieldId& field : fields_held(file, notice)) {
    days[field.text()] = iso(keep_until(file, notice, field)->day);
  }
  EXPECT_EQ(days.size(), notice.fields.size());
  return days;
}

// The same days, but for what the analysis alone uses, of one category or of all: 30 days after the no.
std::map<std::string, std::string> without_what_only_the_analysis_used(const char* category) {
  const notice::Notice notice = shipped();
  auto days = days_after({});
  for (const notice::Field& field : notice.fields) {
    const auto using_it = notice::purposes_of(notice, field.id);
    const bool only_analysis = using_it.size() == 1 && using_it[0]->id == analysis;
    const bool meant = *category == '\0' || field.category.text() == category;
    if (only_analysis && meant) days[field.id.text()] = "2026-04-13";
  }
  EXPECT_NE(days, days_after({}));
  return days;
}

TEST(ShippedDays, AreThreeYearsFromTheLatestPurchase) {
  for (const auto& [field, day] : days_after({})) EXPECT_EQ(day, "2029-01-10") << field;
}

TEST(ShippedDays, AfterANoToTheAnalysisAreThirtyForWhatOnlyTheAnalysisUsed) {
  EXPECT_EQ(days_after({Object{analysis}}), without_what_only_the_analysis_used(""));
  const consent::CategoryUse household{analysis, CategoryId{"household"}};
  EXPECT_EQ(days_after({Object{household}}), without_what_only_the_analysis_used("household"));
}

TEST(ShippedDays, AreAsBeforeAfterANoToOffers) {
  EXPECT_EQ(days_after({Object{offers}}), days_after({}));
  EXPECT_EQ(days_after({Object{offers}, Object{analysis}}), days_after({Object{analysis}}))
      << "a no to both: the membership still needs what it needs";
}

TEST(ShippedDays, AfterLeavingAreThirtyForEverything) {
  for (const auto& [field, day] : days_after({consent::Leave{}})) {
    EXPECT_EQ(day, "2026-04-13") << field;
  }
}

// Each of the above stands in the rule's own text, in both languages, and no more than that.
TEST(ShippedDays, AreWhatTheRuleSays) {
  const notice::Notice notice = shipped();
  ASSERT_EQ(notice.retentions.size(), 1U);
  const Text& said = notice.retentions[0].explanation;
  EXPECT_EQ(
      said.in(support::swedish()),
      "Vi sparar dina uppgifter och din köphistorik i högst tre år från ditt senaste köp. Har du "
      "aldrig handlat räknar vi från dagen då du blev medlem. Säger du nej till analysen, eller "
      "till att en sorts uppgifter används i den, tar vi efter 30 dagar bort det som bara "
      "analysen använde. Säger du nej till erbjudanden slutar vi skicka dem. Du är medlem ändå, "
      "och därför tar vi inte bort något. Lämnar du klubben tar vi bort allt om dig efter 30 "
      "dagar.");
  EXPECT_EQ(
      said.in(support::english()),
      "We keep your data and your purchase history for at most three years from your latest "
      "purchase. If you have never bought anything, we count from the day you became a member. If "
      "you say no to the analysis, or to one kind of data in it, we remove after 30 days what "
      "only the analysis used. If you say no to offers, we stop sending them. You stay a member "
      "all the same, so we remove nothing. If you leave the club, we remove everything about you "
      "after 30 days.");
}

}  // namespace
}  // namespace samtycke::retention
