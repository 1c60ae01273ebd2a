"""Terms and clauses as plain data, for JSON: numbers as strings such as ``"3/2"``, terms and clauses as lists.

What would take boundless time or memory is refused when it is read.
"""

import re
import reprlib
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.terms import KernelError

DEPTH = 5_000
"""How deep terms may be nested."""
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
