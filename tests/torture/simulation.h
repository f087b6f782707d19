// A club in one thread, drawn from a seed: members at three devices each, agents on the phone, one-click
// mails, the sweep, erasures, a disk that fails and a program that dies, under a clock of its own. The same
// seed is the same story to the byte.
//
// What members do goes through the server's own handlers; the store is MemoryStore, which passes the
// contract tests, made to fail. Between reading a file and writing it somebody else's whole request may
// come, so two are under way at once without a thread. What must hold is kept beside it, from the answers
// that were given, and compared after every step.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/http/service.h"
#include "tests/torture/script.h"
#include "tests/torture/shaky_store.h"

namespace samtycke::torture {

class Simulation {
 public:
  Simulation(std::uint64_t seed, Flaw);
  ~Simulation();
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  // Returns what was broken first; empty: nothing was.
  std::string run(int steps);
  std::string hash() const;  // Of every answer and of what is held in the end.

  struct Seen {
    long requests = 0;
    long acknowledged = 0;
    long repeated = 0;
    long interrupted = 0;  // Another request came between reading and writing.
    long crashes = 0;
    long erased = 0;
  };
  const Seen& seen() const { return seen_; }

 private:
  struct Device {
    std::string token;
    std::string etag;  // Of the file it last saw; empty: none.
    // Asked and not answered, or not to its satisfaction.
    struct Asked {
      std::string key, body, etag;
      std::int64_t at_ms = 0;
    };
    std::optional<Asked> asked;
  };
  struct Person {
    MemberId member;
    std::string number;
    std::vector<Device> devices;
  };

  void start();  // The program, anew, on the store as it is.
  void let_join(std::size_t slot);
  void sign_in(Person&, Device&);
  void step(bool may_interrupt);
  void at_device(bool may_interrupt);
  void decide_at(Person&, Device&);
  void by_agent();
  void by_one_click();
  void sweep();
  void erase_one();
  void let_time_pass();
  server::Answer ask(const Person&, Device&, const std::string& method, const std::string& path,
                     const std::string& body, server::Pairs headers);
  std::vector<std::string> random_acts();
  // False: it was not acknowledged.
  bool commit_for(const MemberId&, const consent::Act&, consent::Way, const std::string& actor);

  // ---- what must hold
  void check();
  void check_decisions(const Person&, const consent::MemberFile&);
  void check_verdicts(const consent::MemberFile& loaded, const consent::MemberFile& listed);
  void check_erased();
  consent::MemberFile listed(const MemberId&);
  void broken(const std::string& what);
  void trace(const std::string& line);

  Dice dice_;
  std::int64_t now_ms_;
  std::unique_ptr<ShakyStore> store_;
  notice::Notice notice_;
  std::unique_ptr<server::Portal> portal_;
  std::unique_ptr<server::Service> service_;
  std::vector<Person> people_;
  bool dead_ = false;  // The handler has asked the program to end.
  int named_ = 0;
  std::size_t checked_ = 0;  // Of what was kept.
  std::map<std::string, int> keys_kept_;
  std::map<MemberId, std::vector<consent::Decision>> decided_;
  std::map<MemberId, std::int64_t> revisions_;
  // A yes that lies in a request, with the revision that its device had seen.
  std::map<std::string, std::string> seen_with_key_;
  std::set<std::string> acknowledged_keys_;
  std::string broken_;
  std::string trace_hash_;
  Seen seen_;
};

}  // namespace samtycke::torture
