#include "web/app/update.h"

#include <algorithm>

#include "core/base/overloaded.h"
#include "core/consent/correct.h"
#include "core/consent/standing.h"
#include "core/member/topics.h"
#include "core/wire/portal_json.h"
#include "core/wire/request_json.h"
#include "core/wire/sessions_json.h"
#include "web/app/blocks.h"
#include "web/app/receipts.h"
#include "web/app/view.h"

namespace samtycke::web {
namespace {

using view::Mood;
using view::PageName;

constexpr std::string_view api_path = "/api/v1/";

Fetch ask(std::string tag, std::string method, std::string_view what, std::string body = {}) {
  Fetch fetch;
  fetch.tag = std::move(tag);
  fetch.method = std::move(method);
  fetch.path = std::string(api_path) + std::string(what);
  fetch.body = std::move(body);
  fetch.idempotent = fetch.method == "POST";
  return fetch;
}

std::string etag(const Model& model) {
  return "\"" + std::to_string(model.me->file.revision) + "\"";
}

void quiet(Model& model) {
  model.said.reset();
  model.remark.reset();
}

// ---- Where the member is.

struct Address {
  PageName page;
  Language language;
};

// What the server wrote for a mail's link says whether this browser asked for the code, and "?confirm" what
// a code is wanted for: the program cannot know, for those cookies are not for scripts.
bool is_about_a_code(std::string_view path) {
  return path.find("?code=") != std::string_view::npos ||
         path.find("?confirm") != std::string_view::npos;
}

std::optional<PageName> page_in(std::string_view path, const view::Words& words) {
  if (is_about_a_code(path)) return std::nullopt;
  return view::page_at(path.substr(0, path.find_first_of("?#")), words);
}

std::optional<Address> address_of(const Model& model, std::string_view path) {
  for (const view::Words& words : model.words)
    if (const auto page = page_in(path, words)) return Address{*page, words.language()};
  return std::nullopt;
}

void go_to(Model& model, const Address& address, std::string path) {
  model.path = std::move(path);
  model.page = address.page;
  model.language = address.language;
  model.problem.clear();
  model.sessions.reset();  // What was true then is asked for anew.
  quiet(model);
  // A wish says in which language its text was read, and from now on that is this one.
  for (consent::Wish& wish : model.draft) wish.language = address.language;
}

std::string path_to(const Model& model, PageName page) {
  return view::path_of(page, words_of(model));
}

Effects show(Model& model, PageName page) {
  const std::string path = path_to(model, page);
  go_to(model, {page, model.language}, path);
  return {Navigate{path}, Focus{"title"}};
}

// ---- What the server answered that is the same whatever was asked.

Effects signed_out(Model& model, bool unsaved) {
  model.me.reset();
  model.receipts.reset();
  model.history = {};
  model.draft.clear();
  model.typed.clear();
  model.signed_in = false;
  model.problem = "signed_out";
  quiet(model);
  // A no that was on its way has not arrived, and nobody may believe that it has.
  if (unsaved) model.remark = Remark{Mood::error, "unsaved"};
  return {Focus{"title"}};
}

Effects remark(Model& model, std::string key, Mood mood = Mood::error) {
  quiet(model);
  model.remark = Remark{mood, std::move(key)};
  return {Focus{"title"}};
}

// Nothing was changed, as far as we know, and what was begun is kept.
Effects not_done(Model& model, int status) {
  if (status == 401) return signed_out(model, true);
  if (status == 0) return remark(model, "offline");
  if (status == 429) return remark(model, "too_many");
  return remark(model, "unavailable");
}

bool is_done(int status) {
  return status >= 200 && status < 300;
}

Effects refresh(Model& model, WhenFresh then, bool notice_too = false) {
  model.waiting = Waiting::fresh_file;
  model.when_fresh = std::move(then);
  Effects effects;
  if (notice_too) effects.push_back(ask("notice", "GET", "notice"));
  effects.push_back(ask("me", "GET", "me"));
  return effects;
}

// ---- Decisions.

bool says_yes(const std::vector<consent::Wish>& wishes) {
  return std::any_of(wishes.begin(), wishes.end(),
                     [](const consent::Wish& wish) { return !consent::is_no(wish.act); });
}

Effects send_wishes(Model& model, std::vector<consent::Wish> wishes, std::string tag) {
  wire::WishList list;
  const bool stop_everything = tag == "stop";
  list.stop_everything = stop_everything;
  list.notice_version_seen = model.notice->version;
  list.language = model.language;
  list.wishes = std::move(wishes);
  Fetch fetch = ask(std::move(tag), "POST", "me/decisions", wire::encode_wishes(list));
  // A yes must be about the file that the member saw; a no wins whatever has happened since.
  if (!stop_everything && says_yes(list.wishes)) fetch.if_match = etag(model);
  model.waiting = Waiting::decisions;
  return {std::move(fetch)};
}

std::vector<consent::Wish> wishes_for(const Model& model, const std::vector<std::string>& on) {
  // The page of somebody who left has no switches, and that none is on is no wish of theirs.
  const auto membership = consent::membership(model.me->file.decisions);
  if (std::holds_alternative<consent::Left>(membership)) return {};
  return view::wishes_from_switches(model.me->file, *model.notice, model.language,
                                    model.notice->version, on);
}

Effects flipped(Model& model, const Flipped& flip, double now_ms) {
  const auto page = page_of(model, now_ms);
  if (!page || !model.me || model.page != PageName::consents) return {};
  if (model.waiting != Waiting::nothing) return {};
  std::vector<std::string> on = names_on(*page);
  std::erase(on, flip.name);
  if (flip.on) on.push_back(flip.name);
  quiet(model);
  model.draft = wishes_for(model, on);

  // The page has changed far from the switch; those who listen hear it from here.
  const std::size_t count = model.draft.size();
  const view::Words& words = words_of(model);
  if (count == 0) return {Announce{words("app.no_changes"), false}};
  return {Announce{
      words(count == 1 ? "app.one_change" : "app.changes", {{"count", std::to_string(count)}}),
      false}};
}

void say_unsaved(Model& model) {
  model.said = view::Said{Mood::info, std::string(view::unsaved)};
}

// The button that was pressed may be gone with what was changed. The focus goes to the first switch that
// is as it was again, since the page's heading is far away from it.
Effects let_go(Model& model, double now_ms) {
  const auto page = page_of(model, now_ms);
  const std::string first = page ? first_changed(*page) : "";
  model.draft.clear();
  quiet(model);
  if (first.empty()) return {Focus{"title"}};
  return {Announce{words_of(model)("app.no_changes"), false}, Focus{first}};
}

Effects consents_sent(Model& model, const Sent& sent, std::string_view what, double now_ms) {
  if (what == "discard") return let_go(model, now_ms);
  if (what == "stop_everything") return send_wishes(model, {}, "stop");
  if (what.starts_with("stop.")) {
    quiet(model);
    return send_wishes(
        model, view::wishes_to_stop(model.me->file, *model.notice, model.language, what), "sender");
  }
  if (const auto act = view::answer_from(*model.notice, what)) {
    quiet(model);
    return send_wishes(model, {{*act, model.notice->version, model.language}}, "answered");
  }
  std::vector<std::string> on;
  for (const auto& [name, value] : sent.pairs)
    if (value == "on") on.push_back(name);
  model.draft = wishes_for(model, on);
  quiet(model);
  if (what == "preview") {
    say_unsaved(model);
    return {Focus{"title"}};
  }
  if (model.draft.empty()) {
    model.said = view::Said{Mood::info, "unchanged"};
    return {Focus{"title"}};
  }
  return send_wishes(model, model.draft, "decisions");
}

// What an answer to some decisions is about: what to say when they were taken.
Effects decisions_answered(Model& model, const Answered& answer, std::string_view done) {
  model.waiting = Waiting::nothing;
  WhenFresh then;
  const std::vector<std::string> refused = wire::refused_codes(answer.body);
  if (is_done(answer.status) && wire::only_withdrew(answer.body)) {
    Effects effects = signed_out(model, false);
    model.remark = Remark{Mood::warning, refused.empty() ? "withdrawn" : "withdrawn_only"};
    return effects;
  }
  const bool new_words =
      std::find(refused.begin(), refused.end(), "text_out_of_date") != refused.end();
  if (is_done(answer.status) && !refused.empty()) {
    then.remark = Remark{Mood::warning, new_words ? "new_words" : "not_taken"};
    then.forget_draft = !new_words;
    return refresh(model, std::move(then), true);
  }
  if (is_done(answer.status)) {
    then.said = view::Said{Mood::success, std::string(done)};
    then.forget_draft = done == "saved" || done == "stopped";
    return refresh(model, std::move(then));
  }
  // 412: what was turned off is saved; the rest was decided on an older file and is still a draft.
  if (answer.status == 412 || answer.status == 428) {
    then.remark = Remark{Mood::warning, "stale"};
    return refresh(model, std::move(then));
  }
  if (answer.status == 409 || answer.status == 422 || answer.status == 400) {
    then.remark = Remark{Mood::warning, "not_taken"};
    return refresh(model, std::move(then), true);
  }
  return not_done(model, answer.status);
}

// ---- The member's own details.

// What is wrong with a value, by the rule that saving runs; empty when nothing is.
std::string wrong_with(const Model& model, const consent::Correction& correction, double now_ms) {
  const auto tried = consent::correct(model.me->file, {correction}, *model.notice, model.language,
                                      {consent::Way::portal, "member", now_of(model, now_ms)});
  if (tried.ok()) return {};
  return std::visit([](const auto& why) { return std::string(key(why)); },
                    tried.reason().front().why);
}

const notice::Field* correctable(const Model& model, const std::string& name) {
  const notice::Field* field = notice::find(*model.notice, FieldId(name));
  return field != nullptr && consent::is_corrected_here(*field) ? field : nullptr;
}

Effects typed_data(Model& model, const Typed& typed, double now_ms) {
  if (!model.me || correctable(model, typed.name) == nullptr) return {};
  view::TypedValue& value = model.typed[typed.name];
  value.field = FieldId(typed.name);
  value.value = typed.value;
  // Nobody is told that a half-written address is wrong; once told, they see at once when it is right.
  if (typed.left || !value.error.empty())
    value.error = wrong_with(model, {value.field, value.value}, now_ms);
  return {};
}

// A topic is followed or not: the set is typed a topic at a time.
Effects flipped_topic(Model& model, const Flipped& flip) {
  for (const notice::Field& field : model.notice->fields) {
    if (field.kind != notice::FieldKind::topics || !field.corrected_by_member) continue;
    for (const notice::Topic& topic : model.notice->topics) {
      if (view::switch_name(field.id, topic.id) != flip.name) continue;
      const auto begun = model.typed.find(field.id.text());
      std::vector<TopicId> topics = member::topics_in(
          begun == model.typed.end() ? member::value_of(model.me->file.holdings, field.id)
                                     : std::string_view(begun->second.value));
      std::erase(topics, topic.id);
      if (flip.on) topics.push_back(topic.id);
      model.typed[field.id.text()] = {field.id, member::topics_value(std::move(topics)), ""};
    }
  }
  return {};
}

// One act about the membership as a whole, from a form of its own.
Effects whole_sent(Model& model, const std::string& what, consent::Act act) {
  quiet(model);
  return send_wishes(model, {{std::move(act), model.notice->version, model.language}}, what);
}

Effects data_sent(Model& model, const Sent& sent, const std::string& what, double now_ms) {
  if (what == "restrict") return whole_sent(model, what, consent::Restrict{});
  if (what == "lift_restriction") return whole_sent(model, what, consent::LiftRestriction{});
  wire::Details details;
  details.language = model.language;
  bool wrong = false;
  bool changed = false;
  for (auto& one : view::corrections_from_form(*model.notice, sent.pairs)) {
    if (correctable(model, one.field.text()) == nullptr) continue;
    view::TypedValue& typed = model.typed[one.field.text()];
    typed = {one.field, one.value, wrong_with(model, one, now_ms)};
    wrong = wrong || !typed.error.empty();
    details.corrections.push_back(std::move(one));
  }
  quiet(model);
  if (wrong) {
    const auto page = page_of(model, now_ms);
    return {Focus{page ? first_wrong(*page) : "title"}};
  }
  const auto tried =
      consent::correct(model.me->file, details.corrections, *model.notice, model.language,
                       {consent::Way::portal, "member", now_of(model, now_ms)});
  changed = tried.ok() && !tried.value().decisions.empty();
  if (!changed) {
    model.typed.clear();
    model.said = view::Said{Mood::info, "unchanged"};
    return {Focus{"title"}};
  }
  Fetch fetch = ask("details", "PATCH", "me/details", wire::encode_details(details));
  fetch.if_match = etag(model);
  model.waiting = Waiting::details;
  return {std::move(fetch)};
}

// A search among the purchases is an address; what was found is said where one stands, and the page stays.
Effects looked_for(Model& model, const Sent& sent, double now_ms) {
  if (!model.me) return {};
  const std::string path =
      path_to(model, PageName::data) + view::query_of(view::receipt_search(sent.pairs));
  go_to(model, {PageName::data, model.language}, path);
  Effects effects = {Navigate{path}};
  const auto page = page_of(model, now_ms);
  if (page) effects.push_back(Announce{paragraph_of(*page, "purchases-count"), false});
  return effects;
}

Effects details_answered(Model& model, const Answered& answer) {
  model.waiting = Waiting::nothing;
  WhenFresh then;
  if (is_done(answer.status)) {
    then.said = view::Said{Mood::success, "corrected"};
    then.forget_typed = true;
    return refresh(model, std::move(then));
  }
  if (answer.status == 412 || answer.status == 428 || answer.status == 409) {
    then.remark = Remark{Mood::warning, "stale"};
    return refresh(model, std::move(then));
  }
  if (answer.status == 422 || answer.status == 400) {
    then.remark = Remark{Mood::warning, "not_taken"};
    return refresh(model, std::move(then), true);
  }
  return not_done(model, answer.status);
}

// ---- Signing in and out.

std::string value_of(const Sent& sent, std::string_view name) {
  for (const auto& [key, value] : sent.pairs)
    if (key == name) return value;
  return {};
}

std::string wrong_with_email(std::string_view typed) {
  const auto email = member::validate_email(typed);
  return email.ok() ? std::string() : std::string(member::key(email.reason()));
}

Effects sign_in_sent(Model& model, const Sent& sent) {
  model.sign_in.email = value_of(sent, "email");
  model.sign_in.error = wrong_with_email(model.sign_in.email);
  quiet(model);
  if (!model.sign_in.error.empty()) return {Focus{"email"}};
  model.waiting = Waiting::sign_in;
  return {ask("sign-in", "POST", "sign-in",
              wire::encode_sign_in({model.sign_in.email, model.language}))};
}

Effects sign_in_answered(Model& model, const Answered& answer) {
  model.waiting = Waiting::nothing;
  if (is_done(answer.status)) {
    model.code = {model.sign_in.email, ""};
    return show(model, PageName::code);
  }
  if (answer.status == 429) {
    model.sign_in.error = "too_many";
    return {Focus{"email"}};
  }
  if (answer.status == 422 || answer.status == 400) {
    model.sign_in.error = "bad_email";
    return {Focus{"email"}};
  }
  return not_done(model, answer.status);
}

Effects code_sent(Model& model, const Sent& sent) {
  const std::string code = value_of(sent, "code");
  quiet(model);
  model.code.error = code.empty() ? "empty" : "";
  if (code.empty()) return {Focus{"code"}};
  model.waiting = Waiting::code;
  return {ask("session", "POST", "session", wire::encode_code({code}))};
}

Effects session_answered(Model& model, const Answered& answer) {
  model.waiting = Waiting::nothing;
  if (answer.status == 429) return not_done(model, answer.status);
  if (is_done(answer.status)) {
    model.signed_in = true;
    model.sign_in = {};
    model.code = {};
    Effects effects = show(model, PageName::overview);
    for (Effect& each : refresh(model, {})) effects.push_back(std::move(each));
    return effects;
  }
  if (answer.status == 0 || answer.status >= 500) return not_done(model, answer.status);
  const std::string code = wire::problem_code(answer.body);
  model.code.error =
      code.find("expired") != std::string::npos || answer.status == 410 ? "expired" : "wrong_code";
  return {Focus{"code"}};
}

// ---- Where the member is signed in.

Effects sessions_sent(Model& model, const std::string& what) {
  quiet(model);
  if (what == "everywhere") {
    model.waiting = Waiting::sign_out;
    return {ask("everywhere", "DELETE", "me/sessions")};
  }
  if (!what.starts_with("end.")) return {};
  model.waiting = Waiting::sign_out;
  return {ask("end-session", "DELETE", "me/sessions/" + what.substr(4))};
}

// One that is not there any more has ended, which is what was asked for.
Effects session_ended(Model& model, const Answered& answer) {
  model.waiting = Waiting::nothing;
  if (!is_done(answer.status) && answer.status != 404) return not_done(model, answer.status);
  model.said = view::Said{Mood::success, "session_ended"};
  return {ask("sessions", "GET", "me/sessions"), Focus{"title"}};
}

Effects sessions_answered(Model& model, const Answered& answer) {
  if (!is_done(answer.status)) return {};  // What is shown stays.
  auto sessions = wire::decode_sessions(answer.body);
  if (sessions.ok()) model.sessions = std::move(sessions).value();
  return {};
}

// ---- One function for each kind of intent.

Effects on(Model& model, const Started& started, double) {
  model.path = started.path;
  model.signed_in = started.signed_in;
  model.demo = started.demo;
  Effects effects = {ask("notice", "GET", "notice")};
  if (started.signed_in) effects.push_back(ask("me", "GET", "me"));
  return effects;
}

// Whether what the model knows is enough for a page; otherwise the server has one.
bool can_make(const Model& model, PageName page) {
  switch (page) {
    case PageName::sign_in:
    case PageName::code: return true;
    case PageName::notice: return model.me.has_value() || !model.signed_in;
    case PageName::overview:
    case PageName::consents:
    case PageName::offers:
    case PageName::why:
    case PageName::data:
    case PageName::preferences:
    case PageName::history:
    case PageName::download:
    case PageName::problem: return model.me.has_value();
    case PageName::email:
    case PageName::leave:
    case PageName::join: return false;  // Each has a step that a code takes, and is the server's.
    case PageName::sessions: return model.me.has_value() && model.sessions.has_value();
  }
  SAMTYCKE_NEVER("PageName");
}

// Anew at each visit: what waited has its place in the ledger by then.
Fetch ask_for_receipts(Model& model) {
  model.receipts.reset();
  model.history = {};
  return ask("history", "GET", "me/history");
}

Effects on(Model& model, const Went& went, double) {
  const auto address = address_of(model, went.path);
  if (!address || !can_make(model, address->page)) return {Leave{went.path}};
  go_to(model, *address, went.path);
  // A draft outlives the page. Who comes back to it is told so, since its switches may be far down.
  if (model.page == PageName::consents && !model.draft.empty()) say_unsaved(model);
  Effects effects = {Focus{"title"}};
  if (model.page == PageName::history) effects.push_back(ask_for_receipts(model));
  return effects;
}

Effects on(Model& model, const Flipped& flip, double now_ms) {
  if (model.me && model.page == PageName::preferences && model.waiting == Waiting::nothing) {
    return flipped_topic(model, flip);
  }
  return flipped(model, flip, now_ms);
}

Effects on(Model& model, const Typed& typed, double now_ms) {
  if (!model.notice) return {};
  if (model.page == PageName::data || model.page == PageName::preferences)
    return typed_data(model, typed, now_ms);
  if (model.page == PageName::sign_in && typed.name == "email") {
    model.sign_in.email = typed.value;
    if (!model.sign_in.error.empty()) model.sign_in.error = wrong_with_email(typed.value);
  }
  if (model.page == PageName::code && typed.name == "code" && !typed.value.empty())
    model.code.error.clear();
  return {};
}

Effects on(Model& model, const Sent& sent, double now_ms) {
  if (model.waiting != Waiting::nothing) return {};
  const std::string what = value_of(sent, "do");
  if (what == "sign_out") {
    model.waiting = Waiting::sign_out;
    return {ask("sign-out", "DELETE", "session")};
  }
  switch (model.page) {
    case PageName::sign_in: return sign_in_sent(model, sent);
    case PageName::code: return code_sent(model, sent);
    case PageName::consents: return model.me ? consents_sent(model, sent, what, now_ms) : Effects{};
    case PageName::data:
      if (sent.form == "purchases-search") return looked_for(model, sent, now_ms);
      return model.me ? data_sent(model, sent, what, now_ms) : Effects{};
    case PageName::preferences: return model.me ? data_sent(model, sent, what, now_ms) : Effects{};
    case PageName::overview:
    case PageName::offers:
    case PageName::why:
    case PageName::history:
    case PageName::download:
    case PageName::notice:
    case PageName::email:
    case PageName::leave:
    case PageName::join:
    case PageName::problem: return {};
    case PageName::sessions: return sessions_sent(model, what);
  }
  SAMTYCKE_NEVER("PageName");
}

// The server says "saved" in the address; taking its page over must not take the words away.
void say_done(Model& model) {
  const std::size_t at = model.path.find("done=");
  if (at == std::string::npos) return;
  const std::string key = model.path.substr(at + 5, model.path.find('&', at) - at - 5);
  if (words_of(model).has("done." + key)) model.said = view::Said{view::mood_of_done(key), key};
}

Effects notice_answered(Model& model, const Answered& answer) {
  if (!is_done(answer.status)) return {};
  auto portal = wire::decode_portal(answer.body);
  if (!portal.ok() || portal.value().words.empty()) return {};
  // What the server wrote at an address that is not a page of the program stays as it is. Without a
  // notice there is no page to put in its place.
  const auto& words = portal.value().words;
  if (!model.notice && std::none_of(words.begin(), words.end(), [&](const view::Words& each) {
        return page_in(model.path, each).has_value();
      }))
    return {};
  notice::Edition& edition = portal.value().edition;
  model.notice = std::move(edition.notice);
  model.offers = std::move(edition.offers);
  model.earlier = std::move(edition.earlier);
  model.words = std::move(portal.value().words);
  model.sign_in_by = std::move(portal.value().sign_in_by);
  // The club's own language first, as in the notice.
  std::stable_sort(model.words.begin(), model.words.end(),
                   [&](const view::Words& a, const view::Words& b) {
                     const auto& order = model.notice->languages;
                     return std::find(order.begin(), order.end(), a.language()) <
                            std::find(order.begin(), order.end(), b.language());
                   });
  say_done(model);
  if (const auto address = address_of(model, model.path)) {
    model.page = address->page;
    model.language = address->language;
  }
  if (model.signed_in && model.page == PageName::history) return {ask_for_receipts(model)};
  if (model.signed_in && model.page == PageName::sessions)
    return {ask("sessions", "GET", "me/sessions")};
  return {};
}

Effects receipts_answered(Model& model, const Answered& answer) {
  auto receipts =
      is_done(answer.status)
          ? wire::decode_receipts(answer.body)
          : Expected<wire::Receipts, wire::BadDocument>(Unexpected{wire::BadDocument{}});
  if (receipts.ok()) {
    model.receipts = std::move(receipts).value();
    check_receipts(model);
    return {};
  }
  if (answer.status == 401) return signed_out(model, !model.draft.empty() || !model.typed.empty());
  model.receipts.reset();
  model.history = {};
  if (model.me) {
    model.history.receipts.assign(model.me->file.decisions.size(), view::ReceiptState::not_fetched);
  }
  return {};
}

Effects me_answered(Model& model, const Answered& answer, double now_ms) {
  const bool refreshing = model.waiting == Waiting::fresh_file;
  if (refreshing) model.waiting = Waiting::nothing;
  const std::optional<WhenFresh> then = std::exchange(model.when_fresh, std::nullopt);
  auto me = is_done(answer.status)
                ? wire::decode_me(answer.body)
                : Expected<wire::Me, wire::BadDocument>(Unexpected{wire::BadDocument{}});
  if (!me.ok()) {
    if (answer.status == 401)
      return signed_out(model, !model.draft.empty() || !model.typed.empty());
    if (!refreshing) return {};  // The server's own page is still there.
    // Signed in, and there is nothing to show it with: the server has a page.
    if (!model.me) return {Leave{model.path}};
    return not_done(model, answer.status);
  }
  model.me = std::move(me).value();
  model.me_at_ms = now_ms;
  check_receipts(model);
  if (!then) return {};
  if (then->forget_draft) model.draft.clear();
  if (then->forget_typed) model.typed.clear();
  model.said = then->said;
  model.remark = then->remark;
  // Of a draft that is kept, what has come true meanwhile is no longer a wish.
  if (const auto page = page_of(model, now_ms); page && model.page == PageName::consents)
    model.draft = wishes_for(model, names_on(*page));
  return {Focus{"title"}};
}

Effects on(Model& model, const Answered& answer, double now_ms) {
  if (answer.tag == "notice") return notice_answered(model, answer);
  if (answer.tag == "me") return me_answered(model, answer, now_ms);
  if (answer.tag == "decisions") return decisions_answered(model, answer, "saved");
  if (answer.tag == "answered") return decisions_answered(model, answer, "answered");
  if (answer.tag == "stop") return decisions_answered(model, answer, "stopped");
  if (answer.tag == "sender") return decisions_answered(model, answer, "stopped_sender");
  if (answer.tag == "restrict") return decisions_answered(model, answer, "restricted");
  if (answer.tag == "lift_restriction") return decisions_answered(model, answer, "lifted");
  if (answer.tag == "history") return receipts_answered(model, answer);
  if (answer.tag == "details") return details_answered(model, answer);
  if (answer.tag == "sessions") return sessions_answered(model, answer);
  if (answer.tag == "end-session") return session_ended(model, answer);
  if (answer.tag == "sign-in") return sign_in_answered(model, answer);
  if (answer.tag == "session") return session_answered(model, answer);
  if (answer.tag == "sign-out" || answer.tag == "everywhere") {
    model.waiting = Waiting::nothing;
    if (!is_done(answer.status) && answer.status != 401) return not_done(model, answer.status);
    const bool everywhere = answer.tag == "everywhere";
    return {Leave{path_to(model, PageName::sign_in) +
                  (everywhere ? "?done=signed_out_everywhere" : "?done=signed_out")}};
  }
  return {};
}

}  // namespace

bool is_ours(const Model& model, std::string_view path) {
  const auto address = address_of(model, path);
  if (!address) return false;
  const bool to_sign_in = address->page == PageName::sign_in || address->page == PageName::code;
  return can_make(model, address->page) && !(to_sign_in && model.me);
}

Effects update(Model& model, const Intent& intent, double now_ms) {
  return std::visit([&](const auto& it) { return on(model, it, now_ms); }, intent);
}

}  // namespace samtycke::web
