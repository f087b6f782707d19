#include "server/admin/admin_socket.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "server/cli/store_command.h"
#include "tests/support/builders.h"
#include "tests/support/memory_store.h"

namespace samtycke::server {
namespace {

namespace fs = std::filesystem;

class Admin : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("samtycke-admin-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    path_ = (folder_ / "club.db.admin").string();
  }
  void TearDown() override { fs::remove_all(folder_); }

  struct Answered {
    int code = -1;  // -1: could not start.
    std::string out;
    std::string err;
  };
  Answered ask(const AdminCall& call) const {
    std::ostringstream out;
    std::ostringstream err;
    const auto code = call_server(path_, call, out, err);
    return {code.ok() ? code.value() : -1, out.str(), err.str()};
  }

  fs::path folder_;
  std::string path_;
};

TEST_F(Admin, RunsACallAndPassesOnWhatItSaysAndItsExitCode) {
  AdminCall seen;
  AdminSocket socket(path_, [&](const AdminCall& call, std::ostream& out, std::ostream& err) {
    seen = call;
    out << "stored å\n";
    err << "12 %" << std::flush << "\r";
    return 1;
  });
  ASSERT_TRUE(socket.start().ok());
  const AdminCall call{{"import", "members", "a b.csv", ""}, "/home/club", true};
  const Answered answered = ask(call);
  EXPECT_EQ(answered.code, 1);
  EXPECT_EQ(answered.out, "stored å\n");
  EXPECT_EQ(answered.err, "12 %\r");
  EXPECT_EQ(seen, call);
}

TEST_F(Admin, PassesOnMoreThanOneFrameHolds) {
  const std::string much(300'000, 'x');
  AdminSocket socket(path_, [&](const AdminCall&, std::ostream& out, std::ostream&) {
    out << much;
    return 0;
  });
  ASSERT_TRUE(socket.start().ok());
  EXPECT_EQ(ask({}).out, much);
}

TEST_F(Admin, OnlyTheOwnerMayConnect) {
  AdminSocket socket(path_, [](const AdminCall&, std::ostream&, std::ostream&) { return 0; });
  ASSERT_TRUE(socket.start().ok());
  struct stat seen {};
  ASSERT_EQ(::stat(path_.c_str(), &seen), 0);
  EXPECT_TRUE(S_ISSOCK(seen.st_mode));
  EXPECT_EQ(seen.st_mode & 0777U, 0600U);
}

TEST_F(Admin, ReplacesTheSocketOfAServerThatWasKilledAndRemovesItsOwn) {
  std::ofstream(path_) << "left behind";
  {
    AdminSocket socket(path_, [](const AdminCall&, std::ostream&, std::ostream&) { return 0; });
    ASSERT_TRUE(socket.start().ok());
    EXPECT_EQ(ask({}).code, 0);
  }
  EXPECT_FALSE(fs::exists(path_));
}

TEST_F(Admin, WhenNobodyListensItIsOneClearLine) {
  std::ostringstream out;
  std::ostringstream err;
  const auto code = call_server(path_, {}, out, err);
  ASSERT_FALSE(code.ok());
  EXPECT_NE(code.reason().line.find(path_), std::string::npos);
  EXPECT_EQ(code.reason().line.find('\n'), std::string::npos);
}

TEST_F(Admin, APathTooLongForASocketIsRefusedAtTheStart) {
  AdminSocket socket(std::string(120, 'x'),
                     [](const AdminCall&, std::ostream&, std::ostream&) { return 0; });
  EXPECT_FALSE(socket.start().ok());
}

TEST_F(Admin, BytesThatAreNoCallAreDroppedAndTheNextCallIsAnswered) {
  AdminSocket socket(path_, [](const AdminCall&, std::ostream&, std::ostream&) { return 0; });
  ASSERT_TRUE(socket.start().ok());
  for (const std::string& bytes : {std::string("GET / HTTP/1.1\r\n\r\n"),
                                   std::string("f\xFF\xFF\xFF\xFF", 5), std::string("a")}) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path_.data(), path_.size());
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    ASSERT_EQ(::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
    ASSERT_EQ(::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
    ::close(descriptor);
  }
  EXPECT_EQ(ask({}).code, 0);
}

// A list is read from one snapshot of the store: nobody may keep it by leaving.
TEST_F(Admin, ACommandIsToldThatItsCallerLeft) {
  std::atomic<bool> told = false;
  AdminSocket socket(path_, [&](const AdminCall&, std::ostream& out, std::ostream&) {
    const std::string much(100'000, 'x');
    for (int i = 0; i < 10'000 && out.good(); ++i) out << much;
    told = !out.good();
    return 0;
  });
  ASSERT_TRUE(socket.start().ok());
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path_.data(), path_.size());
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
  ASSERT_EQ(::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  const std::string go("g\0\0\0\0", 5);
  ASSERT_EQ(::send(descriptor, go.data(), go.size(), MSG_NOSIGNAL), 5);
  char first = 0;
  ASSERT_EQ(::recv(descriptor, &first, 1, 0), 1) << "It is under way.";
  ::close(descriptor);
  socket.stop();
  EXPECT_TRUE(told);
}

TEST_F(Admin, ManyCallersAreAllAnsweredOrToldAtOnce) {
  AdminSocket socket(path_, [](const AdminCall& call, std::ostream& out, std::ostream&) {
    out << call.folder;
    return 0;
  });
  ASSERT_TRUE(socket.start().ok());
  std::vector<std::thread> callers;
  std::atomic<int> wrong{0};
  for (int i = 0; i < 16; ++i) {
    callers.emplace_back([&, i] {
      const Answered answered = ask({{}, std::to_string(i), false});
      if (answered.code == 0 && answered.out != std::to_string(i)) ++wrong;
      if (answered.code > 0) ++wrong;
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(wrong, 0);
}

// The very commands, on the server's own store.
TEST_F(Admin, RunsTheSameCommandsAsTheBinary) {
  MemoryStore store;
  const notice::Edition edition{support::small_notice()};
  const std::vector<view::Words> words = {{support::swedish(), {}}};
  AdminSocket socket(
      path_, command_runner(store, path_, edition, words, [] { return support::today().at; }));
  ASSERT_TRUE(socket.start().ok());

  std::ofstream(folder_ / "in.csv") << "member_number,given_name\n7,Åsa\n8,\n,Bo\n";
  const Answered imported = ask({{"import", "members", "in.csv"}, folder_.string(), false});
  EXPECT_EQ(imported.code, static_cast<int>(Exit::findings)) << imported.err;
  EXPECT_EQ(imported.out.substr(0, imported.out.find('\n')),
            "import members: 3 rows read, 2 stored, 0 unchanged, 1 rejected; 2 new members");
  EXPECT_TRUE(imported.err.empty()) << "There is no terminal, so no progress line.";
  EXPECT_TRUE(fs::exists(folder_ / "in.rejects.csv"));

  const Answered exported = ask({{"export", "--member", "7"}, folder_.string(), false});
  EXPECT_EQ(exported.code, 0) << exported.err;
  EXPECT_NE(exported.out.find("\"format\": \"samtycke.member\""), std::string::npos);
  EXPECT_NE(exported.out.find("Åsa"), std::string::npos);

  const Answered nobody = ask({{"export", "--member", "19121212"}, folder_.string(), false});
  EXPECT_EQ(nobody.code, static_cast<int>(Exit::could_not_start));
  EXPECT_EQ(nobody.err, "samtycke: no member has that number\n");

  const Answered within = ask({{"serve"}, folder_.string(), false});
  EXPECT_EQ(within.code, static_cast<int>(Exit::could_not_start));
}

}  // namespace
}  // namespace samtycke::server
