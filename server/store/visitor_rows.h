// The rows of signing in, of mail and of settings. Addresses, codes and mails are sealed under the store's
// key for visitors; they are swept after minutes, or after a day.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/store/secrets.h"
#include "server/store/sql.h"
#include "server/store/store.h"

namespace samtycke::server {

// For a reader's connection.
class VisitorReader {
 public:
  VisitorReader(sql::Database&, const Secrets&);

  // Refused: a row does not open.
  Expected<std::optional<PendingSignIn>, StoreFault> pending(std::string_view browser_sha256);
  std::optional<Session> session(std::string_view token_sha256);
  std::vector<Session> sessions_of(const MemberId&);
  Expected<std::vector<Mail>, StoreFault> latest_mail(std::size_t most);
  Expected<std::vector<Mail>, StoreFault> waiting_mail(std::int64_t after, std::size_t most);
  std::uint64_t count_mail();
  std::optional<std::string> setting(std::string_view name);

 private:
  Expected<std::vector<Mail>, StoreFault> mails_in(sql::Rows) const;

  const Secrets& secrets_;
  sql::Statement pending_;
  sql::Statement session_;
  sql::Statement sessions_of_;
  sql::Statement mail_;
  sql::Statement waiting_;
  sql::Statement count_mail_;
  sql::Statement setting_;
};

// For the writer's connection, within its transaction.
class VisitorWriter {
 public:
  VisitorWriter(sql::Database&, const Secrets&);

  void put_pending(const PendingSignIn&);
  Expected<std::optional<PendingSignIn>, StoreFault> redeem(std::string_view browser_sha256,
                                                            std::string_view code_sha256,
                                                            Instant now);
  void put_session(const Session&);
  void touch_session(std::string_view token_sha256, Instant);
  void end_session(std::string_view token_sha256);
  void end_sessions(const MemberId&);
  void put_mail(const Mail&);
  void end_mail(std::int64_t number);
  void put_setting(std::string_view name, std::string_view value);
  void sweep(Instant now);
  // What waits for this address: sign-ins and mails.
  void forget(std::string_view email);

 private:
  const Secrets& secrets_;
  sql::Statement pending_;
  sql::Statement put_pending_;
  sql::Statement take_try_;
  sql::Statement remove_pending_;
  sql::Statement put_session_;
  sql::Statement touch_session_;
  sql::Statement end_session_;
  sql::Statement end_sessions_;
  sql::Statement next_mail_;
  sql::Statement put_mail_;
  sql::Statement end_mail_;
  sql::Statement put_setting_;
  sql::Statement sweep_pending_;
  sql::Statement sweep_sessions_;
  sql::Statement sweep_mail_;
  sql::Statement forget_pending_;
  sql::Statement forget_mail_;
};

}  // namespace samtycke::server
