#include "core/proof/big_endian.h"

#include "core/base/check.h"

namespace samtycke::proof {
namespace {

void append_number(std::string& out, std::uint64_t value, unsigned size) {
  for (unsigned byte = size; byte > 0; --byte) {
    out += static_cast<char>(static_cast<unsigned char>(value >> 8U * (byte - 1) & 255U));
  }
}

}  // namespace

void append_u8(std::string& out, std::uint8_t value) {
  append_number(out, value, 1);
}
void append_u32(std::string& out, std::uint32_t value) {
  append_number(out, value, 4);
}
void append_u64(std::string& out, std::uint64_t value) {
  append_number(out, value, 8);
}
void append_hash(std::string& out, const Hash& hash) {
  out.append(hash.bytes.begin(), hash.bytes.end());
}
void append_text(std::string& out, std::string_view text) {
  SAMTYCKE_CHECK(text.size() <= UINT32_MAX);
  append_u32(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

std::string_view ByteReader::take(std::size_t size) {
  if (size > left_.size()) {
    cut_off_ = true;
    left_ = {};
    return {};
  }
  const std::string_view taken = left_.substr(0, size);
  left_.remove_prefix(size);
  return taken;
}

std::uint64_t ByteReader::number(std::size_t size) {
  std::uint64_t value = 0;
  for (const char byte : take(size)) value = value << 8U | static_cast<unsigned char>(byte);
  return value;
}

std::uint8_t ByteReader::u8() {
  return static_cast<std::uint8_t>(number(1));
}
std::uint32_t ByteReader::u32() {
  return static_cast<std::uint32_t>(number(4));
}
std::uint64_t ByteReader::u64() {
  return number(8);
}
Hash ByteReader::hash() {
  return from_bytes<Hash>(take(sizeof(Hash))).value_or(Hash{});
}
std::string_view ByteReader::text() {
  return take(u32());
}

}  // namespace samtycke::proof
