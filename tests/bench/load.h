// Callers over loopback, each waiting for its answer before it asks again, on a connection that stays open.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace samtycke::bench {

struct Load {
  double per_second = 0;
  double p50_ms = 0;
  double p99_ms = 0;
};

// `request` makes the bytes of the n-th request of a caller, and is asked by many threads. An answer other
// than 200 ends the bench.
using RequestOf = std::function<std::string(std::size_t caller, std::size_t n)>;
Load put_load(int port, std::size_t callers, double seconds, const RequestOf& request);

}  // namespace samtycke::bench
