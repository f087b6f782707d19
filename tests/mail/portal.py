"""The real program, serving a club of a few members, and a visitor who asks for codes."""
import datetime
import http.client
import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import uuid

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(ROOT, "build/release/samtycke")


class Portal:
    def __init__(self, members):
        self.folder = tempfile.mkdtemp(prefix="samtycke-mail-")
        self.options = []
        self.log = []
        self._process = None
        self._reader = None
        today = datetime.date.today()  # The notice in force can only be agreed to since it is.
        rows = "".join(f"{number},{address},{today}\n" for number, address in members)
        with open(os.path.join(self.folder, "members.csv"), "w", encoding="utf-8") as file:
            file.write("member_number,email,terms_accepted_at\n" + rows)
        done = self.run("import", "members", "members.csv")
        assert done.returncode == 0, done.stderr

    def run(self, *arguments):
        """A command on this club's store."""
        return subprocess.run([PROGRAM, *arguments, *self._places()], cwd=self.folder, text=True,
                              capture_output=True, check=False, timeout=60)

    def _places(self):
        return ["--db", "sqlite:club.db", "--assets", os.path.join(ROOT, "assets")]

    def password_file(self, text):
        path = os.path.join(self.folder, "smtp.password")
        if os.path.exists(path):
            os.remove(path)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o400), "w", encoding="utf-8") as file:
            file.write(text + "\n")
        return path

    def start(self, *options):
        self.options = list(options) or self.options
        self._process = subprocess.Popen(
            [PROGRAM, "serve", "--listen", "127.0.0.1:0", *self._places(), *self.options], cwd=self.folder,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self._reader = threading.Thread(target=self._read_log, args=(self._process.stderr,))
        self._reader.start()
        self.greeting = ""
        while "Stop:" not in self.greeting:
            line = self._process.stdout.readline()
            assert line, "".join(self.log)
            self.greeting += line
        self.port = int(self.greeting.split("http://127.0.0.1:")[1].split()[0].rstrip(","))

    def _read_log(self, lines):
        for line in lines:
            self.log.append(line)

    def kill(self):
        self._end(signal.SIGKILL)

    def stop(self):
        return self._end(signal.SIGTERM)

    def _end(self, by):
        self._process.send_signal(by)
        code = self._process.wait(timeout=20)
        self._reader.join()
        self._process.stdout.close()
        self._process.stderr.close()
        self._process = None
        return code

    def close(self):
        if self._process:
            self.stop()
        shutil.rmtree(self.folder)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Visitor:
    """Keeps the cookies of one browser."""

    def __init__(self, portal):
        self._portal = portal
        self._cookies = {}

    def post(self, path, body):
        connection = http.client.HTTPConnection("127.0.0.1", self._portal.port, timeout=20)
        headers = {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex,
                   "Origin": f"http://127.0.0.1:{self._portal.port}"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        connection.request("POST", path, json.dumps(body).encode(), headers)
        answer = connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            self._cookies[name] = rest.split(";")[0]
        answer.read()
        connection.close()
        return answer.status

    def ask_for_code(self, address, language="sv"):
        status = self.post("/api/v1/sign-in", {"email": address, "language": language})
        assert status == 202, status

    def give_code(self, code):
        return self.post("/api/v1/session", {"code": code})
