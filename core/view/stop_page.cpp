#include "core/view/stop_page.h"

#include <algorithm>

#include "core/consent/stopping.h"
#include "core/view/frame.h"

namespace samtycke::view {
namespace {

std::string named(const Setting& setting, const notice::Cell& cell) {
  const Language& language = setting.words.language();
  const notice::Sender* sender = notice::find(setting.notice, cell.sender);
  const notice::Channel* channel = notice::find(setting.notice, cell.channel);
  if (sender == nullptr || channel == nullptr) return {};
  return setting.words("switch.cell", {{"channel", channel->name.in(language)},
                                       {"sender", sender->name.in(language)}});
}

std::vector<std::string> named(const Setting& setting, const std::vector<notice::Cell>& cells) {
  std::vector<std::string> names;
  names.reserve(cells.size());
  for (const notice::Cell& cell : cells) names.push_back(named(setting, cell));
  return names;
}

// Every cell of the channel that a stop would turn off.
std::vector<notice::Cell> running(const Setting& setting, const consent::MemberFile& file,
                                  const ChannelId& channel) {
  std::vector<notice::Cell> cells;
  for (const notice::CellText& text : setting.notice.cells) {
    if (text.cell.channel != channel) continue;
    if (consent::act_that_stops(file, text.cell, setting.notice)) cells.push_back(text.cell);
  }
  return cells;
}

Block form(const StopState& state, std::string id, std::string label, std::vector<Block> blocks) {
  Form form;
  form.id = std::move(id);
  form.action = state.action;
  form.label = std::move(label);
  form.blocks = std::move(blocks);
  return {std::move(form)};
}

std::string limit_name(const Setting& setting, std::string_view value) {
  const auto& frequency = setting.notice.sending.frequency;
  const notice::Field* field = frequency ? notice::find(setting.notice, frequency->field) : nullptr;
  if (field == nullptr) return std::string(value);
  for (const notice::Choice& choice : field->choices) {
    if (choice.value == value) return choice.name.in(setting.words.language());
  }
  return std::string(value);
}

void add_less_often(const Setting& setting, const consent::MemberFile& file, const StopState& state,
                    std::vector<Block>& blocks) {
  const auto limits = consent::less_often(file, setting.notice);
  if (limits.empty()) return;
  const Words& words = setting.words;
  Actions buttons{"less-choices", {}};
  for (const notice::FrequencyLimit& limit : limits) {
    buttons.blocks.push_back(button("less-" + limit.value, limit_name(setting, limit.value),
                                    Emphasis::plain, less_often_word(limit.value)));
  }
  blocks.push_back(card("less", words("stop.less"),
                        {paragraph("less-text", words("stop.less_text")),
                         form(state, "less-form", words("stop.less"), {{std::move(buttons)}})}));
}

// What may be chosen: everything, only this sender, or less of it.
void add_choices(const Setting& setting, const consent::MemberFile& file, const StopState& state,
                 std::vector<Block>& blocks) {
  const Words& words = setting.words;
  const std::vector<notice::Cell> cells = running(setting, file, state.cell.channel);
  if (cells.empty()) {
    blocks.push_back(paragraph("nothing", words("stop.nothing")));
    return;
  }
  blocks.push_back(card(
      "all", words("stop.what"),
      {paragraph("all-text", words("stop.what_text")), list("all-cells", named(setting, cells)),
       form(state, "all-form", words("stop.what"),
            {button("stop-all", words("stop.all"), Emphasis::primary, std::string(stop_all))})}));
  const bool one_of_several =
      cells.size() > 1 && std::find(cells.begin(), cells.end(), state.cell) != cells.end();
  if (one_of_several) {
    blocks.push_back(card("only", words("stop.only"),
                          {list("only-cells", {named(setting, state.cell)}),
                           form(state, "only-form", words("stop.only"),
                                {button("stop-sender", words("stop.only_button"), Emphasis::plain,
                                        std::string(stop_sender))})}));
  }
  add_less_often(setting, file, state, blocks);
}

// The words that a yes would be given to again stand beside it: a member agrees to words, not to a button.
void add_undo(const Setting& setting, const StopState& state, std::vector<Block>& blocks) {
  if (state.undo.empty()) return;
  const Words& words = setting.words;
  std::vector<Block> in_card = {paragraph("undo-text", words("stop.undo_text"))};
  std::vector<std::string> texts;
  for (const notice::Cell& cell : state.stopped) {
    const notice::CellText* text = notice::find(setting.notice, cell);
    if (text == nullptr) continue;
    texts.push_back(named(setting, cell) + ": " + text->wording.text.in(words.language()));
  }
  if (!texts.empty()) in_card.push_back(list("undo-cells", std::move(texts)));
  Block sent =
      form(state, "undo-form", words("stop.undo"),
           {button("undo", words("stop.undo_button"), Emphasis::plain, std::string(stop_undo))});
  std::get<Form>(sent.is).hidden.emplace_back("undo", state.undo);
  in_card.push_back(std::move(sent));
  blocks.push_back(card("undo-card", words("stop.undo"), std::move(in_card)));
}

std::string title_of(const Words& words, const StopState& state, std::string_view club) {
  switch (state.done) {
    case StopDone::nothing: return words("stop.title", {{"club", club}});
    case StopDone::stopped: return words("stop.done");
    case StopDone::less_often: return words("stop.less_done");
    case StopDone::undone: return words("stop.undone");
    case StopDone::not_undone: return words("stop.not_undone");
  }
  SAMTYCKE_NEVER("every case returns");
}

void add_what_was_done(const Setting& setting, const StopState& state, std::vector<Block>& blocks) {
  const Words& words = setting.words;
  switch (state.done) {
    case StopDone::nothing:
      blocks.push_back(paragraph("lead", words("stop.lead"), Tone::lead));
      return;
    case StopDone::stopped:
      blocks.push_back(message("said", Mood::success,
                               words(state.stopped.empty() ? "stop.already" : "stop.done_text")));
      if (!state.stopped.empty()) {
        blocks.push_back(list("stopped-cells", named(setting, state.stopped)));
      }
      return;
    case StopDone::less_often:
      blocks.push_back(
          message("said", Mood::success,
                  words("stop.less_done_text", {{"choice", limit_name(setting, state.limit)}})));
      return;
    case StopDone::undone:
      blocks.push_back(message("said", Mood::success, words("stop.undone_text")));
      return;
    case StopDone::not_undone:
      blocks.push_back(message("said", Mood::warning, words("stop.not_undone_text")));
      return;
  }
}

// Whoever passes the link on in another language gets the same page in it.
void lead_to_itself(Page& page, const Setting& setting, const StopState& state) {
  for (std::size_t i = 0; i < page.languages.size() && i < setting.all_words.size(); ++i) {
    page.languages[i].href = state.action + "?language=" + setting.all_words[i].language().text();
  }
}

}  // namespace

std::string less_often_word(std::string_view limit) {
  return "less." + std::string(limit);
}

Page stop_page(const Setting& setting, const consent::MemberFile* file, const StopState& state) {
  const Words& words = setting.words;
  const bool known = file != nullptr;
  Page page = framed(
      setting, PageName::problem,
      known ? title_of(words, state, setting.notice.club.name) : words("stop.unknown"), false);
  page.id = "stop";
  lead_to_itself(page, setting, state);
  if (!known) {
    page.blocks.push_back(paragraph("unknown", words("stop.unknown_text"), Tone::lead));
    return page;
  }
  add_what_was_done(setting, state, page.blocks);
  add_undo(setting, state, page.blocks);
  if (state.done != StopDone::stopped) add_choices(setting, *file, state, page.blocks);
  page.blocks.push_back(paragraph("still", words("stop.still"), Tone::muted));
  page.blocks.push_back(link("more", words("stop.more"), path_of(PageName::consents, words)));
  return page;
}

}  // namespace samtycke::view
