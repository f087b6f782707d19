#include "server/import/import.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/base/day.h"
#include "core/base/utf8.h"
#include "core/member/validate.h"
#include "server/edge/randomness.h"
#include "server/import/csv.h"
#include "server/import/member_draft.h"
#include "server/import/plan.h"
#include "server/import/rejects.h"
#include "server/store/reached.h"

namespace samtycke::server::import {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t members_in_a_batch = 256;
constexpr std::size_t rows_in_a_batch = 20'000;
constexpr int most_tries = 5;
// No byte of UTF-8, so no cell holds it.
constexpr char between_cells = '\xFF';

// A row that waits for its member, in one piece of memory.
struct Waiting {
  std::int64_t line = 0;
  std::string cells;
};

std::string packed(const std::vector<std::string>& cells) {
  std::string bytes;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) bytes += between_cells;
    bytes += cells[i];
  }
  return bytes;
}

std::vector<std::string> unpacked(std::string_view bytes) {
  std::vector<std::string> cells;
  std::size_t from = 0;
  while (true) {
    const std::size_t to = bytes.find(between_cells, from);
    cells.emplace_back(bytes.substr(from, to - from));
    if (to == std::string_view::npos) return cells;
    from = to + 1;
  }
}

using ByMember = std::unordered_map<std::string, std::vector<Waiting>>;

// A member whose rows were read against what is stored, and who waits for the batch to be committed.
struct Pending {
  std::string number;
  std::vector<Waiting> rows;
  std::vector<std::string> taken;  // For each row; empty where it was refused.
  std::optional<MemberDraft> draft;
  std::optional<Change> change;
  std::vector<std::pair<std::size_t, std::string>> refused;  // Row and reason.
  bool is_new = false;
};

// A file may be named in any bytes; what is proved is text.
std::string actor_of(const std::string& file) {
  const std::string name = fs::path(file).filename().string();
  return "import:" + (is_utf8(name) ? name : std::string("file"));
}

class Importer {
 public:
  Importer(Store& store, const notice::Notice& notice, const Request& request,
           const Progress& progress, Plan plan, Rejects rejects, std::size_t width)
      : store_(store),
        notice_(notice),
        request_(request),
        progress_(progress),
        plan_(std::move(plan)),
        rejects_(std::move(rejects)),
        width_(width),
        reading_{plan_, notice_, request_.as_of, actor_of(request_.file)} {}

  Expected<Summary, CannotStart> run();

 private:
  std::optional<CannotStart> read_pass(std::size_t pass, ByMember& rows);
  std::optional<CannotStart> store_pass(ByMember rows);
  void sort_in(std::size_t pass, CsvRow& row, ByMember& rows);
  // None: the store failed.
  std::optional<Pending> read_member(std::string number, std::vector<Waiting> rows);
  bool keep_erased_out(Pending&);
  bool keep_said_no_out(Pending&);
  static void refuse_all(Pending&, std::string_view reason);
  bool commit(std::vector<Pending>& batch);
  bool commit_alone(Pending);
  void settle(const Pending&);
  void reject(const Waiting& row, std::string reason) {
    rejects_.add(row.line, std::move(reason), unpacked(row.cells));
  }
  void tell(double part_of_pass);

  Store& store_;
  const notice::Notice& notice_;
  const Request& request_;
  const Progress& progress_;
  Plan plan_;
  Rejects rejects_;
  std::size_t width_;
  Reading reading_;
  std::size_t passes_ = 1;
  std::size_t pass_ = 0;
  Summary summary_;
};

CannotStart fault_in(const std::string& file, const BadCsv& bad) {
  if (bad.kind == BadCsvKind::not_utf8) {
    return CannotStart{file + " is not UTF-8 at byte " + std::to_string(bad.offset) +
                       "; nothing was stored"};
  }
  return CannotStart{file + " has a quote in the row of line " + std::to_string(bad.line) +
                     " that never ends; nothing was stored"};
}

void Importer::tell(double part_of_pass) {
  if (!progress_) return;
  const double part = (static_cast<double>(pass_) + part_of_pass) / static_cast<double>(passes_);
  progress_(summary_.read, static_cast<int>(part * 100));
}

// Puts a row with its member, when this pass is the one that reads that member.
void Importer::sort_in(std::size_t pass, CsvRow& row, ByMember& rows) {
  std::string reason;
  std::string number;
  if (row.fault) {
    reason = std::string(key(*row.fault));
  } else if (row.cells.size() != width_) {
    reason = "row.wrong_number_of_cells";
  } else {
    const auto value = plan_.value(member::field::member_number.text(), row.cells);
    const notice::Field* field = notice::find(notice_, member::field::member_number);
    SAMTYCKE_CHECK(field != nullptr);
    const auto valid = value.ok() ? member::validate(notice_, *field, value.value())
                                  : Expected<std::string, member::BadValue>(std::string());
    if (!value.ok()) {
      reason = value.reason().reason;
    } else if (!valid.ok()) {
      reason = "member_number." + std::string(member::key(valid.reason()));
    } else {
      number = valid.value();
    }
  }
  // A row without a member belongs to the first pass.
  const std::size_t its_pass = reason.empty() ? std::hash<std::string>{}(number) % passes_ : 0;
  if (its_pass != pass) return;
  ++summary_.read;
  if (reason.empty()) {
    rows[number].push_back({row.line, packed(row.cells)});
  } else {
    rejects_.add(row.line, std::move(reason), std::move(row.cells));
  }
}

std::optional<CannotStart> Importer::read_pass(std::size_t pass, ByMember& rows) {
  std::ifstream in(request_.file, std::ios::binary);
  if (!in) return CannotStart{request_.file + " cannot be opened"};
  std::error_code ignored;
  const auto size =
      static_cast<double>(std::max<std::uintmax_t>(1, fs::file_size(request_.file, ignored)));
  CsvReader reader(in, plan_.map().separator);
  CsvRow row;
  bool header = true;
  std::int64_t seen = 0;
  while (true) {
    const auto more = reader.next(row);
    if (!more.ok()) return fault_in(request_.file, more.reason());
    if (!more.value()) return std::nullopt;
    if (!header) sort_in(pass, row, rows);
    header = false;
    if (++seen % 4096 == 0) tell(0.5 * static_cast<double>(reader.offset()) / size);
  }
}

std::optional<Pending> Importer::read_member(std::string number, std::vector<Waiting> rows) {
  Pending pending;
  pending.number = std::move(number);
  pending.rows = std::move(rows);
  consent::MemberFile file;
  const auto id = store_.find({LookupKind::member_number, pending.number});
  if (id.ok()) {
    auto stored = store_.load(id.value());
    if (!stored.ok()) return std::nullopt;
    file = std::move(stored).value();
  } else if (id.reason() == StoreFault::no_such_member) {
    file.id = random_member_id();
    pending.is_new = true;
  } else {
    return std::nullopt;
  }

  pending.taken.resize(pending.rows.size());
  // A register names people; it makes nobody a member.
  const bool unwanted = pending.is_new && plan_.kind() != Kind::members &&
                        (plan_.map().unknown_members_rejected || plan_.kind() == Kind::nix);
  pending.draft.emplace(reading_, std::move(file), pending.number);
  for (std::size_t i = 0; i < pending.rows.size(); ++i) {
    if (unwanted) {
      pending.refused.emplace_back(i, "member_number.no_such_member");
      continue;
    }
    auto taken = pending.draft->take(unpacked(pending.rows[i].cells));
    if (taken.ok()) {
      pending.taken[i] = std::move(taken).value();
    } else {
      pending.refused.emplace_back(i, taken.reason().reason);
    }
  }
  const bool asked = pending.is_new ? keep_erased_out(pending) : keep_said_no_out(pending);
  if (!asked) return std::nullopt;
  pending.change = pending.draft->change();
  return pending;
}

// Last night's file from the till brings nobody back: whoever was erased, by number or by address, is no new
// member, unless they accepted the terms on a later day; and then the no they had said before stands (L22).
// False: the store failed.
bool Importer::keep_erased_out(Pending& pending) {
  const auto reached = no_where_reached(store_, pending.draft->holdings());
  if (!reached.ok()) return false;
  consent::RememberedNo remembered = reached.value();
  const std::string email(pending.draft->email());
  for (const auto& [kind, value, reason] :
       {std::tuple{LookupKind::member_number, pending.number, "member_number.erased"},
        std::tuple{LookupKind::email, member::email_lookup_key(email), "email.erased"}}) {
    const auto erased = store_.erased_at({kind, value});
    if (!erased.ok()) return false;
    const auto accepted = pending.draft->accepted();
    const bool back =
        erased.value() && accepted && local_day(*erased.value()) < local_day(*accepted);
    const auto no = store_.said_no_before({kind, value});
    if (!no.ok()) return false;
    remembered.to_everything = remembered.to_everything || no.value();
    if (!erased.value() || back) continue;
    refuse_all(pending, reason);
    return true;
  }
  pending.draft->begin_with(std::move(remembered));
  return true;
}

// Nor does the address of somebody who was erased with a no become another member's: what that member said
// yes to would be sent there.
bool Importer::keep_said_no_out(Pending& pending) {
  if (!pending.draft->is_given_another_email()) return true;
  const std::string email(pending.draft->email());
  const auto no = store_.said_no_before({LookupKind::email, member::email_lookup_key(email)});
  if (!no.ok()) return false;
  if (no.value()) refuse_all(pending, "email.erased");
  return true;
}

void Importer::refuse_all(Pending& pending, std::string_view reason) {
  for (std::size_t i = 0; i < pending.rows.size(); ++i) {
    if (!std::exchange(pending.taken[i], {}).empty()) pending.refused.emplace_back(i, reason);
  }
  pending.draft->forget_all();
}

// What became of each row of a member whose change is in the store, or who needed none.
void Importer::settle(const Pending& pending) {
  for (const auto& [row, reason] : pending.refused) reject(pending.rows[row], reason);
  for (const std::string& taken : pending.taken) {
    if (taken.empty()) continue;
    const bool stored = pending.change && pending.draft->row_changes_something(taken);
    ++(stored ? summary_.stored : summary_.unchanged);
  }
  summary_.kept += pending.draft->kept();
  if (pending.is_new && pending.change) ++summary_.new_members;
}

// The way for a batch that did not go in as one: somebody wrote meanwhile, or an address is taken.
bool Importer::commit_alone(Pending pending) {
  for (int i = 0; i < most_tries; ++i) {
    if (!pending.change) {
      settle(pending);
      return true;
    }
    const auto committed = store_.commit(*pending.change);
    if (committed.ok()) {
      settle(pending);
      return true;
    }
    const bool taken = committed.reason() == StoreFault::already_taken;
    if (taken || committed.reason() == StoreFault::not_provable) {
      const char* why = taken ? "email.already_taken" : "terms_accepted_at.not_provable";
      for (const Waiting& row : pending.rows) reject(row, why);
      return true;
    }
    if (committed.reason() != StoreFault::changed_meanwhile) return false;
    auto again = read_member(std::move(pending.number), std::move(pending.rows));
    if (!again) return false;
    pending = std::move(*again);
  }
  return false;
}

bool Importer::commit(std::vector<Pending>& batch) {
  std::vector<Change> changes;
  for (const Pending& pending : batch) {
    if (pending.change) changes.push_back(*pending.change);
  }
  const auto all =
      changes.empty() ? Expected<Done, StoreFault>(Done{}) : store_.commit_all(changes);
  if (!all.ok() && all.reason() == StoreFault::unavailable) return false;
  for (Pending& pending : batch) {
    if (all.ok()) {
      settle(pending);
    } else if (!commit_alone(std::move(pending))) {
      return false;
    }
  }
  batch.clear();
  return true;
}

std::optional<CannotStart> Importer::store_pass(ByMember rows) {
  const CannotStart failed{"the store did not answer; what was stored before stays"};
  const auto members = static_cast<double>(std::max<std::size_t>(1, rows.size()));
  std::vector<Pending> batch;
  std::size_t rows_in_batch = 0;
  double done = 0;
  while (!rows.empty()) {
    auto member = rows.extract(rows.begin());
    rows_in_batch += member.mapped().size();
    auto pending = read_member(std::move(member.key()), std::move(member.mapped()));
    if (!pending) return failed;
    batch.push_back(std::move(*pending));
    done += 1;
    if (batch.size() < members_in_a_batch && rows_in_batch < rows_in_a_batch) continue;
    if (!commit(batch)) return failed;
    rows_in_batch = 0;
    tell(0.5 + 0.5 * done / members);
  }
  if (!commit(batch)) return failed;
  rejects_.flush();
  return std::nullopt;
}

Expected<Summary, CannotStart> Importer::run() {
  std::error_code ignored;
  const auto size = static_cast<std::int64_t>(fs::file_size(request_.file, ignored));
  const std::int64_t in_a_pass = std::max<std::int64_t>(1, request_.bytes_in_a_pass);
  passes_ = static_cast<std::size_t>(std::max<std::int64_t>(1, (size + in_a_pass - 1) / in_a_pass));
  for (pass_ = 0; pass_ < passes_; ++pass_) {
    ByMember rows;
    if (auto fault = read_pass(pass_, rows)) {
      rejects_.close();
      return Unexpected{*fault};
    }
    if (auto fault = store_pass(std::move(rows))) {
      rejects_.close();
      return Unexpected{*fault};
    }
  }
  summary_.rejected = rejects_.count();
  SAMTYCKE_CHECK(summary_.read == summary_.stored + summary_.unchanged + summary_.rejected);
  if (!rejects_.close()) {
    return Unexpected{
        CannotStart{"the reject file " + request_.rejects + " could not be written whole"}};
  }
  if (progress_) progress_(summary_.read, 100);
  return summary_;
}

std::optional<CannotStart> check_file(const Request& request) {
  std::error_code failed;
  // A pipe could be read only once, and a big file is read several times.
  if (!fs::is_regular_file(request.file, failed)) {
    return CannotStart{request.file + " is not a file that can be read"};
  }
  if (fs::equivalent(request.file, request.rejects, failed)) {
    return CannotStart{"the reject file would be the file itself; name another with --rejects"};
  }
  return std::nullopt;
}

}  // namespace

Expected<Summary, CannotStart> run(Store& store, const notice::Notice& notice,
                                   const Request& request, const Progress& progress) {
  if (auto fault = check_file(request)) return Unexpected{*fault};
  std::ifstream in(request.file, std::ios::binary);
  if (!in) return Unexpected{CannotStart{request.file + " cannot be opened"}};

  const char separator = request.map ? request.map->separator : ',';
  CsvReader reader(in, separator);
  CsvRow header;
  const auto first = reader.next(header);
  if (!first.ok()) return Unexpected{fault_in(request.file, first.reason())};
  if (!first.value()) return Unexpected{CannotStart{request.file + " is empty: it has no header"}};
  if (header.fault) {
    return Unexpected{CannotStart{request.file + " has a header that cannot be read"}};
  }

  auto plan = Plan::make(request.map ? &*request.map : nullptr, request.kind, header.cells, notice,
                         {request.folder_of_map, fs::path(request.file).parent_path().string()});
  if (!plan.ok()) return Unexpected{plan.reason()};
  auto rejects = Rejects::open(request.rejects, separator);
  if (!rejects.ok()) return Unexpected{rejects.reason()};
  const std::size_t width = header.cells.size();
  rejects.value().set_header(std::move(header.cells));

  Importer importer(store, notice, request, progress, std::move(plan).value(),
                    std::move(rejects).value(), width);
  return importer.run();
}

}  // namespace samtycke::server::import
