#include "server/http/shell.h"

#include "core/view/element.h"

namespace samtycke::server {
namespace {

constexpr std::string_view plain_template =
    "<!doctype html>\n<html lang=\"{{lang}}\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>{{title}}</title>\n</head>\n<body>\n<div id=\"app\">{{app}}</div>\n</body>\n</html>\n";

std::string filling(std::string_view place, const StaticFiles& files, const view::Page& page,
                    const ShellSetting& setting) {
  if (place == "app") return view::html(view::elements(page));
  if (place == "lang") return view::html_escaped(page.language.text());
  if (place == "title") {
    return view::html_escaped(page.club.empty() ? page.title : page.title + " – " + page.club);
  }
  if (place == "signed_in") return setting.signed_in ? "1" : "0";
  if (place == "watch") return setting.watch ? "1" : "0";
  if (place == "boot") return std::string{setting.build};
  if (place.starts_with("asset ")) return files.address_of(place.substr(6));
  return "";
}

}  // namespace

std::string html_document(const StaticFiles& files, const view::Page& page,
                          const ShellSetting& setting) {
  const std::string_view from_build = files.text_of("index.html");
  std::string_view rest = from_build.empty() ? plain_template : from_build;
  std::string document;
  for (;;) {
    const std::size_t open = rest.find("{{");
    const std::size_t close = rest.find("}}", open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    document += rest.substr(0, open);
    document += filling(rest.substr(open + 2, close - open - 2), files, page, setting);
    rest.remove_prefix(close + 2);
  }
  return document += rest;
}

}  // namespace samtycke::server
