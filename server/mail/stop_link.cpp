#include "server/mail/stop_link.h"

#include "server/store/sealed_box.h"

namespace samtycke::server {
namespace {

constexpr std::string_view stopping = "stop";
constexpr std::string_view undoing = "undo";

}  // namespace

std::string stop_link(Store& store, const StopLink& link) {
  return store.seal_link(stopping, Packed()
                                       .add(link.member.text())
                                       .add(link.cell.sender.text())
                                       .add(link.cell.channel.text())
                                       .bytes());
}

std::optional<StopLink> open_stop_link(Store& store, std::string_view link) {
  const auto text = store.open_link(stopping, link);
  if (!text) return std::nullopt;
  Unpacked from(*text);
  StopLink opened;
  opened.member = MemberId(from.text());
  opened.cell.sender = SenderId(from.text());
  opened.cell.channel = ChannelId(from.text());
  if (!from.whole()) return std::nullopt;
  return opened;
}

std::string undo_link(Store& store, const Undo& undo) {
  return store.seal_link(undoing, Packed()
                                      .add(undo.member.text())
                                      .add(undo.at.utc_ms)
                                      .add(static_cast<std::int64_t>(undo.stopped.first))
                                      .add(static_cast<std::int64_t>(undo.stopped.count))
                                      .add(std::int64_t{undo.stopped.notice_version})
                                      .add(undo.limit_before)
                                      .add(undo.limit_after)
                                      .bytes());
}

std::optional<Undo> open_undo_link(Store& store, std::string_view link) {
  const auto text = store.open_link(undoing, link);
  if (!text) return std::nullopt;
  Unpacked from(*text);
  Undo undo;
  undo.member = MemberId(from.text());
  undo.at = Instant{from.number()};
  undo.stopped.first = static_cast<std::size_t>(from.number());
  undo.stopped.count = static_cast<std::size_t>(from.number());
  undo.stopped.notice_version = static_cast<int>(from.number());
  undo.limit_before = from.text();
  undo.limit_after = from.text();
  if (!from.whole()) return std::nullopt;
  return undo;
}

}  // namespace samtycke::server
