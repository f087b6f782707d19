#include "server/store/visitor_rows.h"

#include <algorithm>
#include <limits>

namespace samtycke::server {
namespace {

constexpr std::string_view pending_table = "pending_sign_in";
constexpr std::string_view mail_table = "mail";

constexpr const char* select_pending =
    "SELECT body, expires, tries_left FROM pending_sign_in WHERE browser_sha256 = ?1";

// SQLite reads a negative limit as none at all.
std::int64_t limit_of(std::size_t most) {
  return static_cast<std::int64_t>(
      std::min<std::size_t>(most, std::numeric_limits<std::int32_t>::max()));
}

using Pending = Expected<std::optional<PendingSignIn>, StoreFault>;

Pending pending_in(sql::Statement& statement, const Secrets& secrets,
                   std::string_view browser_sha256) {
  sql::Rows rows = statement.with(browser_sha256);
  if (!rows.next()) return std::optional<PendingSignIn>();
  const auto text = secrets.unseal_visitor(pending_table, browser_sha256, rows.text(0));
  auto sign_in = text ? unpack_pending(*text) : std::nullopt;
  if (!sign_in) return Unexpected{StoreFault::unavailable};
  sign_in->browser_sha256 = browser_sha256;
  sign_in->expires = Instant{rows.number(1)};
  sign_in->tries_left = static_cast<int>(
      std::clamp<std::int64_t>(rows.number(2), 0, std::numeric_limits<int>::max()));
  return sign_in;
}

Session session_in(const sql::Rows& rows) {
  return Session{rows.text(0), MemberId(rows.text(1)), Instant{rows.number(2)},
                 Instant{rows.number(3)}};
}

}  // namespace

VisitorReader::VisitorReader(sql::Database& database, const Secrets& secrets)
    : secrets_(secrets),
      pending_(database, select_pending),
      session_(database,
               "SELECT token_sha256, member, started, last_seen FROM session"
               " WHERE token_sha256 = ?1"),
      // Whoever signed in within a day is all there is: few enough to go without an index.
      sessions_of_(database,
                   "SELECT token_sha256, member, started, last_seen FROM session"
                   " WHERE member = ?1"),
      mail_(database, "SELECT number, body, at FROM mail ORDER BY number DESC LIMIT ?1"),
      waiting_(database,
               "SELECT number, body, at FROM mail WHERE number > ?1 ORDER BY number LIMIT ?2"),
      count_mail_(database, "SELECT count(*) FROM mail"),
      setting_(database, "SELECT value FROM setting WHERE name = ?1") {}

Pending VisitorReader::pending(std::string_view browser_sha256) {
  return pending_in(pending_, secrets_, browser_sha256);
}

std::optional<Session> VisitorReader::session(std::string_view token_sha256) {
  sql::Rows rows = session_.with(token_sha256);
  if (!rows.next()) return std::nullopt;
  return session_in(rows);
}

std::vector<Session> VisitorReader::sessions_of(const MemberId& member) {
  std::vector<Session> sessions;
  sql::Rows rows = sessions_of_.with(member.text());
  while (rows.next()) sessions.push_back(session_in(rows));
  return sessions;
}

Expected<std::vector<Mail>, StoreFault> VisitorReader::latest_mail(std::size_t most) {
  return mails_in(mail_.with(limit_of(most)));
}

Expected<std::vector<Mail>, StoreFault> VisitorReader::waiting_mail(std::int64_t after,
                                                                    std::size_t most) {
  return mails_in(waiting_.with(after, limit_of(most)));
}

std::uint64_t VisitorReader::count_mail() {
  sql::Rows rows = count_mail_.with();
  return rows.next() ? static_cast<std::uint64_t>(rows.number(0)) : 0;
}

Expected<std::vector<Mail>, StoreFault> VisitorReader::mails_in(sql::Rows rows) const {
  std::vector<Mail> mails;
  while (rows.next()) {
    const std::int64_t number = rows.number(0);
    const auto text = secrets_.unseal_visitor(mail_table, std::to_string(number), rows.text(1));
    auto mail = text ? unpack_mail(*text) : std::nullopt;
    if (!mail) return Unexpected{StoreFault::unavailable};
    mail->number = number;
    mail->at = Instant{rows.number(2)};
    mails.push_back(*std::move(mail));
  }
  return mails;
}

std::optional<std::string> VisitorReader::setting(std::string_view name) {
  sql::Rows rows = setting_.with(name);
  if (!rows.next()) return std::nullopt;
  return rows.text(0);
}

VisitorWriter::VisitorWriter(sql::Database& database, const Secrets& secrets)
    : secrets_(secrets),
      pending_(database, std::string(select_pending) + database.dialect().for_update),
      put_pending_(database,
                   "INSERT INTO pending_sign_in"
                   " (browser_sha256, recipient, body, expires, tries_left)"
                   " VALUES (?1, ?2, ?3, ?4, ?5)"
                   " ON CONFLICT (browser_sha256) DO UPDATE SET recipient = excluded.recipient,"
                   " body = excluded.body, expires = excluded.expires,"
                   " tries_left = excluded.tries_left"),
      take_try_(database,
                "UPDATE pending_sign_in SET tries_left = tries_left - 1"
                " WHERE browser_sha256 = ?1"),
      remove_pending_(database, "DELETE FROM pending_sign_in WHERE browser_sha256 = ?1"),
      put_session_(database,
                   "INSERT INTO session (token_sha256, member, started, last_seen)"
                   " VALUES (?1, ?2, ?3, ?4)"
                   " ON CONFLICT (token_sha256) DO UPDATE SET member = excluded.member,"
                   " started = excluded.started, last_seen = excluded.last_seen"),
      touch_session_(database, "UPDATE session SET last_seen = ?2 WHERE token_sha256 = ?1"),
      end_session_(database, "DELETE FROM session WHERE token_sha256 = ?1"),
      end_sessions_(database, "DELETE FROM session WHERE member = ?1"),
      next_mail_(database, database.dialect().next_mail),
      put_mail_(database, "INSERT INTO mail (number, addressee, body, at) VALUES (?1, ?2, ?3, ?4)"),
      end_mail_(database, "DELETE FROM mail WHERE number = ?1"),
      put_setting_(database,
                   "INSERT INTO setting (name, value) VALUES (?1, ?2)"
                   " ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
      sweep_pending_(database, "DELETE FROM pending_sign_in WHERE expires <= ?1"),
      sweep_sessions_(database, "DELETE FROM session WHERE last_seen <= ?1 OR started <= ?2"),
      sweep_mail_(database, "DELETE FROM mail WHERE at <= ?1"),
      forget_pending_(database, "DELETE FROM pending_sign_in WHERE recipient = ?1"),
      forget_mail_(database, "DELETE FROM mail WHERE addressee = ?1") {}

void VisitorWriter::put_pending(const PendingSignIn& sign_in) {
  put_pending_.run(
      sign_in.browser_sha256, sql::Bytes{secrets_.addressee(sign_in.email)},
      sql::Bytes{secrets_.seal_visitor(pending_table, sign_in.browser_sha256, pack(sign_in))},
      sign_in.expires.utc_ms, std::int64_t{sign_in.tries_left});
}

Pending VisitorWriter::redeem(std::string_view browser_sha256, std::string_view code_sha256,
                              Instant now) {
  // Nobody else has it in between: the one writer reads and writes it, or its row is locked.
  auto found = pending_in(pending_, secrets_, browser_sha256);
  if (!found.ok()) return found;
  const auto& sign_in = found.value();
  if (!sign_in || sign_in->expires <= now || sign_in->tries_left <= 0) {
    return std::optional<PendingSignIn>();
  }
  if (sign_in->code_sha256 != code_sha256) {
    take_try_.run(browser_sha256);
    return std::optional<PendingSignIn>();
  }
  remove_pending_.run(browser_sha256);
  return found;
}

void VisitorWriter::put_session(const Session& session) {
  put_session_.run(session.token_sha256, session.member.text(), session.started.utc_ms,
                   session.last_seen.utc_ms);
}

void VisitorWriter::touch_session(std::string_view token_sha256, Instant now) {
  touch_session_.run(token_sha256, now.utc_ms);
}

void VisitorWriter::end_session(std::string_view token_sha256) {
  end_session_.run(token_sha256);
}

void VisitorWriter::end_sessions(const MemberId& member) {
  end_sessions_.run(member.text());
}

void VisitorWriter::put_mail(const Mail& mail) {
  std::int64_t number = 0;
  {
    sql::Rows next = next_mail_.with();
    if (!next.next()) return;
    number = next.number(0);
  }
  const std::string body =
      secrets_.seal_visitor(mail_table, std::to_string(number), pack(named(mail)));
  put_mail_.run(number, sql::Bytes{secrets_.addressee(mail.to)}, sql::Bytes{body}, mail.at.utc_ms);
}

void VisitorWriter::end_mail(std::int64_t number) {
  end_mail_.run(number);
}

void VisitorWriter::put_setting(std::string_view name, std::string_view value) {
  put_setting_.run(name, value);
}

void VisitorWriter::sweep(Instant now) {
  sweep_pending_.run(now.utc_ms);
  sweep_sessions_.run(now.utc_ms - lifetime::session_idle_ms,
                      now.utc_ms - lifetime::session_whole_ms);
  sweep_mail_.run(now.utc_ms - lifetime::mail_ms);
}

void VisitorWriter::forget(std::string_view email) {
  const std::string addressee = secrets_.addressee(email);
  forget_pending_.run(sql::Bytes{addressee});
  forget_mail_.run(sql::Bytes{addressee});
}

}  // namespace samtycke::server
