"""Delivers the mail on standard input, COUNT times with a Message-ID of its own each:

python deliver.py FOLDER desk@help.example [COUNT] < mail.eml
"""

import re
import sys
import uuid
from pathlib import Path

from maildir import deliver


def main():
    folder, address = Path(sys.argv[1]), sys.argv[2]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    raw = sys.stdin.buffer.read().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    for _ in range(count):
        own = f"Message-ID: <{uuid.uuid4()}@client.example>".encode()
        mail = raw if count == 1 else re.sub(rb"(?im)^message-id:[^\r]*", own, raw, count=1)
        deliver(folder, address, mail)


if __name__ == "__main__":
    main()
