#include "server/store/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

#include "server/store/durable_file.h"
#include "server/store/erasure_journal.h"
#include "server/store/keystore.h"
#include "server/store/sqlite.h"

namespace samtycke::server {
namespace {

namespace fs = std::filesystem;

constexpr const char* name = "store.db";

std::string in(const std::string& folder) {
  return (fs::path(folder) / name).string();
}

bool is_there(const std::string& path) {
  std::error_code why;
  return fs::exists(path, why);
}

// Its owner's alone, and new.
bool make_empty(const std::string& path) {
  const Descriptor made(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  return made.good();
}

bool make_folder(const std::string& path) {
  std::error_code why;
  const bool fresh = fs::create_directories(path, why);
  if (fresh) fs::permissions(path, fs::perms::owner_all, why);
  return fs::is_directory(path, why);
}

// A connection of its own, which reads one snapshot and keeps nobody from writing.
bool copy_database(const std::string& from, const std::string& to) {
  if (!make_empty(to)) return false;
  sqlite::Database database(from, sqlite::Mode::read_only);
  sqlite::Statement(database, "VACUUM INTO ?1").run(to);
  return !database.failed() && sync_file(to) && sync_folder_of(to);
}

bool write_file(const std::string& path, const std::string& bytes) {
  if (!make_empty(path)) return false;
  std::ofstream file(path, std::ios::binary);
  file << bytes << std::flush;
  return file.good() && sync_file(path) && sync_folder_of(path);
}

// Nothing where there is no file; half a line at its end was never answered for.
std::string whole_lines(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  text.erase(text.rfind('\n') + 1);
  return text;
}

// By way of another name, so that a crash never leaves half of a file in place.
std::string next_to(const std::string& path) {
  std::error_code ignored;
  fs::remove(path + ".next", ignored);
  return path + ".next";
}
bool put_in_place(const std::string& next, const std::string& path) {
  std::error_code why;
  fs::rename(next, path, why);
  return !why && sync_folder_of(path);
}

bool copy_file(const std::string& from, const std::string& to) {
  const std::string next = next_to(to);
  std::error_code why;
  if (!make_empty(next)) return false;
  fs::copy_file(from, next, fs::copy_options::overwrite_existing, why);
  if (!why) fs::permissions(next, fs::perms::owner_read | fs::perms::owner_write, why);
  return !why && sync_file(next) && put_in_place(next, to);
}

bool put_journal(const std::string& path, const std::string& text) {
  const std::string next = next_to(path);
  return write_file(next, text) && put_in_place(next, path);
}

// The next line, and what is left.
std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end);
  return line;
}

// Of two that stand in one place: the same, or of one erasure, and then the one without hashes, whose time is
// over, and of two with hashes the sealed one (erasure_line.h). None: they are not of one store.
std::optional<std::string_view> newest_line(std::string_view one, std::string_view other) {
  if (one == other) return one;
  const auto a = erasure_line_from(one.substr(0, one.size() - 1));
  const auto b = erasure_line_from(other.substr(0, other.size() - 1));
  if (!a || !b || !are_of_one_erasure(*a, *b)) return std::nullopt;
  if (a->is_forgotten() != b->is_forgotten()) return a->is_forgotten() ? one : other;
  return a->seal.empty() ? other : one;
}

// Lines are only ever added. None: they are not of one store.
std::optional<std::string> newest(std::string_view a, std::string_view b) {
  std::string all;
  while (!a.empty() && !b.empty()) {
    const auto line = newest_line(next_line(a), next_line(b));
    if (!line) return std::nullopt;
    all += *line;
  }
  return all.append(a).append(b);
}

}  // namespace

Expected<Done, NotCopied> back_up(const std::string& path, const BackupPlaces& places) {
  const std::string data = in(places.data);
  const std::string keys = keystore_path(in(places.keys));
  if (is_there(data) || is_there(keys)) return Unexpected{NotCopied::already_there};
  if (!make_folder(places.data) || !make_folder(places.keys)) return Unexpected{NotCopied::failed};
  bool whole = copy_database(path, data) && copy_database(keystore_path(path), keys);
  const std::string journal = whole_lines(erasure_journal_path(path));
  whole = whole && (journal.empty() || write_file(erasure_journal_path(data), journal));
  if (whole) return Done{};
  std::error_code ignored;
  for (const std::string& file : {data, keys, erasure_journal_path(data)}) {
    fs::remove(file, ignored);
  }
  return Unexpected{NotCopied::failed};
}

Expected<Done, NotCopied> place_backup(const BackupPlaces& places, const std::string& path) {
  const std::string data = in(places.data);
  const std::string keys = keystore_path(in(places.keys));
  if (is_there(path) || is_there(keystore_path(path))) return Unexpected{NotCopied::already_there};
  if (!is_there(data) || !is_there(keys)) return Unexpected{NotCopied::nothing_there};
  const std::string journal = erasure_journal_path(path);
  const auto lines = newest(whole_lines(journal), whole_lines(erasure_journal_path(data)));
  if (!lines) return Unexpected{NotCopied::other_journal};
  if (!lines->empty() && !put_journal(journal, *lines)) return Unexpected{NotCopied::failed};
  // The rows last: without them there is no store to serve.
  if (copy_file(keys, keystore_path(path)) && copy_file(data, path)) return Done{};
  take_backup_away(path);
  return Unexpected{NotCopied::failed};
}

Journal journal_beside(const std::string& path, const std::string& data) {
  const std::string beside = erasure_journal_path(path);
  if (!is_there(beside)) return Journal::missing;
  const std::string ours = whole_lines(beside);
  const std::string theirs = whole_lines(erasure_journal_path(in(data)));
  const auto lines = [](const std::string& text) {
    return std::count(text.begin(), text.end(), '\n');
  };
  return lines(ours) < lines(theirs) ? Journal::older_than_backup : Journal::newest_known;
}

void take_backup_away(const std::string& path) {
  for (const std::string& file : {path, keystore_path(path)}) {
    for (const char* ending : {"", "-wal", "-shm"}) {
      std::error_code ignored;
      fs::remove(file + ending, ignored);
    }
  }
}

}  // namespace samtycke::server
