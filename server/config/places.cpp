#include "server/config/places.h"

#include <array>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace samtycke::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view sqlite_prefix = "sqlite:";

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

// An assets folder is one that holds texts: a folder of that name alone may be anyone's.
bool holds_assets(const fs::path& path) {
  return is_folder(path / "text");
}

std::optional<std::string> find_assets(std::string_view folder) {
  if (const fs::path here = fs::path(folder) / "assets"; holds_assets(here)) return here.string();
  const fs::path program = program_folder();
  constexpr std::array<std::string_view, 3> beside = {"../../assets", "../../../assets",
                                                      "../share/samtycke"};
  for (const std::string_view place : beside) {
    const fs::path candidate = (program / place).lexically_normal();
    if (holds_assets(candidate)) return candidate.string();
  }
  return std::nullopt;
}

// Between the host and the parameters. It names files, so nothing that leads to another folder.
std::string database_of(std::string_view url) {
  url.remove_prefix(url.find("://") + 3);
  const std::size_t slash = url.find('/');
  if (slash == std::string_view::npos) return {};
  std::string_view name = url.substr(slash + 1);
  name = name.substr(0, name.find('?'));
  if (name.find_first_of("/%") != std::string_view::npos || name.starts_with('.')) return {};
  return std::string(name);
}

}  // namespace

std::string program_folder() {
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  return failed ? std::string(".") : program.parent_path().string();
}

std::string path_in(std::string_view folder, std::string_view path) {
  return (fs::path(folder) / fs::path(path)).lexically_normal().string();
}

std::string sqlite_path(std::string_view db) {
  if (!db.starts_with(sqlite_prefix)) return {};
  return std::string(db.substr(sqlite_prefix.size()));
}

bool is_postgres(std::string_view db) {
  return db.starts_with("postgresql://") || db.starts_with("postgres://");
}

std::string admin_socket_path(std::string_view db) {
  return sqlite_path(db) + ".admin";
}

Expected<Places, CannotStart> settle_store(Places places, std::string_view folder) {
  const std::string file = sqlite_path(places.db);
  if (is_postgres(places.db)) {
    const std::string database = database_of(places.db);
    if (database.empty()) {
      return Unexpected{CannotStart{"--db must name its database: postgresql://HOST/DATABASE"}};
    }
    places.files = path_in(folder, "data/" + database);
  } else if (file.empty()) {
    return Unexpected{CannotStart{"--db must be sqlite:PATH or postgresql://HOST/DATABASE"}};
  } else {
    places.files = path_in(folder, file);
    places.db = std::string(sqlite_prefix) + places.files;
  }
  if (!places.keys_db.empty() && (!is_postgres(places.db) || !is_postgres(places.keys_db))) {
    return Unexpected{CannotStart{"--keys-db goes with --db postgresql://…, and is such a URL"}};
  }
  if (!places.key_file.empty()) places.key_file = path_in(folder, places.key_file);
  return places;
}

Expected<Places, CannotStart> settle(Places asked, std::string_view folder) {
  auto settled = settle_store(std::move(asked), folder);
  if (!settled.ok()) return settled;
  Places places = std::move(settled).value();

  if (places.assets.empty()) {
    const std::optional<std::string> found = find_assets(folder);
    if (!found) {
      return Unexpected{
          CannotStart{"no assets folder beside the program or in the current folder; "
                      "name it with --assets"}};
    }
    places.assets = *found;
  } else {
    places.assets = path_in(folder, places.assets);
    if (!is_folder(places.assets)) {
      return Unexpected{CannotStart{"--assets " + places.assets + " is not a folder"}};
    }
  }

  places.notice = places.notice.empty() ? path_in(places.assets, "notice/hemtex")
                                        : path_in(folder, places.notice);
  return places;
}

std::string default_web_folder() {
  const fs::path program = program_folder();
  const fs::path built = (program / "../web").lexically_normal();
  const fs::path installed = (program / "../share/samtycke/web").lexically_normal();
  return is_folder(built) || !is_folder(installed) ? built.string() : installed.string();
}

}  // namespace samtycke::server
