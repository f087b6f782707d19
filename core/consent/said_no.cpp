#include "core/consent/said_no.h"

#include <algorithm>

#include "core/base/holds.h"
#include "core/base/overloaded.h"

namespace samtycke::consent {
namespace {

template <class Thing>
void put(std::vector<Thing>& things, const Thing& one) {
  if (std::find(things.begin(), things.end(), one) == things.end()) things.push_back(one);
}

// What a no stands against, folded from the decisions.
struct Nos {
  std::vector<notice::Cell> withdrawn;
  std::vector<Objectable> objected;
  bool left = false;

  void take(const Act& act) {
    std::visit(Overloaded{
                   [&](const Grant& yes) { std::erase(withdrawn, yes.cell); },
                   [&](const Withdraw& no) { put(withdrawn, no.cell); },
                   [&](const Object& no) { put(objected, no.to); },
                   [&](const LiftObjection& yes) { std::erase(objected, yes.to); },
                   [&](const Join&) { left = false; },
                   [&](const Leave&) { left = true; },
                   [](const Correct&) {},
                   [](const Restrict&) {},
                   [](const LiftRestriction&) {},
               },
               act);
  }
};

}  // namespace

bool says_no(const std::vector<Decision>& decisions) {
  Nos nos;
  for (const Decision& decision : decisions) nos.take(decision.act);
  return nos.left || !nos.withdrawn.empty() || !nos.objected.empty();
}

bool stands_against(const RememberedNo& no, const notice::Channel& channel) {
  return no.to_everything || holds(no.at, channel.address);
}

std::vector<Decision> remembered_no(const RememberedNo& no, const notice::Notice& notice,
                                    const Language& language, Way way, const std::string& actor,
                                    Instant at) {
  std::vector<Decision> decisions;
  const auto add = [&](Objectable to, const notice::Wording& wording) {
    decisions.push_back({Object{std::move(to)}, notice.version, language,
                         wording.sha256.in(language), way, actor, at});
  };
  const notice::Purpose* sending = notice::find(notice, notice.sending.purpose);
  if (no.to_everything && sending != nullptr && sending->objection) {
    add(sending->id, *sending->objection);
    return decisions;
  }
  for (const notice::CellText& text : notice.cells) {
    const notice::Channel* channel = notice::find(notice, text.cell.channel);
    if (channel != nullptr && channel->permission == notice::Permission::opt_out &&
        stands_against(no, *channel)) {
      add(text.cell, text.wording);
    }
  }
  return decisions;
}

std::vector<notice::Cell> not_by_terms(const RememberedNo& no, const notice::Notice& notice) {
  std::vector<notice::Cell> cells;
  for (const notice::Cell& cell : notice.terms.turns_on) {
    const notice::Channel* channel = notice::find(notice, cell.channel);
    if (channel != nullptr && stands_against(no, *channel)) cells.push_back(cell);
  }
  return cells;
}

}  // namespace samtycke::consent
