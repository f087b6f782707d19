// Requests whose end can be seen in two places. Each is followed by a request for /smuggled: whoever takes
// the wrong end for the right one answers it, or takes it for part of somebody else's.
import { host } from './support.mjs';

const lead = (method, target = '/api/v1/sign-in') =>
  `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\nOrigin: https://${host}\r\n` +
  'Content-Type: application/json\r\nIdempotency-Key: k\r\n';
export const smuggled = `GET /smuggled HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;

const framed = (lines, body = smuggled) => `${lead('POST')}${lines}\r\n${body}`;
const chunks = (...pieces) => framed('Transfer-Encoding: chunked\r\n', `${pieces.join('')}${smuggled}`);
const short = 'Content-Length: 4\r\n';
const whole = `Content-Length: ${smuggled.length}\r\n`;
const chunked = 'Transfer-Encoding: chunked\r\n';

// Lengths and codings that disagree.
const lengths = {
  'a length and chunks': framed(short + chunked, `0\r\n\r\n${smuggled}`),
  'chunks and a length': framed(chunked + whole, `0\r\n\r\n${smuggled}`),
  'a length and a coding that is none': framed(`${whole}Transfer-Encoding: xchunked\r\n`),
  'a space before the colon': framed(`${whole}Transfer-Encoding : chunked\r\n`, `0\r\n\r\n${smuggled}`),
  'a tab before the coding': framed(`${whole}Transfer-Encoding:\tchunked\r\n`, `0\r\n\r\n${smuggled}`),
  'a coding twice': framed(chunked + chunked, `0\r\n\r\n${smuggled}`),
  'a coding taken back': framed(`${chunked}Transfer-Encoding: identity\r\n`, `0\r\n\r\n${smuggled}`),
  'a list of codings': framed('Transfer-Encoding: chunked, identity\r\n', `0\r\n\r\n${smuggled}`),
  'a list that ends in chunks': framed('Transfer-Encoding: gzip, chunked\r\n', `0\r\n\r\n${smuggled}`),
  'a coding with a parameter': framed('Transfer-Encoding: chunked;a=b\r\n', `0\r\n\r\n${smuggled}`),
  'a coding in quotes': framed(`${whole}Transfer-Encoding: "chunked"\r\n`, `0\r\n\r\n${smuggled}`),
  'a vertical tab': framed(`${whole}Transfer-Encoding: \x0bchunked\r\n`, `0\r\n\r\n${smuggled}`),
  'a folded coding': framed(`${whole}Transfer-Encoding:\r\n chunked\r\n`, `0\r\n\r\n${smuggled}`),
  'a folded header with a coding': framed(`${whole}X: a\r\n Transfer-Encoding: chunked\r\n`, smuggled),
  'a coding after a bare line feed': framed(`${whole}X: a\nTransfer-Encoding: chunked\r\n`, `0\r\n\r\n${smuggled}`),
  'a coding after a bare return': framed(`${whole}X: a\rTransfer-Encoding: chunked\r\n`, smuggled),
  'a coding under an odd name': framed(`${whole}Transfer_Encoding: chunked\r\n`, smuggled),
  'two lengths': framed(short + whole),
  'a length twice': framed(whole + whole),
  'lengths in a list': framed('Content-Length: 4, 4\r\n'),
  'a length with a sign': framed('Content-Length: +4\r\n'),
  'a length below nothing': framed('Content-Length: -4\r\n'),
  'a length in hexadecimal': framed('Content-Length: 0x4\r\n'),
  'a length with a space in it': framed('Content-Length: 4 0\r\n'),
  'a length beyond numbers': framed('Content-Length: 18446744073709551620\r\n'),
  'an empty length': framed('Content-Length:\r\n'),
  'a folded length': framed('Content-Length:\r\n 4\r\n'),
  'no length': framed(''),
  'a length under an odd name': framed(`Content_Length: ${smuggled.length}\r\n`),
  'a length that is named as one to drop': framed(`${whole}Connection: Content-Length\r\n`),
};

// Chunks that can be counted in two ways.
const counts = {
  'plain chunks': chunks('2\r\n{}\r\n', '0\r\n\r\n'),
  'a chunk extension': chunks('2;a=b\r\n{}\r\n', '0\r\n\r\n'),
  'an extension with quotes': chunks('2;a="\r\n{}\r\n', '0\r\n\r\n'),
  'a bare line feed in an extension': chunks('2;a\n{}\r\n', '0\r\n\r\n'),
  'a bare return in an extension': chunks('2;a\rb\r\n{}\r\n', '0\r\n\r\n'),
  'a chunk size in other clothes': chunks('0x2\r\n{}\r\n', '0\r\n\r\n'),
  'a chunk size with a sign': chunks('-2\r\n{}\r\n', '0\r\n\r\n'),
  'a chunk size after a space': chunks(' 2\r\n{}\r\n', '0\r\n\r\n'),
  'a chunk size that wraps round': chunks('10000000000000002\r\n{}\r\n', '0\r\n\r\n'),
  'a chunk longer than it says': chunks('2\r\n{}{}\r\n', '0\r\n\r\n'),
  'no end after a chunk': chunks('2\r\n{}', '0\r\n\r\n'),
  'a line feed after a chunk': chunks('2\r\n{}\n', '0\r\n\r\n'),
  'a last chunk of many zeros': chunks('2\r\n{}\r\n', '0000000000\r\n\r\n'),
  'a length in the trailer': chunks('2\r\n{}\r\n', `0\r\n${whole}\r\n`),
  'a coding in the trailer': chunks('2\r\n{}\r\n', `0\r\n${chunked}\r\n`),
  'a request in the trailer': chunks('2\r\n{}\r\n', '0\r\nGET /smuggled HTTP/1.1\r\n\r\n'),
  'chunks in HTTP/1.0': chunks('2\r\n{}\r\n', '0\r\n\r\n').replace('HTTP/1.1', 'HTTP/1.0'),
};

// Bodies and lines where nobody expects them.
const lines = {
  'a body on GET': `${lead('GET', '/api/v1/notice')}${whole}\r\n${smuggled}`,
  'chunks on GET': `${lead('GET', '/api/v1/notice')}${chunked}\r\n2\r\n{}\r\n0\r\n\r\n${smuggled}`,
  'a body on HEAD': `${lead('HEAD', '/api/v1/notice')}${whole}\r\n${smuggled}`,
  'a body on DELETE': `${lead('DELETE', '/api/v1/session')}${whole}\r\n${smuggled}`,
  'an expectation': framed(`${whole}Expect: 100-continue\r\n`),
  'an expectation that is none': framed(`${whole}Expect: 100-continued\r\n`),
  'a body in gzip': framed(`${whole}Content-Encoding: gzip\r\n`),
  'an upgrade to HTTP/2': framed(`${whole}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n`),
  'bare line feeds': `GET /api/v1/notice HTTP/1.1\nHost: ${host}\n\n${smuggled}`,
  'two hosts': `GET /api/v1/notice HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\n\r\n${smuggled}`,
  'no host': `GET /api/v1/notice HTTP/1.1\r\n\r\n${smuggled}`,
  'an empty host': `GET /api/v1/notice HTTP/1.1\r\nHost:\r\n\r\n${smuggled}`,
  'a host with a name before it': `GET /api/v1/notice HTTP/1.1\r\nHost: a@${host}\r\n\r\n${smuggled}`,
  'an address of another site': `GET https://evil.example/ HTTP/1.1\r\nHost: ${host}\r\n\r\n${smuggled}`,
  'two versions': `GET /api/v1/notice HTTP/1.1 HTTP/1.1\r\nHost: ${host}\r\n\r\n${smuggled}`,
  'a version to come': `GET /api/v1/notice HTTP/1.2\r\nHost: ${host}\r\n\r\n${smuggled}`,
  'a version long gone': `GET /api/v1/notice\r\n\r\n${smuggled}`,
  'a return in the address': `GET /api/v1/notice\rX HTTP/1.1\r\nHost: ${host}\r\n\r\n${smuggled}`,
  'a NUL in a header': `GET /api/v1/notice HTTP/1.1\r\nHost: ${host}\r\nX: a\0b\r\n\r\n${smuggled}`,
  'a line without a colon': `GET /api/v1/notice HTTP/1.1\r\nHost: ${host}\r\nno colon\r\n\r\n${smuggled}`,
  'a method of lower case': `get /api/v1/notice HTTP/1.1\r\nHost: ${host}\r\n\r\n${smuggled}`,
  'a tunnel': `CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}\r\n\r\n${smuggled}`,
  'a trace': `TRACE / HTTP/1.1\r\nHost: ${host}\r\n\r\n${smuggled}`,
};

export const attacks = { ...lengths, ...counts, ...lines };
