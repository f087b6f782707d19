#include "server/cli/verify_receipt.h"

#include <variant>

#include "core/base/check.h"
#include "core/base/overloaded.h"
#include "core/proof/receipt.h"
#include "core/wire/member_json.h"
#include "core/wire/receipt_json.h"
#include "server/config/places.h"
#include "server/config/whole_file.h"
#include "server/ledger/ledger_files.h"
#include "server/ledger/log_key.h"

namespace samtycke::server {
namespace {

std::string sentence(proof::ReceiptFlaw flaw) {
  using enum proof::ReceiptFlaw;
  switch (flaw) {
    case payload_unreadable: return "it holds no decision that this program can read";
    case pending:
      return "it is pending: the club had not taken it into its ledger yet. Fetch it again";
    case not_a_checkpoint: return "its checkpoint cannot be read";
    case not_signed_by_it: return "its checkpoint is not signed with this key";
    case bad_signature: return "its checkpoint was changed after it was signed";
    case outside_tree: return "its checkpoint is older than the decision";
    case not_included: return "the decision is not the one that the ledger holds there";
  }
  SAMTYCKE_NEVER("every case returns");
}

void say(std::ostream& out, const proof::Verified& verified) {
  std::visit(Overloaded{[&](const proof::Decided& decided) {
                          out << "It holds: decision " << decided.number << " of member "
                              << decided.member.text() << ", "
                              << wire::encode_decision(decided.decision) << "\n";
                        },
                        [&](const proof::Erased& erased) {
                          out << "It holds: an erasure, " << erased.id;
                          if (erased.decisions) out << ", of " << *erased.decisions << " decisions";
                          out << "\n";
                        }},
             verified.payload);
  out << "It stands in the ledger " << verified.checkpoint.origin << ", which had "
      << verified.checkpoint.head.size << " leaves then.\n";
}

// What leads from the key to those before and after it lies beside it, as beside the store.
std::string handovers_of(std::string key_path) {
  constexpr std::string_view ending = ".pub";
  if (key_path.ends_with(ending)) key_path.resize(key_path.size() - ending.size());
  return key_path + ".handovers";
}

}  // namespace

Exit verify_receipt(const VerifyReceiptCommand& command, const std::string& folder,
                    std::ostream& out, std::ostream& err) {
  const auto places = settle_store(command.places, folder);
  if (!places.ok()) return cannot_start(err, places.reason().line);
  const std::string& store = places.value().files;
  const std::string key_path =
      command.key.empty() ? ledger::ledger_files(store).public_key : path_in(folder, command.key);
  const auto key = ledger::read_public_key(key_path);
  if (!key.ok()) return cannot_start(err, key.reason().line);
  const auto text = read_whole_file(path_in(folder, command.file));
  if (!text) return cannot_start(err, "the receipt " + command.file + " cannot be read");
  const auto receipt = wire::decode_receipt_proof(*text);
  if (!receipt.ok()) {
    return cannot_start(err,
                        command.file + " is no receipt, at \"" + receipt.reason().pointer + "\"");
  }
  const auto handovers = proof::handovers_in(read_whole_file(handovers_of(key_path)).value_or(""));
  const auto verified = proof::verify(receipt.value(), proof::LogKeys(key.value(), handovers));
  if (verified.ok()) {
    say(out, verified.value());
    return Exit::done;
  }
  out << "It does NOT hold: " << sentence(verified.reason()) << ".\n";
  return Exit::findings;
}

}  // namespace samtycke::server
