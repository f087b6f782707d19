#include "core/view/format.h"
#include "core/view/frame.h"
#include "core/view/held.h"
#include "core/view/value.h"

namespace samtycke::view {
namespace {

// What proves a decision, beside what it was: who told us, in which language the text was read, and the
// text's SHA-256.
void add_proof_columns(const Held& held, Table& table) {
  if (!held.whole()) return;
  for (const char* column : {"copy.actor", "copy.language", "copy.text_sha256"}) {
    table.columns.push_back(held.words()(column));
  }
}
void add_proof(const Held& held, std::vector<Cell>& row, const consent::Decision& decision) {
  if (!held.whole()) return;
  row.push_back({decision.actor, false});
  row.push_back({decision.language.text(), false});
  row.push_back({decision.text_sha256, false});
}

}  // namespace

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
  add_proof_columns(held, table);
  const auto row_of = [&](const consent::Decision& one) {
    std::vector<Cell> row = {{format_moment(one.at, held.language()), false},
                             {act_in_words(held.setting, one.act), false},
                             {words("way." + std::string(consent::key(one.way))), false},
                             {format_number(one.notice_version, held.language()), true}};
    add_proof(held, row, one);
    return row;
  };
  table.rows = newest_rows(held, decisions, row_of);
  std::vector<Block> blocks = {paragraph("decisions-text", words("decisions.text"))};
  if (decisions.size() > held.most_rows()) {
    blocks.push_back(paragraph(
        "decisions-count",
        words("decisions.some",
              {{"n", format_number(static_cast<std::int64_t>(decisions.size()), held.language())},
               {"shown", std::to_string(held.most_rows())}})));
    blocks.push_back(
        link("decisions-all", words("data.to_download"), path_of(PageName::download, words)));
  }
  blocks.push_back({std::move(table)});
  if (!held.whole()) {
    blocks.push_back(
        link("decisions-history", words("data.to_history"), path_of(PageName::history, words)));
  }
  return card("decisions", words("decisions.title"), std::move(blocks));
}

}  // namespace samtycke::view
