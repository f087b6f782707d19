#include "core/view/value.h"

#include <charconv>

#include "core/base/check.h"
#include "core/base/overloaded.h"
#include "core/member/topics.h"
#include "core/view/format.h"
#include "core/view/frame.h"

namespace samtycke::view {
namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t n = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, n);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return n;
}

std::string choice_in_words(const Setting& setting, const notice::Field& field,
                            std::string_view value) {
  for (const notice::Choice& choice : field.choices) {
    if (choice.value == value) return choice.name.in(setting.words.language());
  }
  return std::string(value);
}

std::string topic_in_words(const Setting& setting, const TopicId& id) {
  const notice::Topic* topic = notice::find(setting.notice, id);
  return topic == nullptr ? id.text() : topic->name.in(setting.words.language());
}

// In the notice's order, as the switches stand; what it no longer has comes last.
std::string topics_in_words(const Setting& setting, std::string_view value) {
  std::vector<TopicId> held = member::topics_in(value);
  std::vector<std::string> names;
  for (const notice::Topic& topic : setting.notice.topics) {
    if (std::erase(held, topic.id) != 0) names.push_back(topic_in_words(setting, topic.id));
  }
  for (const TopicId& id : held) names.push_back(id.text());
  return enumerated(names, setting.words);
}

std::string line_in_words(const Setting& setting, const member::ReceiptLine& line) {
  const Language& language = setting.words.language();
  std::string text;
  if (line.quantity != 1) text += format_number(line.quantity, language) + " × ";
  text += line.article + " " + format_amount(line.amount, setting.notice.club.currency, language);
  if (!line.topic.empty()) text += " (" + topic_in_words(setting, line.topic) + ")";
  return text;
}

// "tre år": small numbers are written out in running text.
std::string years_in_words(const Words& words, int years) {
  const std::string n = std::to_string(years);
  const std::string key = "years." + n;
  return words.has(key) ? words(key) : words("years.n", {{"n", n}});
}

// "30 dagar", "en dag".
std::string days_in_words(const Words& words, int days) {
  return days == 1 ? words("days.1") : words("days.n", {{"n", std::to_string(days)}});
}

std::string objectable_in_words(const Setting& setting, const consent::Objectable& to) {
  return std::visit([&](const auto& one) { return name_of(setting, one); }, to);
}

std::string fields_in_words(const Setting& setting, const std::vector<FieldId>& ids) {
  std::vector<std::string> names;
  for (const FieldId& id : ids) {
    const notice::Field* field = notice::find(setting.notice, id);
    names.push_back(field == nullptr ? id.text() : field->name.in(setting.words.language()));
  }
  return enumerated(names, setting.words);
}

}  // namespace

bool is_single(const notice::Field& field) {
  return field.kind != notice::FieldKind::receipts && field.kind != notice::FieldKind::interactions;
}

std::string value_in_words(const Setting& setting, const notice::Field& field,
                           std::string_view value) {
  using notice::FieldKind;
  const Language& language = setting.words.language();
  switch (field.kind) {
    case FieldKind::name:
    case FieldKind::text:
    case FieldKind::email:
    case FieldKind::postcode:
    case FieldKind::number:  // Not grouped: a member number is read digit by digit.
      return std::string(value);
    case FieldKind::phone: return format_phone(value);
    case FieldKind::date: {
      const auto day = parse_day(value);
      return day ? format_day(*day, language) : std::string(value);
    }
    case FieldKind::amount: {
      const auto minor = whole_number(value);
      if (!minor) return std::string(value);
      return format_amount(member::Amount{*minor}, setting.notice.club.currency, language);
    }
    case FieldKind::choice: return choice_in_words(setting, field, value);
    case FieldKind::topic: return topic_in_words(setting, TopicId{std::string(value)});
    case FieldKind::topics: return topics_in_words(setting, value);
    case FieldKind::receipts:
    case FieldKind::interactions: return {};
  }
  SAMTYCKE_NEVER("a field kind that is not in the list");
}

std::string articles_in_words(const Setting& setting, const member::Receipt& receipt) {
  std::string text;
  for (const member::ReceiptLine& line : receipt.lines) {
    text.append(text.empty() ? "" : "; ").append(line_in_words(setting, line));
  }
  return text;
}

std::string place_in_words(const Setting& setting, const member::Receipt& receipt) {
  if (!receipt.store.empty()) return receipt.store;
  return setting.words(receipt.source == member::Source::till ? "purchase.in_shop"
                                                              : "purchase.online");
}

std::string name_of(const Setting& setting, const notice::Cell& cell) {
  const Language& language = setting.words.language();
  const notice::Sender* sender = notice::find(setting.notice, cell.sender);
  const notice::Channel* channel = notice::find(setting.notice, cell.channel);
  return setting.words(
      "switch.cell",
      {{"channel", channel == nullptr ? cell.channel.text() : channel->name.in(language)},
       {"sender", sender == nullptr ? cell.sender.text() : sender->name.in(language)}});
}

std::string name_of(const Setting& setting, const PurposeId& id) {
  const std::string key = "purpose." + id.text() + ".switch";
  if (setting.words.has(key)) return setting.words(key);
  const notice::Purpose* purpose = notice::find(setting.notice, id);
  return purpose == nullptr ? id.text() : purpose->name.in(setting.words.language());
}

std::string name_of(const Setting& setting, const consent::CategoryUse& use) {
  const notice::Category* category = notice::find(setting.notice, use.category);
  const std::string name =
      category == nullptr ? use.category.text() : category->name.in(setting.words.language());
  return setting.words("category.switch",
                       {{"category", name}, {"purpose", name_of(setting, use.purpose)}});
}

std::string act_in_words(const Setting& setting, const consent::Act& act) {
  const Words& words = setting.words;
  const auto said = [&](std::string_view key, const std::string& what) {
    return words(key, {{"what", what}});
  };
  return std::visit(
      Overloaded{
          [&](const consent::Grant& a) { return said("act.grant", name_of(setting, a.cell)); },
          [&](const consent::Withdraw& a) {
            return said("act.withdraw", name_of(setting, a.cell));
          },
          [&](const consent::Object& a) {
            return said("act.object", objectable_in_words(setting, a.to));
          },
          [&](const consent::LiftObjection& a) {
            return said("act.lift_objection", objectable_in_words(setting, a.to));
          },
          [&](const consent::Join&) { return words("act.join"); },
          [&](const consent::Restrict&) { return words("act.restrict"); },
          [&](const consent::LiftRestriction&) { return words("act.lift_restriction"); },
          [&](const consent::Leave&) { return words("act.leave"); },
          [&](const consent::Correct& a) {
            return said("act.correct", fields_in_words(setting, a.fields));
          }},
      act);
}

namespace {

// A no that stands, or the end of the membership: some days after it, or on that day.
struct AfterANo {
  std::string_view words;
  std::string_view words_same_day;
  Day start;
  std::string what;
};
std::string in_words(const Setting& setting, const AfterANo& no, int days) {
  const Words& words = setting.words;
  const std::string start = format_day(no.start, words.language());
  if (days == 0) return words(no.words_same_day, {{"start", start}, {"what", no.what}});
  return words(no.words,
               {{"days", days_in_words(words, days)}, {"start", start}, {"what", no.what}});
}

}  // namespace

std::string reason_in_words(const Setting& setting, const retention::KeepUntil& keep) {
  const Words& words = setting.words;
  const notice::Retention* rule = notice::find(setting.notice, keep.rule);
  SAMTYCKE_CHECK(rule != nullptr);  // keep_until() named a rule of this notice.
  const auto counted = [&](std::string_view key, Day start) {
    return words(key, {{"years", years_in_words(words, rule->years)},
                       {"start", format_day(start, words.language())}});
  };
  return std::visit(
      Overloaded{
          [&](const retention::SincePurchase& since) {
            return counted("keep.from_purchase", since.day);
          },
          [&](const retention::SinceJoining& since) {
            // Only because there is no purchase: the next one moves the day.
            const bool for_want_of_one = rule->start == notice::ClockStart::latest_purchase;
            return counted(for_want_of_one ? "keep.from_joined_no_purchase" : "keep.from_joined",
                           since.day);
          },
          [&](const retention::SinceObjection& since) {
            const std::string what =
                std::visit([&](const auto& to) { return name_of(setting, to); }, since.to);
            return in_words(
                setting, {"keep.from_objection", "keep.from_objection_same_day", since.day, what},
                rule->days_after_objection);
          },
          [&](const retention::SinceLeaving& since) {
            return in_words(setting,
                            {"keep.from_leaving", "keep.from_leaving_same_day", since.day, {}},
                            rule->days_after_objection);
          },
      },
      keep.since);
}

std::string moved_in_words(const Setting& setting,
                           const std::optional<retention::KeepUntil>& if_bought) {
  if (!if_bought) return {};
  return " " + setting.words("keep.moves",
                             {{"day", format_day(if_bought->day, setting.words.language())}});
}

}  // namespace samtycke::view
