"""Mails as they leave the real program and arrive at a real mail server, read by Python's own library."""
import datetime
import os
import re
import shutil
import subprocess
import tempfile
import unittest

from portal import Portal, Visitor
from post_office import NAME, PASSWORD, USER, PostOffice, make_certificates

ASA, BO = "asa.lindqvist@example.se", "bo.ek@example.se"
MEMBERS = [("100001", ASA), ("100002", BO), ("100003", "åke@example.se"), ("100004", "eva@räksmörgås.example")]


def setUpModule():
    global certificates
    certificates = tempfile.mkdtemp(prefix="samtycke-certificates-")
    make_certificates(certificates)


def tearDownModule():
    shutil.rmtree(certificates)


class Mail(unittest.TestCase):
    def setUp(self):
        self.portal = Portal(MEMBERS)
        self.addCleanup(self.portal.close)
        self.offices = []

    def tearDown(self):
        for line in self.portal.log:
            self.assertNotIn("@", line, "an address in the log")

    def office(self, **settings):
        """A mail server with STARTTLS behind a Unix socket, so that it can have a name of its own."""
        settings.setdefault("certificates", certificates)
        opened = PostOffice(unix=self.socket(), **settings)
        self.addCleanup(opened.close)
        return opened

    def socket(self):
        return os.path.join(self.portal.folder, "smtp.sock")

    def serve(self, *more, password=PASSWORD):
        self.portal.start("--smtp", f"smtp://{NAME}:587", "--smtp-socket", self.socket(), "--smtp-user", USER,
                          "--smtp-password", self.portal.password_file(password),
                          "--smtp-ca", os.path.join(certificates, "ca.pem"), *more)

    def ask(self, address=ASA, language="sv"):
        visitor = Visitor(self.portal)
        visitor.ask_for_code(address, language)
        return visitor

    def wait_for_log(self, words):
        for _ in range(2000):
            if any(words in line for line in self.portal.log):
                return
            self.portal._reader.join(0.01)
        self.fail(f"{words} is not in the log: {self.portal.log}")


class Arrives(Mail):
    def test_a_code_arrives_encrypted_and_signs_its_member_in(self):
        office = self.office()
        self.serve()
        visitor = self.ask()
        [letter] = office.wait(1)
        self.assertTrue(letter.encrypted)
        self.assertEqual(letter.signed_in_as, USER)
        self.assertEqual(letter.to, [ASA])
        self.assertNotIn("@", letter.greeted_as)
        [code] = set(re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", letter.part("plain").get_content()))  # Once to be read, once in the link.
        self.assertEqual(visitor.give_code(code), 200)

    def test_its_head_is_plain_ascii_and_says_who_wrote_when_and_in_which_language(self):
        office = self.office()
        self.serve()
        before = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
        self.ask()
        [letter] = office.wait(1)
        head = letter.bytes.split(b"\r\n\r\n", 1)[0]
        self.assertTrue(head.isascii())
        self.assertLessEqual(max(len(line) for line in head.split(b"\r\n") if b"boundary=" not in line), 78)
        message = letter.message
        self.assertEqual(message.defects, [])
        self.assertEqual(message["From"].addresses[0].display_name, "Hemtex")
        self.assertEqual(letter.sender, message["From"].addresses[0].addr_spec)
        self.assertEqual([to.addr_spec for to in message["To"].addresses], [ASA])
        self.assertEqual(message["Subject"], "Din kod till Hemtex")
        self.assertEqual(message["Content-Language"], "sv")
        self.assertEqual(message["Auto-Submitted"], "auto-generated")
        self.assertRegex(message["Message-ID"], r"^<[0-9a-f]{32}@[a-z.]+>$")
        self.assertLessEqual(before, message["Date"].datetime)
        for name in ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"):
            self.assertEqual(len(message.get_all(name)), 1, name)

    def test_it_says_the_same_in_text_and_in_html_in_the_language_that_was_asked_for(self):
        office = self.office()
        self.serve()
        self.ask(language="sv")
        self.ask(language="en")
        for letter, language, words in zip(office.wait(2), ("sv", "en"), ("Här är din kod för att", "Here is your code")):
            self.assertEqual(letter.message.get_content_type(), "multipart/alternative")
            plain, html = letter.message.iter_parts()
            self.assertEqual([plain.get_content_type(), html.get_content_type()], ["text/plain", "text/html"])
            self.assertEqual([plain.get_content_charset(), html.get_content_charset()], ["utf-8", "utf-8"])
            self.assertIn(words, plain.get_content())
            self.assertIn(f'<html lang="{language}">', html.get_content())
            visible = re.sub(r"<style.*?</style>|<title.*?</title>|<[^>]+>", " ", html.get_content(), flags=re.S)
            self.assertEqual(visible.split(), plain.get_content().split())
            self.assertTrue(letter.bytes.isascii(), "8-bit text is encoded")
            self.assertLessEqual(max(len(line) for line in letter.bytes.split(b"\r\n")), 998)
            self.assertNotRegex(html.get_content(), r"src=|<script|<img|<link|url\(", "nothing to fetch, nobody to tell")
            addresses = re.findall(r"https?://[^/\s\"<]*", html.get_content())
            self.assertEqual(set(addresses), {f"http://127.0.0.1:{self.portal.port}"}, "the link is to us")

    def test_a_stranger_is_answered_as_a_member_is_and_gets_no_mail(self):
        office = self.office()
        self.serve()
        self.ask("nobody@example.se")
        self.ask()
        self.assertEqual(office.wait(1)[0].to, [ASA], "the one that was asked for after it")
        self.assertEqual(office.asked, [ASA])

    def test_an_address_in_swedish_letters_goes_by_smtputf8(self):
        office = self.office()
        self.serve()
        self.ask("åke@example.se")
        [letter] = office.wait(1)
        self.assertEqual(letter.to, ["åke@example.se"])
        self.assertIn("SMTPUTF8", letter.options)
        self.assertIn("\r\nTo: <åke@example.se>\r\n".encode(), letter.bytes, "RFC 6532")

    def test_a_domain_in_swedish_letters_goes_to_any_server_as_dns_knows_it(self):
        office = self.office(utf8=False)
        self.serve()
        self.ask("eva@räksmörgås.example")
        [letter] = office.wait(1)
        self.assertEqual(letter.to, ["eva@xn--rksmrgs-5wao1o.example"])
        self.assertTrue(letter.bytes.isascii())

    def test_a_server_that_is_encrypted_from_the_first_byte_is_spoken_to_over_the_network(self):
        office = PostOffice(certificates=certificates, at_once=True)
        self.addCleanup(office.close)
        self.portal.start("--smtp", f"smtps://localhost:{office.port}", "--smtp-user", USER, "--smtp-password",
                          self.portal.password_file(PASSWORD), "--smtp-ca", os.path.join(certificates, "ca.pem"),
                          "--mail-from", "portal@hemtex.example")
        self.ask()
        [letter] = office.wait(1)
        self.assertTrue(letter.encrypted)
        self.assertEqual(letter.sender, "portal@hemtex.example")

    def test_a_relay_on_the_same_machine_needs_neither_encryption_nor_a_password(self):
        office = PostOffice()
        self.addCleanup(office.close)
        self.portal.start("--smtp", f"smtp://127.0.0.1:{office.port}")
        self.ask()
        self.assertFalse(office.wait(1)[0].encrypted)

    def test_whoever_was_given_data_hears_of_an_erasure(self):
        office = self.office()
        self.serve()
        erased = self.portal.run("erase", "--member", "100001")
        self.assertEqual(erased.returncode, 0, erased.stderr)
        letter = office.wait(1)[0]
        self.assertNotIn(ASA, letter.bytes.decode("ascii"))
        self.assertIn("100001", letter.part("plain").get_content())

    def test_it_goes_through_the_socket_that_systemd_hands_on_as_shipped(self):
        proxy, activate = "/lib/systemd/systemd-socket-proxyd", shutil.which("systemd-socket-activate")
        office = PostOffice(certificates=certificates)
        self.addCleanup(office.close)
        command = [activate, "-l", self.socket(), proxy, f"127.0.0.1:{office.port}"]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as handing_on:
            try:
                while not os.path.exists(self.socket()):
                    pass
                self.serve()
                self.ask()
                self.assertTrue(office.wait(1)[0].encrypted, "from end to end, by the server's own name")
            finally:
                handing_on.kill()


class IsTriedAgain(Mail):
    def same_mail(self, letters):
        return len({letter.message["Message-ID"] for letter in letters})

    def test_a_server_that_says_later_gets_it_later(self):
        office = self.office(answers=["451 4.7.1 later, asa.lindqvist@example.se", "data 452 4.3.1 no room"])
        self.serve()
        self.ask()
        office.wait(1)
        self.assertEqual(office.asked, [ASA] * 3)

    def test_one_that_is_put_off_keeps_nobody_else_waiting(self):
        office = self.office(answers=["451 later"])
        self.serve()
        self.ask(ASA)
        office.wait(1, of="asked")
        self.ask(BO)
        self.assertEqual([letter.to for letter in office.wait(2)], [[BO], [ASA]])

    def test_a_server_that_hangs_up_before_its_answer_gets_the_same_mail_twice(self):
        office = self.office(answers=["hang up"])
        self.serve()
        self.ask()
        letters = office.wait(2)
        self.assertEqual(self.same_mail(letters), 1, "one Message-ID, so that one of them can be shown")
        self.assertEqual(letters[0].message["Date"], letters[1].message["Date"])

    def test_a_server_that_stalls_is_given_up(self):
        office = self.office(answers=["stall"])
        self.serve("--smtp-timeout", "1")
        self.ask()
        self.assertEqual(self.same_mail(office.wait(2)), 1)

    def test_a_program_that_is_killed_in_the_middle_sends_the_same_mail_after_its_start(self):
        office = self.office(answers=["stall"])
        self.serve()
        self.ask()
        office.wait(1)
        self.portal.kill()
        self.portal.start()
        self.assertEqual(self.same_mail(office.wait(2)), 1)

    def test_a_mail_waits_for_a_server_that_is_not_there(self):
        self.serve()
        self.ask()
        self.wait_for_log("mail_stopped no_connection")
        office = self.office()
        self.assertEqual(office.wait(1)[0].to, [ASA])

    def test_a_program_that_is_told_to_stop_does_not_wait_for_a_server_that_stalls(self):
        office = self.office(answers=["stall"])
        self.serve()
        self.ask()
        office.wait(1)
        self.assertEqual(self.portal.stop(), 0)


class IsNotSent(Mail):
    def test_one_that_is_refused_for_good_ends_with_a_line_and_without_the_address(self):
        office = self.office(answers=["550 5.1.1 <asa.lindqvist@example.se> unknown"])
        self.serve()
        self.ask(ASA)
        self.wait_for_log("mail_refused 1 refused_550")
        self.ask(BO)
        office.wait(1)
        self.portal.stop()
        self.portal.start()
        self.ask(BO)
        office.wait(2)
        self.assertEqual(office.asked, [ASA, BO, BO], "it is not tried again")

    def test_nothing_is_said_to_a_server_with_another_ones_certificate(self):
        office = self.office(certificate="other")
        self.serve()
        self.ask()
        self.wait_for_log("mail_stopped not_trusted")
        self.assertEqual((office.asked, office.signed_in), ([], 0))
        office.close()
        right = self.office()
        self.assertEqual(right.wait(1)[0].to, [ASA], "it waited")

    def test_nothing_is_said_to_a_server_that_does_not_encrypt(self):
        office = self.office(certificates=None)
        self.serve()
        self.ask()
        self.wait_for_log("mail_stopped not_encrypted")
        self.assertEqual(office.asked, [])

    def test_mails_wait_while_the_password_is_a_wrong_one(self):
        office = self.office()
        self.serve(password="an old one")
        self.ask()
        self.wait_for_log("mail_stopped not_signed_in")
        self.assertEqual((office.asked, office.signed_in), ([], 0))
        self.portal.stop()
        self.serve()
        self.assertEqual(office.wait(1)[0].to, [ASA])

    def test_without_a_server_the_program_says_so_and_mails_stay(self):
        self.portal.start()
        self.assertIn("name a server by --smtp", self.portal.greeting)


class CannotStart(Mail):
    def line(self, *options):
        done = self.portal.run("serve", "--listen", "127.0.0.1:0", *options)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        return done.stderr

    def test_what_is_wrong_with_how_mail_is_set_up_is_said_in_one_line(self):
        smtp = ("--smtp", f"smtp://{NAME}:587")
        self.assertIn("--smtp must be", self.line("--smtp", "http://mail.example"))
        self.assertIn("--smtp must be", self.line("--smtp", f"smtp://{USER}:secret@{NAME}"))
        self.assertIn("go with --smtp", self.line("--mail-from", "a@example.se"))
        self.assertIn("choose one", self.line(*smtp, "--demo"))
        self.assertIn("choose one", self.line(*smtp, "--local-mail"))
        self.assertIn("go together", self.line(*smtp, "--smtp-user", USER))
        self.assertIn("--mail-from must be", self.line(*smtp, "--mail-from", "nobody"))
        self.assertIn("--smtp-ca", self.line(*smtp, "--smtp-ca", "not-there.pem"))
        password = self.portal.password_file(PASSWORD)
        asked = ("--smtp-user", USER, "--smtp-password", password)
        self.assertIn("is not encrypted", self.line("--smtp", "smtp://localhost:25", *asked))
        os.chmod(password, 0o444)
        self.assertIn("can be read by others", self.line(*smtp, *asked))
        os.remove(password)
        self.assertIn("cannot be read", self.line(*smtp, *asked))


if __name__ == "__main__":
    unittest.main()
