#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "core/segment/explain.h"
#include "tests/core/segment/random_club.h"

namespace samtycke::segment {
namespace {

const PurposeId analysis{"analysis"};

Chance any_chance() {
  return Chance{*rc::gen::arbitrary<std::uint64_t>()};
}

// Each property below is tried a hundred times, so this makes ten thousand members.
constexpr int members_each_time = 100;

// ---- what may not be read ----

// Changes, adds or takes away everything that lies in some fields, but nothing else.
template <class InThem>
consent::MemberFile with_others(Chance& chance, consent::MemberFile file, Instant now,
                                InThem in_them) {
  const consent::MemberFile other = any_member(chance, now);
  std::erase_if(file.holdings.records, [&](const auto& record) { return in_them(record.field); });
  for (const auto& record : other.holdings.records) {
    if (in_them(record.field)) member::put(file.holdings, record);
  }
  if (in_them(member::field::purchases)) file.holdings.receipts = other.holdings.receipts;
  if (in_them(member::field::interactions)) {
    file.holdings.interactions = other.holdings.interactions;
  }
  return file;
}

// N7, L8: ten thousand members.
RC_GTEST_PROP(ExplainProperties, WhatThePurposeDoesNotCoverNeverChangesAnExplanation, ()) {
  Chance chance = any_chance();
  for (int i = 0; i < members_each_time; ++i) {
    notice::Notice notice = segmenting_notice();
    for (notice::Purpose& purpose : notice.purposes) {
      if (purpose.id != analysis) continue;
      std::erase_if(purpose.fields, [&](const FieldId&) { return chance.one_in(3); });
    }
    const auto& covered = notice::find(notice, analysis)->fields;
    const Instant now = any_moment(chance);
    const consent::MemberFile file = any_member(chance, now);
    const consent::MemberFile other = with_others(chance, file, now, [&](const FieldId& field) {
      return std::find(covered.begin(), covered.end(), field) == covered.end();
    });
    const notice::Rule rule = any_rule(chance, 2);
    const Explanation before = explain(rule, Readable{file, notice, now});
    const Explanation after = explain(rule, Readable{other, notice, now});
    RC_ASSERT((before == after));
  }
}

// N7, L8, GDPR Art. 21(2): ten thousand members.
RC_GTEST_PROP(ExplainProperties, WhatTheMemberSwitchedOffNeverChangesAnExplanation, ()) {
  Chance chance = any_chance();
  const notice::Notice notice = segmenting_notice();
  for (int i = 0; i < members_each_time; ++i) {
    const Instant now = any_moment(chance);
    consent::MemberFile file = any_member(chance, now);
    std::vector<CategoryId> off;
    for (const notice::Category& category : notice.categories) {
      if (!chance.one_in(3)) continue;
      off.push_back(category.id);
      decide(file, consent::Object{consent::CategoryUse{analysis, category.id}});
    }
    const consent::MemberFile other = with_others(chance, file, now, [&](const FieldId& field) {
      const CategoryId& category = notice::find(notice, field)->category;
      return std::find(off.begin(), off.end(), category) != off.end();
    });
    const notice::Rule rule = any_rule(chance, 2);
    const Explanation before = explain(rule, Readable{file, notice, now});
    const Explanation after = explain(rule, Readable{other, notice, now});
    RC_ASSERT((before == after));

    // And what is left is explained, unless the rule reads what is off.
    bool reads_off = false;
    for (const FieldId& field : notice::fields_read(rule)) {
      const CategoryId& category = notice::find(notice, field)->category;
      reads_off |= std::find(off.begin(), off.end(), category) != off.end();
    }
    RC_ASSERT(std::holds_alternative<Off>(before) == reads_off);
  }
}

// L8: ten thousand members.
RC_GTEST_PROP(ExplainProperties, AfterAnObjectionNobodyIsInASegmentAndNothingIsShown, ()) {
  Chance chance = any_chance();
  notice::Notice notice = segmenting_notice();
  for (int i = 0; i < members_each_time; ++i) {
    const Instant now = any_moment(chance);
    consent::MemberFile file = any_member(chance, now);
    decide(file, consent::Object{analysis});
    const notice::Rule rule = any_rule(chance, 2);
    notice.segmentation.segments = {{SegmentId{"s"}, {}, {}, rule, {}}};
    RC_ASSERT(segments_of(file, notice, now).empty());
    RC_ASSERT((explain(rule, Readable{file, notice, now}) == Explanation{Off{Bar::objected}}));
  }
}

RC_GTEST_PROP(ExplainProperties, WhatIsStillToComeNeverChangesAnExplanation, ()) {
  Chance chance = any_chance();
  const notice::Notice notice = segmenting_notice();
  for (int i = 0; i < members_each_time; ++i) {
    const Instant now = any_moment(chance);
    const consent::MemberFile file = any_member(chance, now);
    const notice::Rule rule = any_rule(chance, 2);
    const Explanation before = explain(rule, Readable{file, notice, now});

    consent::MemberFile later = file;
    const Instant some_weeks_on{now.utc_ms + std::int64_t{60} * 24 * 3'600'000};
    const consent::MemberFile more = any_member(chance, some_weeks_on);
    for (member::Receipt receipt : more.holdings.receipts) {
      receipt.number = "new " + receipt.number;
      if (now < receipt.at) member::put(later.holdings, receipt);
    }
    for (member::Interaction interaction : more.holdings.interactions) {
      interaction.number = "new " + interaction.number;
      if (now < interaction.at) member::put(later.holdings, interaction);
    }
    RC_ASSERT((before == explain(rule, Readable{later, notice, now})));
  }
}

// ---- what happens by itself ----

// Nothing but time: the same file, looked at from a later day.
bool met_on(Day day, const notice::Rule& rule, const consent::MemberFile& file,
            const notice::Notice& notice) {
  return membership(rule, Readable{file, notice, start_of(day)}) == Membership::in;
}

RC_GTEST_PROP(ExplainProperties, TheDayOnWhichItTurnsIsTheFirstWithAnotherAnswer, ()) {
  Chance chance = any_chance();
  const notice::Notice notice = segmenting_notice();
  for (int i = 0; i < 10; ++i) {
    const Instant now = any_moment(chance);
    const consent::MemberFile file = any_member(chance, now);
    const notice::Rule rule = any_rule(chance, chance.between(0, 3));
    const auto answer = std::get<Answer>(explain(rule, Readable{file, notice, now}));

    std::optional<Day> first;
    Day day = local_day(now);
    // The latest that any_rule() and any_member() have: the sixth birthday of one not born yet.
    const Day horizon = add_months(day, 6 * 12 + 2);
    while (!first && ++day.since_epoch <= horizon.since_epoch) {
      if (met_on(day, rule, file, notice) != answer.met) first = day;
    }
    RC_ASSERT((answer.turns == first));
  }
}

// ---- one answer ----

RC_GTEST_PROP(ExplainProperties, TheQuickAnswerIsTheExplainedOne, ()) {
  Chance chance = any_chance();
  notice::Notice notice = segmenting_notice();
  for (int i = 0; i < members_each_time; ++i) {
    const Instant now = any_moment(chance);
    consent::MemberFile file = any_member(chance, now);
    if (chance.one_in(3)) {
      decide(file, consent::Object{consent::CategoryUse{analysis, CategoryId{"receipts"}}});
    }
    const notice::Rule rule = any_rule(chance, 3);
    const Readable readable{file, notice, now};
    RC_ASSERT(membership(rule, readable) == membership(explain(rule, readable)));
  }
}

// Every part is explained as it would be alone, in the place that it has in the notice.
RC_GTEST_PROP(ExplainProperties, ThePartsStandInTheOrderOfTheRule, ()) {
  Chance chance = any_chance();
  const notice::Notice notice = segmenting_notice();
  const Instant now = any_moment(chance);
  const consent::MemberFile file = any_member(chance, now);
  const Readable readable{file, notice, now};
  std::vector<notice::Rule> rules;
  for (int i = 0; i < 4; ++i) rules.push_back(any_rule(chance, 1));

  const auto whole = std::get<Answer>(explain(all(rules), readable));
  const auto& parts = std::get<AllOf>(whole.of).parts;
  RC_ASSERT(parts.size() == rules.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    RC_ASSERT((Explanation{parts[i]} == explain(rules[i], readable)));
  }
  RC_ASSERT((explain(all(rules), readable) == Explanation{whole}));
}

}  // namespace
}  // namespace samtycke::segment
