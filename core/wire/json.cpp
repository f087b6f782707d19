#include "core/wire/json.h"

#include <rapidjson/reader.h>

#include <algorithm>
#include <charconv>

#include "core/base/utf8.h"
#include "core/wire/json_writer.h"

namespace samtycke::wire {
namespace {

// A place is written to logs and answers. A key that is not one of ours may hold anything, so a long or
// unprintable one is not repeated; the place is then the object that it stands in.
bool may_be_repeated(std::string_view key) {
  return key.size() <= 64 && is_utf8(key) && std::none_of(key.begin(), key.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
         });
}

// RFC 6901 section 3.
void append_step(std::string& pointer, std::string_view key) {
  pointer += '/';
  for (const char c : key) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

// Builds a Json from the parser's events. RapidJSON checks the grammar; the depth, the keys and the
// numbers are checked here, and the UTF-8 before it.
class Builder {
 public:
  // NOLINTBEGIN(readability-identifier-naming): RapidJSON calls them so.
  bool Null() { return put(Json()); }
  bool Bool(bool value) { return put(Json(value)); }
  bool String(const char* start, rapidjson::SizeType length, bool) {
    return put(Json(std::string(start, length)));
  }
  // Every number arrives as it was written.
  bool RawNumber(const char* start, rapidjson::SizeType length, bool) {
    const std::string_view written(start, length);
    std::int64_t value = 0;
    const auto read = std::from_chars(written.data(), written.data() + length, value);
    if (read.ec == std::errc() && read.ptr == written.data() + length) return put(Json(value));
    if (written.find_first_not_of("-0123456789") == std::string_view::npos) {
      return too_large();
    }
    return refuse(BadDocumentKind::wrong_type, "a number must be whole");
  }

  bool StartObject() { return open(Json::object()); }
  bool StartArray() { return open(Json(Json::List())); }
  bool Key(const char* start, rapidjson::SizeType length, bool) {
    open_.back().key.assign(start, length);
    return true;
  }
  bool EndArray(rapidjson::SizeType) { return close(); }
  bool EndObject(rapidjson::SizeType) {
    Json::Object& members = *open_.back().value.object_members();
    const auto before = [](const Json::Member& a, const Json::Member& b) { return a.key < b.key; };
    // What we wrote is sorted. Sorted once at the end: looking for each key as it comes would take a
    // hostile body's 10,000 keys 50 million comparisons.
    if (!std::is_sorted(members.begin(), members.end(), before)) {
      std::sort(members.begin(), members.end(), before);
    }
    const auto twice = std::adjacent_find(
        members.begin(), members.end(),
        [](const Json::Member& a, const Json::Member& b) { return a.key == b.key; });
    if (twice != members.end()) {
      open_.back().key = twice->key;
      return refuse(BadDocumentKind::duplicate_key, "this key stands here twice");
    }
    return close();
  }
  // Numbers come by RawNumber.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }
  // NOLINTEND(readability-identifier-naming)

  // The first time counts. False, for the parser to stop.
  bool refuse(BadDocumentKind kind, std::string detail) {
    if (!fault_) fault_ = BadDocument{kind, pointer(), std::move(detail)};
    return false;
  }
  bool too_large() { return refuse(BadDocumentKind::out_of_range, "this number is too large"); }

  bool refused() const { return fault_.has_value(); }
  BadDocument fault() { return std::move(*fault_); }
  Json take() { return std::move(done_); }

 private:
  struct Open {
    Json value;
    std::string key;  // Of the member that is being read.
  };

  bool open(Json value) {
    if (open_.size() == deepest) return refuse(BadDocumentKind::too_deep, "more than 24 levels");
    open_.push_back({std::move(value), {}});
    return true;
  }
  bool close() {
    Json value = std::move(open_.back().value);
    open_.pop_back();
    return put(std::move(value));
  }
  bool put(Json value) {
    if (open_.empty()) {
      done_ = std::move(value);
    } else if (Json::List* list = open_.back().value.list()) {
      list->push_back(std::move(value));
    } else {
      open_.back().value.object_members()->push_back(
          {std::move(open_.back().key), std::move(value)});
      open_.back().key.clear();
    }
    return true;
  }
  std::string pointer() const {
    std::string pointer;
    for (const Open& open : open_) {
      if (const Json::List* list = open.value.list()) {
        append_step(pointer, std::to_string(list->size()));
      } else if (open.key.empty() || !may_be_repeated(open.key)) {
        break;
      } else {
        append_step(pointer, open.key);
      }
    }
    return pointer;
  }

  std::vector<Open> open_;
  Json done_;
  std::optional<BadDocument> fault_;
};

std::string not_json_at(std::size_t byte) {
  return "this is not JSON, at byte " + std::to_string(byte + 1);
}

void write_value(JsonWriter& out, const Json& json) {
  if (const std::string* text = json.text()) {
    out.text(*text);
  } else if (const std::int64_t* integer = json.integer()) {
    out.number(*integer);
  } else if (const bool* boolean = json.boolean()) {
    out.boolean(*boolean);
  } else if (const Json::List* list = json.list()) {
    out.list(*list, [&](const Json& item) { write_value(out, item); });
  } else if (const Json::Object* members = json.object_members()) {
    out.object([&] {
      for (const auto& [key, value] : *members) write_value(out.at(key), value);
    });
  } else {
    out.null();
  }
}

auto first_not_before(const Json::Object& members, std::string_view key) {
  return std::lower_bound(
      members.begin(), members.end(), key,
      [](const Json::Member& member, std::string_view wanted) { return member.key < wanted; });
}

// What a missing value is read as.
const Json absent;

}  // namespace

Json::Json() = default;
Json::Json(bool value) : value_(value) {}
Json::Json(std::int64_t value) : value_(value) {}
Json::Json(std::string value) : value_(std::move(value)) {}
Json::Json(List value) : value_(std::move(value)) {}

Json Json::object() {
  Json json;
  json.value_ = Object();
  // Most objects have a few members: one piece of memory instead of four on the way there.
  json.object_members()->reserve(8);
  return json;
}

const Json* Json::find(std::string_view key) const {
  const Object* members = object_members();
  if (members == nullptr) return nullptr;
  const auto place = first_not_before(*members, key);
  return place == members->end() || place->key != key ? nullptr : &place->value;
}

Expected<Json, BadDocument> parse(std::string_view text) {
  Builder builder;
  // RapidJSON takes a zero byte for the end of the document, and would pass over what follows it.
  const std::size_t zero = text.find('\0');
  if (zero != std::string_view::npos) {
    builder.refuse(BadDocumentKind::not_json, not_json_at(zero));
    return Unexpected{builder.fault()};
  }
  // Read in place, in a copy, which is faster than gathering texts sign by sign; and up to the first
  // byte that is not text, so that its place is known.
  std::string copy(text.substr(0, utf8_prefix(text)));
  rapidjson::InsituStringStream stream(copy.data());
  constexpr unsigned flags = rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag;
  rapidjson::Reader reader;
  const bool read = reader.Parse<flags>(stream, builder);
  if (copy.size() != text.size()) {
    builder.refuse(BadDocumentKind::not_utf8, "this is not UTF-8");
  } else if (reader.GetParseErrorCode() == rapidjson::kParseErrorNumberTooBig) {
    builder.too_large();  // Such as 1e400, which no double holds.
  } else if (!read) {
    builder.refuse(BadDocumentKind::not_json, not_json_at(reader.GetErrorOffset()));
  }
  if (!builder.refused()) return builder.take();
  return Unexpected{builder.fault()};
}

std::string canonical(const Json& json) {
  return document([&](JsonWriter& out) { write_value(out, json); });
}

void write(JsonWriter& json, const BadDocument& why) {
  json.object([&] {
    json.at("code").text(key(why.kind));
    json.at("detail").text(why.detail);
    json.at("pointer").text(why.pointer);
  });
}

void Place::refuse(BadDocumentKind kind, std::string detail) const {
  if (!*fault_) *fault_ = BadDocument{kind, pointer(), std::move(detail)};
}

std::string Place::pointer() const {
  if (above_ == nullptr) return {};
  std::string pointer = above_->pointer();
  if (index_) {
    append_step(pointer, std::to_string(*index_));
  } else if (may_be_repeated(key_)) {
    append_step(pointer, key_);
  }
  return pointer;
}

void Place::wrong_type(const char* wanted) const {
  refuse(BadDocumentKind::wrong_type, std::string("this must be ") + wanted);
}

bool Place::object(std::initializer_list<std::string_view> keys) const {
  return only(keys.begin(), keys.end());
}

bool Place::object(const std::vector<std::string_view>& keys) const {
  return only(keys.data(), keys.data() + keys.size());
}

bool Place::only(const std::string_view* first, const std::string_view* last) const {
  const Json::Object* members = json_->object_members();
  if (members == nullptr) {
    wrong_type("an object");
    return false;
  }
  for (const Json::Member& member : *members) {
    if (std::find(first, last, member.key) != last) continue;
    Place(*this, member.value, member.key)
        .refuse(BadDocumentKind::unknown_key, "there is no such key here");
    return false;
  }
  return true;
}

bool Place::without(std::initializer_list<std::string_view> keys) const {
  for (const std::string_view key : keys) {
    if (!has(key)) continue;
    at(key).refuse(BadDocumentKind::unknown_key, "this key does not belong to this kind");
    return false;
  }
  return true;
}

bool Place::has(std::string_view key) const {
  return json_->find(key) != nullptr;
}

Place Place::at(std::string_view key) const {
  const Json* value = json_->find(key);
  if (value != nullptr) return {*this, *value, key};
  const Place missing(*this, absent, key);
  missing.refuse(BadDocumentKind::missing_key, "this key is missing");
  return missing;
}

std::string Place::text() const {
  const std::string* text = json_->text();
  if (text != nullptr) return *text;
  wrong_type("a text");
  return {};
}

std::string Place::some_text() const {
  std::string some = text();
  if (some.empty()) refuse(BadDocumentKind::out_of_range, "this text must not be empty");
  return some;
}

bool Place::boolean() const {
  const bool* boolean = json_->boolean();
  if (boolean != nullptr) return *boolean;
  wrong_type("true or false");
  return false;
}

std::int64_t Place::integer(std::int64_t least, std::int64_t most) const {
  const std::int64_t* integer = json_->integer();
  if (integer == nullptr) {
    wrong_type("a whole number");
    return least;
  }
  if (*integer >= least && *integer <= most) return *integer;
  refuse(BadDocumentKind::out_of_range,
         "this must be from " + std::to_string(least) + " to " + std::to_string(most));
  return least;
}

int Place::small(int least, int most) const {
  return static_cast<int>(integer(least, most));
}

Instant Place::instant() const {
  const auto instant = parse_instant(text());
  if (instant) return *instant;
  refuse(BadDocumentKind::out_of_range, "this must be a moment such as 2026-03-29T01:00:00Z");
  return {};
}

Day Place::day() const {
  const auto day = parse_day(text());
  if (day) return *day;
  refuse(BadDocumentKind::out_of_range, "this must be a day such as 2026-03-29");
  return {};
}

std::string Place::text_if_there(std::string_view key) const {
  return has(key) ? at(key).some_text() : std::string();
}

bool Place::boolean_if_there(std::string_view key) const {
  return has(key) && at(key).boolean();
}

std::size_t Place::size() const {
  const Json::List* list = json_->list();
  return list == nullptr ? 0 : list->size();
}

bool Place::empty_object() const {
  const Json::Object* members = json_->object_members();
  return members != nullptr && members->empty();
}

const Json::List* Place::list_of_at_most(std::size_t most) const {
  const Json::List* list = json_->list();
  if (list == nullptr) {
    wrong_type("a list");
    return nullptr;
  }
  if (list->size() <= most) return list;
  refuse(BadDocumentKind::out_of_range, "this list must have at most " + std::to_string(most));
  return nullptr;
}

const Json::Object* Place::members_of_at_most(std::size_t most) const {
  const Json::Object* members = json_->object_members();
  if (members == nullptr) {
    wrong_type("an object");
    return nullptr;
  }
  if (members->size() <= most) return members;
  refuse(BadDocumentKind::out_of_range, "this object must have at most " + std::to_string(most));
  return nullptr;
}

}  // namespace samtycke::wire
