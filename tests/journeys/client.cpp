#include "tests/journeys/client.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "core/base/check.h"
#include "tests/journeys/schema.h"

namespace samtycke::journeys {
namespace {

int connect_to(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool connected =
      ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  SAMTYCKE_CHECK(connected);
  return socket;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// Reads one answer off the front of `bytes`; a Reply with status 0 where it is not whole.
Reply take_reply(std::string_view& bytes, bool to_head = false) {
  Reply reply;
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) return reply;
  std::string_view head = bytes.substr(0, end + 2);
  std::size_t length = 0;
  bool first = true;
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(line.size() + 2);
    if (first) {
      reply.status = line.size() > 12 ? std::stoi(std::string{line.substr(9, 3)}) : 0;
      first = false;
      continue;
    }
    const std::size_t colon = line.find(": ");
    std::string name = lower(std::string{line.substr(0, colon)});
    std::string value{line.substr(colon + 2)};
    if (name == "content-length") length = std::stoul(value);
    reply.headers.emplace_back(std::move(name), std::move(value));
  }
  if (to_head) length = 0;
  if (bytes.size() < end + 4 + length) return Reply{};
  reply.body = std::string{bytes.substr(end + 4, length)};
  bytes.remove_prefix(end + 4 + length);
  return reply;
}

std::string attribute_in(std::string_view tag, std::string_view name) {
  const std::string opening = " " + std::string{name} + "=\"";
  const std::size_t start = tag.find(opening);
  if (start == std::string_view::npos) return {};
  const std::size_t from = start + opening.size();
  return std::string{tag.substr(from, tag.find('"', from) - from)};
}

}  // namespace

std::string Reply::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

int Reply::count(std::string_view name) const {
  return static_cast<int>(std::count_if(headers.begin(), headers.end(),
                                        [name](const auto& pair) { return pair.first == name; }));
}

nlohmann::json Reply::json() const {
  return nlohmann::json::parse(body, nullptr, false);
}

std::string Reply::code() const {
  const auto document = json();
  return document.is_object() && document.contains("code") ? document["code"].get<std::string>()
                                                           : std::string{};
}

std::string exchange_bytes(int port, std::string_view bytes) {
  const int socket = connect_to(port);
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  std::string received;
  char chunk[8192];
  for (;;) {
    pollfd waiting{socket, POLLIN, 0};
    if (::poll(&waiting, 1, 20000) <= 0) break;
    const ssize_t count = ::recv(socket, chunk, sizeof chunk, 0);
    if (count <= 0) {
      received += "[closed]";
      break;
    }
    received.append(chunk, static_cast<std::size_t>(count));
  }
  ::close(socket);
  return received;
}

std::vector<Reply> replies_in(std::string_view bytes) {
  std::vector<Reply> replies;
  for (;;) {
    Reply reply = take_reply(bytes);
    if (reply.status == 0) break;
    reply.closed = bytes == "[closed]";
    replies.push_back(std::move(reply));
  }
  return replies;
}

Client::Client(int port) : port_(port) {}

Reply Client::get(const std::string& path, const Headers& headers) {
  return send("GET", path, "", headers);
}

Reply Client::send(std::string_view method, const std::string& path, std::string_view body,
                   const Headers& headers) {
  std::string bytes = std::string{method} + " " + path + " HTTP/1.1\r\n";
  bool has_host = false;
  bool has_origin = method == "GET" || method == "HEAD";
  for (const auto& [name, value] : headers) {
    has_host = has_host || lower(name) == "host";
    has_origin = has_origin || name == no_origin.first;
    if (std::pair{name, value} != no_origin) bytes += name + ": " + value + "\r\n";
  }
  if (!has_origin) bytes += "Origin: " + origin() + "\r\n";
  if (!has_host) bytes += "Host: " + host() + "\r\n";
  std::string cookies;
  for (const auto& [name, value] : cookies_) {
    cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
  }
  if (!cookies.empty()) bytes += "Cookie: " + cookies + "\r\n";
  if (method != "GET" && method != "HEAD" && method != "DELETE") {
    bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  }
  bytes += "Connection: close\r\n\r\n" + std::string{body};

  const std::string received = exchange_bytes(port_, bytes);
  std::string_view rest = received;
  Reply reply = take_reply(rest, method == "HEAD");
  reply.closed = rest == "[closed]";
  for (const auto& [name, value] : reply.headers) {
    if (name != "set-cookie") continue;
    const std::size_t equals = value.find('=');
    const std::string cookie = value.substr(0, equals);
    const std::string content = value.substr(equals + 1, value.find(';') - equals - 1);
    if (value.find("Max-Age=0") != std::string::npos) {
      cookies_.erase(cookie);
    } else {
      cookies_[cookie] = content;
    }
  }
  const std::string bare = path.substr(0, path.find('?'));
  if (bare.starts_with("/api/v1/") && method != "HEAD") {
    EXPECT_EQ(misfit(method, bare, reply.status, reply.header("content-type"), reply.body), "")
        << method << " " << bare << " answered " << reply.status;
  }
  return reply;
}

Reply Client::post_json(const std::string& path, std::string_view body, Headers headers) {
  const bool has_key = std::any_of(headers.begin(), headers.end(), [](const auto& pair) {
    return pair.first == "Idempotency-Key";
  });
  headers.emplace_back("Content-Type", "application/json");
  if (!has_key) headers.emplace_back("Idempotency-Key", "key-" + std::to_string(next_key_++));
  return send("POST", path, body, headers);
}

Reply Client::patch_json(const std::string& path, std::string_view body, Headers headers) {
  headers.emplace_back("Content-Type", "application/json");
  return send("PATCH", path, body, headers);
}

Reply Client::post_form(const std::string& path, const Form& form, const Headers& headers) {
  Headers all = headers;
  all.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  all.emplace_back("Sec-Fetch-Site", "same-origin");
  return send("POST", path, urlencoded(form), all);
}

Form Client::form_on(const Reply& page, const std::string& action) const {
  Form form;
  std::string_view html = page.body;
  for (;;) {
    const std::size_t start = html.find("<form");
    if (start == std::string_view::npos) return form;
    html.remove_prefix(start);
    const std::string_view whole = html.substr(0, html.find("</form>"));
    html.remove_prefix(5);
    if (attribute_in(whole.substr(0, whole.find('>')), "action") != action) continue;
    for (std::size_t at = whole.find("<input"); at != std::string_view::npos;
         at = whole.find("<input", at + 1)) {
      const std::string_view tag = whole.substr(at, whole.find('>', at) - at);
      const std::string type = attribute_in(tag, "type");
      const bool checked = tag.find(" checked") != std::string_view::npos;
      if (type == "checkbox" && !checked) continue;
      if (type == "checkbox") {
        form.emplace_back(attribute_in(tag, "name"), "on");
      } else {
        form.emplace_back(attribute_in(tag, "name"), attribute_in(tag, "value"));
      }
    }
    return form;
  }
}

std::string urlencoded(const Form& form) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  const auto encode = [](const std::string& text) {
    std::string encoded;
    for (const char c : text) {
      if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' || c == '-') {
        encoded += c;
      } else {
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += digits[byte >> 4U];
        encoded += digits[byte & 15U];
      }
    }
    return encoded;
  };
  std::string text;
  for (const auto& [name, value] : form) {
    text += (text.empty() ? "" : "&") + encode(name) + "=" + encode(value);
  }
  return text;
}

Form with(Form form, std::string name, std::string value) {
  form = without(std::move(form), name);
  form.emplace_back(std::move(name), std::move(value));
  return form;
}

Form without(Form form, std::string_view name) {
  std::erase_if(form, [name](const auto& pair) { return pair.first == name; });
  return form;
}

std::string value_in(const Form& form, std::string_view name) {
  for (const auto& [key, value] : form) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace samtycke::journeys
