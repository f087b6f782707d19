#include "tests/torture/served_program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "core/base/check.h"

namespace samtycke::torture {
namespace {

// Runs the program with its output in the file, or, where there is a pipe, there.
[[noreturn]] void become(const std::vector<std::string>& arguments, const std::string& says,
                         int pipe) {
  const int file = ::open(says.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::dup2(pipe < 0 ? file : pipe, STDOUT_FILENO);
  ::dup2(file, STDERR_FILENO);
  std::vector<std::string> texts = {SAMTYCKE_PROGRAM};
  texts.insert(texts.end(), arguments.begin(), arguments.end());
  std::vector<char*> words;
  for (std::string& text : texts) words.push_back(text.data());
  words.push_back(nullptr);
  ::execv(words.front(), words.data());
  ::_exit(127);
}

int ended(pid_t process) {
  int status = 0;
  ::waitpid(process, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lowered;
}

// The value of a header in a head whose names may be in any case; empty where it is missing.
std::string header_in(std::string_view head, std::string_view name) {
  const std::size_t at = lower(head).find("\r\n" + std::string(name) + ": ");
  if (at == std::string::npos) return {};
  const std::size_t from = at + 2 + name.size() + 2;
  return std::string(head.substr(from, head.find("\r\n", from) - from));
}

}  // namespace

int run_to_end(const std::vector<std::string>& arguments, const std::string& says) {
  const pid_t process = ::fork();
  if (process == 0) become(arguments, says, -1);
  return ended(process);
}

ServedProgram::ServedProgram(const std::string& database, const std::string& socket,
                             const std::string& says)
    : started_(std::chrono::steady_clock::now()) {
  std::array<int, 2> ends = {};
  SAMTYCKE_CHECK(::pipe2(ends.data(), O_CLOEXEC) == 0);
  process_ = ::fork();
  if (process_ == 0) {
    become({"serve", "--db", "sqlite:" + database, "--listen", "unix:" + socket, "--origin",
            "https://" + std::string(host), "--assets", SAMTYCKE_SOURCE_DIR "/assets"},
           says, ends[1]);
  }
  ::close(ends[1]);
  std::string said;
  std::array<char, 512> some = {};
  while (said.find("Stop:") == std::string::npos) {
    const ssize_t got = ::read(ends[0], some.data(), some.size());
    if (got <= 0) break;
    said.append(some.data(), static_cast<std::size_t>(got));
  }
  ::close(ends[0]);
  serves_ = said.find("Stop:") != std::string::npos;
}

ServedProgram::~ServedProgram() {
  kill();
}

void ServedProgram::kill() {
  if (process_ < 0) return;
  ::kill(process_, SIGKILL);
  wait();
}

int ServedProgram::stop() {
  ::kill(process_, SIGTERM);
  return wait();
}

int ServedProgram::wait() {
  const int code = ended(process_);
  process_ = -1;
  return code;
}

Connection::Connection(const std::string& path)
    : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  SAMTYCKE_CHECK(path.size() < sizeof address.sun_path);
  std::memcpy(address.sun_path, path.data(), path.size());
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    socket_ = -1;
  }
}

Connection::~Connection() {
  if (socket_ >= 0) ::close(socket_);
}

bool Connection::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

Reply Connection::ask(std::string_view method, std::string_view path, std::string_view body,
                      const Headers& headers) {
  std::string request = std::string(method) + " " + std::string(path) +
                        " HTTP/1.1\r\nHost: " + std::string(ServedProgram::host) + "\r\n";
  for (const auto& [name, value] : headers) request += name + ": " + value + "\r\n";
  if (method != "GET") {
    request +=
        "Origin: https://" + std::string(ServedProgram::host) +
        "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
        "\r\n";
  }
  if (socket_ < 0 || !send(request + "\r\n" + std::string(body))) return {};
  std::string got;
  std::array<char, 16384> some = {};
  for (;;) {
    const ssize_t count = ::recv(socket_, some.data(), some.size(), 0);
    if (count <= 0) return {};
    got.append(some.data(), static_cast<std::size_t>(count));
    const std::size_t end = got.find("\r\n\r\n");
    if (end == std::string::npos) continue;
    const std::string head = got.substr(0, end + 2);
    const std::string length = header_in(head, "content-length");
    const std::size_t whole = end + 4 + (length.empty() ? 0 : std::stoul(length));
    if (got.size() < whole) continue;
    return {std::stoi(head.substr(9, 3)), header_in(head, "etag"), got.substr(end + 4)};
  }
}

}  // namespace samtycke::torture
