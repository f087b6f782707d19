// One request on its way through a handler: who asks, in which language, with what form.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/view/pages.h"
#include "server/http/exchange.h"
#include "server/http/portal.h"
#include "server/http/session.h"

namespace samtycke::server {

enum class Speaks { json, html, plain };

struct Call {
  Portal& portal;
  const Request& request;
  Caller caller;
  const view::Words&
      words;  // Of the language that the address names, or that the browser asks for.
  Speaks speaks = Speaks::json;
  Pairs form;  // Of a form that was sent; empty otherwise.

  const MemberId& member() const;  // Only where the route wants a member, or a withdrawer.
  // The session behind what was sent has ended: a no is carried out, and nothing is shown.
  bool only_withdraws() const { return caller.withdrawer.has_value(); }
  view::Setting setting() const { return portal.page_setting(words, caller); }
  std::string path_of(view::PageName name) const { return view::path_of(name, words); }
};

// A problem, as a document or as a page, by what the route speaks.
Answer refuse(Call&, Problem);
// The same for a store's fault. After a write that failed the server ends as well.
Answer refuse(Call&, StoreFault);
Answer refuse_write(Call&, StoreFault);

}  // namespace samtycke::server
