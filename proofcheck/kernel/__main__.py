"""``python -m proofcheck.kernel FILE``: replay certificates on a bare Python, and say what they state."""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from proofcheck.kernel.certificate import decode, replay_certificate
from proofcheck.kernel.readable import clause, declarations, printable
from proofcheck.kernel.terms import KernelError

A = TypeVar("A")
T = TypeVar("T")

LARGEST_FILE = 32 * 2**20
"""Bytes."""
SECONDS = 60
"""Of computing, for one certificate."""
MEMORY = 4 * 2**30
"""Bytes of address space."""
RECURSION, STACK = 50_000, 512 * 2**20
"""Levels, and bytes for them."""
LONGEST = 300
"""Characters of a complaint or a label."""


@dataclass(frozen=True, slots=True)
class _Contents:
    """The certificates in a file, and where it is one of findings, how many claims come without one."""

    certificates: list[Any]
    without: int | None = None


def main(arguments: list[str]) -> int:
    """Replay each file: a certificate, a list of them, or findings.

    Returns 0 if all replay, 1 if one does not, 2 for a wrong call.
    """
    if not arguments or arguments[0] in {"-h", "--help"}:
        print("usage: python -m proofcheck.kernel FILE...", file=sys.stderr)
        return 0 if arguments else 2
    return max(map(_replay_file, arguments))


def _replay_file(name: str) -> int:
    shown = printable(name)
    try:
        contents = _with_deep_stack(_contents_of, name)
    except (OSError, ValueError, RecursionError, MemoryError) as error:
        print(f"{shown}: cannot be read: {_brief(error)}", file=sys.stderr)
        return 2
    if not contents.certificates:
        print(f"{shown}: rejected: no certificate in it")
    replayed = [_replay(certificate, shown) for certificate in contents.certificates]
    if contents.without is not None:
        print(f"{shown}: {sum(replayed)} of {len(replayed)} certificates replay; {contents.without} claims have none")
    return int(not replayed or not all(replayed))


def _contents_of(name: str) -> _Contents:
    return _contents(_read(Path(name)))


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


def _contents(data: Any) -> _Contents:
    if isinstance(data, dict) and isinstance(data.get("documents"), list):
        claims = [c for d in data["documents"] if isinstance(d, dict) for c in _listed(d.get("claims"))]
        found = [c.get("certificate") if isinstance(c, dict) else None for c in claims]
        certificates = [one for one in found if one is not None]
        return _Contents(certificates, len(found) - len(certificates))
    return _Contents(data if isinstance(data, list) else [data])


def _listed(data: Any) -> list[Any]:
    return data if isinstance(data, list) else []


def _replayed(certificate: Any) -> tuple[bool, str]:
    """Whether a certificate replays, and what is to be said of it."""
    try:
        theorem = replay_certificate(certificate)
        hypotheses, goal = decode(certificate["hypotheses"]), decode(certificate["goal"])
    except (KernelError, MemoryError, RecursionError) as error:
        return False, f"rejected: {_brief(error)}"
    lines = [f"accepted; rests on {', '.join(sorted(theorem.uses)) or 'its hypotheses alone'}"]
    lines += [f"    given  {clause(hypothesis)}" for hypothesis in hypotheses]
    lines.append(f"    shown  {clause(goal)}")
    named = declarations([*hypotheses, goal])
    return True, "\n".join([*lines, *([f"    where  {'; '.join(named)}"] if named else [])])


def _brief(error: BaseException) -> str:
    said = printable(str(error)) or type(error).__name__
    return said if len(said) <= LONGEST else said[:LONGEST] + " ..."


def _label(certificate: Any) -> str:
    """What a certificate calls itself, quoted: it may call itself anything."""
    said = certificate.get("claim") if isinstance(certificate, dict) else None
    return f"labelled {json.dumps(str(said)[:LONGEST])}" if said is not None else "a certificate"


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


def _replay(certificate: Any, shown: str) -> bool:
    """Replay a certificate in a process of its own, under limits, where there are such; print what comes of it."""
    good, said = _forked(certificate) if hasattr(os, "fork") else _with_deep_stack(_replayed, certificate)
    print(f"{shown}: {_label(certificate)}: {said}")
    return good


def _forked(certificate: Any) -> tuple[bool, str]:
    source, target = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(source)
            _limit_resources()
            with open(target, "w", encoding="utf-8") as pipe:
                json.dump(_with_deep_stack(_replayed, certificate), pipe)
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


def _limit_resources() -> None:
    import resource

    for what, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
