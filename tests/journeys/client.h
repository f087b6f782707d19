// A visitor's program: raw bytes over a socket, cookies kept, forms read out of the pages they stand on.
//
// It knows as little about HTTP as it can, so that it cannot make the same mistakes as the server. Every
// JSON answer that it gets from /api/v1 is held against openapi.json; an answer that does not fit fails
// the test that asked.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace samtycke::journeys {

struct Reply {
  int status = 0;                                            // 0: no answer came.
  std::vector<std::pair<std::string, std::string>> headers;  // Names in lower case.
  std::string body;
  bool closed = false;  // The server closed the connection after it.

  std::string header(std::string_view name) const;
  int count(std::string_view name) const;
  nlohmann::json json() const;
  std::string code() const;  // Of a problem document.
};

// Sends bytes as they are and reads what comes back until the server closes. A server that is silent for
// twenty seconds is given up.
std::string exchange_bytes(int port, std::string_view bytes);
// The answers in such bytes, one after the other.
std::vector<Reply> replies_in(std::string_view bytes);

using Headers = std::vector<std::pair<std::string, std::string>>;
// Among the headers of a request: it is sent without one.
inline const std::pair<std::string, std::string> no_origin{"Origin", ""};
using Form = std::vector<std::pair<std::string, std::string>>;

class Client {
 public:
  explicit Client(int port);

  Reply get(const std::string& path, const Headers& = {});
  // As a page of the server's own would send it: with its Origin, where the method is unsafe and the headers
  // name none.
  Reply send(std::string_view method, const std::string& path, std::string_view body,
             const Headers&);
  // With a content type and a fresh Idempotency-Key.
  Reply post_json(const std::string& path, std::string_view body, Headers = {});
  Reply patch_json(const std::string& path, std::string_view body, Headers = {});
  Reply post_form(const std::string& path, const Form&, const Headers& = {});

  // The hidden fields of the form that is sent to `action` on the page, as it was shown last, and its
  // checkboxes that are on.
  Form form_on(const Reply& page, const std::string& action) const;

  std::map<std::string, std::string>& cookies() { return cookies_; }
  std::string host() const { return "127.0.0.1:" + std::to_string(port_); }
  std::string origin() const { return "http://" + host(); }

 private:
  int port_;
  int next_key_ = 1;
  std::map<std::string, std::string> cookies_;
};

std::string urlencoded(const Form&);
Form with(Form, std::string name, std::string value);
Form without(Form, std::string_view name);
std::string value_in(const Form&, std::string_view name);

}  // namespace samtycke::journeys
