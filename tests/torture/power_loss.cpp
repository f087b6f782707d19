#include "tests/torture/power_loss.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "core/base/check.h"

namespace samtycke::torture {
namespace {

namespace fs = std::filesystem;
using Kind = Call::Kind;

constexpr std::size_t sector = 512;

// How many of eight unsynced pieces survive.
constexpr std::size_t eighths[] = {0, 8, 4, 7};

class Wreck {
 public:
  Wreck(const std::vector<Call>& calls, std::size_t issued, std::size_t luck, Dice* dice)
      : calls_(calls), issued_(issued), luck_(luck), dice_(dice) {
    for (std::size_t n = 0; n < issued; ++n) {
      if (calls[n].kind == Kind::sync) synced_[calls[n].file] = n;
      if (calls[n].kind == Kind::sync_folder) folder_synced_ = n;
    }
  }

  Image image() {
    for (std::size_t n = 0; n < issued_; ++n) carry_out(calls_[n], n);
    Image image;
    for (const auto& [name, file] : names_) image[name] = files_[file];
    return image;
  }

 private:
  bool survives() { return luck_ == 8 || (luck_ != 0 && below(*dice_, 8) < luck_); }
  bool is_durable(int file, std::size_t n) const {
    const auto found = synced_.find(file);
    return found != synced_.end() && n < found->second;
  }

  void carry_out(const Call& call, std::size_t n) {
    switch (call.kind) {
      case Kind::sync:
      case Kind::sync_folder: return;
      case Kind::write: return write(call, is_durable(call.file, n));
      case Kind::cut:
        if (is_durable(call.file, n) || survives()) {
          files_[call.file].resize(static_cast<std::size_t>(call.at));
        }
        return;
      case Kind::make:
      case Kind::rename:
      case Kind::remove:
        if (n < folder_synced_ || survives()) change_name(call);
        return;
    }
  }

  void write(const Call& call, bool whole) {
    std::string& bytes = files_[call.file];
    const auto start = static_cast<std::size_t>(call.at);
    const std::size_t end = start + call.bytes.size();
    for (std::size_t from = start; from < end;) {
      const std::size_t to = whole ? end : std::min(end, (from / sector + 1) * sector);
      if (whole || survives()) {
        if (bytes.size() < to) bytes.resize(to);
        std::copy_n(call.bytes.begin() + static_cast<std::ptrdiff_t>(from - start), to - from,
                    bytes.begin() + static_cast<std::ptrdiff_t>(from));
      }
      from = to;
    }
  }

  void change_name(const Call& call) {
    if (call.kind == Kind::make) {
      names_[call.name] = call.file;
      return;
    }
    const auto found = names_.find(call.name);
    if (found == names_.end() || found->second != call.file) return;
    names_.erase(found);
    if (call.kind == Kind::rename) names_[call.to] = call.file;
  }

  const std::vector<Call>& calls_;
  const std::size_t issued_;
  const std::size_t luck_;
  Dice* const dice_;
  std::map<int, std::size_t> synced_;
  std::size_t folder_synced_ = 0;
  std::map<std::string, int> names_;
  std::map<int, std::string> files_;
};

}  // namespace

Image after_power_loss(const std::vector<Call>& calls, std::size_t issued, Dice& dice) {
  return Wreck(calls, issued, eighths[below(dice, std::size(eighths))], &dice).image();
}

Image only_synced(const std::vector<Call>& calls, std::size_t issued) {
  return Wreck(calls, issued, 0, nullptr).image();
}

void write_image(const Image& image, const std::string& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) fs::remove_all(entry.path());
  for (const auto& [name, bytes] : image) {
    const std::string path = (fs::path(folder) / name).string();
    std::ofstream(path, std::ios::binary) << bytes;
    // A key file that others may read would be refused, rightly.
    SAMTYCKE_CHECK(::chmod(path.c_str(), 0600) == 0);
  }
}

}  // namespace samtycke::torture
