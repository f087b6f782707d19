#include "server/download/download.h"

#include <string>
#include <utility>

#include "server/handlers/handlers.h"

namespace samtycke::server::handlers {
namespace {

// The language that the query names, or else the browser's; null for one that the notice does not have.
const view::Words* words_asked_for(const Call& call) {
  const std::string_view language = value_of(call.request.query, "language");
  if (language.empty()) return &call.words;
  return view::find(call.setting().all_words, Language(std::string(language)));
}

}  // namespace

Answer show_download(Call& call) {
  const auto file = call.portal.store().load(call.member());
  if (!file.ok()) return refuse(call, file.reason());
  return call.portal.page(view::download_page(call.setting(), file.value()), true);
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
