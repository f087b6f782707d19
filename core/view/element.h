// A page as a tree of HTML elements: the one structure that the server writes as HTML and that the
// browser keeps as real DOM elements under the canvas.
//
// The guide has the browser's semantics in web/semantics and HTML in core/view. They were one thing
// written twice, and the takeover of a server-written page by the canvas only works when ids and
// structure are the same; so the tree is made here, once. web/semantics keeps what is the browser's
// own: flattening the tree, with rectangles, for the host.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/view/page.h"

namespace samtycke::view {

struct Element {
  std::string tag;  // "h1", "p", "input" …
  std::string
      id;  // Unique in the page, and the DOM id. Empty only for those that paint never places.
  std::vector<std::pair<std::string, std::string>> attributes;  // In order; a boolean one is "".
  std::string text;                                             // Before the children.
  std::vector<Element> children;
};

// The value of an attribute, or null.
const std::string* attribute(const Element&, std::string_view name);

// The children of <body>'s `<div id="app">`: skip target, header with menu and languages, main, footer.
std::vector<Element> elements(const Page&);

// The tree as HTML text, escaped. Void elements are closed the HTML way.
std::string html(const std::vector<Element>&);
// A text within such HTML, between tags or in an attribute's quotes.
std::string html_escaped(std::string_view text);

}  // namespace samtycke::view
