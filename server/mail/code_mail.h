// The mails of signing in, of joining, and of another address.
#pragma once

#include <string>
#include <string_view>

#include "core/notice/notice.h"
#include "core/view/words.h"
#include "server/store/store.h"

namespace samtycke::server {

enum class MailedCode {
  sign_in,
  join,            // To somebody who wants to become a member,
  member_already,  // and is one: the code signs in.
  new_email,       // To the address that a member wants to have.
};
std::string_view key(MailedCode);

// The code as people read it, and the address that fills it in: opening it signs nobody in, for a mail
// scanner opens links too (server/handlers/code.cpp).
struct CodeLetter {
  std::string_view club;
  std::string_view to;
  std::string_view code;
  std::string_view link;
};

// `until` is when the code is no good any more, and the mail is not sent any more either.
//
// The code stands in the body alone: subjects are shown on locked screens.
Mail code_mail(const view::Words&, MailedCode, const CodeLetter&, Instant now, Instant until);

// To the address that was replaced: if its owner did not do that, they hear of it here.
Mail email_changed_mail(const view::Words&, const notice::Club&, std::string_view old_email,
                        Instant now);

// To somebody who has left, after everything of theirs is gone.
Mail left_mail(const view::Words&, const notice::Club&, std::string_view email, Instant now);

}  // namespace samtycke::server
