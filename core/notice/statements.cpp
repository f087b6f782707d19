#include "core/notice/statements.h"

#include <utility>

#include "core/base/check.h"

namespace samtycke::notice {
namespace {

// Collects what is said about one thing after another.
class Teller {
 public:
  void about(Part part, std::string thing) {
    part_ = part;
    thing_ = std::move(thing);
  }
  void tell(const std::string& what, Said said) {
    all_.push_back({part_, thing_, what.empty() ? thing_ : thing_ + "/" + what, std::move(said)});
  }
  void tell_if(const std::string& what, const std::string& said) {
    if (!said.empty()) tell(what, said);
  }
  std::vector<Statement> all() && { return std::move(all_); }

 private:
  std::vector<Statement> all_;
  Part part_ = Part::club;
  std::string thing_;
};

std::string word(Relation relation) {
  switch (relation) {
    case Relation::own: return "own";
    case Relation::group: return "group";
    case Relation::partner: return "partner";
  }
  SAMTYCKE_NEVER("Relation");
}
std::string word(Permission permission) {
  return permission == Permission::consent ? "consent" : "opt_out";
}
std::string word(ClockStart start) {
  return start == ClockStart::joined ? "joined" : "latest_purchase";
}
std::string word(const Cell& cell) {
  return cell.sender.text() + "/" + cell.channel.text();
}

void tell_of_club(const Notice& notice, Teller& teller) {
  const Club& club = notice.club;
  teller.about(Part::club, "club");
  teller.tell("name", club.name);
  teller.tell("legal_name", club.legal_name);
  teller.tell("email", club.email);
  teller.tell_if("phone", club.phone);
  teller.tell("postal_address", club.postal_address);
  teller.tell("country", club.country);
  teller.tell("currency", club.currency);
  teller.tell("authority", club.authority);
  for (const auto& language : notice.languages) {
    teller.about(Part::language, "languages/" + language.text());
    teller.tell("", language.text());
  }
  for (const auto& clause : notice.clauses) {
    teller.about(Part::clause, "clauses/" + clause.id.text());
    teller.tell("", clause.text);
  }
}

void tell_of_lattice(const Notice& notice, Teller& teller) {
  for (const auto& sender : notice.senders) {
    teller.about(Part::sender, "senders/" + sender.id.text());
    teller.tell("name", sender.name);
    teller.tell("legal_name", sender.legal_name);
    teller.tell("relation", word(sender.relation));
    teller.tell("explanation", sender.explanation);
  }
  for (const auto& channel : notice.channels) {
    teller.about(Part::channel, "channels/" + channel.id.text());
    teller.tell("name", channel.name);
    teller.tell("permission", word(channel.permission));
    teller.tell("address", channel.address.text());
    teller.tell("law", channel.law);
  }
  for (const auto& [cell, wording, by_terms] : notice.cells) {
    teller.about(Part::cell, "cells/" + word(cell));
    teller.tell("", wording.text);
  }
  teller.about(Part::terms, "terms");
  teller.tell("text", notice.terms.wording.text);
  teller.tell("minimum_age", std::to_string(notice.terms.minimum_age));
  if (const auto& age = notice.terms.legal_age) {
    teller.tell("legal_age", std::to_string(age->years) + " (" + age->law + ")");
  }
  for (const auto& cell : notice.terms.turns_on) teller.tell("turns_on/" + word(cell), word(cell));
}

void tell_of_data(const Notice& notice, Teller& teller) {
  for (const auto& category : notice.categories) {
    teller.about(Part::category, "categories/" + category.id.text());
    teller.tell("name", category.name);
    teller.tell("explanation", category.explanation);
  }
  for (const auto& field : notice.fields) {
    teller.about(Part::field, "data/" + field.id.text());
    teller.tell("name", field.name);
    teller.tell("category", field.category.text());
    if (field.corrected_by_member) teller.tell("corrected_by_member", std::string("yes"));
    for (const auto& choice : field.choices) teller.tell("choices/" + choice.value, choice.name);
  }
}

void tell_of_purposes(const Notice& notice, Teller& teller) {
  for (const auto& purpose : notice.purposes) {
    teller.about(Part::purpose, "purposes/" + purpose.id.text());
    teller.tell("name", purpose.name);
    teller.tell("explanation", purpose.explanation);
    teller.tell("legal_basis", purpose.legal_basis);
    teller.tell("legal_basis_law", purpose.legal_basis_law);
    teller.tell("retention", purpose.retention.text());
    if (purpose.objection) teller.tell("objection", purpose.objection->text);
    for (const auto& field : purpose.fields) teller.tell("fields/" + field.text(), field.text());
    for (const auto& [category, wording] : purpose.optional_categories) {
      teller.tell("optional_categories/" + category.text(), wording.text);
    }
  }
  for (const auto& rule : notice.retentions) {
    teller.about(Part::retention, "retention/" + rule.id.text());
    teller.tell("explanation", rule.explanation);
    teller.tell("years", std::to_string(rule.years));
    teller.tell("start", word(rule.start));
    teller.tell("otherwise", word(rule.otherwise));
    teller.tell("days_after_objection", std::to_string(rule.days_after_objection));
  }
  for (const auto& topic : notice.topics) {
    teller.about(Part::topic, "topics/" + topic.id.text());
    teller.tell("", topic.name);
  }
}

void tell_of_sending(const Notice& notice, Teller& teller) {
  teller.about(Part::sending, "sending");
  teller.tell_if("purpose", notice.sending.purpose.text());
  if (const auto& nix = notice.sending.nix) {
    teller.tell("nix/listed", nix->listed.text());
    teller.tell("nix/customer_months", std::to_string(nix->customer_months));
  }
  if (const auto& frequency = notice.sending.frequency) {
    teller.tell("frequency/field", frequency->field.text());
    for (const auto& limit : frequency->limits) {
      teller.tell("frequency/" + limit.value,
                  std::to_string(limit.messages) + " in " + std::to_string(limit.days) + " days");
    }
  }
  teller.about(Part::segment, "segmentation");
  teller.tell_if("purpose", notice.segmentation.purpose.text());
  for (const auto& segment : notice.segmentation.segments) {
    teller.about(Part::segment, "segments/" + segment.id.text());
    teller.tell("name", segment.name);
    teller.tell("explanation", segment.explanation);
    teller.tell("rule", in_one_line(segment.rule));
  }
}

void tell_of_erasure(const Notice& notice, Teller& teller) {
  if (!notice.erasure) return;
  const Erasure& erasure = *notice.erasure;
  teller.about(Part::erasure, "erasure");
  teller.tell("explanation", erasure.explanation);
  teller.tell("remembered_years", std::to_string(erasure.remembered_years));
  if (const auto& mail = erasure.mail_before) {
    teller.tell("mail_before/days", std::to_string(mail->days));
    teller.tell("mail_before/subject", mail->subject);
    teller.tell("mail_before/body", mail->body);
  }
  if (const auto& told = erasure.told) {
    teller.tell("told/subject", told->subject);
    teller.tell("told/body", told->body);
  }
  for (const auto& recipient : erasure.recipients) {
    teller.about(Part::erasure, "erasure/recipients/" + recipient.id.text());
    teller.tell("legal_name", recipient.legal_name);
    teller.tell("email", recipient.email);
    teller.tell("explanation", recipient.explanation);
    for (const auto& channel : recipient.channels) {
      teller.tell("channels/" + channel.text(), channel.text());
    }
  }
}

}  // namespace

std::vector<Statement> statements(const Notice& notice) {
  Teller teller;
  tell_of_club(notice, teller);
  tell_of_lattice(notice, teller);
  tell_of_data(notice, teller);
  tell_of_purposes(notice, teller);
  tell_of_sending(notice, teller);
  tell_of_erasure(notice, teller);
  return std::move(teller).all();
}

}  // namespace samtycke::notice
