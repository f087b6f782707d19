#include "server/cases/case_stream.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <deque>
#include <future>
#include <optional>
#include <utility>

namespace samtycke::server {
namespace {

using Lines = std::vector<std::string>;

std::string answer_all(wire::Cases& cases, const Lines& lines) {
  std::string answers;
  for (const std::string& line : lines) {
    answers += cases.answer(line);
    answers += '\n';
  }
  return answers;
}

// Lines that are being answered, oldest first. A reader answers one piece at a time: the next in turn is
// free, since no more pieces are in work than there are readers and the oldest is taken first.
class InWork {
 public:
  explicit InWork(std::vector<wire::Cases>& readers) : readers_(readers) {}

  bool empty() const { return pieces_.empty(); }
  bool full() const { return pieces_.size() == readers_.size(); }

  void put(Lines lines) {
    wire::Cases& reader = readers_[next_];
    next_ = (next_ + 1) % readers_.size();
    // A single reader answers when it is asked, as in WebAssembly, which has no threads here; several
    // do so where the machine gives no more threads.
    const auto how =
        readers_.size() == 1 ? std::launch::deferred : std::launch::async | std::launch::deferred;
    pieces_.push_back(
        std::async(how, [&reader, lines = std::move(lines)] { return answer_all(reader, lines); }));
  }

  std::string take() {
    std::string answers = pieces_.front().get();
    pieces_.pop_front();
    return answers;
  }

 private:
  std::vector<wire::Cases>& readers_;
  std::size_t next_ = 0;
  std::deque<std::future<std::string>> pieces_;
};

bool waits(int input) {
  pollfd asked{input, POLLIN, 0};
  return ::poll(&asked, 1, 0) == 0;
}

// What there is to read; empty at the end, none where it broke.
std::optional<std::string_view> read_some(int input, std::vector<char>& into) {
  for (;;) {
    const ssize_t count = ::read(input, into.data(), into.size());
    if (count >= 0) return std::string_view(into.data(), static_cast<std::size_t>(count));
    if (errno == EAGAIN) {  // Another program made our input one that does not wait.
      ::usleep(1000);
    } else if (errno != EINTR) {
      return std::nullopt;
    }
  }
}

}  // namespace

void LineCutter::keep(std::string_view bytes) {
  const std::size_t room = wire::longest_case + 1 - line_.size();
  line_.append(bytes.substr(0, std::min(room, bytes.size())));
}

std::vector<std::string> LineCutter::take(std::string_view bytes) {
  std::vector<std::string> lines;
  for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
    keep(bytes.substr(0, end));
    lines.push_back(std::exchange(line_, {}));
    bytes.remove_prefix(end + 1);
  }
  keep(bytes);
  return lines;
}

std::vector<std::string> LineCutter::end() {
  if (line_.empty()) return {};
  return {std::exchange(line_, {})};
}

bool answer_cases(std::vector<wire::Cases>& readers, int input, std::ostream& out) {
  LineCutter cutter;
  InWork in_work(readers);
  // A thread for a few lines costs more than they do.
  std::vector<char> bytes(std::size_t{1} << 18U);
  bool more = true;
  while (out.good() && (more || !in_work.empty())) {
    if (!in_work.empty() && (!more || in_work.full() || waits(input))) {
      out << in_work.take() << std::flush;
      continue;
    }
    const auto read = read_some(input, bytes);
    if (!read) return false;
    more = !read->empty();
    std::vector<std::string> lines = more ? cutter.take(*read) : cutter.end();
    if (!lines.empty()) in_work.put(std::move(lines));
  }
  return out.good();
}

}  // namespace samtycke::server
