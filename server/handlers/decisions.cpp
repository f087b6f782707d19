#include <charconv>
#include <optional>
#include <utility>

#include "core/preview/preview.h"
#include "core/proof/sha256.h"
#include "core/wire/member_json.h"
#include "core/wire/preview_json.h"
#include "core/wire/request_json.h"
#include "server/handlers/handlers.h"
#include "server/handlers/saving.h"
#include "server/http/headers.h"

namespace samtycke::server::handlers {
namespace {

WishesFor wishes_of(const Call& call, const wire::WishList& list) {
  return [&call, &list](const consent::MemberFile& file) {
    return list.stop_everything
               ? consent::stop_everything(file, call.portal.notice(), list.language)
               : list.wishes;
  };
}

// The refused, by their place in what was asked for.
std::string held_back_as_json(const SavedWishes& saved, Problem why) {
  std::string list;
  for (const std::size_t place : saved.held_back) {
    list += (list.empty() ? "{" : ",{") + std::string("\"index\":") + std::to_string(place) +
            ",\"code\":" + json_text(key(why)) + "}";
  }
  return "[" + list + "]";
}

// The session had ended: what was carried out is counted, and nothing of the member is shown.
Answer withdrawn_answer(const SavedWishes& saved) {
  const std::size_t withdrawn = saved.outcome.decisions.size();
  if (withdrawn == 0 && !saved.held_back.empty()) return problem(Problem::signed_out);
  return json(200, "{\"withdrawn\":" + std::to_string(withdrawn) +
                       ",\"refused\":" + held_back_as_json(saved, Problem::signed_out) + "}");
}

std::string etag_of(const SavedWishes& saved) {
  return "\"" + std::to_string(saved.outcome.after.revision) + "\"";
}

Answer answer_for(const Call& call, const SavedWishes& saved, Problem when_held_back) {
  if (call.only_withdraws()) return withdrawn_answer(saved);
  const std::string outcome =
      wire::encode_outcome(saved.before, saved.outcome, call.portal.notice(), call.portal.now());
  Answer answer =
      saved.held_back.empty()
          ? json(200, outcome)
          : problem(when_held_back,
                    {{"refused", held_back_as_json(saved, when_held_back)}, {"outcome", outcome}});
  answer.headers.emplace_back("ETag", etag_of(saved));
  return answer;
}

// What the store keeps beside an idempotency key: the status, the revision and the body.
std::string stored(const Answer& answer) {
  return std::to_string(answer.status) + "\n" + std::string{value_of(answer.headers, "ETag")} +
         "\n" + answer.body;
}

Answer restored(std::string_view text) {
  const std::size_t first = text.find('\n');
  const std::size_t second = text.find('\n', first + 1);
  int status = 200;
  std::from_chars(text.data(), text.data() + first, status);
  Answer answer = json(status, std::string{text.substr(second + 1)});
  if (status >= 400) answer.headers.front().second = "application/problem+json";
  const std::string_view etag = text.substr(first + 1, second - first - 1);
  if (!etag.empty()) answer.headers.emplace_back("ETag", etag);
  return answer;
}

}  // namespace

Answer api_decisions(Call& call) {
  const auto list = wire::decode_wishes(call.request.body);
  if (!list.ok()) return problem(list.reason());
  if (!is_spoken(call.portal.notice(), list.value().language)) return unspoken_language();
  std::optional<std::int64_t> revision_seen;
  const bool has_revision = has_header(call.request, "if-match");
  if (has_revision) {
    revision_seen = revision_of(header(call.request, "if-match"));
    if (!revision_seen) return problem(Problem::bad_if_match);
  }
  if (call.only_withdraws()) revision_seen.reset();  // No yes fits.
  // A yes without a revision and a yes with an old one are both given back; a no in the same body is
  // carried out either way.
  const Problem when_held_back = has_revision ? Problem::stale : Problem::version_required;

  // Made once: what is stored is what is given now, to the byte, the time in it included. A round that lost to
  // another writer stored nothing, and its answer goes with it.
  std::optional<Answer> first;
  const WishesFor wishes = wishes_of(call, list.value());
  WishSaving saving;
  saving.wishes = [&](const consent::MemberFile& file) {
    first.reset();
    return wishes(file);
  };
  saving.revision_seen = revision_seen;
  saving.answer = [&](const SavedWishes& saved) {
    first = answer_for(call, saved, when_held_back);
    return stored(*first);
  };
  saving.idempotency = Idempotency{"member:" + call.member().text(),
                                   "POST /api/v1/me/decisions",
                                   std::string{header(call.request, "idempotency-key")},
                                   proof::sha256_hex(call.request.body),
                                   "",
                                   call.portal.now()};
  const WishesSaved saved = save_wishes(call, saving);
  if (const auto* fault = std::get_if<StoreFault>(&saved)) return refuse_write(call, *fault);
  if (const auto* earlier = std::get_if<std::string>(&saved)) return restored(*earlier);
  if (first) return std::move(*first);
  // Not stored, and so not looked for either.
  const auto earlier = call.portal.store().earlier_answer(*saving.idempotency);
  if (!earlier.ok()) return refuse(call, earlier.reason());
  return earlier.value() ? restored(*earlier.value())
                         : answer_for(call, std::get<SavedWishes>(saved), when_held_back);
}

Answer api_preview(Call& call) {
  const auto list = wire::decode_wishes(call.request.body);
  if (!list.ok()) return problem(list.reason());
  if (!is_spoken(call.portal.notice(), list.value().language)) return unspoken_language();
  const auto previewed = preview_wishes(call, wishes_of(call, list.value()));
  if (const auto* fault = std::get_if<StoreFault>(&previewed)) return refuse(call, *fault);
  const SavedWishes& drafted = std::get<SavedWishes>(previewed);
  const notice::Notice& notice = call.portal.notice();
  const Instant now = call.portal.now();
  const preview::Preview made{
      drafted.outcome,
      preview::difference_made(drafted.before, drafted.outcome, notice, call.portal.offers(), now)};
  Answer answer = json(200, wire::encode_preview(drafted.before, made, notice, now));
  answer.headers.emplace_back("ETag", etag_of(drafted));
  return answer;
}

}  // namespace samtycke::server::handlers
