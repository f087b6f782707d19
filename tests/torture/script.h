// What a script asked of a store, what it was told, and whether a store that is found later fits that.
//
// What was acknowledged must be there. What was asked for and never answered may be there, whole or not at
// all. Everything else is a loss, a return of the erased, or a file that cannot be read.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "server/store/sqlite_store.h"

namespace samtycke::torture {

using Dice = std::mt19937_64;
std::size_t below(Dice&, std::size_t limit);

// What a store that was opened again has of what was told.
struct Found {
  long lost = 0;     // Acknowledged, and not there.
  long doubled = 0;  // There, and nobody asked for it; or half of a step.
  long erased_back = 0;
  long unreadable = 0;  // A file or an answer that does not open.
  std::string first;    // What was wrong first, for a person.
  bool whole() const { return lost + doubled + erased_back + unreadable == 0; }
};

class Told {
 public:
  // Before the store is asked. Moments are numbers of the caller's that only grow.
  void ask(const server::Change&, std::size_t moment);
  void ask_to_erase(const MemberId&, std::size_t moment);
  // After it has answered yes. A no leaves it open whether it was done.
  void acknowledged(const MemberId&, std::size_t moment);
  // What another writer was told, of other members.
  void add(const Told&);

  // The member's file as it stands if the last step that was asked for has been carried out.
  const std::optional<consent::MemberFile>& file(const MemberId&) const;
  long acknowledged_steps() const { return acknowledged_; }

  // Which moment of a life a store is held against.
  struct Then {
    std::size_t acknowledged_by = 0;  // Must be there.
    std::size_t asked_by = 0;         // May be there.
    std::size_t erased_by = 0;        // Whoever was to be erased by then must not be.
  };
  Found find_in(server::Store&, const Then&) const;
  // Whether this store can be the one that had been asked and had answered by this moment.
  Found find_in(server::Store& store, std::size_t as_of) const {
    return find_in(store, Then{as_of, as_of, 0});
  }

 private:
  struct Version {
    std::size_t asked = 0;
    std::optional<std::size_t> acknowledged;
    std::optional<consent::MemberFile> file;  // None: erased.
    std::optional<server::Idempotency> answer;
  };
  void add(const MemberId&, Version);
  void find_member(server::Store&, const MemberId&, const std::vector<Version>&, const Then&,
                   Found&) const;

  std::map<MemberId, std::vector<Version>> members_;
  long acknowledged_ = 0;
};

// Steps of one writer, drawn from its dice: members come, change, decide, buy and are erased. Every member
// of it is called `writer-n`, so that several writers can have a store at once.
class Writer {
 public:
  Writer(std::string name, Dice dice) : name_(std::move(name)), dice_(dice) {}
  // One step; `moment` is asked before and after. False: the store did not answer that it was done. The
  // member is then left alone, since nobody knows what stands.
  bool step(server::Store&, Told&, const std::function<std::size_t()>& moment);

 private:
  server::Change next_change(const MemberId&, const Told&);
  std::string name_;
  Dice dice_;
  int steps_ = 0;
  std::set<MemberId> in_doubt_;
};

}  // namespace samtycke::torture
