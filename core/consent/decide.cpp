#include "core/consent/decide.h"

#include "core/base/overloaded.h"
#include "core/consent/standing.h"

namespace samtycke::consent {
namespace {

// What a wish is about: a cell or a purpose.
Objectable subject_of(const Act& act) {
  return std::visit(
      Overloaded{
          [](const Grant& grant) -> Objectable { return grant.cell; },
          [](const Withdraw& withdraw) -> Objectable { return withdraw.cell; },
          [](const Object& object) { return object.to; },
          [](const LiftObjection& lift) { return lift.to; },
          [](const Join&) -> Objectable { SAMTYCKE_NEVER("joining is not a wish; see join()"); },
          [](const Correct&) -> Objectable {
            SAMTYCKE_NEVER("a correction is not a wish; see correct()");
          },
      },
      act);
}

// The permission under which an act makes sense.
notice::Permission permission_for(const Act& act) {
  const bool consent = std::holds_alternative<Grant>(act) || std::holds_alternative<Withdraw>(act);
  return consent ? notice::Permission::consent : notice::Permission::opt_out;
}

// A page in a language that this notice does not speak can only have shown another text.
bool saw_this_text(const Wish& wish, const notice::Notice& notice) {
  if (wish.notice_version_seen != notice.version) return false;
  for (const Language& language : notice.languages) {
    if (language == wish.language) return true;
  }
  return false;
}

// Whether the act would leave the cell as it is. A switch that shows as off can still be said no to: an
// old yes to other words would count again if the club ever returned to them, and letters of a company
// without a name would start once it has one.
bool changes_nothing(const MemberFile& file, const Act& act, const notice::Cell& cell,
                     const notice::Notice& notice) {
  const CellStanding standing = standing_of(file.decisions, cell, notice);
  if (std::holds_alternative<Withdraw>(act)) return !std::holds_alternative<Agreed>(standing);
  if (std::holds_alternative<Object>(act)) return std::holds_alternative<Objected>(standing);
  return is_on(standing, cell, notice);
}

// A no is recorded whatever the page was showing, and without a claim about a text that is not at hand.
Decision record(const Wish& wish, const notice::Wording& wording, const notice::Notice& notice,
                const Circumstance& circumstance) {
  Decision decision;
  decision.act = wish.act;
  decision.notice_version = notice.version;
  decision.language = wish.language;
  if (saw_this_text(wish, notice)) {
    decision.text_sha256 = wording.sha256.in(wish.language);
  } else if (wish.notice_version_seen > 0 && wish.notice_version_seen < notice.version) {
    decision.notice_version = wish.notice_version_seen;
  }
  decision.way = circumstance.way;
  decision.actor = circumstance.actor;
  decision.at = circumstance.at;
  return decision;
}

Expected<Decision, Refusal> decide_cell(const MemberFile& file, const Wish& wish,
                                        const notice::Cell& cell, const notice::Notice& notice,
                                        const Circumstance& circumstance) {
  const notice::Sender* sender = notice::find(notice, cell.sender);
  if (sender == nullptr) return Unexpected{Refusal::no_such_sender};

  const notice::Channel* channel = notice::find(notice, cell.channel);
  if (channel == nullptr) return Unexpected{Refusal::no_such_channel};

  if (channel->permission != permission_for(wish.act)) return Unexpected{Refusal::not_this_way};

  if (!is_no(wish.act)) {
    // EDPB 05/2020 section 3.3.1: whoever relies on a consent is named when it is given.
    if (sender->legal_name.empty()) return Unexpected{Refusal::sender_unnamed};

    // A member agrees to words, not to a switch. GDPR Art. 7(1): the club must be able to show what
    // was agreed to.
    if (!saw_this_text(wish, notice)) return Unexpected{Refusal::text_out_of_date};

    if (member::value_of(file.holdings, channel->address).empty()) {
      return Unexpected{Refusal::no_address};
    }
  }

  if (changes_nothing(file, wish.act, cell, notice)) return Unexpected{Refusal::already_so};

  const notice::CellText* text = notice::find(notice, cell);
  SAMTYCKE_CHECK(text != nullptr);  // Every sender × channel has one; see notice.h.
  return record(wish, text->wording, notice, circumstance);
}

Expected<Decision, Refusal> decide_purpose(const MemberFile& file, const Wish& wish,
                                           const PurposeId& id, const notice::Notice& notice,
                                           const Circumstance& circumstance) {
  const notice::Purpose* purpose = notice::find(notice, id);
  if (purpose == nullptr) return Unexpected{Refusal::no_such_purpose};

  if (!purpose->objection) return Unexpected{Refusal::not_this_way};

  if (!is_no(wish.act) && !saw_this_text(wish, notice)) {
    return Unexpected{Refusal::text_out_of_date};
  }

  if (is_on(standing_of(file.decisions, id)) != is_no(wish.act)) {
    return Unexpected{Refusal::already_so};
  }
  return record(wish, *purpose->objection, notice, circumstance);
}

}  // namespace

std::string_view key(Refusal refusal) {
  switch (refusal) {
    case Refusal::no_such_sender: return "no_such_sender";
    case Refusal::no_such_channel: return "no_such_channel";
    case Refusal::no_such_purpose: return "no_such_purpose";
    case Refusal::not_this_way: return "not_this_way";
    case Refusal::sender_unnamed: return "sender_unnamed";
    case Refusal::text_out_of_date: return "text_out_of_date";
    case Refusal::no_address: return "no_address";
    case Refusal::already_so: return "already_so";
  }
  SAMTYCKE_NEVER("a refusal without a key");
}

bool is_no(const Act& act) {
  return std::holds_alternative<Withdraw>(act) || std::holds_alternative<Object>(act);
}

Expected<Decision, Refusal> decide(const MemberFile& file, const Wish& wish,
                                   const notice::Notice& notice, const Circumstance& circumstance) {
  const Objectable subject = subject_of(wish.act);
  if (const auto* cell = std::get_if<notice::Cell>(&subject)) {
    return decide_cell(file, wish, *cell, notice, circumstance);
  }
  return decide_purpose(file, wish, std::get<PurposeId>(subject), notice, circumstance);
}

Outcome decide_all(const MemberFile& file, const std::vector<Wish>& wishes,
                   const notice::Notice& notice, const Circumstance& circumstance) {
  Outcome outcome;
  outcome.after = file;
  for (std::size_t index = 0; index < wishes.size(); ++index) {
    const auto decision = decide(outcome.after, wishes[index], notice, circumstance);
    if (decision.ok()) {
      outcome.after.decisions.push_back(decision.value());
      outcome.decisions.push_back(decision.value());
    } else if (decision.reason() != Refusal::already_so) {
      outcome.refused.push_back({index, decision.reason()});
    }
  }
  return outcome;
}

std::vector<Wish> stop_everything(const MemberFile& file, const notice::Notice& notice,
                                  const Language& language) {
  std::vector<Wish> wishes;
  const auto wish_for = [&](Act act) {
    wishes.push_back({std::move(act), notice.version, language});
  };
  for (const notice::CellText& text : notice.cells) {
    const CellStanding standing = standing_of(file.decisions, text.cell, notice);
    if (std::holds_alternative<Agreed>(standing)) wish_for(Withdraw{text.cell});
    if (std::holds_alternative<NotObjected>(standing)) wish_for(Object{text.cell});
  }
  for (const notice::Purpose& purpose : notice.purposes) {
    if (purpose.objection && is_on(standing_of(file.decisions, purpose.id))) {
      wish_for(Object{purpose.id});
    }
  }
  return wishes;
}

std::vector<Decision> join(const member::Holdings& holdings, const notice::Notice& notice,
                           const Language& language, const Circumstance& circumstance) {
  std::vector<Decision> decisions;
  const auto add = [&](Act act) {
    decisions.push_back(record({std::move(act), notice.version, language}, notice.terms.wording,
                               notice, circumstance));
  };
  add(Join{});
  for (const notice::Cell& cell : notice.terms.turns_on) {
    const notice::Sender* sender = notice::find(notice, cell.sender);
    const notice::Channel* channel = notice::find(notice, cell.channel);
    SAMTYCKE_CHECK(sender != nullptr && channel != nullptr);
    if (sender->legal_name.empty()) continue;
    if (channel->permission != notice::Permission::consent) continue;
    if (member::value_of(holdings, channel->address).empty()) continue;
    add(Grant{cell});
  }
  return decisions;
}

}  // namespace samtycke::consent
