// A full disk under the real program: members are told 503, the program ends and says why; with room again it
// is started again, and everything that was acknowledged is there, once.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <iterator>

#include "tests/support/temporary_folder.h"
#include "tests/torture/served_club.h"
#include "tests/torture/small_disk.h"

namespace samtycke::torture {
namespace {

enum Verdict { fine = 0, not_started, ended_otherwise, not_told, lost };

// In a child: its disk is gone with it, and its answer is all that remains.
Verdict fill_and_free(const std::string& folder, const std::string& logs) {
  const auto make_room = on_small_disk(folder);
  ServedCount count;
  ServedClub club(folder, logs);
  const auto code = club.live_to_the_end(count);
  if (!code) return not_started;
  if (*code != 1) {
    std::fprintf(stderr, "the program ended with %d\n", *code);
    return ended_otherwise;
  }
  std::ifstream log(logs + "/log");
  const std::string said{std::istreambuf_iterator<char>(log), {}};
  if (said.find("store_failed") == std::string::npos) return not_told;
  make_room();
  if (!club.live(20, count)) return not_started;
  club.end(count);
  if (count.not_started > 0) return not_started;
  std::printf("Full disk, served: %ld acknowledged, %ld asked again, %ld lost, %ld doubled\n",
              count.acknowledged, count.asked_again, count.lost, count.doubled);
  std::fflush(stdout);
  return count.lost + count.doubled + count.refused == 0 ? fine : lost;
}

TEST(ServedFullDisk, TheProgramEndsAndWorksWhenThereIsRoomAgain) {
  const support::TemporaryFolder folder;
  const support::TemporaryFolder logs;  // With room.
  const int verdict = in_a_child(
      [&]() -> int { return fill_and_free(folder.path().string(), logs.path().string()); });
  EXPECT_EQ(verdict, fine);
}

}  // namespace
}  // namespace samtycke::torture
