#include "core/wire/rule_json.h"

#include "core/base/overloaded.h"
#include "core/notice/known_fields.h"
#include "core/wire/notice_reading.h"
#include "core/wire/notice_words.h"

namespace samtycke::wire {
namespace {

using notice::FieldKind;
using notice::Notice;

// A kind of fact, as its word says, with the keys that it takes beside "fact".
struct FactForm {
  std::string_view word;
  std::vector<std::string_view> keys;
  std::int64_t most;  // The largest value that it can have.
  notice::Fact (*read)(const Place&, const Notice&);
};

constexpr int longest_window = 1200;  // Months.
constexpr std::size_t most_values = 64;
constexpr std::size_t most_rules = 32;

notice::Purchases read_purchases(const Place& at, const Notice& notice) {
  notice::Purchases of;
  if (at.has("months")) of.months = at.at("months").small(1, longest_window);
  if (at.has("topic")) of.topic = read_known_id<TopicId>(at.at("topic"), notice, "topic");
  if (at.has("where")) of.where = at.at("where").word(where_from);
  return of;
}

notice::Fact read_share(const Place& at, const Notice& notice) {
  at.at("topic");  // A share of everything is always the whole.
  return notice::ShareOfAmount{read_purchases(at, notice)};
}

notice::Fact read_interactions(const Place& at, const Notice& notice) {
  notice::InteractionCount count;
  at.at("kinds").each([&](const Place& one) {
    const auto kind = one.word(notice::interaction_kind_from);
    if (std::find(count.kinds.begin(), count.kinds.end(), kind) != count.kinds.end()) {
      one.refuse(BadDocumentKind::inconsistent, "this kind stands twice");
    }
    count.kinds.push_back(kind);
  });
  if (count.kinds.empty()) {
    at.at("kinds").refuse(BadDocumentKind::out_of_range, "there must be at least one kind");
  }
  if (at.has("months")) count.months = at.at("months").small(1, longest_window);
  if (at.has("topic")) count.topic = read_known_id<TopicId>(at.at("topic"), notice, "topic");
  return count;
}

notice::Fact read_value(const Place& at, const Notice& notice) {
  return notice::FieldValue{read_known_id<FieldId>(at.at("field"), notice, "field")};
}

template <class Fact>
notice::Fact read_of(const Place& at, const Notice& notice) {
  return Fact{read_purchases(at, notice)};
}
template <class Fact>
notice::Fact read_plain(const Place&, const Notice&) {
  return Fact{};
}

const std::vector<FactForm>& fact_forms() {
  static const std::vector<FactForm> forms = {
      {"purchases", {"months", "topic", "where"}, 1000000, read_of<notice::PurchaseCount>},
      {"amount_spent", {"months", "topic", "where"}, largest_integer, read_of<notice::AmountSpent>},
      {"share_of_amount", {"months", "topic", "where"}, 100, read_share},
      {"days_since_purchase",
       {"months", "topic", "where"},
       100000,
       read_of<notice::DaysSincePurchase>},
      {"interactions", {"kinds", "months", "topic"}, 1000000, read_interactions},
      {"age", {}, 150, read_plain<notice::Age>},
      {"membership_months", {}, 2400, read_plain<notice::MembershipMonths>},
      {"value", {"field"}, largest_integer, read_value},
  };
  return forms;
}

// How a field's values are compared.
enum class Compared { between, one_of, not_at_all };
Compared compared(FieldKind kind) {
  switch (kind) {
    case FieldKind::number:
    case FieldKind::amount: return Compared::between;
    case FieldKind::text:
    case FieldKind::postcode:
    case FieldKind::choice:
    case FieldKind::topic: return Compared::one_of;
    // Sorting people by name says more about them than they told us (GDPR Art. 9), and an address is
    // for reaching them. Dates have facts of their own: age and membership_months.
    case FieldKind::name:
    case FieldKind::email:
    case FieldKind::phone:
    case FieldKind::date:
    // What members follow is for choosing what they are sent, and is no one value to compare.
    case FieldKind::topics:
    case FieldKind::receipts:
    case FieldKind::interactions: return Compared::not_at_all;
  }
  SAMTYCKE_NEVER("FieldKind");
}

notice::Between read_between(const Place& at, std::int64_t most) {
  notice::Between between;
  if (at.has("at_least")) between.least = at.at("at_least").integer(0, most);
  if (at.has("at_most")) between.most = at.at("at_most").integer(0, most);
  if (!between.least && !between.most) {
    at.refuse(BadDocumentKind::missing_key, "a condition has at_least, at_most or both");
  }
  if (between.least && between.most && *between.least > *between.most) {
    at.at("at_most").refuse(BadDocumentKind::inconsistent, "at_least is more than at_most");
  }
  return between;
}

bool may_stand_in(const std::string& value, const notice::Field& field, const Notice& notice) {
  if (field.kind == FieldKind::topic) return find(notice, TopicId(value)) != nullptr;
  if (field.kind != FieldKind::choice) return true;
  return std::any_of(field.choices.begin(), field.choices.end(),
                     [&](const notice::Choice& choice) { return choice.value == value; });
}

notice::OneOf read_one_of(const Place& at, const notice::Field& field, const Notice& notice) {
  notice::OneOf one_of;
  auto& values = one_of.values;
  at.each(
      [&](const Place& one) {
        std::string value = one.some_text();
        if (!may_stand_in(value, field, notice)) {
          one.refuse(BadDocumentKind::unknown_id, "the field can have no such value");
        }
        if (std::find(values.begin(), values.end(), value) != values.end()) {
          one.refuse(BadDocumentKind::inconsistent, "this value stands twice");
        }
        values.push_back(std::move(value));
      },
      most_values);
  if (values.empty()) at.refuse(BadDocumentKind::out_of_range, "there must be at least one value");
  return one_of;
}

// The kind that a fact needs its field to have, where the program itself chose the field.
FieldKind kind_needed(const FieldId& field) {
  if (field == notice::field::purchases) return FieldKind::receipts;
  if (field == notice::field::interactions) return FieldKind::interactions;
  return FieldKind::date;
}

// N7: the analysis reads what its purpose covers and nothing else.
void check_fields(const Place& at, const notice::Fact& fact, const Notice& notice,
                  const notice::Purpose& purpose) {
  const bool chosen = std::holds_alternative<notice::FieldValue>(fact);
  for (const FieldId& id : fields_read(fact)) {
    const Place where = at.at(chosen ? "field" : "fact");
    const notice::Field* field = find(notice, id);
    if (field == nullptr) {
      where.refuse(BadDocumentKind::unknown_id, "the notice has no field " + id.text());
      return;
    }
    if (!chosen && field->kind != kind_needed(id)) {
      where.refuse(BadDocumentKind::inconsistent,
                   "the field " + id.text() + " is not of the kind that this fact reads");
    }
    if (!covers(purpose, id)) {
      where.refuse(BadDocumentKind::inconsistent,
                   "the purpose " + purpose.id.text() + " does not cover the field " + id.text());
    }
  }
}

notice::Condition read_condition(const Place& at, const Notice& notice,
                                 const notice::Purpose& purpose) {
  const auto& forms = fact_forms();
  const std::string word = at.at("fact").some_text();
  const auto form = std::find_if(forms.begin(), forms.end(),
                                 [&](const FactForm& one) { return one.word == word; });
  if (form == forms.end()) {
    at.at("fact").refuse(BadDocumentKind::unknown_word, "there is no such fact");
    return {};
  }
  std::vector<std::string_view> keys = {"fact", "at_least", "at_most"};
  if (form->word == "value") keys.emplace_back("one_of");
  keys.insert(keys.end(), form->keys.begin(), form->keys.end());
  if (!at.object(keys)) return {};
  notice::Condition condition{form->read(at, notice), notice::Between{}};
  if (at.ok()) check_fields(at, condition.fact, notice, purpose);
  if (!at.ok()) return {};
  const auto* value = std::get_if<notice::FieldValue>(&condition.fact);
  if (value == nullptr) {
    condition.is = read_between(at, form->most);
    return condition;
  }
  const notice::Field& field = *find(notice, value->field);
  switch (compared(field.kind)) {
    case Compared::between:
      if (at.without({"one_of"})) condition.is = read_between(at, form->most);
      break;
    case Compared::one_of:
      if (at.without({"at_least", "at_most"})) {
        condition.is = read_one_of(at.at("one_of"), field, notice);
      }
      break;
    case Compared::not_at_all:
      at.at("field").refuse(BadDocumentKind::inconsistent,
                            "nobody is sorted by a field of this kind");
      break;
  }
  return condition;
}

notice::Rule read_at(const Place&, const Notice&, const notice::Purpose&, int depth);

std::vector<notice::Rule> read_each(const Place& at, const Notice& notice,
                                    const notice::Purpose& purpose, int depth) {
  std::vector<notice::Rule> rules;
  at.each([&](const Place& one) { rules.push_back(read_at(one, notice, purpose, depth + 1)); },
          most_rules);
  if (rules.empty()) at.refuse(BadDocumentKind::out_of_range, "there must be at least one rule");
  return rules;
}

notice::Rule read_at(const Place& at, const Notice& notice, const notice::Purpose& purpose,
                     int depth) {
  if (depth > deepest_rule) {
    at.refuse(BadDocumentKind::too_deep, "a rule has at most 8 levels");
    return {};
  }
  if (!at.object({"all", "any", "not", "fact", "months", "topic", "where", "kinds", "field",
                  "at_least", "at_most", "one_of"})) {
    return {};
  }
  if (at.has("all")) {
    if (!at.object({"all"})) return {};
    return {notice::All{read_each(at.at("all"), notice, purpose, depth)}};
  }
  if (at.has("any")) {
    if (!at.object({"any"})) return {};
    return {notice::Any{read_each(at.at("any"), notice, purpose, depth)}};
  }
  if (at.has("not")) {
    if (!at.object({"not"})) return {};
    return {notice::Not{{read_at(at.at("not"), notice, purpose, depth + 1)}}};
  }
  return {read_condition(at, notice, purpose)};
}

// ---- writing

// What a condition says, by its keys: those of the facts and those of what they must be stand among each
// other in the order of keys.
struct ConditionKeys {
  std::string_view fact = {};
  std::string_view field = {};
  const std::vector<notice::InteractionKind>* kinds = nullptr;
  int months = 0;
  std::string_view topic = {};
  notice::Where where = notice::Where::anywhere;
};

ConditionKeys keys_of(std::string_view fact, const notice::Purchases& of) {
  return {fact, {}, nullptr, of.months, of.topic.text(), of.where};
}

ConditionKeys keys_of(const notice::Fact& fact) {
  return std::visit(
      Overloaded{
          [](const notice::PurchaseCount& it) { return keys_of("purchases", it.of); },
          [](const notice::AmountSpent& it) { return keys_of("amount_spent", it.of); },
          [](const notice::ShareOfAmount& it) { return keys_of("share_of_amount", it.of); },
          [](const notice::DaysSincePurchase& it) { return keys_of("days_since_purchase", it.of); },
          [](const notice::InteractionCount& it) {
            return ConditionKeys{"interactions", {}, &it.kinds, it.months, it.topic.text()};
          },
          [](const notice::Age&) { return ConditionKeys{"age"}; },
          [](const notice::MembershipMonths&) { return ConditionKeys{"membership_months"}; },
          [](const notice::FieldValue& it) {
            return ConditionKeys{"value", it.field.text()};
          }},
      fact);
}

void write(JsonWriter& json, const notice::Condition& condition) {
  const ConditionKeys keys = keys_of(condition.fact);
  const auto* between = std::get_if<notice::Between>(&condition.is);
  const auto* one_of = std::get_if<notice::OneOf>(&condition.is);
  json.object([&] {
    if (between != nullptr && between->least) json.at("at_least").number(*between->least);
    if (between != nullptr && between->most) json.at("at_most").number(*between->most);
    json.at("fact").text(keys.fact);
    json.text_if_some("field", keys.field);
    if (keys.kinds != nullptr) {
      json.at("kinds").list(*keys.kinds,
                            [&](notice::InteractionKind kind) { json.text(key(kind)); });
    }
    if (keys.months != 0) json.at("months").number(keys.months);
    if (one_of != nullptr) {
      json.at("one_of").list(one_of->values, [&](const std::string& one) { json.text(one); });
    }
    json.text_if_some("topic", keys.topic);
    if (keys.where != notice::Where::anywhere) json.at("where").text(word_of(keys.where));
  });
}

}  // namespace

notice::Rule read_rule(const Place& at, const Notice& notice, const notice::Purpose& covered_by) {
  return read_at(at, notice, covered_by, 1);
}

void write(JsonWriter& json, const notice::Rule& rule) {
  const auto write_all = [&](std::string_view word, const std::vector<notice::Rule>& rules) {
    json.object(
        [&] { json.at(word).list(rules, [&](const notice::Rule& one) { write(json, one); }); });
  };
  std::visit(Overloaded{[&](const notice::Condition& condition) { write(json, condition); },
                        [&](const notice::All& all) { write_all("all", all.rules); },
                        [&](const notice::Any& any) { write_all("any", any.rules); },
                        [&](const notice::Not& no) {
                          SAMTYCKE_CHECK(no.rule.size() == 1);
                          json.object([&] { write(json.at("not"), no.rule.front()); });
                        }},
             rule.is);
}

}  // namespace samtycke::wire
