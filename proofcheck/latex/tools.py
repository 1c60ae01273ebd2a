"""What can be said about a paper without a prover: what is wrong with its notation, and how it was understood."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.claims import definition_text
from proofcheck.lang.printing import text, text_name
from proofcheck.lang.rule_names import Reason
from proofcheck.latex.chapters import everything, up_to
from proofcheck.latex.declaring import declarations
from proofcheck.latex.diagnostics import ERROR, NOTE, WARNING, Diagnostic, written
from proofcheck.latex.document import Reading
from proofcheck.latex.forms import labels_of
from proofcheck.latex.notation import Notation, Unread
from proofcheck.latex.record import CLAIM, UNREAD
from proofcheck.latex.source import Token
from proofcheck.latex.structure import Display, Label, Part
from proofcheck.text import ranges

TOOLS = ("lint", "show", "declare", "places")


def told(tool: str, path: str) -> tuple[list[str], bool]:
    """Return what a tool says of a paper, line by line, and whether it found something wrong."""
    return told_of(Reading.of(Path(path)), tool)


def told_of(reading: Reading, tool: str) -> tuple[list[str], bool]:
    """Return the same of a paper that has been read."""
    if tool == "declare":
        return declarations(reading), False
    if tool == "places":
        return list(_places(reading)), False
    if tool == "show":
        return list(_shown(reading)), False
    found = list(linted(reading))
    wrong = any(diagnostic.severity == ERROR for diagnostic in found)
    counts = ", ".join(_count(sum(d.severity == kind for d in found), kind) for kind in (ERROR, WARNING, NOTE))
    return [*written(found), f"{counts}. {reading.record.coverage()}".strip()], wrong


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def linted(reading: Reading) -> Iterator[Diagnostic]:
    """Yield what is wrong with the notation of a paper, and what is worth knowing about it."""
    start = Token("sign", "", reading.main, 0, 0)
    for error in reading.record.problems:
        yield Diagnostic(error.at or start, WARNING if error.notation else ERROR, error.message)
    document = reading.document()
    places = {entry.id: entry.at for entry in reading.record.entries if entry.what == CLAIM}
    for claim in document.claims:
        mismatch = claim.ill_typed
        if mismatch is not None and claim.id in places:
            message = f"{claim.id} has no meaning: at {mismatch.at}, {mismatch.left} meets {mismatch.right}."
            yield Diagnostic(places[claim.id], ERROR, message)
    yield from _labelled_twice(everything(reading))
    messages = {error.message for error in reading.record.problems}
    for problem in document.problems:
        if problem.message not in messages:
            yield Diagnostic(_at(reading, problem.line), ERROR, problem.message)
    yield from dict.fromkeys(chain.from_iterable(_guessed(chapter.notation) for chapter in up_to(reading)))
    for at, said in dict.fromkeys(reading.record.passed_over):
        yield Diagnostic(at, NOTE, said)
    used = frozenset().union(*(chapter.notation.used for chapter in up_to(reading)))
    for name, at in reading.directives.places.items():
        if name not in used:
            yield Diagnostic(at, WARNING, f"{text_name(name)} is declared and not used.")


def _labelled_twice(content: Sequence[Part]) -> Iterator[Diagnostic]:
    """Yield the labels that stand for two things: a reference to them may mean either."""
    labels = [(part.name, part.at) for part in content if isinstance(part, Label) and part.at.text == "\\label"]
    for part in content:
        if isinstance(part, Display):
            signs = [token for token in part.tokens if token.text == "\\label"]
            labels += zip(labels_of(part.tokens), signs, strict=True)
    first: dict[str, Token] = {}
    for name, at in sorted(labels, key=lambda label: label[1].at):
        if (before := first.setdefault(name, at)) is not at:
            said = f"the label {name!r} stands in {before.source.file}:{before.place[0]}, too: rename one of the two."
            yield Diagnostic(at, WARNING, said)


def _guessed(notation: Notation) -> Iterator[Diagnostic]:
    """Yield what letters were taken for that nobody declares."""
    for name, at in notation.assumed.items():
        kind = "natural" if name in notation.naturals else "real"
        yield Diagnostic(at, NOTE, f"{text_name(name)} is not declared: it is taken for a {kind} number.")
    for name, (at, of) in notation.alike.items():
        kind = f"a vector, as {text_name(of)} is"
        yield Diagnostic(at, NOTE, f"{text_name(name)} is not declared: it is taken for {kind}.")
    for name, taken in notation.taken.items():
        since = "" if taken.why in taken.what else f", since {taken.why}"
        said = f"{text_name(name)} is not declared: it is taken for {taken.what}{since}."
        yield Diagnostic(taken.at, NOTE, said)


def _at(reading: Reading, line: int) -> Token:
    lines = reading.main.text.split("\n")
    offset = sum(len(before) + 1 for before in lines[: line - 1])
    content = lines[line - 1] if line <= len(lines) else ""
    indent = len(content) - len(content.lstrip())
    return Token("sign", content.strip(), reading.main, offset + indent, offset + len(content.rstrip()))


def _places(reading: Reading) -> Iterator[str]:
    """Yield what is claimed, and what is not read, as JSON: file, offset, line, claim, and why it is not read."""
    seen = set()
    for entry in reading.record.entries:
        if entry.what in {CLAIM, UNREAD} and (entry.at.source.file, entry.at.at) not in seen:
            seen.add((entry.at.source.file, entry.at.at))
            message = "" if entry.error is None else entry.error.message
            yield json.dumps([entry.at.source.file, entry.at.at, entry.at.place[0], entry.id, message])


# ---------------------------------------------------------------- how it was understood


def _shown(reading: Reading) -> Iterator[str]:
    yield from dict.fromkeys(chain.from_iterable(_symbols(chapter.notation) for chapter in up_to(reading)))
    claims = {claim.id: claim for claim in reading.record.claims}
    entries = defaultdict(list)
    for entry in reading.record.entries:
        entries[entry.at.source.file].append(entry)
    before: tuple[Any, ...] = ()
    for file, found in entries.items():
        yield f"{file}:"
        for entry in sorted(found, key=lambda e: e.at.place):
            line, column = entry.at.place
            what = entry.text if entry.error is None else entry.error.message
            yield f"  {line}:{column}: {f'{entry.what} {entry.id}'.strip()}: {what}"
            if entry.id in claims:
                claim = claims[entry.id]
                supposed = (*(f"given {h.text}" for h in claim.given), *(f"tacit {h.text}" for h in claim.tacit))
                yield from (f"      {line}" for line in (("given: as before",) if supposed == before else supposed))
                before = supposed or before
                yield f"      reason: {_reason(claim.reason)}"
    yield reading.record.coverage()


def _reason(reason: Reason) -> str:
    """Return a reason with what it cites, or may use where it cites nothing."""
    cited = ", ".join(ranges(reason.claims))
    return reason.text + (f" ({'it may use ' * reason.tacit}{cited})" if cited else "")


def _symbols(notation: Notation) -> Iterator[str]:
    for name, meanings in sorted(notation.meanings.items()):
        for meaning in meanings:
            yield f"{text_name(name)}: {described(meaning)}"
    for name, taken in sorted(notation.taken.items()):
        yield f"{text_name(name)}: not declared, taken for {taken.what}"
    for name in sorted(notation.assumed):
        kind = "natural" if name in notation.naturals else "real"
        yield f"{text_name(name)}: not declared, taken for a {kind} number"


def described(meaning: Any) -> str:
    """Return what a name stands for, in words."""
    if isinstance(meaning, ex.Expression) and ex.is_random(meaning):
        return {ex.SCALAR: "a random number", ex.VECTOR: "a random vector"}.get(
            ex.kind_of(meaning), "a random operator"
        )
    match meaning:
        case Unread():
            return f"not known: {meaning.why}"
        case ex.Dimension():
            return "a dimension"
        case ex.ScalarSymbol():
            kind = "a natural number" if meaning.is_integer else "a time" if meaning.is_nonnegative else "a real number"
            return kind
        case ex.VectorSymbol():
            return f"a vector of R^{meaning.dimension}"
        case ex.OperatorSymbol():
            return f"an operator of R^({meaning.n}×{meaning.p})"
        case ex.PathSymbol():
            space = "×".join(str(d) for d in meaning.dimensions)
            return f"a {'sequence' if meaning.discrete else 'path'} in " + (f"R^{space}" if space else "R")
        case ex.SetSymbol():
            return f"a set in R^{meaning.p}"
        case ex.MapSymbol():
            return f"a map from R^{meaning.p} to " + ("R" if meaning.n is None else f"R^{meaning.n}")
        case ex.Definition():
            return definition_text(meaning, ":=")
    return text(meaning)
