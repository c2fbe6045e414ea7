"""A small but real SMTP server (RFC 5321) in a thread, which can be told to refuse."""

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage


class MailServer:
    """Takes mails; ``answers`` maps a command (RCPT, DATA, END, MAIL) to a refusal."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.hang_up_after_data = False
        self.port = 0

    @property
    def url(self) -> str:
        """Where it listens, as the setting wants it."""
        return f"smtp://127.0.0.1:{self.port}"

    def talk(self, line: socketserver.StreamRequestHandler) -> None:
        """Hold one conversation."""

        def say(words: str) -> None:
            line.wfile.write(f"{words}\r\n".encode())

        say("220 ready")
        while said := line.rfile.readline():
            verb = said.decode().split()[0].upper()
            if verb == "QUIT":
                say("221 bye")
                return
            if refusal := self.answers.get(verb):
                say(refusal)
            elif verb == "EHLO":
                say("250-test")
                say("250-SMTPUTF8")
                say("250 AUTH PLAIN")
            elif verb == "AUTH":
                say("535 wrong")
            elif verb == "DATA":
                say("354 go on")
                if self._hear(line):
                    return
                say(self.answers.get("END", "250 taken"))
            else:
                say("250 fine")

    def _hear(self, line: socketserver.StreamRequestHandler) -> bool:
        """Take a mail, unless told otherwise; tell whether to hang up."""
        content = b""
        while (part := line.rfile.readline()) != b".\r\n":
            content += part.removeprefix(b".")
        if "END" not in self.answers:
            mail = email.message_from_bytes(content, policy=email.policy.default)
            assert isinstance(mail, EmailMessage)
            self.taken.append(mail)
        return self.hang_up_after_data

    @contextmanager
    def running(self) -> Iterator["MailServer"]:
        """Listen on a free port until the end of the block."""
        talk = self.talk

        class Line(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                talk(self)

        with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Line) as server:
            self.port = server.server_address[1]
            thread = threading.Thread(target=server.serve_forever, args=(0.02,))
            thread.start()
            try:
                yield self
            finally:
                server.shutdown()
                thread.join()
