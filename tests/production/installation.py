"""Everything that an installation consists of, as real processes on free ports of this machine."""

import contextlib
import datetime
import os
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request

import psycopg2
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from portal.demo.mailbox import CODE
from portal.demo.processes import Crew
from tests.servers import free_port

ADMINISTRATOR = "ada.admin@example.org"


class Mails(MessageHandler):
    """A mail server's memory: what arrived, oldest first."""

    def __init__(self):
        super().__init__()
        self.arrived = []

    def handle_message(self, message):
        self.arrived.append(message)

    def wait_for(self, address, words, seconds=30):
        """The text of the first mail to `address` that holds `words`, waiting until it arrives."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for message in self.arrived:
                text = _text(message)
                if address in message["To"] and words in f"{message['Subject']}\n{text}":
                    return text
            time.sleep(0.1)
        arrived = [(message["To"], message["Subject"]) for message in self.arrived]
        raise AssertionError(f"no mail to {address} with {words!r} arrived, only {arrived}")

    def code_for(self, address):
        """The newest sign-in code mailed to `address`, used up."""
        self.wait_for(address, "code")
        for message in reversed(self.arrived):
            if address in message["To"] and (code := CODE.search(_text(message))):
                self.arrived.remove(message)
                return code[1]
        raise AssertionError(f"no code for {address}")


class Installation:
    """An installation with its own database and folder; leaving the `with` block ends it all.

    `more` is what its environment holds beside what every installation needs.
    """

    def __init__(self, folder, **more):
        self.folder, self.more = folder, more
        self.port = free_port()
        self.address = f"https://localhost:{self.port}"
        self.mails = Mails()
        self.database = f"installation_{os.getpid()}"
        self.stack = contextlib.ExitStack()

    def __enter__(self):
        with self.stack:
            self.mail_server = Controller(self.mails, hostname="127.0.0.1", port=free_port())
            self.mail_server.start()
            self.stack.callback(self.mail_server.stop)
            _sql(f'CREATE DATABASE "{self.database}"')
            self.stack.callback(_sql, f'DROP DATABASE "{self.database}" WITH (FORCE)')
            self.stack = self.stack.pop_all()
        return self

    def __exit__(self, *_):
        self.stack.close()

    @property
    def env(self):
        """The environment of its processes: the path, and what docs/operations.md asks for."""
        server = settings.DATABASES["default"]
        return {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "portal.settings.production",
            "SECRET_KEY": "8c1f0aa2b7a84c6f9c1d2e3f4a5b6c7d-Zk7Rw2Jq9Xb4Tn1Vy6Lm",
            "DATABASE_URL": f"postgres://{server['USER']}@/{_quoted(server['HOST'])}/{self.database}",
            "BASE_URL": self.address,
            "ALLOWED_HOSTS": "localhost",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail_server.port}",
            "FROM_EMAIL": "involvement@trust.example.org",
            "DATA_FOLDER": str(self.folder),
            "PYTHONWARNINGS": "ignore",
            **self.more,
        }

    def manage(self, *arguments):
        """What `manage.py …` says; raises CalledProcessError if it fails."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command,
            cwd=settings.ROOT,
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def set_up(self):
        """The steps of docs/operations.md."""
        self.manage("setup", "--administrator-email", ADMINISTRATOR)
        self.manage("collectstatic", "--no-input", "-v0")

    def start(self):
        """Start the web server (behind TLS) and the outbox worker; wait until a page answers."""
        key, certificate = _self_signed(self.folder)
        self.log = self.stack.enter_context((self.folder / "log").open("w+"))
        crew = self.stack.enter_context(Crew())
        web = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"localhost:{self.port}"]
        web += ["--keyfile", key, "--certfile", certificate]
        # Each browser opens connections before it needs them. What ends TLS in production waits on
        # those; here a thread does, and with too few of them all would soon be waiting.
        web += ["--threads", "32"]
        crew.start("web server", web, self.env, output=self.log)
        worker = [sys.executable, "manage.py", "send_outbox", "--loop"]
        crew.start("outbox worker", worker, self.env, output=self.log)
        deadline = time.monotonic() + 60
        while self.status("/") is None:
            crew.check()
            assert time.monotonic() < deadline, self.logged()
            time.sleep(0.2)

    def status(self, path):
        """The HTTP status of a page, or None while nothing answers."""
        trusting = ssl._create_unverified_context()  # noqa: S323 - a certificate made for this test
        try:
            page = urllib.request.urlopen(f"{self.address}{path}", context=trusting)  # noqa: S310
            with page as response:
                return response.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return None

    def logged(self):
        """All that the processes have written so far."""
        return (self.folder / "log").read_text(encoding="utf-8")

    def wait_for_log(self, words, seconds=10):
        """Wait until the processes have written `words`: a request is logged after its answer."""
        deadline = time.monotonic() + seconds
        while words not in self.logged():
            assert time.monotonic() < deadline, f"{words!r} is not in\n{self.logged()}"
            time.sleep(0.1)


def _text(message):
    body = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    return body.get_payload(decode=True).decode("utf-8")


def _quoted(host):
    return host.replace("/", "%2F")


def _sql(statement):
    server = settings.DATABASES["default"]
    connection = psycopg2.connect(dbname="postgres", user=server["USER"], host=server["HOST"])
    connection.autocommit = True  # PostgreSQL makes databases outside transactions only
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute(statement)


def _self_signed(folder):
    """The paths of a new key and certificate for localhost."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(pem))
    return str(folder / "key.pem"), str(folder / "certificate.pem")
