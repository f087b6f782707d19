#include "core/view/cards.h"
#include "core/view/field.h"
#include "core/view/frame.h"
#include "core/view/pages.h"

namespace samtycke::view {
namespace {

Form new_address_form(const Setting& setting, const SignInState& state) {
  const Words& words = setting.words;
  Form form = form_to(setting, PageName::email, "email-form", words("email.title"));
  form.blocks.push_back({email_field(words, "new-email", words("email.new"),
                                     words("email.new_hint"), "email", state)});
  form.blocks.push_back(button("send-to-new", words("email.button"), Emphasis::primary, "change"));
  return form;
}

}  // namespace

Page email_page(const Setting& setting, const consent::MemberFile& file, Confirmed confirmed,
                const SignInState& state) {
  const Words& words = setting.words;
  Page page = framed(setting, PageName::email, words("email.title"), true);
  page.blocks.push_back(paragraph("lead", words("email.lead"), Tone::lead));
  page.blocks.push_back(facts(
      "email-now", {{words("email.now"),
                     std::string(member::value_of(file.holdings, member::field::email)), ""}}));
  if (confirmed == Confirmed::not_yet) {
    page.blocks.push_back(confirm_card(setting, PageName::email, file));
    return page;
  }
  page.blocks.push_back({new_address_form(setting, state)});
  page.blocks.push_back(list("email-after", {words("email.after_code"), words("email.after_told"),
                                             words("email.after_out")}));
  return page;
}

}  // namespace samtycke::view
