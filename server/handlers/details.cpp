#include "core/base/overloaded.h"
#include "core/wire/member_json.h"
#include "core/wire/request_json.h"
#include "server/handlers/handlers.h"
#include "server/handlers/saving.h"
#include "server/http/headers.h"

namespace samtycke::server::handlers {

Answer api_details(Call& call) {
  const auto details = wire::decode_details(call.request.body);
  if (!details.ok()) return problem(details.reason());
  const Language& language = details.value().language;
  if (!is_spoken(call.portal.notice(), language)) return unspoken_language();
  if (!has_header(call.request, "if-match")) return problem(Problem::version_required);
  const auto revision_seen = revision_of(header(call.request, "if-match"));
  if (!revision_seen) return problem(Problem::bad_if_match);

  const auto& corrections = details.value().corrections;
  return std::visit(
      Overloaded{
          [&](const SavedCorrections& saved) {
            Answer answer =
                json(200, wire::encode_outcome(saved.before, saved.outcome, call.portal.notice(),
                                               call.portal.now()));
            answer.headers.emplace_back("ETag",
                                        "\"" + std::to_string(saved.outcome.after.revision) + "\"");
            return answer;
          },
          [&](const std::vector<consent::BadCorrection>& bad) { return problem(bad, corrections); },
          [](StaleFile) { return problem(Problem::stale); },
          [&](StoreFault fault) { return refuse_write(call, fault); },
      },
      save_corrections(call, corrections, language, *revision_seen));
}

}  // namespace samtycke::server::handlers
