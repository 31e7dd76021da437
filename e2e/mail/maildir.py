"""Puts mails into the mailboxes of the test bed, as a mail server would: into `tmp`, then `new`."""

import itertools
import os
import socket
import time
from pathlib import Path

_count = itertools.count()


def mailbox_of(folder, address):
    """The address whose mailbox takes mail for `address` (`desk+7-x@…` is that of `desk@…`), or None."""
    address = address.strip().lower()
    local, _, domain = address.rpartition("@")
    for candidate in (address, f"{local.split('+')[0]}@{domain}"):
        if candidate.strip("@") and "/" not in candidate and (folder / "mailboxes" / candidate).is_dir():
            return candidate
    return None


def deliver(folder, address, raw, sender="", recipient=None):
    """Delivers a mail to the mailbox of `address`, which is made if it is missing."""
    mailboxes = Path(folder) / "mailboxes"
    maildir = mailboxes / address / "Maildir"
    for part in (maildir.parent, maildir, *(maildir / name for name in ("tmp", "new", "cur"))):
        if not part.is_dir():
            part.mkdir(mode=0o700)
            _as_the_owner_of(mailboxes, part)
    trace = f"Return-Path: <{sender}>\r\nDelivered-To: {recipient or address}\r\n"
    name = f"{time.time():.6f}.{os.getpid()}_{next(_count)}.{socket.gethostname()}"
    unfinished = maildir / "tmp" / name
    unfinished.write_bytes(trace.encode() + raw)
    _as_the_owner_of(mailboxes, unfinished)
    unfinished.rename(maildir / "new" / name)


def _as_the_owner_of(other, path):
    if os.geteuid() == 0:
        owner = other.stat()
        os.chown(path, owner.st_uid, owner.st_gid)
