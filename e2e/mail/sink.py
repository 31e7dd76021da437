"""Takes every mail by SMTP and keeps it, with its envelope; or misbehaves.

A mail becomes `FOLDER/sent/NAME.eml`, its envelope `NAME.json` beside it (which is there first). A
recipient with a mailbox in `FOLDER/mailboxes` gets the mail there too, whoever else does not.

What `FOLDER/misbehave.json` says holds from the next step on; all of it may be left out:

{
  "greeting": "hang" | "421 too busy",    instead of the first word
  "mail":     "451 later",                in answer to MAIL FROM
  "rcpt":     {"zoe@client.example": "550 5.1.1 unknown", "*": "451 4.7.1 later"},
  "data":     "554 5.6.0 spam",           in answer to the content, which is not kept
  "lost":     "kept" | "dropped",         no answer to the content: the connection ends
  "bounce":   {"gone@client.example": "5.1.1"}   taken, and reported to the sender later (RFC 3464)
}
"""

import argparse
import asyncio
import datetime
import json
import ssl
import time
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.policy import SMTP as CRLF
from email.utils import make_msgid
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult

from maildir import deliver, mailbox_of


class Sink:
    """The handler of aiosmtpd."""

    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    def wrong(self, step):
        """What is to go wrong at this step, if anything."""
        try:
            return json.loads((self.folder / "misbehave.json").read_text()).get(step)
        except (FileNotFoundError, json.JSONDecodeError):
            return None

    async def handle_MAIL(self, server, session, envelope, address, options):
        if refusal := self.wrong("mail"):
            return refusal
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        refusals = self.wrong("rcpt") or {}
        if refusal := refusals.get(address, refusals.get("*")):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        if refusal := self.wrong("data"):
            return refusal
        lost = self.wrong("lost")
        if lost != "dropped":
            self.keep(session, envelope)
        if lost:
            server.transport.abort()
        return f"250 2.0.0 taken as {self.count}"

    def keep(self, session, envelope):
        self.count += 1
        name = f"{time.time_ns()}-{self.count}"
        note = {
            "mail_from": envelope.mail_from or "",
            "rcpt_tos": envelope.rcpt_tos,
            "mail_options": envelope.mail_options,
            "helo": session.host_name,
            "authenticated": bool(session.authenticated),
            "tls": session.ssl is not None,
        }
        self.put(f"{name}.json", json.dumps(note).encode())
        self.put(f"{name}.eml", envelope.original_content)
        bounces = self.wrong("bounce") or {}
        for recipient in envelope.rcpt_tos:
            if status := bounces.get(recipient):
                self.bounce(envelope, recipient, status)
            elif mailbox := mailbox_of(self.folder, recipient):
                sender = envelope.mail_from or ""
                deliver(self.folder, mailbox, envelope.original_content, sender, recipient)

    def put(self, name, content):
        """Whoever sees the file sees all of it."""
        unfinished = self.folder / "sent" / f".{name}"
        unfinished.write_bytes(content)
        unfinished.rename(self.folder / "sent" / name)

    def bounce(self, envelope, recipient, status):
        """Reports to the sender that a mail could not be delivered; to nobody for MAIL FROM:<>."""
        sender = envelope.mail_from or ""
        mailbox = mailbox_of(self.folder, sender)
        if mailbox is None:
            return
        report = bounce_of(envelope.original_content, sender, recipient, status)
        deliver(self.folder, mailbox, report.as_bytes(policy=CRLF), "", sender)


def bounce_of(original, sender, recipient, status):
    """A delivery status notification as postfix writes it (RFC 3464, 6522)."""
    report = EmailMessage()
    report["From"] = "Mail Delivery System <MAILER-DAEMON@sink.example>"
    report["To"] = sender
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Date"] = datetime.datetime.now(datetime.timezone.utc)
    report["Message-ID"] = make_msgid(domain="sink.example")
    report["Auto-Submitted"] = "auto-replied"
    report["MIME-Version"] = "1.0"
    report["Content-Type"] = 'multipart/report; report-type="delivery-status"'
    words = EmailMessage()
    words.set_content(f"<{recipient}>: host client.example said: 550 {status} unknown user\n")
    reporting, final = Message(), Message()
    reporting["Reporting-MTA"] = "dns; sink.example"
    final["Final-Recipient"] = f"rfc822; {recipient}"
    final["Action"] = "failed" if status.startswith("5") else "delayed"
    final["Status"] = status
    final["Diagnostic-Code"] = f"smtp; 550 {status} unknown user"
    delivery = Message()
    delivery["Content-Type"] = "message/delivery-status"
    delivery.set_payload([reporting, final])
    returned = Message()
    returned["Content-Type"] = "message/rfc822"
    returned.set_payload([BytesParser().parsebytes(original)])
    report.set_payload([words, delivery, returned])
    return report


class Server(SMTP):
    """A server that may keep silent, or hang up, instead of greeting."""

    async def _handle_client(self):
        wrong = self.event_handler.wrong("greeting")
        if wrong == "hang":
            await asyncio.sleep(3600)
        elif wrong:
            await self.push(wrong)
            self.transport.close()
        else:
            await super()._handle_client()


def signed_in(password):
    """Lets `desk` in with the password."""

    def check(server, session, envelope, mechanism, data):
        right = data.login == b"desk" and data.password == password.encode()
        return AuthResult(success=right, handled=False)

    return check


async def serve(folder, port, password):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(folder / "authority.pem", folder / "key.pem")
    sink = Sink(folder)

    def connection():
        return Server(
            sink,
            hostname="sink.example",
            tls_context=tls,
            authenticator=signed_in(password),
            auth_require_tls=False,
            enable_SMTPUTF8=True,
            data_size_limit=64 * 1024 * 1024,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(connection, "127.0.0.1", port)
    await server.serve_forever()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("port", type=int)
    arguments.add_argument("--password", required=True)
    given = arguments.parse_args()
    try:
        asyncio.run(serve(given.folder, given.port, given.password))
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
