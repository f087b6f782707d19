#include "core/view/page.h"

#include <string_view>

#include "core/base/check.h"
#include "core/base/overloaded.h"

namespace samtycke::view {
namespace {

std::string_view mood_word(Mood mood) {
  switch (mood) {
    case Mood::info: return "info";
    case Mood::success: return "success";
    case Mood::warning: return "warning";
    case Mood::error: return "error";
  }
  SAMTYCKE_NEVER("a mood that is not in the list");
}

std::string_view mark_word(Mark mark) {
  switch (mark) {
    case Mark::none: return "";
    case Mark::yes: return "+";
    case Mark::no: return "-";
  }
  SAMTYCKE_NEVER("a mark that is not in the list");
}

std::string_view stage_word(Stage stage) {
  switch (stage) {
    case Stage::past: return "past ";
    case Stage::now: return "now ";
    case Stage::ahead: return "ahead ";
  }
  SAMTYCKE_NEVER("a stage that is not in the list");
}

std::string_view field_word(FieldType type) {
  switch (type) {
    case FieldType::text: return "text";
    case FieldType::email: return "email";
    case FieldType::tel: return "tel";
    case FieldType::one_time_code: return "one-time-code";
  }
  SAMTYCKE_NEVER("a field type that is not in the list");
}

std::string_view emphasis_word(Emphasis emphasis) {
  switch (emphasis) {
    case Emphasis::primary: return "primary button ";
    case Emphasis::plain: return "button ";
  }
  SAMTYCKE_NEVER("an emphasis that is not in the list");
}

// Collects lines, each set in by how deep in the page it stands.
class Speaker {
 public:
  std::string text() && { return std::move(text_); }

  void say(std::string_view first, std::string_view second = {}, std::string_view third = {}) {
    text_.append(2 * depth_, ' ').append(first).append(second).append(third).append("\n");
  }
  void say_if(std::string_view label, std::string_view what) {
    if (!what.empty()) say(label, what);
  }
  void say_all(const std::vector<Block>& blocks) {
    for (const Block& block : blocks) {
      std::visit([this](const auto& is) { this->say_one(is); }, block.is);
    }
  }
  void say_inside(const std::vector<Block>& blocks) {
    ++depth_;
    say_all(blocks);
    --depth_;
  }

  void say_one(const Heading& heading) {
    say("heading ", std::to_string(heading.level), " " + heading.text);
  }
  void say_one(const Paragraph& paragraph) { say(paragraph.text); }
  void say_one(const Message& message) { say(mood_word(message.mood), ": ", message.text); }
  void say_one(const Link& link) {
    say("link ", link.text, link.current ? " current" : " -> " + link.href);
  }
  void say_one(const Switch& toggle) {
    std::string line = toggle.label;
    line.append(toggle.on ? " on" : " off");
    if (toggle.changed) line.append(" changed");
    if (toggle.locked) line.append(" locked: ").append(*toggle.locked);
    say("switch ", line);
    ++depth_;
    say_if("hint: ", toggle.hint);
    say_if("state: ", toggle.state);
    --depth_;
  }
  void say_one(const Field& field) {
    std::string line(field_word(field.type));
    if (!field.options.empty()) line = "choice";
    line.append(" ").append(field.label);
    if (field.required) line.append(" required");
    std::string value = field.value;
    for (const Option& option : field.options) {
      if (option.value == field.value) value = option.text;
    }
    say("field ", line, value.empty() ? "" : ": " + value);
    ++depth_;
    say_if("hint: ", field.hint);
    say_if("error: ", field.error);
    --depth_;
  }
  void say_one(const Button& button) { say(emphasis_word(button.emphasis), button.label); }
  void say_one(const Table& table) {
    say("table ", table.caption);
    ++depth_;
    say("columns ", joined(table.columns));
    for (const auto& row : table.rows) {
      std::vector<std::string> texts;
      texts.reserve(row.size());
      for (const Cell& cell : row) texts.push_back(std::string(mark_word(cell.mark)) + cell.text);
      say("row ", joined(texts));
    }
    --depth_;
  }
  void say_one(const Facts& facts) {
    for (const Fact& fact : facts.facts) {
      say(fact.term + ": " + fact.value);
      ++depth_;
      say_if("", fact.note);
      --depth_;
    }
  }
  void say_one(const List& list) {
    for (const std::string& item : list.items) say("- ", item);
  }
  void say_one(const MemberCard& card) {
    say("member card ", card.name + (card.name.empty() ? "" : ", ") + card.number_label + " ",
        card.number);
  }
  void say_one(const Timeline& timeline) {
    for (const Step& step : timeline.steps) {
      say(stage_word(step.stage), step.when + ": ", step.what);
      ++depth_;
      say_if("", step.note);
      --depth_;
    }
  }
  void say_one(const Bars& bars) {
    say("bars ", bars.caption);
    ++depth_;
    say("columns ", bars.name_column + " | ", bars.value_column);
    for (const Bar& bar : bars.bars)
      say("row ", bar.name + " | " + bar.value, " | " + std::to_string(bar.per_mille) + " ‰");
    --depth_;
  }
  void say_one(const Section& section) {
    say(section.look == SectionLook::card ? "card " : "section ", section.title);
    say_inside(section.blocks);
  }
  void say_one(const Actions& actions) { say_all(actions.blocks); }
  void say_one(const Details& details) {
    say("details ", details.summary);
    say_inside(details.blocks);
  }
  void say_one(const Form& form) {
    say("form", form.label.empty() ? "" : " ", form.label);
    say_inside(form.blocks);
  }

 private:
  static std::string joined(const std::vector<std::string>& parts) {
    std::string line;
    for (std::size_t i = 0; i < parts.size(); ++i)
      line.append(i == 0 ? "" : " | ").append(parts[i]);
    return line;
  }

  std::string text_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string speak(const std::vector<Block>& blocks) {
  Speaker speaker;
  speaker.say_all(blocks);
  return std::move(speaker).text();
}

std::string speak(const Page& page) {
  Speaker speaker;
  speaker.say("page ", page.title);
  speaker.say("club ", page.club);
  for (const Link& link : page.menu) {
    speaker.say("menu ", link.text, link.current ? " current" : " -> " + link.href);
  }
  for (const Link& link : page.languages) {
    speaker.say("language ", link.text, link.current ? " current" : " -> " + link.href);
  }
  if (page.sign_out) speaker.say_one(*page.sign_out);
  speaker.say_all(page.blocks);
  for (const Link& link : page.footer) speaker.say("footer ", link.text, " -> " + link.href);
  speaker.say_if("footnote ", page.footnote);
  return std::move(speaker).text();
}

}  // namespace samtycke::view
