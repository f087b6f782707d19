#include "core/base/check.h"
#include "core/notice/lint.h"

namespace samtycke::notice {

std::string_view key(Doubt doubt) {
  switch (doubt) {
    case Doubt::consent_bundled_with_terms: return "consent_bundled_with_terms";
    case Doubt::sender_unnamed: return "sender_unnamed";
    case Doubt::wording_without_name: return "wording_without_name";
    case Doubt::terms_without_name: return "terms_without_name";
    case Doubt::basis_unknown: return "basis_unknown";
    case Doubt::basis_doubtful: return "basis_doubtful";
    case Doubt::profiling_on_contract: return "profiling_on_contract";
    case Doubt::no_objection_to_marketing: return "no_objection_to_marketing";
    case Doubt::no_sending_purpose: return "no_sending_purpose";
    case Doubt::nix_missing: return "nix_missing";
    case Doubt::customer_too_long: return "customer_too_long";
    case Doubt::minimum_age_under_13: return "minimum_age_under_13";
    case Doubt::age_not_known: return "age_not_known";
    case Doubt::no_clock_without_purchase: return "no_clock_without_purchase";
    case Doubt::retention_of_nothing: return "retention_of_nothing";
    case Doubt::retention_too_long: return "retention_too_long";
    case Doubt::objection_waits_too_long: return "objection_waits_too_long";
    case Doubt::retention_unused: return "retention_unused";
    case Doubt::field_without_purpose: return "field_without_purpose";
    case Doubt::field_not_read: return "field_not_read";
    case Doubt::personal_number: return "personal_number";
    case Doubt::category_empty: return "category_empty";
    case Doubt::address_not_covered: return "address_not_covered";
    case Doubt::segment_impossible: return "segment_impossible";
    case Doubt::children_sorted: return "children_sorted";
    case Doubt::clause_without_effect: return "clause_without_effect";
    case Doubt::offer_of_unnamed_sender: return "offer_of_unnamed_sender";
    case Doubt::offer_ended: return "offer_ended";
    case Doubt::nothing_running: return "nothing_running";
  }
  SAMTYCKE_NEVER("Doubt");
}

std::string_view source(Doubt doubt) {
  switch (doubt) {
    case Doubt::consent_bundled_with_terms: return "GDPR Art. 7(2), 7(4)";
    case Doubt::sender_unnamed:
    case Doubt::wording_without_name:
    case Doubt::terms_without_name:
    case Doubt::offer_of_unnamed_sender: return "EDPB 05/2020 section 3.3.1";
    case Doubt::basis_unknown: return "GDPR Art. 6(1), 13(1)(c)";
    case Doubt::basis_doubtful: return "GDPR Art. 6(1)(b), 21(2)";
    case Doubt::profiling_on_contract: return "EDPB 2/2019 section 3; IMY DI-2019-11737";
    case Doubt::no_objection_to_marketing: return "GDPR Art. 21(2)";
    case Doubt::no_sending_purpose: return "GDPR Art. 21(3)";
    case Doubt::nix_missing:
    case Doubt::customer_too_long: return "MFL 21 §; NIX-nämnden 18-029";
    case Doubt::minimum_age_under_13:
    case Doubt::age_not_known: return "GDPR Art. 8; dataskyddslagen 2 kap. 4 §";
    case Doubt::no_clock_without_purchase: return "GDPR Art. 5(1)(e)";
    case Doubt::retention_too_long: return "GDPR Art. 5(1)(e); bokföringslagen 7 kap. 2 §";
    case Doubt::objection_waits_too_long: return "GDPR Art. 12(3), 17(1)(c)";
    case Doubt::field_without_purpose:
    case Doubt::field_not_read: return "GDPR Art. 5(1)(c)";
    case Doubt::personal_number: return "dataskyddslagen 3 kap. 10 §";
    case Doubt::children_sorted: return "GDPR recitals 38, 71";
    case Doubt::retention_of_nothing:
    case Doubt::retention_unused:
    case Doubt::category_empty:
    case Doubt::address_not_covered:
    case Doubt::segment_impossible:
    case Doubt::clause_without_effect:
    case Doubt::offer_ended:
    case Doubt::nothing_running: return "";
  }
  SAMTYCKE_NEVER("Doubt");
}

Severity severity(Doubt doubt) {
  const bool cannot_work = doubt == Doubt::field_without_purpose ||
                           doubt == Doubt::address_not_covered ||
                           doubt == Doubt::segment_impossible;
  return cannot_work ? Severity::error : Severity::warning;
}

}  // namespace samtycke::notice
