"""What is meant by a target: the documents and the claim that a word on the command line names."""

import os
import shlex
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from proofcheck.lang.documents import Document
    from proofcheck.reading import Library


_ENDINGS = (".py", ".tex")
"""Of files that may be documents."""


def resolve(targets: Sequence[str]) -> "tuple[list[Document], set[str] | None]":
    """Return the documents that targets name, and the qualified ids to restrict the work to, if any."""
    with open_library() as library:
        found = [_find(library, target) for target in targets]
    documents: dict[str, Document] = {}
    for named, _ in found:
        for document in named:
            if documents.setdefault(document.id, document) is not document:
                raise click.UsageError(f"two of the targets are documents called {document.id!r}. Check one at a time.")
    if all(claim is None for _, claim in found):
        return list(documents.values()), None
    only = {f"{d.id}:{c.id}" for named, claim in found if claim is None for d in named for c in d.claims}
    only |= {f"{named[0].id}:{claim}" for named, claim in found if claim is not None}
    return list(documents.values()), only


def one_claim(target: str) -> "tuple[Document, str]":
    """Return the one claim that a target names, with its document."""
    with open_library() as library:
        documents, claim = _find(library, target)
    if claim is None:
        names = ", ".join(document.id for document in documents)
        raise click.UsageError(f"{target!r} names a whole document ({names}). Name one claim: DOCUMENT:CLAIM.")
    return documents[0], claim


def open_library() -> "Library":
    """Return what reads documents; its process is started first, and comes up while this one imports what it needs."""
    from proofcheck.reading_process import at_hand

    process = at_hand()
    try:
        from proofcheck.reading import Library
    except BaseException:
        process.close()
        raise
    return Library(process=process)


def known() -> "list[Document]":
    """Return the documents that are installed."""
    with open_library() as library:
        return list(library.installed().values())


def _find(library: "Library", target: str) -> "tuple[list[Document], str | None]":
    """Return the documents that a target names, and the claim if it names just one.

    Ids and paths may hold colons: every way to take a target apart is tried.
    """
    parts = [(target[:place], target[place + 1 :]) for place, sign in enumerate(target) if sign == ":"]
    known = {} if _looks_like_a_path(target) else _installed(library, [target, *(whole for whole, _ in parts)])
    if target in known:
        return [known[target]], None
    if _exists(target):
        return documents_at(library, target), None
    ways = chain(
        (([known[whole]], claim) for whole, claim in parts if whole in known),
        ((documents_at(library, path), claim) for path, claim in reversed(parts) if _exists(path)),
    )
    found: list[Document] = []
    for documents, claim in ways:
        for document in documents:
            if any(its.id == claim for its in document.claims):
                return [document], claim
        found += documents
    if found:
        raise click.UsageError(_no_claim(target, found))
    if _looks_like_a_path(target):
        raise click.UsageError(f"no such file or folder: {_path_in(target)!r}.")
    close = [] if parts else get_close_matches(target.lower(), known, n=2)
    nearest = _nearest(target, close or _claim_names(known.values()))
    raise click.UsageError(f"no document or file {target!r}.{nearest}")


def _installed(library: "Library", names: Sequence[str]) -> "Mapping[str, Document]":
    """Return those of the installed documents that may be named, by id: one where that is enough, or all."""
    for name in names:
        document = library.entered_as(name)
        if document is not None:
            return {name: document}
    return library.installed()


def documents_at(library: "Library", path: str) -> "list[Document]":
    """Return the documents in a file or folder."""
    from proofcheck.lang.expressions import LanguageError

    try:
        return library.at(path)
    except LanguageError as error:
        raise click.UsageError(str(error)) from None


def _no_claim(target: str, documents: "Sequence[Document]") -> str:
    problems = (problem_line(problem) for document in documents for problem in document.problems)
    unread = "".join(f" Not read: {line.removesuffix('.')}." for line in problems)
    return f"no claim {target!r}.{_nearest(target, _claim_names(documents), _path_in(target))}{unread}"


def _claim_names(documents: "Iterable[Document]") -> list[str]:
    return [f"{document.address}:{claim.id}" for document in documents for claim in document.claims]


def _nearest(name: str, names: Iterable[str], path: str = "") -> str:
    """Return a sentence with the names nearest to a wrong one; a claim is found without its document, too.

    Where none is near, it says how to list all. Those in the file ``path`` are told apart by what comes after it.
    """
    file = f"{path}:" if _exists(path) else ""
    whole = {candidate.removeprefix(file).lower(): candidate for candidate in names}
    last = {candidate.rpartition(":")[2]: candidate for candidate in whole}
    wanted = name.removeprefix(file).lower()
    close = get_close_matches(wanted, whole, n=3, cutoff=0.6)
    close += [last[part] for part in get_close_matches(wanted.rpartition(":")[2], last, n=3, cutoff=0.75)]
    suggestions = [whole[candidate] for candidate in dict.fromkeys(close)][:3]
    if suggestions:
        return f" Did you mean {' or '.join(suggestions)}?"
    listing = f"list {shlex.quote(path)}" if file else "list"
    return f" `python -m proofcheck {listing}` shows all names."


def _path_in(target: str) -> str:
    """Return what is most likely meant as a path in a target: up to the last ``.py`` or ``.tex``, or all of it."""
    for ending in _ENDINGS:
        head, found, _ = target.rpartition(f"{ending}:")
        if found:
            return head + ending
    return target


def _looks_like_a_path(target: str) -> bool:
    named = any(target.endswith(ending) or f"{ending}:" in target for ending in _ENDINGS)
    return named or os.sep in target or "/" in target or ("." in target and _exists(target))


def _exists(path: str) -> bool:
    try:
        return bool(path) and Path(path).exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


def problem_line(problem: Any) -> str:
    """What could not be read, with its place, in one line."""
    column = f":{problem.column}" if problem.column else ""
    return f"{problem.file}:{problem.line}{column}: {problem.message}"
