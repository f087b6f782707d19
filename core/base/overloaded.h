// Lets std::visit take one lambda for each alternative of a variant.
#pragma once

namespace samtycke {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
// emcc 3.1.6 needs the guide written out.
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

}  // namespace samtycke
