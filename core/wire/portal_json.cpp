#include "core/wire/portal_json.h"

#include "core/wire/notice_json.h"
#include "core/wire/offers_json.h"
#include "core/wire/readers.h"
#include "core/wire/words_json.h"

namespace samtycke::wire {
namespace {

void write(JsonWriter& json, const notice::EarlierTexts& earlier) {
  json.list(earlier, [&](const notice::EarlierText& one) {
    json.object([&] {
      json.text_if_some("company", one.company);
      json.at("sha256").text(one.sha256);
      json.at("text").text(one.text);
    });
  });
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

std::string encode_portal(const notice::Edition& edition, const std::vector<view::Words>& words,
                          const std::string& sign_in_by) {
  std::map<std::string, const view::Words*> by_language;
  for (const view::Words& each : words) by_language.emplace(each.language().text(), &each);
  return document([&](JsonWriter& json) {
    json.object([&] {
      write(json.at("earlier"), edition.earlier);
      json.at("notice").written(encode_notice(edition.notice));
      write(json.at("offers"), edition.offers);
      json.text_if_some("sign_in_by", sign_in_by);
      json.at("words").object([&] {
        for (const auto& [language, each] : by_language) {
          json.at(language).written(encode_words(*each));
        }
      });
    });
  });
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
