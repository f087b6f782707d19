#include <algorithm>

#include "core/base/check.h"
#include "core/base/overloaded.h"
#include "core/consent/standing.h"
#include "core/preview/preview.h"
#include "core/view/cards.h"
#include "core/view/change.h"
#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/pages.h"
#include "core/view/value.h"
#include "core/view/what_if.h"

namespace samtycke::view {
namespace {

using consent::Agreed;
using consent::CellStanding;
using consent::Ended;
using consent::NeverAgreed;
using consent::NotObjected;
using consent::Objected;
using consent::PurposeStanding;
using consent::Withdrawn;

std::string day_of(const Change& change, Instant at) {
  return format_day(local_day(at), change.language());
}

std::string agreed_in_words(const Change& change, const Agreed& agreed, bool on) {
  const std::string day = day_of(change, agreed.by.at);
  if (!on) return change.words()("state.other_words", {{"day", day}});
  // How it was said is in the history on the data page: here it would be the same words a dozen times.
  return change.words()("state.agreed",
                        {{"day", day}, {"version", std::to_string(agreed.by.notice_version)}});
}

std::string not_objected_in_words(const Change& change, const ChannelId& channel) {
  const std::string own = "state.not_objected." + channel.text();
  return change.words()(change.words().has(own) ? own : "state.not_objected");
}

// What is saved, in words; of a flipped switch, what saving will do comes after it.
std::string state_in_words(const Change& change, const notice::Cell& cell, bool has_address) {
  const CellStanding standing =
      consent::standing_of(change.before.decisions, cell, change.notice());
  const bool on = consent::is_on(standing, cell, change.notice());
  const notice::Sender* sender = notice::find(change.notice(), cell.sender);
  const bool no_company = sender == nullptr || sender->legal_name.empty();
  const bool said_nothing_against =
      std::holds_alternative<NotObjected>(standing) || std::holds_alternative<Agreed>(standing);
  if (no_company && said_nothing_against) return change.words()("state.no_company");
  std::string text = std::visit(
      Overloaded{[&](NeverAgreed) { return change.words()("state.never_agreed"); },
                 [&](const Agreed& agreed) { return agreed_in_words(change, agreed, on); },
                 [&](Withdrawn w) {
                   return change.words()("state.withdrawn", {{"day", day_of(change, w.at)}});
                 },
                 [&](Ended e) {
                   return change.words()("state.ended", {{"day", day_of(change, e.at)}});
                 },
                 [&](NotObjected) { return not_objected_in_words(change, cell.channel); },
                 [&](Objected o) {
                   return change.words()("state.objected", {{"day", day_of(change, o.at)}});
                 }},
      standing);
  if (on && !has_address) text += " " + change.words()("state.on_without_address");
  return text;
}

// What keeps everything back, however a switch stands: by each of them, so that nobody waits for what
// does not come.
std::string kept_back_in_words(const Change& change) {
  const auto membership = consent::membership(change.before.decisions);
  if (std::holds_alternative<consent::Restricted>(membership)) {
    return change.words()("state.restricted");
  }
  const notice::Purpose* sending = stoppable_sending(change.notice());
  if (sending == nullptr || is_on(change.after(), *sending)) return {};
  return change.words()("state.sending_off", {{"what", name_of(change.setting, sending->id)}});
}

std::string state_in_words(const Change& change, const PurposeStanding& standing) {
  return std::visit(
      Overloaded{[&](NotObjected) { return change.words()("state.not_objected"); },
                 [&](Objected o) {
                   return change.words()("state.objected", {{"day", day_of(change, o.at)}});
                 }},
      standing);
}

void add_sentence(std::string& text, const std::string& more) {
  if (more.empty()) return;
  text += (text.empty() ? "" : " ") + more;
}

void mark_if_changed(const Change& change, Switch& toggle, bool saved) {
  toggle.changed = toggle.on != saved;
  if (!toggle.changed) return;
  add_sentence(toggle.state, change.words()(toggle.on ? "state.will_be_on" : "state.will_be_off"));
}

std::string field_name(const Change& change, const FieldId& id) {
  const notice::Field* field = notice::find(change.notice(), id);
  return field == nullptr ? id.text() : field->name.in(change.language());
}

bool may_correct(const Change& change, const FieldId& id) {
  const notice::Field* field = notice::find(change.notice(), id);
  return field != nullptr && field->corrected_by_member;
}

// Why a switch that is off cannot be turned on. What is on is never locked: no must always work.
std::optional<std::string> locked(const Change& change, const notice::Sender& sender,
                                  const notice::Channel& channel, bool saved, bool has_address) {
  if (saved) return std::nullopt;
  if (sender.legal_name.empty()) return change.words()("locked.unnamed");
  if (has_address || channel.permission == notice::Permission::opt_out) return std::nullopt;
  const std::string_view key =
      may_correct(change, channel.address) ? "locked.no_address" : "locked.no_address_ask";
  return change.words()(key, {{"field", field_name(change, channel.address)}});
}

// The end of a card with changed switches: what changes in it, and the way to save within reach of the
// flip. The form is sent whole whichever button is pressed, so a button says when there is more to it.
void end_with_changes(const Change& change, const std::string& id,
                      const std::vector<std::string>& here, std::vector<Block>& blocks) {
  if (here.empty()) return;
  const Words& words = change.words();
  std::string all;
  for (const std::string& line : here) all += (all.empty() ? "" : " ") + line;
  blocks.push_back(paragraph(id + "-changes", words("changes.here", {{"changes", all}})));

  const std::size_t total = changes_in_words(change).size();
  const std::string count = std::to_string(total);
  std::string save = words("consents.save_all", {{"count", count}});
  std::string discard = words("consents.discard_all", {{"count", count}});
  if (here.size() == total) {
    save = words(total == 1 ? "consents.save_one" : "consents.save_these");
    discard = words(total == 1 ? "consents.discard_one" : "consents.discard_these");
  }
  Actions actions;
  actions.id = id + "-decide";
  actions.blocks.push_back(button(id + "-save", std::move(save), Emphasis::primary, "save"));
  actions.blocks.push_back(button(id + "-discard", std::move(discard), Emphasis::plain, "discard"));
  blocks.push_back({std::move(actions)});
}

Block cell_switch(const Change& change, const notice::Sender& sender,
                  const notice::CellText& text) {
  const notice::Channel* channel = notice::find(change.notice(), text.cell.channel);
  SAMTYCKE_CHECK(channel != nullptr);
  const bool has_address = member::find(change.before.holdings, channel->address) != nullptr;
  const bool saved = is_on(change.before, text.cell, change.notice());

  Switch toggle;
  toggle.id = "cell-" + text.cell.sender.text() + "-" + text.cell.channel.text();
  toggle.name = switch_name(text.cell);
  toggle.label = name_of(change.setting, text.cell);
  toggle.hint = text.wording.text.in(change.language());
  toggle.state = state_in_words(change, text.cell, has_address);
  toggle.on = is_on(change.after(), text.cell, change.notice());
  toggle.locked = locked(change, sender, *channel, saved, has_address);
  mark_if_changed(change, toggle, saved);
  if (toggle.on) add_sentence(toggle.state, kept_back_in_words(change));
  return {std::move(toggle)};
}

Block sender_card(const Change& change, const notice::Sender& sender) {
  std::vector<Block> blocks;
  const std::string id = "sender-" + sender.id.text();
  blocks.push_back(
      paragraph(id + "-company",
                sender.legal_name.empty()
                    ? change.words()("consents.company_unnamed")
                    : change.words()("consents.company", {{"company", sender.legal_name}}),
                Tone::muted));
  blocks.push_back(paragraph(id + "-about", sender.explanation.in(change.language())));
  std::vector<std::string> changes;
  for (const notice::CellText& text : change.notice().cells) {
    if (text.cell.sender != sender.id) continue;
    blocks.push_back(cell_switch(change, sender, text));
    if (auto line = change_in_words(change, text.cell)) changes.push_back(std::move(*line));
  }
  end_with_changes(change, id, changes, blocks);
  // One switch is turned off as quickly by itself. What was begun elsewhere on the page stays begun.
  const auto stops =
      wishes_to_stop(change.before, change.notice(), change.language(), stop_name(sender.id));
  if (stops.size() > 1 && changes.empty()) {
    blocks.push_back(button(
        id + "-stop",
        change.words()("consents.stop_sender", {{"sender", sender.name.in(change.language())}}),
        Emphasis::plain, stop_name(sender.id)));
  }
  return card(id, sender.name.in(change.language()), std::move(blocks));
}

// The data a purpose uses, by the names of its fields.
std::vector<std::string> fields_of(const Change& change, const notice::Purpose& purpose) {
  std::vector<std::string> names;
  for (const FieldId& id : purpose.fields) names.push_back(field_name(change, id));
  return names;
}

Block purpose_switch(const Change& change, const notice::Purpose& purpose) {
  Switch toggle;
  toggle.id = "purpose-" + purpose.id.text();
  toggle.name = switch_name(purpose.id);
  toggle.label = name_of(change.setting, purpose.id);
  toggle.hint = purpose.objection->text.in(change.language());
  toggle.state = state_in_words(change, consent::standing_of(change.before.decisions, purpose.id));
  toggle.on = is_on(change.after(), purpose);
  mark_if_changed(change, toggle, is_on(change.before, purpose));
  return {std::move(toggle)};
}

Block category_switch(const Change& change, const notice::Purpose& purpose,
                      const notice::OptionalCategory& optional) {
  const consent::CategoryUse use{purpose.id, optional.category};
  Switch toggle;
  toggle.id = "category-" + purpose.id.text() + "-" + optional.category.text();
  toggle.name = switch_name(use);
  toggle.label = name_of(change.setting, use);
  toggle.hint = optional.wording.text.in(change.language());
  toggle.state = state_in_words(change, consent::standing_of(change.before.decisions, use));
  toggle.on = is_on(change.after(), use);
  mark_if_changed(change, toggle, is_on(change.before, use));
  if (toggle.on && purpose.objection && !is_on(change.after(), purpose)) {
    add_sentence(toggle.state, change.words()("state.purpose_off_anyway",
                                              {{"what", name_of(change.setting, purpose.id)}}));
  }
  return {std::move(toggle)};
}

Block uses_of(const Change& change, const notice::Purpose& purpose, const std::string& id) {
  Details uses;
  uses.id = id + "-uses";
  uses.summary = change.words()("consents.uses");
  uses.blocks.push_back(list(id + "-fields", fields_of(change, purpose)));
  return {std::move(uses)};
}

bool has_switches(const notice::Purpose& purpose) {
  return purpose.objection || !purpose.optional_categories.empty();
}

Block purpose_card(const Change& change, const notice::Purpose& purpose) {
  const std::string id = "about-" + purpose.id.text();
  std::vector<Block> blocks = {paragraph(id + "-text", purpose.explanation.in(change.language()))};
  if (purpose.objection) blocks.push_back(purpose_switch(change, purpose));
  blocks.push_back(uses_of(change, purpose, id));
  if (purpose.objection) {
    const bool sends = &purpose == stoppable_sending(change.notice());
    blocks.push_back(paragraph(
        id + "-off", change.words()(sends ? "consents.sending_off" : "consents.purpose_off"),
        Tone::muted));
  }
  if (!purpose.optional_categories.empty()) {
    blocks.push_back(paragraph(id + "-categories", change.words()("consents.categories")));
  }
  for (const notice::OptionalCategory& optional : purpose.optional_categories) {
    blocks.push_back(category_switch(change, purpose, optional));
  }
  end_with_changes(change, id, changes_in_words(change, purpose), blocks);
  return card(id, purpose.name.in(change.language()), std::move(blocks));
}

// What saving would do, and what it would not.
Block changes_card(const Change& change) {
  std::vector<Block> blocks;
  std::vector<std::string> changes = changes_in_words(change);
  std::vector<std::string> refusals = refusals_in_words(change);
  if (changes.empty() && refusals.empty()) {
    blocks.push_back(paragraph("changes-none", change.words()("changes.none")));
  }
  if (!changes.empty()) {
    blocks.push_back(list("changes-list", std::move(changes)));
    std::vector<std::string> consequences = consequences_in_words(
        change.setting, preview::difference_made(change.before, change.outcome, change.notice(),
                                                 change.setting.offers, change.setting.now));
    if (!consequences.empty()) {
      blocks.push_back(paragraph("changes-lead-to", change.words()("what_if.title")));
      blocks.push_back(list("changes-consequences", std::move(consequences)));
    }
    blocks.push_back(paragraph("changes-unsaved", change.words()("changes.unsaved"), Tone::muted));
  }
  if (!refusals.empty()) {
    blocks.push_back(message("refused", Mood::warning, change.words()("changes.refused")));
    blocks.push_back(list("refused-list", std::move(refusals)));
  }
  return card("changes", change.words()("changes.title"), std::move(blocks));
}

std::string_view rule_key(notice::Permission permission) {
  switch (permission) {
    case notice::Permission::consent: return "rights.channel.consent";
    case notice::Permission::opt_out: return "rights.channel.opt_out";
  }
  SAMTYCKE_NEVER("a permission that is not in the list");
}

// The right to object has a card of its own, apart from everything else (GDPR Art. 21(4)).
Block rights_card(const Change& change) {
  std::vector<std::string> rules;
  for (const notice::Channel& channel : change.notice().channels) {
    rules.push_back(
        change.words()(rule_key(channel.permission),
                       {{"channel", channel.name.in(change.language())}, {"law", channel.law}}));
  }
  Details law;
  law.id = "right-to-object-channels";
  law.summary = change.words()("rights.channels");
  law.blocks.push_back(list("right-to-object-rules", std::move(rules)));
  return card("right-to-object", change.words()("rights.title"),
              {paragraph("right-to-object-text", change.words()("rights.text")),
               paragraph("right-to-object-how", change.words()("rights.how")),
               paragraph("right-to-object-law", change.words()("rights.law"), Tone::muted),
               {std::move(law)}});
}

// The names of the addresses for want of which a switch cannot be turned on.
std::vector<std::string> missing_addresses(const Change& change) {
  std::vector<std::string> names;
  for (const notice::Channel& channel : change.notice().channels) {
    if (!may_correct(change, channel.address)) continue;
    if (member::find(change.before.holdings, channel.address) != nullptr) continue;
    std::string name = field_name(change, channel.address);
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

Block buttons(const Change& change) {
  Actions actions;
  actions.id = "decide";
  const Words& words = change.words();
  actions.blocks.push_back(button("save", words("consents.save"), Emphasis::primary, "save"));
  actions.blocks.push_back(
      button("preview", words("consents.preview"), Emphasis::plain, "preview"));
  if (!change.draft.empty()) {
    actions.blocks.push_back(
        button("discard", words("consents.discard"), Emphasis::plain, "discard"));
  }
  actions.blocks.push_back(button("stop-everything", words("consents.stop_everything"),
                                  Emphasis::plain, "stop_everything"));
  return {std::move(actions)};
}

Form consents_form(const Change& change) {
  Form form = form_to(change.setting, PageName::consents, "consents-form",
                      change.words()("consents.title"));
  form.hidden.emplace_back("notice_version", std::to_string(change.notice().version));
  // A yes is said to what this page shows. If the file has changed since, it is asked for again.
  form.hidden.emplace_back("revision", std::to_string(change.before.revision));
  // Offers at all come before offers by whom: the wider no is met first.
  const notice::Purpose* sending = stoppable_sending(change.notice());
  if (sending != nullptr) form.blocks.push_back(purpose_card(change, *sending));
  for (const notice::Sender& sender : change.notice().senders) {
    form.blocks.push_back(sender_card(change, sender));
  }
  for (const notice::Purpose& purpose : change.notice().purposes) {
    if (&purpose == sending || !has_switches(purpose)) continue;
    form.blocks.push_back(purpose_card(change, purpose));
  }
  if (!change.draft.empty()) form.blocks.push_back(changes_card(change));
  form.blocks.push_back(buttons(change));
  form.blocks.push_back(paragraph("stop-everything-text",
                                  change.words()("consents.stop_everything_text"), Tone::muted));
  return form;
}

// What was done, or begun, and the way down to what it means. The panel with the changes stands by the
// Save button, and a page that comes back from the server shows its top.
void say_on_top(Page& page, const Change& change, const std::optional<Said>& said) {
  if (!said) return;
  const Words& words = change.words();
  const std::size_t count = changes_in_words(change).size();
  if (said->key != unsaved) {
    say(page, change.setting, said);
  } else if (count != 0) {
    page.blocks.push_back(message(
        "said", said->mood,
        words(count == 1 ? "app.one_change" : "app.changes", {{"count", std::to_string(count)}})));
  } else if (change.outcome.refused.empty()) {
    page.blocks.push_back(message("said", said->mood, words("done.unchanged")));
  }
  if (!change.outcome.refused.empty() && said->key != "refused") {
    page.blocks.push_back(message("not-possible", Mood::warning, words("changes.some_refused")));
  }
  if (!change.draft.empty()) {
    page.blocks.push_back(link("to-changes", words("changes.to_panel"), "#changes"));
  }
}

// Of somebody who left: nothing is on and nothing can be turned on, so there are no switches. A no is
// taken all the same, since it outlives the membership (NIX-nämnden 21-115).
Block ended_card(const Change& change, Instant left_at) {
  const Words& words = change.words();
  std::vector<Block> blocks = {
      paragraph("ended-text", words("consents.ended_text", {{"day", day_of(change, left_at)}})),
      paragraph("ended-no", words("consents.ended_no"))};
  if (!consent::stop_everything(change.before, change.notice(), change.language()).empty()) {
    Form form =
        form_to(change.setting, PageName::consents, "consents-form", words("consents.title"));
    form.blocks = {paragraph("ended-stop", words("consents.ended_stop")),
                   button("stop-everything", words("consents.stop_everything"), Emphasis::plain,
                          "stop_everything")};
    blocks.push_back({std::move(form)});
  }
  return card("ended", words("consents.ended"), std::move(blocks));
}

}  // namespace

Page consents_page(const Setting& setting, const consent::MemberFile& file,
                   const std::vector<consent::Wish>& draft, const std::optional<Said>& said) {
  const Change change = change_of(setting, file, draft);
  const Words& words = setting.words;
  Page page = framed(setting, PageName::consents, words("consents.title"), true);
  const auto membership = consent::membership(file.decisions);
  if (const auto* left = std::get_if<consent::Left>(&membership)) {
    if (said && said->key != unsaved) say(page, setting, said);
    page.blocks.push_back(ended_card(change, left->at));
    return page;
  }
  say_on_top(page, change, said);
  page.blocks.push_back(paragraph("lead", words("consents.lead"), Tone::lead));
  const auto asked = consent::asked_again(file, setting.notice);
  if (!asked.empty()) page.blocks.push_back(asked_again_card(setting, file, asked));
  page.blocks.push_back(rights_card(change));
  const std::vector<std::string> missing = missing_addresses(change);
  if (!missing.empty()) {
    page.blocks.push_back(
        paragraph("missing", words("consents.missing", {{"fields", enumerated(missing, words)}})));
    page.blocks.push_back(link("add-missing", words("consents.add_missing"),
                               path_of(PageName::data, words) + "#correct"));
  }
  page.blocks.push_back({consents_form(change)});
  return page;
}

}  // namespace samtycke::view
