#include "web/semantics/flatten.h"

#include <cstring>

namespace samtycke::web {
namespace {

// FNV-1a: only to notice a change, never to trust.
std::uint32_t hash_of(std::string_view bytes) {
  std::uint32_t hash = 2166136261u;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash;
}

void put(std::string& out, std::uint32_t value) {
  char bytes[4];
  std::memcpy(bytes, &value, sizeof bytes);
  out.append(bytes, sizeof bytes);
}
void put(std::string& out, float value) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  put(out, bits);
}
void put(std::string& out, std::string_view text) {
  put(out, static_cast<std::uint32_t>(text.size()));
  out.append(text);
}

bool shows_something(const view::Element& element) {
  if (!element.text.empty()) return true;
  if (element.tag == "select") return true;
  if (element.tag != "input") return false;
  const std::string* type = view::attribute(element, "type");
  return type == nullptr || *type != "hidden";
}

std::uint32_t flags_of(const Placement& it) {
  std::uint32_t flags = 0;
  if (it.bold) flags |= Flag::bold;
  if (it.one_line) flags |= Flag::one_line;
  if (it.to_the_right) flags |= Flag::to_the_right;
  if (it.native) flags |= Flag::native;
  if (it.size > 0) flags |= Flag::text;
  return flags;
}

class Flattener {
 public:
  explicit Flattener(const Placements& placements) : placements_(placements) {}

  void take(const view::Element& element, std::uint32_t depth, float from_x, float from_y) {
    const auto found = element.id.empty() ? placements_.end() : placements_.find(element.id);
    const bool placed = found != placements_.end();
    const Placement it = placed ? found->second : Placement{};
    const Kind kind = placed                     ? Kind::placed
                      : shows_something(element) ? Kind::hidden
                                                 : Kind::wrapper;
    const std::string body = body_of(element, kind, it);
    put(out_, depth);
    put(out_, hash_of(body));
    put(out_, placed ? it.x - from_x : 0.f);
    put(out_, placed ? it.y - from_y : 0.f);
    put(out_, static_cast<std::uint32_t>(body.size()));
    out_ += body;
    ++count_;
    for (const view::Element& child : element.children)
      take(child, depth + 1, placed ? it.x : from_x, placed ? it.y : from_y);
  }

  std::string bytes(float page_height) const {
    std::string whole;
    put(whole, count_);
    put(whole, page_height);
    return whole + out_;
  }

 private:
  static std::string body_of(const view::Element& element, Kind kind, const Placement& it) {
    std::string body;
    put(body, static_cast<std::uint32_t>(kind));
    put(body, flags_of(it));
    for (const float value : {it.w, it.h, it.pad_x, it.pad_y, it.size, it.line}) put(body, value);
    put(body, it.colour);
    for (const std::string& text : {element.tag, element.id, element.text}) put(body, text);
    put(body, static_cast<std::uint32_t>(element.attributes.size()));
    for (const auto& [name, value] : element.attributes) {
      put(body, name);
      put(body, value);
    }
    while (body.size() % 4 != 0) body += '\0';
    return body;
  }

  const Placements& placements_;
  std::string out_;
  std::uint32_t count_ = 0;
};

}  // namespace

std::string flatten(const std::vector<view::Element>& elements, const Placements& placements,
                    float page_height) {
  Flattener flattener(placements);
  for (const view::Element& element : elements) flattener.take(element, 0, 0, 0);
  return flattener.bytes(page_height);
}

}  // namespace samtycke::web
