#include "core/view/field.h"
#include "core/view/frame.h"
#include "core/view/pages.h"

namespace samtycke::view {
namespace {

// A form with one thing to do: its button needs no name.
Block only_button(std::string id, std::string label) {
  return {Button{std::move(id), std::move(label), Emphasis::primary, {}, {}}};
}

// A mail's link was opened where no code was asked for: on the telephone, say, or by a mail scanner.
Page code_to_type_elsewhere(const Setting& setting, const std::string& code) {
  const Words& words = setting.words;
  Page page = framed(setting, PageName::code, words("code.elsewhere_title"), false);
  page.blocks.push_back(paragraph("lead", words("code.elsewhere_lead"), Tone::lead));
  page.blocks.push_back(facts("the-code", {{words("code.code"), code, words("code.no_mail_age")}}));
  page.blocks.push_back(paragraph("elsewhere-why", words("code.elsewhere_why"), Tone::muted));
  page.blocks.push_back(link("sign-in-here", words("code.elsewhere_new"),
                             path_of(PageName::sign_in, words), LinkLook::button));
  return page;
}

// Where one asks for another code of the same kind. Empty: it signs in.
PageName asked_on(std::string_view what) {
  if (what == "download") return PageName::download;
  if (what == "leave") return PageName::leave;
  if (what == "email" || what == "new_email") return PageName::email;
  return what == "join" ? PageName::join : PageName::sign_in;
}

std::string code_lead(const Words& words, const CodeState& state, bool signs_in) {
  if (!signs_in) return words("code.lead_sent", {{"email", state.email}});
  return state.email.empty() ? words("code.lead_unknown")
                             : words("code.lead", {{"email", state.email}});
}

}  // namespace

Mood mood_of_done(std::string_view key) {
  return key == "openid_failed" ? Mood::error : Mood::success;
}

std::string sign_in_by_path(const Words& words) {
  return "/openid/start/" + words.language().text();
}

Page sign_in_page(const Setting& setting, const SignInState& state) {
  const Words& words = setting.words;
  const std::string& club = setting.notice.club.name;
  Page page = framed(setting, PageName::sign_in, words("sign_in.title"), false);
  page.blocks.push_back(paragraph("lead", words("sign_in.lead", {{"club", club}}), Tone::lead));

  Form form = form_to(setting, PageName::sign_in, "sign-in-form", words("sign_in.title"));
  form.blocks.push_back(
      {email_field(words, "email", words("sign_in.email"),
                   words("sign_in.email_hint", {{"club", club}}), "sign_in", state)});
  form.blocks.push_back(only_button("send-code", words("sign_in.button")));
  page.blocks.push_back({std::move(form)});
  if (!setting.sign_in_by.empty()) {
    page.blocks.push_back(link("sign-in-by",
                               words("sign_in.openid", {{"name", setting.sign_in_by}}),
                               sign_in_by_path(words), LinkLook::button));
  }

  page.blocks.push_back(
      card("what-next", words("sign_in.next_title"),
           {list("what-next-steps", {words("sign_in.next_mail"), words("sign_in.next_code"),
                                     words("sign_in.next_see", {{"club", club}})}),
            paragraph("no-password", words("sign_in.no_password"), Tone::muted)}));
  page.blocks.push_back(card(
      "not-yet", words("sign_in.join_title"),
      {link("to-join", words("sign_in.join"), path_of(PageName::join, words), LinkLook::button)}));
  page.blocks.push_back(
      card("no-address", words("sign_in.lost_title"),
           {paragraph("no-address-text", words("sign_in.lost_text", {{"club", club}}))}));
  return page;
}

Page code_page(const Setting& setting, const CodeState& state) {
  const Words& words = setting.words;
  if (state.elsewhere) return code_to_type_elsewhere(setting, state.code);
  Page page = framed(setting, PageName::code, words("code.title"), false);
  const PageName asked = asked_on(state.what);
  const bool signs_in = asked == PageName::sign_in;
  page.blocks.push_back(paragraph("lead", code_lead(words, state, signs_in), Tone::lead));

  Field code;
  code.id = "code";
  code.name = "code";
  code.type = FieldType::one_time_code;
  code.label = words("code.code");
  code.hint = words("code.code_hint");
  code.error = error_text(words, "code", state.error);
  code.value = state.code;
  code.autocomplete = "one-time-code";
  code.required = true;

  Form form = form_to(setting, PageName::code, "code-form", words("code.title"));
  form.blocks.push_back({std::move(code)});
  form.blocks.push_back(only_button("use-code", words(signs_in ? "code.button" : "code.continue")));
  // What the code is for is not for the program in the browser to know; it leaves such an address to us.
  if (!signs_in) form.action += "?confirm";
  page.blocks.push_back({std::move(form)});
  if (!state.code.empty()) {
    page.blocks.push_back(paragraph("code-filled-in", words("code.filled_in"), Tone::muted));
  }

  page.blocks.push_back(card(
      "no-mail", words("code.no_mail_title"),
      {list("no-mail-steps",
            {words("code.no_mail_junk"), words("code.no_mail_address"), words("code.no_mail_age")}),
       link("new-code", words("code.new"), path_of(asked, words), LinkLook::button)}));
  return page;
}

}  // namespace samtycke::view
