"""Answers of earlier runs, kept in the user's cache folder under the hash of what was asked.

Asked means everything that an answer depends on: the claim with what it cites and what was found out about that, the
claims that were asked about together, the seed, the limits, and the engine, by its source files and what it computes
with. The wording of a document, and where a claim stands in it, are no part of that.

What is read is not believed: an entry takes the place of asking, and ``proofcheck.findings`` judges it like any answer.
Only this is taken from it as it is: that something is unknown, how a claim fared at instances, how the sides of a false
one go in a picture, how long an answer took, and which claims are asked about together. Whoever can write into the
folder can make the tool know less, not more.

Several runs may share a folder. An entry is written whole or not at all; one that is damaged is no entry.
"""

import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from math import inf
from pathlib import Path

from proofcheck.answers import Answer
from proofcheck.files import replaced

FORMAT = "proofcheck/answers/1"

PLACE = "PROOFCHECK_CACHE"
"""The environment variable that names the folder; where it is empty, nothing is kept."""

LIMIT = 256 * 2**20
"""Bytes of all entries together; those go first that were not used for the longest time."""
LARGEST = 16 * 2**20
"""Bytes of an entry."""
SUFFIX = ".answers"
ABANDONED = 3600.0
"""Seconds after which a file that was not completed is taken away."""

_PACKAGES = ("proofcheck", "numerics")
_LIBRARIES = ("sympy", "numpy", "scipy", "mpmath", "python-flint", "z3-solver")

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    size: int
    used: float


class Store:
    """Answers by key, in a folder. What cannot be read is not there; what cannot be written is said once."""

    def __init__(self, folder: Path, say: Say | None = None, limit: int = LIMIT) -> None:
        self.folder = folder
        self.limit = limit
        self._say = say
        self._wrote, self._writable = False, True

    @staticmethod
    def of_user(say: Say | None = None) -> "Store | None":
        """The store of the user who runs this, or ``None`` where nothing is to be kept."""
        named = os.environ.get(PLACE)
        if named is not None:
            return Store(Path(named), say) if named else None
        try:
            return Store(_caches() / "proofcheck", say)
        except RuntimeError:  # nobody's home
            return None

    def read(self, key: str) -> list[Answer] | None:
        """The answers that were kept under a key."""
        path = self._path(key)
        try:
            with path.open("rb") as file:
                found = _opened(key, file.read(LARGEST + 1))
        except OSError:
            return None
        with suppress(OSError):
            os.utime(path)
        return found

    def write(self, key: str, answers: Sequence[Answer]) -> None:
        """Keep answers under a key."""
        content = _closed(key, answers)
        if not self._writable or len(content) > LARGEST:
            return
        path = self._path(key)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with replaced(path) as new:
                new.write_bytes(content)
            self._wrote = True
        except OSError as error:
            self._writable = False
            if self._say is not None:
                where = f"what is found cannot be kept in {str(self.folder)!r}"
                self._say(f"{where} ({error.strerror or error}); the next run asks everything again.")

    def trim(self) -> None:
        """Take away what is too much, if anything was written: what was not used for the longest time."""
        if not self._wrote:
            return
        files = sorted(self._files(), key=lambda file: file.used, reverse=True)
        total = 0
        for file in files:
            total += file.size
            abandoned = file.path.suffix != SUFFIX and file.used < time.time() - ABANDONED
            if total > self.limit or abandoned:
                _remove(file.path)

    def clear(self) -> None:
        """Take away everything that was kept.

        Raises:
            OSError: the folder cannot be written.
        """
        for file in self._files():
            file.path.unlink(missing_ok=True)

    def size(self) -> tuple[int, int]:
        """How many entries there are, and their bytes."""
        sizes = [file.size for file in self._files() if file.path.suffix == SUFFIX]
        return len(sizes), sum(sizes)

    def _path(self, key: str) -> Path:
        return self.folder / "answers" / key[:2] / f"{key}{SUFFIX}"

    def _files(self) -> Iterator[_File]:
        """The files that a store has written, and nothing else that may be in the folder."""
        for pattern in (f"*{SUFFIX}", ".*.new*"):
            for path in (self.folder / "answers").glob(f"[0-9a-f][0-9a-f]/{pattern}"):
                with suppress(OSError):
                    found = path.stat()
                    yield _File(path, found.st_size, found.st_mtime)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _caches() -> Path:
    """The folder for what programs may lose, by the conventions of the system."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return given if given.is_absolute() else Path.home() / ".cache"


# ---------------------------------------------------------------------------------------------------- entries


def _closed(key: str, answers: Sequence[Answer]) -> bytes:
    """An entry: a checksum, a line that says what follows, and the packed answers, one after the other."""
    said = [[answer.word, answer.seconds, len(answer.packed)] for answer in answers]
    head = json.dumps({"format": FORMAT, "key": key, "answers": said}).encode("ascii")
    body = b"\n".join([head, b"".join(answer.packed for answer in answers)])
    return sha256(body).hexdigest().encode("ascii") + b"\n" + body


def _opened(key: str, content: bytes) -> list[Answer] | None:
    """The answers of an entry; ``None`` where it is damaged, or not one of this key."""
    checksum, _, body = content.partition(b"\n")
    if len(content) > LARGEST or checksum != sha256(body).hexdigest().encode("ascii"):
        return None
    line, _, rest = body.partition(b"\n")
    try:
        head = json.loads(line)
        if (head["format"], head["key"]) != (FORMAT, key):
            return None
        found = []
        for word, seconds, length in head["answers"]:
            if type(word) is not str or type(seconds) is not float or type(length) is not int:
                return None
            if length < 0 or not 0 <= seconds < inf:
                return None
            found.append(Answer(word, rest[:length], seconds, key))
            rest = rest[length:]
        return found
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


# ---------------------------------------------------------------------------------------------------- keys


def key_of(*parts: str) -> str:
    """The name of the entry for what these texts say, asked of this engine."""
    return sha256(json.dumps([engine(), *parts]).encode()).hexdigest()


@lru_cache(maxsize=1)
def engine() -> str:
    """A hash of everything that computes answers: the source files of the engine, its libraries, and Python."""
    digest = sha256()
    for package in _PACKAGES:
        for path in sorted(_sources(package)):
            content = path.read_bytes()
            digest.update(f"{path.name} {len(content)}\n".encode() + content)
    order = os.environ.get("PYTHONHASHSEED", "0")  # of sets, in the processes that answer
    said = [sys.version, platform.machine(), order, *map(_version, _LIBRARIES)]
    digest.update(json.dumps(said).encode())
    return digest.hexdigest()


def _sources(package: str) -> Iterator[Path]:
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        yield from Path(folder).rglob("*.py")


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


__all__ = ["LIMIT", "PLACE", "Store", "engine", "key_of"]
