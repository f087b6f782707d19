#include "core/wire/notice_json.h"

#include "core/wire/notice_erasure.h"
#include "core/wire/notice_parts.h"
#include "core/wire/notice_words.h"
#include "core/wire/readers.h"
#include "core/wire/rule_json.h"

namespace samtycke::wire {
namespace {

template <class Tag>
Json json_of(const Id<Tag>& id) {
  return Json(id.text());
}

Json json_of(const notice::Field&);
Json json_of(const notice::Channel&);
Json json_of(const notice::Sender&);
Json json_of(const notice::CellText&);
Json json_of(const notice::Clause&);
Json json_of(const notice::Topic&);
Json json_of(const notice::Category&);
Json json_of(const notice::Choice&);
Json json_of(const notice::Cell&);
Json json_of(const notice::Retention&);
Json json_of(const notice::Purpose&);
Json json_of(const notice::OptionalCategory&);
Json json_of(const notice::FrequencyLimit&);
Json json_of(const notice::Segment&);
Json json_of(const notice::Assumption&);

template <class Thing>
Json json_list(const std::vector<Thing>& things) {
  return list_of(things, [](const Thing& thing) { return json_of(thing); });
}

Json json_of(const notice::Wording& wording) {
  Json json = Json::object();
  json.set("text", text_json(wording.text)).set("sha256", text_json(wording.sha256));
  return json;
}

Json json_of(const notice::Cell& cell) {
  Json json = Json::object();
  json.set("sender", json_of(cell.sender)).set("channel", json_of(cell.channel));
  return json;
}

Json json_of(const notice::CellText& cell) {
  return std::move(json_of(cell.cell)
                       .set("wording", json_of(cell.wording))
                       .set("by_terms", text_json(cell.by_terms)));
}

Json json_of(const notice::Club& club) {
  Json json = Json::object();
  json.set("name", Json(club.name))
      .set("legal_name", Json(club.legal_name))
      .set("email", Json(club.email))
      .set("postal_address", Json(club.postal_address))
      .set("country", Json(club.country))
      .set("currency", Json(club.currency))
      .set("authority", Json(club.authority));
  if (!club.phone.empty()) json.set("phone", Json(club.phone));
  return json;
}

Json json_of(const notice::Clause& clause) {
  Json json = Json::object();
  json.set("id", json_of(clause.id)).set("text", text_json(clause.text));
  return json;
}

Json json_of(const notice::Topic& topic) {
  Json json = Json::object();
  json.set("id", json_of(topic.id)).set("name", text_json(topic.name));
  if (!topic.clause.empty()) json.set("clause", json_of(topic.clause));
  return json;
}

Json json_of(const notice::Category& category) {
  Json json = Json::object();
  json.set("id", json_of(category.id))
      .set("name", text_json(category.name))
      .set("explanation", text_json(category.explanation));
  return json;
}

Json json_of(const notice::Choice& choice) {
  Json json = Json::object();
  json.set("value", Json(choice.value)).set("name", text_json(choice.name));
  return json;
}

Json json_of(const notice::Field& field) {
  Json json = Json::object();
  json.set("id", json_of(field.id))
      .set("category", json_of(field.category))
      .set("kind", Json(word_of(field.kind)))
      .set("name", text_json(field.name))
      .set("corrected_by_member", Json(field.corrected_by_member));
  if (field.kind == notice::FieldKind::choice) json.set("choices", json_list(field.choices));
  if (!field.autocomplete.empty()) json.set("autocomplete", Json(field.autocomplete));
  return json;
}

Json json_of(const notice::Channel& channel) {
  Json json = Json::object();
  json.set("id", json_of(channel.id))
      .set("permission", Json(word_of(channel.permission)))
      .set("name", text_json(channel.name))
      .set("address", json_of(channel.address))
      .set("clause", json_of(channel.clause))
      .set("law", Json(channel.law));
  return json;
}

Json json_of(const notice::Sender& sender) {
  Json json = Json::object();
  json.set("id", json_of(sender.id))
      .set("relation", Json(word_of(sender.relation)))
      .set("legal_name", Json(sender.legal_name))
      .set("name", text_json(sender.name))
      .set("explanation", text_json(sender.explanation))
      .set("clause", json_of(sender.clause));
  return json;
}

Json json_of(const notice::Retention& retention) {
  Json json = Json::object();
  json.set("id", json_of(retention.id))
      .set("years", Json(std::int64_t{retention.years}))
      .set("start", Json(word_of(retention.start)))
      .set("otherwise", Json(word_of(retention.otherwise)))
      .set("explanation", text_json(retention.explanation))
      .set("clause", json_of(retention.clause));
  if (retention.days_after_objection != 0) {
    json.set("days_after_objection", Json(std::int64_t{retention.days_after_objection}));
  }
  return json;
}

Json json_of(const notice::Purpose& purpose) {
  Json json = Json::object();
  json.set("id", json_of(purpose.id))
      .set("name", text_json(purpose.name))
      .set("explanation", text_json(purpose.explanation))
      .set("fields", json_list(purpose.fields))
      .set("legal_basis", text_json(purpose.legal_basis))
      .set("legal_basis_law", Json(purpose.legal_basis_law))
      .set("retention", json_of(purpose.retention))
      .set("clause", json_of(purpose.clause))
      .set("more_clauses", json_list(purpose.more_clauses));
  if (purpose.objection) json.set("objection", json_of(*purpose.objection));
  if (!purpose.optional_categories.empty()) {
    json.set("optional_categories", json_list(purpose.optional_categories));
  }
  return json;
}

Json json_of(const notice::OptionalCategory& optional) {
  Json json = Json::object();
  json.set("category", json_of(optional.category)).set("wording", json_of(optional.wording));
  return json;
}

Json json_of(const notice::Nix& nix) {
  Json json = Json::object();
  json.set("listed", json_of(nix.listed))
      .set("customer_months", Json(std::int64_t{nix.customer_months}))
      .set("clause", json_of(nix.clause))
      .set("law", Json(nix.law));
  return json;
}

Json json_of(const notice::FrequencyLimit& limit) {
  Json json = Json::object();
  json.set("value", Json(limit.value))
      .set("messages", Json(std::int64_t{limit.messages}))
      .set("days", Json(std::int64_t{limit.days}));
  return json;
}

Json json_of(const notice::Frequency& frequency) {
  Json json = Json::object();
  json.set("field", json_of(frequency.field))
      .set("limits", json_list(frequency.limits))
      .set("clause", json_of(frequency.clause));
  return json;
}

Json json_of(const notice::Sending& sending) {
  Json json = Json::object();
  json.set("purpose", json_of(sending.purpose));
  if (sending.nix) json.set("nix", json_of(*sending.nix));
  if (sending.frequency) json.set("frequency", json_of(*sending.frequency));
  return json;
}

Json json_of(const notice::Segment& segment) {
  Json json = Json::object();
  json.set("id", json_of(segment.id))
      .set("name", text_json(segment.name))
      .set("explanation", text_json(segment.explanation))
      .set("rule", rule_json(segment.rule))
      .set("clause", json_of(segment.clause));
  return json;
}

Json json_of(const notice::Segmentation& segmentation) {
  Json json = Json::object();
  json.set("purpose", json_of(segmentation.purpose))
      .set("segments", json_list(segmentation.segments));
  return json;
}

Json json_of(const notice::LegalAge& age) {
  Json json = Json::object();
  json.set("years", Json(std::int64_t{age.years})).set("law", Json(age.law));
  return json;
}

Json json_of(const notice::Terms& terms) {
  Json json = Json::object();
  if (terms.legal_age) json.set("legal_age", json_of(*terms.legal_age));
  json.set("wording", json_of(terms.wording))
      .set("turns_on", json_list(terms.turns_on))
      .set("minimum_age", Json(std::int64_t{terms.minimum_age}))
      .set("clause", json_of(terms.clause));
  return json;
}

Json json_of(const notice::Assumption& assumption) {
  Json json = Json::object();
  json.set("place", Json(assumption.place)).set("text", text_json(assumption.text));
  return json;
}

// In the order in which the parts are read.
Json json_of(const notice::Notice& notice) {
  Json json = Json::object();
  json.set("format", Json(std::int64_t{notice_format}))
      .set("languages", json_list(notice.languages))
      .set("version", Json(std::int64_t{notice.version}))
      .set("published", Json(iso(notice.published)))
      .set("club", json_of(notice.club))
      .set("clauses", json_list(notice.clauses))
      .set("topics", json_list(notice.topics))
      .set("categories", json_list(notice.categories))
      .set("fields", json_list(notice.fields))
      .set("channels", json_list(notice.channels))
      .set("senders", json_list(notice.senders))
      .set("cells", json_list(notice.cells))
      .set("retentions", json_list(notice.retentions))
      .set("purposes", json_list(notice.purposes))
      .set("terms", json_of(notice.terms))
      .set("assumptions", json_list(notice.assumptions));
  if (!notice.sending.purpose.empty()) json.set("sending", json_of(notice.sending));
  if (!notice.segmentation.purpose.empty()) {
    json.set("segmentation", json_of(notice.segmentation));
  }
  if (notice.erasure) json.set("erasure", erasure_json(*notice.erasure));
  return json;
}

}  // namespace

Json text_json(const Text& text) {
  Json json = Json::object();
  for (const auto& [language, said] : text.by_language) json.set(language.text(), Json(said));
  return json;
}

std::string encode_notice(const notice::Notice& notice) {
  return canonical(json_of(notice));
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
