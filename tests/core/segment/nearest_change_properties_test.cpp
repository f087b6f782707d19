#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "core/base/overloaded.h"
#include "core/segment/nearest_change.h"
#include "tests/core/segment/random_club.h"

namespace samtycke::segment {
namespace {

Chance any_chance() {
  return Chance{*rc::gen::arbitrary<std::uint64_t>()};
}

struct Known {
  notice::Fact fact;
  Found found;
};

void collect(const Answer& answer, std::vector<Known>& known);

void collect(const std::vector<Answer>& parts, std::vector<Known>& known) {
  for (const Answer& part : parts) collect(part, known);
}

// Every fact of the rule, with what was found.
void collect(const Answer& answer, std::vector<Known>& known) {
  std::visit(Overloaded{
                 [&](const Tested& tested) {
                   for (const Known& each : known) {
                     if (each.fact == tested.condition.fact) return;
                   }
                   known.push_back({tested.condition.fact, tested.found});
                 },
                 [&](const AllOf& all) { collect(all.parts, known); },
                 [&](const AnyOf& any) { collect(any.parts, known); },
                 [&](const NotThis& no) { collect(no.part, known); },
             },
             answer.of);
}

// The rule's answer if the facts were so. Written apart from the core's, to compare with.
bool holds(const notice::Rule& rule, const std::vector<Known>& known) {
  const auto each = [&](const notice::Rule& part) { return holds(part, known); };
  return std::visit(
      Overloaded{
          [&](const notice::Condition& condition) {
            for (const Known& fact : known) {
              if (!(fact.fact == condition.fact)) continue;
              return std::visit(Overloaded{
                                    [&](NotKnown) { return meets(condition, NotKnown{}); },
                                    [&](std::int64_t number) { return meets(condition, number); },
                                    [&](const std::string& text) {
                                      return meets(condition, std::string_view{text});
                                    },
                                },
                                fact.found);
            }
            return false;
          },
          [&](const notice::All& all) {
            return std::all_of(all.rules.begin(), all.rules.end(), each);
          },
          [&](const notice::Any& any) {
            return std::any_of(any.rules.begin(), any.rules.end(), each);
          },
          [&](const notice::Not& no) { return std::none_of(no.rule.begin(), no.rule.end(), each); },
      },
      rule.is);
}

// The nearest value that would do, or now and then one farther off.
Found one_that_would_do(Chance& chance, const Change& change) {
  return std::visit(
      Overloaded{
          [&](const notice::Between& range) -> Found {
            if (chance.one_in(2)) {
              if (range.most) return *range.most;
              if (range.least) return *range.least + chance.between(0, 50);
            }
            return range.least ? *range.least : *range.most;
          },
          [&](const notice::OneOf& some) -> Found { return chance.any_of(some.values); },
          [&](const NoneOf&) -> Found { return std::string{"something else"}; },
      },
      change.to);
}

RC_GTEST_PROP(NearestChangeProperties, WhenItHappensTheMemberIsOnTheOtherSide, ()) {
  Chance chance = any_chance();
  const notice::Notice notice = segmenting_notice();
  for (int i = 0; i < 100; ++i) {
    const Instant now = any_moment(chance);
    const consent::MemberFile file = any_member(chance, now);
    const notice::Rule rule = any_rule(chance, 3);
    const auto answer = std::get<Answer>(explain(rule, Readable{file, notice, now}));
    std::vector<Known> known;
    collect(answer, known);
    RC_ASSERT(holds(rule, known) == answer.met);

    const std::vector<Change> changes = nearest_change(answer);
    if (changes.empty()) continue;
    for (const Change& change : changes) {
      for (Known& each : known) {
        if (each.fact == change.fact) each.found = one_that_would_do(chance, change);
      }
    }
    RC_ASSERT(holds(rule, known) != answer.met);
  }
}

// Facts that the member can tell at will, so that the fewest changes are the nearest.
notice::Rule any_told_rule(Chance& chance, int depth) {
  if (depth == 0 || chance.one_in(4)) {
    const std::vector<std::string> words = {"a", "b", "c"};
    std::vector<std::string> some = {chance.any_of(words)};
    if (chance.one_in(2)) some.push_back(chance.any_of(words));
    return one_of(chance.any_of<std::string>({"given_name", "gender", "favourite_room"}), some);
  }
  std::vector<notice::Rule> parts;
  for (int i = chance.between(1, 3); i > 0; --i) parts.push_back(any_told_rule(chance, depth - 1));
  switch (chance.between(1, 3)) {
    case 1: return no(parts.front());
    case 2: return all(parts);
    default: return any(parts);
  }
}

// Tries every combination of values. -1 where none does.
int fewest_changes(const notice::Rule& rule, const std::vector<Known>& known, bool met) {
  int fewest = -1;
  std::size_t combinations = 1;
  for (std::size_t i = 0; i < known.size(); ++i) combinations *= 4;
  const std::vector<std::string> words = {"a", "b", "c", "something else"};
  for (std::size_t combination = 0; combination < combinations; ++combination) {
    std::vector<Known> so = known;
    std::size_t rest = combination;
    int changes = 0;
    for (Known& each : so) {
      const Found value = words[rest % 4];
      rest /= 4;
      // What is not known stays so unless it is one of the words.
      if (each.found == Found{NotKnown{}} && value == Found{words[3]}) continue;
      if (!(each.found == value)) ++changes;
      each.found = value;
    }
    if (holds(rule, so) != met && (fewest < 0 || changes < fewest)) fewest = changes;
  }
  return fewest;
}

RC_GTEST_PROP(NearestChangeProperties, NoFewerChangesWouldDo, ()) {
  Chance chance = any_chance();
  const notice::Notice notice = segmenting_notice();
  for (int i = 0; i < 20; ++i) {
    consent::MemberFile file = new_member();
    for (const char* field : {"given_name", "gender", "favourite_room"}) {
      if (!chance.one_in(4)) tell(file, field, chance.any_of<std::string>({"a", "b", "c"}));
    }
    const notice::Rule rule = any_told_rule(chance, 3);
    const auto answer = std::get<Answer>(explain(rule, Readable{file, notice, at("2026-03-14")}));
    std::vector<Known> known;
    collect(answer, known);

    const int fewest = fewest_changes(rule, known, answer.met);
    const int found = static_cast<int>(nearest_change(answer).size());
    RC_ASSERT(found == std::max(fewest, 0));
  }
}

// Not only on paper: what the member can do is done, and the segment is worked out anew.
RC_GTEST_PROP(NearestChangeProperties, WhoDoesWhatItSaysFallsOnTheOtherSide, ()) {
  Chance chance = any_chance();
  const notice::Notice notice = segmenting_notice();
  const Instant now = at("2026-03-14T09:00:00Z");
  consent::MemberFile file = new_member();
  for (int i = chance.between(0, 4); i > 0; --i) {
    const std::string number = "B-" + std::to_string(i);
    buy(file, {number, "2026-02-20", chance.between(1, 500)});
  }
  if (chance.one_in(2)) tell(file, "gender", "woman");
  const notice::PurchaseCount count{{.months = 3, .topic = TopicId{"sleep"}}};
  const std::vector<notice::Rule> parts = {at_least(count, chance.between(0, 6)),
                                           one_of("gender", {"man", "other"}),
                                           no(one_of("favourite_room", {"bath"}))};
  const notice::Rule rule = chance.one_in(2) ? all(parts) : any(parts);
  const auto answer = std::get<Answer>(explain(rule, Readable{file, notice, now}));
  const std::vector<Change> changes = nearest_change(answer);
  RC_PRE(!changes.empty());

  int bought = 0;
  Instant then = now;
  for (const Change& change : changes) {
    if (change.by == By::waiting) then = start_of(*answer.turns);
    if (change.by == By::buying) {
      const auto more =
          *std::get<notice::Between>(change.to).least - std::get<std::int64_t>(change.from);
      for (std::int64_t i = 0; i < more; ++i) {
        const std::string number = "new-" + std::to_string(bought++);
        buy(file, {number, "2026-03-14T09:00:00Z"});
      }
    }
    if (change.by == By::telling) {
      const auto field = std::get<notice::FieldValue>(change.fact).field.text();
      const auto* some = std::get_if<notice::OneOf>(&change.to);
      tell(file, field, some == nullptr ? std::string{"something else"} : some->values.front());
    }
  }
  // Time alone turns the answer on its day; with something to do beside it there may be none.
  RC_PRE(then == now || changes.size() == 1);
  const auto after = std::get<Answer>(explain(rule, Readable{file, notice, then}));
  RC_ASSERT(after.met != answer.met);
}

}  // namespace
}  // namespace samtycke::segment
