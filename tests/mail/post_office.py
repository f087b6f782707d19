"""A real mail server (aiosmtpd) on this machine, with a throw-away certificate, that keeps what arrives.

What it does wrong is said by the test: a list of answers for the mails to come.
"""
import email
import email.policy
import logging
import os
import ssl
import subprocess
import threading

from aiosmtpd.controller import Controller, UnixSocketController
from aiosmtpd.smtp import AuthResult

NAME = "mail.example"
USER, PASSWORD = "portal", "hemligt lösen"


def make_certificates(folder):
    """An authority, and certificates of it: for the server's own name, and for another's."""

    def run(*command):
        subprocess.run(command, check=True, capture_output=True, cwd=folder)

    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
        "-subj", "/CN=Test", "-keyout", "ca.key", "-out", "ca.pem")
    for file, names in (("good", f"DNS:{NAME},DNS:localhost"), ("other", "DNS:elsewhere.example")):
        with open(os.path.join(folder, file + ".ext"), "w", encoding="ascii") as extension:
            extension.write(f"subjectAltName={names}\n")
        run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-subj", "/CN=Test server", "-keyout", file + ".key", "-out", file + ".csr")
        run("openssl", "x509", "-req", "-in", file + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-days", "2", "-extfile", file + ".ext", "-out", file + ".pem")


# What it warns about (its own names, that signing in is asked for) is between it and its test.
logging.disable(logging.WARNING)


class Letter:
    """One mail as it arrived: the envelope, the bytes, and what Python's own library reads in them."""

    def __init__(self, server, session, envelope):
        self.encrypted = server.transport.get_extra_info("ssl_object") is not None
        self.signed_in_as = session.auth_data
        self.greeted_as = session.host_name
        self.sender = envelope.mail_from
        self.to = list(envelope.rcpt_tos)
        self.options = list(envelope.mail_options)
        self.bytes = envelope.original_content
        self.message = email.message_from_bytes(self.bytes, policy=email.policy.default)

    def part(self, kind):
        return self.message.get_body(preferencelist=(kind,))


class PostOffice:
    """Answers each mail by the next of `answers`, and with yes when they are used up:

    "451 …" or "550 …" to the addressee; "data 451 …" to the mail itself; "hang up" after the mail has arrived and
    before it is answered; "stall" in the same place, until it closes.
    """

    def __init__(self, *, certificates=None, certificate="good", answers=(), utf8=True, password=PASSWORD,
                 at_once=False, unix=None, port=0):
        self.letters = []
        self.asked = []  # The addressees of every try.
        self.answers = list(answers)
        self.signed_in = 0
        self._password = password
        self._changed = threading.Condition()
        self._closing = threading.Event()
        settings = {"enable_SMTPUTF8": utf8, "decode_data": False, "server_hostname": NAME}
        if certificates:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(os.path.join(certificates, certificate + ".pem"),
                                    os.path.join(certificates, certificate + ".key"))
            settings["ssl_context" if at_once else "tls_context"] = context
            settings["authenticator"] = self._sign_in
            settings["auth_required"] = True
            if at_once:
                settings["auth_require_tls"] = False  # It is encrypted from its first byte.
            else:
                settings["require_starttls"] = True
        if unix:
            self._controller = UnixSocketController(self, unix_socket=unix, **settings)
        else:
            self._controller = Controller(self, hostname="127.0.0.1", port=port or free_port(), **settings)
            self.port = self._controller.port
        self._controller.start()

    def close(self):
        if not self._closing.is_set():
            self._closing.set()
            self._controller.stop()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def wait(self, count, of="letters", seconds=20):
        """Until so many have arrived, or were tried."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(getattr(self, of)) >= count, seconds), \
                f"{len(getattr(self, of))} {of}, not {count}"
        return getattr(self, of)

    # ---- what aiosmtpd calls
    def _sign_in(self, _server, _session, _envelope, _mechanism, data):
        good = (data.login, data.password) == (USER.encode(), self._password.encode())
        with self._changed:
            self.signed_in += good
        return AuthResult(success=good, handled=good, auth_data=data.login.decode() if good else None)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        with self._changed:
            self.asked.append(address)
            self._changed.notify_all()
        envelope.answer = self.answers.pop(0) if self.answers else None
        if envelope.answer and envelope.answer[0].isdigit():
            return envelope.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        answer = envelope.answer
        if answer and answer.startswith("data "):
            return answer.removeprefix("data ")
        with self._changed:
            self.letters.append(Letter(server, session, envelope))
            self._changed.notify_all()
        if answer == "hang up":
            server.transport.abort()
        if answer == "stall":
            await server.loop.run_in_executor(None, self._closing.wait)
        return "250 OK"


def free_port():
    import socket
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
