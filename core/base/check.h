// What must be true if our own code is right. Both stay on in release builds.
//
// Never use them on input: bad input gets a refusal, and the person gets an answer. A failed check is
// our mistake, and going on would only spread it, so the process stops where it stands.
#pragma once

namespace samtycke {

[[noreturn]] void check_failed(const char* what, const char* file, int line);

}  // namespace samtycke

#define SAMTYCKE_CHECK(condition) \
  ((condition) ? (void)0 : ::samtycke::check_failed(#condition, __FILE__, __LINE__))

// For the end of a function whose switch has returned in every case.
#define SAMTYCKE_NEVER(what) ::samtycke::check_failed(what, __FILE__, __LINE__)
