// The commands that need the store. Each is a value here, so that it can be told from the arguments in
// one process and carried out in another.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "core/verdict/verdict.h"
#include "server/admin/admin_socket.h"
#include "server/cli/command.h"
#include "server/download/download.h"
#include "server/import/import.h"

namespace samtycke::server {

struct ImportCommand {
  import::Kind kind = import::Kind::members;
  std::string file;
  std::string map;      // Empty: the built-in one, for files in our own column names.
  std::string rejects;  // Empty: <file without .csv>.rejects.csv, beside the file.
  std::optional<Instant> as_of;
};

// A member's own file, as ExportCommand writes it in JSON.
struct ImportMemberCommand {
  std::string file;
};

struct ExportCommand {
  std::string member_number;
  DownloadFormat format = DownloadFormat::json;
  std::string output;    // A file; empty: standard output.
  std::string language;  // Of words and names; empty: the notice's first, its members' own.
};

// May this be sent to this member? Exit::findings is a no, so that a script may send on the exit code.
struct CheckCommand {
  std::string member_number;
  verdict::Question question;  // But for its moment.
  std::optional<Instant> as_of;
  std::string language;  // Empty: the notice's last.
  bool as_json = false;
};

// Everyone to whom this may be sent. Exit::findings: somebody could not be read, and is not on the list.
enum class AudienceFormat { csv, ndjson };
struct AudienceCommand {
  verdict::Question question;  // But for its moment.
  std::optional<Instant> as_of;
  AudienceFormat format = AudienceFormat::csv;
  std::vector<std::string> fields;  // Beside the number and the channel's address.
  std::string origin;               // Of the links that stop it; empty: without them.
  std::string mail;                 // What will be sent, to be looked at first; empty: not known.
};

// GDPR Art. 17: the whole member, now.
struct EraseCommand {
  std::string member_number;
};

// Erases what is due by the notice's clock, or says what would be.
struct RetentionCommand {
  std::optional<Instant>
      as_of;  // A person's word for the moment, also where the clock seems to have leapt.
  bool dry_run = false;
};

// A copy of the store in two places, to keep apart.
struct BackupCommand {
  std::string folder;
  std::string keys;  // Where the keys go. Default: <folder>/keys.
};

struct LedgerVerifyCommand {
  std::string checkpoint;  // A copy from elsewhere; empty: none.
};

using StoreCommand =
    std::variant<ImportCommand, ImportMemberCommand, ExportCommand, CheckCommand, AudienceCommand,
                 EraseCommand, RetentionCommand, BackupCommand, LedgerVerifyCommand>;

// Carries it out here and now.
Exit run(const StoreCommand&, const Surroundings&);

// What a running server does with a call that came over its admin socket: the same parsing, the same
// functions, on the server's own store, by its own notice, offers and words. `now` is the server's clock.
// What it is handed must outlive it.
AdminRunner command_runner(Store&, std::string store_path, const notice::Edition&,
                           const std::vector<view::Words>&, std::function<Instant()> now);

}  // namespace samtycke::server
