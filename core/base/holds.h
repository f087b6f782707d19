// Whether a thing is among some.
#pragma once

#include <algorithm>
#include <vector>

namespace samtycke {

template <class Thing>
bool holds(const std::vector<Thing>& things, const Thing& thing) {
  return std::find(things.begin(), things.end(), thing) != things.end();
}

}  // namespace samtycke
