#include "core/view/element.h"

#include "core/base/overloaded.h"
#include "core/view/figures.h"

namespace samtycke::view {
namespace {

// Sections give their heading the level that their depth asks for: h1 is the page's title.
struct Context {
  int level = 2;
};

std::vector<Element> elements_of(const std::vector<Block>&, Context);

std::string class_of(LinkLook look) {
  switch (look) {
    case LinkLook::inline_text: return "link";
    case LinkLook::button: return "button plain";
    case LinkLook::download: return "button primary download";
  }
  SAMTYCKE_NEVER("LinkLook");
}

std::string class_of(Emphasis emphasis) {
  switch (emphasis) {
    case Emphasis::primary: return "button primary";
    case Emphasis::plain: return "button plain";
  }
  SAMTYCKE_NEVER("Emphasis");
}

std::string class_of(Tone tone) {
  switch (tone) {
    case Tone::plain: return "text";
    case Tone::lead: return "text lead";
    case Tone::muted: return "text muted";
  }
  SAMTYCKE_NEVER("Tone");
}

std::string class_of(const Cell& cell) {
  if (cell.numeric) return "numeric";
  return "words";
}

// A sign beside the words of a cell is an element of its own, for the style sheet to draw beside them.
const char* class_of(Mark mark) {
  switch (mark) {
    case Mark::none: return "";
    case Mark::yes: return "mark yes";
    case Mark::no: return "mark no";
  }
  SAMTYCKE_NEVER("Mark");
}

Element element_of(const Heading& heading) {
  return make(heading.level == 2 ? "h2" : "h3", heading.id, {{"class", "heading"}}, heading.text);
}

Element element_of(const Paragraph& paragraph) {
  return make("p", paragraph.id, {{"class", class_of(paragraph.tone)}}, paragraph.text);
}

// What went wrong interrupts a screen reader, what went well waits its turn.
Element element_of(const Message& message) {
  const auto [look, role] = [&]() -> std::pair<const char*, const char*> {
    switch (message.mood) {
      case Mood::info: return {"message info", "status"};
      case Mood::success: return {"message success", "status"};
      case Mood::warning: return {"message warning", "status"};
      case Mood::error: return {"message error", "alert"};
    }
    SAMTYCKE_NEVER("Mood");
  }();
  return make("p", message.id, {{"class", look}, {"role", role}}, message.text);
}

Element element_of(const Link& link) {
  Attributes attributes = {{"class", class_of(link.look)}, {"href", link.href}};
  if (link.current) attributes.emplace_back("aria-current", "page");
  // The browser keeps the page open and saves the answer, also when a server forgets to say so.
  if (link.look == LinkLook::download) attributes.emplace_back("download", "");
  return make("a", link.id, std::move(attributes), link.text);
}

// A space-separated list of ids, as aria-describedby wants it.
void describe(std::string& list, const std::string& id) {
  if (!list.empty()) list += ' ';
  list += id;
}

Element element_of(const Switch& it) {
  Element row = make("div", it.id + "-row", {{"class", it.changed ? "switch changed" : "switch"}});
  Element text = make("div", it.id + "-text", {{"class", "switch-text"}});
  text.children.push_back(
      make("label", it.id + "-label", {{"class", "switch-label"}, {"for", it.id}}, it.label));
  std::string described;
  const auto note = [&](std::string_view part, std::string look, const std::string& said) {
    if (said.empty()) return;
    const std::string id = it.id + std::string(part);
    text.children.push_back(make("p", id, {{"class", std::move(look)}}, said));
    describe(described, id);
  };
  note("-hint", "hint", it.hint);
  note("-state", "state", it.state);
  note("-lock", "lock", it.locked.value_or(""));
  row.children.push_back(std::move(text));

  Attributes attributes = {
      {"type", "checkbox"}, {"role", "switch"}, {"name", it.name}, {"value", "on"}};
  if (it.on) attributes.emplace_back("checked", "");
  // No must always work, and so must taking back a flip: only turning on from a saved "off" is barred.
  if (it.locked && !it.on && !it.changed) attributes.emplace_back("disabled", "");
  if (!described.empty()) attributes.emplace_back("aria-describedby", described);
  row.children.push_back(make("input", it.id, std::move(attributes)));
  return row;
}

// What tells browsers and phones which keyboard, which saved value and which corrections to offer.
Attributes attributes_of(FieldType type) {
  switch (type) {
    case FieldType::text: return {{"type", "text"}};
    case FieldType::email: return {{"type", "email"}, {"spellcheck", "false"}};
    case FieldType::tel: return {{"type", "tel"}};
    case FieldType::one_time_code:
      return {{"type", "text"}, {"autocapitalize", "characters"}, {"spellcheck", "false"}};
  }
  SAMTYCKE_NEVER("FieldType");
}

Element control_of(const Field& field, const std::string& described) {
  Attributes attributes = {{"class", "control"}, {"name", field.name}};
  if (field.options.empty()) {
    for (auto& each : attributes_of(field.type)) attributes.push_back(std::move(each));
    attributes.emplace_back("value", field.value);
  }
  if (!field.autocomplete.empty()) attributes.emplace_back("autocomplete", field.autocomplete);
  // Not `required`: the browser would complain by itself, in its own language and before we can.
  if (field.required) attributes.emplace_back("aria-required", "true");
  if (!field.error.empty()) attributes.emplace_back("aria-invalid", "true");
  if (!described.empty()) attributes.emplace_back("aria-describedby", described);
  if (field.options.empty()) return make("input", field.id, std::move(attributes));

  Element select = make("select", field.id, std::move(attributes));
  for (const Option& option : field.options) {
    Attributes chosen = {{"value", option.value}};
    if (option.value == field.value) chosen.emplace_back("selected", "");
    select.children.push_back(make("option", {}, std::move(chosen), option.text));
  }
  return select;
}

Element element_of(const Field& field) {
  Element box =
      make("div", field.id + "-field", {{"class", field.error.empty() ? "field" : "field wrong"}});
  box.children.push_back(make("label", field.id + "-label",
                              {{"class", "field-label"}, {"for", field.id}}, field.label));
  std::string described;
  if (!field.hint.empty()) {
    box.children.push_back(make("p", field.id + "-hint", {{"class", "hint"}}, field.hint));
    describe(described, field.id + "-hint");
  }
  if (!field.error.empty()) {
    box.children.push_back(make("p", field.id + "-error", {{"class", "error"}}, field.error));
    describe(described, field.id + "-error");
  }
  box.children.push_back(control_of(field, described));
  return box;
}

Element element_of(const Button& button) {
  Attributes attributes = {{"class", class_of(button.emphasis)}, {"type", "submit"}};
  if (!button.name.empty()) {
    attributes.emplace_back("name", button.name);
    attributes.emplace_back("value", button.value);
  }
  return make("button", button.id, std::move(attributes), button.label);
}

// Roles are written out: on a narrow screen the style sheet turns rows into cards, and a changed
// `display` takes the implied roles away.
Element head_of(const Table& table) {
  Element head = make("thead", {}, {{"role", "rowgroup"}});
  Element row = make("tr", {}, {{"role", "row"}});
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const bool numeric =
        !table.rows.empty() && i < table.rows[0].size() && table.rows[0][i].numeric;
    row.children.push_back(
        make("th", table.id + "-c" + std::to_string(i),
             {{"class", numeric ? "numeric" : "words"}, {"scope", "col"}, {"role", "columnheader"}},
             table.columns[i]));
  }
  head.children.push_back(std::move(row));
  return head;
}

Element element_of(const Table& table) {
  Element whole = make("table", table.id, {{"role", "table"}});
  if (!table.caption.empty())
    whole.children.push_back(
        make("caption", table.id + "-caption", {{"class", "caption"}}, table.caption));
  whole.children.push_back(head_of(table));
  Element body = make("tbody", {}, {{"role", "rowgroup"}});
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    Element row = make("tr", {}, {{"role", "row"}});
    for (std::size_t c = 0; c < table.rows[r].size(); ++c) {
      const Cell& cell = table.rows[r][c];
      const std::string label = c < table.columns.size() ? table.columns[c] : "";
      Attributes attributes = {{"class", class_of(cell)}, {"role", c == 0 ? "rowheader" : "cell"}};
      if (c == 0) attributes.emplace_back("scope", "row");
      attributes.emplace_back("data-label", label);
      const std::string id = table.id + "-r" + std::to_string(r) + "-c" + std::to_string(c);
      const bool marked = cell.mark != Mark::none;
      Element made =
          make(c == 0 ? "th" : "td", id, std::move(attributes), marked ? std::string() : cell.text);
      if (marked)
        made.children.push_back(
            make("span", id + "-mark", {{"class", class_of(cell.mark)}}, cell.text));
      row.children.push_back(std::move(made));
    }
    body.children.push_back(std::move(row));
  }
  whole.children.push_back(std::move(body));
  return whole;
}

Element element_of(const Facts& facts) {
  Element list = make("dl", facts.id, {{"class", "facts"}});
  for (std::size_t i = 0; i < facts.facts.size(); ++i) {
    const Fact& fact = facts.facts[i];
    const std::string id = facts.id + "-" + std::to_string(i);
    Element pair = make("div", id, {{"class", "fact"}});
    pair.children.push_back(make("dt", id + "-term", {}, fact.term));
    pair.children.push_back(make("dd", id + "-value", {{"class", "value"}}, fact.value));
    if (!fact.note.empty())
      pair.children.push_back(make("dd", id + "-note", {{"class", "note"}}, fact.note));
    list.children.push_back(std::move(pair));
  }
  return list;
}

Element element_of(const List& list) {
  Element whole = make("ul", list.id, {{"class", "list"}, {"role", "list"}});
  for (std::size_t i = 0; i < list.items.size(); ++i)
    whole.children.push_back(
        make("li", list.id + "-" + std::to_string(i), {{"class", "item"}}, list.items[i]));
  return whole;
}

Element element_of(const Section& section, Context context) {
  const std::string title_id = section.id + "-title";
  Element whole = make("section", section.id,
                       {{"class", section.look == SectionLook::card ? "section card" : "section"}});
  if (!section.title.empty()) {
    whole.attributes.emplace_back("aria-labelledby", title_id);
    const int level = context.level < 6 ? context.level : 6;
    whole.children.push_back(
        make("h" + std::to_string(level), title_id, {{"class", "section-title"}}, section.title));
    ++context.level;
  }
  for (Element& child : elements_of(section.blocks, context))
    whole.children.push_back(std::move(child));
  return whole;
}

Element element_of(const Actions& actions, Context context) {
  Element whole = make("div", actions.id, {{"class", "actions"}});
  whole.children = elements_of(actions.blocks, context);
  return whole;
}

Element element_of(const Details& details, Context context) {
  Element whole = make("details", details.id, {{"class", "details"}});
  whole.children.push_back(
      make("summary", details.id + "-summary", {{"class", "summary"}}, details.summary));
  for (Element& child : elements_of(details.blocks, context))
    whole.children.push_back(std::move(child));
  return whole;
}

// `novalidate`: what is wrong is said by the page itself, by the same rules here and on the server.
Element element_of(const Form& form, Context context) {
  Element whole = make("form", form.id,
                       {{"class", "form"},
                        {"method", form.only_asks ? "get" : "post"},
                        {"action", form.action},
                        {"novalidate", ""}});
  if (!form.label.empty()) whole.attributes.emplace_back("aria-label", form.label);
  whole.children = elements_of(form.blocks, context);
  // Last, so that the style sheet's first child is the first that can be seen.
  for (const auto& [name, value] : form.hidden)
    whole.children.push_back(
        make("input", {}, {{"type", "hidden"}, {"name", name}, {"value", value}}));
  return whole;
}

std::vector<Element> elements_of(const std::vector<Block>& blocks, Context context) {
  std::vector<Element> all;
  all.reserve(blocks.size());
  for (const Block& block : blocks) {
    all.push_back(std::visit(Overloaded{[&](const Section& it) { return element_of(it, context); },
                                        [&](const Actions& it) { return element_of(it, context); },
                                        [&](const Details& it) { return element_of(it, context); },
                                        [&](const Form& it) { return element_of(it, context); },
                                        [&](const auto& leaf) { return element_of(leaf); }},
                             block.is));
  }
  return all;
}

// A language names itself in its own words, so a screen reader must switch its voice for that word.
Element languages_of(const Page& page) {
  Element nav = make("nav", "languages", {{"class", "languages"}});
  if (!page.languages_label.empty())
    nav.attributes.emplace_back("aria-label", page.languages_label);
  Element list = make("ul", "languages-list", {{"role", "list"}});
  for (const Link& link : page.languages) {
    Element item = make("li", link.id + "-item", {});
    Element anchor = make("a", link.id, {{"href", link.href}}, link.text);
    if (!link.language.empty()) {
      anchor.attributes.emplace_back("lang", link.language.text());
      anchor.attributes.emplace_back("hreflang", link.language.text());
    }
    if (link.current) anchor.attributes.emplace_back("aria-current", "true");
    item.children.push_back(std::move(anchor));
    list.children.push_back(std::move(item));
  }
  nav.children.push_back(std::move(list));
  return nav;
}

Element menu_of(const Page& page) {
  Element nav = make("nav", "menu", {{"class", "menu"}});
  if (!page.menu_label.empty()) nav.attributes.emplace_back("aria-label", page.menu_label);
  Element list = make("ul", "menu-list", {{"role", "list"}});
  for (const Link& link : page.menu) {
    Element item = make("li", link.id + "-item", {});
    Element anchor = make("a", link.id, {{"href", link.href}}, link.text);
    if (link.current) anchor.attributes.emplace_back("aria-current", "page");
    item.children.push_back(std::move(anchor));
    list.children.push_back(std::move(item));
  }
  nav.children.push_back(std::move(list));
  return nav;
}

Element header_of(const Page& page) {
  Element header = make("header", "top", {{"class", "top"}});
  Element bar = make("div", "top-bar", {{"class", "top-bar"}});
  bar.children.push_back(make("p", "club", {{"class", "club"}}, page.club));
  if (!page.languages.empty()) bar.children.push_back(languages_of(page));
  if (page.sign_out) bar.children.push_back(element_of(*page.sign_out, {}));
  header.children.push_back(std::move(bar));
  if (!page.menu.empty()) header.children.push_back(menu_of(page));
  return header;
}

Element main_of(const Page& page) {
  Element main = make("main", "main", {{"class", "page"}, {"data-page", page.id}});
  // The title takes the focus when a page has changed, so that a screen reader starts from there.
  main.children.push_back(
      make("h1", "title", {{"class", "page-title"}, {"tabindex", "-1"}}, page.title));
  for (Element& child : elements_of(page.blocks, {})) main.children.push_back(std::move(child));
  return main;
}

Element footer_of(const Page& page) {
  Element footer = make("footer", "foot", {{"class", "foot"}});
  if (!page.footnote.empty())
    footer.children.push_back(make("p", "footnote", {{"class", "footnote"}}, page.footnote));
  if (!page.footer.empty()) {
    Element list = make("ul", "foot-links", {{"class", "foot-links"}, {"role", "list"}});
    for (const Link& link : page.footer) {
      Element item = make("li", link.id + "-item", {});
      item.children.push_back(element_of(link));
      list.children.push_back(std::move(item));
    }
    footer.children.push_back(std::move(list));
  }
  return footer;
}

}  // namespace

const std::string* attribute(const Element& element, std::string_view name) {
  for (const auto& [key, value] : element.attributes)
    if (key == name) return &value;
  return nullptr;
}

std::vector<Element> elements(const Page& page) {
  std::vector<Element> all;
  if (!page.skip.empty())
    all.push_back(make("a", "skip", {{"class", "skip"}, {"href", "#main"}}, page.skip));
  all.push_back(header_of(page));
  all.push_back(main_of(page));
  all.push_back(footer_of(page));
  return all;
}

}  // namespace samtycke::view
