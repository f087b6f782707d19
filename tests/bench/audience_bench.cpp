// `samtycke audience` over a sealed store of many members, side by side with what it cannot be faster than:
// one pass of decrypting the same bytes with libsodium (design.md section 8), and reading every file
// without asking anything.
//
//     SAMTYCKE_BENCH_MEMBERS=1000000 audience_bench      in a folder under TMPDIR, or /tmp
#include <sodium.h>
#include <sqlite3.h>

#include <cstdio>
#include <ostream>
#include <streambuf>
#include <string>
#include <vector>

#include "core/base/check.h"
#include "server/cli/store_command.h"
#include "server/store/sqlite_store.h"
#include "tests/bench/bench_club.h"

namespace samtycke::server {
namespace {

using bench::seconds_since;
using bench::SteadyClock;

// Counts what is written and keeps nothing.
class Counter : public std::streambuf {
 public:
  std::int64_t bytes = 0;

 protected:
  int_type overflow(int_type byte) override {
    ++bytes;
    return traits_type::not_eof(byte);
  }
  std::streamsize xsputn(const char*, std::streamsize count) override {
    bytes += count;
    return count;
  }
};

// The length of every sealed value of the members, as it lies in the file.
std::vector<unsigned> sealed_lengths(const std::string& path) {
  sqlite3* database = nullptr;
  SAMTYCKE_CHECK(sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) ==
                 SQLITE_OK);
  sqlite3_stmt* select = nullptr;
  SAMTYCKE_CHECK(sqlite3_prepare_v2(database,
                                    "SELECT length(body) FROM record UNION ALL"
                                    " SELECT length(body) FROM receipt UNION ALL"
                                    " SELECT length(body) FROM interaction UNION ALL"
                                    " SELECT length(body) FROM decision",
                                    -1, &select, nullptr) == SQLITE_OK);
  std::vector<unsigned> lengths;
  while (sqlite3_step(select) == SQLITE_ROW) {
    lengths.push_back(static_cast<unsigned>(sqlite3_column_int(select, 0)));
  }
  sqlite3_finalize(select);
  sqlite3_close(database);
  return lengths;
}

// As many values of the same lengths, decrypted one after the other. Seconds.
double decrypt(const std::vector<unsigned>& lengths) {
  constexpr std::size_t tag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
  constexpr std::size_t longest = 1U << 20U;
  const std::vector<unsigned char> key(crypto_aead_xchacha20poly1305_ietf_KEYBYTES, 7);
  const std::vector<unsigned char> nonce(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, 3);
  std::vector<unsigned char> sealed(longest + tag);
  std::vector<unsigned char> open(longest);
  const auto start = SteadyClock::now();
  std::size_t bytes = 0;
  for (const unsigned length : lengths) {
    unsigned long long opened = 0;
    // A value that is not authentic is refused after its tag was worked out: so it is decrypted in the
    // two steps that libsodium does, the tag and then the stream.
    const int refused = crypto_aead_xchacha20poly1305_ietf_decrypt(
        open.data(), &opened, nullptr, sealed.data(), length < tag ? tag : length, nullptr, 0,
        nonce.data(), key.data());
    SAMTYCKE_CHECK(refused != 0);
    crypto_stream_xchacha20_xor(open.data(), sealed.data(), length, nonce.data(), key.data());
    bytes += length;
  }
  const double took = seconds_since(start);
  std::printf("  values %zu, %.1f MB sealed\n", lengths.size(), static_cast<double>(bytes) / 1e6);
  return took;
}

void tell(const char* what, std::size_t members, double took, double pass) {
  std::printf("%-34s %7.2f s  %9.0f members/s   %.2f of the decrypting pass\n", what, took,
              static_cast<double>(members) / took, pass / took);
}

double ask(SqliteStore& store, const notice::Edition& edition, AudienceCommand command) {
  Counter counter;
  std::ostream out(&counter);
  const std::vector<view::Words> words;
  const Surroundings here{store, edition, words, bench::bench_now(), "/", false, out, out};
  const auto start = SteadyClock::now();
  SAMTYCKE_CHECK(run(std::move(command), here) == Exit::done);
  return seconds_since(start);
}

void measure(std::size_t members) {
  const notice::Edition edition = bench::shipped_edition();
  const bench::ClubFolder where;
  const std::string path = where.store();
  const bool is_filled = where.is_filled();
  auto store = SqliteStore::open(path);
  SAMTYCKE_CHECK(store.ok());
  if (!is_filled) {
    const auto start = SteadyClock::now();
    bench::fill_club(*store.value(), edition, members);
    std::printf("%zu members stored in %.1f s\n", members, seconds_since(start));
  }

  const double pass = decrypt(sealed_lengths(path));
  tell("decrypting the same bytes", members, pass, pass);
  const auto read_start = SteadyClock::now();
  SAMTYCKE_CHECK(store.value()->for_each_file([](const auto& file) { return file.ok(); }).ok());
  tell("reading every file", members, seconds_since(read_start), pass);

  AudienceCommand general;
  general.question.sender = SenderId("own");
  general.question.channel = ChannelId("email");
  tell("audience own email general", members, ask(*store.value(), edition, general), pass);
  for (const notice::Offer& offer : edition.offers) {
    if (offer.kind != notice::OfferKind::personal) continue;
    AudienceCommand personal;
    personal.question = {offer.sender, offer.channels.front(), offer.kind, offer.id, {}};
    tell(("audience, offer " + offer.id.text()).c_str(), members,
         ask(*store.value(), edition, personal), pass);
    break;
  }
}

}  // namespace
}  // namespace samtycke::server

int main() {
  SAMTYCKE_CHECK(sodium_init() >= 0);
  samtycke::server::measure(samtycke::bench::size_from_environment("MEMBERS", 10'000));
}
