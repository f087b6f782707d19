#include "core/verdict/nix.h"

#include <optional>

#include "core/base/day.h"

namespace samtycke::verdict {
namespace {

// The local day of the latest express yes to letters of this cell, as long as nothing undid it.
std::optional<Day> express_yes(const std::vector<consent::Decision>& decisions,
                               const notice::Cell& cell) {
  const consent::Objectable letters{cell};
  std::optional<Day> yes;
  for (const consent::Decision& decision : decisions) {
    const auto* lift = std::get_if<consent::LiftObjection>(&decision.act);
    const auto* object = std::get_if<consent::Object>(&decision.act);
    const auto* withdraw = std::get_if<consent::Withdraw>(&decision.act);
    if (lift != nullptr && lift->to == letters) yes = local_day(decision.at);
    if (object != nullptr && object->to == letters) yes.reset();
    if (withdraw != nullptr && withdraw->cell == cell) yes.reset();
    if (std::holds_alternative<consent::Leave>(decision.act)) yes.reset();
  }
  return yes;
}

bool is_customer(const member::Holdings& holdings, int months, Instant at) {
  const auto purchase = member::latest_purchase(holdings, at);
  return purchase && local_day(at) <= add_months(local_day(*purchase), months);
}

bool is_about_own_goods(const notice::Cell& cell, const notice::Notice& notice) {
  const notice::Sender* sender = notice::find(notice, cell.sender);
  return sender != nullptr && sender->relation == notice::Relation::own;
}

bool is_opt_out(const notice::Cell& cell, const notice::Notice& notice) {
  const notice::Channel* channel = notice::find(notice, cell.channel);
  return channel != nullptr && channel->permission == notice::Permission::opt_out;
}

}  // namespace

bool nix_stands_against(const consent::MemberFile& file, const notice::Cell& cell,
                        const notice::Notice& notice, Instant at) {
  if (!notice.sending.nix || !is_opt_out(cell, notice)) return false;
  const notice::Nix& nix = *notice.sending.nix;

  const member::Record* listed = member::find(file.holdings, nix.listed);
  if (listed == nullptr || listed->value.empty()) return false;

  const auto since = parse_day(listed->value);
  const auto yes = express_yes(file.decisions, cell);
  if (since && yes && *since < *yes) return false;

  return !is_about_own_goods(cell, notice) || !is_customer(file.holdings, nix.customer_months, at);
}

}  // namespace samtycke::verdict
