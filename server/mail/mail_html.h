// The HTML form of a mail that was written as text: the same words, for those whose mail program shows
// HTML. Made from the text, so that the two cannot say different things.
#pragma once

#include <string>
#include <string_view>

#include "core/base/language.h"

namespace samtycke::server {

// Blank lines part paragraphs; what begins with https:// is a link to itself. Nothing is fetched by it: no
// image, no style sheet, nothing that tells anybody that it was opened.
std::string mail_html(std::string_view subject, std::string_view text, const Language&);

}  // namespace samtycke::server
