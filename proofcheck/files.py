"""Files that are there whole, or as they were before; and names for them that are safe."""

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LONGEST_NAME = 150
"""Bytes of a file's name, without what is put behind it."""


class CannotWriteError(Exception):
    """A file cannot be written; the message says which one, and why."""


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """Yield the path of a new file, which takes the place of the one at ``path`` if it is written without an error.

    Two that replace one file at the same time do not see each other's: the last one stays.
    """
    new = path.with_name(f".{secrets.token_hex(8)}.new{path.suffix}")
    try:
        yield new
        if new.exists():
            new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def file_name(*ids: str) -> str:
    """Return a name for a file about what has these ids: different for different ids, and safe in a folder and a shell.

    >>> file_name("mine", "lemma4.2"), file_name("../evil; rm")
    ('mine+lemma4.2', '%2E.%2Fevil%3B%20rm')
    """
    whole = "+".join(map(_escaped, ids))
    if len(whole) <= LONGEST_NAME:
        return whole
    digest = hashlib.sha256(whole.encode("ascii")).hexdigest()
    return f"{whole[: LONGEST_NAME - len(digest) - 1]}={digest}"  # no shorter name has this sign


def _escaped(text: str) -> str:
    quoted = "".join(
        chr(byte) if re.match(rb"[A-Za-z0-9._-]", bytes([byte])) else f"%{byte:02X}"
        for byte in text.encode("utf-8", "surrogatepass")
    )
    return re.sub(r"^[.-]", lambda first: f"%{ord(first[0]):02X}", quoted) or "%"
