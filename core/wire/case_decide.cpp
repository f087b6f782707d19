#include <variant>

#include "core/consent/correct.h"
#include "core/consent/decide.h"
#include "core/wire/case_call.h"
#include "core/wire/member_json.h"
#include "core/wire/preview_json.h"
#include "core/wire/readers.h"

namespace samtycke::wire {
namespace {

consent::Circumstance read_circumstance(const Place& with) {
  consent::Circumstance circumstance;
  circumstance.at = read_case_time(with);
  if (with.has("way")) circumstance.way = with.at("way").word(consent::way_from);
  if (with.has("actor")) circumstance.actor = with.at("actor").some_text();
  return circumstance;
}

// Every bad value, by the place where it was typed.
std::string not_correctable(const Details& details,
                            const std::vector<consent::BadCorrection>& all) {
  return document([&](JsonWriter& json) {
    json.object([&] {
      json.at("bad").list(all, [&](const consent::BadCorrection& bad) {
        json.object([&] {
          json.at("code").text(std::visit([](auto why) { return key(why); }, bad.why));
          json.at("field").text(details.corrections[bad.index].field.text());
        });
      });
    });
  });
}

std::string correct(const CaseCall& call, const consent::MemberFile& file,
                    const consent::Circumstance& circumstance) {
  const Details details = read_details(call.with.at("details"));
  if (!call.with.ok()) return {};
  const auto outcome =
      consent::correct(file, details.corrections, call.notice, details.language, circumstance);
  if (!outcome.ok()) return not_correctable(details, outcome.reason());
  return encode_outcome(file, outcome.value(), call.notice, circumstance.at);
}

}  // namespace

std::vector<consent::Wish> wishes_of(const WishList& list, const consent::MemberFile& file,
                                     const notice::Notice& notice) {
  if (!list.stop_everything) return list.wishes;
  return consent::stop_everything(file, notice, list.language);
}

std::string answer_decide(const CaseCall& call) {
  const consent::MemberFile file = read_case_member(call.with);
  const consent::Circumstance circumstance = read_circumstance(call.with);
  if (call.with.has("details")) {
    call.with.without({"wishes"});
    return correct(call, file, circumstance);
  }
  const WishList wishes = read_wishes(call.with.at("wishes"));
  if (!call.with.ok()) return {};
  const auto outcome =
      consent::decide_all(file, wishes_of(wishes, file, call.notice), call.notice, circumstance);
  return encode_outcome(file, outcome, call.notice, circumstance.at);
}

std::string answer_preview(const CaseCall& call) {
  const consent::MemberFile file = read_case_member(call.with);
  const consent::Circumstance circumstance = read_circumstance(call.with);
  const WishList wishes = read_wishes(call.with.at("wishes"));
  if (!call.with.ok()) return {};
  const auto preview = preview::preview(file, wishes_of(wishes, file, call.notice), call.notice,
                                        call.offers, circumstance);
  return encode_preview(file, preview, call.notice, circumstance.at);
}

}  // namespace samtycke::wire
