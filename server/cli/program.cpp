#include "server/cli/program.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "core/base/overloaded.h"
#include "server/cli/arguments.h"
#include "server/cli/cases_command.h"
#include "server/cli/ledger_begin_anew.h"
#include "server/cli/mail_check.h"
#include "server/cli/notice_check.h"
#include "server/cli/notice_diff.h"
#include "server/cli/notice_publish.h"
#include "server/cli/restore.h"
#include "server/cli/rotate_key.h"
#include "server/cli/verify_receipt.h"
#include "server/config/places.h"
#include "server/edge/clock.h"
#include "server/http/serve.h"
#include "server/http/start_up.h"
#include "server/ledger/keep_ledger.h"
#include "server/store/open_keeper.h"
#include "server/store/store_lock.h"

namespace samtycke::server {
namespace {

struct Terminal {
  const std::vector<std::string>& arguments;
  const std::string& folder;
  IsTerminal is_terminal;
  std::ostream& out;
  std::ostream& err;
};

int cannot_start(const Terminal& terminal, const std::string& line) {
  return static_cast<int>(server::cannot_start(terminal.err, line));
}

// Somebody holds the store: the server, which can run this for us, or another command, which cannot.
int ask_server(const Terminal& terminal, const Places& places) {
  const AdminCall call{terminal.arguments, terminal.folder, terminal.is_terminal.err};
  const auto code = call_server(admin_socket_path(places.db), call, terminal.out, terminal.err);
  return code.ok() ? code.value() : cannot_start(terminal, code.reason().line);
}

bool is_held(const std::string& path) {
  const auto lock = StoreLock::try_take(path);
  return !lock.ok() && lock.reason() == NoLock::held;
}

// Bytes that are not text can be commands to a screen, and are of no use on one.
bool is_packed_for_the_screen(const Terminal& terminal, const StoreCommand& command) {
  const auto* exporting = std::get_if<ExportCommand>(&command);
  return exporting != nullptr && exporting->format == DownloadFormat::csv &&
         exporting->output.empty() && terminal.is_terminal.out;
}

int run_on_store(const Terminal& terminal, const OnStore& asked) {
  if (is_packed_for_the_screen(terminal, asked.command)) {
    return cannot_start(terminal, "a zip file is nothing for a screen; name a file by --output");
  }
  const auto places = settle(asked.places, terminal.folder);
  if (!places.ok()) return cannot_start(terminal, places.reason().line);
  const std::string& path = places.value().files;
  if (is_postgres(places.value().db) && std::holds_alternative<BackupCommand>(asked.command)) {
    return cannot_start(terminal,
                        "backup copies SQLite stores; back the two databases up by pg_dump or "
                        "pg_basebackup, to places that are kept apart");
  }

  // Who mistypes --db must not be answered for a club that has nobody, nor left with its files.
  const bool takes_in = std::holds_alternative<ImportCommand>(asked.command) ||
                        std::holds_alternative<ImportMemberCommand>(asked.command);
  if (!takes_in && !is_postgres(places.value().db) && !std::filesystem::exists(path)) {
    return cannot_start(terminal, "there is no store at " + path +
                                      "; is --db right? `serve` and `import` make a new one");
  }

  // Read first: a store, and a key for it, are not made for a command that cannot run. Inside a running
  // server it is the server's notice that counts.
  auto texts = read_texts(places.value());
  if (!texts.ok() && (is_postgres(places.value().db) || !is_held(path)))
    return cannot_start(terminal, texts.reason().line);

  KeeperHooks hooks;
  hooks.damaged = [&terminal](const std::string& row) {
    terminal.err << "samtycke: the row " << row
                 << " does not open: it was changed, or is another's\n";
  };
  const auto opened = open_keeper(places.value(), std::move(hooks));
  if (!opened.ok()) {
    if (opened.reason().why == BadStore::held) return ask_server(terminal, places.value());
    return cannot_start(terminal, opened.reason().line);
  }
  if (!texts.ok()) return cannot_start(terminal, texts.reason().line);
  if (!opened.value().note.empty()) terminal.err << opened.value().note << "\n";
  Store& store = *opened.value().store;
  auto ledger = ledger::KeptLedger::open(store, path);
  if (!ledger.ok()) return cannot_start(terminal, ledger.reason().line);
  const Instant now = Clock().now();
  fit_to(store, texts.value(), now);
  const Surroundings here{store,        texts.value().edition, texts.value().words,
                          now,          terminal.folder,       terminal.is_terminal.err,
                          terminal.out, terminal.err,          path};
  const Exit exit = run(asked.command, here);
  if (!store.has(Duty::ledger)) return static_cast<int>(exit);  // A server takes it in.
  const auto sequenced = ledger.value()->sequencer.run();
  if (sequenced.ok() || exit != Exit::done) return static_cast<int>(exit);
  terminal.err << "samtycke: "
               << ledger::sentence(sequenced.reason(), ledger.value()->files.checkpoint) << "\n";
  return static_cast<int>(Exit::findings);
}

int run_serve(const Terminal& terminal, ServeOptions options) {
  auto places = settle(options.places, terminal.folder);
  if (!places.ok()) return cannot_start(terminal, places.reason().line);
  options.places = std::move(places).value();
  for (std::string* path :
       {&options.mail.password_file, &options.mail.ca_file, &options.mail.socket,
        &options.openid.keys_file, &options.openid.secret_file, &options.openid.ca_file,
        &options.openid.socket}) {
    if (!path->empty()) *path = path_in(terminal.folder, *path);
  }
  options.web = options.web.empty() ? default_web_folder() : path_in(terminal.folder, options.web);
  return serve(options, terminal.out, terminal.err);
}

}  // namespace

int run_program(const std::vector<std::string>& arguments, const std::string& folder,
                IsTerminal is_terminal, std::ostream& out, std::ostream& err) {
  const Terminal terminal{arguments, folder, is_terminal, out, err};
  const auto asked = parse_arguments(arguments);
  if (!asked.ok()) return cannot_start(terminal, asked.reason().line);
  return std::visit(Overloaded{
                        [&](const ShowText& text) {
                          out << text.text;
                          return static_cast<int>(Exit::done);
                        },
                        [&](const ServeOptions& options) { return run_serve(terminal, options); },
                        [&](const NoticeCheckCommand& check) {
                          return static_cast<int>(
                              notice_check(path_in(folder, check.folder), Clock().now(), out, err));
                        },
                        [&](const NoticeDiffCommand& diff) {
                          return static_cast<int>(notice_diff(
                              path_in(folder, diff.before), path_in(folder, diff.after), out, err));
                        },
                        [&](const NoticePublishCommand& publish) {
                          return static_cast<int>(notice_publish(path_in(folder, publish.folder),
                                                                 Clock().now(), out, err));
                        },
                        [&](const MailCheckCommand& check) {
                          return static_cast<int>(mail_check(check, folder, out, err));
                        },
                        [&](const CasesCommand& cases) {
                          return static_cast<int>(run_cases(cases, folder, out, err));
                        },
                        [&](const RotateKeyCommand& rotate) {
                          return static_cast<int>(rotate_key(rotate, folder, out, err));
                        },
                        [&](const RestoreCommand& restoring) {
                          return static_cast<int>(restore(restoring, folder, out, err));
                        },
                        [&](const VerifyReceiptCommand& verify) {
                          return static_cast<int>(verify_receipt(verify, folder, out, err));
                        },
                        [&](const LedgerBeginAnewCommand& anew) {
                          return static_cast<int>(ledger_begin_anew(anew, folder, out, err));
                        },
                        [&](const OnStore& on_store) { return run_on_store(terminal, on_store); },
                    },
                    asked.value());
}

}  // namespace samtycke::server
