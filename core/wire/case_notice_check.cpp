#include "core/notice/lint.h"
#include "core/wire/case_call.h"

namespace samtycke::wire {

std::string answer_notice_check(const CaseCall& call) {
  Json json = Json::object();
  json.set("ok", Json(true))
      .set("warnings", list_of(notice::lint(call.notice), [](const notice::Finding& finding) {
             Json one = Json::object();
             one.set("code", Json(key(finding.doubt))).set("place", Json(finding.place));
             return one;
           }));
  return canonical(json);
}

std::string answer_broken_notice(const BadDocument& why) {
  Json error = Json::object();
  error.set("code", Json(key(why.kind)))
      .set("pointer", Json(why.pointer))
      .set("detail", Json(why.detail));
  Json json = Json::object();
  json.set("ok", Json(false)).set("error", std::move(error));
  return canonical(json);
}

}  // namespace samtycke::wire
