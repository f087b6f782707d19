#include "server/mail/code_mail.h"

namespace samtycke::server {

Mail code_mail(const view::Words& words, std::string_view club, std::string_view to,
               std::string_view code, Instant now, Instant until) {
  Mail mail;
  mail.to = std::string{to};
  mail.subject = words("mail.code.subject", {{"club", club}});
  mail.body = words("mail.code.body", {{"club", club}, {"code", code}});
  mail.at = now;
  mail.language = words.language();
  mail.until = until;
  return mail;
}

}  // namespace samtycke::server
