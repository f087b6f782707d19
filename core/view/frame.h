// What stands round every page, and the small parts that pages are put together from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/view/page.h"
#include "core/view/pages.h"

namespace samtycke::view {

// A page with its title, menu, links to the other languages, the way out and the footer, and with
// nothing in it yet but, where one waits for a mail, the word that this is a demo, if it is one.
Page framed(const Setting&, PageName, std::string title, bool signed_in);

// Puts what was just done, or what went wrong, next on the page.
void say(Page&, const Setting&, const std::optional<Said>&);

Block paragraph(std::string id, std::string text, Tone = Tone::plain);
Block message(std::string id, Mood, std::string text);
Block link(std::string id, std::string text, std::string href, LinkLook = LinkLook::inline_text);
Block facts(std::string id, std::vector<Fact>);
Block list(std::string id, std::vector<std::string> items);
Block card(std::string id, std::string title, std::vector<Block>);
Block button(std::string id, std::string label, Emphasis, std::string value);  // Its name is "do".

// A form that posts to a page, with the token that proves it came from there.
Form form_to(const Setting&, PageName, std::string id, std::string label);

// "a, b och c"
std::string enumerated(const std::vector<std::string>&, const Words&);

}  // namespace samtycke::view
