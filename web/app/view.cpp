#include "web/app/view.h"

#include <algorithm>

namespace samtycke::web {
namespace {

std::vector<view::TypedValue> typed_values(const Model& model) {
  std::vector<view::TypedValue> all;
  all.reserve(model.typed.size());
  for (const auto& [name, value] : model.typed) all.push_back(value);
  return all;
}

view::Page member_page(const Model& model, const view::Setting& setting) {
  const consent::MemberFile& file = model.me->file;
  switch (model.page) {
    case view::PageName::overview: return view::overview_page(setting, file, model.said);
    case view::PageName::consents:
      return view::consents_page(setting, file, model.draft, model.said);
    case view::PageName::offers: return view::offers_page(setting, file);
    case view::PageName::why: return view::why_page(setting, file);
    case view::PageName::data:
      return view::data_page(setting, file, typed_values(model), model.said,
                             view::receipt_search_at(model.path));
    case view::PageName::preferences:
      return view::preferences_page(setting, file, typed_values(model), model.said);
    case view::PageName::history: return view::history_page(setting, file, model.history);
    case view::PageName::download: return view::download_page(setting, file);
    case view::PageName::notice: return view::notice_page(setting, true);
    case view::PageName::sign_in: return view::sign_in_page(setting, model.sign_in);
    case view::PageName::code: return view::code_page(setting, model.code);
    case view::PageName::sessions: return view::sessions_page(setting, *model.sessions, model.said);
    case view::PageName::email:  // These are the server's own, each with a step that a code takes.
    case view::PageName::leave:
    case view::PageName::join:
    case view::PageName::problem: return view::problem_page(setting, "not_found", true);
  }
  SAMTYCKE_NEVER("PageName");
}

bool is_the_servers(view::PageName page) {
  return page == view::PageName::email || page == view::PageName::leave ||
         page == view::PageName::join;
}

std::optional<view::Page> bare_page(const Model& model, const view::Setting& setting) {
  if (!model.problem.empty())
    return view::problem_page(setting, model.problem, model.signed_in && model.me.has_value());
  if (model.page == view::PageName::sign_in) return view::sign_in_page(setting, model.sign_in);
  if (model.page == view::PageName::code) return view::code_page(setting, model.code);
  // Whoever is signed in meets the member's menu there: without it, the server's page stays.
  if (model.page == view::PageName::notice && !model.signed_in)
    return view::notice_page(setting, false);
  if (!model.me || is_the_servers(model.page)) return std::nullopt;
  if (model.page == view::PageName::sessions && !model.sessions) return std::nullopt;
  return member_page(model, setting);
}

}  // namespace

const view::Words& words_of(const Model& model) {
  SAMTYCKE_CHECK(!model.words.empty());
  const view::Words* words = view::find(model.words, model.language);
  return words == nullptr ? model.words.front() : *words;
}

Instant now_of(const Model& model, double now_ms) {
  if (!model.me) return {};
  return {model.me->now.utc_ms + static_cast<std::int64_t>(std::max(0.0, now_ms - model.me_at_ms))};
}

std::optional<view::Page> page_of(const Model& model, double now_ms) {
  if (!model.notice || model.words.empty()) return std::nullopt;
  const view::Words& words = words_of(model);
  const view::Setting setting{
      *model.notice,         model.offers, model.earlier, words, model.words,
      now_of(model, now_ms), "",           model.demo,    "",    model.sign_in_by};
  std::optional<view::Page> page = bare_page(model, setting);
  // The pages before signing in have no place for what was done; it goes on top of them.
  const bool outside = model.page == view::PageName::sign_in || model.page == view::PageName::code;
  if (page && model.said && outside && model.problem.empty()) {
    view::Message message;
    message.id = "said";
    message.mood = model.said->mood;
    message.text = words(std::string("done.") + model.said->key);
    page->blocks.insert(page->blocks.begin(), view::Block{std::move(message)});
  }
  if (page && model.remark) {
    view::Message message;
    message.id = "remark";
    message.mood = model.remark->mood;
    message.text = words("app." + model.remark->key);
    page->blocks.insert(page->blocks.begin(), view::Block{std::move(message)});
  }
  return page;
}

}  // namespace samtycke::web
