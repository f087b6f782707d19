#include "core/consent/standing.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/overloaded.h"

namespace samtycke::consent {
namespace {

// What an act says about one cell. The club may change a channel from one permission to the other in
// a later notice; the no that a member said before must still be read as a no (NIX-nämnden 21-115).
// Leaving ends a consent, and is no objection.
enum class Said { nothing, yes, not_no, no, ended };

Said said_about(const Act& act, const notice::Cell& cell) {
  const auto is_cell = [&](const Objectable& to) {
    const auto* other = std::get_if<notice::Cell>(&to);
    return other != nullptr && *other == cell;
  };
  return std::visit(
      Overloaded{
          [&](const Grant& grant) { return grant.cell == cell ? Said::yes : Said::nothing; },
          [&](const Withdraw& no) { return no.cell == cell ? Said::no : Said::nothing; },
          [&](const Object& no) { return is_cell(no.to) ? Said::no : Said::nothing; },
          [&](const LiftObjection& lift) {
            return is_cell(lift.to) ? Said::not_no : Said::nothing;
          },
          [](const Join&) { return Said::nothing; },
          [](const Correct&) { return Said::nothing; },
          [](const Restrict&) { return Said::nothing; },
          [](const LiftRestriction&) { return Said::nothing; },
          [](const Leave&) { return Said::ended; },
      },
      act);
}

CellStanding consent_standing(const std::vector<Decision>& decisions, const notice::Cell& cell) {
  CellStanding standing = NeverAgreed{};
  for (const Decision& decision : decisions) {
    switch (said_about(decision.act, cell)) {
      case Said::yes: standing = Agreed{decision}; break;
      case Said::no: standing = Withdrawn{decision.at}; break;
      case Said::ended:
        if (std::holds_alternative<Agreed>(standing)) standing = Ended{decision.at};
        break;
      case Said::not_no:  // Taking back a no to letters is not yet a yes to e-mail.
      case Said::nothing: break;
    }
  }
  return standing;
}

CellStanding opt_out_standing(const std::vector<Decision>& decisions, const notice::Cell& cell) {
  CellStanding standing = NotObjected{};
  for (const Decision& decision : decisions) {
    switch (said_about(decision.act, cell)) {
      case Said::yes:
      case Said::not_no: standing = NotObjected{}; break;
      case Said::no: standing = Objected{decision.at}; break;
      case Said::ended:
      case Said::nothing: break;
    }
  }
  return standing;
}

}  // namespace

CellStanding standing_of(const std::vector<Decision>& decisions, const notice::Cell& cell,
                         const notice::Notice& notice) {
  const notice::Channel* channel = notice::find(notice, cell.channel);
  SAMTYCKE_CHECK(channel != nullptr);
  switch (channel->permission) {
    case notice::Permission::consent: return consent_standing(decisions, cell);
    case notice::Permission::opt_out: return opt_out_standing(decisions, cell);
  }
  SAMTYCKE_NEVER("a permission without a rule");
}

namespace {

PurposeStanding objection_to(const std::vector<Decision>& decisions, const Objectable& whole) {
  PurposeStanding standing = NotObjected{};
  for (const Decision& decision : decisions) {
    if (const auto* object = std::get_if<Object>(&decision.act)) {
      if (object->to == whole) standing = Objected{decision.at};
    } else if (const auto* lift = std::get_if<LiftObjection>(&decision.act)) {
      if (lift->to == whole) standing = NotObjected{};
    }
  }
  return standing;
}

}  // namespace

PurposeStanding standing_of(const std::vector<Decision>& decisions, const PurposeId& purpose) {
  return objection_to(decisions, purpose);
}

PurposeStanding standing_of(const std::vector<Decision>& decisions, const CategoryUse& use) {
  return objection_to(decisions, use);
}

MembershipStanding membership(const std::vector<Decision>& decisions) {
  MembershipStanding standing = Current{};
  for (const Decision& decision : decisions) {
    const bool left = std::holds_alternative<Left>(standing);
    const bool lifts = std::holds_alternative<LiftRestriction>(decision.act) && !left;
    if (lifts || std::holds_alternative<Join>(decision.act)) standing = Current{};
    if (std::holds_alternative<Restrict>(decision.act) && !left) standing = Restricted{decision.at};
    if (std::holds_alternative<Leave>(decision.act)) standing = Left{decision.at};
  }
  return standing;
}

bool still_in_force(const Agreed& agreed, const notice::Cell& cell, const notice::Notice& notice) {
  SAMTYCKE_CHECK(notice::find(notice, cell) != nullptr);
  return notice::stands(notice, cell, agreed.by.language, agreed.by.text_sha256);
}

bool is_on(const CellStanding& standing, const notice::Cell& cell, const notice::Notice& notice) {
  const notice::Sender* sender = notice::find(notice, cell.sender);
  SAMTYCKE_CHECK(sender != nullptr);
  if (sender->legal_name.empty()) return false;
  return std::visit(Overloaded{
                        [](const NeverAgreed&) { return false; },
                        [&](const Agreed& agreed) { return still_in_force(agreed, cell, notice); },
                        [](const Withdrawn&) { return false; },
                        [](const Ended&) { return false; },
                        [](const NotObjected&) { return true; },
                        [](const Objected&) { return false; },
                    },
                    standing);
}

bool is_on(const PurposeStanding& standing) {
  return std::holds_alternative<NotObjected>(standing);
}

bool is_on(const std::vector<Decision>& decisions, const Objectable& what,
           const notice::Notice& notice) {
  if (const auto* cell = std::get_if<notice::Cell>(&what)) {
    return is_on(standing_of(decisions, *cell, notice), *cell, notice);
  }
  return is_on(objection_to(decisions, what));
}

std::vector<Objectable> switches_of(const notice::Notice& notice) {
  std::vector<Objectable> all;
  for (const notice::CellText& text : notice.cells) all.emplace_back(text.cell);
  for (const notice::Purpose& purpose : notice.purposes) {
    if (purpose.objection) all.emplace_back(purpose.id);
    for (const notice::OptionalCategory& optional : purpose.optional_categories) {
      all.emplace_back(CategoryUse{purpose.id, optional.category});
    }
  }
  return all;
}

std::vector<notice::Cell> asked_again(const MemberFile& file, const notice::Notice& notice) {
  std::vector<notice::Cell> cells;
  if (!std::holds_alternative<Current>(membership(file.decisions))) return cells;
  for (const notice::CellText& text : notice.cells) {
    const notice::Sender* sender = notice::find(notice, text.cell.sender);
    const notice::Channel* channel = notice::find(notice, text.cell.channel);
    SAMTYCKE_CHECK(sender != nullptr && channel != nullptr);
    const CellStanding standing = standing_of(file.decisions, text.cell, notice);
    const bool possible =
        !sender->legal_name.empty() && !member::value_of(file.holdings, channel->address).empty();
    if (!possible || !std::holds_alternative<Agreed>(standing)) continue;
    if (!is_on(standing, text.cell, notice)) cells.push_back(text.cell);
  }
  return cells;
}

}  // namespace samtycke::consent
