"""Derivations as plain data: written to JSON, read back, and replayed rule by rule.

Numbers travel as strings such as ``"3/2"``, terms and clauses as lists. A replayed derivation ends in a theorem made
here and now by the rules; nothing in the file is believed. What would take boundless time or memory is refused.
"""

import re
import reprlib
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from proofcheck.kernel.calculus import presumed_smooth
from proofcheck.kernel.rules import RULES
from proofcheck.kernel.terms import KernelError, Term
from proofcheck.kernel.theorem import Clause, Problem, Theorem, check_clause, derivation, size

FORMAT = "proofcheck/derivation/1"
DEPTH = 5_000
"""How deep terms may be nested."""
STEPS = 100_000
"""Of a derivation."""
ALL_SIZES = 3_000_000
"""Of the clauses that the steps of a derivation make, together."""
NUMBER = 33_220
"""Bits of a number that is written as a power: 10,000 digits."""

_RATIONAL = re.compile(r"-?[0-9]+(/[0-9]+)?")


def encode(value: Any) -> Any:
    """A term, a clause or the arguments of a rule as JSON data."""
    if isinstance(value, Fraction):
        return {"q": str(value)}
    if isinstance(value, Clause):
        return {
            "for": encode(value.variables),
            "if": [encode(condition) for condition in value.conditions],
            "then": encode(value.relation),
        }
    if isinstance(value, Mapping):
        return {"map": {key: encode(item) for key, item in value.items()}}
    if isinstance(value, list | tuple):
        return [encode(item) for item in value]
    if value is None or isinstance(value, str | int):
        return value
    raise KernelError(f"cannot write {value!r}")


def decode(data: Any) -> Any:
    """What ``encode`` was given, lists as tuples.

    >>> decode(encode(("num", Fraction(1, 2))))
    ('num', Fraction(1, 2))

    Raises:
        KernelError: the data is not what ``encode`` writes.
    """
    try:
        return _decode(data, 0)
    except RecursionError as error:
        raise KernelError("the data is nested too deeply") from error


def _decode(data: Any, depth: int) -> Any:
    if depth > DEPTH:
        raise KernelError(f"the data is nested more than {DEPTH} deep")
    if isinstance(data, list):
        decoded = tuple([_decode(item, depth + 1) for item in data])
        if decoded[:1] == ("pow",):
            _check_number(decoded)
        return decoded
    if isinstance(data, dict):
        return _decode_object(data, depth + 1)
    if data is None or isinstance(data, str | int):
        return data
    raise KernelError(f"cannot read {_brief(data)}")


def _decode_object(data: Mapping[str, Any], depth: int) -> Any:
    try:
        if data.keys() == {"q"} and _RATIONAL.fullmatch(data["q"]):
            return Fraction(data["q"])
        if data.keys() == {"map"}:
            return {key: _decode(item, depth) for key, item in data["map"].items()}
        if data.keys() == {"for", "if", "then"}:
            return Clause(_decode(data["for"], depth), _decode(data["if"], depth), _decode(data["then"], depth))
    except (ValueError, ZeroDivisionError, TypeError, AttributeError) as error:
        raise KernelError(f"cannot read {_brief(data)}") from error
    raise KernelError(f"cannot read an object with the keys {_brief(sorted(map(str, data)))}")


def _check_number(term: tuple[Any, ...]) -> None:
    """Refuse a power whose numerical factor has too many digits."""
    if _bits(term) > NUMBER:
        raise KernelError("a power has a numerical factor of more than 10,000 digits")


def _bits(term: Any) -> int:
    """At most how many bits the numerical factor of a term has, written out; a sum of more than numbers has none."""
    match term:
        case ("num", Fraction(numerator=above, denominator=below)):
            return 0 if (abs(above), below) in {(0, 1), (1, 1)} else max(above.bit_length(), below.bit_length())
        case ("pow", base, int(exponent)):
            return abs(exponent) * _bits(base)
        case ("mul" | "div", *parts):
            return sum(map(_bits, parts))
        case ("add", *parts) if all(part[:1] == ("num",) for part in parts if isinstance(part, tuple)):
            return sum(map(_bits, parts)) + len(parts)
    return 0


def _brief(data: Any) -> str:
    return reprlib.repr(data)


def write_derivation(theorem: Theorem) -> list[dict[str, Any]]:
    """The steps that make a theorem, premises by position, as JSON data."""
    position: dict[int, int] = {}
    steps: list[dict[str, Any]] = []
    for current in derivation(theorem):
        position[id(current)] = len(steps)
        steps.append(
            {
                "rule": current.rule,
                "premises": [position[id(premise)] for premise in current.premises],
                "arguments": {key: encode(value) for key, value in current.arguments.items()},
            }
        )
    return steps


def replay(steps: Sequence[Mapping[str, Any]]) -> Theorem:
    """The theorem that the last step makes.

    Raises:
        KernelError: a step is not a use of a rule.
    """
    if not isinstance(steps, list | tuple):
        raise KernelError("a derivation is a list of steps")
    if len(steps) > STEPS:
        raise KernelError(f"a derivation of more than {STEPS:,} steps")
    theorems: list[Theorem] = []
    made = 0
    for number, step in enumerate(steps):
        try:
            premises = [theorems[index] for index in step["premises"]]
            arguments = {key: decode(value) for key, value in step["arguments"].items()}
            theorem = RULES[step["rule"]](premises, **arguments)
        except KernelError as error:
            raise KernelError(f"step {number}: {error}") from error
        except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
            raise KernelError(f"step {number} is not a use of a rule: {error}") from error
        theorems.append(theorem)
        made += size(theorem.clause)
        if made > ALL_SIZES:
            raise KernelError(f"step {number}: the derivation has become too large")
    if not theorems:
        raise KernelError("an empty derivation proves nothing")
    return theorems[-1]


def proves(theorem: Theorem, problem: Problem) -> bool:
    """Whether a theorem says what a problem asks, from no more than its hypotheses.

    A path that the derivation differentiates twice is one whose second derivative the problem speaks of.
    """
    if theorem.clause != problem.goal or not theorem.hypotheses <= frozenset(problem.hypotheses):
        return False
    spoken = presumed_smooth(side for clause in (*problem.hypotheses, problem.goal) for side in _sides(clause))
    return presumed_smooth(side for step in derivation(theorem) for side in _sides(step.clause)) <= spoken


def _sides(clause: Clause) -> Iterator[Term]:
    """The terms that a clause relates, and those that its conditions relate."""
    yield from clause.relation[1:]
    for condition in clause.conditions:
        yield from _sides(condition)


def write_certificate(theorem: Theorem, problem: Problem) -> dict[str, Any]:
    """A self-contained certificate: the problem and the derivation."""
    return {
        "format": FORMAT,
        "hypotheses": [encode(hypothesis) for hypothesis in problem.hypotheses],
        "goal": encode(problem.goal),
        "steps": write_derivation(theorem),
    }


def replay_certificate(certificate: Mapping[str, Any]) -> Theorem:
    """Replay a certificate and compare what it proves with what it states.

    Raises:
        KernelError: it does not replay, or proves something else.
    """
    if not isinstance(certificate, Mapping) or certificate.get("format") != FORMAT:
        raise KernelError(f"not a certificate: the format must be {FORMAT!r}")
    missing = {"hypotheses", "goal", "steps"} - certificate.keys()
    if missing:
        raise KernelError(f"the certificate lacks {', '.join(sorted(missing))}")
    hypotheses, goal = decode(certificate["hypotheses"]), decode(certificate["goal"])
    if not isinstance(hypotheses, tuple):
        raise KernelError("the hypotheses of a certificate are a list of clauses")
    try:
        for clause in (*hypotheses, goal):
            check_clause(clause)
    except RecursionError as error:
        raise KernelError("a clause of the certificate is nested too deeply") from error
    theorem = replay(certificate["steps"])
    if not proves(theorem, Problem((), hypotheses, goal)):
        raise KernelError("the derivation proves something else than the certificate states")
    return theorem
