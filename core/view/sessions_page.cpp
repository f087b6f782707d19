#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/pages.h"

namespace samtycke::view {
namespace {

Fact moment(const Words& words, std::string_view term, Instant at) {
  return {words(term), format_moment(at, words.language()), ""};
}

// The number of a session on the page; its own name is for the button alone.
Block session_card(const Setting& setting, const SessionRow& row, std::size_t number) {
  const Words& words = setting.words;
  const std::string id = "session-" + std::to_string(number);
  std::vector<Block> blocks = {facts(id + "-facts", {moment(words, "sessions.started", row.started),
                                                     moment(words, "sessions.seen", row.seen)})};
  if (!row.here) {
    Form form = form_to(setting, PageName::sessions, id + "-form", words("sessions.end"));
    form.blocks.push_back(
        button(id + "-end", words("sessions.end"), Emphasis::plain, "end." + row.name));
    blocks.push_back({std::move(form)});
  }
  return card(id, words(row.here ? "sessions.here" : "sessions.elsewhere"), std::move(blocks));
}

}  // namespace

Page sessions_page(const Setting& setting, const std::vector<SessionRow>& sessions,
                   const std::optional<Said>& said) {
  const Words& words = setting.words;
  Page page = framed(setting, PageName::sessions, words("sessions.title"), true);
  say(page, setting, said);
  page.blocks.push_back(paragraph("lead", words("sessions.lead"), Tone::lead));
  std::size_t number = 0;
  for (const SessionRow& row : sessions) {
    page.blocks.push_back(session_card(setting, row, ++number));
  }
  Form form =
      form_to(setting, PageName::sessions, "everywhere-form", words("sessions.everywhere_title"));
  form.blocks.push_back(
      button("everywhere", words("sessions.everywhere"), Emphasis::primary, "everywhere"));
  page.blocks.push_back(
      card("everywhere-card", words("sessions.everywhere_title"),
           {paragraph("everywhere-text", words("sessions.everywhere_text")), {std::move(form)}}));
  page.blocks.push_back(paragraph("sessions-end", words("sessions.by_itself"), Tone::muted));
  return page;
}

}  // namespace samtycke::view
