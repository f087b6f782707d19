#include "core/view/field.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/base/holds.h"
#include "core/member/topics.h"
#include "core/view/format.h"
#include "core/view/frame.h"

namespace samtycke::view {
namespace {

FieldType field_type(notice::FieldKind kind) {
  switch (kind) {
    case notice::FieldKind::email: return FieldType::email;
    case notice::FieldKind::phone: return FieldType::tel;
    case notice::FieldKind::name:
    case notice::FieldKind::text:
    case notice::FieldKind::postcode:
    case notice::FieldKind::date:
    case notice::FieldKind::number:
    case notice::FieldKind::amount:
    case notice::FieldKind::choice:
    case notice::FieldKind::topic:
    case notice::FieldKind::topics:
    case notice::FieldKind::receipts:
    case notice::FieldKind::interactions: return FieldType::text;
  }
  SAMTYCKE_NEVER("a field kind that is not in the list");
}

std::string hint_for(const Setting& setting, notice::FieldKind kind) {
  switch (kind) {
    case notice::FieldKind::email: return setting.words("hint.email");
    case notice::FieldKind::phone: return setting.words("hint.phone");
    case notice::FieldKind::postcode: return setting.words("hint.postcode");
    case notice::FieldKind::date: return setting.words("hint.date");
    case notice::FieldKind::number: return setting.words("hint.number");
    case notice::FieldKind::name:
    case notice::FieldKind::text:
    case notice::FieldKind::amount:
    case notice::FieldKind::choice:
    case notice::FieldKind::topic:
    case notice::FieldKind::topics:
    case notice::FieldKind::receipts:
    case notice::FieldKind::interactions: return {};
  }
  SAMTYCKE_NEVER("a field kind that is not in the list");
}

// What is saved stays among the options even where the notice no longer has it: a select that lacks it
// would show another, and saving the form would change what the member never touched.
std::vector<Option> options_of(const Setting& setting, const notice::Field& field,
                               std::string_view saved) {
  std::vector<Option> options;
  for (const notice::Choice& choice : field.choices) {
    options.push_back({choice.value, choice.name.in(setting.words.language())});
  }
  if (field.kind == notice::FieldKind::topic) {
    for (const notice::Topic& topic : setting.notice.topics) {
      options.push_back({topic.id.text(), topic.name.in(setting.words.language())});
    }
  }
  if (options.empty()) return options;
  options.insert(options.begin(), Option{"", setting.words("data.no_choice")});
  const bool known = std::any_of(options.begin(), options.end(),
                                 [&](const Option& option) { return option.value == saved; });
  if (!known) options.push_back({std::string(saved), std::string(saved)});
  return options;
}

}  // namespace

Field field_for(const Setting& setting, const notice::Field& from, std::string_view saved,
                const std::vector<TypedValue>& typed) {
  Field field;
  field.id = "correct-" + from.id.text();
  field.name = from.id.text();
  field.type = field_type(from.kind);
  field.label = from.name.in(setting.words.language());
  field.hint = hint_for(setting, from.kind);
  field.value = from.kind == notice::FieldKind::phone ? format_phone(saved) : std::string(saved);
  field.autocomplete = from.autocomplete;
  field.options = options_of(setting, from, saved);
  for (const TypedValue& value : typed) {
    if (value.field != from.id) continue;
    field.value = value.value;
    if (!value.error.empty()) field.error = setting.words("error." + value.error);
  }
  return field;
}

Block topics_for(const Setting& setting, const notice::Field& from, std::string_view saved,
                 const std::vector<TypedValue>& typed) {
  const std::string id = "correct-" + from.id.text();
  Section group{id, from.name.in(setting.words.language()), SectionLook::plain, {}};
  group.blocks.push_back(paragraph(id + "-hint", setting.words("hint.topics"), Tone::muted));
  const std::vector<TopicId> before = member::topics_in(saved);
  std::vector<TopicId> now = before;
  for (const TypedValue& value : typed) {
    if (value.field != from.id) continue;
    now = member::topics_in(value.value);
    if (value.error.empty()) continue;
    group.blocks.push_back(
        message(id + "-error", Mood::error, setting.words("error." + value.error)));
  }
  for (const notice::Topic& topic : setting.notice.topics) {
    Switch toggle;
    toggle.id = id + "-" + topic.id.text();
    toggle.name = switch_name(from.id, topic.id);
    toggle.label = topic.name.in(setting.words.language());
    toggle.on = holds(now, topic.id);
    toggle.changed = toggle.on != holds(before, topic.id);
    if (toggle.changed) {
      toggle.state = setting.words(toggle.on ? "state.will_be_on" : "state.will_be_off");
    }
    group.blocks.push_back({std::move(toggle)});
  }
  return {std::move(group)};
}

Field email_field(const Words& words, std::string id, std::string label, std::string hint,
                  std::string_view page, const SignInState& state) {
  Field email;
  email.id = std::move(id);
  email.name = "email";
  email.type = FieldType::email;
  email.label = std::move(label);
  email.hint = std::move(hint);
  email.error = error_text(words, page, state.error);
  email.value = state.email;
  email.autocomplete = "email";
  email.required = true;
  return email;
}

std::string error_text(const Words& words, std::string_view page, const std::string& error) {
  if (error.empty()) return {};
  const std::string own = std::string(page) + ".error." + error;
  return words(words.has(own) ? own : "error." + error);
}

}  // namespace samtycke::view
