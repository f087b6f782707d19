#include "server/store/postgres_duties.h"

#include <utility>

#include "core/base/check.h"

namespace samtycke::server {
namespace {

const char* try_lock(Duty duty) {
  switch (duty) {
    case Duty::ledger: return "SELECT pg_try_advisory_lock(1396788564, 11)";
    case Duty::retention: return "SELECT pg_try_advisory_lock(1396788564, 12)";
    case Duty::mail: return "SELECT pg_try_advisory_lock(1396788564, 13)";
  }
  SAMTYCKE_NEVER("every case returns");
}

}  // namespace

PostgresDuties::PostgresDuties(PostgresPlaces places) : places_(std::move(places)) {}

bool PostgresDuties::has(Duty duty) {
  const std::lock_guard guard(mutex_);
  if (!connection_ || !connection_->text("SELECT 1")) {
    // Whoever was cut off has lost what it held.
    held_.clear();
    connection_ = connect_rows(places_);
  }
  if (held_.count(duty) > 0) return true;
  if (connection_->text(try_lock(duty)) != "t") return false;
  held_.insert(duty);
  return true;
}

}  // namespace samtycke::server
