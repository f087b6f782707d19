// Which of the six grounds of GDPR Art. 6(1) a purpose says that it rests on.
//
// A club writes its law in words, and members read them. The ground is read from those same words: a word
// of the format beside them could say something else than what members read. However a club writes it
// ("GDPR art. 6.1 b", "Article 6(1)(b)", "artikel 6.1.b"), it is the same ground; what cannot be read is told
// as a doubt (lint.h), so that no doubt about a ground hangs on a way of writing.
#pragma once

#include <string>
#include <string_view>

namespace samtycke::notice {

// The letters of Art. 6(1), "b" or "af", each once and in the order of the text; empty where none is named.
std::string grounds_in(std::string_view legal_basis_law);

}  // namespace samtycke::notice
