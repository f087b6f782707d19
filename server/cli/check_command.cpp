#include <ostream>

#include "core/view/value.h"
#include "core/view/verdict_words.h"
#include "core/wire/verdict_json.h"
#include "server/cli/store_command.h"
#include "server/cli/store_command_parts.h"

namespace samtycke::server {
namespace {

using verdict::Question;

std::string what_is_asked(const Question& question) {
  if (!question.offer.empty()) return "offer";
  return question.kind == notice::OfferKind::general ? "general" : "personal";
}

std::string answer_in_words(const view::Setting& setting, const Question& question, bool yes) {
  const std::string asked = what_is_asked(question);
  const notice::Offer* offer = notice::find(setting.offers, question.offer);
  const std::string title =
      offer == nullptr ? question.offer.text() : offer->title.in(setting.words.language());
  const std::string what = view::name_of(setting, notice::Cell{question.sender, question.channel});
  return setting.words((yes ? "check.yes." : "check.no.") + asked,
                       {{"what", what}, {"offer", title}});
}

void tell_why_not(const view::Setting& setting, const Question& question, const verdict::No& no,
                  std::ostream& out) {
  const notice::Cell cell{question.sender, question.channel};
  const notice::Offer* offer = notice::find(setting.offers, question.offer);
  out << "  " << view::no_in_words(setting, no, cell, offer) << "\n"
      << "  " << view::source_in_words(setting, no) << "\n";
  if (const notice::Clause* clause = notice::find(setting.notice, no.clause)) {
    out << "  \"" << clause->text.in(setting.words.language()) << "\"\n";
  }
}

}  // namespace

Exit run_check(const CheckCommand& command, const Surroundings& here) {
  const auto file = load_member(here, command.member_number);
  if (!file.ok()) return cannot_start(here, file.reason());
  const auto& [notice, offers, earlier] = here.edition;
  Question question = command.question;
  question.at = command.as_of.value_or(here.now);

  const auto verdict = verdict::verdict(file.value(), question, notice, offers);
  const auto against = verdict::all_reasons(file.value(), question, notice, offers);
  const Exit exit = verdict::is_yes(verdict) ? Exit::done : Exit::findings;
  if (command.as_json) {
    here.out << wire::encode_verdict(verdict, against) << "\n";
    return exit;
  }

  // The last of the notice, for whoever runs the program; the first is the members'.
  const view::Words* words = words_in(here, command.language, here.words.back());
  if (words == nullptr) {
    return cannot_start(here, no_such_language());
  }
  const view::Setting setting{notice, offers, earlier, *words, here.words, question.at, {}};
  here.out << answer_in_words(setting, question, against.empty()) << "\n";
  for (std::size_t i = 0; i < against.size(); ++i) {
    if (i == 0) here.out << (*words)("check.reason") << "\n";
    if (i == 1) here.out << (*words)("check.also") << "\n";
    tell_why_not(setting, question, against[i], here.out);
  }
  return exit;
}

}  // namespace samtycke::server
