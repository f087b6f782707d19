#include <array>

#include "core/base/holds.h"
#include "core/consent/correct.h"
#include "core/view/element.h"
#include "core/view/pages.h"
#include "core/wire/case_call.h"
#include "core/wire/readers.h"

namespace samtycke::wire {
namespace {

using view::PageName;

std::optional<PageName> page_from(std::string_view word) {
  constexpr std::array pages = {PageName::sign_in,  PageName::code,        PageName::overview,
                                PageName::consents, PageName::offers,      PageName::why,
                                PageName::data,     PageName::preferences, PageName::history,
                                PageName::download, PageName::notice,      PageName::join,
                                PageName::problem};
  for (const PageName page : pages) {
    if (view::key(page) == word) return page;
  }
  return std::nullopt;
}

// The words of the page's language. A page can be made only where notice and words both have it.
const view::Words* read_language(const CaseCall& call) {
  const Place place = call.with.at("language");
  const auto language = place.id<Language>();
  const view::Words* words = view::find(call.words, language);
  if (words != nullptr && holds(call.notice.languages, language)) return words;
  place.refuse(BadDocumentKind::unknown_id, "the notice or the interface has no such language");
  return nullptr;
}

std::optional<view::Said> read_said(const Place& with) {
  if (!with.has("said")) return std::nullopt;
  return view::Said{view::Mood::success, with.at("said").some_text()};
}

std::vector<consent::Wish> read_draft(const CaseCall& call, const consent::MemberFile& file) {
  if (!call.with.has("draft")) return {};
  const WishList list = read_wishes(call.with.at("draft"));
  if (!call.with.ok()) return {};
  return wishes_of(list, file, call.notice);
}

// What was typed and not saved, with what is wrong about it: as when the form was sent.
std::vector<view::TypedValue> read_typed(const CaseCall& call, const consent::MemberFile& file,
                                         Instant now) {
  std::vector<view::TypedValue> typed;
  if (!call.with.has("typed")) return typed;
  const Details details = read_details(call.with.at("typed"));
  if (!call.with.ok()) return typed;
  for (const auto& [field, value] : details.corrections) typed.push_back({field, value, {}});
  const auto outcome = consent::correct(file, details.corrections, call.notice, details.language,
                                        {consent::Way::portal, "member", now});
  if (outcome.ok()) return typed;
  for (const consent::BadCorrection& bad : outcome.reason()) {
    typed[bad.index].error = std::string(std::visit([](auto why) { return key(why); }, bad.why));
  }
  return typed;
}

// A form for joining that was filled in and not taken, with the error that stands over it.
view::JoinState read_joining(const CaseCall& call) {
  view::JoinState state;
  if (call.with.has("typed")) {
    for (const auto& [field, value] : read_details(call.with.at("typed")).corrections) {
      state.typed.push_back({field, value, {}});
    }
  }
  if (call.with.has("error")) state.error = call.with.at("error").text();
  return state;
}

std::string written(const view::Page& page) {
  return document([&](JsonWriter& json) {
    json.object([&] {
      json.at("html").text(view::html(view::elements(page)));
      json.at("speak").text(view::speak(page));
    });
  });
}

// The pages of a member who is signed in.
std::string own_page(const CaseCall& call, PageName name, const view::Setting& setting) {
  const consent::MemberFile file = read_case_member(call.with);
  const auto said = read_said(call.with);
  const auto draft = read_draft(call, file);
  const auto typed =
      call.with.ok() ? read_typed(call, file, setting.now) : std::vector<view::TypedValue>();
  if (!call.with.ok()) return {};
  switch (name) {
    case PageName::overview: return written(overview_page(setting, file, said));
    case PageName::consents: return written(consents_page(setting, file, draft, said));
    case PageName::offers: return written(offers_page(setting, file));
    case PageName::why: return written(why_page(setting, file));
    case PageName::data: return written(data_page(setting, file, typed, said));
    case PageName::preferences: return written(preferences_page(setting, file, typed, said));
    case PageName::history: return written(history_page(setting, file, {}));
    case PageName::download: return written(download_page(setting, file));
    case PageName::sign_in:
    case PageName::code:
    case PageName::notice:
    case PageName::sessions:
    case PageName::email:
    case PageName::leave:
    case PageName::join:
    case PageName::problem: break;
  }
  SAMTYCKE_NEVER("a page that is no member's");
}

}  // namespace

std::string answer_page(const CaseCall& call) {
  const PageName name = call.with.at("page").word(page_from);
  const view::Words* words = read_language(call);
  const Instant now = read_case_time(call.with);
  if (!call.with.ok()) return {};
  const view::Setting setting{.notice = call.notice,
                              .offers = call.offers,
                              .earlier = call.earlier,
                              .words = *words,
                              .all_words = call.words,
                              .now = now,
                              .form_token = {},
                              .demo = false};
  const auto text = [&](std::string_view key) {
    return call.with.has(key) ? call.with.at(key).text() : std::string();
  };
  switch (name) {
    case PageName::sign_in: return written(sign_in_page(setting, {text("email"), text("error")}));
    case PageName::code: return written(code_page(setting, {text("email"), text("error")}));
    case PageName::notice: return written(notice_page(setting, false));
    case PageName::sessions: return written(sessions_page(setting, {}, {}));
    case PageName::join: return written(join_page(setting, read_joining(call)));
    case PageName::problem: return written(problem_page(setting, text("problem"), false));
    case PageName::overview:
    case PageName::consents:
    case PageName::offers:
    case PageName::why:
    case PageName::data:
    case PageName::preferences:
    case PageName::history:
    case PageName::download:
    case PageName::email:
    case PageName::leave: return own_page(call, name, setting);
  }
  SAMTYCKE_NEVER("a page that is not in the list");
}

}  // namespace samtycke::wire
