// Sends what waits in the store: mails to members, and notices of erasures to those who were given data.
//
// At least once: a mail goes out of the store when the server has taken it. Whoever crashes in between sends
// it again, under the same Message-ID. What fails is tried again after 2 seconds, then twice as long, an hour
// at most; all mails end when the store sweeps them (lifetime::mail_ms, lifetime::notice_ms), a code when it is
// no good any more. When the tries were is not stored: after a start each is due at once, which is one try
// more and not a row more to write.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string_view>
#include <utility>

#include "server/mail/sender.h"
#include "server/store/store.h"

namespace samtycke::server {

// How long to wait after so many tries that failed.
std::int64_t wait_ms(int failed_tries, std::int64_t most_ms);

// For one thread.
class Outbox {
 public:
  Outbox(Store& store, Sender& sender, std::function<Instant()> now,
         std::function<bool()> stop = {})
      : store_(store), sender_(sender), now_(std::move(now)), stop_(std::move(stop)) {}

  // Tries all that is due. Nothing where another process has the duty, and while there is no server.
  void turn();

 private:
  enum class Kind { mail, notice };
  using Waiting = std::pair<Kind, std::int64_t>;  // With the mail's number.
  struct Wait {
    int failed = 0;
    Instant until;
  };

  bool send_mails();
  bool send_notices();
  bool send(Kind, const Mail&);  // False: the turn is over.
  bool end(Kind, const Mail&);
  void put_off(const Waiting&);
  bool is_stopping() const { return stop_ && stop_(); }

  Store& store_;
  Sender& sender_;
  const std::function<Instant()> now_;
  const std::function<bool()> stop_;
  std::map<Waiting, Wait> waits_;
  Wait no_server_;
  std::string_view last_;  // Why nothing could go; empty: it could.
};

}  // namespace samtycke::server
