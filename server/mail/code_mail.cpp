#include "server/mail/code_mail.h"

#include "core/base/check.h"

namespace samtycke::server {
namespace {

Mail letter_to(std::string_view to, const view::Words& words, const std::string& name,
               view::Words::Values places, Instant now) {
  Mail mail;
  mail.to = std::string{to};
  mail.subject = words("mail." + name + ".subject", places);
  mail.body = words("mail." + name + ".body", places);
  mail.at = now;
  mail.language = words.language();
  return mail;
}

}  // namespace

std::string_view key(MailedCode what) {
  switch (what) {
    case MailedCode::sign_in: return "code";
    case MailedCode::join: return "join";
    case MailedCode::member_already: return "member_already";
    case MailedCode::new_email: return "new_email";
  }
  SAMTYCKE_NEVER("every case returns");
}

Mail code_mail(const view::Words& words, MailedCode what, const CodeLetter& letter, Instant now,
               Instant until) {
  Mail mail = letter_to(letter.to, words, std::string(key(what)),
                        {{"club", letter.club}, {"code", letter.code}, {"link", letter.link}}, now);
  mail.until = until;
  return mail;
}

Mail email_changed_mail(const view::Words& words, const notice::Club& club,
                        std::string_view old_email, Instant now) {
  return letter_to(old_email, words, "email_changed",
                   {{"club", club.name}, {"email", club.email}, {"phone", club.phone}}, now);
}

Mail left_mail(const view::Words& words, const notice::Club& club, std::string_view email,
               Instant now) {
  return letter_to(email, words, "left", {{"club", club.name}}, now);
}

}  // namespace samtycke::server
