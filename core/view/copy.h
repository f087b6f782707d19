// The copy that a member keeps (GDPR Art. 15(3)): everything held about them as one HTML file that stands
// by itself. It explains each value as Mina uppgifter does, being made of the same cards, and goes on
// where that page points to the download. It can be printed, and opens anywhere: no script, no link and
// nothing that is fetched, since a file of personal data must tell nobody that it was opened.
#pragma once

#include <string>

#include "core/consent/member_file.h"
#include "core/view/pages.h"

namespace samtycke::view {

Page copy_page(const Setting&, const consent::MemberFile&);
// The whole document, from its doctype on.
std::string copy_document(const Setting&, const consent::MemberFile&);

}  // namespace samtycke::view
