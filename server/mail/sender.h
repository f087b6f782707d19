// Whoever takes a mail to its addressee: a mail server, or a test.
#pragma once

#include <string_view>

#include "server/store/store.h"

namespace samtycke::server {

enum class Delivered {
  yes,
  never,      // The server refused this mail for good (5xx).
  not_now,    // This mail may go later; others may go now.
  no_server,  // Nothing can go now: no connection, no trust, or we are not let in.
};

struct Delivery {
  Delivered is = Delivered::yes;
  // Why not, in a word for the log: "refused_550", "timed_out", "not_trusted" …; never what the server said,
  // which may hold an address.
  std::string_view why = {};
};

class Sender {
 public:
  virtual ~Sender() = default;
  virtual Delivery send(const Mail&) = 0;
};

}  // namespace samtycke::server
