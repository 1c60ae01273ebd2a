"""Instances and counterexamples as plain data, written to JSON and read back.

A counterexample states its problem, so that it can be confirmed without anything else. Nothing in a file is believed.
"""

import re
import reprlib
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from proofcheck.evidence.reading import Reader, check_format, read_problem
from proofcheck.evidence.writing import Writer
from proofcheck.kernel.clauses import Problem, sides
from proofcheck.kernel.terms import KernelError, Term, slots
from proofcheck.models.confirmation import Confirmation, confirm
from proofcheck.models.instance import Instance
from proofcheck.models.pieces import Pieces
from proofcheck.models.scalars import NotConfirmed

FORMAT = "proofcheck/counterexample/2"
DIGITS = 1_000
"""Of a number in an instance."""
NUMBER = 33_220
"""Bits of a number that is written as a power: 10,000 digits."""
LARGEST_SIZE, LARGEST_POWER = 1_000, 1_000
"""A dimension, and an exponent, in one."""
_NUMBER = re.compile(rf"-?[0-9]{{1,{DIGITS}}}(/[0-9]{{1,{DIGITS}}})?")


def write_instance(instance: Instance) -> dict[str, Any]:
    """An instance as JSON data, numbers as strings such as ``"3/2"``."""
    return {
        "dims": dict(instance.dims),
        "scalars": {name: str(x) for name, x in instance.scalars.items()},
        "vectors": {name: [str(x) for x in v] for name, v in instance.vectors.items()},
        "operators": {name: [[str(x) for x in row] for row in rows] for name, rows in instance.operators.items()},
        "functions": {name: _written(components) for name, components in instance.functions.items()},
        "initial": {name: [str(x) for x in v] for name, v in instance.initial.items()},
        "paths": {name: _written(components) for name, components in instance.paths.items()},
        **({"enclosed": _enclosed(instance)} if instance.enclosed else {}),
        **({"pieces": _in_pieces(instance)} if instance.pieces else {}),
        **({"firsts": _listed(instance)} if instance.firsts else {}),
    }


def _enclosed(instance: Instance) -> dict[str, list[str]]:
    return {name: [str(x) for x in bounds] for name, bounds in instance.enclosed.items()}


def _listed(instance: Instance) -> dict[str, list[list[str]]]:
    return {name: [[str(x) for x in member] for member in members] for name, members in instance.firsts.items()}


def _in_pieces(instance: Instance) -> dict[str, list[list[str] | list[list[str]]]]:
    return {
        name: [[str(x) for x in found.ends], [[str(c) for c in part] for part in found.polynomials]]
        for name, found in instance.pieces.items()
    }


def _written(components: tuple[Mapping[tuple[Any, ...], Fraction], ...]) -> list[list[list[Any]]]:
    return [[[[str(k) for k in key], str(c)] for key, c in sorted(component.items())] for component in components]


def read_instance(data: Any) -> Instance:
    """What ``write_instance`` was given.

    Raises:
        ValueError: it did not write this, or numbers or dimensions are larger than can be evaluated.
    """
    try:
        return Instance(
            {name: _size(n) for name, n in data["dims"].items()},
            {name: _rational(x) for name, x in data["scalars"].items()},
            {name: tuple(map(_rational, v)) for name, v in data["vectors"].items()},
            {name: tuple(tuple(map(_rational, row)) for row in rows) for name, rows in data["operators"].items()},
            {name: tuple(_read(c, _power) for c in components) for name, components in data["functions"].items()},
            {name: tuple(map(_rational, v)) for name, v in data["initial"].items()},
            {name: tuple(_read(c, _rational) for c in components) for name, components in data["paths"].items()},
            {name: _bounds(bounds) for name, bounds in data.get("enclosed", {}).items()},
            {name: _pieces(said) for name, said in data.get("pieces", {}).items()},
            {name: tuple(tuple(map(_rational, v)) for v in rows) for name, rows in data.get("firsts", {}).items()},
        )
    except (KeyError, TypeError, AttributeError, ZeroDivisionError) as error:
        raise ValueError(f"not an instance: {type(error).__name__}: {error}") from error


def _bounds(said: Any) -> tuple[Fraction, Fraction]:
    low, high = map(_rational, said)
    return low, high


def _pieces(said: Any) -> Pieces:
    ends, polynomials = said
    if any(len(part) > LARGEST_POWER for part in polynomials):
        raise ValueError(f"a polynomial has a degree of {LARGEST_POWER:,} or more")
    return Pieces(tuple(map(_rational, ends)), tuple(tuple(map(_rational, part)) for part in polynomials))


def _read(terms: list[Any], rest: Callable[[Any], Any]) -> dict[tuple[Any, ...], Fraction]:
    return {tuple((rest if i else _power)(k) for i, k in enumerate(key)): _rational(c) for key, c in terms}


def _rational(said: Any) -> Fraction:
    """A number as ``str(Fraction)`` writes it, and no other way: ``1e999999999`` is short and fits nowhere."""
    if not isinstance(said, str) or not _NUMBER.fullmatch(said):
        raise ValueError(f"{reprlib.repr(said)} is not a fraction of at most {DIGITS:,} digits, as in '-3/2'")
    return Fraction(said)


def _whole(said: Any, most: int, what: str) -> int:
    value = _rational(said if isinstance(said, str) else str(said) if type(said) is int else None)
    if value.denominator != 1 or not 0 <= value <= most:
        raise ValueError(f"{what} is {reprlib.repr(said)}: it must be a whole number up to {most:,}")
    return int(value)


def _size(said: Any) -> int:
    return _whole(said, LARGEST_SIZE, "a dimension")


def _power(said: Any) -> int:
    return _whole(said, LARGEST_POWER, "an exponent")


def _bits(term: Term, known: dict[Term, int]) -> int:
    """At most how many bits the numerical factor of a term has, written out; a sum of more than numbers has none.

    Raises:
        ValueError: it is a power whose numerical factor has too many digits.
    """
    if term not in known:
        inside = [_bits(term[slot], known) for slot in slots(term)]
        known[term] = 0
        match term:
            case ("num", Fraction(numerator=above, denominator=below)):
                plain = (abs(above), below) in {(0, 1), (1, 1)}
                known[term] = 0 if plain else max(above.bit_length(), below.bit_length())
            case ("pow", _, int(exponent)):
                known[term] = abs(exponent) * inside[0]
                if known[term] > NUMBER:
                    raise ValueError("a power has a numerical factor of more than 10,000 digits")
            case ("mul" | "div", *_):
                known[term] = sum(inside)
            case ("add", *_) if all(part[0] == "num" for part in term[1:]):
                known[term] = sum(inside) + len(inside)
    return known[term]


def write_counterexample(problem: Problem, instance: Instance) -> dict[str, Any]:
    """A self-contained counterexample: the problem, and the instance at which its goal fails."""
    writer = Writer()
    stated = {
        "dimensions": [list(relation) for relation in problem.dimensions],
        "hypotheses": writer.encode(problem.hypotheses),
        "goal": writer.encode(problem.goal),
        "terms": writer.terms,
    }
    return {"format": FORMAT, "problem": stated, "instance": write_instance(instance)}


def replay_counterexample(data: Any) -> tuple[Problem, Confirmation]:
    """The problem that a counterexample states, and the confirmation that it is one.

    Raises:
        NotConfirmed: it is none, or not what ``write_counterexample`` writes.
    """
    try:
        check_format(data, FORMAT)
        stated = data["problem"]
        sizes = tuple((str(op), str(left), str(right)) for op, left, right in stated["dimensions"])
        problem = read_problem(stated, Reader(stated["terms"]), sizes)
        bits: dict[Term, int] = {}
        for side in (side for clause in (*problem.hypotheses, problem.goal) for side in sides(clause)):
            _bits(side, bits)
        return problem, confirm(problem, read_instance(data["instance"]))
    except (KernelError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise NotConfirmed(f"not a counterexample: {error}") from error
