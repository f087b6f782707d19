#include "core/wire/notice_json.h"

#include "core/wire/notice_erasure.h"
#include "core/wire/notice_parts.h"
#include "core/wire/notice_words.h"
#include "core/wire/readers.h"
#include "core/wire/rule_json.h"

namespace samtycke::wire {
namespace {

template <class Tag>
void write(JsonWriter& json, const Id<Tag>& id) {
  json.text(id.text());
}

void write(JsonWriter&, const notice::Assumption&);
void write(JsonWriter&, const notice::Category&);
void write(JsonWriter&, const notice::Cell&);
void write(JsonWriter&, const notice::CellText&);
void write(JsonWriter&, const notice::Channel&);
void write(JsonWriter&, const notice::Choice&);
void write(JsonWriter&, const notice::Clause&);
void write(JsonWriter&, const notice::Field&);
void write(JsonWriter&, const notice::FrequencyLimit&);
void write(JsonWriter&, const notice::OptionalCategory&);
void write(JsonWriter&, const notice::Purpose&);
void write(JsonWriter&, const notice::Retention&);
void write(JsonWriter&, const notice::Segment&);
void write(JsonWriter&, const notice::Sender&);
void write(JsonWriter&, const notice::Topic&);

template <class Thing>
void write(JsonWriter& json, const std::vector<Thing>& things) {
  json.list(things, [&](const Thing& thing) { write(json, thing); });
}

void write(JsonWriter& json, const notice::Wording& wording) {
  json.object([&] {
    write(json.at("sha256"), wording.sha256);
    write(json.at("text"), wording.text);
  });
}

void write(JsonWriter& json, const notice::Cell& cell) {
  json.object([&] {
    write(json.at("channel"), cell.channel);
    write(json.at("sender"), cell.sender);
  });
}

void write(JsonWriter& json, const notice::CellText& cell) {
  json.object([&] {
    write(json.at("by_terms"), cell.by_terms);
    write(json.at("channel"), cell.cell.channel);
    write(json.at("sender"), cell.cell.sender);
    write(json.at("wording"), cell.wording);
  });
}

void write(JsonWriter& json, const notice::Club& club) {
  json.object([&] {
    json.at("authority").text(club.authority);
    json.at("country").text(club.country);
    json.at("currency").text(club.currency);
    json.at("email").text(club.email);
    json.at("legal_name").text(club.legal_name);
    json.at("name").text(club.name);
    json.text_if_some("phone", club.phone);
    json.at("postal_address").text(club.postal_address);
  });
}

void write(JsonWriter& json, const notice::Clause& clause) {
  json.object([&] {
    write(json.at("id"), clause.id);
    write(json.at("text"), clause.text);
  });
}

void write(JsonWriter& json, const notice::Topic& topic) {
  json.object([&] {
    json.text_if_some("clause", topic.clause.text());
    write(json.at("id"), topic.id);
    write(json.at("name"), topic.name);
  });
}

void write(JsonWriter& json, const notice::Category& category) {
  json.object([&] {
    write(json.at("explanation"), category.explanation);
    write(json.at("id"), category.id);
    write(json.at("name"), category.name);
  });
}

void write(JsonWriter& json, const notice::Choice& choice) {
  json.object([&] {
    write(json.at("name"), choice.name);
    json.at("value").text(choice.value);
  });
}

void write(JsonWriter& json, const notice::Field& field) {
  json.object([&] {
    json.text_if_some("autocomplete", field.autocomplete);
    write(json.at("category"), field.category);
    if (field.kind == notice::FieldKind::choice) write(json.at("choices"), field.choices);
    json.at("corrected_by_member").boolean(field.corrected_by_member);
    write(json.at("id"), field.id);
    json.at("kind").text(word_of(field.kind));
    write(json.at("name"), field.name);
  });
}

void write(JsonWriter& json, const notice::Channel& channel) {
  json.object([&] {
    write(json.at("address"), channel.address);
    write(json.at("clause"), channel.clause);
    write(json.at("id"), channel.id);
    json.at("law").text(channel.law);
    write(json.at("name"), channel.name);
    json.at("permission").text(word_of(channel.permission));
  });
}

void write(JsonWriter& json, const notice::Sender& sender) {
  json.object([&] {
    write(json.at("clause"), sender.clause);
    write(json.at("explanation"), sender.explanation);
    write(json.at("id"), sender.id);
    json.at("legal_name").text(sender.legal_name);
    write(json.at("name"), sender.name);
    json.at("relation").text(word_of(sender.relation));
  });
}

void write(JsonWriter& json, const notice::Retention& retention) {
  json.object([&] {
    write(json.at("clause"), retention.clause);
    if (retention.days_after_objection != 0) {
      json.at("days_after_objection").number(retention.days_after_objection);
    }
    write(json.at("explanation"), retention.explanation);
    write(json.at("id"), retention.id);
    json.at("otherwise").text(word_of(retention.otherwise));
    json.at("start").text(word_of(retention.start));
    json.at("years").number(retention.years);
  });
}

void write(JsonWriter& json, const notice::Purpose& purpose) {
  json.object([&] {
    write(json.at("clause"), purpose.clause);
    write(json.at("explanation"), purpose.explanation);
    write(json.at("fields"), purpose.fields);
    write(json.at("id"), purpose.id);
    write(json.at("legal_basis"), purpose.legal_basis);
    json.at("legal_basis_law").text(purpose.legal_basis_law);
    write(json.at("more_clauses"), purpose.more_clauses);
    write(json.at("name"), purpose.name);
    if (purpose.objection) write(json.at("objection"), *purpose.objection);
    if (!purpose.optional_categories.empty()) {
      write(json.at("optional_categories"), purpose.optional_categories);
    }
    write(json.at("retention"), purpose.retention);
  });
}

void write(JsonWriter& json, const notice::OptionalCategory& optional) {
  json.object([&] {
    write(json.at("category"), optional.category);
    write(json.at("wording"), optional.wording);
  });
}

void write(JsonWriter& json, const notice::Nix& nix) {
  json.object([&] {
    write(json.at("clause"), nix.clause);
    json.at("customer_months").number(nix.customer_months);
    json.at("law").text(nix.law);
    write(json.at("listed"), nix.listed);
  });
}

void write(JsonWriter& json, const notice::FrequencyLimit& limit) {
  json.object([&] {
    json.at("days").number(limit.days);
    json.at("messages").number(limit.messages);
    json.at("value").text(limit.value);
  });
}

void write(JsonWriter& json, const notice::Frequency& frequency) {
  json.object([&] {
    write(json.at("clause"), frequency.clause);
    write(json.at("field"), frequency.field);
    write(json.at("limits"), frequency.limits);
  });
}

void write(JsonWriter& json, const notice::Sending& sending) {
  json.object([&] {
    if (sending.frequency) write(json.at("frequency"), *sending.frequency);
    if (sending.nix) write(json.at("nix"), *sending.nix);
    write(json.at("purpose"), sending.purpose);
  });
}

void write(JsonWriter& json, const notice::Segment& segment) {
  json.object([&] {
    write(json.at("clause"), segment.clause);
    write(json.at("explanation"), segment.explanation);
    write(json.at("id"), segment.id);
    write(json.at("name"), segment.name);
    write(json.at("rule"), segment.rule);
  });
}

void write(JsonWriter& json, const notice::Segmentation& segmentation) {
  json.object([&] {
    write(json.at("purpose"), segmentation.purpose);
    write(json.at("segments"), segmentation.segments);
  });
}

void write(JsonWriter& json, const notice::LegalAge& age) {
  json.object([&] {
    json.at("law").text(age.law);
    json.at("years").number(age.years);
  });
}

void write(JsonWriter& json, const notice::Terms& terms) {
  json.object([&] {
    write(json.at("clause"), terms.clause);
    if (terms.legal_age) write(json.at("legal_age"), *terms.legal_age);
    json.at("minimum_age").number(terms.minimum_age);
    write(json.at("turns_on"), terms.turns_on);
    write(json.at("wording"), terms.wording);
  });
}

void write(JsonWriter& json, const notice::Assumption& assumption) {
  json.object([&] {
    json.at("place").text(assumption.place);
    write(json.at("text"), assumption.text);
  });
}

void write(JsonWriter& json, const notice::Notice& notice) {
  json.object([&] {
    write(json.at("assumptions"), notice.assumptions);
    write(json.at("categories"), notice.categories);
    write(json.at("cells"), notice.cells);
    write(json.at("channels"), notice.channels);
    write(json.at("clauses"), notice.clauses);
    write(json.at("club"), notice.club);
    if (notice.erasure) write(json.at("erasure"), *notice.erasure);
    write(json.at("fields"), notice.fields);
    json.at("format").number(notice_format);
    write(json.at("languages"), notice.languages);
    json.at("published").text(iso(notice.published));
    write(json.at("purposes"), notice.purposes);
    write(json.at("retentions"), notice.retentions);
    if (!notice.segmentation.purpose.empty()) write(json.at("segmentation"), notice.segmentation);
    write(json.at("senders"), notice.senders);
    if (!notice.sending.purpose.empty()) write(json.at("sending"), notice.sending);
    write(json.at("terms"), notice.terms);
    write(json.at("topics"), notice.topics);
    json.at("version").number(notice.version);
  });
}

}  // namespace

void write(JsonWriter& json, const Text& text) {
  json.object([&] {
    for (const auto& [language, said] : text.by_language) json.at(language.text()).text(said);
  });
}

std::string encode_notice(const notice::Notice& notice) {
  return document([&](JsonWriter& json) { write(json, notice); });
}

notice::Notice read_notice(const Place& place) {
  Reading reading;
  reading.with_hashes = true;
  std::vector<std::string_view> keys;
  for (const Part& part : parts()) keys.insert(keys.end(), part.keys.begin(), part.keys.end());
  if (!place.object(keys)) return {};
  for (const Part& part : parts()) {
    if (part.presence == Presence::optional && !place.has(part.keys.front())) continue;
    if (place.ok()) part.read(place, reading);
  }
  return std::move(reading.notice);
}

Expected<notice::Notice, BadDocument> decode_notice(std::string_view text) {
  return decode_with(text, read_notice);
}

}  // namespace samtycke::wire
