#include <algorithm>

#include "core/base/check.h"
#include "core/consent/standing.h"
#include "core/notice/legal_basis.h"
#include "core/retention/keep_until.h"
#include "core/view/cards.h"
#include "core/view/field.h"
#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/pages.h"
#include "core/view/value.h"

namespace samtycke::view {
namespace {

// The longest a table gets; the rest is in the download. A page of many hundred rows is slow to read,
// to listen to and to draw.
constexpr std::size_t most_rows = 50;

struct Held {
  const Setting& setting;
  const consent::MemberFile& file;

  const Words& words() const { return setting.words; }
  const notice::Notice& notice() const { return setting.notice; }
  const Language& language() const { return setting.words.language(); }
  std::string to_download() const { return path_of(PageName::download, setting.words); }
};

std::string day_of(const Held& held, Instant at) {
  return format_day(local_day(at), held.language());
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
    const std::string source = "source." + std::string(member::key(record->source));
    all.push_back({field->name.in(held.language()),
                   value_in_words(held.setting, *field, record->value),
                   held.words()(source, {{"day", day_of(held, record->at)}})});
  }
  return facts(id, std::move(all));
}

Fact basis_of(const Held& held, const notice::Purpose& purpose) {
  Fact basis{held.words()("data.basis"), purpose.legal_basis.in(held.language()), {}};
  if (!purpose.legal_basis_law.empty()) {
    basis.note = held.words()("data.law", {{"law", purpose.legal_basis_law}});
  }
  return basis;
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

Block receipts_table(const Held& held, const std::string& id) {
  const Words& words = held.words();
  Table table;
  table.id = id;
  table.caption = words("purchases.caption");
  table.columns = {words("purchase.when"), words("purchase.where"), words("purchase.what"),
                   words("purchase.number"), words("purchase.amount")};
  const auto& receipts = held.file.holdings.receipts;
  const std::size_t shown = std::min(receipts.size(), most_rows);
  for (std::size_t i = 0; i < shown; ++i) {
    const member::Receipt& receipt = receipts[receipts.size() - 1 - i];
    table.rows.push_back(
        {{format_moment(receipt.at, held.language()), false},
         {place_in_words(held.setting, receipt), false},
         {articles_in_words(held.setting, receipt), false},
         {receipt.number, false},
         {format_amount(member::total(receipt), held.notice().club.currency, held.language()),
          true}});
  }
  return {std::move(table)};
}

Block interactions_table(const Held& held, const std::string& id) {
  const Words& words = held.words();
  Table table;
  table.id = id;
  table.caption = words("interactions.caption");
  table.columns = {words("interaction.when"), words("interaction.what"), words("interaction.about"),
                   words("interaction.topic"), words("interaction.number")};
  const auto& interactions = held.file.holdings.interactions;
  const std::size_t shown = std::min(interactions.size(), most_rows);
  for (std::size_t i = 0; i < shown; ++i) {
    const member::Interaction& one = interactions[interactions.size() - 1 - i];
    const notice::Topic* topic = notice::find(held.notice(), one.topic);
    table.rows.push_back(
        {{format_moment(one.at, held.language()), false},
         {words("interaction." + std::string(member::key(one.kind))), false},
         {one.about, false},
         {topic == nullptr ? one.topic.text() : topic->name.in(held.language()), false},
         {one.number, false}});
  }
  return {std::move(table)};
}

// How many there are, and where the rest is when not all of them are here.
void add_rows(const Held& held, const notice::Field& field, std::vector<Block>& blocks) {
  const bool receipts = field.kind == notice::FieldKind::receipts;
  const std::string what = receipts ? "purchases" : "interactions";
  const std::size_t n = count_of(held, field);
  const auto number = [&](std::size_t i) {
    return format_number(static_cast<std::int64_t>(i), held.language());
  };
  const std::string which = n == 1 ? ".one" : n > most_rows ? ".some" : ".all";
  blocks.push_back(
      paragraph(what + "-count",
                held.words()(what + which, {{"n", number(n)}, {"shown", number(most_rows)}})));
  if (n > most_rows) {
    blocks.push_back(link(what + "-all", held.words()("data.to_download"), held.to_download()));
  }
  blocks.push_back(receipts ? receipts_table(held, "purchases-table")
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
    const std::string source = "source." + std::string(member::key(record.source));
    all.push_back({record.field.text(), record.value,
                   held.words()(source, {{"day", day_of(held, record.at)}})});
  }
  return all;
}

// Whether a category holds rows: those come last, since they are long.
bool has_rows(const Held& held, const CategoryId& category) {
  const auto fields = fields_in(held, category);
  return std::any_of(fields.begin(), fields.end(), [](auto* f) { return !is_single(*f); });
}

Block correction_card(const Held& held, const std::vector<TypedValue>& typed) {
  const Words& words = held.words();
  Form form = form_to(held.setting, PageName::data, "correct-form", words("correct.title"));
  for (const notice::Field& field : held.notice().fields) {
    if (!field.corrected_by_member) continue;
    const std::string_view saved = member::value_of(held.file.holdings, field.id);
    if (field.kind == notice::FieldKind::topics) {
      form.hidden.emplace_back(field.id.text(), "");
      form.blocks.push_back(topics_for(held.setting, field, saved, typed));
    } else {
      form.blocks.push_back({field_for(held.setting, field, saved, typed)});
    }
  }
  const bool none = form.blocks.empty();
  const std::string ask = words("correct.ask", {{"email", held.notice().club.email}});
  if (none) return card("correct", words("correct.title"), {paragraph("correct-ask", ask)});
  form.blocks.push_back(button("save-details", words("correct.save"), Emphasis::primary, "save"));
  return card("correct", words("correct.title"),
              {paragraph("correct-text", words("correct.text")),
               {std::move(form)},
               paragraph("correct-ask", ask, Tone::muted)});
}

Block decisions_card(const Held& held) {
  const Words& words = held.words();
  const auto& decisions = held.file.decisions;
  if (decisions.empty()) {
    return card("decisions", words("decisions.title"),
                {paragraph("decisions-none", words("decisions.none"))});
  }
  Table table;
  table.id = "decisions-table";
  table.caption = words("decisions.caption");
  table.columns = {words("decision.when"), words("decision.what"), words("decision.way"),
                   words("decision.version")};
  const std::size_t shown = std::min(decisions.size(), most_rows);
  for (std::size_t i = 0; i < shown; ++i) {
    const consent::Decision& one = decisions[decisions.size() - 1 - i];
    table.rows.push_back({{format_moment(one.at, held.language()), false},
                          {act_in_words(held.setting, one.act), false},
                          {words("way." + std::string(consent::key(one.way))), false},
                          {format_number(one.notice_version, held.language()), true}});
  }
  std::vector<Block> blocks = {paragraph("decisions-text", words("decisions.text"))};
  if (decisions.size() > most_rows) {
    blocks.push_back(paragraph(
        "decisions-count",
        words("decisions.some",
              {{"n", format_number(static_cast<std::int64_t>(decisions.size()), held.language())},
               {"shown", std::to_string(most_rows)}})));
    blocks.push_back(link("decisions-all", words("data.to_download"), held.to_download()));
  }
  blocks.push_back({std::move(table)});
  return card("decisions", words("decisions.title"), std::move(blocks));
}

void add_purpose(const Held& held, const notice::Purpose& purpose, std::vector<Block>& blocks) {
  const Words& words = held.words();
  const std::string id = "why-" + purpose.id.text();
  blocks.push_back({Heading{id, 3, purpose.name.in(held.language())}});
  blocks.push_back(paragraph(id + "-text", purpose.explanation.in(held.language())));

  Fact basis = basis_of(held, purpose);
  for (const char ground : notice::grounds_in(purpose.legal_basis_law)) {
    const std::string meaning = std::string("law.gdpr_art_6_1_") + ground;
    if (words.has(meaning)) basis.note += " " + words(meaning);
  }
  std::vector<Fact> all = {std::move(basis)};
  if (const auto* rule = notice::find(held.notice(), purpose.retention)) {
    all.push_back({words("why.how_long"), rule->explanation.in(held.language()), {}});
  }
  blocks.push_back(facts(id + "-facts", std::move(all)));

  Details own;
  own.id = id + "-clause";
  own.summary = words("why.own_words", {{"purpose", purpose.name.in(held.language())}});
  std::vector<ClauseId> clauses = purpose.more_clauses;
  clauses.insert(clauses.begin(), purpose.clause);
  for (const ClauseId& clause : clauses) {
    if (const auto* found = notice::find(held.notice(), clause)) {
      own.blocks.push_back(
          paragraph(own.id + "-" + clause.text(), found->text.in(held.language())));
    }
  }
  blocks.push_back({std::move(own)});
}

Block why_card(const Held& held) {
  std::vector<Block> blocks = {paragraph("why-text", held.words()("why.text"))};
  for (const notice::Purpose& purpose : held.notice().purposes) {
    add_purpose(held, purpose, blocks);
  }
  blocks.push_back(link("why-consents", held.words()("why.to_consents"),
                        path_of(PageName::consents, held.words())));
  return card("why", held.words()("why.title"), std::move(blocks));
}

std::size_t errors_in(const std::vector<TypedValue>& typed) {
  return static_cast<std::size_t>(
      std::count_if(typed.begin(), typed.end(), [](auto& t) { return !t.error.empty(); }));
}

}  // namespace

Page data_page(const Setting& setting, const consent::MemberFile& file,
               const std::vector<TypedValue>& typed, const std::optional<Said>& said) {
  const Words& words = setting.words;
  const Held held{setting, file};
  Page page = framed(setting, PageName::data, words("data.title"), true);
  say(page, setting, said);
  const std::size_t errors = errors_in(typed);
  if (errors != 0) {
    page.blocks.push_back(message("not-corrected", Mood::error,
                                  errors == 1
                                      ? words("correct.one_error")
                                      : words("correct.errors", {{"n", std::to_string(errors)}})));
  }
  page.blocks.push_back(
      paragraph("lead", words("data.lead", {{"club", held.notice().club.name}}), Tone::lead));
  page.blocks.push_back(
      link("to-correct", words(errors == 0 ? "data.to_correct" : "data.to_errors"), "#correct"));
  for (const notice::Category& category : held.notice().categories) {
    if (!has_rows(held, category.id)) page.blocks.push_back(category_card(held, category));
  }
  std::vector<Fact> stray = stray_values(held);
  if (!stray.empty()) {
    page.blocks.push_back(card("other", words("data.other"),
                               {paragraph("other-text", words("data.other_text"), Tone::muted),
                                facts("other-values", std::move(stray))}));
  }
  page.blocks.push_back(correction_card(held, typed));
  for (const notice::Category& category : held.notice().categories) {
    if (has_rows(held, category.id)) page.blocks.push_back(category_card(held, category));
  }
  page.blocks.push_back(restriction_card(setting, file));
  page.blocks.push_back(decisions_card(held));
  page.blocks.push_back(why_card(held));
  return page;
}

}  // namespace samtycke::view
