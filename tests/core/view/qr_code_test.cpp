// The code on the membership card. The pictures are those of libqrencode 4.1.1 at level M for the same text,
// and codes of 6, 10, 20 and 40 characters were read back by ZBar 0.23.
#include "core/view/qr_code.h"

#include <gtest/gtest.h>

#include <string>

namespace samtycke::view {
namespace {

std::string drawn(const QrCode& code) {
  std::string picture;
  for (std::size_t y = 0; y < code.size; ++y) {
    for (std::size_t x = 0; x < code.size; ++x) picture += code.at(x, y) ? '#' : '.';
    picture += '\n';
  }
  return picture;
}

TEST(QrCode, OfAMembershipNumberIsTheOneThatAnotherProgramDraws) {
  const auto code = qr_code("100001");
  ASSERT_TRUE(code.has_value());
  EXPECT_EQ(drawn(*code),
            R"(#######..#..#.#######
#.....#...#.#.#.....#
#.###.#.#.....#.###.#
#.###.#.###...#.###.#
#.###.#.#..##.#.###.#
#.....#.##..#.#.....#
#######.#.#.#.#######
........#####........
#.#####.....#.#####..
.#####.####.#..#..###
..#.#.###.##.#..#.#..
.##..#.........##.##.
###...#.####.#..##...
........#..#####..###
#######..#..#.##..#..
#.....#.#..####...#.#
#.###.#.###.#..#.#.#.
#.###.#.#...#...#.#..
#.###.#.#.##.#.#..#..
#.....#..##....#..#..
#######.#.##.#.#.#.#.
)");
}

TEST(QrCode, GrowsWithWhatItHoldsUpToThreeSizes) {
  const auto size_of = [](std::size_t bytes) {
    const auto code = qr_code(std::string(bytes, 'A'));
    return code ? code->size : 0;
  };
  EXPECT_EQ(size_of(14), 21u);
  EXPECT_EQ(size_of(15), 25u);
  EXPECT_EQ(size_of(26), 25u);
  EXPECT_EQ(size_of(27), 29u);
  EXPECT_EQ(size_of(42), 29u);
}

TEST(QrCode, ThereIsNoneOfNothingOrOfTooMuch) {
  EXPECT_FALSE(qr_code("").has_value());
  EXPECT_FALSE(qr_code(std::string(43, 'A')).has_value());
}

}  // namespace
}  // namespace samtycke::view
