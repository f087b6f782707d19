// What no member's history, however odd, may lead to (L1, L2, L7, L8, L15, L22).
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/verdict/offers_for.h"
#include "tests/core/verdict/sending_club.h"
#include "tests/support/builders.h"

namespace samtycke::verdict {
namespace {

using support::World;

const std::vector<std::string> acts = {
    "leave",
    "join",
    "restrict",
    "lift_restriction",
    "object:offers",
    "lift:offers",
    "object:analysis",
    "lift:analysis",
    "off:demographics",
    "on:demographics",
    "grant:own/email",
    "grant:own/sms",
    "grant:group/email",
    "withdraw:own/email",
    "withdraw:group/sms",
    "object:own/letter",
    "object:group/letter",
    "lift:own/letter@2026-03-11",
    "lift:group/letter@2026-03-11",
    "grant:partner/email",
    "object:partner/letter",
};

// What an import, a purchase or a mail brings. None of it is a decision.
const std::vector<std::string> records = {
    "born:2010-03-15",    "born:1986-03-14",   "without:email",       "without:address",
    "nix:2026-03-10",     "wants:weekly",      "wants:never",         "room:bath",
    "bought:2025-03-14",  "bought:2026-03-01", "returned:2026-03-02", "message:2026-03-10",
    "message:2026-03-12", "click:2026-03-12",  "no_purchases",
};

std::string some_words(const std::vector<std::string>& vocabulary) {
  std::string words;
  for (const auto& word :
       *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(vocabulary))) {
    words += " " + word;
  }
  return words;
}

World some_world() {
  World world = support::world(some_words(records) + some_words(acts));
  if (*rc::gen::arbitrary<bool>()) support::change(world, "named:partner");
  if (*rc::gen::arbitrary<bool>()) support::change(world, "reworded_terms");
  return world;
}

// Every cell, kind and offer that could be asked about.
std::vector<Question> questions(const World& world, Instant at) {
  std::vector<Question> all;
  for (const notice::CellText& text : world.notice.cells) {
    for (const auto kind : {notice::OfferKind::general, notice::OfferKind::personal}) {
      all.push_back({text.cell.sender, text.cell.channel, kind, {}, at});
      for (const notice::Offer& offer : world.offers) {
        all.push_back({text.cell.sender, text.cell.channel, kind, offer.id, at});
      }
    }
  }
  return all;
}

std::vector<Question> questions(const World& world) {
  return questions(world, support::today().at);
}

notice::Cell cell_of(const Question& question) {
  return {question.sender, question.channel};
}

std::vector<std::string> answers(const World& world) {
  std::vector<std::string> all;
  for (const Question& question : questions(world)) {
    all.push_back(support::reasons(world, question));
  }
  return all;
}

bool nothing_is_sent(const World& world) {
  const auto all = answers(world);
  return std::none_of(all.begin(), all.end(), [](const auto& reasons) { return reasons.empty(); });
}

notice::Cell some_cell(const World& world) {
  const auto index = *rc::gen::inRange<std::size_t>(0, world.notice.cells.size());
  return world.notice.cells[index].cell;
}

std::string written(const notice::Cell& cell) {
  return cell.sender.text() + "/" + cell.channel.text();
}

// A moment before, at or after that of the decisions, so that a clock that jumps is among them.
Instant some_moment() {
  return support::at(*rc::gen::elementOf(std::vector<std::string>{
      "2025-01-01", "2026-03-13", "2026-03-14T09:26:53Z", "2026-03-15", "2027-06-01"}));
}

RC_GTEST_PROP(VerdictProperty, ChangingOneCellNeverChangesAnother, ()) {
  const World before = some_world();
  const notice::Cell cell = some_cell(before);
  World after = before;
  for (const char* act : {"grant:", "withdraw:", "object:", "lift:"}) {
    if (*rc::gen::arbitrary<bool>()) support::change(after, act + written(cell));
  }
  for (const Question& question : questions(before)) {
    if (cell_of(question) == cell) continue;
    RC_ASSERT(support::reasons(after, question) == support::reasons(before, question));
  }
}

RC_GTEST_PROP(VerdictProperty, ANoToACellCountsAtOnceWhateverTheClockSays, ()) {
  World world = some_world();
  const notice::Cell cell = some_cell(world);
  support::change(world, (*rc::gen::arbitrary<bool>() ? "withdraw:" : "object:") + written(cell));
  for (const Question& question : questions(world, some_moment())) {
    if (cell_of(question) == cell) RC_ASSERT(support::answer(world, question) != "yes");
  }
}

RC_GTEST_PROP(VerdictProperty, WhoObjectsToSendingIsSentNothing, ()) {
  World world = some_world();
  support::change(world, "object:offers");
  RC_ASSERT(nothing_is_sent(world));
}

RC_GTEST_PROP(VerdictProperty, WhoObjectsToTheAnalysisIsSentNothingThatRestsOnIt, ()) {
  World world = some_world();
  support::change(world, "object:analysis");
  for (const Question& question : questions(world)) {
    const notice::Offer* offer = notice::find(world.offers, question.offer);
    const bool by_segment = offer != nullptr && !offer->segment.empty();
    if (question.kind == notice::OfferKind::general && !by_segment) continue;
    RC_ASSERT(support::answer(world, question) != "yes");
  }
}

RC_GTEST_PROP(VerdictProperty, NobodySaysWhetherSomeoneWhoObjectedIsInASegment, ()) {
  World world = some_world();
  support::change(world, "object:analysis");
  for (const std::string& reasons : answers(world)) {
    RC_ASSERT(reasons.find("segment_mismatch") == std::string::npos);
  }
}

RC_GTEST_PROP(VerdictProperty, WhoseDataAreRestrictedIsSentNothing, ()) {
  World world = some_world();
  support::change(world, "join");
  support::change(world, "restrict");
  RC_ASSERT(nothing_is_sent(world));
}

RC_GTEST_PROP(VerdictProperty, WhoLeftIsSentNothing, ()) {
  World world = some_world();
  support::change(world, "leave");
  for (const Question& question : questions(world)) {
    RC_ASSERT(support::answer(world, question) == "gone");
  }
}

// The import files hold records, receipts and interactions; a yes is not among them (L1, L22).
RC_GTEST_PROP(VerdictProperty, NoImportTakesBackANo, ()) {
  const World before = some_world();
  World after = before;
  for (const std::string& word : support::words_of(some_words(records))) {
    support::change(after, word);
  }
  const auto earlier = answers(before);
  const auto later = answers(after);
  for (std::size_t i = 0; i < earlier.size(); ++i) {
    for (const char* no : {"gone", "restricted", "objected", "withdrawn", "never_agreed",
                           "other_text", "letters_refused", "profiling_objected", "category_off"}) {
      const auto says_so = [&](const std::string& reasons) {
        const auto words = support::words_of(reasons);
        return std::find(words.begin(), words.end(), no) != words.end();
      };
      if (says_so(earlier[i])) RC_ASSERT(says_so(later[i]));
    }
  }
}

// The latest that the member said about this cell, or by leaving, was a yes to it (L1).
RC_GTEST_PROP(VerdictProperty, NothingIsSentByAChannelThatNeedsAConsentWithoutAnActOfTheMember,
              ()) {
  const World world = some_world();
  for (const Question& question : questions(world)) {
    if (question.channel == ChannelId{"letter"} || support::answer(world, question) != "yes")
      continue;
    bool agreed = false;
    for (const consent::Decision& decision : world.file.decisions) {
      const auto* grant = std::get_if<consent::Grant>(&decision.act);
      const auto* withdraw = std::get_if<consent::Withdraw>(&decision.act);
      if (grant != nullptr && grant->cell == cell_of(question)) agreed = true;
      if (withdraw != nullptr && withdraw->cell == cell_of(question)) agreed = false;
      if (std::holds_alternative<consent::Leave>(decision.act)) agreed = false;
    }
    RC_ASSERT(agreed);
  }
}

RC_GTEST_PROP(VerdictProperty, TheVerdictIsTheFirstOfAllReasonsAndTheyComeInOrder, ()) {
  const World world = some_world();
  for (const Question& question : questions(world, some_moment())) {
    const auto all = all_reasons(world.file, question, world.notice, world.offers);
    const Verdict first = verdict(world.file, question, world.notice, world.offers);
    RC_ASSERT(first == (all.empty() ? Verdict{Yes{}} : Verdict{all.front()}));
    for (std::size_t i = 1; i < all.size(); ++i) RC_ASSERT(all[i - 1].reason < all[i].reason);
    for (const No& no : all) RC_ASSERT(!no.clause.empty());
  }
}

RC_GTEST_PROP(VerdictProperty, EachOfferIsAnsweredForEachOfItsChannels, ()) {
  const World world = some_world();
  const Instant at = some_moment();
  const auto answers = offers_for(world.file, world.notice, world.offers, at);
  RC_ASSERT(answers.size() == world.offers.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const notice::Offer& offer = world.offers[i];
    RC_ASSERT(answers[i].offer == offer.id);
    RC_ASSERT(answers[i].channels.size() == offer.channels.size());
    bool by_one = false;
    for (std::size_t k = 0; k < offer.channels.size(); ++k) {
      const Question question{offer.sender, offer.channels[k], offer.kind, offer.id, at};
      const Verdict said = verdict(world.file, question, world.notice, world.offers);
      RC_ASSERT(answers[i].channels[k] == (ByChannel{offer.channels[k], said}));
      by_one = by_one || is_yes(said);
    }
    RC_ASSERT(reaches(answers[i]) == by_one);
  }
}

}  // namespace
}  // namespace samtycke::verdict
