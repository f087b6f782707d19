#include "server/store/deflated.h"

#include <zlib.h>

#include "core/base/check.h"

namespace samtycke::server {
namespace {

const Bytef* bytes_of(std::string_view text) {
  return reinterpret_cast<const Bytef*>(text.data());
}

Bytef* bytes_of(std::string& text) {
  return reinterpret_cast<Bytef*>(text.data());
}

}  // namespace

std::string deflated(std::string_view text) {
  uLongf size = compressBound(static_cast<uLong>(text.size()));
  std::string out(size, '\0');
  // Fast: an answer of 14 KB becomes 3 KB by it, and hardly less by the slowest.
  const int done = compress2(bytes_of(out), &size, bytes_of(text), static_cast<uLong>(text.size()),
                             Z_BEST_SPEED);
  SAMTYCKE_CHECK(done == Z_OK);  // There is room, and the level is one of zlib's.
  out.resize(size);
  return out;
}

std::optional<std::string> inflated(std::string_view deflated, std::size_t size) {
  std::string out(size, '\0');
  auto written = static_cast<uLongf>(size);
  const int done =
      uncompress(bytes_of(out), &written, bytes_of(deflated), static_cast<uLong>(deflated.size()));
  if (done != Z_OK || written != size) return std::nullopt;
  return out;
}

}  // namespace samtycke::server
