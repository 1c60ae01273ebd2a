"""The text of files, whatever their encoding, within limits."""

from collections.abc import Mapping
from pathlib import Path

from proofcheck.lang.claims import relative
from proofcheck.latex.source import Source, Token, UnreadError

LARGEST = 5 * 2**20
"""Bytes of a file that are read."""


def opened(path: Path, instead: str | None = None) -> tuple[Source, list[UnreadError]]:
    """Return a file's text, or another in its place; what is wrong with its characters is said once, and replaced."""
    content = (path.read_bytes() if instead is None else instead.encode("utf-8", "replace"))[: LARGEST + 1]
    shown = relative(str(path.resolve()))
    problems: list[tuple[int, str]] = []
    if len(content) > LARGEST:
        content = content[:LARGEST]
        problems.append((0, f"the file has more than {LARGEST:,} bytes: the rest is not read."))
    text = _decoded(content, problems)
    source = Source(shown, text)
    return source, [
        UnreadError(Token("sign", text[at : at + 1], source, at, at + 1), message) for at, message in problems
    ]


def _decoded(content: bytes, problems: list[tuple[int, str]]) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            text = content.decode("latin-1")
            if b"latin1" not in content and b"latin9" not in content and b"cp1252" not in content:
                problems.append((error.start, "the file is not UTF-8 from here on: it is read as Latin-1."))
    if "\0" in text:
        problems.append((text.index("\0"), "there are null characters in the file: they are left out."))
        text = text.replace("\0", " ")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def beside(path: Path, name: str, edited: Mapping[Path, str]) -> Source | None:
    """Return the text of a file that is named in the one at ``path``, as it is being ``edited`` if it is."""
    try:
        place = path.parent / name
        place = place if place.suffix in {".tex", ".sty", ".cls"} else place.with_name(place.name + ".tex")
        return opened(place, edited.get(place.resolve()))[0] if place.is_file() else None
    except (OSError, ValueError):
        return None


def sidecar(path: Path) -> Source | None:
    """Return the text of the declarations beside a paper: those of ``paper.tex`` are in ``paper.proofcheck``."""
    place = path.with_suffix(".proofcheck")
    try:
        return opened(place)[0] if place.is_file() else None
    except OSError:
        return None
