// The command line as a value: what the person asked for, or why it cannot be.
//
// CLI11 stays inside arguments.cpp. A command that is not built yet is not listed: `--help` shows what
// works and nothing else.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/base/expected.h"
#include "server/cli/store_command.h"
#include "server/config/cannot_start.h"
#include "server/config/options.h"
#include "server/store/rotate_keys.h"

namespace samtycke::server {

// --help and --version: text for the person, and all is done.
struct ShowText {
  std::string text;
};

struct NoticeCheckCommand {
  std::string folder;
};

struct NoticeDiffCommand {
  std::string before;
  std::string after;
};

struct NoticePublishCommand {
  std::string folder;
};

// Whether a mail with offers may go out.
struct MailCheckCommand {
  Places places;
  std::string file;
};

struct CasesCommand {
  Places places;
  bool print_defaults = false;
};

// Changes the store's keys; no server may hold it.
struct RotateKeyCommand {
  Places places;
  std::optional<RotatedKey> which = RotatedKey::master;  // None: the one that signs the ledger.
};

// Puts a backup in the place of a store that is not there.
struct RestoreCommand {
  Places places;
  std::string folder;
  std::string keys;  // As BackupCommand's.
  bool without_journal =
      false;  // Also where the newest journal of erasures is not beside the store.
};

// Checks a member's receipt without any store.
struct VerifyReceiptCommand {
  Places places;
  std::string file;
  std::string key;  // The log's public key; empty: the file beside the store.
};

// Ends a ledger that cannot go on, and begins another; no server may hold the store.
struct LedgerBeginAnewCommand {
  Places places;
};

struct OnStore {
  Places places;
  StoreCommand command;
};

using Asked = std::variant<ShowText, ServeOptions, NoticeCheckCommand, NoticeDiffCommand,
                           NoticePublishCommand, MailCheckCommand, CasesCommand, RotateKeyCommand,
                           RestoreCommand, VerifyReceiptCommand, LedgerBeginAnewCommand, OnStore>;

// `arguments` are those after the program's name.
Expected<Asked, CannotStart> parse_arguments(const std::vector<std::string>& arguments);

}  // namespace samtycke::server
