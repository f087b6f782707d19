#include "server/config/notice_folder.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include "core/notice/hashes.h"
#include "core/notice/lint.h"
#include "core/proof/sha256.h"
#include "core/wire/notice_json.h"
#include "core/wire/offers_json.h"
#include "server/config/whole_file.h"
#include "server/config/whole_folder.h"

namespace samtycke::server {
namespace {

namespace fs = std::filesystem;
using notice::Notice;

constexpr const char* sums_file = "SHA256SUMS";
constexpr const char* version_file = "version.json";
constexpr const char* offers_file = "offers.json";

Unexpected<NoticeFault> fault(NoticeFaultKind kind, std::string line) {
  return Unexpected{NoticeFault{kind, std::move(line)}};
}

Expected<std::string, NoticeFault> read_file(const fs::path& path) {
  auto bytes = read_whole_file(path.string());
  if (!bytes) return fault(NoticeFaultKind::unreadable, path.string() + " cannot be read");
  return std::move(*bytes);
}

// The files of a folder by name. In the draft's folder other things may lie: a README, a licence.
enum class Take { all, json_only };
Expected<wire::NoticeFiles, NoticeFault> read_folder(const fs::path& dir, Take take) {
  std::error_code error;
  fs::directory_iterator entries(dir, error);
  if (error) return fault(NoticeFaultKind::unreadable, dir.string() + " is not a readable folder");
  wire::NoticeFiles files;
  for (; entries != fs::directory_iterator(); entries.increment(error)) {
    const fs::path path = entries->path();
    if (take == Take::json_only && path.extension() != ".json") continue;
    auto bytes = read_file(path);
    if (!bytes.ok()) return Unexpected{bytes.reason()};
    files.emplace(path.filename().string(), std::move(bytes).value());
  }
  if (error) return fault(NoticeFaultKind::unreadable, dir.string() + " cannot be read to its end");
  return files;
}

Unexpected<NoticeFault> broken(const fs::path& file, const wire::BadDocument& why) {
  const std::string place = why.pointer.empty() ? "" : " at " + why.pointer;
  return fault(NoticeFaultKind::broken,
               file.string() + place + ": " + why.detail + " (" + std::string(key(why.kind)) + ")");
}

Expected<Notice, NoticeFault> decode(const fs::path& dir, const wire::NoticeFiles& files) {
  auto notice = wire::decode_notice_files(files);
  if (!notice.ok()) return broken(dir / notice.reason().file, notice.reason().why);
  Notice complete = std::move(notice).value();
  notice::fill_hashes(complete, proof::sha256_hex);
  return complete;
}

// ---- what was published

// What SHA256SUMS must say, in the form of sha256sum.
std::string sums_of(const wire::NoticeFiles& files, int version, const std::string& sums_before) {
  std::map<std::string, std::string> sums;
  for (const auto& [name, bytes] : files) sums[name] = proof::sha256_hex(bytes);
  if (version > 1) {
    sums["../" + std::to_string(version - 1) + "/" + sums_file] = proof::sha256_hex(sums_before);
  }
  std::string text;
  for (const auto& [name, sum] : sums) text.append(sum).append("  ").append(name).append("\n");
  return text;
}

// The file that the first differing line is about. Both texts are in the order of the files' names.
std::string first_difference(std::string_view said, std::string_view found) {
  const auto name_in = [](std::string_view line) {
    constexpr std::size_t sum_and_gap = 66;
    return line.size() > sum_and_gap ? line.substr(sum_and_gap) : std::string_view(sums_file);
  };
  while (!said.empty() && !found.empty()) {
    const std::string_view a = said.substr(0, said.find('\n'));
    const std::string_view b = found.substr(0, found.find('\n'));
    if (a != b) return std::string(std::min(name_in(a), name_in(b)));
    said.remove_prefix(std::min(said.size(), a.size() + 1));
    found.remove_prefix(std::min(found.size(), b.size() + 1));
  }
  const std::string_view rest = said.empty() ? found : said;
  return std::string(name_in(rest.substr(0, rest.find('\n'))));
}

struct Frozen {
  Notice notice;
  wire::NoticeFiles files;
  std::string sums;
};

Expected<Frozen, NoticeFault> load_version(const fs::path& dir, int version,
                                           const std::string& sums_before) {
  auto read = read_folder(dir, Take::all);
  if (!read.ok()) return Unexpected{read.reason()};
  Frozen frozen;
  frozen.files = std::move(read).value();
  const auto sums = frozen.files.find(sums_file);
  if (sums == frozen.files.end()) {
    return fault(NoticeFaultKind::changed, (dir / sums_file).string() + " is missing");
  }
  frozen.sums = std::move(sums->second);
  frozen.files.erase(sums);
  const std::string found = sums_of(frozen.files, version, sums_before);
  if (found != frozen.sums) {
    return fault(NoticeFaultKind::changed,
                 (dir / first_difference(frozen.sums, found)).lexically_normal().string() +
                     " is not what was published; a published version never changes");
  }
  auto notice = decode(dir, frozen.files);
  if (!notice.ok()) return Unexpected{notice.reason()};
  frozen.notice = std::move(notice).value();
  if (frozen.notice.version != version) {
    return fault(NoticeFaultKind::changed,
                 (dir / version_file).string() + " at /version: not the version of its folder");
  }
  return frozen;
}

std::optional<int> version_from(const std::string& name) {
  int version = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), version);
  const bool whole = error == std::errc() && end == name.data() + name.size();
  if (!whole || version < 1 || std::to_string(version) != name) return std::nullopt;
  return version;
}

// How many versions there are: 1 to n without a gap. A name that begins with a dot is what an
// interrupted publication left behind.
Expected<int, NoticeFault> count_versions(const fs::path& published) {
  std::error_code error;
  if (!fs::exists(published, error)) return 0;
  fs::directory_iterator entries(published, error);
  if (error) return fault(NoticeFaultKind::unreadable, published.string() + " cannot be read");
  int count = 0;
  int highest = 0;
  for (; entries != fs::directory_iterator(); entries.increment(error)) {
    const std::string name = entries->path().filename().string();
    if (name.front() == '.') continue;
    const auto version = version_from(name);
    if (!version) {
      return fault(NoticeFaultKind::changed,
                   entries->path().string() + " is not a version's folder");
    }
    ++count;
    highest = std::max(highest, *version);
  }
  if (count != highest) {
    return fault(NoticeFaultKind::changed, published.string() + ": a version before " +
                                               std::to_string(highest) + " is missing");
  }
  return count;
}

Expected<std::vector<Frozen>, NoticeFault> load_all(const fs::path& dir) {
  const fs::path published = dir / "published";
  const auto count = count_versions(published);
  if (!count.ok()) return Unexpected{count.reason()};
  std::vector<Frozen> versions;
  for (int version = 1; version <= count.value(); ++version) {
    auto frozen = load_version(published / std::to_string(version), version,
                               versions.empty() ? std::string() : versions.back().sums);
    if (!frozen.ok()) return Unexpected{frozen.reason()};
    versions.push_back(std::move(frozen).value());
  }
  return versions;
}

Expected<wire::NoticeFiles, NoticeFault> read_draft(const fs::path& dir) {
  auto files = read_folder(dir, Take::json_only);
  if (files.ok()) files.value().erase(offers_file);
  if (files.ok() && files.value().count(version_file) != 0) {
    return fault(NoticeFaultKind::broken, (dir / version_file).string() +
                                              ": a draft has no version; publishing gives it one");
  }
  return files;
}

// The first error of it, if there is one.
std::optional<NoticeFault> unworkable(const std::string& dir, const Notice& notice) {
  for (const notice::Finding& finding : notice::lint(notice)) {
    if (notice::severity(finding.doubt) != notice::Severity::error) continue;
    return NoticeFault{NoticeFaultKind::unworkable, dir + ": " + finding.place +
                                                        " cannot work as written (" +
                                                        std::string(notice::key(finding.doubt)) +
                                                        "); `samtycke notice check` says why"};
  }
  return std::nullopt;
}

}  // namespace

Expected<Notice, NoticeFault> load_draft(const std::string& dir) {
  const auto files = read_draft(dir);
  if (!files.ok()) return Unexpected{files.reason()};
  return decode(dir, files.value());
}

Expected<std::vector<Notice>, NoticeFault> load_published(const std::string& dir) {
  std::error_code error;
  if (!fs::is_directory(dir, error)) {
    return fault(NoticeFaultKind::unreadable, dir + " is not a readable folder");
  }
  auto versions = load_all(dir);
  if (!versions.ok()) return Unexpected{versions.reason()};
  if (versions.value().empty()) {
    return fault(NoticeFaultKind::unpublished,
                 dir + ": no version is published yet; `samtycke notice publish` does it");
  }
  std::vector<Notice> notices;
  for (Frozen& frozen : versions.value()) notices.push_back(std::move(frozen.notice));
  return notices;
}

Expected<Notice, NoticeFault> load_either(const std::string& dir) {
  // "DIR/published/2/" too.
  const fs::path path = fs::path(dir + "/.").lexically_normal().parent_path();
  const auto version = version_from(path.filename().string());
  if (!version || path.parent_path().filename() != "published") return load_draft(dir);
  const auto versions = load_published(path.parent_path().parent_path().string());
  if (!versions.ok()) return Unexpected{versions.reason()};
  const auto index = static_cast<std::size_t>(*version) - 1;
  if (index >= versions.value().size()) {
    return fault(NoticeFaultKind::unreadable, dir + " is not there");
  }
  return versions.value()[index];
}

Expected<notice::Offers, NoticeFault> load_offers(const std::string& dir, const Notice& notice) {
  const fs::path path = fs::path(dir) / offers_file;
  std::error_code error;
  if (!fs::exists(path, error)) return notice::Offers();
  const auto text = read_file(path);
  if (!text.ok()) return Unexpected{text.reason()};
  auto offers = wire::decode_offers(text.value(), notice);
  if (!offers.ok()) return broken(path, offers.reason());
  return std::move(offers).value();
}

Expected<Publication, NoticeFault> publish(const std::string& dir, Day today) {
  const auto versions = load_all(dir);
  if (!versions.ok()) return Unexpected{versions.reason()};
  auto draft = read_draft(dir);
  if (!draft.ok()) return Unexpected{draft.reason()};
  const auto complete = decode(dir, draft.value());
  if (!complete.ok()) return Unexpected{complete.reason()};
  if (auto error = unworkable(dir, complete.value())) return Unexpected{std::move(*error)};

  wire::NoticeFiles files = std::move(draft).value();
  const int version = static_cast<int>(versions.value().size()) + 1;
  std::string sums_before;
  if (version > 1) {
    wire::NoticeFiles before = versions.value().back().files;
    before.erase(version_file);
    if (before == files) {
      return fault(NoticeFaultKind::unchanged, dir + ": nothing changed since version " +
                                                   std::to_string(version - 1) + " was published");
    }
    sums_before = versions.value().back().sums;
  }
  files[version_file] =
      "{\"version\": " + std::to_string(version) + ", \"published\": \"" + iso(today) + "\"}\n";
  const std::string sums = sums_of(files, version, sums_before);
  files[sums_file] = sums;

  const fs::path target = fs::path(dir) / "published" / std::to_string(version);
  if (!write_whole_folder(target.string(), files)) {
    return fault(NoticeFaultKind::unwritable, target.string() + " cannot be written");
  }
  return Publication{version, proof::sha256_hex(sums)};
}

}  // namespace samtycke::server
