"""Evidence read from files of anybody's: bounded in size, time and memory, and never believed.

``python -m proofcheck.kernel`` replays derivations with it, ``python -m proofcheck.models`` counterexamples.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from proofcheck.evidence.readable import printable

A = TypeVar("A")
T = TypeVar("T")

LARGEST_FILE = 32 * 2**20
"""Bytes."""
SECONDS = 60
"""Of computing, for one piece of evidence."""
MEMORY = 4 * 2**30
"""Bytes of address space."""
RECURSION, STACK = 50_000, 512 * 2**20
"""Levels, and bytes for them."""
LONGEST = 300
"""Characters of a complaint or a label."""


@dataclass(frozen=True, slots=True)
class Replayer:
    """A command that looks at evidence of one kind.

    ``of_claim`` picks what a finding on a claim holds of it, if it does; ``replay`` says whether a piece is accepted,
    and what is to be said of it. ``kind`` is what a piece is called; ``command`` is the module that is run.
    """

    command: str
    kind: str
    of_claim: Callable[[dict[str, Any]], Any]
    replay: Callable[[Any], tuple[bool, str]]

    def main(self, arguments: list[str]) -> int:
        """Look at each file: one piece of evidence, a list of them, or findings.

        Returns 0 if all are accepted, 1 if one is not, 2 for a wrong call.
        """
        if not arguments or arguments[0] in {"-h", "--help"}:
            print(f"usage: python -m {self.command} FILE...", file=sys.stderr)
            return 0 if arguments else 2
        try:
            return max(map(self._file, arguments))
        except BrokenPipeError:  # whoever reads has enough of it
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 1

    def _file(self, name: str) -> int:
        shown = printable(name)
        try:
            contents = _with_deep_stack(self._contents_of, name)
        except (OSError, ValueError, RecursionError, MemoryError) as error:
            print(f"{shown}: cannot be read: {brief(error)}", file=sys.stderr)
            return 2
        if not contents.pieces:
            print(f"{shown}: rejected: no {self.kind} in it")
        replayed = [self._piece(piece, shown) for piece in contents.pieces]
        if contents.without is not None:
            counted = f"{sum(replayed)} of {len(replayed)} {self.kind}s replay"
            print(f"{shown}: {counted}; {contents.without} claims have none")
        return int(not replayed or not all(replayed))

    def _contents_of(self, name: str) -> "_Contents":
        data = _read(Path(name))
        if not (isinstance(data, dict) and isinstance(data.get("documents"), list)):
            return _Contents(data if isinstance(data, list) else [data])
        claims = [c for d in data["documents"] if isinstance(d, dict) for c in _listed(d.get("claims"))]
        found = [self.of_claim(c) if isinstance(c, dict) else None for c in claims]
        pieces = [one for one in found if one is not None]
        return _Contents(pieces, len(found) - len(pieces))

    def _piece(self, piece: Any, shown: str) -> bool:
        """Look at a piece in a process of its own, under limits, where there are such; print what comes of it."""
        good, said = self._forked(piece) if hasattr(os, "fork") else _with_deep_stack(self.replay, piece)
        print(f"{shown}: {self._label(piece)}: {said}")
        return good

    def _label(self, piece: Any) -> str:
        """What a piece calls itself, quoted: it may call itself anything."""
        said = piece.get("claim") if isinstance(piece, dict) else None
        return f"labelled {json.dumps(str(said)[:LONGEST])}" if said is not None else f"a {self.kind}"

    def _forked(self, piece: Any) -> tuple[bool, str]:
        source, target = os.pipe()
        process = os.fork()
        if process == 0:
            try:
                os.close(source)
                _limit_resources()
                with open(target, "w", encoding="utf-8") as pipe:
                    json.dump(_with_deep_stack(self.replay, piece), pipe)
                os._exit(0)
            finally:
                os._exit(1)
        os.close(target)
        with open(source, encoding="utf-8") as pipe:
            text = pipe.read()
        _, status = os.waitpid(process, 0)
        code = os.waitstatus_to_exitcode(status)
        if code == 0:
            good, said = json.loads(text)
            return bool(good), str(said)
        if code == -signal.SIGXCPU:
            return False, f"rejected: it takes more than {SECONDS} s of computing"
        return False, "rejected: it takes more memory than there is"


@dataclass(frozen=True, slots=True)
class _Contents:
    """The evidence in a file, and where it is one of findings, how many claims come without."""

    pieces: list[Any]
    without: int | None = None


def _read(path: Path) -> Any:
    """Read JSON of bounded size, without anything that has two readings."""
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ValueError(f"it has more than {LARGEST_FILE:,} bytes")
    return json.loads(content.decode("utf-8"), object_pairs_hook=_each_key_once, parse_constant=_refused)


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("an object has a key twice")
    return found


def _refused(constant: str) -> Any:
    raise ValueError(f"{constant} is not a number")


def _listed(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []


def brief(error: BaseException) -> str:
    """What an error says, in one line of bounded length."""
    said = printable(str(error)) or type(error).__name__
    return said if len(said) <= LONGEST else said[:LONGEST] + " ..."


# ---------------------------------------------------------------- limits


def _with_deep_stack(work: Callable[[A], T], argument: A) -> T:
    """Work where terms may be nested deep."""
    found: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            found.append(work(argument))
        except BaseException as error:
            errors.append(error)

    limit, size = sys.getrecursionlimit(), threading.stack_size(STACK)
    try:
        sys.setrecursionlimit(RECURSION)
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(size)
        sys.setrecursionlimit(limit)
    if errors:
        raise errors[0]
    return found[0]


def _limit_resources() -> None:
    import resource

    for what, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
