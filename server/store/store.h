// Where members' files, sign-ins and outgoing mail live.
//
// One promise, several keepers: MemoryStore (tests/support), SqliteStore, and later PostgreSQL. All of
// them pass tests/contract/store_contract_test.cpp, which says in code what the comments here say.
//
// - What `commit` answered is durable: it survives a crash and a power loss.
// - A commit is whole or not at all, its idempotency row included.
// - A commit is based on a revision. If the file has changed since, nothing is written and the caller
//   is told; it loads again and decides again. That is how withdrawals always win: they are decided
//   once more, while a grant whose If-Match no longer fits is given back to the member.
// - Every operation of a member touches that member only, so that the tables can be split by member.
// - All functions may be called from any thread.
// - Every decision of a commit is in the ledger when the commit is durable (core/proof).
// - A keeper never asks a clock: the moments that decide what has had its time come in from outside.
//
// Sealing (design.md section 4) lies between this promise and the rows: a keeper that writes to a disk
// seals what it is handed here. Look-ups by number and address go through `Lookup` for that reason; no
// caller may ask for members by any other value.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/day.h"
#include "core/base/expected.h"
#include "core/base/language.h"
#include "core/consent/member_file.h"
#include "core/proof/payload.h"
#include "core/proof/tiles.h"

namespace samtycke::server {

enum class StoreFault {
  no_such_member,
  changed_meanwhile,   // Someone else wrote first. Load again and decide again.
  key_used_otherwise,  // The idempotency key came with another body before (422).
  already_taken,       // Another member has this number or this e-mail address.
  not_provable,        // A decision has no canonical form (proof::encode). Nothing was written.
  unavailable,         // The database did not answer, or failed. Nothing was written.
};
std::string_view key(StoreFault);

// How a member is found. Values are canonical (see core/member/validate.h); the e-mail one is
// email_lookup_key().
enum class LookupKind { member_number, email };
struct Lookup {
  LookupKind kind = LookupKind::member_number;
  std::string value;
};

// Where somebody is reached who is no member to be found by it. Values are canonical: a phone number as
// core/member/validate.h gives it, an address by its key (core/member/postal_address.h).
enum class ReachedBy { phone, address };
struct Reached {
  ReachedBy by = ReachedBy::phone;
  std::string value;
};

// RFC draft idempotency-key: the same key, route and body is carried out once, and its first answer
// is given again for 24 hours.
struct Idempotency {
  std::string scope;        // "member:<id>" or "visitor:<pre-sign-in cookie's hash>"
  std::string route;        // "POST /api/v1/me/decisions"
  std::string key;          // As the client sent it; at most 200 bytes.
  std::string body_sha256;  // Of the request's body.
  std::string answer;       // What to answer again; opaque to the store.
  Instant at = {};          // When it came; 24 hours later the key is free again.
};

// How long the rows that `sweep` takes away may stay, in milliseconds (trust.md "Sign-in").
namespace lifetime {
inline constexpr std::int64_t idempotency_ms = 24LL * 60 * 60 * 1000;
// A session that has ended still lets its member say no; the times by which nobody is signed in any more
// are in server/http/session.h. A minute more than half a day, since seeing it is written once a minute.
inline constexpr std::int64_t session_idle_ms = 12LL * 60 * 60 * 1000 + 60 * 1000;  // Last seen.
inline constexpr std::int64_t session_whole_ms = 2 * session_idle_ms;               // Started.
// A mail says who is a member and carries a code that is good for minutes; a day later it is of no use.
inline constexpr std::int64_t mail_ms = 24LL * 60 * 60 * 1000;
// It names an erased member (trust.md "Erasure").
inline constexpr std::int64_t notice_ms = 7 * 24LL * 60 * 60 * 1000;
}  // namespace lifetime

// A mail that waits to be sent, or, in the demo, to be read on /dev/mail.
struct Mail {
  std::int64_t number = 0;  // Given by the store, rising.
  std::string to;           // Empty: a decoy, which goes to nobody.
  std::string subject;
  std::string body;  // Plain text.
  Instant at;
  Language language = {};  // Of its words; empty: not known.
  // After this it is of no use, and is not sent any more; none: as long as the store keeps it.
  std::optional<Instant> until = {};
  // Given by the store, random: what its Message-ID is made of, the same at every try.
  std::string name = {};
};

struct ToldBeforeErasure {
  Day last_day;
  Mail mail;
};

// For Change::based_on: what is right on every file, such as receipts that an import brings. The
// member must be there.
inline constexpr std::int64_t whatever_stands = -1;

// One change of one member's file. `removed` empties fields, then records, receipts and
// interactions replace the one in their place (same field, same number), and decisions are added.
// It makes the revision one higher; a change of an existing member with nothing in it leaves the
// revision alone and stores its idempotency row.
struct Change {
  MemberId member;
  std::int64_t based_on = 0;  // The revision it was decided on; 0 for a member who is new.
  // Each must have a canonical form (proof::encode): no moment before 1970, a text hash of 64 digits, UTF-8.
  std::vector<consent::Decision> decisions;
  std::string request;  // The id of the request that asked for them, UTF-8; may be empty.
  std::vector<member::Record> records;
  std::vector<FieldId> removed;
  std::vector<member::Receipt> receipts;
  std::vector<member::Interaction> interactions;
  std::vector<std::string> removed_receipts;  // By their numbers; before those above.
  std::vector<std::string> removed_interactions;
  // The month in which the first thing of this member goes, as its last day; the only fact about a
  // member that stands in clear beside the id. None: as it was (unknown, for a new member).
  std::optional<Day> keep_until_month;
  std::optional<Idempotency> idempotency;
  // Once the next write is durable, what this one takes away is in no file of the store, though the member
  // and their key stay: a field whose time is over.
  bool leaves_no_trace = false;
  // A mail about the day after which everything of theirs goes. It is put in the outbox, and the day is
  // remembered, in the same transaction; it makes the revision no higher.
  std::optional<ToldBeforeErasure> told;
};

struct Committed {
  std::int64_t revision = 0;
  // Set where the idempotency key had been used with the same body before: then nothing was written
  // now, and this is the first answer.
  std::optional<std::string> earlier_answer;
};

// What the ledger holds of one decision. Together with the tree it is the proof of it (core/proof).
struct LedgerEntry {
  std::string payload;      // Canonical bytes; the next one of the member's chain.
  proof::Salt salt;         // Drawn by the keeper.
  std::uint64_t index = 0;  // Of its leaf.
  friend bool operator==(const LedgerEntry&, const LedgerEntry&) = default;
};

struct LedgerLeaf {
  proof::Hash commitment;
  bool erased = false;  // Payload and salt are gone with their member.
  friend bool operator==(const LedgerLeaf&, const LedgerLeaf&) = default;
};

struct LedgerState {
  std::uint64_t leaves = 0;  // Of all commits; the tree may have fewer yet.
  std::string checkpoint;    // The newest signed note; empty: nothing was signed yet.
};

// A larger tree. `before` is the checkpoint it was grown from.
struct TreeGrowth {
  std::string before;
  proof::Tiles tiles;  // The new ones, and those that have more in them than they had.
  std::string checkpoint;
};

// What a code is for: what happens when it comes back.
enum class CodeFor {
  sign_in,
  download,  // Signed in already: a fresh code, and then on with what it was wanted for.
  email,
  leave,
  new_email,  // Came to the address that the member wants to have from now on.
  join,       // Came to somebody who may not be a member.
  joining,    // Has come back from there: no code is waited for, but the terms are.
};
std::string_view key(CodeFor);
std::optional<CodeFor> code_for(std::string_view key);

// A sign-in that waits for its code. Everything secret is kept as its SHA-256.
struct PendingSignIn {
  std::string
      browser_sha256;       // The pre-sign-in cookie it is bound to. One sign-in for each browser.
  std::string code_sha256;  // Salted with the browser's hash.
  std::optional<MemberId> member;  // None: nobody has that address; the answers are the same.
  std::string email;               // Where the code went, to show it again on the page.
  Instant expires;
  int tries_left = 0;
  CodeFor what = CodeFor::sign_in;
};

struct Session {
  std::string token_sha256;
  MemberId member;
  Instant started;
  Instant last_seen;
};

// Work that one process does for all that share a store.
enum class Duty {
  ledger,     // Takes decisions into the tree and signs it.
  retention,  // The daily sweep.
  mail,       // Sends what waits in the outbox.
};

// How much this process has written since it started, and what waits now: for whoever watches over it.
struct StoreFigures {
  std::uint64_t commits = 0;         // Transactions that are durable; a group is one.
  std::uint64_t changes = 0;         // What was asked for and is in them: several in a group.
  std::uint64_t changes_queued = 0;  // For the writer.
  std::uint64_t mails = 0;           // In the outbox, those that go to nobody too.
};

// How this record lets its member be found, if it does: the number and the e-mail address.
std::optional<Lookup> lookup_of(const member::Record&);

class Store {
 public:
  virtual ~Store() = default;

  // ---- members
  // Records in the order of their fields; receipts and interactions by time, then by number.
  virtual Expected<consent::MemberFile, StoreFault> load(const MemberId&) = 0;
  virtual Expected<MemberId, StoreFault> find(const Lookup&) = 0;
  // Every member once, in no particular order, until the function answers false.
  virtual Expected<Done, StoreFault> for_each_member(
      const std::function<bool(const MemberId&)>&) = 0;
  // The same of those whose month (Change::keep_until_month) is not later than this one, or not known.
  virtual Expected<Done, StoreFault> for_each_member_until(
      Day month, const std::function<bool(const MemberId&)>&) = 0;
  // Every member's file once, all as they were committed when the reading began, in no particular order,
  // until the function answers false. A file that cannot be read is handed over as `unavailable` and the
  // reading goes on; somebody who was erased since it began may be left out. Writing goes on meanwhile. A
  // keeper may end a reading that has stood in the way for too long: then, and when the store fails, the
  // answer is `unavailable`, and what was handed over is right but not all.
  using FileVisitor = std::function<bool(const Expected<consent::MemberFile, StoreFault>&)>;
  virtual Expected<Done, StoreFault> for_each_file(const FileVisitor&) = 0;
  virtual Expected<std::int64_t, StoreFault> count_members() = 0;

  virtual Expected<Committed, StoreFault> commit(const Change&) = 0;
  // Many changes in one transaction, in order, for imports: all of them, or none and the fault of
  // the first that failed.
  virtual Expected<Done, StoreFault> commit_all(const std::vector<Change>&) = 0;

  // Takes the whole member away, for good: it is written down outside of the database, their key is
  // destroyed, so that not even a copy of the rows can be read, then everything of theirs is deleted:
  // records, decisions, answers, sessions, and the mails and codes that wait for their address. Once it
  // answers, nothing of them is in any file of the store but keyed hashes and leaves that say no more than
  // that they are erased (and, while a for_each_file is under way, sealed rows without a key until it
  // ends), and a copy of the store from before it erases them again when it is opened. Last of all a leaf of
  // the ledger says that somebody was erased, why, and how many decisions went with them; so from its first
  // step on no commit of theirs is taken any more: there is no such member.
  //
  // `tell` are notices to those who were given their data. They can be read once the erasure is carried out,
  // and not when it never is.
  virtual Expected<Done, StoreFault> erase(const MemberId&, Instant at,
                                           proof::ErasureReason = proof::ErasureReason::asked,
                                           const std::vector<Mail>& tell = {}) = 0;
  // When somebody with this number or address was erased, the latest time; none: never.
  virtual Expected<std::optional<Instant>, StoreFault> erased_at(const Lookup&) = 0;
  // Whether that somebody had said no to something of the club's, which outlives them (consent/said_no.h).
  virtual Expected<bool, StoreFault> said_no_before(const Lookup&) = 0;
  // Whether somebody with a no was reached there.
  virtual Expected<bool, StoreFault> said_no_before(const Reached&) = 0;
  // Nobody who was erased before that moment is recognised any more, by anything.
  virtual Expected<Done, StoreFault> forget_erased(Instant before) = 0;

  // ---- telling of an erasure
  // The last day that the member was told of (Change::told). None: they were not told yet.
  virtual Expected<std::optional<Day>, StoreFault> told_before_erasure(const MemberId&) = 0;
  // Notices of erasures that wait to be delivered, oldest first.
  virtual Expected<std::vector<Mail>, StoreFault> notices_of_erasure(std::size_t most) = 0;
  // It is delivered, and gone: nothing of it is in any file of the store. One that is not there is no fault.
  virtual Expected<Done, StoreFault> notice_delivered(std::int64_t number) = 0;

  // ---- the ledger
  // A commit keeps each decision as the next payload of its member's chain, gives it a salt and the next
  // leaf, all in its one transaction. `load` hands a file out only if its chain holds.
  // The entries of a member, oldest first, as they are stored: nothing but that they open is checked.
  virtual Expected<std::vector<LedgerEntry>, StoreFault> history(const MemberId&) = 0;
  // From this index on, in order, at most so many. It ends where one is missing.
  virtual Expected<std::vector<LedgerLeaf>, StoreFault> leaves(std::uint64_t from,
                                                               std::size_t most) = 0;
  // What the leaves of erasures are about, from this one on, in their order, at most so many: payloads of
  // proof::Erased. They say nothing about anyone, and stay.
  virtual Expected<std::vector<LedgerEntry>, StoreFault> erasures(std::uint64_t from,
                                                                  std::size_t most) = 0;
  // Whether it is this store that wrote the erasure: nobody else has the key that its salt is made with.
  virtual bool wrote_erasure(const LedgerEntry&) = 0;
  virtual Expected<LedgerState, StoreFault> ledger() = 0;
  // Those that there are.
  virtual Expected<proof::Tiles, StoreFault> tiles(const std::vector<proof::TilePlace>&) = 0;
  // Tiles and checkpoint, or neither and changed_meanwhile where another one stands now.
  virtual Expected<Done, StoreFault> grow_tree(const TreeGrowth&) = 0;

  // The first answer to this key, if the same scope, route, key and body came before; with another
  // body, key_used_otherwise.
  virtual Expected<std::optional<std::string>, StoreFault> earlier_answer(const Idempotency&) = 0;

  // ---- signing in
  // Takes the place of the one that this browser had before.
  virtual Expected<Done, StoreFault> put_pending(const PendingSignIn&) = 0;
  virtual Expected<std::optional<PendingSignIn>, StoreFault> pending(
      std::string_view browser_sha256) = 0;
  // One use, atomically: with the right code, before it expires and while tries are left, the row
  // is taken away and handed over. A wrong code takes one try. None in every other case. `pending`
  // shows the row as it is, also when its time or its tries are over.
  virtual Expected<std::optional<PendingSignIn>, StoreFault> redeem(std::string_view browser_sha256,
                                                                    std::string_view code_sha256,
                                                                    Instant now) = 0;

  // The store hands a session out until it is swept; what its times mean is the caller's to say.
  // Every touch is a durable write: touch once a minute, not once a request. Touching or ending a
  // session that is not there is no fault.
  virtual Expected<Done, StoreFault> put_session(const Session&) = 0;
  virtual Expected<std::optional<Session>, StoreFault> session(std::string_view token_sha256) = 0;
  virtual Expected<Done, StoreFault> touch_session(std::string_view token_sha256, Instant) = 0;
  virtual Expected<Done, StoreFault> end_session(std::string_view token_sha256) = 0;
  // Every session of a member that has not been swept, in no particular order; and the end of them all.
  virtual Expected<std::vector<Session>, StoreFault> sessions_of(const MemberId&) = 0;
  virtual Expected<Done, StoreFault> end_sessions(const MemberId&) = 0;

  // ---- mail
  virtual Expected<Done, StoreFault> put_mail(const Mail&) = 0;
  virtual Expected<std::vector<Mail>, StoreFault> latest_mail(
      std::size_t most) = 0;  // Newest first.
  // Those with a higher number than this, oldest first.
  virtual Expected<std::vector<Mail>, StoreFault> waiting_mail(std::int64_t after,
                                                               std::size_t most) = 0;
  // It is sent, or never will be, and is gone. One that is not there is no fault.
  virtual Expected<Done, StoreFault> end_mail(std::int64_t number) = 0;

  // ---- links
  // A text sealed to travel in a link, in letters that stand in a URL as they are. It opens only for the
  // purpose that it was sealed for, by this store, for as long as there is a store: no change of keys ends a
  // link in a mail from last year. Every call gives another one.
  virtual std::string seal_link(std::string_view purpose, std::string_view text) = 0;
  virtual std::optional<std::string> open_link(std::string_view purpose, std::string_view link) = 0;

  // A copy of everything, in two folders that are kept apart: what is held, and the keys that open it.
  // Nobody waits for it but an erasure. Refused, too, where a copy is there already.
  virtual Expected<Done, StoreFault> back_up(const std::string& data, const std::string& keys) = 0;

  // ---- the server's own
  // Small facts about this store itself, never about a member: whether it is a demo's, for example.
  virtual Expected<std::optional<std::string>, StoreFault> setting(std::string_view name) = 0;
  virtual Expected<Done, StoreFault> put_setting(std::string_view name, std::string_view value) = 0;

  // Whether it is this process that has the duty now; ask before each turn. One of those who ask has it
  // until it ends or is cut off, and within ten seconds of that another one who asks. A keeper that only one
  // process can open says yes.
  virtual bool has(Duty) { return true; }

  virtual Expected<StoreFigures, StoreFault> figures() = 0;

  // Takes away what has had its time: idempotency rows, pending sign-ins, sessions, mail, notices.
  virtual Expected<Done, StoreFault> sweep(Instant now) = 0;
};

}  // namespace samtycke::server
