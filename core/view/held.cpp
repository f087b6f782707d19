#include "core/view/held.h"

#include <algorithm>

#include "core/consent/standing.h"
#include "core/retention/keep_until.h"
#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/value.h"

namespace samtycke::view {
namespace {

// Where a value came from, and when: the day is enough on a page.
std::string source_in_words(const Held& held, const member::Record& record) {
  const std::string at = held.whole() ? format_moment(record.at, held.language())
                                      : format_day(local_day(record.at), held.language());
  return held.words()("source." + std::string(member::key(record.source)), {{"day", at}});
}

// The column that a row's source stands in, where all of it is told.
void add_source_column(const Held& held, Table& table) {
  if (held.whole()) table.columns.push_back(held.words()("copy.from"));
}
void add_source(const Held& held, std::vector<Cell>& row, member::Source source) {
  if (!held.whole()) return;
  row.push_back({held.words()("copy.from." + std::string(member::key(source))), false});
}

// How many of a field's values are held: 0 or 1 of a single value, the rows of the others.
std::size_t count_of(const Held& held, const notice::Field& field) {
  using notice::FieldKind;
  if (field.kind == FieldKind::receipts) return held.file.holdings.receipts.size();
  if (field.kind == FieldKind::interactions) return held.file.holdings.interactions.size();
  return member::find(held.file.holdings, field.id) == nullptr ? 0 : 1;
}

std::vector<const notice::Field*> fields_in(const Held& held, const CategoryId& category) {
  std::vector<const notice::Field*> fields;
  for (const notice::Field& field : held.notice().fields) {
    if (field.category == category) fields.push_back(&field);
  }
  return fields;
}

// Fields that are used for the same and go on the same day for the same reason are told about together.
struct Group {
  std::vector<const notice::Purpose*> purposes;
  std::optional<retention::KeepUntil> keep;
  std::vector<const notice::Field*> fields;
};

std::vector<Group> groups_in(const Held& held, const CategoryId& category) {
  std::vector<Group> groups;
  for (const notice::Field* field : fields_in(held, category)) {
    if (count_of(held, *field) == 0) continue;
    const auto purposes = notice::purposes_of(held.notice(), field->id);
    const auto keep = retention::keep_until(held.file, held.notice(), field->id);
    auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) {
      return g.purposes == purposes && g.keep == keep;
    });
    if (group == groups.end()) group = groups.insert(groups.end(), Group{purposes, keep, {}});
    group->fields.push_back(field);
  }
  return groups;
}

Block values(const Held& held, const Group& group, const std::string& id) {
  std::vector<Fact> all;
  for (const notice::Field* field : group.fields) {
    const member::Record* record = member::find(held.file.holdings, field->id);
    if (record == nullptr) continue;
    all.push_back({field->name.in(held.language()),
                   value_in_words(held.setting, *field, record->value),
                   source_in_words(held, *record)});
  }
  return facts(id, std::move(all));
}

// A purpose by name, and whether the member has said no to it. A no to sending stops what is sent; who has
// not left is a member still, and the data stays for that (retention/keep_until.h).
std::string use_in_words(const Held& held, const notice::Purpose& purpose) {
  const std::string& name = purpose.name.in(held.language());
  const bool objected =
      purpose.objection && !consent::is_on(consent::standing_of(held.file.decisions, purpose.id));
  if (!objected) return name;
  const bool stays =
      purpose.id == held.notice().sending.purpose &&
      !std::holds_alternative<consent::Left>(consent::membership(held.file.decisions));
  return held.words()(stays ? "data.objected_to_sending" : "data.objected_to", {{"purpose", name}});
}

// What the values are for, on which ground, and until when: true of the whole group.
Block use_of(const Held& held, const Group& group, const std::string& id) {
  const Words& words = held.words();
  if (group.purposes.empty()) {
    return facts(id, {{words("data.used_for"), words("data.no_purpose"), {}}});
  }
  std::string purposes;
  std::vector<Fact> grounds;
  for (const notice::Purpose* purpose : group.purposes) {
    purposes.append(purposes.empty() ? "" : "; ").append(use_in_words(held, *purpose));
    Fact ground = basis_of(held, *purpose);
    const auto same = [&](const Fact& one) {
      return one.value == ground.value && one.note == ground.note;
    };
    if (std::none_of(grounds.begin(), grounds.end(), same)) grounds.push_back(std::move(ground));
  }
  std::vector<Fact> all = {{words("data.used_for"), std::move(purposes), {}}};
  all.insert(all.end(), grounds.begin(), grounds.end());
  const auto& keep = group.keep;
  if (keep) {
    all.push_back(
        {words("data.goes"),
         words("data.goes_day", {{"day", format_day(keep->day, held.language())}}),
         reason_in_words(held.setting, *keep) +
             moved_in_words(held.setting,
                            retention::if_bought(held.file, held.notice(), group.fields[0]->id,
                                                 local_day(held.setting.now)))});
  } else {
    all.push_back({words("data.goes"), words("data.goes_unknown"), {}});
  }
  return facts(id, std::move(all));
}

}  // namespace

Block receipts_table(const Held& held, const std::string& id,
                     const std::vector<const member::Receipt*>& receipts) {
  const Words& words = held.words();
  Table table;
  table.id = id;
  table.caption = words("purchases.caption");
  table.columns = {words("purchase.when"), words("purchase.where"), words("purchase.what"),
                   words("purchase.number"), words("purchase.amount")};
  add_source_column(held, table);
  const auto row_of = [&](const member::Receipt& receipt) {
    std::vector<Cell> row = {
        {format_moment(receipt.at, held.language()), false},
        {place_in_words(held.setting, receipt), false},
        {articles_in_words(held.setting, receipt), false},
        {receipt.number, false},
        {format_amount(member::total(receipt), held.notice().club.currency, held.language()),
         true}};
    add_source(held, row, receipt.source);
    return row;
  };
  for (const member::Receipt* receipt : receipts) table.rows.push_back(row_of(*receipt));
  return {std::move(table)};
}

namespace {

// Every receipt there is, the latest first.
Block whole_receipts_table(const Held& held, const std::string& id) {
  std::vector<const member::Receipt*> all;
  const auto& receipts = held.file.holdings.receipts;
  for (std::size_t i = receipts.size(); i-- > 0;) all.push_back(&receipts[i]);
  return receipts_table(held, id, all);
}

Block interactions_table(const Held& held, const std::string& id) {
  const Words& words = held.words();
  Table table;
  table.id = id;
  table.caption = words("interactions.caption");
  table.columns = {words("interaction.when"), words("interaction.what"), words("interaction.about"),
                   words("interaction.topic"), words("interaction.number")};
  add_source_column(held, table);
  const auto row_of = [&](const member::Interaction& one) {
    const notice::Topic* topic = notice::find(held.notice(), one.topic);
    std::vector<Cell> row = {
        {format_moment(one.at, held.language()), false},
        {words("interaction." + std::string(member::key(one.kind))), false},
        {one.about, false},
        {topic == nullptr ? one.topic.text() : topic->name.in(held.language()), false},
        {one.number, false}};
    add_source(held, row, one.source);
    return row;
  };
  table.rows = newest_rows(held, held.file.holdings.interactions, row_of);
  return {std::move(table)};
}

// How many there are, and where the rest is when not all of them are here.
void add_rows(const Held& held, const notice::Field& field, std::vector<Block>& blocks) {
  const bool receipts = field.kind == notice::FieldKind::receipts;
  if (receipts && !held.whole() && count_of(held, field) != 0) {
    for (Block& block : purchases(held)) blocks.push_back(std::move(block));
    return;
  }
  const std::string what = receipts ? "purchases" : "interactions";
  const std::size_t n = count_of(held, field);
  const auto number = [&](std::size_t i) {
    return format_number(static_cast<std::int64_t>(i), held.language());
  };
  const std::string which = n == 1 ? ".one" : n > held.most_rows() ? ".some" : ".all";
  blocks.push_back(paragraph(
      what + "-count",
      held.words()(what + which,
                   {{"n", number(n)}, {"shown", number(std::min(n, held.most_rows()))}})));
  if (n > held.most_rows()) {
    blocks.push_back(link(what + "-all", held.words()("data.to_download"),
                          path_of(PageName::download, held.words())));
  }
  blocks.push_back(receipts ? whole_receipts_table(held, "purchases-table")
                            : interactions_table(held, "interactions-table"));
}

Block category_card(const Held& held, const notice::Category& category) {
  const std::string id = "category-" + category.id.text();
  std::vector<Block> blocks;
  if (const std::string about = category.explanation.in(held.language()); !about.empty()) {
    blocks.push_back(paragraph(id + "-about", about, Tone::muted));
  }
  const std::vector<Group> groups = groups_in(held, category.id);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::string part = id + (groups.size() == 1 ? "" : "-" + std::to_string(i + 1));
    const auto& fields = groups[i].fields;
    if (std::any_of(fields.begin(), fields.end(), [](auto* f) { return is_single(*f); })) {
      blocks.push_back(values(held, groups[i], part + "-values"));
    }
    for (const notice::Field* field : fields) {
      if (!is_single(*field)) add_rows(held, *field, blocks);
    }
    blocks.push_back(use_of(held, groups[i], part + "-use"));
  }
  std::vector<std::string> absent;
  for (const notice::Field* field : fields_in(held, category.id)) {
    if (count_of(held, *field) == 0) absent.push_back(field->name.in(held.language()));
  }
  if (!absent.empty()) {
    blocks.push_back(paragraph(
        id + "-absent", held.words()("data.absent", {{"fields", enumerated(absent, held.words())}}),
        Tone::muted));
  }
  return card(id, category.name.in(held.language()), std::move(blocks));
}

// Values in fields that this notice does not have, from an older one or a mistake: held, so shown.
std::vector<Fact> stray_values(const Held& held) {
  std::vector<Fact> all;
  for (const member::Record& record : held.file.holdings.records) {
    if (notice::find(held.notice(), record.field) != nullptr) continue;
    all.push_back({record.field.text(), record.value, source_in_words(held, record)});
  }
  return all;
}

// Whether a category holds rows: those come last, since they are long.
bool has_rows(const Held& held, const CategoryId& category) {
  const auto fields = fields_in(held, category);
  return std::any_of(fields.begin(), fields.end(), [](auto* f) { return !is_single(*f); });
}

}  // namespace

std::vector<Block> cards_of_values(const Held& held) {
  std::vector<Block> cards;
  for (const notice::Category& category : held.notice().categories) {
    if (!has_rows(held, category.id)) cards.push_back(category_card(held, category));
  }
  std::vector<Fact> stray = stray_values(held);
  if (!stray.empty()) {
    cards.push_back(card("other", held.words()("data.other"),
                         {paragraph("other-text", held.words()("data.other_text"), Tone::muted),
                          facts("other-values", std::move(stray))}));
  }
  return cards;
}

std::vector<Block> cards_of_rows(const Held& held) {
  std::vector<Block> cards;
  for (const notice::Category& category : held.notice().categories) {
    if (has_rows(held, category.id)) cards.push_back(category_card(held, category));
  }
  return cards;
}

}  // namespace samtycke::view
