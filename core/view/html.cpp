#include <algorithm>
#include <array>

#include "core/view/element.h"

namespace samtycke::view {
namespace {

// One escaping for text and for attributes: quotes are harmless in text, and one function cannot be
// used in the wrong place.
void escape(std::string& out, std::string_view text) {
  const auto is_special = [](char c) {
    return c == '&' || c == '<' || c == '>' || c == '"' || c == '\'' || c == '\0';
  };
  while (!text.empty()) {
    const auto next = std::find_if(text.begin(), text.end(), is_special);
    const auto plain = static_cast<std::size_t>(next - text.begin());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) return;
    const char c = text.front();
    text.remove_prefix(1);
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      // A NUL is a parse error that browsers answer differently; U+FFFD is what they agree on.
      case '\0': out += "\xEF\xBF\xBD"; break;
      default: out += c;
    }
  }
}

// Elements that have no end tag and no content (HTML living standard, 13.1.2).
bool is_void(std::string_view tag) {
  constexpr std::array<std::string_view, 7> void_tags = {"input", "br",   "hr", "img",
                                                         "link",  "meta", "wbr"};
  for (const std::string_view each : void_tags)
    if (each == tag) return true;
  return false;
}

void write_attribute(std::string& out, std::string_view name, std::string_view value) {
  out += ' ';
  out += name;
  if (value.empty() && name != "value")
    return;  // A boolean attribute; an empty value means itself.
  out += "=\"";
  escape(out, value);
  out += '"';
}

void write(std::string& out, const Element& element) {
  out += '<';
  out += element.tag;
  if (!element.id.empty()) write_attribute(out, "id", element.id);
  for (const auto& [name, value] : element.attributes) write_attribute(out, name, value);
  out += '>';
  if (is_void(element.tag)) return;
  escape(out, element.text);
  for (const Element& child : element.children) write(out, child);
  out += "</";
  out += element.tag;
  out += '>';
}

}  // namespace

std::string html(const std::vector<Element>& all) {
  std::string out;
  for (const Element& element : all) write(out, element);
  return out;
}

std::string html_escaped(std::string_view text) {
  std::string out;
  escape(out, text);
  return out;
}

}  // namespace samtycke::view
