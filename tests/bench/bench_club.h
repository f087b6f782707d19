// A sealed store with as many members as a bench asks for, and the means to time things. The members are
// those of the demo club over and over, under other numbers and addresses, so that a file is as long as a
// member's is; the one with 2,000 receipt lines is left out.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/notice/edition.h"
#include "core/view/words.h"
#include "server/store/store.h"
#include "tests/support/temporary_folder.h"

namespace samtycke::bench {

using SteadyClock = std::chrono::steady_clock;
double seconds_since(SteadyClock::time_point);

// SAMTYCKE_BENCH_<name>, or what is usual.
std::size_t size_from_environment(const char* name, std::size_t usual);

// The shipped notice in force, with its offers.
notice::Edition shipped_edition();
// The texts of both languages.
std::vector<view::Words> all_words();

// When it is in the bench.
Instant bench_now();

// The id of the n-th member, known without asking the store.
MemberId bench_member(std::size_t n);

// Every hundredth member's time has run out.
inline constexpr std::size_t one_due_in = 100;
void fill_club(server::Store&, const notice::Edition&, std::size_t members);

// Where the store of a bench lies: in a temporary folder, or in that of SAMTYCKE_BENCH_STORE, where it stays
// for the next bench.
class ClubFolder {
 public:
  ClubFolder();
  std::string store() const;
  bool is_filled() const;

 private:
  std::string kept_;  // Empty: nowhere.
  support::TemporaryFolder temporary_;
};

// Of this process, in megabytes: now, and the most it ever was.
struct Memory {
  double now_mb = 0;
  double most_mb = 0;
};
Memory memory_of_process();

// Runs it in a process of its own, so that what it needed is not counted here. It must start no thread
// before.
void in_another_process(void (*work)(const std::string&, std::size_t), const std::string& path,
                        std::size_t members);

}  // namespace samtycke::bench
