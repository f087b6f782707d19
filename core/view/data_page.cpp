#include <algorithm>

#include "core/view/cards.h"
#include "core/view/field.h"
#include "core/view/frame.h"
#include "core/view/held.h"
#include "core/view/pages.h"

namespace samtycke::view {
namespace {

Block correction_card(const Held& held, const std::vector<TypedValue>& typed) {
  const Words& words = held.words();
  Form form = form_to(held.setting, PageName::data, "correct-form", words("correct.title"));
  for (const notice::Field& field : held.notice().fields) {
    if (!consent::is_corrected_here(field) || is_preference(held.notice(), field)) continue;
    const std::string_view saved = member::value_of(held.file.holdings, field.id);
    form.blocks.push_back({field_for(held.setting, field, saved, typed)});
  }
  const bool none = form.blocks.empty();
  const std::string ask = words("correct.ask", {{"email", held.notice().club.email}});
  Block change_email =
      link("change-email", words("correct.email"), path_of(PageName::email, words));
  if (none) {
    return card("correct", words("correct.title"),
                {std::move(change_email), paragraph("correct-ask", ask)});
  }
  form.blocks.push_back(button("save-details", words("correct.save"), Emphasis::primary, "save"));
  return card("correct", words("correct.title"),
              {paragraph("correct-text", words("correct.text")),
               {std::move(form)},
               std::move(change_email),
               link("to-preferences", words("correct.to_preferences"),
                    path_of(PageName::preferences, words)),
               paragraph("correct-ask", ask, Tone::muted)});
}

std::size_t errors_in(const std::vector<TypedValue>& typed) {
  return static_cast<std::size_t>(
      std::count_if(typed.begin(), typed.end(), [](auto& t) { return !t.error.empty(); }));
}

}  // namespace

Page data_page(const Setting& setting, const consent::MemberFile& file,
               const std::vector<TypedValue>& typed, const std::optional<Said>& said,
               const ReceiptSearch& search) {
  const Words& words = setting.words;
  const Held held{setting, file, Extent::page, search};
  Page page = framed(setting, PageName::data, words("data.title"), true);
  say(page, setting, said);
  const std::size_t errors = errors_in(typed);
  if (errors != 0) {
    page.blocks.push_back(message("not-corrected", Mood::error,
                                  errors == 1
                                      ? words("correct.one_error")
                                      : words("correct.errors", {{"n", std::to_string(errors)}})));
  }
  page.blocks.push_back(
      paragraph("lead", words("data.lead", {{"club", held.notice().club.name}}), Tone::lead));
  page.blocks.push_back(
      link("to-correct", words(errors == 0 ? "data.to_correct" : "data.to_errors"), "#correct"));
  for (Block& one : cards_of_values(held)) page.blocks.push_back(std::move(one));
  page.blocks.push_back(correction_card(held, typed));
  for (Block& one : cards_of_rows(held)) page.blocks.push_back(std::move(one));
  page.blocks.push_back(restriction_card(setting, file));
  page.blocks.push_back(link("leave-club", words("data.leave"), path_of(PageName::leave, words)));
  page.blocks.push_back(decisions_card(held));
  page.blocks.push_back(purposes_card(held));
  return page;
}

}  // namespace samtycke::view
