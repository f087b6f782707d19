#include "core/view/qr_code.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace samtycke::view {
namespace {

using Byte = std::uint8_t;

// Version, data bytes and bytes of error correction at level M.
struct Capacity {
  std::size_t version, data, correction;
};
constexpr std::array capacities = {Capacity{1, 16, 10}, Capacity{2, 28, 16}, Capacity{3, 44, 26}};

// ---- The bytes.

class Bits {
 public:
  void add(unsigned value, unsigned count) {
    for (unsigned i = count; i > 0; --i) bits_.push_back((value >> (i - 1) & 1U) != 0);
  }
  std::size_t count() const { return bits_.size(); }
  std::vector<Byte> bytes() const {
    std::vector<Byte> all(bits_.size() / 8);
    for (std::size_t i = 0; i < all.size() * 8; ++i)
      all[i / 8] = static_cast<Byte>(all[i / 8] << 1 | (bits_[i] ? 1 : 0));
    return all;
  }

 private:
  std::vector<bool> bits_;
};

// Mode 4 (bytes), the length, the text, an end of four zeros, and bytes that only fill.
std::vector<Byte> data_bytes(std::string_view text, const Capacity& capacity) {
  Bits bits;
  bits.add(4, 4);
  bits.add(static_cast<unsigned>(text.size()), 8);
  for (const char c : text) bits.add(static_cast<unsigned char>(c), 8);
  bits.add(0, 4);
  std::vector<Byte> all = bits.bytes();
  for (bool odd = true; all.size() < capacity.data; odd = !odd) all.push_back(odd ? 0xEC : 0x11);
  return all;
}

// In the field of 256 elements modulo x^8 + x^4 + x^3 + x^2 + 1.
Byte product(Byte a, Byte b) {
  unsigned result = 0;
  for (int i = 7; i >= 0; --i) {
    result = (result << 1) ^ ((result >> 7) * 0x11DU);
    if ((b >> i & 1) != 0) result ^= a;
  }
  return static_cast<Byte>(result);
}

// The remainder of Reed and Solomon.
std::vector<Byte> correction_of(const std::vector<Byte>& data, std::size_t count) {
  // The product of (x - 2^i), without its leading 1.
  std::vector<Byte> divisor(count, 0);
  divisor.back() = 1;
  Byte root = 1;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < count; ++j) {
      divisor[j] = product(divisor[j], root);
      if (j + 1 < count) divisor[j] ^= divisor[j + 1];
    }
    root = product(root, 2);
  }
  std::vector<Byte> rest(count, 0);
  for (const Byte byte : data) {
    const Byte factor = static_cast<Byte>(byte ^ rest.front());
    rest.erase(rest.begin());
    rest.push_back(0);
    for (std::size_t i = 0; i < count; ++i) rest[i] ^= product(divisor[i], factor);
  }
  return rest;
}

// ---- The modules.

class Drawing {
 public:
  explicit Drawing(std::size_t version)
      : size_(17 + 4 * version), dark_(size_ * size_), fixed_(size_ * size_) {
    for (std::size_t i = 0; i < size_; ++i) {
      fix(6, i, i % 2 == 0);
      fix(i, 6, i % 2 == 0);
    }
    finder(3, 3);
    finder(size_ - 4, 3);
    finder(3, size_ - 4);
    if (version > 1) alignment(size_ - 7);
    put_format(0);  // Keeps its place; the real one comes with the mask.
  }

  // Upwards and downwards in turn, two columns at a time from the right, past the timing column.
  void put(const std::vector<Byte>& bytes) {
    std::size_t i = 0;
    bool upwards = true;
    for (std::size_t right = size_ - 1; right >= 1; right -= 2) {
      if (right == 6) right = 5;
      for (std::size_t step = 0; step < size_; ++step) {
        const std::size_t y = upwards ? size_ - 1 - step : step;
        for (const std::size_t x : {right, right - 1}) {
          if (fixed_[y * size_ + x] || i >= bytes.size() * 8) continue;
          dark_[y * size_ + x] = (bytes[i / 8] >> (7 - i % 8) & 1) != 0;
          ++i;
        }
      }
      upwards = !upwards;
      if (right == 1) break;
    }
  }

  void mask(unsigned number) {
    for (std::size_t y = 0; y < size_; ++y)
      for (std::size_t x = 0; x < size_; ++x)
        if (!fixed_[y * size_ + x] && inverts(number, x, y))
          dark_[y * size_ + x] = !dark_[y * size_ + x];
    put_format(number);
  }

  // How hard it is to read: long runs, blocks, what looks like a finder, too much of one colour.
  int penalty() const;

  QrCode code() && { return {size_, std::move(dark_)}; }

 private:
  bool at(std::size_t x, std::size_t y) const { return dark_[y * size_ + x]; }
  void fix(std::size_t x, std::size_t y, bool dark) {
    dark_[y * size_ + x] = dark;
    fixed_[y * size_ + x] = true;
  }
  static std::size_t apart(std::size_t a, std::size_t b) { return a > b ? a - b : b - a; }

  void finder(std::size_t x, std::size_t y) {
    for (std::size_t row = y > 4 ? y - 4 : 0; row <= y + 4 && row < size_; ++row)
      for (std::size_t column = x > 4 ? x - 4 : 0; column <= x + 4 && column < size_; ++column) {
        const std::size_t ring = std::max(apart(row, y), apart(column, x));
        fix(column, row, ring != 2 && ring != 4);
      }
  }
  void alignment(std::size_t middle) {
    for (std::size_t row = middle - 2; row <= middle + 2; ++row)
      for (std::size_t column = middle - 2; column <= middle + 2; ++column)
        fix(column, row, std::max(apart(row, middle), apart(column, middle)) != 1);
  }

  static bool inverts(unsigned number, std::size_t x, std::size_t y) {
    switch (number) {
      case 0: return (x + y) % 2 == 0;
      case 1: return y % 2 == 0;
      case 2: return x % 3 == 0;
      case 3: return (x + y) % 3 == 0;
      case 4: return (x / 3 + y / 2) % 2 == 0;
      case 5: return x * y % 2 + x * y % 3 == 0;
      case 6: return (x * y % 2 + x * y % 3) % 2 == 0;
      default: return ((x + y) % 2 + x * y % 3) % 2 == 0;
    }
  }

  // Level M is 00; ten bits guard it and the mask's number.
  void put_format(unsigned mask_number) {
    unsigned rest = mask_number;
    for (int i = 0; i < 10; ++i) rest = (rest << 1) ^ ((rest >> 9) * 0x537U);
    const unsigned bits = (mask_number << 10 | rest) ^ 0x5412U;
    const auto bit = [&](std::size_t i) { return (bits >> i & 1U) != 0; };
    for (std::size_t i = 0; i <= 5; ++i) fix(8, i, bit(i));
    fix(8, 7, bit(6));
    fix(8, 8, bit(7));
    fix(7, 8, bit(8));
    for (std::size_t i = 9; i < 15; ++i) fix(14 - i, 8, bit(i));
    for (std::size_t i = 0; i < 8; ++i) fix(size_ - 1 - i, 8, bit(i));
    for (std::size_t i = 8; i < 15; ++i) fix(8, size_ - 15 + i, bit(i));
    fix(8, size_ - 8, true);
  }

  std::size_t size_;
  std::vector<bool> dark_, fixed_;
};

// Of one row or column: runs of five or more, and 1:1:3:1:1 with four light ones beside it.
int penalty_of_line(const std::vector<bool>& line) {
  int penalty = 0;
  std::size_t run = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    run = i > 0 && line[i] == line[i - 1] ? run + 1 : 1;
    if (run == 5) penalty += 3;
    if (run > 5) ++penalty;
  }
  constexpr std::array<bool, 11> before = {false, false, false, false, true, false,
                                           true,  true,  true,  false, true};
  for (std::size_t i = 0; i + before.size() <= line.size(); ++i) {
    bool forwards = true, backwards = true;
    for (std::size_t k = 0; k < before.size(); ++k) {
      forwards = forwards && line[i + k] == before[k];
      backwards = backwards && line[i + k] == before[before.size() - 1 - k];
    }
    if (forwards || backwards) penalty += 40;
  }
  return penalty;
}

int Drawing::penalty() const {
  int penalty = 0;
  std::size_t dark = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    std::vector<bool> row, column;
    for (std::size_t k = 0; k < size_; ++k) {
      row.push_back(at(k, i));
      column.push_back(at(i, k));
      dark += at(k, i) ? 1 : 0;
    }
    penalty += penalty_of_line(row) + penalty_of_line(column);
  }
  for (std::size_t y = 0; y + 1 < size_; ++y)
    for (std::size_t x = 0; x + 1 < size_; ++x)
      if (at(x, y) == at(x + 1, y) && at(x, y) == at(x, y + 1) && at(x, y) == at(x + 1, y + 1))
        penalty += 3;
  const int percent = static_cast<int>(100 * dark / (size_ * size_));
  return penalty + (percent > 50 ? percent - 50 : 50 - percent) / 5 * 10;
}

}  // namespace

std::optional<QrCode> qr_code(std::string_view text) {
  if (text.empty()) return std::nullopt;
  for (const Capacity& capacity : capacities) {
    if (text.size() + 2 > capacity.data) continue;
    std::vector<Byte> bytes = data_bytes(text, capacity);
    for (const Byte byte : correction_of(bytes, capacity.correction)) bytes.push_back(byte);
    Drawing plain(capacity.version);
    plain.put(bytes);
    std::optional<Drawing> best;
    for (unsigned number = 0; number < 8; ++number) {
      Drawing masked = plain;
      masked.mask(number);
      if (!best || masked.penalty() < best->penalty()) best = std::move(masked);
    }
    return std::move(*best).code();
  }
  return std::nullopt;
}

}  // namespace samtycke::view
