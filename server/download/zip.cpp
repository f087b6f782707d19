#include "server/download/zip.h"

#include <zip.h>

#include <ctime>
#include <memory>

namespace samtycke::server {
namespace {

// The archive lies in memory only: what a member takes along is never a temporary file.
using Source = std::unique_ptr<zip_source_t, decltype(&zip_source_free)>;

bool add(zip_t* archive, const ZippedFile& file, Instant at) {
  // A source that was added is the archive's to free.
  zip_source_t* bytes = zip_source_buffer(archive, file.bytes.data(), file.bytes.size(), 0);
  if (bytes == nullptr) return false;
  const zip_int64_t index = zip_file_add(archive, file.name.c_str(), bytes, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(bytes);
    return false;
  }
  const auto seconds = static_cast<std::time_t>(at.utc_ms / 1000);
  return zip_file_set_mtime(archive, static_cast<zip_uint64_t>(index), seconds, 0) == 0;
}

std::optional<std::string> whole(zip_source_t* source) {
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_source_stat(source, &about) != 0 || (about.valid & ZIP_STAT_SIZE) == 0) {
    return std::nullopt;
  }
  if (zip_source_open(source) != 0) return std::nullopt;
  std::string bytes(static_cast<std::size_t>(about.size), '\0');
  const zip_int64_t read = zip_source_read(source, bytes.data(), about.size);
  zip_source_close(source);
  if (read < 0 || static_cast<zip_uint64_t>(read) != about.size) return std::nullopt;
  return bytes;
}

}  // namespace

std::optional<std::string> zip(const std::vector<ZippedFile>& files, Instant at) {
  const Source source(zip_source_buffer_create(nullptr, 0, 0, nullptr), &zip_source_free);
  if (source == nullptr) return std::nullopt;
  zip_t* archive = zip_open_from_source(source.get(), ZIP_TRUNCATE, nullptr);
  if (archive == nullptr) return std::nullopt;
  zip_source_keep(source.get());  // The archive frees its own hold of it.
  for (const ZippedFile& file : files) {
    if (add(archive, file, at)) continue;
    zip_discard(archive);
    return std::nullopt;
  }
  if (zip_close(archive) != 0) {
    zip_discard(archive);
    return std::nullopt;
  }
  return whole(source.get());
}

}  // namespace samtycke::server
