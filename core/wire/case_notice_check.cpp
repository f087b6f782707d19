#include "core/notice/lint.h"
#include "core/wire/case_call.h"

namespace samtycke::wire {

std::string answer_notice_check(const CaseCall& call) {
  return document([&](JsonWriter& json) {
    json.object([&] {
      json.at("ok").boolean(true);
      json.at("warnings").list(notice::lint(call.notice), [&](const notice::Finding& finding) {
        json.object([&] {
          json.at("code").text(key(finding.doubt));
          json.at("place").text(finding.place);
        });
      });
    });
  });
}

std::string answer_broken_notice(const BadDocument& why) {
  return document([&](JsonWriter& json) {
    json.object([&] {
      write(json.at("error"), why);
      json.at("ok").boolean(false);
    });
  });
}

}  // namespace samtycke::wire
