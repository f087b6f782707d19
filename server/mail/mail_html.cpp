#include "server/mail/mail_html.h"

#include <algorithm>

#include "core/view/element.h"

namespace samtycke::server {
namespace {

using view::html_escaped;

constexpr std::string_view style =
    "font-family:sans-serif;font-size:1rem;line-height:1.5;max-width:36em;margin:1em "
    "auto;padding:0 1em";

// Full stops and brackets after an address belong to the sentence.
std::size_t address_length(std::string_view text) {
  std::size_t length = text.find_first_of(" \t\r\n<>\"");
  if (length == std::string_view::npos) length = text.size();
  while (length > 0 &&
         std::string_view(".,;:!?)]").find(text[length - 1]) != std::string_view::npos) {
    --length;
  }
  return length;
}

std::string with_links(std::string_view line) {
  constexpr std::string_view beginning = "https://";
  std::string html;
  for (std::size_t at = line.find(beginning); at != std::string_view::npos;
       at = line.find(beginning)) {
    html += html_escaped(line.substr(0, at));
    line.remove_prefix(at);
    const std::size_t length = std::max(beginning.size(), address_length(line));
    const std::string address = html_escaped(line.substr(0, length));
    html += "<a href=\"";
    html += address;
    html += "\">";
    html += address;
    html += "</a>";
    line.remove_prefix(length);
  }
  return html + html_escaped(line);
}

}  // namespace

std::string mail_html(std::string_view subject, std::string_view text, const Language& language) {
  std::string html = "<!DOCTYPE html>\n<html";
  if (!language.empty()) html += " lang=\"" + html_escaped(language.text()) + "\"";
  html += ">\n<head><meta charset=\"utf-8\"><title>" + html_escaped(subject) +
          "</title></head>\n<body style=\"" + std::string(style) + "\">\n";
  bool open = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) {
      if (open) html += "</p>\n";
      open = false;
      continue;
    }
    html += open ? "<br>\n" : "<p>";
    html += with_links(line);
    open = true;
  }
  if (open) html += "</p>\n";
  return html + "</body>\n</html>\n";
}

}  // namespace samtycke::server
