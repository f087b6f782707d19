#include "server/cli/notice_diff.h"

#include "core/base/check.h"
#include "core/notice/diff.h"
#include "server/cli/notice_check.h"
#include "server/config/notice_folder.h"

namespace samtycke::server {
namespace {

using notice::Said;

// A text in the last language, for whoever runs the program; the first is the club's members'. A change
// in another language alone is shown in that one.
std::string words_of(const Said& said, const Language& language) {
  if (const auto* word = std::get_if<std::string>(&said)) return *word;
  const auto* text = std::get_if<Text>(&said);
  if (text == nullptr) return {};
  const auto found = text->by_language.find(language);
  return found == text->by_language.end() ? text->by_language.begin()->second : found->second;
}

Language language_to_show(const notice::Change& change, const notice::Notice& after) {
  const auto* then = std::get_if<Text>(&change.before);
  const auto* now = std::get_if<Text>(&change.after);
  const Language& usual = after.languages.back();
  if (then == nullptr || now == nullptr) return usual;
  for (auto language = after.languages.rbegin(); language != after.languages.rend(); ++language) {
    const auto before = then->by_language.find(*language);
    if (before == then->by_language.end() || before->second != now->in(*language)) return *language;
  }
  return usual;
}

void tell(const notice::Change& change, const notice::Notice& after, std::ostream& out) {
  const bool added = std::holds_alternative<std::monostate>(change.before);
  const bool removed = std::holds_alternative<std::monostate>(change.after);
  const Language language = language_to_show(change, after);
  out << (added ? "added    " : removed ? "removed  " : "changed  ") << change.place << "\n";
  if (!added) out << "  before: " << words_of(change.before, language) << "\n";
  if (!removed) out << "  now:    " << words_of(change.after, language) << "\n";
}

std::string_view meaning(notice::Since since) {
  switch (since) {
    case notice::Since::the_words: return "the words changed";
    case notice::Since::the_company: return "it is another company now";
    case notice::Since::not_in_terms: return "the terms no longer turn it on";
  }
  SAMTYCKE_NEVER("Since");
}

void tell(const notice::AskAgain& again, std::ostream& out) {
  out << "ask again  cells/" << again.cell.sender.text() << "/" << again.cell.channel.text()
      << ": whoever said yes "
      << (again.agreed_by == notice::AgreedBy::the_terms ? "by accepting the terms"
                                                         : "by its switch");
  const char* between = ", since ";
  for (const notice::Since since : again.since) {
    out << between << meaning(since);
    between = " and ";
  }
  between = " (";
  for (const Language& language : again.languages) {
    out << between << language.text();
    between = ", ";
  }
  out << ")\n";
}

}  // namespace

Exit notice_diff(const std::string& before, const std::string& after, std::ostream& out,
                 std::ostream& err) {
  const auto then = load_either(before);
  if (!then.ok()) return tell(then.reason(), err);
  const auto now = load_either(after);
  if (!now.ok()) return tell(now.reason(), err);
  const auto difference = notice::diff(then.value(), now.value());
  for (const auto& change : difference.changes) tell(change, now.value(), out);
  if (difference.changes.empty()) out << "Nothing changed for members.\n";
  for (const auto& again : difference.ask_again) tell(again, out);
  if (difference.ask_again.empty()) {
    out << "Nobody must be asked again: every consent stands.\n";
    return Exit::done;
  }
  return Exit::findings;
}

}  // namespace samtycke::server
