// The stream around the cases: lines in, lines out, however the bytes were cut.
#include "server/cases/case_stream.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <sstream>
#include <thread>

#include "core/wire/portal_json.h"
#include "tests/support/builders.h"

namespace samtycke::server {
namespace {

wire::Cases small_cases() {
  auto cases = wire::Cases::from(wire::encode_portal({support::small_notice()}, {}));
  EXPECT_TRUE(cases.ok());
  return std::move(cases).value();
}

const std::string good = R"({"call":"validate","with":{"field":"name","value":"Åsa"}})";
const std::string good_answer = "{\"ok\":true,\"value\":\"Åsa\"}\n";
const std::string not_json =
    "{\"error\":{\"code\":\"not_json\",\"detail\":\"this is not JSON, at byte "
    "1\",\"pointer\":\"\"}}\n";

TEST(CaseStream, EveryLineIsAnsweredEmptyOnesAndTheLastOneToo) {
  auto cases = small_cases();
  CaseStream stream(cases);
  EXPECT_EQ(stream.take(good + "\n\n" + good + "\r\n" + good),
            good_answer + not_json + good_answer);
  EXPECT_EQ(stream.end(), good_answer);
  EXPECT_EQ(stream.end(), "");
}

TEST(CaseStream, ALineIsWholeHoweverItWasCut) {
  auto cases = small_cases();
  CaseStream stream(cases);
  std::string answers;
  for (const char byte : good + "\n" + good + "\n") answers += stream.take({&byte, 1});
  EXPECT_EQ(answers, good_answer + good_answer);
}

TEST(CaseStream, ALineThatIsTooLongIsAnsweredOnceAndTheNextOneIsRead) {
  auto cases = small_cases();
  CaseStream stream(cases);
  const std::string piece(std::size_t{1} << 20U, 'x');
  for (int i = 0; i < 20; ++i) EXPECT_EQ(stream.take(piece), "");
  EXPECT_EQ(stream.take("\n" + good + "\n"),
            "{\"error\":{\"code\":\"too_long\",\"detail\":\"a line has at most 8 "
            "MiB\",\"pointer\":\"\"}}\n" +
                good_answer);
}

TEST(CaseStream, AnotherProgramCanWaitForEachAnswer) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  auto cases = small_cases();
  std::ostringstream out;
  bool whole = false;
  std::thread side([&] { whole = answer_cases(cases, pipe[0], out); });
  const std::string lines = good + "\n" + good;
  ASSERT_EQ(::write(pipe[1], lines.data(), lines.size()), static_cast<ssize_t>(lines.size()));
  ::close(pipe[1]);
  side.join();
  ::close(pipe[0]);
  EXPECT_TRUE(whole);
  EXPECT_EQ(out.str(), good_answer + good_answer);
}

TEST(CaseStream, AnOutputThatBrokeEndsIt) {
  auto cases = small_cases();
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  EXPECT_FALSE(answer_cases(cases, 0, out));
}

TEST(CaseStream, AnInputThatCannotBeReadEndsIt) {
  auto cases = small_cases();
  std::ostringstream out;
  EXPECT_FALSE(answer_cases(cases, -1, out));
}

}  // namespace
}  // namespace samtycke::server
