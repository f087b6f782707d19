#include "server/cli/store_command.h"

#include <utility>

#include "core/base/overloaded.h"
#include "core/member/validate.h"
#include "server/cli/arguments.h"
#include "server/cli/store_command_parts.h"

namespace samtycke::server {

Exit cannot_start(const Surroundings& here, const CannotStart& why) {
  return cannot_start(here.err, why.line);
}

const view::Words* words_in(const Surroundings& here, const std::string& language,
                            const view::Words& otherwise) {
  if (language.empty()) return &otherwise;
  return view::find(here.words, Language(language));
}

CannotStart no_such_language() {
  return {"--language must be one of the notice's languages"};
}

Expected<MemberId, CannotStart> find_member(const Surroundings& here, const std::string& number) {
  const auto nobody = [] { return Unexpected{CannotStart{"no member has that number"}}; };
  const auto canonical = member::validate_member_number(number);
  if (!canonical.ok()) return nobody();
  auto id = here.store.find({LookupKind::member_number, canonical.value()});
  if (id.ok()) return std::move(id).value();
  if (id.reason() == StoreFault::no_such_member) return nobody();
  return Unexpected{CannotStart{"the store did not answer"}};
}

Expected<consent::MemberFile, CannotStart> load_member(const Surroundings& here,
                                                       const std::string& number) {
  const auto id = find_member(here, number);
  if (!id.ok()) return Unexpected{id.reason()};
  auto file = here.store.load(id.value());
  if (!file.ok()) return Unexpected{CannotStart{"the store did not answer"}};
  return std::move(file).value();
}

Exit run(const StoreCommand& command, const Surroundings& here) {
  return std::visit(
      Overloaded{
          [&](const ImportCommand& import) { return run_import(import, here); },
          [&](const ImportMemberCommand& import) { return run_import_member(import, here); },
          [&](const ExportCommand& exporting) { return run_export(exporting, here); },
          [&](const CheckCommand& check) { return run_check(check, here); },
          [&](const AudienceCommand& asked) { return run_audience(asked, here); },
          [&](const EraseCommand& erase) { return run_erase(erase, here); },
          [&](const BackupCommand& backup) { return run_backup(backup, here); },
          [&](const RetentionCommand& retention) { return run_retention(retention, here); },
          [&](const LedgerVerifyCommand& verify) { return run_ledger_verify(verify, here); },
      },
      command);
}

AdminRunner command_runner(Store& store, std::string store_path, const notice::Edition& edition,
                           const std::vector<view::Words>& words, std::function<Instant()> now) {
  return [&store, path = std::move(store_path), &edition, &words, now = std::move(now)](
             const AdminCall& call, std::ostream& out, std::ostream& err) {
    const Surroundings here{store, edition, words, now(), call.folder, call.is_terminal,
                            out,   err,     path};
    const auto asked = parse_arguments(call.arguments);
    if (!asked.ok()) return static_cast<int>(cannot_start(here, asked.reason()));
    const auto* on_store = std::get_if<OnStore>(&asked.value());
    if (on_store == nullptr) {
      return static_cast<int>(cannot_start(here, {"this command is not run inside a server"}));
    }
    return static_cast<int>(run(on_store->command, here));
  };
}

}  // namespace samtycke::server
