#include "server/mail/code_mail.h"

namespace samtycke::server {

Mail code_mail(const view::Words& words, std::string_view club, std::string_view to,
               const CodeAndLink& sign_in, Instant now, Instant until) {
  Mail mail;
  mail.to = std::string{to};
  mail.subject = words("mail.code.subject", {{"club", club}});
  mail.body =
      words("mail.code.body", {{"club", club}, {"code", sign_in.code}, {"link", sign_in.link}});
  mail.at = now;
  mail.language = words.language();
  mail.until = until;
  return mail;
}

}  // namespace samtycke::server
