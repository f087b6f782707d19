#include "core/view/what_if.h"

#include <algorithm>

#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/value.h"

namespace samtycke::view {
namespace {

// What a notice calls a thing; its id where it does not have it.
template <class Id>
std::string name_in(const Setting& setting, const Id& id) {
  const auto* found = notice::find(setting.notice, id);
  return found == nullptr ? id.text() : found->name.in(setting.words.language());
}

std::string name_in(const Setting& setting, const OfferId& id) {
  const notice::Offer* offer = notice::find(setting.offers, id);
  return offer == nullptr ? id.text() : offer->title.in(setting.words.language());
}

class Lines {
 public:
  explicit Lines(const Setting& setting) : setting_(setting) {}
  std::vector<std::string> all() && { return std::move(lines_); }

  template <class Id>
  void say(std::string_view key, const std::vector<Id>& ids) {
    say_counted(key, key, ids);
  }
  template <class Id>
  void say_counted(std::string_view one, std::string_view many, const std::vector<Id>& ids) {
    if (ids.empty()) return;
    std::vector<std::string> names;
    names.reserve(ids.size());
    for (const Id& id : ids) names.push_back(name_in(setting_, id));
    lines_.push_back(setting_.words(
        ids.size() == 1 ? one : many,
        {{"what", enumerated(names, setting_.words)}, {"n", std::to_string(ids.size())}}));
  }

  // By purpose: the same category may go on being used for another.
  void say_used(std::string_view key, const std::vector<consent::CategoryUse>& uses) {
    for (const notice::Purpose& purpose : setting_.notice.purposes) {
      std::vector<std::string> names;
      for (const consent::CategoryUse& use : uses) {
        if (use.purpose == purpose.id) names.push_back(name_in(setting_, use.category));
      }
      if (names.empty()) continue;
      lines_.push_back(setting_.words(key, {{"what", enumerated(names, setting_.words)},
                                            {"purpose", name_of(setting_, purpose.id)}}));
    }
  }

  // By day: what goes on the same day is told about together.
  void say_moved(std::string_view key, std::string_view key_unknown,
                 const std::vector<preview::Moved>& moved) {
    std::vector<std::optional<Day>> days;
    for (const preview::Moved& one : moved) {
      const auto day = day_of(one);
      if (std::find(days.begin(), days.end(), day) == days.end()) days.push_back(day);
    }
    for (const auto& day : days) {
      std::vector<std::string> names;
      for (const preview::Moved& one : moved) {
        if (day_of(one) == day) names.push_back(name_in(setting_, one.field));
      }
      const std::string what = enumerated(names, setting_.words);
      lines_.push_back(
          day ? setting_.words(key, {{"what", what}, {"day", format_day(*day, language())}})
              : setting_.words(key_unknown, {{"what", what}}));
    }
  }

 private:
  const Language& language() const { return setting_.words.language(); }
  static std::optional<Day> day_of(const preview::Moved& one) {
    return one.becomes ? std::optional{one.becomes->day} : std::nullopt;
  }

  const Setting& setting_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> consequences_in_words(const Setting& setting,
                                               const preview::Difference& difference) {
  Lines lines(setting);
  lines.say("what_if.quiet", difference.quiet);
  lines.say("what_if.speaking", difference.speaking);
  lines.say_counted("what_if.lost_one", "what_if.lost", difference.offers_lost);
  lines.say_counted("what_if.gained_one", "what_if.gained", difference.offers_gained);
  lines.say("what_if.left", difference.segments_left);
  lines.say("what_if.joined", difference.segments_joined);
  lines.say_used("what_if.unused", difference.no_longer_used);
  lines.say_used("what_if.used", difference.used_again);
  lines.say_moved("what_if.earlier", "what_if.day_unknown", difference.erased_earlier);
  lines.say_moved("what_if.longer", "what_if.day_unknown", difference.kept_longer);
  return std::move(lines).all();
}

}  // namespace samtycke::view
