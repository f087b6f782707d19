// Where things lie when nobody says otherwise.
//
// The program is found where it was built (build/release/samtycke, in a checkout) or where it was
// installed (bin/samtycke, with share/samtycke beside bin). An assets folder in the current folder wins,
// so that a club can keep its own.
#pragma once

#include <string>
#include <string_view>

#include "core/base/expected.h"
#include "server/config/cannot_start.h"
#include "server/config/options.h"

namespace samtycke::server {

// The folder of the running program.
std::string program_folder();

// A path as the person meant it: a relative one is taken from `folder`.
std::string path_in(std::string_view folder, std::string_view path);

// The same places with the store's files found and made absolute from `folder`; a key file that nobody
// named stays unnamed: the store knows where its own lies. Refused when the database's kind is unknown.
Expected<Places, CannotStart> settle_store(Places, std::string_view folder);

// The same places with every default filled in and every path made absolute from `folder`. Refused when
// the database's kind is unknown, or when there is no assets folder to be found.
Expected<Places, CannotStart> settle(Places, std::string_view folder);

// The browser files: build/web beside the program's own build folder, or share/samtycke/web. An
// address is answered even when nothing is there yet, so that the caller can say which one it misses.
std::string default_web_folder();

// The file behind "sqlite:PATH"; empty for another kind of database.
std::string sqlite_path(std::string_view db);

// Whether the database is on a PostgreSQL server.
bool is_postgres(std::string_view db);

// The admin socket of the server that runs on this database; see server/admin/admin_socket.h.
std::string admin_socket_path(std::string_view db);

}  // namespace samtycke::server
