#include "core/view/cards.h"
#include "core/view/frame.h"

namespace samtycke::view {

Block confirm_card(const Setting& setting, PageName page, const consent::MemberFile& file) {
  const Words& words = setting.words;
  Form form = form_to(setting, page, "confirm-form", words("confirm.title"));
  form.blocks.push_back(
      button("send-code", words("confirm.button"), Emphasis::primary, "send_code"));
  const std::string email(member::value_of(file.holdings, member::field::email));
  return card(
      "confirm", words("confirm.title"),
      {paragraph("confirm-text", words("confirm.text", {{"email", email}})), {std::move(form)}});
}

}  // namespace samtycke::view
