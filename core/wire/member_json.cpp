#include "core/wire/member_json.h"

#include <limits>

#include "core/wire/act_json.h"
#include "core/wire/json.h"
#include "core/wire/member_parts.h"
#include "core/wire/readers.h"

namespace samtycke::wire {
namespace {

using consent::Decision;
using consent::MemberFile;
using member::Interaction;
using member::Receipt;
using member::ReceiptLine;
using member::Record;

// "Empty" is written by leaving the key out.
void set_if_some(Json& object, std::string_view key, const std::string& text) {
  if (!text.empty()) object.set(key, Json(text));
}

Json json_of(Instant instant) {
  return Json(rfc3339(instant));
}

Json json_of(const Record& record) {
  Json json = Json::object();
  json.set("field", Json(record.field.text()))
      .set("value", Json(record.value))
      .set("source", Json(key(record.source)))
      .set("at", json_of(record.at));
  return json;
}

Record read_record(const Place& place) {
  Record record;
  if (!place.object({"field", "value", "source", "at"})) return record;
  record.field = place.at("field").id<FieldId>();
  record.value = place.at("value").text();
  record.source = place.at("source").word(member::source_from);
  record.at = place.at("at").instant();
  return record;
}

Json json_of(const ReceiptLine& line) {
  Json json = Json::object();
  json.set("article", Json(line.article))
      .set("quantity", Json(line.quantity))
      .set("amount", Json(line.amount.minor));
  set_if_some(json, "topic", line.topic.text());
  return json;
}

ReceiptLine read_line(const Place& place) {
  ReceiptLine line;
  if (!place.object({"article", "topic", "quantity", "amount"})) return line;
  line.article = place.at("article").text();
  line.topic = TopicId(place.text_if_there("topic"));
  line.quantity = place.at("quantity").integer(-largest_integer, largest_integer);
  line.amount.minor = place.at("amount").integer(-largest_integer, largest_integer);
  return line;
}

Json json_of(const Receipt& receipt) {
  Json json = Json::object();
  json.set("number", Json(receipt.number))
      .set("at", json_of(receipt.at))
      .set("source", Json(key(receipt.source)))
      .set("lines", list_of(receipt.lines, [](const ReceiptLine& line) { return json_of(line); }));
  set_if_some(json, "store", receipt.store);
  return json;
}

Receipt read_receipt(const Place& place) {
  Receipt receipt;
  if (!place.object({"number", "at", "store", "source", "lines"})) return receipt;
  receipt.number = place.at("number").text();
  receipt.at = place.at("at").instant();
  receipt.store = place.text_if_there("store");
  receipt.source = place.at("source").word(member::source_from);
  const Place lines = place.at("lines");
  receipt.lines.reserve(lines.size());
  lines.each([&](const Place& line) { receipt.lines.push_back(read_line(line)); });
  return receipt;
}

Json json_of(const Interaction& interaction) {
  Json json = Json::object();
  json.set("number", Json(interaction.number))
      .set("at", json_of(interaction.at))
      .set("kind", Json(key(interaction.kind)))
      .set("source", Json(key(interaction.source)));
  set_if_some(json, "about", interaction.about);
  set_if_some(json, "topic", interaction.topic.text());
  return json;
}

Interaction read_interaction(const Place& place) {
  Interaction interaction;
  if (!place.object({"number", "at", "kind", "about", "topic", "source"})) return interaction;
  interaction.number = place.at("number").text();
  interaction.at = place.at("at").instant();
  interaction.kind = place.at("kind").word(member::interaction_kind_from);
  interaction.about = place.text_if_there("about");
  interaction.topic = TopicId(place.text_if_there("topic"));
  interaction.source = place.at("source").word(member::source_from);
  return interaction;
}

Json json_of(const Decision& decision) {
  Json json = Json::object();
  set_act(json, decision.act);
  json.set("notice_version", Json(std::int64_t{decision.notice_version}))
      .set("way", Json(key(decision.way)))
      .set("actor", Json(decision.actor))
      .set("at", json_of(decision.at));
  set_if_some(json, "language", decision.language.text());
  set_if_some(json, "text_sha256", decision.text_sha256);
  return json;
}

Decision read_decision(const Place& place) {
  Decision decision;
  if (!place.object({"act", "sender", "channel", "purpose", "category", "fields", "notice_version",
                     "language", "text_sha256", "way", "actor", "at"})) {
    return decision;
  }
  decision.act = read_act(place);
  decision.notice_version =
      place.at("notice_version").small(0, std::numeric_limits<std::int32_t>::max());
  decision.language = Language(place.text_if_there("language"));
  decision.text_sha256 = place.text_if_there("text_sha256");
  decision.way = place.at("way").word(consent::way_from);
  decision.actor = place.at("actor").text();
  decision.at = place.at("at").instant();
  return decision;
}

template <class Thing>
Json json_list(const std::vector<Thing>& things) {
  return list_of(things, [](const Thing& thing) { return json_of(thing); });
}

Json json_of(const MemberFile& file) {
  Json holdings = Json::object();
  holdings.set("records", json_list(file.holdings.records))
      .set("receipts", json_list(file.holdings.receipts))
      .set("interactions", json_list(file.holdings.interactions));
  Json json = Json::object();
  json.set("id", Json(file.id.text()))
      .set("revision", Json(file.revision))
      .set("holdings", std::move(holdings))
      .set("decisions", json_list(file.decisions));
  return json;
}

template <class Thing>
void read_list(const Place& place, std::vector<Thing>& things, Thing (*read)(const Place&)) {
  things.reserve(place.size());
  place.each([&](const Place& thing) { things.push_back(read(thing)); });
}

void read_holdings(const Place& place, member::Holdings& holdings) {
  if (!place.object({"records", "receipts", "interactions"})) return;
  read_list(place.at("records"), holdings.records, read_record);
  read_list(place.at("receipts"), holdings.receipts, read_receipt);
  read_list(place.at("interactions"), holdings.interactions, read_interaction);
}

}  // namespace

consent::MemberFile read_member_file(const Place& place) {
  MemberFile file;
  if (!place.object({"id", "revision", "holdings", "decisions"})) return file;
  file.id = MemberId(place.at("id").text());
  file.revision = place.at("revision").integer(0, largest_integer);
  read_holdings(place.at("holdings"), file.holdings);
  read_list(place.at("decisions"), file.decisions, read_decision);
  return file;
}

Json json_of_decision(const Decision& decision) {
  return json_of(decision);
}
Json json_of_file(const MemberFile& file) {
  return json_of(file);
}

std::string encode_member_file(const MemberFile& file) {
  return canonical(json_of(file));
}
Expected<MemberFile, BadDocument> decode_member_file(std::string_view text) {
  return decode_with(text, read_member_file);
}

std::string encode_record(const Record& record) {
  return canonical(json_of(record));
}
Expected<Record, BadDocument> decode_record(std::string_view text) {
  return decode_with(text, read_record);
}

std::string encode_receipt(const Receipt& receipt) {
  return canonical(json_of(receipt));
}
Expected<Receipt, BadDocument> decode_receipt(std::string_view text) {
  return decode_with(text, read_receipt);
}

std::string encode_interaction(const Interaction& interaction) {
  return canonical(json_of(interaction));
}
Expected<Interaction, BadDocument> decode_interaction(std::string_view text) {
  return decode_with(text, read_interaction);
}

std::string encode_decision(const Decision& decision) {
  return canonical(json_of(decision));
}
Expected<Decision, BadDocument> decode_decision(std::string_view text) {
  return decode_with(text, read_decision);
}

Expected<Me, BadDocument> decode_me(std::string_view text) {
  return decode_with(text, [](const Place& place) {
    Me me;
    // The rest follows from the file and the notice; reading it would make a second truth of it.
    if (!place.object({"now", "notice_version", "member", "standing", "keep_until",
                       "keep_until_by_category"})) {
      return me;
    }
    me.now = place.at("now").instant();
    me.file = read_member_file(place.at("member"));
    return me;
  });
}

}  // namespace samtycke::wire
