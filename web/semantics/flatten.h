// The tree of elements and where they were drawn, as one run of bytes for the host that keeps the DOM.
//
// Positions are made relative to the nearest ancestor that was drawn, as CSS wants them. Each element
// carries a hash of all that is not its position, so that the host touches only what has changed.
//
// The format, little-endian, each element padded to four bytes:
//   u32 elements, f32 height of the page, then for each in document order
//     u32 depth, u32 hash, f32 x, f32 y, u32 bytes of what follows
//     u32 kind, u32 flags, f32 w, h, pad_x, pad_y, size, line, u32 colour
//     string tag, id, text; u32 attributes; string name, string value for each
//   A string is u32 length and its UTF-8 bytes, unpadded.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/view/element.h"
#include "web/app/placement.h"

namespace samtycke::web {

// A wrapper has nothing of its own to show. A hidden one has, and was not drawn: it is kept for those
// who listen.
enum class Kind : std::uint32_t { wrapper = 0, placed = 1, hidden = 2 };

// Bits of `flags`.
enum Flag : std::uint32_t { bold = 1, one_line = 2, to_the_right = 4, native = 8, text = 16 };

std::string flatten(const std::vector<view::Element>&, const Placements&, float page_height);

}  // namespace samtycke::web
