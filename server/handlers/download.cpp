#include "core/base/day.h"
#include "core/wire/download_json.h"
#include "server/handlers/handlers.h"

namespace samtycke::server::handlers {
namespace {

// "uppgifter-2026-03-29.json", in the language of the browser.
std::string file_name(const Call& call, Instant now) {
  const std::string path = call.path_of(view::PageName::data);
  return path.substr(path.rfind('/') + 1) + "-" + iso(local_day(now)) + ".json";
}

}  // namespace

Answer show_download(Call& call) {
  const auto file = call.portal.store().load(call.member());
  if (!file.ok()) return refuse(call, file.reason());
  return call.portal.page(view::download_page(call.setting(), file.value()), true);
}

Answer api_download(Call& call) {
  if (value_of(call.request.query, "format") != "json") {
    return problem(Problem::bad_request, {{"detail", json_text("the query must say format=json")}});
  }
  const auto file = call.portal.store().load(call.member());
  if (!file.ok()) return refuse(call, file.reason());
  const Instant now = call.portal.now();
  Answer answer = json(200, wire::encode_download(file.value(), call.portal.notice(), now));
  answer.headers.emplace_back("Content-Disposition",
                              "attachment; filename=\"" + file_name(call, now) + "\"");
  return answer;
}

}  // namespace samtycke::server::handlers
