#include "core/wire/preview_json.h"

#include "core/wire/member_parts.h"
#include "core/wire/readers.h"

namespace samtycke::wire {
namespace {

void write_uses(JsonWriter& json, const std::vector<consent::CategoryUse>& all) {
  json.list(all, [&](const consent::CategoryUse& use) {
    json.object([&] {
      json.at("category").text(use.category.text());
      json.at("purpose").text(use.purpose.text());
    });
  });
}

void write_moves(JsonWriter& json, const std::vector<preview::Moved>& all) {
  json.list(all, [&](const preview::Moved& moved) {
    json.object([&] {
      if (moved.becomes) write(json.at("becomes"), *moved.becomes);
      json.at("field").text(moved.field.text());
      if (moved.was) write(json.at("was"), *moved.was);
    });
  });
}

struct Turned {
  const consent::Objectable& what;
  bool on;
};

std::vector<Turned> turned(const preview::Difference& difference) {
  std::vector<Turned> all;
  for (const auto& what : difference.turned_off) all.push_back({what, false});
  for (const auto& what : difference.turned_on) all.push_back({what, true});
  return all;
}

}  // namespace

void write(JsonWriter& json, const preview::Difference& difference) {
  json.object([&] {
    write_ids(json.at("channels_quiet"), difference.quiet);
    write_ids(json.at("channels_speaking"), difference.speaking);
    write_moves(json.at("erased_earlier"), difference.erased_earlier);
    write_moves(json.at("kept_longer"), difference.kept_longer);
    write_uses(json.at("no_longer_used"), difference.no_longer_used);
    write_ids(json.at("offers_gained"), difference.offers_gained);
    write_ids(json.at("offers_lost"), difference.offers_lost);
    write_ids(json.at("segments_joined"), difference.segments_joined);
    write_ids(json.at("segments_left"), difference.segments_left);
    json.at("switches").list(turned(difference), [&](const Turned& one) {
      write_switch(json, one.what, one.on);
    });
    write_uses(json.at("used_again"), difference.used_again);
  });
}

std::string encode_preview(const consent::MemberFile& before, const preview::Preview& made,
                           const notice::Notice& notice, Instant now) {
  return document([&](JsonWriter& json) {
    write_outcome(json, before, made.outcome, notice, now, &made.difference);
  });
}

std::string encode_difference(const preview::Difference& difference) {
  return document([&](JsonWriter& json) { write(json, difference); });
}

}  // namespace samtycke::wire
