#include "core/wire/case_notices.h"

#include <utility>

#include "core/base/check.h"
#include "core/wire/notice_json.h"
#include "core/wire/offers_json.h"
#include "core/wire/readers.h"

namespace samtycke::wire {
namespace {

// A run of cases with mutated notices has a new one on every other line: they must not pile up. Twice so
// many are held at most.
constexpr std::size_t most_remembered = 64;

CaseNotices::Read read(const Json& document, const std::vector<Json>& offers) {
  std::optional<BadDocument> fault;
  CaseNotice read{read_notice(Place(document, fault)), {}};
  if (fault) return Unexpected{std::move(*fault)};
  for (const Json& offer : offers) {
    std::optional<BadDocument> misfit;
    auto fitting = read_offers(Place(offer, misfit), read.notice);
    if (!misfit) read.offers.push_back(std::move(fitting.front()));
  }
  return read;
}

}  // namespace

Json merge_patched(const Json& target, const Json& patch) {
  const Json::Object* changes = patch.object_members();
  if (changes == nullptr) return patch;
  static const Json::Object none;
  const Json::Object& before = target.object_members() == nullptr ? none : *target.object_members();

  // Both are sorted, so one pass puts them together.
  Json merged = Json::object();
  Json::Object& members = *merged.object_members();
  auto old = before.begin();
  for (const auto& [key, change] : *changes) {
    for (; old != before.end() && old->key < key; ++old) members.push_back(*old);
    const bool known = old != before.end() && old->key == key;
    if (!change.null()) {
      members.push_back({key, merge_patched(known ? old->value : Json(), change)});
    }
    if (known) ++old;
  }
  members.insert(members.end(), old, before.end());
  return merged;
}

CaseNotices::CaseNotices(notice::Notice standard, const notice::Offers& offers)
    : standard_(CaseNotice{std::move(standard), offers}) {
  const auto parsed = [](const std::string& document) {
    auto json = parse(document);
    SAMTYCKE_CHECK(json.ok());
    return std::move(json).value();
  };
  document_ = parsed(encode_notice(standard_.value().notice));
  const Json all = parsed(encode_offers(offers));
  for (const Json& offer : *all.find("offers")->list()) offers_.push_back(Json(Json::List{offer}));
}

const CaseNotices::Read& CaseNotices::named_by(const Place& with) {
  if (with.has("notice")) {
    with.without({"notice_patch"});
    if (!with.ok()) return standard_;
    const Json& whole = with.at("notice").json();
    std::string content = "whole " + canonical(whole);
    const Read* known = recalled(content);
    // cppcheck-suppress returnTempReference  // Both stand in the cache.
    return known != nullptr ? *known : remember(std::move(content), whole);
  }
  if (!with.has("notice_patch")) return standard_;
  const Json& patch = with.at("notice_patch").json();
  std::string content = "patch " + canonical(patch);
  const Read* known = recalled(content);
  if (known != nullptr) return *known;
  return remember(std::move(content), merge_patched(document_, patch));
}

const CaseNotices::Read* CaseNotices::recalled(const std::string& content) {
  if (const auto known = newer_.find(content); known != newer_.end()) return &known->second;
  const auto known = older_.find(content);
  if (known == older_.end()) return nullptr;
  auto node = older_.extract(known);
  make_room();
  return &newer_.insert(std::move(node)).position->second;
}

const CaseNotices::Read& CaseNotices::remember(std::string content, const Json& notice) {
  make_room();
  return newer_.emplace(std::move(content), read(notice, offers_)).first->second;
}

void CaseNotices::make_room() {
  if (newer_.size() < most_remembered) return;
  older_ = std::move(newer_);
  newer_.clear();
}

}  // namespace samtycke::wire
