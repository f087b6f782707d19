#include <filesystem>
#include <optional>
#include <ostream>
#include <utility>
#include <vector>

#include "server/cli/store_command.h"
#include "server/cli/store_command_parts.h"
#include "server/config/places.h"
#include "server/config/whole_file.h"
#include "server/ledger/ledger_files.h"
#include "server/ledger/log_key.h"
#include "server/ledger/verify_store.h"

namespace samtycke::server {
namespace {

void say(std::ostream& out, const ledger::Verification& verified) {
  for (const std::string& line : verified.findings) out << "Found: " << line << ".\n";
  if (verified.found > verified.findings.size()) {
    out << "Found: " << verified.found - verified.findings.size() << " more.\n";
  }
  out << verified.members << " members, " << verified.decisions << " decisions, " << verified.leaves
      << " leaves (" << verified.erased << " erased, " << verified.erasures << " erasures, "
      << verified.pending
      << " not signed yet): " << (verified.found == 0 ? "everything holds" : "NOT everything holds")
      << "\n";
}

// What the numbers cannot show, in words.
void say_limits(std::ostream& out, const ledger::Verification& verified) {
  if (verified.uncounted > 0) {
    out << verified.uncounted
        << " erasures are from before they said how many decisions went with them: whether the "
           "leaves marked before the last of these were all theirs, only members' receipts show.\n";
  }
  if (verified.never_here > 0) {
    out << verified.never_here
        << " decisions of members who were erased are not in this ledger: an older copy was "
           "restored. As many could be taken away unseen, each with the newest of its member.\n";
  }
}

}  // namespace

Exit run_ledger_verify(const LedgerVerifyCommand& command, const Surroundings& here) {
  const ledger::LedgerFiles files = ledger::ledger_files(here.store_path);
  const auto key = ledger::read_public_key(files.public_key);
  if (!key.ok()) return cannot_start(here, key.reason());
  std::vector<ledger::OutsideCheckpoint> outside;
  if (!command.checkpoint.empty()) {
    auto note = read_whole_file(path_in(here.folder, command.checkpoint));
    if (!note)
      return cannot_start(here, {"the checkpoint " + command.checkpoint + " cannot be read"});
    outside.push_back({command.checkpoint, std::move(*note)});
  }
  if (auto note = read_whole_file(files.checkpoint)) {
    outside.push_back({files.checkpoint, std::move(*note)});
  }
  const std::string handovers = read_whole_file(files.handovers).value_or("");
  // Each is a checkpoint as well, of the day when the key was changed.
  for (const std::string& note : proof::notes_in(handovers)) {
    outside.push_back({files.handovers, note});
  }
  const proof::LogKeys keys(key.value(), proof::handovers_in(handovers));
  const auto verified = ledger::verify_store(here.store, keys, outside);
  if (!verified.ok()) return cannot_start(here, {"the store did not answer"});
  say(here.out, verified.value());
  say_limits(here.out, verified.value());
  if (command.checkpoint.empty()) {
    here.out << "Only a checkpoint that was kept elsewhere (--checkpoint) shows that nobody wrote "
                "all of it anew.\n";
  }
  return verified.value().found == 0 ? Exit::done : Exit::findings;
}

}  // namespace samtycke::server
