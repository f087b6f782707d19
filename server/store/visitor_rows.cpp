#include "server/store/visitor_rows.h"

#include <algorithm>
#include <limits>

namespace samtycke::server {
namespace {

constexpr const char* select_pending =
    "SELECT browser_sha256, code_sha256, member, email, expires, tries_left"
    " FROM pending_sign_in WHERE browser_sha256 = ?1";

std::optional<PendingSignIn> pending_in(sqlite::Statement& statement,
                                        std::string_view browser_sha256) {
  sqlite::Rows rows = statement.with(browser_sha256);
  if (!rows.next()) return std::nullopt;
  PendingSignIn sign_in;
  sign_in.browser_sha256 = rows.text(0);
  sign_in.code_sha256 = rows.text(1);
  if (!rows.is_null(2)) sign_in.member = MemberId(rows.text(2));
  sign_in.email = rows.text(3);
  sign_in.expires = Instant{rows.number(4)};
  sign_in.tries_left = static_cast<int>(
      std::clamp<std::int64_t>(rows.number(5), 0, std::numeric_limits<int>::max()));
  return sign_in;
}

}  // namespace

VisitorReader::VisitorReader(sqlite::Database& database)
    : pending_(database, select_pending),
      session_(database,
               "SELECT token_sha256, member, started, last_seen FROM session"
               " WHERE token_sha256 = ?1"),
      mail_(database,
            "SELECT number, recipient, subject, body, at FROM mail"
            " ORDER BY number DESC LIMIT ?1"),
      setting_(database, "SELECT value FROM setting WHERE name = ?1") {}

std::optional<PendingSignIn> VisitorReader::pending(std::string_view browser_sha256) {
  return pending_in(pending_, browser_sha256);
}

std::optional<Session> VisitorReader::session(std::string_view token_sha256) {
  sqlite::Rows rows = session_.with(token_sha256);
  if (!rows.next()) return std::nullopt;
  return Session{rows.text(0), MemberId(rows.text(1)), Instant{rows.number(2)},
                 Instant{rows.number(3)}};
}

std::vector<Mail> VisitorReader::latest_mail(std::size_t most) {
  // SQLite reads a negative limit as none at all.
  const auto limit = static_cast<std::int64_t>(
      std::min<std::size_t>(most, std::numeric_limits<std::int32_t>::max()));
  std::vector<Mail> mails;
  sqlite::Rows rows = mail_.with(limit);
  while (rows.next()) {
    mails.push_back(
        {rows.number(0), rows.text(1), rows.text(2), rows.text(3), Instant{rows.number(4)}});
  }
  return mails;
}

std::optional<std::string> VisitorReader::setting(std::string_view name) {
  sqlite::Rows rows = setting_.with(name);
  if (!rows.next()) return std::nullopt;
  return rows.text(0);
}

VisitorWriter::VisitorWriter(sqlite::Database& database)
    : pending_(database, select_pending),
      put_pending_(database,
                   "INSERT OR REPLACE INTO pending_sign_in"
                   " (browser_sha256, code_sha256, member, email, expires, tries_left)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
      take_try_(database,
                "UPDATE pending_sign_in SET tries_left = tries_left - 1"
                " WHERE browser_sha256 = ?1"),
      remove_pending_(database, "DELETE FROM pending_sign_in WHERE browser_sha256 = ?1"),
      put_session_(database,
                   "INSERT OR REPLACE INTO session (token_sha256, member, started, last_seen)"
                   " VALUES (?1, ?2, ?3, ?4)"),
      touch_session_(database, "UPDATE session SET last_seen = ?2 WHERE token_sha256 = ?1"),
      end_session_(database, "DELETE FROM session WHERE token_sha256 = ?1"),
      put_mail_(database,
                "INSERT INTO mail (recipient, subject, body, at) VALUES (?1, ?2, ?3, ?4)"),
      put_setting_(database, "INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)"),
      sweep_pending_(database, "DELETE FROM pending_sign_in WHERE expires <= ?1"),
      sweep_sessions_(database, "DELETE FROM session WHERE last_seen <= ?1 OR started <= ?2"),
      sweep_mail_(database, "DELETE FROM mail WHERE at <= ?1") {}

void VisitorWriter::put_pending(const PendingSignIn& sign_in) {
  std::optional<std::string_view> member;
  if (sign_in.member) member = sign_in.member->text();
  put_pending_.run(sign_in.browser_sha256, sign_in.code_sha256, member, sign_in.email,
                   sign_in.expires.utc_ms, std::int64_t{sign_in.tries_left});
}

std::optional<PendingSignIn> VisitorWriter::redeem(std::string_view browser_sha256,
                                                   std::string_view code_sha256, Instant now) {
  // Read and written by the one writer: no other command runs in between.
  auto sign_in = pending_in(pending_, browser_sha256);
  if (!sign_in || sign_in->expires <= now || sign_in->tries_left <= 0) return std::nullopt;
  if (sign_in->code_sha256 != code_sha256) {
    take_try_.run(browser_sha256);
    return std::nullopt;
  }
  remove_pending_.run(browser_sha256);
  return sign_in;
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

void VisitorWriter::put_mail(const Mail& mail) {
  put_mail_.run(mail.to, mail.subject, sqlite::Bytes{mail.body}, mail.at.utc_ms);
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

}  // namespace samtycke::server
