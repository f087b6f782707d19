#include "core/wire/cases.h"

#include <array>
#include <utility>

#include "core/wire/case_call.h"
#include "core/wire/case_notices.h"
#include "core/wire/offers_json.h"
#include "core/wire/portal_json.h"
#include "core/wire/readers.h"

namespace samtycke::wire {
namespace {

struct Call {
  std::string_view name;
  std::vector<std::string_view> keys;  // Besides those that name the notice.
  std::string (*answer)(const CaseCall&);
};

const std::vector<Call>& calls() {
  static const std::vector<Call> all = {
      {"decide", {"member", "at", "wishes", "details", "way", "actor"}, answer_decide},
      {"keep_until", {"member", "at"}, answer_keep_until},
      {"notice_check", {}, answer_notice_check},
      {"offers", {"member", "at"}, answer_offers},
      {"page",
       {"page", "language", "member", "at", "draft", "typed", "said", "email", "error", "problem"},
       answer_page},
      {"preview", {"member", "at", "wishes", "way", "actor"}, answer_preview},
      {"segments", {"member", "at"}, answer_segments},
      {"validate", {"field", "value", "country"}, answer_validate},
      {"verdict", {"member", "sender", "channel", "kind", "offer", "at"}, answer_verdict},
  };
  return all;
}

const Call* find_call(std::string_view name) {
  for (const Call& call : calls()) {
    if (call.name == name) return &call;
  }
  return nullptr;
}

// The fault of a part, at its place in the whole.
BadDocument inside(std::string pointer, BadDocument part) {
  part.pointer = std::move(pointer) + part.pointer;
  return part;
}

std::string error_line(const BadDocument& why) {
  return document([&](JsonWriter& json) { json.object([&] { write(json.at("error"), why); }); });
}

}  // namespace

struct Cases::Inside {
  explicit Inside(Portal portal)
      : notices(std::move(portal.edition.notice), portal.edition.offers),
        earlier(std::move(portal.edition.earlier)),
        words(std::move(portal.words)) {}

  std::string answer(const Place& line);

  CaseNotices notices;
  notice::EarlierTexts earlier;
  std::vector<view::Words> words;
};

std::string Cases::Inside::answer(const Place& line) {
  if (!line.object({"call", "with"})) return {};
  const Place name = line.at("call");
  const Call* call = find_call(name.some_text());
  if (call == nullptr) {
    name.refuse(BadDocumentKind::unknown_word, "there is no such call");
    return {};
  }
  const Place with = line.at("with");
  std::vector<std::string_view> keys = call->keys;
  keys.insert(keys.end(), CaseNotices::keys.begin(), CaseNotices::keys.end());
  keys.push_back("offers");
  if (!with.object(keys)) return {};

  const auto& read = notices.named_by(with);
  if (!with.ok()) return {};
  if (!read.ok()) {
    if (call->answer == answer_notice_check) return answer_broken_notice(read.reason());
    return error_line(inside("/with/notice", read.reason()));
  }
  const auto& [notice, offers] = read.value();
  if (!with.has("offers")) return call->answer({with, notice, offers, earlier, words});
  const notice::Offers own = read_offers(with.at("offers"), notice);
  if (!with.ok()) return {};
  return call->answer({with, notice, own, earlier, words});
}

Cases::Cases(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Cases::Cases(Cases&&) noexcept = default;
Cases& Cases::operator=(Cases&&) noexcept = default;
Cases::~Cases() = default;

Expected<Cases, BadDocument> Cases::from(std::string_view defaults) {
  auto portal = decode_portal(defaults);
  if (!portal.ok()) return Unexpected{portal.reason()};
  return Cases(std::make_unique<Inside>(std::move(portal).value()));
}

std::string Cases::answer(std::string_view text) {
  if (text.size() > longest_case) {
    return R"({"error":{"code":"too_long","detail":"a line has at most 8 MiB","pointer":""}})";
  }
  const auto json = parse(text);
  if (!json.ok()) return error_line(json.reason());
  std::optional<BadDocument> fault;
  std::string line = inside_->answer(Place(json.value(), fault));
  return fault ? error_line(*fault) : line;
}

}  // namespace samtycke::wire
