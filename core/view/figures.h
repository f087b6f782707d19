// The blocks that are pictures as well as words, as elements: element.cpp's other half.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/view/element.h"

namespace samtycke::view {

using Attributes = std::vector<std::pair<std::string, std::string>>;

inline Element make(std::string tag, std::string id, Attributes attributes, std::string text = {}) {
  return Element{std::move(tag), std::move(id), std::move(attributes), std::move(text), {}};
}

Element element_of(const MemberCard&);
Element element_of(const Timeline&);
Element element_of(const Bars&);

}  // namespace samtycke::view
