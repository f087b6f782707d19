// Members who decide over HTTP while the real program is killed, or its disk is full, and what they find
// afterwards.
//
// Each asks one thing at a time under a key of its own. What was left without an answer is asked again after
// the next start; then the server must show as many decisions as were acknowledged, no more and no fewer.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "server/store/sqlite_store.h"
#include "tests/torture/served_program.h"

namespace samtycke::torture {

// How many have been acknowledged in this life of the server; whoever kills waits for so many.
class Tally {
 public:
  void add();
  void end();  // Nobody asks any more.
  void wait_for(long count);

 private:
  std::mutex mutex_;
  std::condition_variable grown_;
  long count_ = 0;
  bool ended_ = false;
};

// A member at one connection, who says yes and no to the same mails by turns.
class Visitor {
 public:
  explicit Visitor(std::size_t n);
  void join(server::SqliteStore&, Instant now) const;

  // Until the server goes away, or can write no more.
  void decide(const std::string& socket, int notice_version, Tally&);
  // What was left unanswered, under the same key.
  void ask_again(Connection&);
  // What the server shows of this member; none: it does not answer.
  struct Shown {
    std::size_t decisions = 0;
    int notice_version = 0;
  };
  std::optional<Shown> shown(Connection&);

  const MemberId& member() const { return member_; }
  std::size_t acknowledged() const { return acknowledged_; }
  long refused() const { return refused_; }
  long asked_again() const { return asked_again_; }

 private:
  struct Asked {
    std::string key;
    std::string body;
    std::string etag;
  };
  Connection::Headers headers() const;
  void ask_next(int notice_version);
  bool take(const Reply&);  // False: nobody knows whether it was done.

  const MemberId member_;
  const std::string cookie_;
  const std::string token_;
  const std::string number_;
  std::string etag_;
  std::optional<Asked> asked_;
  std::size_t acknowledged_ = 0;
  long refused_ = 0;
  long asked_again_ = 0;
};

struct ServedCount {
  long lives = 0;
  long acknowledged = 0;
  long asked_again = 0;
  long not_started = 0;
  long not_verified = 0;
  long lost = 0;
  long doubled = 0;
  long refused = 0;
  std::vector<long> back_ms;  // From the start of the program to its first answer.

  long percentile(std::size_t hundredths);
};

// One store and its visitors, through several lives of the server.
class ServedClub {
 public:
  // What the program says on standard error goes to the folder of `log`.
  ServedClub(std::string folder, std::string log);
  explicit ServedClub(const std::string& folder) : ServedClub(folder, folder) {}

  // Starts, checks, has them decide so many times, and kills. False: it did not start.
  bool live(long decisions, ServedCount&);
  // The same, until the program ends by itself; its exit code.
  std::optional<int> live_to_the_end(ServedCount&);
  // What is found when it is not served: by the program's own check of the ledger, of everything.
  void verify(ServedCount&) const;
  // The last of it: nobody decides any more, and what each has seen is added up.
  void end(ServedCount&);

  std::string database() const { return folder_ + "/store.db"; }
  const Visitor& visitor(std::size_t n) const { return *visitors_[n]; }

 private:
  std::string socket() const { return folder_ + "/http.sock"; }
  std::string log() const { return log_ + "/log"; }
  bool check(const ServedProgram&, ServedCount&);
  void decide_until(long decisions, ServedProgram* to_kill);

  const std::string folder_;
  const std::string log_;
  std::vector<std::unique_ptr<Visitor>> visitors_;
  int notice_version_ = 0;
};

}  // namespace samtycke::torture
