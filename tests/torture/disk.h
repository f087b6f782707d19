// The calls by which this process changes files under one folder: written down, and failed on demand.
//
// They are caught between the program and the kernel: the executable that links disk.cpp has its own write,
// fsync, rename and so on, which SQLite and our own code reach alike. A SQLite VFS that records was tried
// and turned down: it sees neither the journal of erasures nor the key file, nor which names had reached
// their folder. What SQLite keeps in memory only (`-shm`) and the lock file are left alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace samtycke::torture {

struct Call {
  enum class Kind { make, write, cut, sync, rename, remove, sync_folder };
  Kind kind = Kind::write;
  int file = -1;        // One number for each file that was ever made; a name may come and go.
  std::int64_t at = 0;  // Where a write begins; the length that a cut leaves.
  std::string bytes;
  std::string name;  // Within the folder.
  std::string to;    // Of a rename.
};

enum class FaultKind {
  io_error,
  disk_full,
  short_write,  // Half of it, and no room for the rest.
  failed_sync,
  unheard_sync,  // For controls: it makes nothing durable, and says that it did.
};
const char* name_of(FaultKind);

struct Fault {
  FaultKind kind = FaultKind::io_error;
  std::size_t at = 0;  // Among the calls that this kind of fault may befall, from 0.
  bool stays = false;  // Every such call from there on.
};

// One for the whole process, since there is one set of calls.
namespace disk {
// Forgets everything; from here on the calls under this folder are written down.
void watch(const std::string& folder);
std::vector<Call> stop();
std::size_t calls();  // So far. What has been answered now was done by these.

// Nobody pulls the plug of this machine: a sync is written down and not carried out, which is faster.
void skip_syncs(bool);

void break_at(Fault);
void mend();
// How often a call has failed on demand since break_at(), and how often that was a sync.
int faults();
int failed_syncs();
}  // namespace disk

}  // namespace samtycke::torture
