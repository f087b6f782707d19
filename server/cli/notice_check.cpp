#include "server/cli/notice_check.h"

#include "core/notice/lint.h"

namespace samtycke::server {
namespace {

std::string_view meaning(notice::Doubt doubt) {
  switch (doubt) {
    case notice::Doubt::consent_bundled_with_terms:
      return "accepting the terms also gives consents, which should be asked for apart and not be "
             "tied to the service";
    case notice::Doubt::sender_unnamed: return "has no legal name, so nobody can agree to it";
    case notice::Doubt::wording_without_name:
      return "the text beside the switch does not name the company that it is about";
    case notice::Doubt::terms_without_name:
      return "is turned on by terms whose text does not name the company";
    case notice::Doubt::basis_unknown:
      return "names no ground of GDPR Art. 6(1), such as \"art. 6.1 f\", so nothing is checked "
             "about it";
    case notice::Doubt::basis_doubtful:
      return "rests on the contract though members may object to it: then the contract does "
             "without it";
    case notice::Doubt::profiling_on_contract:
      return "sorts members for marketing and rests on the contract, which does not need it";
    case notice::Doubt::no_objection_to_marketing:
      return "is marketing, or profiling for it, and has no switch to say no to it as a whole";
    case notice::Doubt::no_sending_purpose:
      return "nothing says which purpose sending serves, so a no to that purpose stops nothing";
    case notice::Doubt::nix_missing:
      return "goes out until the member says no, and nothing says what holds for NIX-listed "
             "members";
    case notice::Doubt::customer_too_long:
      return "counts NIX-listed members as customers for more than twelve months";
    case notice::Doubt::minimum_age_under_13:
      return "children under 13 cannot consent by themselves";
    case notice::Doubt::age_not_known:
      return "there is no field birth_date, so nothing can be held against this age";
    case notice::Doubt::no_clock_without_purchase:
      return "has no start for members who never bought anything: their data would never go";
    case notice::Doubt::retention_of_nothing:
      return "keeps nothing: all of it is to be erased the day after the purchase, or the joining";
    case notice::Doubt::retention_too_long:
      return "is longer than even accounting records are kept: as good as without an end";
    case notice::Doubt::objection_waits_too_long:
      return "keeps data for more than a month after nobody may use it";
    case notice::Doubt::retention_unused: return "no purpose uses this rule";
    case notice::Doubt::field_without_purpose:
      return "no purpose uses this field, so it cannot be stored";
    case notice::Doubt::field_not_read:
      return "only the analysis uses this field, and no segment reads it";
    case notice::Doubt::personal_number:
      return "looks like a personal number, which needs a consent or a clear reason";
    case notice::Doubt::category_empty: return "no field is in this category";
    case notice::Doubt::address_not_covered:
      return "the purpose of sending does not cover its address, so it reaches nobody";
    case notice::Doubt::segment_impossible:
      return "nobody can be in it: its conditions contradict each other";
    case notice::Doubt::children_sorted: return "sorts children for marketing";
    case notice::Doubt::clause_without_effect:
      return "nothing in the data carries this sentence out";
    case notice::Doubt::offer_of_unnamed_sender:
      return "is of a company without a legal name, so it reaches nobody";
    case notice::Doubt::offer_ended: return "has ended";
    case notice::Doubt::nothing_running: return "none of the offers runs today";
  }
  SAMTYCKE_NEVER("Doubt");
}

// How many of them are errors.
std::size_t tell_about(const std::vector<notice::Finding>& findings, std::ostream& out) {
  std::size_t errors = 0;
  for (const auto& finding : findings) {
    const bool error = notice::severity(finding.doubt) == notice::Severity::error;
    errors += error ? 1 : 0;
    const std::string_view source = notice::source(finding.doubt);
    out << (error ? "error       " : "warning     ") << finding.place << ": "
        << meaning(finding.doubt);
    if (!source.empty()) out << " (" << source << ")";
    out << " [" << notice::key(finding.doubt) << "]\n";
  }
  return errors;
}

void tell_about(const notice::Notice& notice, std::ostream& out) {
  out << "  " << notice.senders.size() << " senders, " << notice.channels.size() << " channels, "
      << notice.purposes.size() << " purposes, " << notice.fields.size() << " fields, "
      << notice.topics.size() << " topics, " << notice.clauses.size() << " sentences, "
      << notice.segmentation.segments.size() << " segments, " << notice.languages.size()
      << " languages\n";
  for (const auto& assumption : notice.assumptions) {
    // In the last language, for whoever runs the program: the first is the club's members'.
    out << "assumption  " << assumption.place << ": " << assumption.text.in(notice.languages.back())
        << "\n";
  }
}

// One published version by itself: what it says and what to look at, and that it is as it was published.
Exit check_published(const std::string& dir, const notice::Notice& notice, std::ostream& out) {
  out << dir << ": version " << notice.version << ", in force from " << iso(notice.published)
      << ", is as it was published\n";
  tell_about(notice, out);
  return tell_about(notice::lint(notice), out) == 0 ? Exit::done : Exit::findings;
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
    case NoticeFaultKind::unchanged:
    case NoticeFaultKind::unworkable: return Exit::findings;
  }
  SAMTYCKE_NEVER("NoticeFaultKind");
}

Exit notice_check(const std::string& dir, Instant now, std::ostream& out, std::ostream& err) {
  const auto draft = load_either(dir);
  if (!draft.ok()) return tell(draft.reason(), err);
  if (draft.value().version > 0) return check_published(dir, draft.value(), out);
  const auto offers = load_offers(dir, draft.value());
  if (!offers.ok()) return tell(offers.reason(), err);
  out << dir << ": the draft is complete\n";
  tell_about(draft.value(), out);
  std::size_t errors = tell_about(notice::lint(draft.value()), out);
  if (!offers.value().empty()) out << "  " << offers.value().size() << " offers beside it\n";
  errors += tell_about(notice::lint(draft.value(), offers.value(), local_day(now)), out);
  const Exit found = errors == 0 ? Exit::done : Exit::findings;

  const auto published = load_published(dir);
  if (published.ok()) {
    const notice::Notice& latest = published.value().back();
    out << dir << ": version " << latest.version << " is in force since " << iso(latest.published)
        << "; every published version is as it was published\n";
    return found;
  }
  if (published.reason().kind != NoticeFaultKind::unpublished) return tell(published.reason(), err);
  out << dir << ": no version is published yet\n";
  return found;
}

}  // namespace samtycke::server
