#include <algorithm>

#include "core/base/check.h"
#include "core/base/holds.h"
#include "core/consent/join.h"
#include "core/view/field.h"
#include "core/view/frame.h"
#include "core/view/pages.h"
#include "core/view/value.h"

namespace samtycke::view {
namespace {

// No more than the membership needs: a name, a way in, an age where there is a rule about it, and the
// addresses of what the terms turn on (GDPR Art. 5(1)(c)).
std::vector<FieldId> fields_asked(const notice::Notice& notice) {
  std::vector<FieldId> ids;
  const auto ask = [&](const FieldId& id) {
    if (notice::find(notice, id) == nullptr) return;
    if (!holds(ids, id)) ids.push_back(id);
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

// The cells of the terms as join() sees them: with what was typed, and turned off, so far.
std::vector<consent::CellOfTerms> cells_of(const notice::Notice& notice, const JoinState& state) {
  consent::Joining joining;
  for (const TypedValue& one : state.typed) joining.details.push_back({one.field, one.value});
  for (const notice::Cell& cell : notice.terms.turns_on) {
    if (holds(state.turned_off, switch_name(cell))) joining.turned_off.push_back(cell);
  }
  return consent::cells_of_terms({}, joining, notice);
}

// A channel that needs no consent has none to give, and nobody can agree to an unnamed company (L3).
bool is_asked(consent::TermsCell cell) {
  return cell != consent::TermsCell::not_by_consent && cell != consent::TermsCell::sender_unnamed;
}

// On is what joining by the form as it stands turns on. Nobody joins without what is required, so an
// address that is required counts as filled in; another one does only when it is.
Block cell_switch(const Setting& setting, const consent::CellOfTerms& one) {
  const notice::Notice& notice = setting.notice;
  const Language& language = setting.words.language();
  const notice::CellText* text = notice::find(notice, one.cell);
  const notice::Channel* channel = notice::find(notice, one.cell.channel);
  SAMTYCKE_CHECK(text != nullptr && channel != nullptr);
  const notice::Field* address = notice::find(notice, channel->address);
  SAMTYCKE_CHECK(address != nullptr);
  const std::string field = address->name.in(language);
  const bool lacks_address = one.is == consent::TermsCell::no_address;
  Switch toggle;
  toggle.id = "cell-" + one.cell.sender.text() + "-" + one.cell.channel.text();
  toggle.name = switch_name(one.cell);
  toggle.label = name_of(setting, one.cell);
  toggle.hint = text->wording.text.in(language);
  toggle.on = one.is == consent::TermsCell::turned_on ||
              (lacks_address && is_required(notice, address->id));
  if (holds(fields_asked(notice), address->id)) {
    toggle.state = setting.words("join.needs_address", {{"field", field}});
  } else if (lacks_address) {
    toggle.locked = setting.words("join.not_asked_for", {{"field", field}});
  }
  return {std::move(toggle)};
}

Block turns_on_card(const Setting& setting, const JoinState& state) {
  if (state.said_no_before) {
    return card("turns-on", setting.words("join.turns_on"),
                {paragraph("turns-on-said-no", setting.words("join.said_no_before"))});
  }
  std::vector<Block> blocks = {paragraph("turns-on-text", setting.words("join.turns_on_text"))};
  for (const consent::CellOfTerms& one : cells_of(setting.notice, state)) {
    if (is_asked(one.is)) blocks.push_back(cell_switch(setting, one));
  }
  if (blocks.size() == 1) {
    blocks = {paragraph("turns-on-nothing", setting.words("join.turns_on_nothing"))};
  }
  return card("turns-on", setting.words("join.turns_on"), std::move(blocks));
}

Block about_you_card(const Setting& setting, const JoinState& state) {
  std::vector<Block> blocks;
  const notice::Terms& terms = setting.notice.terms;
  if (terms.minimum_age > 0) {
    blocks.push_back(paragraph(
        "age-rule", setting.words("join.age", {{"age", std::to_string(terms.minimum_age)}})));
  }
  for (const FieldId& id : fields_asked(setting.notice)) {
    if (id == member::field::email && !state.confirmed_email.empty()) {
      blocks.push_back(facts("confirmed-email",
                             {{setting.words("join.confirmed_email"), state.confirmed_email, ""}}));
      continue;
    }
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

std::vector<consent::Correction> typed_in_join_form(
    const notice::Notice& notice, const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::vector<consent::Correction> typed;
  for (const FieldId& id : fields_asked(notice)) {
    for (const auto& [name, value] : pairs) {
      if (name != id.text()) continue;
      typed.push_back({id, value});
      break;
    }
  }
  return typed;
}

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

Page join_start_page(const Setting& setting, const SignInState& state) {
  const Words& words = setting.words;
  Page page = framed(setting, PageName::join, words("join.title"), false);
  page.blocks.push_back(paragraph(
      "lead", words("join.start_lead", {{"club", setting.notice.club.name}}), Tone::lead));
  Form form = form_to(setting, PageName::join, "join-start-form", words("join.title"));
  form.blocks.push_back({email_field(words, "email", words("sign_in.email"),
                                     words("join.start_hint"), "sign_in", state)});
  form.blocks.push_back(
      button("send-join-code", words("join.start_button"), Emphasis::primary, "send_code"));
  page.blocks.push_back({std::move(form)});
  page.blocks.push_back(card(
      "what-next", words("sign_in.next_title"),
      {list("what-next-steps",
            {words("join.start_mail"), words("join.start_terms"), words("join.start_member")})}));
  page.blocks.push_back(
      link("to-sign-in", words("join.start_sign_in"), path_of(PageName::sign_in, words)));
  return page;
}

}  // namespace samtycke::view
