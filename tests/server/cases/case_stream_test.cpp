// The stream around the cases: lines in, lines out, however the bytes were cut.
#include "server/cases/case_stream.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ext/stdio_filebuf.h>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "core/wire/portal_json.h"
#include "tests/support/builders.h"

namespace samtycke::server {
namespace {

std::vector<wire::Cases> readers(std::size_t count) {
  const std::string defaults = wire::encode_portal({support::small_notice()}, {});
  std::vector<wire::Cases> made;
  while (made.size() < count) {
    auto cases = wire::Cases::from(defaults);
    EXPECT_TRUE(cases.ok());
    made.push_back(std::move(cases).value());
  }
  return made;
}

using Lines = std::vector<std::string>;

TEST(LineCutter, EveryLineCountsEmptyOnesAndTheLastOneToo) {
  LineCutter cutter;
  EXPECT_EQ(cutter.take("one\n\ntwo\r\nthree"), (Lines{"one", "", "two\r"}));
  EXPECT_EQ(cutter.end(), Lines{"three"});
  EXPECT_EQ(cutter.end(), Lines{});
}

TEST(LineCutter, ALineIsWholeHoweverItWasCut) {
  LineCutter cutter;
  Lines lines;
  for (const char byte : std::string("one\ntwo\n")) {
    for (std::string& line : cutter.take({&byte, 1})) lines.push_back(std::move(line));
  }
  EXPECT_EQ(lines, (Lines{"one", "two"}));
}

TEST(LineCutter, OfALineThatIsTooLongOnlySoMuchIsHeldAsSaysSo) {
  LineCutter cutter;
  const std::string piece(std::size_t{1} << 20U, 'x');
  for (int i = 0; i < 20; ++i) EXPECT_EQ(cutter.take(piece), Lines{});
  const Lines lines = cutter.take("\nnext\n");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].size(), wire::longest_case + 1);
  EXPECT_EQ(lines[1], "next");
}

// What `count` readers answer when all of it comes at once.
std::string answers_of(std::size_t count, const std::string& lines) {
  std::FILE* file = std::tmpfile();
  EXPECT_EQ(std::fwrite(lines.data(), 1, lines.size(), file), lines.size());
  std::rewind(file);
  auto made = readers(count);
  std::ostringstream out;
  EXPECT_TRUE(answer_cases(made, ::fileno(file), out));
  std::fclose(file);
  return out.str();
}

std::string name_line(const std::string& name) {
  return R"({"call":"validate","with":{"field":"name","value":")" + name + "\"}}\n";
}

TEST(AnswerCases, EveryLineIsAnsweredEmptyOnesAndTheLastOneToo) {
  const std::string good = name_line("Åsa");
  const std::string answer = "{\"ok\":true,\"value\":\"Åsa\"}\n";
  const std::string not_json =
      "{\"error\":{\"code\":\"not_json\",\"detail\":\"this is not JSON, at byte "
      "1\",\"pointer\":\"\"}}\n";
  EXPECT_EQ(answers_of(1, good + "\n" + good + good.substr(0, good.size() - 1)),
            answer + not_json + answer + answer);
}

TEST(AnswerCases, ALineThatIsTooLongIsAnsweredAndTheNextOneIsRead) {
  EXPECT_EQ(answers_of(2, std::string(wire::longest_case + 5, 'x') + "\n" + name_line("Bo")),
            "{\"error\":{\"code\":\"too_long\",\"detail\":\"a line has at most 8 "
            "MiB\",\"pointer\":\"\"}}\n{\"ok\":true,\"value\":\"Bo\"}\n");
}

TEST(AnswerCases, AnswersComeInTheOrderOfTheLinesHoweverManyReadThem) {
  // Pieces of very different weight: a long line takes its reader longer than the short ones after it.
  std::string lines;
  std::string wanted;
  for (int i = 0; i < 20'000; ++i) {
    const std::string name = (i % 997 == 0 ? std::string(20'000, 'a') : "Bo") + std::to_string(i);
    lines += name_line(name);
  }
  wanted = answers_of(1, lines);
  EXPECT_EQ(std::count(wanted.begin(), wanted.end(), '\n'), 20'000);
  EXPECT_EQ(answers_of(4, lines), wanted);
}

TEST(AnswerCases, AnotherProgramCanWaitForEachAnswer) {
  std::array<int, 2> asked{};
  std::array<int, 2> answered{};
  ASSERT_EQ(::pipe(asked.data()), 0);
  ASSERT_EQ(::pipe(answered.data()), 0);
  auto made = readers(2);
  __gnu_cxx::stdio_filebuf<char> into(answered[1], std::ios::out);
  bool whole = false;
  std::thread side([&] {
    std::ostream out(&into);
    whole = answer_cases(made, asked[0], out);
  });
  for (const std::string name : {"Åsa", "Bo", "Cilla"}) {
    const std::string line = name_line(name);
    ASSERT_EQ(::write(asked[1], line.data(), line.size()), static_cast<ssize_t>(line.size()));
    // Asks nothing more before the answer is there: were it not flushed, this would wait for ever.
    std::string answer;
    char byte = 0;
    while (byte != '\n' && ::read(answered[0], &byte, 1) == 1) answer += byte;
    EXPECT_EQ(answer, "{\"ok\":true,\"value\":\"" + name + "\"}\n");
  }
  ::close(asked[1]);
  side.join();
  ::close(asked[0]);
  ::close(answered[0]);
  EXPECT_TRUE(whole);
}

TEST(AnswerCases, AnOutputThatBrokeEndsIt) {
  auto made = readers(1);
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  EXPECT_FALSE(answer_cases(made, 0, out));
}

TEST(AnswerCases, AnInputThatCannotBeReadEndsIt) {
  auto made = readers(1);
  std::ostringstream out;
  EXPECT_FALSE(answer_cases(made, -1, out));
}

}  // namespace
}  // namespace samtycke::server
