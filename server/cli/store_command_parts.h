// The commands one by one; callers go through run() of store_command.h.
#pragma once

#include "server/cli/store_command.h"
#include "server/config/cannot_start.h"

namespace samtycke::server {

Exit run_import(const ImportCommand&, const Surroundings&);
Exit run_import_member(const ImportMemberCommand&, const Surroundings&);
Exit run_export(const ExportCommand&, const Surroundings&);
Exit run_check(const CheckCommand&, const Surroundings&);
Exit run_audience(const AudienceCommand&, const Surroundings&);
Exit run_erase(const EraseCommand&, const Surroundings&);
Exit run_backup(const BackupCommand&, const Surroundings&);
Exit run_retention(const RetentionCommand&, const Surroundings&);
Exit run_ledger_verify(const LedgerVerifyCommand&, const Surroundings&);

// The member of a number as it was typed. The number is left out of the line that says why not: it could
// be read over a shoulder, or in a log.
Expected<MemberId, CannotStart> find_member(const Surroundings&, const std::string& number);
Expected<consent::MemberFile, CannotStart> load_member(const Surroundings&,
                                                       const std::string& number);

// The words of the language that was asked for, or null; with none asked for, those of `otherwise`.
const view::Words* words_in(const Surroundings&, const std::string& language,
                            const view::Words& otherwise);

CannotStart no_such_language();

// Says why in one line on `err`.
Exit cannot_start(const Surroundings&, const CannotStart&);

}  // namespace samtycke::server
