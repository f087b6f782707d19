#include <algorithm>

#include "core/view/field.h"
#include "core/view/frame.h"
#include "core/view/pages.h"

namespace samtycke::view {
namespace {

// What is chosen among what the notice names. Saved by the rules of every correction.
Block wishes_card(const Setting& setting, const consent::MemberFile& file,
                  const std::vector<TypedValue>& typed) {
  const Words& words = setting.words;
  Form form =
      form_to(setting, PageName::preferences, "preferences-form", words("preferences.wishes"));
  for (const notice::Field& field : setting.notice.fields) {
    if (!is_preference(setting.notice, field)) continue;
    const std::string_view saved = member::value_of(file.holdings, field.id);
    if (field.kind == notice::FieldKind::topics) {
      form.hidden.emplace_back(field.id.text(), "");
      form.blocks.push_back(topics_for(setting, field, saved, typed));
    } else {
      form.blocks.push_back({field_for(setting, field, saved, typed)});
    }
  }
  if (form.blocks.empty()) {
    return card("wishes", words("preferences.wishes"),
                {paragraph("wishes-none", words("preferences.wishes_none"))});
  }
  form.blocks.push_back(
      button("save-preferences", words("preferences.save"), Emphasis::primary, "save"));
  return card("wishes", words("preferences.wishes"),
              {paragraph("wishes-text", words("preferences.wishes_text")), {std::move(form)}});
}

Block language_card(const Setting& setting) {
  const Words& words = setting.words;
  Actions ways;
  ways.id = "language-ways";
  for (const Words& other : setting.all_words) {
    if (other.language() == words.language()) continue;
    Link to;
    to.id = "to-language-" + other.language().text();
    to.text = other("preferences.in_this_language");
    to.href = path_of(PageName::preferences, other);
    to.look = LinkLook::button;
    to.language = other.language();
    ways.blocks.push_back({std::move(to)});
  }
  return card("language", words("preferences.language"),
              {paragraph("language-text", words("preferences.language_text")), {std::move(ways)}});
}

// The browser's own: it keeps this to itself, so there is nothing to save here. Where no script runs the
// page follows the system, and says so.
Block looks_card(const Setting& setting) {
  const Words& words = setting.words;
  Field theme;
  theme.id = "theme";
  theme.name = "theme";
  theme.label = words("preferences.theme");
  theme.hint = words("preferences.theme_hint");
  for (const char* one : {"system", "light", "dark"})
    theme.options.push_back({one, words(std::string("preferences.theme.") + one)});
  theme.value = "system";
  return card(
      "looks", words("preferences.looks"),
      {{std::move(theme)}, paragraph("looks-plain", words("preferences.plain"), Tone::muted)});
}

}  // namespace

bool is_preference(const notice::Notice& notice, const notice::Field& field) {
  if (!consent::is_corrected_here(field)) return false;
  if (field.kind == notice::FieldKind::topic || field.kind == notice::FieldKind::topics)
    return true;
  const notice::Field* number = notice::find(notice, member::field::member_number);
  return field.kind == notice::FieldKind::choice && number != nullptr &&
         field.category == number->category;
}

Page preferences_page(const Setting& setting, const consent::MemberFile& file,
                      const std::vector<TypedValue>& typed, const std::optional<Said>& said) {
  const Words& words = setting.words;
  Page page = framed(setting, PageName::preferences, words("preferences.title"), true);
  say(page, setting, said);
  if (std::any_of(typed.begin(), typed.end(), [](auto& t) { return !t.error.empty(); })) {
    page.blocks.push_back(message("not-saved", Mood::error, words("correct.one_error")));
  }
  page.blocks.push_back(paragraph("lead", words("preferences.lead"), Tone::lead));
  page.blocks.push_back(wishes_card(setting, file, typed));
  page.blocks.push_back(language_card(setting));
  page.blocks.push_back(looks_card(setting));
  page.blocks.push_back(link("to-consents", words("overview.to_consents"),
                             path_of(PageName::consents, words), LinkLook::button));
  return page;
}

}  // namespace samtycke::view
