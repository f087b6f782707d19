#include "server/cases/case_stream.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <vector>

namespace samtycke::server {

void CaseStream::keep(std::string_view bytes) {
  const std::size_t room = wire::longest_case + 1 - line_.size();
  line_.append(bytes.substr(0, std::min(room, bytes.size())));
}

void CaseStream::answer(std::string& answers) {
  answers += cases_.answer(line_);
  answers += '\n';
  line_.clear();
}

std::string CaseStream::take(std::string_view bytes) {
  std::string answers;
  for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
    keep(bytes.substr(0, end));
    answer(answers);
    bytes.remove_prefix(end + 1);
  }
  keep(bytes);
  return answers;
}

std::string CaseStream::end() {
  std::string answers;
  if (!line_.empty()) answer(answers);
  return answers;
}

bool answer_cases(wire::Cases& cases, int input, std::ostream& out) {
  CaseStream stream(cases);
  std::vector<char> bytes(std::size_t{1} << 16U);
  while (out.good()) {
    const ssize_t count = ::read(input, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) {  // Another program made our input one that does not wait.
      ::usleep(1000);
      continue;
    }
    if (count < 0) return false;
    out << (count == 0 ? stream.end()
                       : stream.take({bytes.data(), static_cast<std::size_t>(count)}))
        << std::flush;
    if (count == 0) return out.good();
  }
  return false;
}

}  // namespace samtycke::server
