#include "core/notice/legal_basis.h"
#include "core/view/frame.h"
#include "core/view/held.h"

namespace samtycke::view {
namespace {

// The sentences of the notice about a purpose: folded on the page, open in a copy, which is printed.
Block own_words(const Held& held, const notice::Purpose& purpose, const std::string& id) {
  const std::string title =
      held.words()("why.own_words", {{"purpose", purpose.name.in(held.language())}});
  std::vector<ClauseId> clauses = purpose.more_clauses;
  clauses.insert(clauses.begin(), purpose.clause);
  std::vector<Block> sentences;
  for (const ClauseId& clause : clauses) {
    if (const auto* found = notice::find(held.notice(), clause)) {
      sentences.push_back(paragraph(id + "-" + clause.text(), found->text.in(held.language())));
    }
  }
  if (held.whole()) return {Section{id, title, SectionLook::plain, std::move(sentences)}};
  return {Details{id, title, std::move(sentences)}};
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

  blocks.push_back(own_words(held, purpose, id + "-clause"));
}

}  // namespace

Fact basis_of(const Held& held, const notice::Purpose& purpose) {
  Fact basis{held.words()("data.basis"), purpose.legal_basis.in(held.language()), {}};
  if (!purpose.legal_basis_law.empty()) {
    basis.note = held.words()("data.law", {{"law", purpose.legal_basis_law}});
  }
  return basis;
}

Block purposes_card(const Held& held) {
  std::vector<Block> blocks = {paragraph("why-text", held.words()("why.text"))};
  for (const notice::Purpose& purpose : held.notice().purposes) {
    add_purpose(held, purpose, blocks);
  }
  if (!held.whole()) {
    blocks.push_back(link("why-consents", held.words()("why.to_consents"),
                          path_of(PageName::consents, held.words())));
  }
  return card("why", held.words()("why.title"), std::move(blocks));
}

}  // namespace samtycke::view
