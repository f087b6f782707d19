#include "core/view/cards.h"
#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/pages.h"
#include "core/view/value.h"

namespace samtycke::view {
namespace {

std::string counted(const Words& words, std::string_view key, std::size_t n) {
  const auto number = static_cast<std::int64_t>(n);
  const std::string which = std::string(key) + (n == 0 ? ".none" : n == 1 ? ".one" : ".many");
  return words(which, {{"n", format_number(number, words.language())}});
}

std::vector<std::string> contents(const Setting& setting, const consent::MemberFile& file) {
  const Words& words = setting.words;
  return {counted(words, "download.values", file.holdings.records.size()),
          counted(words, "download.receipts", file.holdings.receipts.size()),
          counted(words, "download.interactions", file.holdings.interactions.size()),
          counted(words, "download.decisions", file.decisions.size())};
}

// A way to take everything along, and what it is good for. The language goes along: a browser's own may be
// another than the page's.
void add_choice(const Words& words, const std::string& format, std::vector<Block>& blocks) {
  blocks.push_back(paragraph("about-" + format, words("download." + format + "_about")));
  blocks.push_back(
      link("download-" + format, words("download." + format),
           "/api/v1/me/download?format=" + format + "&language=" + words.language().text(),
           LinkLook::download));
}

}  // namespace

Page download_page(const Setting& setting, const consent::MemberFile& file, Confirmed confirmed) {
  const Words& words = setting.words;
  Page page = framed(setting, PageName::download, words("download.title"), true);
  page.blocks.push_back(paragraph("lead", words("download.lead"), Tone::lead));
  page.blocks.push_back(
      card("file", words("download.file"), {list("file-contents", contents(setting, file))}));
  if (confirmed == Confirmed::not_yet) {
    page.blocks.push_back(confirm_card(setting, PageName::download, file));
    return page;
  }
  std::vector<Block> choices = {paragraph("choices-text", words("download.choose_text"))};
  for (const char* format : {"html", "csv", "json"}) add_choice(words, format, choices);
  page.blocks.push_back(card("choices", words("download.choose"), std::move(choices)));
  page.blocks.push_back(
      card("care", words("download.care"), {paragraph("care-text", words("download.care_text"))}));
  page.blocks.push_back(card("portability", words("download.right"),
                             {paragraph("portability-text", words("download.right_text"))}));
  return page;
}

}  // namespace samtycke::view
