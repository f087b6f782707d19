#include "server/http/static_files.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <vector>

#include "core/proof/sha256.h"
#include "server/config/whole_file.h"
#include "server/http/headers.h"

namespace samtycke::server {
namespace {

namespace fs = std::filesystem;

struct Type {
  std::string_view ending;
  std::string_view type;
};
// Nothing else is served, whatever else a build leaves in the folder.
constexpr auto types = std::to_array<Type>({
    {".css", "text/css; charset=utf-8"},
    {".ico", "image/x-icon"},
    {".js", "text/javascript; charset=utf-8"},
    {".otf", "font/otf"},
    {".png", "image/png"},
    {".svg", "image/svg+xml"},
    {".wasm", "application/wasm"},
    {".woff2", "font/woff2"},
});

std::string_view type_of(std::string_view name) {
  const auto found = std::find_if(types.begin(), types.end(),
                                  [name](const Type& t) { return name.ends_with(t.ending); });
  return found == types.end() ? std::string_view{} : found->type;
}

std::vector<fs::path> files_in(const std::string& folder) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (fs::directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (at->is_regular_file(ignored)) paths.push_back(at->path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

StaticFiles StaticFiles::read(const std::string& folder) {
  StaticFiles files;
  std::string sums;
  for (const fs::path& path : files_in(folder)) {
    const std::string name = path.filename().string();
    if (name == "index.html") {
      files.index_ = read_whole_file(path.string()).value_or("");
      sums += proof::sha256_hex(files.index_);
      continue;
    }
    const std::string_view type = type_of(name);
    if (type.empty()) continue;
    File file{std::string{type}, read_whole_file(path.string()).value_or(""), "", ""};
    // A compressed copy that is older than its file belongs to an earlier build. brotli gives its copy
    // the time of the file, cut to whole seconds.
    for (const auto& [ending, copy] : {std::pair{".br", &file.br}, std::pair{".gz", &file.gzip}}) {
      const fs::path beside = path.string() + ending;
      std::error_code error;
      const auto copy_time = fs::last_write_time(beside, error);
      if (error) continue;
      const auto file_time = fs::last_write_time(path, error);
      if (!error && copy_time + std::chrono::seconds{1} > file_time)
        *copy = read_whole_file(beside.string()).value_or("");
    }
    const std::string sum = proof::sha256_hex(file.plain);
    const std::string address =
        "/static/" + path.stem().string() + "." + sum.substr(0, 16) + path.extension().string();
    sums += sum;
    files.address_by_name_[name] = address;
    files.by_address_[address] = std::move(file);
  }
  files.build_ = proof::sha256_hex(sums).substr(0, 16);
  return files;
}

std::string StaticFiles::address_of(std::string_view name) const {
  const auto found = address_by_name_.find(name);
  return found == address_by_name_.end() ? std::string{} : found->second;
}

std::string_view StaticFiles::text_of(std::string_view name) const {
  return name == "index.html" ? std::string_view{index_} : std::string_view{};
}

std::optional<Answer> StaticFiles::serve(const Request& request) const {
  const auto found = by_address_.find(request.path);
  if (found == by_address_.end()) return std::nullopt;
  const File& file = found->second;
  Answer answer;
  answer.cache = "public, max-age=31536000, immutable";
  answer.headers = {{"Content-Type", file.type}, {"Vary", "Accept-Encoding"}};
  const std::string_view accepted = header(request, "accept-encoding");
  if (!file.br.empty() && accepts_encoding(accepted, "br")) {
    answer.headers.emplace_back("Content-Encoding", "br");
    answer.body = file.br;
  } else if (!file.gzip.empty() && accepts_encoding(accepted, "gzip")) {
    answer.headers.emplace_back("Content-Encoding", "gzip");
    answer.body = file.gzip;
  } else {
    answer.body = file.plain;
  }
  return answer;
}

std::string stamp_of_folder(const std::string& folder) {
  std::string text;
  for (const fs::path& path : files_in(folder)) {
    std::error_code error;
    const auto time = fs::last_write_time(path, error).time_since_epoch().count();
    const auto size = fs::file_size(path, error);
    text +=
        path.filename().string() + " " + std::to_string(time) + " " + std::to_string(size) + "\n";
  }
  return proof::sha256_hex(text);
}

}  // namespace samtycke::server
