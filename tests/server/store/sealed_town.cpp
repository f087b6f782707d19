#include "tests/server/store/sealed_town.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/base/check.h"
#include "core/member/validate.h"
#include "core/wire/member_json.h"
#include "server/store/schema.h"
#include "tests/support/builders.h"
#include "tests/support/encodings.h"

namespace samtycke::server {
namespace {

const Instant noon = support::at("2026-03-14T11:00:00Z");

member::Record record(const char* field, std::string value) {
  return {FieldId(field), std::move(value), member::Source::member, noon};
}

Change everything_of_asa() {
  Change made;
  made.member = asa();
  made.keep_until_month = Day{22000};
  made.records = {record("member_number", "Mnr7391824655"),
                  record("email", "Qvirrelin@planterad.se"), record("given_name", "Zäfirella"),
                  record("street", "Grönkålsvägen 17"), record("phone", "+46709988776")};
  member::Receipt receipt;
  receipt.number = "Kv5550199283";
  receipt.at = noon;
  receipt.store = "Butik Mörbylångamarken";
  receipt.lines = {{"Frottéhandduken", TopicId("bath"), 1, {12345}}};
  made.receipts = {receipt};
  made.interactions = {{"Ia8827364519", noon, member::InteractionKind::click, "Kampanjbladet",
                        TopicId("sleep"), member::Source::website}};
  for (int n = 0; n < 3; ++n) {
    made.decisions.push_back({consent::Withdraw{support::cell("own", "email")}, 1,
                              support::swedish(), support::text_hash("words"), consent::Way::agent,
                              "agent:Ombudsmannina", noon});
  }
  made.idempotency =
      Idempotency{"member:" + asa().text(), "POST /api/v1/me/decisions", "Nyckeln4477aa",
                  "body of Zäfirella",      "{\"name\":\"Zäfirella\"}",  noon};
  return made;
}

class Sql {
 public:
  explicit Sql(const std::string& path) {
    SAMTYCKE_CHECK(sqlite3_open(path.c_str(), &database_) == SQLITE_OK);
  }
  ~Sql() { sqlite3_close(database_); }
  void run(const std::string& sql) {
    SAMTYCKE_CHECK(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  // The last value is bound as bytes, the others as text.
  void put(const std::string& sql, const std::vector<std::string>& values) {
    sqlite3_stmt* statement = nullptr;
    SAMTYCKE_CHECK(sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) ==
                   SQLITE_OK);
    for (std::size_t n = 0; n < values.size(); ++n) {
      const int place = static_cast<int>(n) + 1;
      const int size = static_cast<int>(values[n].size());
      if (n + 1 == values.size()) {
        sqlite3_bind_blob(statement, place, values[n].data(), size, SQLITE_TRANSIENT);
      } else {
        sqlite3_bind_text(statement, place, values[n].data(), size, SQLITE_TRANSIENT);
      }
    }
    SAMTYCKE_CHECK(sqlite3_step(statement) == SQLITE_DONE);
    sqlite3_finalize(statement);
  }

 private:
  sqlite3* database_ = nullptr;
};

void put_plain(Sql& sql, const Change& change) {
  const std::string& id = change.member.text();
  const std::string month =
      change.keep_until_month ? std::to_string(change.keep_until_month->since_epoch) : "NULL";
  sql.run("INSERT INTO member VALUES ('" + id + "', 1, " + month + ")");
  for (const auto& one : change.records) {
    sql.put("INSERT INTO record VALUES (?1, ?2, ?3)",
            {id, one.field.text(), wire::encode_record(one)});
    const auto lookup = lookup_of(one);
    if (!lookup) continue;
    sql.put(
        "INSERT INTO lookup (member, kind, value) VALUES (?1, CAST(?2 AS INTEGER),"
        " CAST(?3 AS TEXT))",
        {id, lookup->kind == LookupKind::member_number ? "1" : "2", lookup->value});
  }
  for (const auto& one : change.receipts) {
    sql.put("INSERT INTO receipt VALUES (?1, ?2, ?3)", {id, one.number, wire::encode_receipt(one)});
  }
  for (const auto& one : change.interactions) {
    sql.put("INSERT INTO interaction VALUES (?1, ?2, ?3)",
            {id, one.number, wire::encode_interaction(one)});
  }
  int place = 0;
  for (const auto& one : change.decisions) {
    sql.put("INSERT INTO decision VALUES (?1, CAST(?2 AS INTEGER), ?3)",
            {id, std::to_string(++place), wire::encode_decision(one)});
  }
  if (const auto& row = change.idempotency) {
    sql.put(
        "INSERT INTO idempotency (scope, route, key, body_sha256, at, answer)"
        " VALUES (?1, ?2, ?3, ?4, CAST(?5 AS INTEGER), ?6)",
        {row->scope, row->route, row->key, row->body_sha256, std::to_string(row->at.utc_ms),
         row->answer});
  }
}

}  // namespace

const MemberId& asa() {
  static const MemberId id("0123456789abcdef0123456789abcdef");
  return id;
}

std::vector<Change> town(int members) {
  std::vector<Change> all = {everything_of_asa()};
  for (int n = 1; n < members; ++n) {
    Change made;
    made.member = MemberId("member-" + std::to_string(n));
    made.records = {record("member_number", std::to_string(1000000 + n)),
                    record("given_name", "Namn" + std::to_string(n))};
    all.push_back(made);
  }
  return all;
}

PendingSignIn waiting_sign_in() {
  return {"browser7", "code4477", asa(), "Qvirrelin@planterad.se", Instant{noon.utc_ms + 600000},
          5};
}

Mail waiting_mail() {
  return {0, "Qvirrelin@planterad.se", "Koden är Xk7Pq2Wz", "Hej Zäfirella!\nXk7Pq2Wz", noon};
}

void fill(Store& store, const std::vector<Change>& members) {
  SAMTYCKE_CHECK(store.commit_all(members).ok());
  SAMTYCKE_CHECK(store.put_pending(waiting_sign_in()).ok());
  SAMTYCKE_CHECK(store.put_mail(waiting_mail()).ok());
  SAMTYCKE_CHECK(store.put_session({"token", asa(), noon, noon}).ok());
}

void write_plain_store(const std::string& path, const std::vector<Change>& members) {
  Sql sql(path);
  sql.run("PRAGMA journal_mode = WAL; BEGIN;" + std::string(migrations().front().sql));
  for (const Change& change : members) put_plain(sql, change);
  const PendingSignIn sign_in = waiting_sign_in();
  sql.put(
      "INSERT INTO pending_sign_in (browser_sha256, code_sha256, member, expires, tries_left,"
      " email) VALUES (?1, ?2, ?3, CAST(?4 AS INTEGER), 5, CAST(?5 AS TEXT))",
      {sign_in.browser_sha256, sign_in.code_sha256, sign_in.member->text(),
       std::to_string(sign_in.expires.utc_ms), sign_in.email});
  const Mail mail = waiting_mail();
  sql.put(
      "INSERT INTO mail (recipient, subject, at, body)"
      " VALUES (?1, ?2, CAST(?3 AS INTEGER), ?4)",
      {mail.to, mail.subject, std::to_string(mail.at.utc_ms), mail.body});
  sql.run("INSERT INTO session VALUES ('token', '" + asa().text() + "', 1, 1);" +
          "PRAGMA application_id = 1396788564; PRAGMA user_version = 1; COMMIT;");
}

void expect_whole(SqliteStore& store, const std::vector<Change>& members) {
  EXPECT_EQ(store.count_members().value(), static_cast<std::int64_t>(members.size()));
  for (const Change& change : members) {
    const auto file = store.load(change.member);
    ASSERT_TRUE(file.ok()) << change.member.text() << " " << key(file.reason());
    EXPECT_EQ(file.value().decisions, change.decisions);
    EXPECT_EQ(file.value().holdings.receipts, change.receipts);
    EXPECT_EQ(file.value().holdings.interactions, change.interactions);
    EXPECT_EQ(file.value().holdings.records.size(), change.records.size());
    for (const auto& one : change.records) {
      EXPECT_EQ(member::value_of(file.value().holdings, one.field), one.value);
      const auto lookup = lookup_of(one);
      if (!lookup) continue;
      const auto found = store.find(*lookup);
      ASSERT_TRUE(found.ok()) << key(found.reason());
      EXPECT_EQ(found.value(), change.member);
    }
    if (!change.idempotency) continue;
    const auto answer = store.earlier_answer(*change.idempotency);
    ASSERT_TRUE(answer.ok()) << key(answer.reason());
    EXPECT_EQ(answer.value(), change.idempotency->answer);
  }
  const auto pending = store.pending(waiting_sign_in().browser_sha256);
  ASSERT_TRUE(pending.ok() && pending.value());
  EXPECT_EQ(pending.value()->email, waiting_sign_in().email);
  EXPECT_EQ(pending.value()->code_sha256, waiting_sign_in().code_sha256);
  EXPECT_EQ(pending.value()->member, asa());
  const auto mails = store.latest_mail(10);
  ASSERT_TRUE(mails.ok());
  ASSERT_EQ(mails.value().size(), 1U);
  EXPECT_EQ(mails.value()[0].body, waiting_mail().body);
  EXPECT_EQ(mails.value()[0].to, waiting_mail().to);
  EXPECT_EQ(mails.value()[0].subject, waiting_mail().subject);
}

void expect_whole(const std::string& path, const std::vector<Change>& members) {
  const auto store = SqliteStore::open(path);
  ASSERT_TRUE(store.ok()) << key(store.reason());
  expect_whole(*store.value(), members);
}

std::vector<std::string> steps_of(const std::function<void(StepHook)>& run) {
  std::vector<std::string> steps;
  run([&](std::string_view step) { steps.emplace_back(step); });
  return steps;
}

bool dies_at_step(std::size_t n, const std::function<void(StepHook)>& run) {
  const pid_t child = ::fork();
  if (child == 0) {
    std::size_t step = 0;
    run([&](std::string_view) {
      if (step++ == n) ::raise(SIGKILL);
    });
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

void by_hand(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  char* why = nullptr;
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &why), SQLITE_OK)
      << sql << ": " << (why == nullptr ? "" : why);
  sqlite3_free(why);
  sqlite3_close(database);
}

std::vector<std::string> planted() {
  return {"Mnr7391824655",    "Qvirrelin@planterad.se",
          "Zäfirella",        "Grönkålsvägen 17",
          "+46709988776",     "Kv5550199283",
          "Mörbylångamarken", "Frottéhandduken",
          "Ia8827364519",     "Kampanjbladet",
          "Ombudsmannina",    "Nyckeln4477aa",
          "Xk7Pq2Wz",         "code4477"};
}

namespace {

// What a file holds, with the empty pages of a database server left out: nobody hides in zeros, and they
// are most of its bytes.
std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(std::filesystem::file_size(path), '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  std::size_t zeros = 0;
  std::erase_if(bytes, [&zeros](char byte) {
    zeros = byte == '\0' ? zeros + 1 : 0;
    return zeros > 64;
  });
  return bytes;
}

}  // namespace

std::vector<std::string> found_under(const std::string& folder,
                                     const std::vector<std::string>& values) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string bytes = contents(entry.path());
    for (const std::string& value : values) {
      for (const auto& [name, hidden] : support::encodings(value)) {
        if (bytes.find(hidden) == std::string::npos) continue;
        found.push_back(entry.path().filename().string() + ": " + name + " of " + value);
      }
    }
  }
  return found;
}

}  // namespace samtycke::server
