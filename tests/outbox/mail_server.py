"""A real mail server (aiosmtpd) that keeps what it takes over, and may do more at each step."""

import asyncio
import threading
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller

VANISH = object()


class MailServer:
    """`on["DATA"] = function` is called when a mail arrives, before the answer that takes it over.

    Steps are MAIL, RCPT and DATA. A function gets the recipient (None for MAIL); what it returns,
    if anything, is the answer ("550 No such mailbox"), or VANISH to break the connection.
    """

    def __init__(self):
        self.mails, self.on, self.reached = [], {}, threading.Event()
        self._lock = threading.Lock()
        self._controller = None

    @property
    def url(self):
        return f"smtp://localhost:{self.port}"

    @property
    def recipients(self):
        with self._lock:
            return sorted(recipient for recipient, _ in self.mails)

    def start(self, port=0):
        self._controller = _AnyPort(_Handler(self), hostname="127.0.0.1", port=port)
        self._controller.start()
        self.port = self._controller.server.sockets[0].getsockname()[1]
        return self

    def stop(self):
        if self._controller:
            self._controller.stop()
            self._controller = None

    def keep(self, recipient, content):
        with self._lock:
            self.mails.append((recipient, message_from_bytes(content, policy=policy.default)))

    def answer(self, step, recipient=None):
        self.reached.set()
        action = self.on.get(step)
        return action(recipient) if action else None


class _AnyPort(Controller):
    """Takes port 0 for "any that is free": the usual one asks its own port whether it is up."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class _Handler:
    def __init__(self, owner):
        self.owner = owner

    async def handle_MAIL(self, server, session, envelope, address, options):
        if answer := await self._answer("MAIL"):
            return answer
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if answer := await self._answer("RCPT", address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        [recipient] = envelope.rcpt_tos
        self.owner.keep(recipient, envelope.content)
        answer = await self._answer("DATA", recipient)
        if answer is VANISH:
            server.transport.abort()
        return "250 Taken over" if answer in (None, VANISH) else answer

    async def _answer(self, step, recipient=None):
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(None, self.owner.answer, step, recipient)
