#include "server/download/download.h"

#include <string>
#include <utility>

#include "server/handlers/handlers.h"
#include "server/handlers/signing_in.h"

namespace samtycke::server::handlers {
namespace {

// The language that the query names, or else the browser's; null for one that the notice does not have.
const view::Words* words_asked_for(const Call& call) {
  const std::string_view language = value_of(call.request.query, "language");
  if (language.empty()) return &call.words;
  return view::find(call.setting().all_words, Language(std::string(language)));
}

// A browser that follows the page's link is led to the way to a code; the program in it leaves that page
// to us. A program is told.
Answer fresh_code_first(const Call& call, const view::Words& words) {
  const bool followed_a_link =
      header(call.request, "accept").find("text/html") != std::string_view::npos;
  if (!followed_a_link) return problem(Problem::fresh_code_needed);
  return see_other(view::path_of(view::PageName::download, words) + "?confirm");
}

}  // namespace

Answer show_download(Call& call) {
  const auto file = call.portal.store().load(call.member());
  if (!file.ok()) return refuse(call, file.reason());
  return call.portal.page(view::download_page(call.setting(), file.value(), confirmed(call)), true);
}

Answer send_download(Call& call) {
  if (value_of(call.form, "do") == "send_code") return send_fresh_code(call, CodeFor::download);
  return see_other(call.path_of(view::PageName::download));
}

Answer api_download(Call& call) {
  const auto format = download_format_from(value_of(call.request.query, "format"));
  const view::Words* words = words_asked_for(call);
  if (!format || words == nullptr) {
    return problem(
        Problem::bad_request,
        {{"detail", json_text("the query must say format=json, csv or html, and may name "
                              "a language of the notice")}});
  }
  if (!call.caller.fresh) return fresh_code_first(call, *words);
  const auto file = call.portal.store().load(call.member());
  if (!file.ok()) return refuse(call, file.reason());
  const view::Setting setting = call.portal.page_setting(*words, call.caller);
  auto download = make_download(*format, file.value(), setting);
  if (!download) return refuse(call, Problem::failed);
  return Answer{200,
                {{"Content-Type", download->media_type},
                 {"Content-Disposition", "attachment; filename=\"" + download->name + "\""}},
                std::move(download->bytes)};
}

Answer api_download_schema(Call& call) {
  Answer answer = json(200, call.portal.setting().download_schema);
  answer.headers = {{"Content-Type", "application/schema+json"}};
  answer.cache = "public, no-cache";
  return answer;
}

}  // namespace samtycke::server::handlers
