// Who may include whom. Each row of the table says what a folder, or one file, may include; the longest
// row that fits a file is its own. A new folder needs a row, and a row is a decision.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
const fs::path root = SAMTYCKE_SOURCE_DIR;

struct Rule {
  std::string place;                // A folder, or one file.
  std::vector<std::string> ours;    // Of ours, besides its own folder.
  std::vector<std::string> others;  // Of other people's, besides the standard library.
};

const std::vector<Rule> rules = {
    {"core/base", {}, {}},
    {"core/notice", {"core/base"}, {}},
    {"core/member", {"core/base", "core/notice"}, {}},
    {"core/consent", {"core/base", "core/notice", "core/member"}, {}},
    {"core/retention", {"core/base", "core/notice", "core/member", "core/consent"}, {}},
    // Facts are worked out from what the analysis may read. Nothing here may know what a member's file is
    // but readable.cpp, which takes from it what is covered and not switched off (N7, L8).
    {"core/segment", {"core/base", "core/notice", "core/member"}, {}},
    {"core/segment/readable.cpp", {"core/base", "core/notice", "core/member", "core/consent"}, {}},
    {"core/verdict",
     {"core/base", "core/notice", "core/member", "core/consent", "core/retention", "core/segment"},
     {}},
    {"core/preview",
     {"core/base", "core/notice", "core/member", "core/consent", "core/retention", "core/segment",
      "core/verdict"},
     {}},
    {"core/proof", {"core/base", "core/notice", "core/member", "core/consent"}, {"sodium.h"}},
    {"core/view",
     {"core/base", "core/notice", "core/member", "core/consent", "core/retention", "core/segment",
      "core/verdict", "core/preview"},
     {}},
    {"core/wire",
     {"core/base", "core/notice", "core/member", "core/consent", "core/retention", "core/segment",
      "core/verdict", "core/preview", "core/proof", "core/view"},
     {"rapidjson/"}},

    {"server/edge", {"core/base"}, {"curl/", "sodium.h", "spdlog/"}},
    {"server/config", {"core"}, {}},
    {"server/download", {"core"}, {"zip.h"}},
    {"server/store", {"core", "server/config"}, {"libpq-fe.h", "sodium.h", "sqlite3.h", "zlib.h"}},
    {"server/ledger", {"core", "server/config", "server/store"}, {}},
    {"server/mail", {"core", "server/config", "server/edge", "server/store"}, {"curl/", "idn2.h"}},
    {"server/openid",
     {"core", "server/config", "server/edge", "server/store"},
     {"cjose/", "curl/", "sodium.h"}},
    {"server/import", {"core", "server/config", "server/edge", "server/store"}, {}},
    {"server/demo", {"core", "server/config", "server/edge", "server/import", "server/store"}, {}},
    {"server/admin", {"core", "server/config", "server/edge", "server/store"}, {}},
    {"server/http",
     {"core", "server/config", "server/edge", "server/store"},
     {"httplib.h", "sodium.h"}},
    {"server/handlers",
     {"core", "server/config", "server/download", "server/edge", "server/http", "server/ledger",
      "server/mail", "server/openid", "server/store"},
     {}},
    {"server/jobs", {"core", "server/edge", "server/mail", "server/store"}, {}},
    // It is built for Node as well, with the core alone.
    {"server/cases", {"core"}, {}},
    {"server/cli", {"core", "server"}, {"CLI/"}},
    {"server/main.cpp", {"core", "server"}, {}},
    // The command `serve` puts the parts together, as main does for the commands.
    {"server/http/serve.cpp", {"core", "server"}, {}},
    {"server/http/start_up.cpp", {"core", "server"}, {}},
    {"server/http/start_up.h", {"core", "server"}, {}},

    {"web/app", {"core"}, {}},
    {"web/semantics", {"core", "web/app"}, {}},
    // How large a text is that only the browser can draw, only the platform can say.
    {"web/paint", {"core", "web/app", "web/platform"}, {"imgui"}},
    {"web/platform", {"core", "web/app", "web/semantics"}, {"emscripten"}},
    {"web/main.cpp", {"core", "web"}, {"imgui"}},
};

// One line of one file that may do what its row does not allow. A row that is no longer needed fails,
// so the list can only shrink by itself.
struct Exception {
  std::string file;
  std::string include;
  std::string reason;
  std::string ask;  // Who decided it.
};

const std::vector<Exception> exceptions = {
    {"core/base/day.cpp", "chrono",
     "the calendar only: leap years and weekdays; purity.cmake keeps its clocks out", "core/base"},
    {"core/base/expected.h", "tl/expected.hpp",
     "the one place that knows it, until std::expected takes over", "core/base"},
    {"server/http/routes.cpp", "server/handlers/handlers.h",
     "the one table of routes names each handler; nothing else in http knows them", "server/http"},
};

// Standard headers through which the core could learn something that it was not told.
const std::set<std::string> impure = {"atomic",       "chrono",     "condition_variable",
                                      "csignal",      "cstdio",     "cstdlib",
                                      "ctime",        "filesystem", "fstream",
                                      "future",       "iostream",   "locale",
                                      "mutex",        "random",     "semaphore",
                                      "shared_mutex", "stdlib.h",   "stdio.h",
                                      "stop_token",   "syncstream", "thread",
                                      "time.h"};

// What the operating system offers: for the server, never for the core or the browser.
const std::vector<std::string> machine = {"arpa/",     "fcntl.h",  "netdb.h", "netinet/", "poll.h",
                                          "pthread.h", "signal.h", "sys/",    "unistd.h"};

// Words that only web/platform may know, so that there is one place where the platform is chosen.
const std::vector<std::string> platform_words = {"__EMSCRIPTEN__", "EM_JS", "EM_ASM",
                                                 "EMSCRIPTEN_KEEPALIVE"};

struct Include {
  std::string name;
  bool quoted = false;
};

std::optional<Include> include_in(const std::string& line) {
  if (!line.starts_with("#include ")) return std::nullopt;
  const std::size_t open = line.find_first_of("<\"");
  if (open == std::string::npos) return std::nullopt;
  const std::size_t close = line.find_first_of(">\"", open + 1);
  return Include{line.substr(open + 1, close - open - 1), line[open] == '"'};
}

bool within(const std::string& name, const std::string& folder) {
  return name == folder || name.starts_with(folder + "/");
}

bool any_starts(const std::string& name, const std::vector<std::string>& beginnings) {
  for (const std::string& beginning : beginnings) {
    if (name.starts_with(beginning)) return true;
  }
  return false;
}

const Rule* rule_for(const std::string& path) {
  const Rule* longest = nullptr;
  for (const Rule& rule : rules) {
    if (!within(path, rule.place)) continue;
    if (longest == nullptr || rule.place.size() > longest->place.size()) longest = &rule;
  }
  return longest;
}

// Why this file may not have this include; empty where it may.
std::string objection_to(const Include& include, const std::string& path, const Rule& rule) {
  const std::string& name = include.name;
  const bool in_core = within(path, "core");
  if (include.quoted) {
    if (!within(name, "core") && !within(name, "server") && !within(name, "web")) {
      return "write the path from the root";
    }
    if (within(name, fs::path(path).parent_path().generic_string())) return "";
    for (const std::string& folder : rule.ours) {
      if (within(name, folder)) return "";
    }
    return rule.place + " may not look into " + fs::path(name).parent_path().generic_string();
  }
  const bool standard = name.find_first_of("./") == std::string::npos;
  if (in_core && impure.contains(name)) return "the core is told such things; take an argument";
  if (standard || (within(path, "server") && any_starts(name, machine))) return "";
  if (!any_starts(name, rule.others)) return rule.place + " may not use it";
  if (in_core && path.ends_with(".h")) return "keep other people's headers in the .cpp";
  return "";
}

class Layering : public testing::Test {
 protected:
  void check(const fs::path& file) {
    const std::string path = fs::relative(file, root).generic_string();
    const Rule* rule = rule_for(path);
    if (rule == nullptr) {
      ADD_FAILURE() << path << ": a new folder needs a row in this table";
      return;
    }
    std::ifstream in(file);
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
      const std::string where = path + ":" + std::to_string(number) + ": ";
      if (const auto include = include_in(line)) {
        const std::string objection = objection_to(*include, path, *rule);
        const bool allowed = objection.empty() || is_exception(path, include->name);
        EXPECT_TRUE(allowed) << where << include->name << ": " << objection;
      }
      if (within(path, "web/platform")) continue;
      for (const std::string& word : platform_words) {
        EXPECT_EQ(line.find(word), std::string::npos)
            << where << "only web/platform knows the platform";
      }
    }
  }

  bool is_exception(const std::string& path, const std::string& name) {
    for (const Exception& row : exceptions) {
      if (row.file == path && row.include == name) {
        used_.insert(path + " " + name);
        return true;
      }
    }
    return false;
  }

  std::set<std::string> used_;
};

TEST_F(Layering, EveryIncludePointsDownward) {
  int files = 0;
  for (const char* top : {"core", "server", "web"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const auto extension = entry.path().extension();
      if (extension != ".h" && extension != ".cpp") continue;
      check(entry.path());
      ++files;
    }
  }
  EXPECT_GT(files, 40) << "looked in the wrong place";

  for (const Exception& row : exceptions) {
    EXPECT_TRUE(used_.contains(row.file + " " + row.include))
        << row.file << " no longer needs its exception for " << row.include << "; take it away";
  }
}

// The folders of the core in the order of their floors: a row may name what stands before it only.
TEST_F(Layering, TheTableItselfHasNoWayUp) {
  for (std::size_t row = 0; row < rules.size(); ++row) {
    if (!within(rules[row].place, "core")) continue;
    for (const std::string& folder : rules[row].ours) {
      bool before = false;
      for (std::size_t other = 0; other < row; ++other) before |= rules[other].place == folder;
      EXPECT_TRUE(before) << rules[row].place << " names " << folder;
    }
  }
}

TEST_F(Layering, TheServerAndTheBrowserNeverMeet) {
  for (const Rule& rule : rules) {
    for (const std::string& folder : rule.ours) {
      EXPECT_FALSE(within(rule.place, "server") && within(folder, "web")) << rule.place;
      EXPECT_FALSE(within(rule.place, "web") && within(folder, "server")) << rule.place;
      EXPECT_FALSE(within(rule.place, "core") && !within(folder, "core")) << rule.place;
    }
  }
}

}  // namespace
