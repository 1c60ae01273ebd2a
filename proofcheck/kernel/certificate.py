"""Derivations as plain data: written to JSON, read back, and replayed rule by rule.

Numbers travel as strings such as ``"3/2"``, terms and clauses as lists. A replayed derivation ends in a theorem made
here and now by the rules; nothing in the file is believed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from proofcheck.kernel.calculus import presumed_smooth
from proofcheck.kernel.rules import RULES
from proofcheck.kernel.terms import KernelError, Term
from proofcheck.kernel.theorem import Clause, Problem, Theorem, check_clause, derivation

FORMAT = "proofcheck/derivation/1"
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
        return _decode(data)
    except RecursionError as error:
        raise KernelError("the data is nested too deeply") from error


def _decode(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(_decode(item) for item in data)
    if isinstance(data, dict):
        return _decode_object(data)
    if data is None or isinstance(data, str | int):
        return data
    raise KernelError(f"cannot read {data!r}")


def _decode_object(data: Mapping[str, Any]) -> Any:
    try:
        if data.keys() == {"q"} and _RATIONAL.fullmatch(data["q"]):
            return Fraction(data["q"])
        if data.keys() == {"map"}:
            return {key: _decode(item) for key, item in data["map"].items()}
        if data.keys() == {"for", "if", "then"}:
            return Clause(_decode(data["for"]), _decode(data["if"]), _decode(data["then"]))
    except (ValueError, ZeroDivisionError, TypeError, AttributeError) as error:
        raise KernelError(f"cannot read {data!r}") from error
    raise KernelError(f"cannot read an object with the keys {sorted(data)}")


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
    theorems: list[Theorem] = []
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
