// A page as data: what a screen says, in one language, with no drawing in it.
//
// It has three renderers and one meaning. `elements` (element.h) turns it into a tree of real elements;
// the server writes that tree as HTML, the browser keeps DOM elements in step with the same tree, and
// paint lays the same blocks out with Dear ImGui and draws them. None of them decides what is on the
// page, so they cannot disagree about it.
//
// Ids are stable, unique within a page, and made of lower-case words with hyphens ("cell-own-email"):
// they become DOM ids. Texts are UTF-8, already in the page's language, never markup.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/language.h"

namespace samtycke::view {

struct Heading {
  std::string id;
  int level = 2;  // 2 or 3; the page's title is its only level 1.
  std::string text;
};

enum class Tone { plain, lead, muted };
struct Paragraph {
  std::string id;
  std::string text;
  Tone tone = Tone::plain;
};

// What just happened, or what stands in the way. `alert` ones are spoken at once.
enum class Mood { info, success, warning, error };
struct Message {
  std::string id;
  Mood mood = Mood::info;
  std::string text;
};

enum class LinkLook { inline_text, button, download };
struct Link {
  std::string id;
  std::string text;
  std::string href;
  LinkLook look = LinkLook::inline_text;
  bool current = false;  // This very page, in a menu.
  // Of its text and of what it leads to, where that is not the page's own (WCAG 2.2, 3.1.2).
  Language language = {};
};

// On or off. In a form it is a checkbox named `name` with the value "on".
struct Switch {
  std::string id;
  std::string name;  // The form field: "cell.own.email", "purpose.analysis".
  std::string label;
  std::string hint;   // What it means; may be empty.
  std::string state;  // Since when and by which text: "På sedan 3 mars 2024"; may be empty.
  bool on = false;
  bool changed = false;               // Differs from what is saved.
  std::optional<std::string> locked;  // Why it cannot be turned on now. Turning off always works.
};

enum class FieldType { text, email, tel, one_time_code };
struct Option {
  std::string value;
  std::string text;
};
struct Field {
  std::string id;
  std::string name;  // The form field.
  FieldType type = FieldType::text;
  std::string label;
  std::string hint;   // May be empty.
  std::string error;  // What is wrong and what to do; empty when nothing is.
  std::string value;
  std::string autocomplete;  // HTML autofill token; may be empty.
  bool required = false;
  std::vector<Option> options;  // Not empty: one of these is chosen.
};

enum class Emphasis { primary, plain };
struct Button {
  std::string id;
  std::string label;
  Emphasis emphasis = Emphasis::plain;
  // What it asks for: the form is sent with `name`=`value`.
  std::string name;
  std::string value;
};

// What a cell says by a sign beside its words, for those who only glance at the table.
enum class Mark { none, yes, no };
struct Cell {
  std::string text;
  bool numeric = false;  // Set to the right, digits of one width.
  Mark mark = Mark::none;
};
struct Table {
  std::string id;
  std::string caption;
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;  // As wide as `columns`; the first cell of a row names it.
};

// Names and values: "Medlemsnummer: 1234".
struct Fact {
  std::string term;
  std::string value;
  std::string note;  // Smaller, below; may be empty.
};
struct Facts {
  std::string id;
  std::vector<Fact> facts;
};

struct List {
  std::string id;
  std::vector<std::string> items;
};

// The membership card, as it is shown in a shop: the number as text, and as a QR code where it is short
// enough for one (qr_code.h).
struct MemberCard {
  std::string id;
  std::string club;
  std::string name;  // Of the member; may be empty.
  std::string number_label;
  std::string number;
  std::string code_label;  // What the code is, for those who do not see it.
};

// Days in the order in which they come, with what happened or will happen on each.
enum class Stage { past, now, ahead };
struct Step {
  std::string when;
  std::string what;
  std::string note;  // Smaller, below; may be empty.
  Stage stage = Stage::past;
};
struct Timeline {
  std::string id;
  std::vector<Step> steps;
};

// Numbers side by side: a table of two columns, each row with a bar as long as its share of the greatest.
// Who does not see the bars has the numbers all the same.
struct Bar {
  std::string name;
  std::string value;
  int per_mille = 0;  // Of the greatest, 0 to 1000.
};
struct Bars {
  std::string id;
  std::string caption;
  std::string name_column;
  std::string value_column;
  std::vector<Bar> bars;
};

struct Block;

// A part of the page with a heading of its own.
enum class SectionLook { plain, card };
struct Section {
  std::string id;
  std::string title;
  SectionLook look = SectionLook::card;
  std::vector<Block> blocks;
};

// Buttons that belong together, side by side where there is room.
struct Actions {
  std::string id;
  std::vector<Block> blocks;  // Button and Link only.
};

// What the member says first on one line and reads more of when they want to (HTML's details).
struct Details {
  std::string id;
  std::string summary;
  std::vector<Block> blocks;
};

// Sent whole by POST to `action`. `hidden` goes along. One that only asks is sent by GET: what was typed
// becomes the address of the answer, which can be gone back to.
struct Form {
  std::string id;
  std::string action;
  std::string label;  // Names the form for those who listen; may be empty.
  std::vector<std::pair<std::string, std::string>> hidden;
  std::vector<Block> blocks;
  bool only_asks = false;
};

struct Block {
  std::variant<Heading, Paragraph, Message, Link, Switch, Field, Button, Table, Facts, List,
               MemberCard, Timeline, Bars, Section, Actions, Details, Form>
      is;
};

struct Page {
  std::string
      id;  // "overview", "consents", "data", "download", "sessions", "sign-in", "code", "problem"
  Language language;
  std::string title;            // Its h1, and the first part of the document's title.
  std::string club;             // The club's name, as the header and the document's title show it.
  std::vector<Link> menu;       // The pages; empty when nobody is signed in.
  std::vector<Link> languages;  // The same page in each language.
  // What the frame says for those who do not see it: the way past the header, words("app.skip"), and
  // the names of the two menus, words("app.menu") and words("app.languages").
  std::string skip;
  std::string menu_label;
  std::string languages_label;
  std::optional<Form> sign_out;
  std::vector<Block> blocks;
  std::vector<Link> footer;
  std::string footnote;  // Who answers for the data.
};

// The page as one line a block, for tests and for anyone who wants to hear it:
//   page Samtycken
//   heading 2 E-post
//   switch E-post från Hemtex on changed
// What stands inside a section or a form is set in by two spaces.
std::string speak(const Page&);
// The same of some blocks alone, without what stands round every page.
std::string speak(const std::vector<Block>&);

}  // namespace samtycke::view
