#include "core/wire/portal_json.h"

#include "core/wire/notice_json.h"
#include "core/wire/offers_json.h"
#include "core/wire/readers.h"
#include "core/wire/words_json.h"

namespace samtycke::wire {
namespace {

std::string encode_earlier(const notice::EarlierTexts& earlier) {
  return canonical(list_of(earlier, [](const notice::EarlierText& one) {
    Json json = Json::object();
    json.set("sha256", Json(one.sha256)).set("text", Json(one.text));
    if (!one.company.empty()) json.set("company", Json(one.company));
    return json;
  }));
}

notice::EarlierTexts read_earlier(const Place& list) {
  notice::EarlierTexts earlier;
  list.each([&](const Place& at) {
    if (!at.object({"sha256", "text", "company"})) return;
    earlier.push_back(
        {at.at("sha256").some_text(), at.at("text").some_text(), at.text_if_there("company")});
  });
  return earlier;
}

}  // namespace

// The parts are documents of their own with encoders of their own; the whole is put together as text,
// with its keys in order, so that no part is parsed again.
std::string encode_portal(const notice::Edition& edition, const std::vector<view::Words>& words,
                          const std::string& sign_in_by) {
  std::map<std::string, std::string> by_language;
  for (const view::Words& each : words)
    by_language.emplace(each.language().text(), encode_words(each));
  const std::string offers = encode_offers(edition.offers);
  std::string text = "{\"earlier\":" + encode_earlier(edition.earlier) +
                     ",\"notice\":" + encode_notice(edition.notice) + "," +
                     offers.substr(1, offers.size() - 2);
  if (!sign_in_by.empty()) text += ",\"sign_in_by\":" + canonical(Json(sign_in_by));
  text += ",\"words\":{";
  bool first = true;
  for (const auto& [language, document] : by_language) {
    if (!first) text += ',';
    first = false;
    text += canonical(Json(language)) + ":" + document;
  }
  return text + "}}";
}

Expected<Portal, BadDocument> decode_portal(std::string_view text) {
  return decode_with(text, [](const Place& place) {
    Portal portal;
    if (!place.object({"earlier", "notice", "offers", "sign_in_by", "words"})) return portal;
    for (const char* key : {"earlier", "notice", "offers", "words"}) {
      if (!place.has(key)) place.refuse(BadDocumentKind::missing_key, key);
    }
    if (!place.ok()) return portal;
    portal.edition.notice = read_notice(place.at("notice"));
    if (!place.ok()) return portal;
    portal.edition.offers = read_offers(place.at("offers"), portal.edition.notice);
    portal.edition.earlier = read_earlier(place.at("earlier"));
    portal.sign_in_by = place.text_if_there("sign_in_by");
    place.at("words").each_member([&](const std::string& language, const Place& words) {
      portal.words.push_back(read_words(Language(language), words));
    });
    return portal;
  });
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

bool only_withdrew(std::string_view body) {
  const auto whole = parse(body);
  return whole.ok() && whole.value().find("withdrawn") != nullptr;
}

std::string problem_code(std::string_view body) {
  const auto whole = parse(body);
  const Json* code = whole.ok() ? whole.value().find("code") : nullptr;
  return code == nullptr || code->text() == nullptr ? std::string() : *code->text();
}

}  // namespace samtycke::wire
