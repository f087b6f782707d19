// The rows of signing in, of mail and of settings. Addresses, codes and mails are sealed under the store's
// key for visitors; they are swept after minutes, or after a day.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/store/secrets.h"
#include "server/store/sqlite.h"
#include "server/store/store.h"

namespace samtycke::server {

// For a reader's connection.
class VisitorReader {
 public:
  VisitorReader(sqlite::Database&, const Secrets&);

  // Refused: a row does not open.
  Expected<std::optional<PendingSignIn>, StoreFault> pending(std::string_view browser_sha256);
  std::optional<Session> session(std::string_view token_sha256);
  Expected<std::vector<Mail>, StoreFault> latest_mail(std::size_t most);
  std::optional<std::string> setting(std::string_view name);

 private:
  const Secrets& secrets_;
  sqlite::Statement pending_;
  sqlite::Statement session_;
  sqlite::Statement mail_;
  sqlite::Statement setting_;
};

// For the writer's connection, within its transaction.
class VisitorWriter {
 public:
  VisitorWriter(sqlite::Database&, const Secrets&);

  void put_pending(const PendingSignIn&);
  Expected<std::optional<PendingSignIn>, StoreFault> redeem(std::string_view browser_sha256,
                                                            std::string_view code_sha256,
                                                            Instant now);
  void put_session(const Session&);
  void touch_session(std::string_view token_sha256, Instant);
  void end_session(std::string_view token_sha256);
  void put_mail(const Mail&);
  void put_setting(std::string_view name, std::string_view value);
  void sweep(Instant now);
  // What waits for this address: sign-ins and mails.
  void forget(std::string_view email);

 private:
  const Secrets& secrets_;
  sqlite::Statement pending_;
  sqlite::Statement put_pending_;
  sqlite::Statement take_try_;
  sqlite::Statement remove_pending_;
  sqlite::Statement put_session_;
  sqlite::Statement touch_session_;
  sqlite::Statement end_session_;
  sqlite::Statement last_mail_;
  sqlite::Statement put_mail_;
  sqlite::Statement put_setting_;
  sqlite::Statement sweep_pending_;
  sqlite::Statement sweep_sessions_;
  sqlite::Statement sweep_mail_;
  sqlite::Statement forget_pending_;
  sqlite::Statement forget_mail_;
};

}  // namespace samtycke::server
