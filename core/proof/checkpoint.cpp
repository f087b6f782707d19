#include "core/proof/checkpoint.h"

#include <charconv>

#include "core/base/bytes.h"

namespace samtycke::proof {
namespace {

// Every line ends in a newline and holds something.
std::optional<std::vector<std::string_view>> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == 0 || end == std::string_view::npos) return std::nullopt;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::optional<std::uint64_t> size_from(std::string_view digits) {
  std::uint64_t size = 0;
  const char* end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, size);
  if (read.ec != std::errc() || read.ptr != end || std::to_string(size) != digits) {
    return std::nullopt;
  }
  return size;
}

}  // namespace

std::string to_text(const Checkpoint& checkpoint) {
  std::string text = checkpoint.origin + "\n" + std::to_string(checkpoint.head.size) + "\n" +
                     to_base64(to_bytes(checkpoint.head.root)) + "\n";
  for (const std::string& line : checkpoint.extensions) text += line + "\n";
  return text;
}

std::optional<Checkpoint> checkpoint_from(std::string_view text) {
  const auto lines = lines_of(text);
  if (!lines || lines->size() < 3) return std::nullopt;
  const auto size = size_from((*lines)[1]);
  const auto root = from_bytes<Hash>(from_base64((*lines)[2]).value_or(""));
  if (!size || !root) return std::nullopt;
  Checkpoint checkpoint{std::string((*lines)[0]), {*size, *root}};
  for (std::size_t i = 3; i < lines->size(); ++i) checkpoint.extensions.emplace_back((*lines)[i]);
  return checkpoint;
}

}  // namespace samtycke::proof
