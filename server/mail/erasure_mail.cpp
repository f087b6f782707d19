#include "server/mail/erasure_mail.h"

#include <algorithm>
#include <string>

#include "core/retention/before_erasure.h"
#include "core/view/format.h"
#include "core/view/words.h"

namespace samtycke::server {
namespace {

// Who never decided anything, or in a language that is no longer spoken, gets the club's own.
Language language_of(const consent::MemberFile& file, const notice::Notice& notice) {
  const auto& spoken = notice.languages;
  if (!file.decisions.empty()) {
    const Language& latest = file.decisions.back().language;
    if (std::find(spoken.begin(), spoken.end(), latest) != spoken.end()) return latest;
  }
  return spoken.front();
}

}  // namespace

std::optional<Mail> mail_before_erasure(const notice::Notice& notice,
                                        const consent::MemberFile& file, Day last_day,
                                        Instant now) {
  const std::string to(member::value_of(file.holdings, member::field::email));
  if (to.empty() || !notice.erasure || !notice.erasure->mail_before) return std::nullopt;
  const notice::MailBefore& written = *notice.erasure->mail_before;
  const Language language = language_of(file, notice);
  Mail mail;
  mail.to = to;
  mail.subject = written.subject.in(language);
  mail.body =
      view::filled(written.body.in(language), {{"day", view::format_day(last_day, language)}});
  mail.at = now;
  mail.language = language;
  return mail;
}

std::vector<Mail> notices_of_erasure(const notice::Notice& notice, const consent::MemberFile& file,
                                     Instant now) {
  std::vector<Mail> all;
  const std::string number(member::value_of(file.holdings, member::field::member_number));
  if (number.empty() || !notice.erasure || !notice.erasure->told) return all;
  const notice::ToldOfErasure& told = *notice.erasure->told;
  const Language& language = notice.languages.front();
  for (const notice::Recipient* recipient : retention::told_of_member(file, notice)) {
    Mail mail;
    mail.to = recipient->email;
    mail.subject = told.subject.in(language);
    mail.body = view::filled(told.body.in(language), {{"number", number}});
    mail.at = now;
    mail.language = language;
    all.push_back(std::move(mail));
  }
  return all;
}

}  // namespace samtycke::server
