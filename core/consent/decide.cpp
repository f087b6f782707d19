#include "core/consent/decide.h"

#include "core/base/overloaded.h"
#include "core/consent/standing.h"
#include "core/consent/stopping.h"

namespace samtycke::consent {
namespace {

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
    const auto hash = wording.sha256.by_language.find(wish.language);
    if (hash != wording.sha256.by_language.end()) decision.text_sha256 = hash->second;
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

Expected<Decision, Refusal> decide_category(const MemberFile& file, const Wish& wish,
                                            const CategoryUse& use, const notice::Notice& notice,
                                            const Circumstance& circumstance) {
  const notice::Purpose* purpose = notice::find(notice, use.purpose);
  if (purpose == nullptr) return Unexpected{Refusal::no_such_purpose};

  if (notice::find(notice, use.category) == nullptr) return Unexpected{Refusal::no_such_category};

  const notice::OptionalCategory* optional = notice::find(*purpose, use.category);
  if (optional == nullptr) return Unexpected{Refusal::not_this_way};

  if (!is_no(wish.act) && !saw_this_text(wish, notice)) {
    return Unexpected{Refusal::text_out_of_date};
  }

  if (is_on(standing_of(file.decisions, use)) != is_no(wish.act)) {
    return Unexpected{Refusal::already_so};
  }
  return record(wish, optional->wording, notice, circumstance);
}

// Acts about the membership as a whole. There is no text beside them to agree to.
Expected<Decision, Refusal> decide_membership(const MemberFile& file, const Wish& wish,
                                              const notice::Notice& notice,
                                              const Circumstance& circumstance) {
  const MembershipStanding standing = membership(file.decisions);
  const bool restricted = std::holds_alternative<Restricted>(standing);
  const bool already = std::holds_alternative<Restrict>(wish.act)          ? restricted
                       : std::holds_alternative<LiftRestriction>(wish.act) ? !restricted
                                                                           : false;
  if (already) return Unexpected{Refusal::already_so};
  return record(wish, {}, notice, circumstance);
}

Expected<Decision, Refusal> decide_objection(const MemberFile& file, const Wish& wish,
                                             const Objectable& to, const notice::Notice& notice,
                                             const Circumstance& circumstance) {
  return std::visit(Overloaded{
                        [&](const notice::Cell& cell) {
                          return decide_cell(file, wish, cell, notice, circumstance);
                        },
                        [&](const PurposeId& purpose) {
                          return decide_purpose(file, wish, purpose, notice, circumstance);
                        },
                        [&](const CategoryUse& use) {
                          return decide_category(file, wish, use, notice, circumstance);
                        },
                    },
                    to);
}

}  // namespace

std::string_view key(Refusal refusal) {
  switch (refusal) {
    case Refusal::has_left: return "has_left";
    case Refusal::no_such_sender: return "no_such_sender";
    case Refusal::no_such_channel: return "no_such_channel";
    case Refusal::no_such_purpose: return "no_such_purpose";
    case Refusal::no_such_category: return "no_such_category";
    case Refusal::not_this_way: return "not_this_way";
    case Refusal::sender_unnamed: return "sender_unnamed";
    case Refusal::text_out_of_date: return "text_out_of_date";
    case Refusal::no_address: return "no_address";
    case Refusal::already_so: return "already_so";
  }
  SAMTYCKE_NEVER("a refusal without a key");
}

bool is_no(const Act& act) {
  return std::holds_alternative<Withdraw>(act) || std::holds_alternative<Object>(act) ||
         std::holds_alternative<Restrict>(act) || std::holds_alternative<Leave>(act);
}

Expected<Decision, Refusal> decide(const MemberFile& file, const Wish& wish,
                                   const notice::Notice& notice, const Circumstance& circumstance) {
  const bool left = std::holds_alternative<Left>(membership(file.decisions));
  if (left && !is_no(wish.act)) return Unexpected{Refusal::has_left};
  if (left && std::holds_alternative<Leave>(wish.act)) return Unexpected{Refusal::already_so};

  using Answer = Expected<Decision, Refusal>;
  const auto cell = [&](const auto& act) -> Answer {
    return decide_cell(file, wish, act.cell, notice, circumstance);
  };
  const auto objection = [&](const auto& act) -> Answer {
    return decide_objection(file, wish, act.to, notice, circumstance);
  };
  const auto whole = [&](const auto&) -> Answer {
    return decide_membership(file, wish, notice, circumstance);
  };
  return std::visit(
      Overloaded{
          [&](const Grant& act) { return cell(act); },
          [&](const Withdraw& act) { return cell(act); },
          [&](const Object& act) { return objection(act); },
          [&](const LiftObjection& act) { return objection(act); },
          [&](const Restrict& act) { return whole(act); },
          [&](const LiftRestriction& act) { return whole(act); },
          [&](const Leave& act) { return whole(act); },
          [](const Join&) -> Answer { SAMTYCKE_NEVER("joining is not a wish; see join()"); },
          [](const Correct&) -> Answer {
            SAMTYCKE_NEVER("a correction is not a wish; see correct()");
          },
      },
      wish.act);
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
    if (const auto act = act_that_stops(file, text.cell, notice)) wish_for(*act);
  }
  for (const notice::Purpose& purpose : notice.purposes) {
    if (purpose.objection && is_on(standing_of(file.decisions, purpose.id))) {
      wish_for(Object{purpose.id});
    }
  }
  return wishes;
}

}  // namespace samtycke::consent
