// What a member agrees to or objects against, as one hash in each language.
//
// A switch stands beside its text and the company that it is about ("Företag: …"), and a yes is a yes to
// both: the words may be as before and the goods another company's (L3, L6; EDPB 05/2020 section 3.3.1).
// So the hash of a cell covers its wording and the sender's legal name, and CellText::by_terms the wording of
// the terms and that same name: when one company gives way to another, those who said yes to it are
// asked again, by whichever words they agreed, and nobody else is. We considered the names of all
// companies in one hash of the terms and dropped it: one partner's new name would end every consent.
//
// Purposes, categories and the acceptance of the terms itself are between the member and the club, which
// is the controller of the whole notice: there the wording is all.
#pragma once

#include <string>
#include <string_view>

#include "core/notice/notice.h"

namespace samtycke::notice {

// 64 lower-case hexadecimal digits. The core has no hash function, so whoever loads a notice lends one.
using Sha256Hex = std::string (*)(std::string_view);

// Fills every hash of the notice, whatever stood there. `printf '%s\n%s' TEXT COMPANY | sha256sum` gives
// a cell's; a legal name has no line break, so no two pairs are the same bytes.
void fill_hashes(Notice&, Sha256Hex);

}  // namespace samtycke::notice
