#include "core/base/overloaded.h"
#include "core/consent/standing.h"
#include "core/retention/keep_until.h"
#include "core/view/pages.h"
#include "core/wire/act_json.h"
#include "core/wire/member_json.h"
#include "core/wire/member_parts.h"
#include "core/wire/readers.h"

namespace samtycke::wire {
namespace {

using consent::Decision;
using consent::MemberFile;

// How a switch stands, and since when where there is a moment.
struct State {
  std::string_view word;
  const Instant* since = nullptr;
};

template <class Standing>
State state_of(const Standing& standing, bool on) {
  return std::visit(
      Overloaded{[](const consent::NeverAgreed&) { return State{"never_agreed"}; },
                 [&](const consent::Agreed& agreed) {
                   return State{on ? "agreed" : "agreed_to_other_words", &agreed.by.at};
                 },
                 [](const consent::Withdrawn& no) {
                   return State{"withdrawn", &no.at};
                 },
                 [](const consent::Ended& ended) {
                   return State{"ended", &ended.at};
                 },
                 [](const consent::NotObjected&) { return State{"not_objected"}; },
                 [](const consent::Objected& no) {
                   return State{"objected", &no.at};
                 },
                 [](const consent::Current&) { return State{"current"}; },
                 [](const consent::Restricted& by) {
                   return State{"restricted", &by.at};
                 },
                 [](const consent::Left& left) {
                   return State{"left", &left.at};
                 }},
      standing);
}

void write_state(JsonWriter& json, const State& state) {
  if (state.since != nullptr) json.at("since").text(rfc3339(*state.since));
  json.at("state").text(state.word);
}

void write_switch(JsonWriter& json, const About& what, bool on, const State& state) {
  json.object([&] {
    json.text_if_some("category", what.category);
    json.text_if_some("channel", what.channel);
    json.at("on").boolean(on);
    json.text_if_some("purpose", what.purpose);
    json.text_if_some("sender", what.sender);
    write_state(json, state);
  });
}

void write_standing(JsonWriter& json, const std::vector<Decision>& decisions,
                    const notice::Cell& cell, const notice::Notice& notice) {
  const auto standing = consent::standing_of(decisions, cell, notice);
  const bool on = consent::is_on(standing, cell, notice);
  write_switch(json, about(cell), on, state_of(standing, on));
}

// A purpose, or the use of a category for one.
template <class What>
void write_standing(JsonWriter& json, const std::vector<Decision>& decisions, const What& what) {
  const auto standing = consent::standing_of(decisions, what);
  const bool on = consent::is_on(standing);
  write_switch(json, about(what), on, state_of(standing, on));
}

void write_standing(JsonWriter& json, const MemberFile& file, const notice::Notice& notice) {
  std::vector<consent::CategoryUse> uses;
  std::vector<PurposeId> purposes;
  for (const auto& purpose : notice.purposes) {
    if (purpose.objection) purposes.push_back(purpose.id);
    for (const auto& optional : purpose.optional_categories) {
      uses.push_back({purpose.id, optional.category});
    }
  }
  const auto write_one = [&](const auto& what) { write_standing(json, file.decisions, what); };
  json.object([&] {
    json.at("categories").list(uses, write_one);
    json.at("cells").list(notice.cells, [&](const notice::CellText& cell) {
      write_standing(json, file.decisions, cell.cell, notice);
    });
    json.at("membership").object([&] {
      const auto membership = consent::membership(file.decisions);
      write_state(json, state_of(membership, true));
    });
    json.at("purposes").list(purposes, write_one);
  });
}

void write(JsonWriter& json, const retention::CategoryKept& kept) {
  json.object([&] {
    json.at("category").text(kept.category.text());
    if (kept.until) write(json.at("until"), *kept.until);
  });
}

std::string_view word_of(const retention::Reason& since) {
  using std::string_view;
  return std::visit(
      Overloaded{[](const retention::SincePurchase&) { return string_view("latest_purchase"); },
                 [](const retention::SinceJoining&) { return string_view("joined"); },
                 [](const retention::SinceObjection&) { return string_view("objection"); },
                 [](const retention::SinceLeaving&) { return string_view("left"); }},
      since);
}

// The switches that stand differently after than before.
void write_changes(JsonWriter& json, const MemberFile& before, const MemberFile& after,
                   const notice::Notice& notice) {
  json.list(consent::switches_of(notice), [&](const consent::Objectable& one) {
    const bool on = consent::is_on(after.decisions, one, notice);
    if (on != consent::is_on(before.decisions, one, notice)) write_switch(json, one, on);
  });
}

}  // namespace

void write_switch(JsonWriter& json, const consent::Objectable& what, bool on) {
  json.object([&] {
    json.at("on").boolean(on);
    json.at("switch").text(
        std::visit([](const auto& one) { return view::switch_name(one); }, what));
  });
}

void write(JsonWriter& json, const retention::KeepUntil& keep, const KeepUntilExtras& extras) {
  const auto* objection = std::get_if<retention::SinceObjection>(&keep.since);
  const About what = objection == nullptr
                         ? About{}
                         : std::visit([](const auto& to) { return about(to); }, objection->to);
  json.object([&] {
    json.text_if_some("category", what.category);
    json.text_if_some("channel", what.channel);
    json.at("counted_from").text(word_of(keep.since));
    json.at("day").text(iso(keep.day));
    if (extras.due) json.at("due").boolean(*extras.due);
    if (extras.if_bought) json.at("if_bought").text(iso(*extras.if_bought));
    json.text_if_some("purpose", what.purpose);
    json.at("rule").text(keep.rule.text());
    json.text_if_some("sender", what.sender);
    json.at("start").text(iso(retention::start_of(keep.since)));
  });
}

void write_me(JsonWriter& json, const MemberFile& file, const notice::Notice& notice, Instant now) {
  json.object([&] {
    if (const auto keep = retention::keep_until(file, notice)) write(json.at("keep_until"), *keep);
    const auto by_category = retention::keep_until_by_category(file, notice);
    if (!by_category.empty()) {
      json.at("keep_until_by_category").list(by_category, [&](const retention::CategoryKept& one) {
        write(json, one);
      });
    }
    write(json.at("member"), file);
    json.at("notice_version").number(notice.version);
    json.at("now").text(rfc3339(now));
    write_standing(json.at("standing"), file, notice);
  });
}

void write_outcome(JsonWriter& json, const MemberFile& before, const consent::Outcome& outcome,
                   const notice::Notice& notice, Instant now,
                   const preview::Difference* difference) {
  json.object([&] {
    write_changes(json.at("changed"), before, outcome.after, notice);
    if (difference != nullptr) write(json.at("difference"), *difference);
    write_me(json.at("me"), outcome.after, notice, now);
    json.at("recorded").list(outcome.decisions, [&](const Decision& one) { write(json, one); });
    json.at("refused").list(outcome.refused, [&](const consent::Refused& refused) {
      json.object([&] {
        json.at("code").text(consent::key(refused.reason));
        json.at("index").number(static_cast<std::int64_t>(refused.index));
      });
    });
  });
}

std::string encode_me(const MemberFile& file, const notice::Notice& notice, Instant now) {
  return document([&](JsonWriter& json) { write_me(json, file, notice, now); });
}

std::string encode_outcome(const MemberFile& before, const consent::Outcome& outcome,
                           const notice::Notice& notice, Instant now) {
  return document([&](JsonWriter& json) { write_outcome(json, before, outcome, notice, now); });
}

}  // namespace samtycke::wire
