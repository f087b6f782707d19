// What every command of the binary gets, and what it answers.
//
// A command that needs the store is run where the store is: in its own process when no server runs, or
// inside the running server, which was asked over its admin socket (server/admin). It cannot tell the
// difference: it is handed a store, a notice, the time, the folder it was called from and two streams.
// It never asks the machine for the current folder, the terminal or the time by itself.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "core/base/instant.h"
#include "core/notice/edition.h"
#include "core/view/words.h"
#include "server/store/store.h"

namespace samtycke::server {

// What the process answers to the shell.
enum class Exit : int {
  done = 0,
  findings = 1,  // Done, and there is something to look at: rejected rows, lint, a bad proof.
  could_not_start = 2,  // Nothing was done, and one line on `err` says why.
};

// Says why in one line.
inline Exit cannot_start(std::ostream& err, const std::string& line) {
  err << "samtycke: " << line << "\n";
  return Exit::could_not_start;
}

struct Surroundings {
  Store& store;
  const notice::Edition& edition;         // The notice in force, with its offers.
  const std::vector<view::Words>& words;  // In each of its languages, in its order.
  Instant now;
  std::string folder;        // Where the person stands; relative paths are taken from here.
  bool is_terminal = false;  // Whether `err` goes to a person who can see a progress line.
  std::ostream& out;
  std::ostream& err;
  std::string store_path = {};  // Of the store's file; the ledger's files lie beside it.
};

}  // namespace samtycke::server
