#include "core/view/frame.h"

#include <array>

namespace samtycke::view {
namespace {

constexpr std::array in_menu = {PageName::overview, PageName::consents, PageName::offers,
                                PageName::why,      PageName::data,     PageName::preferences,
                                PageName::history,  PageName::download};

// Only digits and a plus: what a phone link may hold.
std::string dialled(std::string_view phone) {
  std::string digits;
  for (const char c : phone) {
    if ((c >= '0' && c <= '9') || c == '+') digits.push_back(c);
  }
  return digits;
}

// A problem has no address of its own; in another language one starts again from the front door.
PageName reachable(PageName name, bool signed_in) {
  if (name != PageName::problem) return name;
  return signed_in ? PageName::overview : PageName::sign_in;
}

std::vector<Link> language_links(const Setting& setting, PageName name) {
  std::vector<Link> links;
  for (const Words& words : setting.all_words) {
    Link to;
    to.id = "language-" + words.language().text();
    to.text = words("language.name");
    to.href = path_of(name, words);
    to.current = words.language() == setting.words.language();
    if (!to.current) to.language = words.language();
    links.push_back(std::move(to));
  }
  return links;
}

std::vector<Link> menu(const Setting& setting, PageName here) {
  std::vector<Link> links;
  for (const PageName name : in_menu) {
    Link to;
    to.id = "menu-" + std::string(key(name));
    to.text = setting.words("menu." + std::string(key(name)));
    to.href = path_of(name, setting.words);
    to.current = name == here;
    links.push_back(std::move(to));
  }
  return links;
}

Form sign_out(const Setting& setting) {
  Form form = form_to(setting, PageName::sign_in, "sign-out-form", setting.words("sign_out.form"));
  form.blocks.push_back(
      button("sign-out", setting.words("sign_out.button"), Emphasis::plain, "sign_out"));
  return form;
}

// Where one waits for a mail, the way to a demo's mail stands on top; elsewhere at the end of the page.
bool waits_for_mail(PageName name) {
  return name == PageName::sign_in || name == PageName::code || name == PageName::problem;
}

std::vector<Link> footer(const Setting& setting, PageName name, bool signed_in) {
  const notice::Club& club = setting.notice.club;
  std::vector<Link> links;
  const auto add = [&](std::string id, std::string text, std::string href) {
    Link to;
    to.id = std::move(id);
    to.text = std::move(text);
    to.href = std::move(href);
    links.push_back(std::move(to));
  };
  add("footer-notice", setting.words("footer.notice"), path_of(PageName::notice, setting.words));
  if (signed_in) {
    add("footer-sessions", setting.words("footer.sessions"),
        path_of(PageName::sessions, setting.words));
  }
  if (!club.email.empty()) {
    add("footer-email", setting.words("footer.email", {{"email", club.email}}),
        "mailto:" + club.email);
  }
  if (!club.phone.empty()) {
    add("footer-phone", setting.words("footer.phone", {{"phone", club.phone}}),
        "tel:" + dialled(club.phone));
  }
  if (setting.demo && !waits_for_mail(name)) {
    add("footer-demo", setting.words("demo.footer"), "/dev/mail");
  }
  return links;
}

std::string footnote(const Setting& setting) {
  const notice::Club& club = setting.notice.club;
  std::string text = setting.words("footnote.controller", {{"controller", club.legal_name}});
  if (!club.postal_address.empty()) {
    text += " " + setting.words("footnote.address", {{"address", club.postal_address}});
  }
  if (!club.authority.empty()) {
    text += " " + setting.words("footnote.authority", {{"authority", club.authority}});
  }
  return text;
}

std::string with_hyphens(std::string_view name) {
  std::string text(name);
  for (char& c : text) {
    if (c == '_') c = '-';
  }
  return text;
}

}  // namespace

Page framed(const Setting& setting, PageName name, std::string title, bool signed_in) {
  Page page;
  page.id = with_hyphens(key(name));
  page.language = setting.words.language();
  page.title = std::move(title);
  page.club = setting.notice.club.name;
  page.skip = setting.words("app.skip");
  page.menu_label = setting.words("app.menu");
  page.languages_label = setting.words("app.languages");
  page.languages = language_links(setting, reachable(name, signed_in));
  if (signed_in) {
    page.menu = menu(setting, name);
    page.sign_out = sign_out(setting);
  }
  page.footer = footer(setting, name, signed_in);
  page.footnote = footnote(setting);
  if (setting.demo && waits_for_mail(name)) {
    page.blocks.push_back(message("demo", Mood::info, setting.words("demo.text")));
    page.blocks.push_back(link("demo-mail", setting.words("demo.mail"), "/dev/mail"));
  }
  return page;
}

void say(Page& page, const Setting& setting, const std::optional<Said>& said) {
  if (!said) return;
  const Words& words = setting.words;
  std::string key = "done." + said->key;
  if (!words.has(key)) key = "error." + said->key;
  if (!words.has(key)) key = "problem." + said->key + ".text";
  if (!words.has(key)) key = "problem.unavailable.text";
  page.blocks.push_back(message("said", said->mood, words(key)));
}

Block paragraph(std::string id, std::string text, Tone tone) {
  return {Paragraph{std::move(id), std::move(text), tone}};
}

Block message(std::string id, Mood mood, std::string text) {
  return {Message{std::move(id), mood, std::move(text)}};
}

Block link(std::string id, std::string text, std::string href, LinkLook look) {
  Link to;
  to.id = std::move(id);
  to.text = std::move(text);
  to.href = std::move(href);
  to.look = look;
  return {std::move(to)};
}

Block facts(std::string id, std::vector<Fact> all) {
  return {Facts{std::move(id), std::move(all)}};
}

Block list(std::string id, std::vector<std::string> items) {
  return {List{std::move(id), std::move(items)}};
}

Block card(std::string id, std::string title, std::vector<Block> blocks) {
  return {Section{std::move(id), std::move(title), SectionLook::card, std::move(blocks)}};
}

Block button(std::string id, std::string label, Emphasis emphasis, std::string value) {
  return {Button{std::move(id), std::move(label), emphasis, "do", std::move(value)}};
}

Form form_to(const Setting& setting, PageName name, std::string id, std::string label) {
  Form form;
  form.id = std::move(id);
  form.action = path_of(name, setting.words);
  form.label = std::move(label);
  if (!setting.form_token.empty()) form.hidden.emplace_back("form_token", setting.form_token);
  if (name == PageName::consents && !setting.withdraw_token.empty()) {
    form.hidden.emplace_back("withdraw_token", setting.withdraw_token);
  }
  return form;
}

std::string enumerated(const std::vector<std::string>& items, const Words& words) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i != 0) text += i + 1 == items.size() ? " " + words("list.and") + " " : ", ";
    text += items[i];
  }
  return text;
}

}  // namespace samtycke::view
