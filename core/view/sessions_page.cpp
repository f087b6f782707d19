#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/pages.h"

namespace samtycke::view {
namespace {

Fact moment(const Words& words, std::string_view term, Instant at) {
  return {words(term), format_moment(at, words.language()), ""};
}

// Whoever goes from landmark to landmark must be able to tell the cards apart.
std::string title_of(const Words& words, const SessionRow& row, std::size_t other) {
  if (row.here) return words("sessions.here");
  return words("sessions.elsewhere") + (other > 1 ? " " + std::to_string(other) : "");
}

// The numbers of a session on the page, and among the others; its own name is for the button alone.
Block session_card(const Setting& setting, const SessionRow& row, std::size_t number,
                   std::size_t other) {
  const Words& words = setting.words;
  const std::string id = "session-" + std::to_string(number);
  std::vector<Block> blocks = {facts(id + "-facts", {moment(words, "sessions.started", row.started),
                                                     moment(words, "sessions.seen", row.seen)})};
  if (!row.here) {
    // Without a name of its own: each stands in a card that has one.
    Form form = form_to(setting, PageName::sessions, id + "-form", "");
    form.blocks.push_back(
        button(id + "-end", words("sessions.end"), Emphasis::plain, "end." + row.name));
    blocks.push_back({std::move(form)});
  }
  return card(id, title_of(words, row, other), std::move(blocks));
}

}  // namespace

Page sessions_page(const Setting& setting, const std::vector<SessionRow>& sessions,
                   const std::optional<Said>& said) {
  const Words& words = setting.words;
  Page page = framed(setting, PageName::sessions, words("sessions.title"), true);
  say(page, setting, said);
  page.blocks.push_back(paragraph("lead", words("sessions.lead"), Tone::lead));
  std::size_t number = 0;
  std::size_t other = 0;
  for (const SessionRow& row : sessions) {
    if (!row.here) ++other;
    page.blocks.push_back(session_card(setting, row, ++number, other));
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
