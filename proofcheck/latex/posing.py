"""Problems of optimisation, which claim nothing, and what they name on the way."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from proofcheck.latex.applying import full_name
from proofcheck.latex.claiming import taken_in_sentence
from proofcheck.latex.forms import in_doubt, names_function, names_in
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation
from proofcheck.latex.programs import is_program
from proofcheck.latex.ranges import called_from, find
from proofcheck.latex.relations import gives_name
from proofcheck.latex.several import section_named
from proofcheck.latex.source import Token, plain
from proofcheck.latex.speech import DEFINED
from proofcheck.latex.spelling import argument

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_PROBLEM = re.compile(r"\b(minimi[sz]e|maximi[sz]e|min|max|inf|sup)(?![a-z])", re.IGNORECASE)
_SUBJECT = re.compile(r"subject\W{0,3}to\b|\bs\. ?t\.|\{ ?s\.t\. ?\}|\bsuch that\b", re.IGNORECASE)

POSES = "this poses a problem of optimisation: it claims nothing."


def poses_problem(reading: "Reading", tokens: Sequence[Token], at: Token) -> bool:
    """Whether a display poses a problem of optimisation, with constraints: these are no claims, and this is noted.

    Points that the text speaks of may be such as satisfy constraints that are written without "subject to".
    """
    shown = plain(tokens).replace("\\", " ")
    subject = _SUBJECT.search(shown)
    if subject is None and is_program(tokens):
        reading.scopes.unread(at, in_doubt(names_in(tokens, reading.notation), reading.notation))
    elif subject is None or _PROBLEM.search(shown, 0, subject.start()) is None:
        return False
    reading.record.passed_over.append((at, POSES))
    return True


def names_objective(reading: "Reading", tokens: Sequence[Token], at: Token) -> bool:
    r"""Whether a problem names its objective anew, as in ``\min_x F(x) := ...``; it is defined then."""
    named = _objective(mathematical(tokens), reading.notation)
    if not named or not (gives_name(named) or names_function(named, reading.notation, reading.elsewhere())):
        return False
    taken_in_sentence(reading, named, DEFINED, at, ())
    return True


def names_alone(reading: "Reading", content: Sequence[Token], at: Token) -> bool:
    """Whether a formula in a sentence only names something: an objective, or a function with arguments fixed."""
    return section_named(content, reading.notation) is not None or names_objective(reading, content, at)


def _objective(tokens: Sequence[Token], notation: Notation) -> list[Token]:
    r"""Return what a problem names on the way, ``F(x) := ...`` in ``\min_x F(x) := ...``; nothing of others."""
    content = list(tokens)
    if not content or content[0].text not in {"\\min", "\\max", "\\inf", "\\sup"}:
        return []
    start = argument(content, 2)[1] if [t.text for t in content[1:2]] == ["_"] else 1
    rest = content[start:]
    opened = [t.text for t in rest[:1]] in (["\\{"], ["\\lbrace"], ["["]) and len(rest) > 1
    rest = rest[1:-1] if opened and rest[-1].text in {"\\}", "\\rbrace", "]"} else rest
    place = find(rest, "=", "\\coloneqq", "\\triangleq", "\\eqdef", "\\defeq")
    left = rest[: place - (place > 0 and rest[place - 1].text == ":")] if place > 0 else []
    opens = called_from(left) if left and left[-1].text == ")" else -1
    varies = {t.text for t in left[opens + 1 : -1]} & {t.text for t in rest[place + 1 :] if t.text[-1:].isalpha()}
    return rest if opens > 0 and varies and full_name(left[:opens], notation) is not None else []
