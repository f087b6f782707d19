#include "core/view/frame.h"
#include "core/view/pages.h"

namespace samtycke::view {

Page problem_page(const Setting& setting, std::string_view key, bool signed_in) {
  const Words& words = setting.words;
  std::string problem = "problem." + std::string(key);
  if (!words.has(problem + ".title")) problem = "problem.unavailable";

  Page page = framed(setting, PageName::problem, words(problem + ".title"), signed_in);
  page.blocks.push_back(paragraph("problem-text", words(problem + ".text"), Tone::lead));
  const PageName way_out = signed_in ? PageName::overview : PageName::sign_in;
  page.blocks.push_back(link("way-out",
                             words(signed_in ? "problem.to_overview" : "problem.to_sign_in"),
                             path_of(way_out, words), LinkLook::button));
  return page;
}

}  // namespace samtycke::view
