// Between a store and its PostgreSQL: passes everything on, until it is told to swallow the answer to the
// next COMMIT and to hang up. Then the transaction was made, and whoever asked for it does not know.
#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace samtycke::server {

class LossyProxy {
 public:
  // To the server whose socket lies in this folder.
  explicit LossyProxy(std::string server_folder);
  ~LossyProxy();  // No connection may be open.
  LossyProxy(const LossyProxy&) = delete;
  LossyProxy& operator=(const LossyProxy&) = delete;

  std::string folder() const { return folder_.path().string(); }
  void lose_next_commit() { armed_ = true; }
  int lost() const { return lost_; }

 private:
  void accept_all();
  void pass_on(int client);

  const support::TemporaryFolder folder_;
  const std::string server_folder_;
  int listening_ = -1;
  std::atomic<bool> armed_ = false;
  std::atomic<int> lost_ = 0;
  std::vector<std::thread> passing_;
  std::thread accepting_;
};

}  // namespace samtycke::server
