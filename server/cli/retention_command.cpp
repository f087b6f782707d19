#include <ostream>

#include "core/base/day.h"
#include "server/cli/store_command.h"
#include "server/cli/store_command_parts.h"
#include "server/jobs/retention_sweep.h"

namespace samtycke::server {
namespace {

void say(std::ostream& out, const RetentionReport& report, Instant at, bool dry_run) {
  const char* what = dry_run ? "would be erased" : "erased";
  out << "retention as of " << iso(local_day(at)) << ": " << report.members << " members, "
      << report.opened << " files opened\n"
      << report.whole << " members " << what << " whole, " << report.in_part << " in part\n";
  for (const auto& [category, members] : report.categories) {
    out << "  " << category.text() << ": of " << members << " members\n";
  }
  if (report.oldest) out << "the oldest could be kept until " << iso(*report.oldest) << "\n";
  if (report.told > 0) {
    out << report.told << " members " << (dry_run ? "would get" : "get")
        << " a mail first: everything of theirs goes soon\n";
  }
  if (report.unreachable > 0) {
    out << report.unreachable << " members should get one and have no e-mail address\n";
  }
  if (report.untold > 0) {
    out << report.untold
        << " of the whole members never got that mail; their day had passed, or they"
        << " have no address\n";
  }
  if (report.restricted > 0) {
    out << report.restricted << " members under restriction: nothing of theirs goes\n";
  }
  if (report.unclocked > 0) {
    out << report.unclocked << " members hold something that the notice has no day for\n";
  }
}

}  // namespace

Exit run_retention(const RetentionCommand& command, const Surroundings& here) {
  const Instant at = command.as_of.value_or(here.now);
  if (here.now < at && !command.dry_run) {
    return cannot_start(here, {"--as-of lies ahead; what is due then can only be looked at, with"
                               " --dry-run"});
  }
  const CannotStart no_answer{"the store did not answer; what was erased before stays erased"};
  const auto survey = survey_retention(here.store, here.edition.notice, at);
  if (!survey.ok()) return cannot_start(here, no_answer);
  if (command.dry_run) {
    say(here.out, survey.value().report, at, true);
    return Exit::done;
  }
  const auto known = latest_known(here.store, survey.value());
  if (!known.ok()) return cannot_start(here, no_answer);
  if (known.value() && retention::has_leapt(*known.value(), at) && !command.as_of) {
    return cannot_start(
        here, {"the clock stands more than a month after " + iso(local_day(*known.value())) +
               ", the latest day that the store knows of; nothing was erased. If the"
               " clock is right, say --as-of " +
               iso(local_day(at))});
  }
  const auto report = carry_out_retention(here.store, here.edition.notice, survey.value(), at);
  if (!report.ok()) return cannot_start(here, no_answer);
  say(here.out, report.value(), at, false);
  return Exit::done;
}

}  // namespace samtycke::server
