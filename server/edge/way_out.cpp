#include "server/edge/way_out.h"

#include <curl/curl.h>

namespace samtycke::server {

void prepare_way_out(void* easy, const std::string& ca_file, const std::string& socket) {
  ::curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
  ::curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  ::curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
  ::curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  ::curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  ::curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!ca_file.empty()) {
    ::curl_easy_setopt(easy, CURLOPT_CAINFO, ca_file.c_str());
    ::curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  }
  if (!socket.empty()) ::curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH, socket.c_str());
}

}  // namespace samtycke::server
