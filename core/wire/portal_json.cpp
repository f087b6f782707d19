#include "core/wire/portal_json.h"

#include "core/wire/json.h"
#include "core/wire/notice_json.h"
#include "core/wire/words_json.h"

namespace samtycke::wire {
namespace {

// The fault of a part, as a fault of the whole.
BadDocument inside(std::string pointer, BadDocument part) {
  part.pointer = std::move(pointer) + part.pointer;
  return part;
}

}  // namespace

// The parts are documents of their own with encoders of their own; the whole is put together as text,
// with its keys in order, so that no part is parsed again.
std::string encode_portal(const notice::Notice& notice, const std::vector<view::Words>& words) {
  std::map<std::string, std::string> by_language;
  for (const view::Words& each : words)
    by_language.emplace(each.language().text(), encode_words(each));
  std::string text = "{\"notice\":" + encode_notice(notice) + ",\"words\":{";
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
  if (!place.object({"notice", "words"})) return Unexpected{*fault};
  const Json* notice_json = whole.value().find("notice");
  const Json* words_json = whole.value().find("words");
  if (notice_json == nullptr)
    return Unexpected{BadDocument{BadDocumentKind::missing_key, "", "notice"}};
  if (words_json == nullptr || words_json->object_members() == nullptr)
    return Unexpected{BadDocument{BadDocumentKind::missing_key, "", "words"}};

  auto notice = decode_notice(canonical(*notice_json));
  if (!notice.ok()) return Unexpected{inside("/notice", notice.reason())};
  Portal portal{std::move(notice).value(), {}};
  for (const auto& [language, document] : *words_json->object_members()) {
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
