// L1 as a model: whatever way somebody comes into the club, what is on is what the accepted text names,
// less what they turned off and what cannot be agreed to, and nothing else.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "core/consent/join.h"
#include "core/consent/standing.h"
#include "tests/support/builders.h"

namespace samtycke::consent {
namespace {

using Cells = std::vector<notice::Cell>;

Cells some_of(const Cells& all) {
  Cells some;
  for (const notice::Cell& cell : all) {
    if (*rc::gen::arbitrary<bool>()) some.push_back(cell);
  }
  return some;
}

Cells every_cell(const notice::Notice& notice) {
  Cells cells;
  for (const notice::CellText& text : notice.cells) cells.push_back(text.cell);
  return cells;
}

// Any selection of cells in the terms, named senders or not, and any set of addresses.
notice::Notice any_notice() {
  auto notice = support::small_notice();
  notice.terms.turns_on = some_of(every_cell(notice));
  if (*rc::gen::arbitrary<bool>()) notice.senders[2].legal_name = "Namngivet AB";
  return notice;
}

struct Entry {
  MemberFile before;
  MemberFile after;
  Cells turned_off;
};

// By the form, by a till or an import that knows of the acceptance; new, known, or back after leaving.
Entry any_entry(const notice::Notice& notice) {
  Entry entry;
  entry.turned_off = some_of(notice.terms.turns_on);
  const bool known = *rc::gen::arbitrary<bool>();
  if (known) entry.before = support::small_member();
  if (known && *rc::gen::arbitrary<bool>()) {
    entry.before = support::joined_member();
    std::vector<Wish> wishes;
    for (const notice::Cell& cell : some_of(every_cell(notice))) {
      wishes.push_back(support::wish(notice, Object{cell}));
      wishes.push_back(support::wish(notice, Grant{cell}));
    }
    if (*rc::gen::arbitrary<bool>()) {
      wishes.push_back(support::wish(notice, Object{PurposeId{"analysis"}}));
    }
    wishes.push_back(support::wish(notice, Leave{}));
    entry.before = decide_all(entry.before, wishes, notice, support::today()).after;
  }
  const bool phone = *rc::gen::arbitrary<bool>();
  if (*rc::gen::arbitrary<bool>()) {
    Joining joining{{{FieldId{"email"}, "asa@example.se"},
                     {FieldId{"phone"}, phone ? "0701234567" : ""},
                     {FieldId{"birth_date"}, "1990-05-01"}},
                    Acceptance{notice.version, support::swedish()},
                    entry.turned_off};
    auto joined = join(entry.before, joining, notice, support::today());
    RC_ASSERT(joined.ok());
    entry.after = std::move(joined).value().after;
  } else {
    entry.after = entry.before;
    const Way way = *rc::gen::element(Way::import, Way::agent, Way::join);
    for (const Decision& decision :
         accept_terms(entry.before, notice, support::english(), entry.turned_off,
                      {way, "import:members.csv", support::at("2026-03-14")})) {
      entry.after.decisions.push_back(decision);
    }
  }
  return entry;
}

bool on(const MemberFile& file, const notice::Cell& cell, const notice::Notice& notice) {
  return is_on(standing_of(file.decisions, cell, notice), cell, notice);
}

bool has(const Cells& cells, const notice::Cell& cell) {
  return std::find(cells.begin(), cells.end(), cell) != cells.end();
}

// The model, from the words of N4 and L1 alone.
bool should_be_on(const Entry& entry, const notice::Cell& cell, const notice::Notice& notice) {
  if (notice::find(notice, cell.sender)->legal_name.empty()) return false;
  if (cell.channel == ChannelId{"letter"}) return on(entry.before, cell, notice);
  const char* address = cell.channel == ChannelId{"email"} ? "email" : "phone";
  return has(notice.terms.turns_on, cell) && !has(entry.turned_off, cell) &&
         !member::value_of(entry.after.holdings, FieldId{address}).empty();
}

RC_GTEST_PROP(JoinProperties, WhatIsOnAfterJoiningIsWhatTheTermsNameLessWhatWasTurnedOff, ()) {
  const auto notice = any_notice();
  const Entry entry = any_entry(notice);
  for (const notice::Cell& cell : every_cell(notice)) {
    RC_ASSERT((on(entry.after, cell, notice) == should_be_on(entry, cell, notice)));
  }
}

RC_GTEST_PROP(JoinProperties, JoiningTurnsNoObjectionOff, ()) {  // L22
  const auto notice = any_notice();
  const Entry entry = any_entry(notice);
  for (const notice::Purpose& purpose : notice.purposes) {
    RC_ASSERT((standing_of(entry.after.decisions, purpose.id) ==
               standing_of(entry.before.decisions, purpose.id)));
  }
  for (const notice::Cell& cell : every_cell(notice)) {
    const auto before = standing_of(entry.before.decisions, cell, notice);
    if (!std::holds_alternative<Objected>(before)) continue;
    RC_ASSERT((standing_of(entry.after.decisions, cell, notice) == before));
  }
}

RC_GTEST_PROP(JoinProperties, ThePageSaysWhatJoiningThenDoes, ()) {  // N4
  const auto notice = any_notice();
  const Entry entry = any_entry(notice);
  Joining joining;
  joining.turned_off = entry.turned_off;
  for (const char* field : {"email", "phone"}) {
    joining.details.push_back(
        {FieldId{field}, std::string{member::value_of(entry.after.holdings, FieldId{field})}});
  }
  for (const CellOfTerms& one : cells_of_terms(entry.before, joining, notice)) {
    const bool letter = one.is == TermsCell::not_by_consent;
    RC_ASSERT((letter || on(entry.after, one.cell, notice) == (one.is == TermsCell::turned_on)));
  }
}

}  // namespace
}  // namespace samtycke::consent
