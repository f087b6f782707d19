// Every address the server answers, in one table: method, address, who may call, largest body.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "core/view/pages.h"
#include "server/http/call.h"

namespace samtycke::server {

enum class Who {
  anyone,
  member,  // Signed in; others are sent to the sign-in page, or answered 401.
  // The same; but who has a page of a session that has ended may send it, to say no.
  member_or_withdrawer,
};

// When the address exists at all.
enum class Where { always, mail_shown, watch, openid };

// The own header that an unsafe request of the JSON interface carries; another site cannot send it
// without being asked first (CORS), and nobody is ever told yes.
enum class OwnHeader { none, idempotency_key, if_match_checked_by_handler };

using Handler = Answer (*)(Call&);

struct Route {
  std::string_view method;
  std::string_view address;            // As the log names it; "/static/{file}" stands for many.
  std::optional<view::PageName> page;  // Set: the address is this page's, in every language.
  Who who = Who::anyone;
  std::size_t largest_body = 0;
  Speaks speaks = Speaks::json;
  Where where = Where::always;
  OwnHeader own_header = OwnHeader::none;
  Handler handler = nullptr;
  // By whoever has the link: no session is looked for, and a form may come from any place, in any encoding,
  // without a token. For what can only withdraw.
  bool from_anywhere = false;
};

const std::vector<Route>& routes();

// What an address is.
struct Match {
  const Route* route = nullptr;        // Null: no such address, or not with this method.
  const view::Words* words = nullptr;  // Set where the address names a language.
  std::string allowed;                 // The methods it takes; empty: no such address.
};
Match match(const Portal&, std::string_view method, std::string_view path);

}  // namespace samtycke::server
