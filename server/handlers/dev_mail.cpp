#include <sstream>

#include "core/view/format.h"
#include "core/view/page.h"
#include "server/handlers/handlers.h"

namespace samtycke::server::handlers {
namespace {

constexpr std::size_t most_mails = 20;

// A mail as a card: to whom and when, then its paragraphs.
view::Block card(const Call& call, const Mail& mail, const std::string& kind) {
  const std::string id = kind + "-" + std::to_string(mail.number);
  view::Section section;
  section.id = id;
  section.title = mail.subject;
  section.blocks.push_back({view::Facts{
      id + "-about",
      {{call.words("mail.list.to"), mail.to, ""},
       {call.words("mail.list.at"), view::format_moment(mail.at, call.words.language()), ""}}}});
  std::istringstream lines{mail.body};
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) continue;
    const std::string line_id = id + "-line-" + std::to_string(++number);
    if (line.starts_with(call.portal.setting().origin + "/")) {
      section.blocks.push_back({view::Link{line_id, line, line}});
    } else {
      section.blocks.push_back({view::Paragraph{line_id, line}});
    }
  }
  return {std::move(section)};
}

view::Page page_of(const Call& call, const std::vector<Mail>& mails,
                   const std::vector<Mail>& notices) {
  // The frame of a page that nobody needs to be signed in for, with mails in it.
  view::Page page = view::sign_in_page(call.setting(), {});
  page.id = "mail";
  page.title = call.words("mail.list.title");
  page.languages.clear();
  page.blocks.clear();
  page.blocks.push_back({view::Paragraph{"lead", call.words("mail.list.lead"), view::Tone::lead}});
  bool none = notices.empty();
  for (const Mail& mail : mails) {
    if (mail.to.empty()) continue;  // Written for an address that nobody has.
    page.blocks.push_back(card(call, mail, "mail"));
    none = false;
  }
  for (const Mail& notice : notices) page.blocks.push_back(card(call, notice, "notice"));
  if (none) page.blocks.push_back({view::Paragraph{"none", call.words("mail.list.none")}});
  page.blocks.push_back(
      {view::Actions{"onward",
                     {{view::Link{"to-code", call.words("mail.list.to_code"),
                                  call.path_of(view::PageName::code), view::LinkLook::button}}}}});
  return page;
}

}  // namespace

Answer dev_mail(Call& call) {
  const auto mails = call.portal.store().latest_mail(most_mails);
  if (!mails.ok()) return refuse(call, mails.reason());
  const auto notices = call.portal.store().notices_of_erasure(most_mails);
  if (!notices.ok()) return refuse(call, notices.reason());
  return call.portal.page(page_of(call, mails.value(), notices.value()), false);
}

}  // namespace samtycke::server::handlers
