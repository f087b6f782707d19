#include "server/cli/notice_check.h"

#include "core/notice/lint.h"

namespace samtycke::server {
namespace {

std::string_view meaning(notice::Doubt doubt) {
  switch (doubt) {
    case notice::Doubt::consent_bundled_with_terms:
      return "accepting the terms also gives consents; GDPR Art. 7(2) and 7(4) want consent asked "
             "for "
             "apart and not tied to the service";
    case notice::Doubt::sender_unnamed:
      return "has no legal name, so nobody can agree to it (EDPB 05/2020 section 3.3.1)";
    case notice::Doubt::basis_doubtful:
      return "rests on the contract though members may object to it; EDPB 2/2019 section 3 does "
             "not "
             "count marketing profiling as necessary for a contract";
    case notice::Doubt::field_without_purpose:
      return "no purpose uses this field, so it cannot be stored";
    case notice::Doubt::clause_without_effect:
      return "nothing in the data carries this sentence out";
  }
  SAMTYCKE_NEVER("Doubt");
}

void tell_about(const notice::Notice& notice, std::ostream& out) {
  out << "  " << notice.senders.size() << " senders, " << notice.channels.size() << " channels, "
      << notice.purposes.size() << " purposes, " << notice.fields.size() << " fields, "
      << notice.topics.size() << " topics, " << notice.clauses.size() << " sentences, "
      << notice.languages.size() << " languages\n";
  for (const auto& assumption : notice.assumptions) {
    // In the last language, for whoever runs the program: the first is the club's members'.
    out << "assumption  " << assumption.place << ": " << assumption.text.in(notice.languages.back())
        << "\n";
  }
  for (const auto& finding : notice::lint(notice)) {
    out << "warning     " << finding.place << ": " << meaning(finding.doubt) << " ["
        << notice::key(finding.doubt) << "]\n";
  }
}

}  // namespace

Exit tell(const NoticeFault& fault, std::ostream& err) {
  err << "samtycke: " << fault.line << "\n";
  switch (fault.kind) {
    case NoticeFaultKind::unreadable:
    case NoticeFaultKind::unwritable: return Exit::could_not_start;
    case NoticeFaultKind::broken:
    case NoticeFaultKind::changed:
    case NoticeFaultKind::unpublished:
    case NoticeFaultKind::unchanged: return Exit::findings;
  }
  SAMTYCKE_NEVER("NoticeFaultKind");
}

Exit notice_check(const std::string& dir, std::ostream& out, std::ostream& err) {
  const auto draft = load_draft(dir);
  if (!draft.ok()) return tell(draft.reason(), err);
  out << dir << ": the draft is complete\n";
  tell_about(draft.value(), out);

  const auto published = load_published(dir);
  if (published.ok()) {
    const notice::Notice& latest = published.value().back();
    out << dir << ": version " << latest.version << " is in force since " << iso(latest.published)
        << "; every published version is as it was published\n";
    return Exit::done;
  }
  if (published.reason().kind != NoticeFaultKind::unpublished) return tell(published.reason(), err);
  out << dir << ": no version is published yet\n";
  return Exit::done;
}

}  // namespace samtycke::server
