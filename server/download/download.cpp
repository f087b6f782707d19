#include "server/download/download.h"

#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/base/day.h"
#include "core/view/copy.h"
#include "core/wire/download_csv.h"
#include "core/wire/download_json.h"
#include "server/download/zip.h"

namespace samtycke::server {
namespace {

std::string named(const view::Setting& setting, std::string_view extension) {
  const std::string path = view::path_of(view::PageName::data, setting.words);
  return path.substr(path.rfind('/') + 1) + "-" + iso(local_day(setting.now)) +
         std::string(extension);
}

std::optional<Download> zipped_tables(const consent::MemberFile& file,
                                      const view::Setting& setting) {
  std::vector<ZippedFile> files;
  for (wire::CsvFile& one :
       wire::encode_download_csv(file, setting.notice, setting.words.language(), setting.now)) {
    files.push_back({std::move(one.name), std::move(one.text)});
  }
  auto bytes = zip(files, setting.now);
  if (!bytes) return std::nullopt;
  return Download{named(setting, ".zip"), "application/zip", *std::move(bytes)};
}

}  // namespace

std::optional<DownloadFormat> download_format_from(std::string_view key) {
  if (key == "json") return DownloadFormat::json;
  if (key == "csv") return DownloadFormat::csv;
  if (key == "html") return DownloadFormat::html;
  return std::nullopt;
}

std::optional<Download> make_download(DownloadFormat format, const consent::MemberFile& file,
                                      const view::Setting& setting) {
  switch (format) {
    case DownloadFormat::json:
      return Download{named(setting, ".json"), "application/json",
                      wire::encode_download(file, setting.notice, setting.now)};
    case DownloadFormat::csv: return zipped_tables(file, setting);
    case DownloadFormat::html:
      return Download{named(setting, ".html"), "text/html; charset=utf-8",
                      view::copy_document(setting, file)};
  }
  SAMTYCKE_NEVER("every case returns");
}

}  // namespace samtycke::server
