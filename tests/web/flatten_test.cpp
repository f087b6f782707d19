// What the host is told about elements, read back byte by byte as it reads them.
#include "web/semantics/flatten.h"

#include <gtest/gtest.h>

#include <cstring>

namespace samtycke::web {
namespace {

struct Read {
  std::uint32_t depth, hash;
  float x, y;
  std::uint32_t kind, flags;
  std::string tag, id;
};

class Bytes {
 public:
  explicit Bytes(std::string bytes) : bytes_(std::move(bytes)) {}
  std::uint32_t number() { return take<std::uint32_t>(); }
  float real() { return take<float>(); }
  std::string text() {
    const std::uint32_t size = number();
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }
  void go_to(std::size_t at) { at_ = at; }
  std::size_t at() const { return at_; }
  bool at_end() const { return at_ == bytes_.size(); }

 private:
  template <class T>
  T take() {
    T value;
    std::memcpy(&value, bytes_.data() + at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  std::string bytes_;
  std::size_t at_ = 0;
};

std::vector<Read> read(const std::string& flat) {
  Bytes bytes(flat);
  std::vector<Read> all(bytes.number());
  bytes.real();
  for (Read& it : all) {
    it.depth = bytes.number();
    it.hash = bytes.number();
    it.x = bytes.real();
    it.y = bytes.real();
    const std::uint32_t size = bytes.number();
    const std::size_t end = bytes.at() + size;
    EXPECT_EQ(size % 4, 0u);
    it.kind = bytes.number();
    it.flags = bytes.number();
    for (int i = 0; i < 7; ++i) bytes.number();
    it.tag = bytes.text();
    it.id = bytes.text();
    bytes.go_to(end);
  }
  EXPECT_TRUE(bytes.at_end());
  return all;
}

std::vector<view::Element> tree() {
  return {{"main",
           "main",
           {},
           "",
           {{"div", "wrap", {}, "", {{"p", "text", {}, "Hej", {}}}},
            {"p", "unseen", {}, "Hörs", {}},
            {"input", "", {{"type", "hidden"}}, "", {}}}}};
}

TEST(Flatten, PlacesAnElementAgainstTheNearestOneThatWasDrawn) {
  Placements placements;
  placements["main"] = {.x = 10, .y = 100};
  placements["text"] = {.x = 30, .y = 140, .size = 16};
  const auto all = read(flatten(tree(), placements, 500));
  ASSERT_EQ(all.size(), 5u);
  EXPECT_EQ(all[2].id, "text");
  EXPECT_EQ(all[2].depth, 2u);
  EXPECT_EQ(all[2].x, 20);
  EXPECT_EQ(all[2].y, 40);
  EXPECT_EQ(all[2].flags, Flag::text);
}

TEST(Flatten, KeepsWhatWasNotDrawnForThoseWhoListen) {
  const auto all = read(flatten(tree(), {}, 0));
  EXPECT_EQ(all[0].kind, static_cast<std::uint32_t>(Kind::wrapper));
  EXPECT_EQ(all[3].kind, static_cast<std::uint32_t>(Kind::hidden));
  EXPECT_EQ(all[4].kind, static_cast<std::uint32_t>(Kind::wrapper));
}

TEST(Flatten, KeepsTheHashWhenOnlyThePositionChanges) {
  Placements here, there;
  here["text"] = {.x = 1, .y = 2, .w = 3};
  there["text"] = {.x = 9, .y = 9, .w = 3};
  EXPECT_EQ(read(flatten(tree(), here, 0))[2].hash, read(flatten(tree(), there, 0))[2].hash);
  there["text"].w = 4;
  EXPECT_NE(read(flatten(tree(), here, 0))[2].hash, read(flatten(tree(), there, 0))[2].hash);
}

}  // namespace
}  // namespace samtycke::web
