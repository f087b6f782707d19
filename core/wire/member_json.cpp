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

void write(JsonWriter&, const Interaction&);
void write(JsonWriter&, const Receipt&);
void write(JsonWriter&, const ReceiptLine&);
void write(JsonWriter&, const Record&);

template <class Thing>
void write_each(JsonWriter& json, const std::vector<Thing>& things) {
  json.list(things, [&](const Thing& thing) { write(json, thing); });
}

void write(JsonWriter& json, const Record& record) {
  json.object([&] {
    json.at("at").text(rfc3339(record.at));
    json.at("field").text(record.field.text());
    json.at("source").text(key(record.source));
    json.at("value").text(record.value);
  });
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

void write(JsonWriter& json, const ReceiptLine& line) {
  json.object([&] {
    json.at("amount").number(line.amount.minor);
    json.at("article").text(line.article);
    json.at("quantity").number(line.quantity);
    json.text_if_some("topic", line.topic.text());
  });
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

void write(JsonWriter& json, const Receipt& receipt) {
  json.object([&] {
    json.at("at").text(rfc3339(receipt.at));
    write_each(json.at("lines"), receipt.lines);
    json.at("number").text(receipt.number);
    json.at("source").text(key(receipt.source));
    json.text_if_some("store", receipt.store);
  });
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

void write(JsonWriter& json, const Interaction& interaction) {
  json.object([&] {
    json.text_if_some("about", interaction.about);
    json.at("at").text(rfc3339(interaction.at));
    json.at("kind").text(key(interaction.kind));
    json.at("number").text(interaction.number);
    json.at("source").text(key(interaction.source));
    json.text_if_some("topic", interaction.topic.text());
  });
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

void write(JsonWriter& json, const Decision& decision) {
  const About what = about(decision.act);
  json.object([&] {
    json.at("act").text(word_of(decision.act));
    json.at("actor").text(decision.actor);
    json.at("at").text(rfc3339(decision.at));
    json.text_if_some("category", what.category);
    json.text_if_some("channel", what.channel);
    if (const auto* fields = fields_of(decision.act)) {
      write_ids(json.at("fields"), *fields);
    }
    json.text_if_some("language", decision.language.text());
    json.at("notice_version").number(decision.notice_version);
    json.text_if_some("purpose", what.purpose);
    json.text_if_some("sender", what.sender);
    json.text_if_some("text_sha256", decision.text_sha256);
    json.at("way").text(key(decision.way));
  });
}

void write(JsonWriter& json, const MemberFile& file) {
  json.object([&] {
    write_each(json.at("decisions"), file.decisions);
    json.at("holdings").object([&] {
      write_each(json.at("interactions"), file.holdings.interactions);
      write_each(json.at("receipts"), file.holdings.receipts);
      write_each(json.at("records"), file.holdings.records);
    });
    json.at("id").text(file.id.text());
    json.at("revision").number(file.revision);
  });
}

consent::MemberFile read_member_file(const Place& place) {
  MemberFile file;
  if (!place.object({"id", "revision", "holdings", "decisions"})) return file;
  file.id = MemberId(place.at("id").text());
  file.revision = place.at("revision").integer(0, largest_integer);
  read_holdings(place.at("holdings"), file.holdings);
  read_list(place.at("decisions"), file.decisions, read_decision);
  return file;
}

std::string encode_member_file(const MemberFile& file) {
  return document([&](JsonWriter& json) { write(json, file); });
}
Expected<MemberFile, BadDocument> decode_member_file(std::string_view text) {
  return decode_with(text, read_member_file);
}

std::string encode_record(const Record& record) {
  return document([&](JsonWriter& json) { write(json, record); });
}
Expected<Record, BadDocument> decode_record(std::string_view text) {
  return decode_with(text, read_record);
}

std::string encode_receipt(const Receipt& receipt) {
  return document([&](JsonWriter& json) { write(json, receipt); });
}
Expected<Receipt, BadDocument> decode_receipt(std::string_view text) {
  return decode_with(text, read_receipt);
}

std::string encode_interaction(const Interaction& interaction) {
  return document([&](JsonWriter& json) { write(json, interaction); });
}
Expected<Interaction, BadDocument> decode_interaction(std::string_view text) {
  return decode_with(text, read_interaction);
}

std::string encode_decision(const Decision& decision) {
  return document([&](JsonWriter& json) { write(json, decision); });
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
