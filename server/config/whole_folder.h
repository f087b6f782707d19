// Writes a new folder of files so that it is there whole or not at all, also through a power loss.
//
// The files are written and synced in a folder beside it whose name begins with ".unfinished-", and one
// rename makes them visible. What an interrupted call left behind is swept away by the next.
#pragma once

#include <map>
#include <string>

namespace samtycke::server {

// False: nothing is there under that name, or something was there already and is as it was.
bool write_whole_folder(const std::string& path, const std::map<std::string, std::string>& files);

}  // namespace samtycke::server
