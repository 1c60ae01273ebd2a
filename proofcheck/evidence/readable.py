"""Clauses as a person can read them, so that it is seen what a certificate states.

Every operation stands in brackets, so that no two terms are written alike; a name that could be taken for something
else is quoted.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.terms import SIGNATURE, Sort, Term

LONGEST = 20_000
"""Characters of a clause that are written."""

_OBEYED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that a terminal obeys instead of showing them: controls, directions, ends of lines."""

_NAME = re.compile("[A-Za-z][A-Za-z0-9_]*")
_FORMS = {
    "var": "{1}",
    "path": "{1}[{3}]",
    "dpath": "{1}'[{3}]",
    "fn": "{1}({4})",
    "anyfn": "{1}({4})",
    "jac": "jacobian({1})({4})",
    "gradfn": "gradient({1})({3})",
    "tr": "transpose({1})",
    "id": "identity({1})",
    "basis": "e_{{{2}}} of R^{1}",
    "inv": "inverse({1})",
    "opnorm": "operator_norm({1})",
    "smin": "smallest_singular_value({1})",
    "lmin": "smallest_eigenvalue({1})",
    "lmax": "largest_eigenvalue({1})",
    "int": "integral({1} in [{2}, {3}]: {4})",
    "sum": "sum({1} = {2} to {3}: {4})",
    "prod": "product({1} = {2} to {3}: {4})",
    "expect": "expectation({1} in {3}: {2})",
    "inf": "infimum({1} in [{2}, {3}]: {4})",
    "minS": "minimum(norm({1}) = 1: {2})",
    "d": "derivative({1}: {2})",
    "grad": "gradient({1}: {2} at {3})",
}
"""How terms are written; any other is its head with its arguments, or has a sign between them."""
_OVER_OPERATORS = "minimum(operator_norm({1}) = 1: {2})"
_SIGNS = {"add": " + ", "mul": " * ", "div": " / ", "pow": " ^ ", "powi": " ^ ", "dot": " @ "}
_WORDS = frozenset(
    {
        *(SIGNATURE.keys() - _FORMS.keys() - _SIGNS.keys()),
        *re.findall("[A-Za-z_]+", " ".join(_FORMS.values())),
        *("for", "all", "if", "then", "and", "R", "N"),
    }
)
"""Words that are no names here."""

_Piece = str | Term


def printable(text: str) -> str:
    r"""Return a text with every character shown that a terminal would obey: nothing in it ends the line or moves.

    >>> printable("a  b\n\x1b[31m\u202e")
    'a  b\\n\\x1b[31m\\u202e'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(c) if unicodedata.category(c) in _OBEYED else c for c in text)


def _shown(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def name(text: str) -> str:
    r"""Return a name as it is written; quoted, in ASCII, where it is not plain letters, digits and ``_``.

    >>> name("alpha"), name("x + 1")
    ('alpha', '"x + 1"')
    """
    return text if _NAME.fullmatch(text) and text not in _WORDS else json.dumps(text)


def term(whole: Term) -> str:
    """Return a term in one line.

    >>> term(Term("pow", Term("norm", Term("path", "x", ("V", "n"), Term("var", "t", ("S",)))), 2))
    '(norm(x[t]) ^ 2)'
    """
    return _cut(_pieces([whole]))


def clause(whole: Clause) -> str:
    """Return a clause in one line.

    >>> t = Term("var", "t", ("S",))
    >>> clause(Clause((t,), (Clause((), (), ("<=", t, t)),), ("<", t, Term("exp", t))))
    'for all t: if t <= t then t < exp(t)'
    """
    return _cut(_clause_pieces(whole))


def stated(hypotheses: Iterable[Clause], verb: str, goal: Clause) -> list[str]:
    """What evidence states, a line for each clause: ``verb`` is said of the goal."""
    hypotheses = list(hypotheses)
    lines = [f"    given  {clause(hypothesis)}" for hypothesis in hypotheses]
    lines.append(f"    {verb:<5}  {clause(goal)}")
    named = declarations([*hypotheses, goal])
    return [*lines, *([f"    where  {'; '.join(named)}"] if named else [])]


def declarations(clauses: Iterable[Clause]) -> list[str]:
    """Return what the names in clauses are: ``x: path in R^n``."""
    found: dict[str, None] = {}
    waiting: list[Any] = list(clauses)
    while waiting:
        current = waiting.pop()
        if isinstance(current, Clause):
            waiting += [*current.variables, *current.conditions, *current.relation[1:]]
        else:
            found |= dict.fromkeys(_declared(current))
            waiting += [part for part in current if isinstance(part, Term)]
    return sorted(found)


def _declared(whole: Term) -> Iterator[str]:
    match whole:
        case ("var", str(called), tuple(sort)):
            yield f"{name(called)}: {_sort(sort)}"
        case ("path" | "dpath", str(called), tuple(sort), _):
            yield f"{name(called)}[]: path in {_sort(sort)}"
        case ("fn" | "anyfn" as head, str(called), tuple(source), tuple(target), _):
            yield f"{name(called)}(): {'any ' * (head == 'anyfn')}map from {_sort(source)} to {_sort(target)}"
        case ("jac", str(called), p, n, _):
            yield f"{name(called)}(): map from R^{_dimension(p)} to R^{_dimension(n)}"
        case ("gradfn", str(called), d, _):
            yield f"{name(called)}(): map from R^{_dimension(d)} to R"


def _sort(sort: Sort) -> str:
    match sort:
        case ("V", n):
            return f"R^{_dimension(n)}"
        case ("O", n, p):
            return f"R^({_dimension(n)} by {_dimension(p)})"
    return {"S": "R", "N": "N"}.get(sort[0], "?")


def _dimension(size: int | str) -> str:
    return name(size) if isinstance(size, str) else str(size)


def _cut(pieces: Iterable[str]) -> str:
    written: list[str] = []
    left = LONGEST
    for piece in pieces:
        written.append(piece)
        left -= len(piece)
        if left < 0:
            return "".join(written) + " ... (cut here)"
    return "".join(written)


def _clause_pieces(whole: Clause) -> Iterator[str]:
    if whole.variables:
        yield f"for all {', '.join(name(variable[1]) for variable in whole.variables)}: "
    for number, condition in enumerate(whole.conditions):
        yield " and " if number else "if "
        inner = condition.variables or condition.conditions
        yield from ("(", *_clause_pieces(condition), ")") if inner else _clause_pieces(condition)
    if whole.conditions:
        yield " then "
    sign, left, right = whole.relation
    yield from _pieces([left, f" {sign} ", right])


def _pieces(waiting: list[Any]) -> Iterator[str]:
    """Yield what is written, from left to right; a text stands for itself."""
    waiting.reverse()
    while waiting:
        current = waiting.pop()
        if isinstance(current, Term):
            waiting += reversed(_parts(current))
        else:
            yield str(current)


def _parts(whole: Term) -> list[Any]:
    """What a term is written as: texts, and terms to be written in turn."""
    head, *parts = whole
    if head == "num":
        return [f"({parts[0]})" if parts[0] < 0 or parts[0].denominator > 1 else str(parts[0])]
    shown = [name(part) if isinstance(part, str) else part for part in parts]
    if head in _FORMS:
        of_operators = head == "minS" and whole[1].sort[0] == "O"
        texts = re.split(r"\{(\d)\}", _OVER_OPERATORS if of_operators else _FORMS[head])
        return [shown[int(text) - 1] if place % 2 else text for place, text in enumerate(texts)]
    if head in _SIGNS:
        return ["(", *_between(_SIGNS[head], shown), ")"]
    return [head, "(", *_between(", ", shown), ")"]


def _between(sign: str, parts: Iterable[Any]) -> list[Any]:
    return [piece for part in parts for piece in (sign, part)][1:]
