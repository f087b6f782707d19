// What holds for every connection that libcurl opens for us, whoever is at its other end: TLS 1.2 or later with the
// certificate checked against the name, no proxy from the environment, and through a Unix socket where the program
// itself has no network.
#pragma once

#include <string>

namespace samtycke::server {

// `easy` is a CURL handle. An empty `ca_file` is the machine's own authorities, an empty `socket` the network.
void prepare_way_out(void* easy, const std::string& ca_file, const std::string& socket);

}  // namespace samtycke::server
