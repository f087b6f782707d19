#include "core/wire/offers_json.h"

#include "core/wire/json.h"
#include "core/wire/notice_reading.h"
#include "core/wire/notice_words.h"
#include "core/wire/readers.h"

namespace samtycke::wire {
namespace {

void write(JsonWriter& json, const notice::Offer& offer) {
  json.object([&] {
    write_ids(json.at("channels"), offer.channels);
    json.at("clause").text(offer.clause.text());
    json.at("from").text(iso(offer.from));
    json.at("id").text(offer.id.text());
    json.at("kind").text(word_of(offer.kind));
    json.text_if_some("segment", offer.segment.text());
    json.at("sender").text(offer.sender.text());
    write(json.at("text"), offer.text);
    write(json.at("title"), offer.title);
    json.text_if_some("topic", offer.topic.text());
    json.at("until").text(iso(offer.until));
  });
}

void read_channels(const Place& at, const notice::Notice& notice, notice::Offer& offer) {
  auto& channels = offer.channels;
  at.each([&](const Place& one) {
    auto id = read_known_id<ChannelId>(one, notice, "channel");
    if (std::find(channels.begin(), channels.end(), id) != channels.end()) {
      one.refuse(BadDocumentKind::inconsistent, "this channel stands twice");
    }
    channels.push_back(std::move(id));
  });
  if (channels.empty()) {
    at.refuse(BadDocumentKind::out_of_range, "an offer goes out by at least one channel");
  }
}

// A personal offer is for whoever is in its segment, and a general one for everybody (N2, N3).
void read_segment(const Place& at, const notice::Notice& notice, notice::Offer& offer) {
  switch (offer.kind) {
    case notice::OfferKind::personal:
      offer.segment = read_known_id<SegmentId>(at.at("segment"), notice, "segment");
      return;
    case notice::OfferKind::general: at.without({"segment"}); return;
  }
}

void read_offer(const Place& at, const notice::Notice& notice, notice::Offers& offers) {
  if (!at.object({"id", "sender", "channels", "kind", "segment", "topic", "from", "until", "title",
                  "text", "clause"})) {
    return;
  }
  notice::Offer offer;
  offer.id = read_own_id<OfferId>(at, offers);
  offer.sender = read_known_id<SenderId>(at.at("sender"), notice, "sender");
  read_channels(at.at("channels"), notice, offer);
  offer.kind = at.at("kind").word(offer_kind_from);
  read_segment(at, notice, offer);
  if (at.has("topic")) offer.topic = read_known_id<TopicId>(at.at("topic"), notice, "topic");
  offer.from = at.at("from").day();
  offer.until = at.at("until").day();
  if (offer.until < offer.from) {
    at.at("until").refuse(BadDocumentKind::inconsistent, "it ends before it begins");
  }
  offer.title = read_text(at.at("title"), notice);
  offer.text = read_text(at.at("text"), notice);
  offer.clause = read_clause_id(at, notice);
  offers.push_back(std::move(offer));
}

}  // namespace

void write(JsonWriter& json, const notice::Offers& offers) {
  json.list(offers, [&](const notice::Offer& offer) { write(json, offer); });
}

std::string encode_offers(const notice::Offers& offers) {
  return document(
      [&](JsonWriter& json) { json.object([&] { write(json.at("offers"), offers); }); });
}

notice::Offers read_offers(const Place& list, const notice::Notice& notice) {
  notice::Offers offers;
  list.each([&](const Place& at) { read_offer(at, notice, offers); });
  return offers;
}

Expected<notice::Offers, BadDocument> decode_offers(std::string_view text,
                                                    const notice::Notice& notice) {
  return decode_with(text, [&](const Place& place) {
    if (!place.object({"offers"})) return notice::Offers();
    return read_offers(place.at("offers"), notice);
  });
}

}  // namespace samtycke::wire
