#include "core/view/copy.h"

#include <utility>

#include "core/view/element.h"
#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/held.h"

namespace samtycke::view {
namespace {

// Without quotes, ampersands and angle brackets, which the writer of elements would escape. Rows are not
// torn across pages, and what is long (a text's SHA-256) breaks instead of running off the paper.
constexpr std::string_view style =
    "body{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:60rem;"
    "margin:2rem auto;padding:0 1.5rem}"
    "h1,h2,h3,h4{line-height:1.25}"
    "h1{margin:.5rem 0 1rem}"
    ".club,.footnote,.note,.muted{color:#555}"
    ".card{border-top:1px solid #999;margin-top:2rem}"
    "dl{margin:1rem 0}"
    ".fact{margin:.75rem 0;break-inside:avoid}"
    "dt{font-weight:600}"
    "dd{margin:0}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0;font-size:.875rem}"
    "caption{text-align:left;font-weight:600;padding:.5rem 0}"
    "thead{display:table-header-group}"
    "tr{break-inside:avoid}"
    "th,td{border-bottom:1px solid #ccc;padding:.375rem .5rem .375rem 0;text-align:left;"
    "vertical-align:top;font-weight:400;overflow-wrap:anywhere}"
    "thead th{font-weight:600;overflow-wrap:normal}"
    ".numeric{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
    "footer{border-top:1px solid #999;margin-top:2rem;font-size:.875rem}"
    "@page{margin:1.5cm}"
    "@media "
    "print{body{font-size:11pt;margin:0;max-width:none;padding:0}h2,h3,h4{break-after:avoid}}";

// What the file itself is: when it was made, by which notice, and the member's id in the club's systems.
Block about_card(const Held& held) {
  const Words& words = held.words();
  return card(
      "about", words("copy.about"),
      {facts("about-facts",
             {{words("copy.made"), format_moment(held.setting.now, held.language()), {}},
              {words("copy.notice"), format_number(held.notice().version, held.language()), {}},
              {words("copy.id"), held.file.id.text(), words("copy.id_note")},
              {words("copy.revision"), format_number(held.file.revision, held.language()), {}}})});
}

Element head_of(const Page& page) {
  Element head{"head", {}, {}, {}, {}};
  head.children = {{"meta", {}, {{"charset", "utf-8"}}, {}, {}},
                   // Should anything ever get in that asks for more, the browser says no.
                   {"meta",
                    {},
                    {{"http-equiv", "Content-Security-Policy"},
                     {"content", "default-src 'none'; style-src 'unsafe-inline'"}},
                    {},
                    {}},
                   {"meta",
                    {},
                    {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}},
                    {},
                    {}},
                   {"title", {}, {}, page.title + " – " + page.club, {}},
                   {"style", {}, {}, std::string(style), {}}};
  return head;
}

}  // namespace

Page copy_page(const Setting& setting, const consent::MemberFile& file) {
  const Words& words = setting.words;
  const Held held{setting, file, Extent::whole};
  Page page = framed(setting, PageName::data, words("data.title"), false);
  page.id = "copy";
  page.skip.clear();
  page.menu.clear();
  page.languages.clear();
  page.footer.clear();
  page.blocks = {
      paragraph("lead", words("data.lead", {{"club", setting.notice.club.name}}), Tone::lead)};
  for (Block& one : cards_of_values(held)) page.blocks.push_back(std::move(one));
  for (Block& one : cards_of_rows(held)) page.blocks.push_back(std::move(one));
  page.blocks.push_back(decisions_card(held));
  page.blocks.push_back(purposes_card(held));
  page.blocks.push_back(about_card(held));
  return page;
}

std::string copy_document(const Setting& setting, const consent::MemberFile& file) {
  const Page page = copy_page(setting, file);
  Element document{"html", {}, {{"lang", page.language.text()}}, {}, {}};
  document.children = {head_of(page), {"body", {}, {}, {}, elements(page)}};
  return "<!doctype html>\n" + html({document}) + "\n";
}

}  // namespace samtycke::view
