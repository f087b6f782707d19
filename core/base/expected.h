// A value, or the reason there is none.
//
// The core never throws: Emscripten aborts on a throw unless catching is switched on, and the same
// core must answer alike in the browser and on the server. The storage is tl::expected's; this wrapper
// exists because that one's `*` and `.value()` on an error are undefined when exceptions are off, and
// an unchecked access here stops the process instead. To be replaced by std::expected with C++23.
#pragma once

#include <tl/expected.hpp>
#include <utility>

#include "core/base/check.h"

namespace samtycke {

template <class E>
struct Unexpected {
  E reason;
};
template <class E>
Unexpected(E) -> Unexpected<E>;

// An answer that carries nothing but the fact that it went well.
struct Done {
  friend bool operator==(Done, Done) = default;
};

template <class T, class E>
class [[nodiscard]] Expected {
 public:
  // Implicit on purpose, so that a function can say `return answer;` or `return Unexpected{why};`.
  // cppcheck-suppress noExplicitConstructor
  Expected(T value)  // NOLINT(google-explicit-constructor)
      : either_(std::move(value)) {}
  // cppcheck-suppress noExplicitConstructor
  Expected(Unexpected<E> u)  // NOLINT(google-explicit-constructor)
      : either_(tl::unexpect, std::move(u.reason)) {}

  bool ok() const { return either_.has_value(); }

  // Asking for the wrong side is a bug in the caller, not a condition to handle.
  const T& value() const& {
    SAMTYCKE_CHECK(ok());
    return *either_;
  }
  T& value() & {
    SAMTYCKE_CHECK(ok());
    return *either_;
  }
  T&& value() && {
    SAMTYCKE_CHECK(ok());
    return *std::move(either_);
  }
  const E& reason() const {
    SAMTYCKE_CHECK(!ok());
    return either_.error();
  }

 private:
  tl::expected<T, E> either_;
};

}  // namespace samtycke
