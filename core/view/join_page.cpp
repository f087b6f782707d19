#include <algorithm>

#include "core/base/check.h"
#include "core/view/field.h"
#include "core/view/frame.h"
#include "core/view/pages.h"
#include "core/view/value.h"

namespace samtycke::view {
namespace {

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What accepting the terms can turn on: an unnamed company is never among it (L3).
bool can_turn_on(const notice::Notice& notice, const notice::Cell& cell) {
  const notice::Sender* sender = notice::find(notice, cell.sender);
  const notice::Channel* channel = notice::find(notice, cell.channel);
  SAMTYCKE_CHECK(sender != nullptr && channel != nullptr);
  return !sender->legal_name.empty() && channel->permission == notice::Permission::consent;
}

Block cell_switch(const Setting& setting, const notice::Cell& cell, const JoinState& state) {
  const Language& language = setting.words.language();
  const notice::CellText* text = notice::find(setting.notice, cell);
  const notice::Channel* channel = notice::find(setting.notice, cell.channel);
  SAMTYCKE_CHECK(text != nullptr && channel != nullptr);
  const notice::Field* address = notice::find(setting.notice, channel->address);
  Switch toggle;
  toggle.id = "cell-" + cell.sender.text() + "-" + cell.channel.text();
  toggle.name = switch_name(cell);
  toggle.label = name_of(setting, cell);
  toggle.hint = text->wording.text.in(language);
  toggle.on = !holds(state.turned_off, toggle.name);
  if (address != nullptr) {
    toggle.state = setting.words("join.needs_address", {{"field", address->name.in(language)}});
  }
  return {std::move(toggle)};
}

Block turns_on_card(const Setting& setting, const JoinState& state) {
  std::vector<Block> blocks = {paragraph("turns-on-text", setting.words("join.turns_on_text"))};
  for (const notice::Cell& cell : setting.notice.terms.turns_on) {
    if (can_turn_on(setting.notice, cell)) blocks.push_back(cell_switch(setting, cell, state));
  }
  if (blocks.size() == 1) {
    blocks = {paragraph("turns-on-nothing", setting.words("join.turns_on_nothing"))};
  }
  return card("turns-on", setting.words("join.turns_on"), std::move(blocks));
}

// No more than the membership needs: a name, a way in, an age where there is a rule about it, and the
// addresses of what the terms turn on (GDPR Art. 5(1)(c)).
std::vector<FieldId> fields_asked(const notice::Notice& notice) {
  std::vector<FieldId> ids;
  const auto ask = [&](const FieldId& id) {
    if (notice::find(notice, id) == nullptr) return;
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  };
  ask(member::field::given_name);
  ask(member::field::family_name);
  if (notice.terms.minimum_age > 0) ask(member::field::birth_date);
  ask(member::field::email);
  for (const notice::Cell& cell : notice.terms.turns_on) {
    const notice::Channel* channel = notice::find(notice, cell.channel);
    const notice::Field* address =
        channel == nullptr ? nullptr : notice::find(notice, channel->address);
    if (address != nullptr && address->corrected_by_member) ask(address->id);
  }
  return ids;
}

bool is_required(const notice::Notice& notice, const FieldId& id) {
  if (id == member::field::email) return true;
  return id == member::field::birth_date && notice.terms.minimum_age > 0;
}

Block about_you_card(const Setting& setting, const JoinState& state) {
  std::vector<Block> blocks;
  const notice::Terms& terms = setting.notice.terms;
  if (terms.minimum_age > 0) {
    blocks.push_back(paragraph(
        "age-rule", setting.words("join.age", {{"age", std::to_string(terms.minimum_age)}})));
  }
  for (const FieldId& id : fields_asked(setting.notice)) {
    const notice::Field* from = notice::find(setting.notice, id);
    Field field = field_for(setting, *from, "", state.typed);
    field.id = "join-" + id.text();
    field.required = is_required(setting.notice, id);
    blocks.push_back({std::move(field)});
  }
  return card("about-you", setting.words("join.about_you"), std::move(blocks));
}

Block terms_card(const Setting& setting, const JoinState& state) {
  const Words& words = setting.words;
  const notice::Terms& terms = setting.notice.terms;
  Switch accept;
  accept.id = "accept-terms";
  accept.name = "accept_terms";
  accept.label = words("join.accept");
  accept.on = state.terms_accepted;
  return card(
      "terms", words("join.terms"),
      {paragraph("terms-text", terms.wording.text.in(words.language())),
       paragraph("terms-version",
                 words("join.version", {{"version", std::to_string(setting.notice.version)}}),
                 Tone::muted),
       link("terms-notice", words("footer.notice"), path_of(PageName::notice, words)),
       {std::move(accept)}});
}

}  // namespace

Page join_page(const Setting& setting, const JoinState& state) {
  const Words& words = setting.words;
  Page page = framed(setting, PageName::join, words("join.title"), false);
  if (!state.error.empty()) {
    const std::string key = "join.error." + state.error;
    const std::string age = std::to_string(setting.notice.terms.minimum_age);
    page.blocks.push_back(
        message("not-joined", Mood::error,
                words(words.has(key) ? key : "join.error.other", {{"age", age}})));
  }
  page.blocks.push_back(
      paragraph("lead", words("join.lead", {{"club", setting.notice.club.name}}), Tone::lead));
  Form form = form_to(setting, PageName::join, "join-form", words("join.title"));
  form.hidden.emplace_back("notice_version", std::to_string(setting.notice.version));
  form.blocks.push_back(about_you_card(setting, state));
  form.blocks.push_back(terms_card(setting, state));
  form.blocks.push_back(turns_on_card(setting, state));
  form.blocks.push_back(button("join", words("join.button"), Emphasis::primary, "join"));
  form.blocks.push_back(paragraph("join-after", words("join.after"), Tone::muted));
  page.blocks.push_back({std::move(form)});
  return page;
}

}  // namespace samtycke::view
