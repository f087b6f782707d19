#include "core/notice/lint.h"

#include <set>

#include "core/base/check.h"

namespace samtycke::notice {
namespace {

// Every clause that something in the notice points to.
std::set<ClauseId> clauses_in_use(const Notice& notice) {
  std::set<ClauseId> used = {notice.terms.clause};
  for (const auto& sender : notice.senders) used.insert(sender.clause);
  for (const auto& channel : notice.channels) used.insert(channel.clause);
  for (const auto& topic : notice.topics) used.insert(topic.clause);
  for (const auto& retention : notice.retentions) used.insert(retention.clause);
  for (const auto& purpose : notice.purposes) {
    used.insert(purpose.clause);
    used.insert(purpose.more_clauses.begin(), purpose.more_clauses.end());
  }
  return used;
}

bool rests_on_contract(const Purpose& purpose) {
  return purpose.legal_basis_law.find("6.1 b") != std::string::npos;
}

}  // namespace

std::string_view key(Doubt doubt) {
  switch (doubt) {
    case Doubt::consent_bundled_with_terms: return "consent_bundled_with_terms";
    case Doubt::sender_unnamed: return "sender_unnamed";
    case Doubt::basis_doubtful: return "basis_doubtful";
    case Doubt::field_without_purpose: return "field_without_purpose";
    case Doubt::clause_without_effect: return "clause_without_effect";
  }
  SAMTYCKE_NEVER("Doubt");
}

std::vector<Finding> lint(const Notice& notice) {
  std::vector<Finding> findings;
  if (!notice.terms.turns_on.empty()) {
    findings.push_back({Doubt::consent_bundled_with_terms, "terms/turns_on"});
  }
  for (const auto& sender : notice.senders) {
    if (!sender.legal_name.empty()) continue;
    findings.push_back({Doubt::sender_unnamed, "senders/" + sender.id.text()});
  }
  for (const auto& purpose : notice.purposes) {
    if (!purpose.objection || !rests_on_contract(purpose)) continue;
    findings.push_back({Doubt::basis_doubtful, "purposes/" + purpose.id.text()});
  }
  for (const auto& field : notice.fields) {
    if (!purposes_of(notice, field.id).empty()) continue;
    findings.push_back({Doubt::field_without_purpose, "data/" + field.id.text()});
  }
  const std::set<ClauseId> used = clauses_in_use(notice);
  for (const auto& clause : notice.clauses) {
    if (used.count(clause.id) != 0) continue;
    findings.push_back({Doubt::clause_without_effect, "clauses/" + clause.id.text()});
  }
  return findings;
}

}  // namespace samtycke::notice
