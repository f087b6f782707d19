// A small town of members for the tests of sealing: stores of both schemas, and a way to end the process
// between two steps.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "server/store/sqlite_store.h"

namespace samtycke::server {

// Åsa with every kind of row, whose every value is hers alone, and more members with a number each.
const MemberId& asa();
std::vector<Change> town(int members);

// Visitors' rows of the same values: a sign-in that waits, a mail.
PendingSignIn waiting_sign_in();
Mail waiting_mail();

// A store with these members and visitors, as this program writes it.
void fill(Store&, const std::vector<Change>&);
// A store of the first schema, in clear, with the same.
void write_plain_store(const std::string& path, const std::vector<Change>&);

// Everyone is there as in `town`, can be found, and so are the visitors' rows.
void expect_whole(SqliteStore&, const std::vector<Change>&);
void expect_whole(const std::string& path, const std::vector<Change>&);

// What `run` reaches, step by step.
std::vector<std::string> steps_of(const std::function<void(StepHook)>& run);
// Runs it in a child that is killed at the n-th step. False: it ended before it got there.
bool dies_at_step(std::size_t n, const std::function<void(StepHook)>& run);

// Changes a closed store behind its back.
void by_hand(const std::string& path, const std::string& sql);

// The values that were planted.
std::vector<std::string> planted();
// "file: encoding of value" for each that stands in a file under the folder, in any encoding that we know.
std::vector<std::string> found_under(const std::string& folder,
                                     const std::vector<std::string>& values = planted());

}  // namespace samtycke::server
