#include "core/wire/portal_json.h"

#include "core/wire/json.h"
#include "core/wire/notice_json.h"
#include "core/wire/offers_json.h"
#include "core/wire/words_json.h"

namespace samtycke::wire {
namespace {

// The fault of a part, as a fault of the whole.
BadDocument inside(std::string pointer, BadDocument part) {
  part.pointer = std::move(pointer) + part.pointer;
  return part;
}

std::string encode_earlier(const notice::EarlierTexts& earlier) {
  return canonical(list_of(earlier, [](const notice::EarlierText& one) {
    Json json = Json::object();
    json.set("sha256", Json(one.sha256)).set("text", Json(one.text));
    return json;
  }));
}

Expected<notice::EarlierTexts, BadDocument> decode_earlier(const Json& json) {
  std::optional<BadDocument> fault;
  notice::EarlierTexts earlier;
  Place(json, fault).each([&](const Place& at) {
    if (!at.object({"sha256", "text"})) return;
    earlier.push_back({at.at("sha256").some_text(), at.at("text").some_text()});
  });
  if (fault) return Unexpected{inside("/earlier", *fault)};
  return earlier;
}

// The offers' own document, from the list that stands in this one.
Expected<notice::Offers, BadDocument> decode_offer_list(const Json& list,
                                                        const notice::Notice& notice) {
  return decode_offers(canonical(Json::object().set("offers", list)), notice);
}

}  // namespace

// The parts are documents of their own with encoders of their own; the whole is put together as text,
// with its keys in order, so that no part is parsed again.
std::string encode_portal(const notice::Edition& edition, const std::vector<view::Words>& words) {
  std::map<std::string, std::string> by_language;
  for (const view::Words& each : words)
    by_language.emplace(each.language().text(), encode_words(each));
  const std::string offers = encode_offers(edition.offers);
  std::string text = "{\"earlier\":" + encode_earlier(edition.earlier) +
                     ",\"notice\":" + encode_notice(edition.notice) + "," +
                     offers.substr(1, offers.size() - 2) + ",\"words\":{";
  bool first = true;
  for (const auto& [language, document] : by_language) {
    if (!first) text += ',';
    first = false;
    text += canonical(Json(language)) + ":" + document;
  }
  return text + "}}";
}

Expected<Portal, BadDocument> decode_portal(std::string_view text) {
  const auto whole = parse(text);
  if (!whole.ok()) return Unexpected{whole.reason()};
  std::optional<BadDocument> fault;
  const Place place(whole.value(), fault);
  if (!place.object({"earlier", "notice", "offers", "words"})) return Unexpected{*fault};
  for (const char* key : {"earlier", "notice", "offers", "words"}) {
    if (!place.has(key)) return Unexpected{BadDocument{BadDocumentKind::missing_key, "", key}};
  }
  const Json& words_json = *whole.value().find("words");
  if (words_json.object_members() == nullptr)
    return Unexpected{BadDocument{BadDocumentKind::wrong_type, "/words", "this must be an object"}};

  auto notice = decode_notice(canonical(*whole.value().find("notice")));
  if (!notice.ok()) return Unexpected{inside("/notice", notice.reason())};
  auto offers = decode_offer_list(*whole.value().find("offers"), notice.value());
  if (!offers.ok()) return Unexpected{offers.reason()};
  auto earlier = decode_earlier(*whole.value().find("earlier"));
  if (!earlier.ok()) return Unexpected{earlier.reason()};
  Portal portal{{std::move(notice).value(), std::move(offers).value(), std::move(earlier).value()},
                {}};
  for (const auto& [language, document] : *words_json.object_members()) {
    auto words = decode_words(Language(language), canonical(document));
    if (!words.ok()) return Unexpected{inside("/words/" + language, words.reason())};
    portal.words.push_back(std::move(words).value());
  }
  return portal;
}

std::vector<std::string> refused_codes(std::string_view body) {
  std::vector<std::string> codes;
  const auto whole = parse(body);
  const Json* refused = whole.ok() ? whole.value().find("refused") : nullptr;
  if (refused == nullptr || refused->list() == nullptr) return codes;
  for (const Json& each : *refused->list()) {
    const Json* code = each.find("code");
    if (code != nullptr && code->text() != nullptr) codes.push_back(*code->text());
  }
  return codes;
}

std::string problem_code(std::string_view body) {
  const auto whole = parse(body);
  const Json* code = whole.ok() ? whole.value().find("code") : nullptr;
  return code == nullptr || code->text() == nullptr ? std::string() : *code->text();
}

}  // namespace samtycke::wire
