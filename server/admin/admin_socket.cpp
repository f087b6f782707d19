#include "server/admin/admin_socket.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <list>
#include <mutex>
#include <streambuf>
#include <thread>
#include <utility>

#include "server/admin/frame.h"

namespace samtycke::server {
namespace {

constexpr int backlog = 16;
constexpr std::size_t most_calls = 8;
// A caller who says nothing may not hold a place for ever.
constexpr timeval patience{.tv_sec = 10, .tv_usec = 0};

// A descriptor that is closed when it goes.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int get() const { return number_; }
  bool open() const { return number_ >= 0; }

 private:
  int number_;
};

// False when the path is too long for a Unix socket (107 bytes).
bool address_of(const std::string& path, sockaddr_un& address) {
  if (path.empty() || path.size() >= sizeof(address.sun_path)) return false;
  address = sockaddr_un{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  return true;
}

bool is_our_own_user(int descriptor) {
  ucred peer{};
  socklen_t size = sizeof(peer);
  return ::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
         peer.uid == ::geteuid();
}

// A stream whose text becomes frames of one kind. Both streams of a call write to one descriptor, and
// one thread runs the call.
class FrameStream : public std::streambuf {
 public:
  FrameStream(int descriptor, char kind) : descriptor_(descriptor), kind_(kind) {}
  ~FrameStream() override { FrameStream::sync(); }

 protected:
  int_type overflow(int_type byte) override {
    if (byte != traits_type::eof()) text_ += static_cast<char>(byte);
    if (text_.size() >= longest_frame) sync();
    return traits_type::not_eof(byte);
  }
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    text_.append(bytes, static_cast<std::size_t>(count));
    return text_.size() >= longest_frame && sync() != 0 ? 0 : count;
  }
  int sync() override {
    gone_ = gone_ || (!text_.empty() && !send_frame(descriptor_, kind_, text_));
    text_.clear();
    // A caller who left, or has stopped reading, is the command's to look at: an import goes on to its
    // end without a word, and a list that nobody reads is over.
    return gone_ ? -1 : 0;
  }

 private:
  int descriptor_;
  char kind_;
  std::string text_;
  bool gone_ = false;
};

std::optional<AdminCall> receive_call(int descriptor) {
  AdminCall call;
  while (true) {
    auto frame = receive_frame(descriptor);
    if (!frame) return std::nullopt;
    switch (frame->kind) {
      case 'f': call.folder = std::move(frame->content); break;
      case 't': call.is_terminal = frame->content == "1"; break;
      case 'a':
        if (call.arguments.size() == most_arguments) return std::nullopt;
        call.arguments.push_back(std::move(frame->content));
        break;
      case 'g': return call;
      default: return std::nullopt;  // A char, not an enum: anything may come here.
    }
  }
}

}  // namespace

struct AdminSocket::Inside {
  std::string path;
  AdminRunner runner;
  Descriptor listening;
  Descriptor wake_up;  // Written to by stop().
  Descriptor woken;
  std::thread accepting;

  struct Running {
    std::thread thread;
    std::atomic<bool> done{false};
  };
  std::mutex mutex;  // Guards `calls`.
  std::list<Running> calls;

  void accept_calls();
  void answer(Descriptor caller);
  void forget_finished();
};

AdminSocket::AdminSocket(std::string path, AdminRunner runner)
    : inside_(std::make_unique<Inside>()) {
  inside_->path = std::move(path);
  inside_->runner = std::move(runner);
}

AdminSocket::~AdminSocket() {
  stop();
}

Expected<Done, CannotStart> AdminSocket::start() {
  const std::string& path = inside_->path;
  const CannotStart failed{"the admin socket " + path + " cannot be made"};
  sockaddr_un address{};
  if (!address_of(path, address)) {
    return Unexpected{CannotStart{"the admin socket's path is too long: " + path}};
  }
  Descriptor listening(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!listening.open()) return Unexpected{failed};
  ::unlink(path.c_str());
  // The mode is set before the name exists for others to connect to.
  if (::fchmod(listening.get(), S_IRUSR | S_IWUSR) != 0 ||
      ::bind(listening.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
      ::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0 || ::listen(listening.get(), backlog) != 0) {
    return Unexpected{failed};
  }
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) return Unexpected{failed};
  inside_->woken = Descriptor(ends[0]);
  inside_->wake_up = Descriptor(ends[1]);
  inside_->listening = std::move(listening);
  inside_->accepting = std::thread([this] { inside_->accept_calls(); });
  return Done{};
}

void AdminSocket::Inside::forget_finished() {
  const std::lock_guard<std::mutex> guard(mutex);
  calls.remove_if([](Running& call) {
    if (!call.done) return false;
    call.thread.join();
    return true;
  });
}

void AdminSocket::Inside::accept_calls() {
  while (true) {
    pollfd waiting[2] = {{listening.get(), POLLIN, 0}, {woken.get(), POLLIN, 0}};
    if (::poll(waiting, 2, -1) < 0 && errno != EINTR) return;
    if (waiting[1].revents != 0) return;
    if ((waiting[0].revents & POLLIN) == 0) continue;
    Descriptor caller(::accept4(listening.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!caller.open() || !is_our_own_user(caller.get())) continue;
    forget_finished();

    const std::lock_guard<std::mutex> guard(mutex);
    if (calls.size() >= most_calls) continue;  // Closing says it; the caller tries again.
    Running& call = calls.emplace_back();
    call.thread = std::thread([this, &call, taken = std::move(caller)]() mutable {
      answer(std::move(taken));
      call.done = true;
    });
  }
}

void AdminSocket::Inside::answer(Descriptor caller) {
  ::setsockopt(caller.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  ::setsockopt(caller.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
  const std::optional<AdminCall> call = receive_call(caller.get());
  if (!call) return;
  int code = 0;
  {
    FrameStream out_frames(caller.get(), 'o');
    FrameStream err_frames(caller.get(), 'e');
    std::ostream out(&out_frames);
    std::ostream err(&err_frames);
    code = runner(*call, out, err);
  }
  send_frame(caller.get(), 'x', std::to_string(code));
}

void AdminSocket::stop() {
  if (!inside_->accepting.joinable()) return;
  const char byte = 0;
  // The pipe is empty, so this cannot block; the other end is ours, so it cannot be gone.
  while (::write(inside_->wake_up.get(), &byte, 1) < 0 && errno == EINTR) {
  }
  inside_->accepting.join();
  ::unlink(inside_->path.c_str());
  inside_->listening = Descriptor();
  const std::lock_guard<std::mutex> guard(inside_->mutex);
  for (Inside::Running& call : inside_->calls) call.thread.join();
  inside_->calls.clear();
}

Expected<int, CannotStart> call_server(const std::string& path, const AdminCall& call,
                                       std::ostream& out, std::ostream& err) {
  const CannotStart busy{"the store is in use, and no server answers on " + path +
                         "; wait for the other command to end"};
  sockaddr_un address{};
  if (!address_of(path, address)) return Unexpected{busy};
  const Descriptor server(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!server.open() ||
      ::connect(server.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    return Unexpected{busy};
  }
  bool sent = send_frame(server.get(), 'f', call.folder) &&
              send_frame(server.get(), 't', call.is_terminal ? "1" : "0");
  for (const std::string& argument : call.arguments) {
    sent = sent && send_frame(server.get(), 'a', argument);
  }
  if (!sent || !send_frame(server.get(), 'g', "")) return Unexpected{busy};

  while (auto frame = receive_frame(server.get())) {
    if (frame->kind == 'o') out << frame->content << std::flush;
    if (frame->kind == 'e') err << frame->content << std::flush;
    if (frame->kind == 'x') {
      int code = 2;
      std::from_chars(frame->content.data(), frame->content.data() + frame->content.size(), code);
      return code;
    }
  }
  return Unexpected{CannotStart{"the server went away before the command was done"}};
}

}  // namespace samtycke::server
