#include "core/notice/lint.h"

#include <algorithm>
#include <set>

#include "core/base/overloaded.h"
#include "core/notice/known_fields.h"
#include "core/notice/legal_basis.h"

namespace samtycke::notice {
namespace {

// The years that accounting records are kept, and the year they are counted from (bokföringslagen 7 kap.
// 2 §). Nothing here has a reason to stay longer.
constexpr int longest_years = 8;
constexpr int longest_wait_days = 31;
constexpr int customer_months = 12;
constexpr int age_of_consent = 13;
constexpr int grown_up = 18;

using Findings = std::vector<Finding>;

bool rests_on_contract(const Purpose& purpose) {
  return grounds_in(purpose.legal_basis_law).find('b') != std::string::npos;
}

std::string place_of(const Cell& cell) {
  return "cells/" + cell.sender.text() + "/" + cell.channel.text();
}

// ---- consent and senders

// In every language.
bool names(const Text& text, const std::string& company) {
  const auto& texts = text.by_language;
  return std::all_of(texts.begin(), texts.end(), [&](const auto& in_one) {
    return in_one.second.find(company) != std::string::npos;
  });
}

void look_at_consents(const Notice& notice, Findings& findings) {
  if (!notice.terms.turns_on.empty()) {
    findings.push_back({Doubt::consent_bundled_with_terms, "terms/turns_on"});
  }
  for (const auto& sender : notice.senders) {
    if (!sender.legal_name.empty()) continue;
    findings.push_back({Doubt::sender_unnamed, "senders/" + sender.id.text()});
  }
  for (const auto& [cell, wording, by_terms] : notice.cells) {
    const std::string& name = find(notice, cell.sender)->legal_name;
    const bool consent = find(notice, cell.channel)->permission == Permission::consent;
    if (name.empty() || !consent) continue;
    if (names(wording.text, name)) continue;
    findings.push_back({Doubt::wording_without_name, place_of(cell)});
  }
  for (const auto& sender : notice.senders) {
    const auto& on = notice.terms.turns_on;
    const bool turned_on = std::any_of(on.begin(), on.end(),
                                       [&](const Cell& cell) { return cell.sender == sender.id; });
    if (!turned_on || names(notice.terms.wording.text, sender.legal_name)) continue;
    findings.push_back({Doubt::terms_without_name, "terms/turns_on/" + sender.id.text()});
  }
}

// ---- purposes and sending

void look_at_purposes(const Notice& notice, Findings& findings) {
  const auto at = [](const PurposeId& id) { return "purposes/" + id.text(); };
  for (const auto& purpose : notice.purposes) {
    if (!grounds_in(purpose.legal_basis_law).empty()) continue;
    findings.push_back({Doubt::basis_unknown, at(purpose.id)});
  }
  for (const auto& purpose : notice.purposes) {
    if (!purpose.objection || !rests_on_contract(purpose)) continue;
    findings.push_back({Doubt::basis_doubtful, at(purpose.id)});
  }
  const Purpose* analysis = find(notice, notice.segmentation.purpose);
  if (analysis != nullptr && rests_on_contract(*analysis)) {
    findings.push_back({Doubt::profiling_on_contract, at(analysis->id)});
  }
  const Purpose* sending = find(notice, notice.sending.purpose);
  for (const Purpose* purpose : {sending, analysis == sending ? nullptr : analysis}) {
    if (purpose == nullptr || purpose->objection) continue;
    findings.push_back({Doubt::no_objection_to_marketing, at(purpose->id)});
  }
  if (sending == nullptr) findings.push_back({Doubt::no_sending_purpose, "sending/purpose"});
}

void look_at_sending(const Notice& notice, Findings& findings) {
  for (const auto& channel : notice.channels) {
    if (notice.sending.nix || channel.permission != Permission::opt_out) continue;
    findings.push_back({Doubt::nix_missing, "channels/" + channel.id.text()});
  }
  if (notice.sending.nix && notice.sending.nix->customer_months > customer_months) {
    findings.push_back({Doubt::customer_too_long, "sending/nix/customer_months"});
  }
  const int age = notice.terms.minimum_age;
  if (age < age_of_consent) findings.push_back({Doubt::minimum_age_under_13, "terms/minimum_age"});
  if (age > 0 && find(notice, field::birth_date) == nullptr) {
    findings.push_back({Doubt::age_not_known, "terms/minimum_age"});
  }
}

// ---- retention

void look_at_retentions(const Notice& notice, Findings& findings) {
  const auto each = [&](Doubt doubt, auto doubtful) {
    for (const auto& rule : notice.retentions) {
      if (doubtful(rule)) findings.push_back({doubt, "retention/" + rule.id.text()});
    }
  };
  each(Doubt::no_clock_without_purchase,
       [](const Retention& rule) { return rule.otherwise == ClockStart::latest_purchase; });
  each(Doubt::retention_of_nothing, [](const Retention& rule) { return rule.years == 0; });
  each(Doubt::retention_too_long, [](const Retention& rule) { return rule.years > longest_years; });
  each(Doubt::objection_waits_too_long,
       [](const Retention& rule) { return rule.days_after_objection > longest_wait_days; });
  each(Doubt::retention_unused, [&](const Retention& rule) {
    return std::none_of(notice.purposes.begin(), notice.purposes.end(),
                        [&](const Purpose& purpose) { return purpose.retention == rule.id; });
  });
}

// ---- fields

// What the analysis alone uses and no segment reads. Without segments nothing is known about it.
bool is_read_by_nobody(const Notice& notice, const Field& field) {
  const auto purposes = purposes_of(notice, field.id);
  const auto& segments = notice.segmentation.segments;
  if (segments.empty() || purposes.size() != 1) return false;
  if (purposes.front()->id != notice.segmentation.purpose) return false;
  return std::none_of(segments.begin(), segments.end(), [&](const Segment& segment) {
    const auto read = fields_read(segment.rule);
    return std::find(read.begin(), read.end(), field.id) != read.end();
  });
}

void look_at_fields(const Notice& notice, Findings& findings) {
  const auto each = [&](Doubt doubt, auto doubtful) {
    for (const auto& field : notice.fields) {
      if (doubtful(field)) findings.push_back({doubt, "data/" + field.id.text()});
    }
  };
  each(Doubt::field_without_purpose,
       [&](const Field& field) { return purposes_of(notice, field.id).empty(); });
  each(Doubt::field_not_read, [&](const Field& field) { return is_read_by_nobody(notice, field); });
  each(Doubt::personal_number, [](const Field& field) {
    return field.id.text().find("personal_number") != std::string::npos ||
           field.id.text().find("personnummer") != std::string::npos;
  });
  for (const auto& category : notice.categories) {
    const bool empty =
        std::none_of(notice.fields.begin(), notice.fields.end(),
                     [&](const Field& field) { return field.category == category.id; });
    if (empty) findings.push_back({Doubt::category_empty, "data/" + category.id.text()});
  }
  const Purpose* sending = find(notice, notice.sending.purpose);
  for (const auto& channel : notice.channels) {
    if (sending == nullptr || covers(*sending, channel.address)) continue;
    findings.push_back({Doubt::address_not_covered, "channels/" + channel.id.text()});
  }
}

// ---- segments

bool sorts_children(const Rule& rule) {
  const auto any_of = [](const std::vector<Rule>& rules) {
    return std::any_of(rules.begin(), rules.end(), sorts_children);
  };
  return std::visit(Overloaded{[](const Condition& condition) {
                                 const auto* between = std::get_if<Between>(&condition.is);
                                 return std::holds_alternative<Age>(condition.fact) &&
                                        between != nullptr && between->most &&
                                        *between->most < grown_up;
                               },
                               [&](const All& all) { return any_of(all.rules); },
                               [&](const Any& any) { return any_of(any.rules); },
                               [](const Not&) { return false; }},
                    rule.is);
}

void look_at_segments(const Notice& notice, Findings& findings) {
  for (const auto& segment : notice.segmentation.segments) {
    if (!impossible(segment.rule)) continue;
    findings.push_back({Doubt::segment_impossible, "segments/" + segment.id.text()});
  }
  for (const auto& segment : notice.segmentation.segments) {
    if (!sorts_children(segment.rule)) continue;
    findings.push_back({Doubt::children_sorted, "segments/" + segment.id.text()});
  }
}

// ---- sentences

// Every clause that something in the notice points to.
std::set<ClauseId> clauses_in_use(const Notice& notice) {
  std::set<ClauseId> used = {notice.terms.clause};
  for (const auto& sender : notice.senders) used.insert(sender.clause);
  for (const auto& channel : notice.channels) used.insert(channel.clause);
  for (const auto& topic : notice.topics) used.insert(topic.clause);
  for (const auto& retention : notice.retentions) used.insert(retention.clause);
  for (const auto& segment : notice.segmentation.segments) used.insert(segment.clause);
  if (notice.sending.nix) used.insert(notice.sending.nix->clause);
  if (notice.sending.frequency) used.insert(notice.sending.frequency->clause);
  for (const auto& purpose : notice.purposes) {
    used.insert(purpose.clause);
    used.insert(purpose.more_clauses.begin(), purpose.more_clauses.end());
  }
  return used;
}

}  // namespace

std::vector<Finding> lint(const Notice& notice) {
  Findings findings;
  look_at_consents(notice, findings);
  look_at_purposes(notice, findings);
  look_at_sending(notice, findings);
  look_at_retentions(notice, findings);
  look_at_fields(notice, findings);
  look_at_segments(notice, findings);
  const std::set<ClauseId> used = clauses_in_use(notice);
  for (const auto& clause : notice.clauses) {
    if (used.count(clause.id) != 0) continue;
    findings.push_back({Doubt::clause_without_effect, "clauses/" + clause.id.text()});
  }
  return findings;
}

std::vector<Finding> lint(const Notice& notice, const Offers& offers, Day today) {
  Findings findings;
  const auto place = [](const Offer& offer) { return "offers/" + offer.id.text(); };
  for (const Offer& offer : offers) {
    const Sender* sender = find(notice, offer.sender);
    if (sender == nullptr || !sender->legal_name.empty()) continue;
    findings.push_back({Doubt::offer_of_unnamed_sender, place(offer)});
  }
  for (const Offer& offer : offers) {
    if (offer.until < today) findings.push_back({Doubt::offer_ended, place(offer)});
  }
  const bool running = std::any_of(offers.begin(), offers.end(), [&](const Offer& offer) {
    return offer.from <= today && today <= offer.until;
  });
  if (!offers.empty() && !running) findings.push_back({Doubt::nothing_running, "offers"});
  return findings;
}

}  // namespace samtycke::notice
