// HTTP/2 written by hand (RFC 9113, RFC 7541), since Node's own client refuses to send what is wrong.
import { connect, host } from './support.mjs';

const frame = (type, flags, stream, payload) => {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
};
// A length in a prefix of seven bits, and the bytes as they are: no Huffman, no table.
const text = (value) => {
  const bytes = Buffer.from(value, 'latin1');
  const length = bytes.length < 127 ? Buffer.from([bytes.length])
    : Buffer.from([127, ((bytes.length - 127) & 127) | 128, (bytes.length - 127) >> 7]);
  return Buffer.concat([length, bytes]);
};
const headers = (pairs, flags) =>
  frame(1, 4 | flags, 1, Buffer.concat(pairs.map(([name, value]) => Buffer.concat([Buffer.from([0]), text(name), text(value)]))));
const data = (body) => frame(0, 1, 1, Buffer.from(body, 'latin1'));
const goaway = frame(7, 0, 0, Buffer.alloc(8));

export const preface = Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame(4, 0, 0, Buffer.alloc(0))]);

const lead = (method, path = '/api/v1/notice') => [
  [':method', method], [':scheme', 'https'], [':path', path], [':authority', host]];
const second = 'GET /smuggled HTTP/1.1\r\nHost: club.example\r\n\r\n';
const alone = (more, method, path) => headers([...lead(method ?? 'GET', path), ...more], 1);
const withBody = (more, body) => Buffer.concat([headers([...lead('POST'), ...more], 0), data(body)]);

export const broken = {
  'a request in a value': alone([['x', `a\r\n\r\n${second}`]]),
  'a header in a value': alone([['x', 'a\r\nTransfer-Encoding: chunked']]),
  'a header in a name': alone([['x: a\r\ntransfer-encoding', 'chunked']]),
  'a line feed in a value': alone([['x', `a\n\n${second}`]]),
  'a NUL in a value': alone([['x', 'a\0b']]),
  'a request in the address': alone([], 'GET', `/ HTTP/1.1\r\nHost: ${host}\r\n\r\n${second}`),
  'a space in the address': alone([], 'GET', '/a HTTP/1.1'),
  'a request in the method': alone([], `GET /smuggled HTTP/1.1\r\nHost: ${host}\r\n\r\nGET`),
  'a coding': withBody([['transfer-encoding', 'chunked']], `0\r\n\r\n${second}`),
  'a length that is too short': withBody([['content-length', '4']], `{}  ${second}`),
  'a length that is too long': withBody([['content-length', '400']], '{}'),
  'two lengths': withBody([['content-length', '2'], ['content-length', '50']], '{}'),
  'a length with a sign': withBody([['content-length', '+2']], '{}'),
  'a connection header': alone([['connection', 'keep-alive, content-length']]),
  'an upgrade': alone([['upgrade', 'h2c'], ['connection', 'upgrade']]),
  'a host beside the authority': alone([['host', 'evil.example']]),
  'an authority in two places': headers([...lead('GET'), [':authority', 'evil.example']], 1),
  'a name in capitals': alone([['Transfer-Encoding', 'chunked']]),
  'a pseudo header at the end': alone([['x', 'a'], [':path', '/smuggled']]),
  'a request in the authority': headers([...lead('GET').slice(0, 3), [':authority', `${host}\r\n\r\n${second}`]], 1),
};

// Whether the stream has come to its end: answered, refused, or the connection is given up.
function isOver(bytes) {
  for (let at = 0; at + 9 <= bytes.length; at += 9 + bytes.readUIntBE(at, 3)) {
    const [type, flags] = [bytes[at + 3], bytes[at + 4]];
    if (type === 3 || type === 7 || (type <= 1 && (flags & 1) !== 0)) return true;
  }
  return false;
}

// Sends it, says goodbye, and waits until the other side has answered or hung up.
export function sendFrames(where, bytes) {
  return new Promise((resolve, reject) => {
    const socket = connect(where, { protocols: ['h2'] });
    socket.setTimeout(30000, () => { socket.destroy(); reject(new Error('30 s of silence')); });
    socket.on('error', () => {});
    socket.once('secureConnect', () => socket.write(Buffer.concat([bytes, goaway])));
    let got = Buffer.alloc(0);
    socket.on('data', (more) => {
      got = Buffer.concat([got, more]);
      if (isOver(got)) socket.end();
    });
    socket.once('close', resolve);
  });
}
