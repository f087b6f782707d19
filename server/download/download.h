// What a member takes along, in the form that was asked for: the one place that both `samtycke export` and
// `GET me/download` go through, so that a member and an agent get the same bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/consent/member_file.h"
#include "core/view/pages.h"

namespace samtycke::server {

enum class DownloadFormat {
  json,  // For programs; see core/wire/download_json.h.
  csv,   // For spreadsheets: tables in a zip file; see core/wire/download_csv.h.
  html,  // For people: one file to read and print; see core/view/copy.h.
};
std::optional<DownloadFormat> download_format_from(std::string_view key);  // "json", "csv", "html"

struct Download {
  std::string name;  // "uppgifter-2026-03-29.zip", in the language of the setting.
  std::string media_type;
  std::string bytes;
};

// As of the setting's moment. None where it could not be packed: there was no memory for it.
std::optional<Download> make_download(DownloadFormat, const consent::MemberFile&,
                                      const view::Setting&);

}  // namespace samtycke::server
