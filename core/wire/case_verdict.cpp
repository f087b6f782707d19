#include "core/verdict/offers_for.h"
#include "core/verdict/verdict.h"
#include "core/wire/case_call.h"
#include "core/wire/notice_words.h"
#include "core/wire/verdict_json.h"
#include "core/wire/verdict_parts.h"

namespace samtycke::wire {
namespace {

void write(JsonWriter& json, const verdict::OfferAnswer& answer) {
  json.object([&] {
    json.at("channels").list(answer.channels, [&](const verdict::ByChannel& by) {
      json.object([&] {
        json.at("channel").text(by.channel.text());
        write_members(json, by.verdict);
      });
    });
    json.at("offer").text(answer.offer.text());
    json.at("reaches").boolean(verdict::reaches(answer));
  });
}

}  // namespace

std::string answer_verdict(const CaseCall& call) {
  const consent::MemberFile file = read_case_member(call.with);
  verdict::Question question;
  question.sender = call.with.at("sender").id<SenderId>();
  question.channel = call.with.at("channel").id<ChannelId>();
  question.kind = call.with.at("kind").word(offer_kind_from);
  question.offer = OfferId(call.with.text_if_there("offer"));
  question.at = read_case_time(call.with);
  if (!call.with.ok()) return {};
  return encode_verdict(verdict::verdict(file, question, call.notice, call.offers),
                        verdict::all_reasons(file, question, call.notice, call.offers));
}

std::string answer_offers(const CaseCall& call) {
  const consent::MemberFile file = read_case_member(call.with);
  const Instant at = read_case_time(call.with);
  if (!call.with.ok()) return {};
  const auto answers = verdict::offers_for(file, call.notice, call.offers, at);
  return document([&](JsonWriter& json) {
    json.object([&] {
      json.at("offers").list(answers, [&](const verdict::OfferAnswer& one) { write(json, one); });
    });
  });
}

}  // namespace samtycke::wire
