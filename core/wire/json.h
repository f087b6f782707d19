// JSON as this folder reads it: a value, strict parsing into it, and typed reading that remembers the
// first thing that is wrong and where. Writing is json_writer.h.
//
// Private to core/wire. RapidJSON's parser stays behind json.cpp; its value type is not used, because
// it accepts what we refuse (a key twice, any depth) and its headers cost every file that sees them.
// Nearly half of the time of reading a sealed file goes into this, and nlohmann's parser took twice as
// long. There are no fractions: nothing we exchange has any, so 1.5 is a wrong type.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/day.h"
#include "core/base/expected.h"
#include "core/base/instant.h"
#include "core/wire/document.h"
#include "core/wire/json_writer.h"

namespace samtycke::wire {

class Json {
 public:
  struct Member;
  using List = std::vector<Json>;
  using Object = std::vector<Member>;  // Sorted by key, no key twice.

  Json();  // null
  explicit Json(bool);
  explicit Json(std::int64_t);
  explicit Json(std::string);
  explicit Json(List);
  static Json object();

  bool null() const { return std::holds_alternative<std::monostate>(value_); }
  const bool* boolean() const { return std::get_if<bool>(&value_); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value_); }
  const std::string* text() const { return std::get_if<std::string>(&value_); }
  const List* list() const { return std::get_if<List>(&value_); }
  const Object* object_members() const { return std::get_if<Object>(&value_); }
  List* list() { return std::get_if<List>(&value_); }
  Object* object_members() { return std::get_if<Object>(&value_); }
  const Json* find(std::string_view key) const;

 private:
  std::variant<std::monostate, bool, std::int64_t, std::string, List, Object> value_;
};

struct Json::Member {
  std::string key;
  Json value;
};

// 2^53 - 1: what every JSON reader, JavaScript's included, keeps exactly.
inline constexpr std::int64_t largest_integer = 9007199254740991;

Expected<Json, BadDocument> parse(std::string_view);

// As JsonWriter writes: two documents of the same values have the same text.
std::string canonical(const Json&);

// {"code": "missing_key", "detail": "…", "pointer": "/member/id"}
void write(JsonWriter&, const BadDocument&);

// A value in a document that is being read, and where it stands. Reading never fails at once: it
// answers something empty, and the first fault is kept for whoever asked. A Place points to the one
// above it and must not outlive it.
class Place {
 public:
  Place(const Json& whole, std::optional<BadDocument>& first_fault)
      : json_(&whole), fault_(&first_fault) {}

  bool ok() const { return !fault_->has_value(); }
  const Json& json() const { return *json_; }
  // A refusal after the first changes nothing.
  void refuse(BadDocumentKind, std::string detail) const;
  std::string pointer() const;

  // It is an object and has no other key than these. False: it was refused.
  bool object(const std::vector<std::string_view>& keys) const;
  bool object(std::initializer_list<std::string_view> keys) const;
  // None of these keys is there, since they do not fit what else is.
  bool without(std::initializer_list<std::string_view> keys) const;
  bool has(std::string_view key) const;
  // The value of a key. One that is missing is refused here.
  Place at(std::string_view key) const;

  std::string text() const;       // May be empty.
  std::string some_text() const;  // May not.
  bool boolean() const;
  std::int64_t integer(std::int64_t least, std::int64_t most) const;
  int small(int least, int most) const;
  Instant instant() const;
  Day day() const;
  template <class SomeId>
  SomeId id() const {
    return SomeId(some_text());
  }
  // One of a set of words, by the function that knows them.
  template <class From>
  auto word(From from) const -> typename decltype(from(std::string_view()))::value_type {
    const auto found = from(some_text());
    if (found) return *found;
    refuse(BadDocumentKind::unknown_word, "none of the words that are allowed here");
    return {};
  }

  // Keys that may be left out. Leaving out is the only way to say "empty", so that a value has one
  // encoding.
  std::string text_if_there(std::string_view key) const;
  bool boolean_if_there(std::string_view key) const;

  // Each value of a list, in order, until one is refused.
  template <class Read>
  void each(Read read, std::size_t most = static_cast<std::size_t>(-1)) const {
    const Json::List* list = list_of_at_most(most);
    if (list == nullptr) return;
    for (std::size_t i = 0; i < list->size() && ok(); ++i) read(Place(*this, (*list)[i], i));
  }
  // Each member of an object, by key, until one is refused: read(key, place).
  template <class Read>
  void each_member(Read read, std::size_t most = static_cast<std::size_t>(-1)) const {
    const Json::Object* members = members_of_at_most(most);
    if (members == nullptr) return;
    for (std::size_t i = 0; i < members->size() && ok(); ++i) {
      read((*members)[i].key, Place(*this, (*members)[i].value, (*members)[i].key));
    }
  }
  std::size_t size() const;  // Of a list; 0 for anything else.
  bool empty_object() const;

 private:
  bool only(const std::string_view* first, const std::string_view* last) const;
  Place(const Place& above, const Json& value, std::string_view key)
      : json_(&value), fault_(above.fault_), above_(&above), key_(key) {}
  Place(const Place& above, const Json& value, std::size_t index)
      : json_(&value), fault_(above.fault_), above_(&above), index_(index) {}
  const Json::List* list_of_at_most(std::size_t) const;
  const Json::Object* members_of_at_most(std::size_t) const;
  void wrong_type(const char* wanted) const;

  const Json* json_;
  std::optional<BadDocument>* fault_;
  const Place* above_ = nullptr;
  std::string_view key_;
  std::optional<std::size_t> index_;
};

// One document of one kind: parsed, read, and answered or refused as a whole.
template <class Read>
auto decode_with(std::string_view text, Read read)
    -> Expected<decltype(read(std::declval<const Place&>())), BadDocument> {
  const auto json = parse(text);
  if (!json.ok()) return Unexpected{json.reason()};
  std::optional<BadDocument> fault;
  const Place whole(json.value(), fault);
  auto answer = read(whole);
  if (fault) return Unexpected{std::move(*fault)};
  return answer;
}

}  // namespace samtycke::wire
