#include "tests/support/postgres_server.h"

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>
#include <vector>

#include "core/base/check.h"

namespace samtycke::support {
namespace {

constexpr const char* programs = "/usr/lib/postgresql/15/bin/";
constexpr const char* user = "samtycke";

// Between fork and exec: nothing but system calls.
[[noreturn]] void become(const std::vector<char*>& arguments, const passwd* who, int log,
                         const char* folder) {
  if (who != nullptr &&
      (::setgroups(0, nullptr) != 0 || ::setgid(who->pw_gid) != 0 || ::setuid(who->pw_uid) != 0)) {
    ::_exit(126);
  }
  // An immediate shutdown when we end, however we end. After setuid, which would forget it.
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
  ::setpgid(0, 0);
  const int nowhere = ::open("/dev/null", O_RDONLY);
  ::dup2(nowhere, STDIN_FILENO);
  ::dup2(log, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  if (::chdir(folder) != 0) ::_exit(126);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

const passwd* other_user() {
  if (::geteuid() != 0) return nullptr;
  const passwd* found = ::getpwnam("postgres");
  SAMTYCKE_CHECK(found != nullptr);
  return found;
}

pid_t begin(std::vector<std::string> words, const TemporaryFolder& folder) {
  words.front() = programs + words.front();
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const passwd* who = other_user();
  const std::string place = folder.path().string();
  const int log =
      ::open(folder.file("log").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  SAMTYCKE_CHECK(log >= 0);
  const pid_t child = ::fork();
  SAMTYCKE_CHECK(child >= 0);
  if (child == 0) become(arguments, who, log, place.c_str());
  ::close(log);
  return child;
}

bool answers(const std::string& url) {
  return PQping(url.c_str()) == PQPING_OK;
}

}  // namespace

bool PostgresServer::is_installed() {
  return ::access((std::string(programs) + "postgres").c_str(), X_OK) == 0 &&
         (::geteuid() != 0 || ::getpwnam("postgres") != nullptr);
}

PostgresServer::PostgresServer(Synced synced) : synced_(synced) {
  if (const passwd* who = other_user()) {
    SAMTYCKE_CHECK(::chown(folder_.path().c_str(), who->pw_uid, who->pw_gid) == 0);
  }
  const pid_t making =
      begin({"initdb", "-D", data(), "-U", user, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
             "--data-checksums", "--no-sync", "--no-instructions"},
            folder_);
  int how = 0;
  SAMTYCKE_CHECK(::waitpid(making, &how, 0) == making && how == 0);
  start();
}

PostgresServer::~PostgresServer() {
  ::kill(server_, SIGINT);  // Ends every session.
  ::waitpid(server_, nullptr, 0);
}

void PostgresServer::spawn() {
  const std::string synced = synced_ == Synced::yes ? "on" : "off";
  server_ = begin({"postgres", "-D", data(), "-k", folder_.path().string(), "-c",
                   "listen_addresses=", "-c", "fsync=" + synced, "-c", "max_connections=200", "-c",
                   "max_locks_per_transaction=256", "-c", "deadlock_timeout=100ms"},
                  folder_);
}

void PostgresServer::start() {
  spawn();
  for (int turn = 0; turn < 6000 && !answers(url("postgres")); ++turn) {
    // After a kill the last of the old processes may still be there: then the new one gives up.
    if (::waitpid(server_, nullptr, WNOHANG) == server_) spawn();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  SAMTYCKE_CHECK(answers(url("postgres")));
}

void PostgresServer::kill() {
  ::kill(server_, SIGKILL);
  ::waitpid(server_, nullptr, 0);
}

std::string PostgresServer::url(const std::string& database) const {
  return "postgresql:///" + database + "?host=" + folder_.path().string() + "&user=" + user;
}

void PostgresServer::create(const std::string& database) {
  run("postgres", "CREATE DATABASE " + database);
}

std::string PostgresServer::run(const std::string& database, const std::string& sql) const {
  PGconn* connection = PQconnectdb(url(database).c_str());
  PGresult* result = PQexec(connection, sql.c_str());
  const ExecStatusType status = PQresultStatus(result);
  SAMTYCKE_CHECK(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK);
  std::string first;
  if (PQntuples(result) > 0) first = PQgetvalue(result, 0, 0);
  PQclear(result);
  PQfinish(connection);
  return first;
}

}  // namespace samtycke::support
