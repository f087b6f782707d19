#include "web/app/receipts.h"

#include "core/proof/history.h"

namespace samtycke::web {
namespace {

view::ReceiptState state_of(proof::Standing standing) {
  switch (standing) {
    case proof::Standing::holds: return view::ReceiptState::verified;
    case proof::Standing::pending: return view::ReceiptState::waiting;
    case proof::Standing::broken: return view::ReceiptState::failed;
  }
  SAMTYCKE_NEVER("a standing without a state");
}

}  // namespace

void check_receipts(Model& model) {
  model.history = {};
  if (!model.me || !model.receipts) return;
  const wire::Receipts& receipts = *model.receipts;
  // A key that cannot be read checks nothing, and then nothing holds.
  const auto key = proof::public_key_from(receipts.key);
  const consent::MemberFile& file = model.me->file;
  for (const proof::Standing standing : proof::check_receipts(
           file.id, file.decisions, receipts.receipts, key.value_or(proof::PublicKey{}))) {
    model.history.receipts.push_back(state_of(standing));
  }
  model.history.key = receipts.key;
}

}  // namespace samtycke::web
