#include "core/notice/hashes.h"

#include "core/base/check.h"

namespace samtycke::notice {
namespace {

Text hashes_of(const Text& text, const std::string& after_it, Sha256Hex sha256_hex) {
  Text hashes;
  for (const auto& [language, said] : text.by_language) {
    hashes.by_language[language] = sha256_hex(said + after_it);
  }
  return hashes;
}

}  // namespace

void fill_hashes(Notice& notice, Sha256Hex sha256_hex) {
  for (CellText& cell : notice.cells) {
    const Sender* sender = find(notice, cell.cell.sender);
    SAMTYCKE_CHECK(sender != nullptr);
    const std::string company = "\n" + sender->legal_name;
    cell.wording.sha256 = hashes_of(cell.wording.text, company, sha256_hex);
    cell.by_terms = hashes_of(notice.terms.wording.text, company, sha256_hex);
  }
  const auto fill = [&](Wording& wording) {
    wording.sha256 = hashes_of(wording.text, "", sha256_hex);
  };
  for (Purpose& purpose : notice.purposes) {
    if (purpose.objection) fill(*purpose.objection);
    for (OptionalCategory& optional : purpose.optional_categories) fill(optional.wording);
  }
  fill(notice.terms.wording);
}

}  // namespace samtycke::notice
