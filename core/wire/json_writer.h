// Writing JSON as this folder does: straight into the text, keys sorted, no spaces.
//
// Private to core/wire. A tree of values to be sorted first took two thirds of the time of answering
// `GET me`. So whoever writes an object names its keys in order; a key out of order is our own mistake,
// and stops the process in the first test that meets it.
//
//     json.object([&] {
//       json.at("id").text(file.id.text());
//       json.at("lines").list(lines, [&](const Line& line) { write(json, line); });
//     });
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace samtycke::wire {

// A rule of eight levels, inside a segment, inside a notice, inside a call of it: 24 is room for that.
inline constexpr std::size_t deepest = 24;

class JsonWriter {
 public:
  enum class Layout {
    canonical,  // All on one line.
    indented,   // For people: two spaces for each level, and a line feed at the end.
  };
  explicit JsonWriter(Layout layout = Layout::canonical) : layout_(layout) {}

  // The key of the value that is written next. Keys of an object come in the order of their bytes, and
  // the text of one must last until the next.
  JsonWriter& at(std::string_view key);

  // One value: the whole document, the value of a key, or one of a list.
  //
  // A text that is not UTF-8 is our own mistake further up; its bad bytes become U+FFFD, so that one
  // spoilt value does not make a whole file unreadable.
  void text(std::string_view);
  void number(std::int64_t);
  void boolean(bool);
  void null();
  // A document of ours, as it was written canonically.
  void written(std::string_view canonical);

  template <class Members>
  void object(const Members& members) {
    open('{');
    members();
    close('}');
  }
  // Each written by `write_one`.
  template <class Things, class WriteOne>
  void list(const Things& things, const WriteOne& write_one) {
    open('[');
    for (const auto& thing : things) write_one(thing);
    close(']');
  }

  // "Empty" is written by leaving the key out.
  void text_if_some(std::string_view key, std::string_view value) {
    if (!value.empty()) at(key).text(value);
  }

  std::string take() &&;

 private:
  struct Level {
    std::string_view latest;
    bool any = false;
    bool is_list = false;
  };
  void open(char bracket);
  void close(char bracket);
  void before_value();
  void next_line();
  Level& level() { return levels_[depth_ - 1]; }

  Layout layout_;
  std::string out_;
  std::array<Level, deepest> levels_;
  std::size_t depth_ = 0;
};

// A list of ids, in their order.
template <class Ids>
void write_ids(JsonWriter& json, const Ids& ids) {
  json.list(ids, [&](const auto& id) { json.text(id.text()); });
}

// A whole document.
template <class Write>
std::string document(const Write& write,
                     JsonWriter::Layout layout = JsonWriter::Layout::canonical) {
  JsonWriter json(layout);
  write(json);
  return std::move(json).take();
}

}  // namespace samtycke::wire
