#include "core/proof/history.h"

#include <map>
#include <optional>
#include <string>

#include "core/proof/chain.h"

namespace samtycke::proof {
namespace {

// The receipts of one answer have one checkpoint, and its signature is the costly part.
class Checkpoints {
 public:
  explicit Checkpoints(const PublicKey& key) : key_(key) {}
  const Expected<Checkpoint, ReceiptFlaw>& opened(const std::string& note) {
    const auto found = opened_.find(note);
    if (found != opened_.end()) return found->second;
    return opened_.emplace(note, open_checkpoint(note, key_)).first->second;
  }

 private:
  const PublicKey& key_;
  std::map<std::string, Expected<Checkpoint, ReceiptFlaw>> opened_;
};

bool stands_in_tree(const Receipt& receipt, const InTree& place, Checkpoints& checkpoints) {
  const auto& checkpoint = checkpoints.opened(place.checkpoint);
  return checkpoint.ok() && !why_not_in(checkpoint.value().head, receipt, place);
}

// What the payload says, if it is about this member's decision of this number.
std::optional<Decided> decided_by(const Receipt& receipt, const MemberId& member,
                                  std::size_t number) {
  const auto payload = decode(receipt.payload);
  const auto* decided = payload.ok() ? std::get_if<Decided>(&payload.value()) : nullptr;
  if (decided == nullptr || !(decided->member == member) || decided->number != number) {
    return std::nullopt;
  }
  return *decided;
}

}  // namespace

std::vector<Standing> check_receipts(const MemberId& member,
                                     const std::vector<consent::Decision>& shown,
                                     const std::vector<Receipt>& receipts, const PublicKey& key) {
  std::vector<Standing> all;
  Checkpoints checkpoints(key);
  std::optional<ChainEnd> end =
      ChainEnd{};  // None: the receipt before is broken, and says nothing.
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (i >= receipts.size()) {
      all.push_back(Standing::pending);
      continue;
    }
    const Receipt& receipt = receipts[i];
    const auto decided = decided_by(receipt, member, i + 1);
    const bool continues = decided && (!end || decided->previous == end->last);
    const auto* place = std::get_if<InTree>(&receipt.place);
    const bool stands = place == nullptr || stands_in_tree(receipt, *place, checkpoints);
    if (!continues || !stands || !(decided->decision == shown[i])) {
      all.push_back(Standing::broken);
      end.reset();
      continue;
    }
    all.push_back(place == nullptr ? Standing::pending : Standing::holds);
    end = after({i, {}}, receipt.payload);
  }
  return all;
}

}  // namespace samtycke::proof
