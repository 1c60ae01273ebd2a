"""An instance in print: its data, and everything that they determine."""

from dataclasses import dataclass
from fractions import Fraction
from math import prod

from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.terms import SET, Term, is_natural
from proofcheck.models.instance import Instance, Polynomial, clause_terms
from proofcheck.models.interval import Interval
from proofcheck.models.order import MARK
from proofcheck.models.pieces import Pieces, cells
from proofcheck.models.samples import is_drawn, sample_in, values
from proofcheck.models.scalars import Form, Scalar, number
from proofcheck.models.scope import TIME, TOP, Array
from proofcheck.models.several import at, function_in, is_made, sum_of
from proofcheck.models.valuation import Valuation


@dataclass(frozen=True, slots=True)
class Side:
    """The value of one side of a claim: its shape, ``()``, ``(n,)`` or ``(n, p)``, and its entries in print by rows."""

    shape: tuple[int, ...]
    entries: tuple[str, ...]

    def describe(self) -> str:
        """The whole value: ``1``, ``(1, 2)``, or ``((1, 2), (3, 4))`` by rows."""
        if not self.shape:
            return self.entries[0]
        if len(self.shape) == 1:
            return _vector(self.entries)
        width = self.shape[1]
        return _vector(_vector(self.entries[k : k + width]) for k in range(0, len(self.entries), width))


def side(value: Array) -> Side:
    """The value of one side of a claim, in print."""
    return Side(value.shape, tuple(number(entry).describe() for entry in value.entries))


def values_in_print(problem: Problem, instance: Instance, valuation: Valuation) -> dict[str, str]:
    """The data of an instance, and what they determine, by name."""
    found = {name: str(value) for name, value in sorted(instance.dims.items()) if not is_made(name)}
    found |= {name: str(value) for name, value in sorted(instance.scalars.items())}
    found |= {name: Interval(*bounds).describe() for name, bounds in sorted(instance.enclosed.items())}
    vectors = sorted((name, value) for name, value in instance.vectors.items() if not is_made(name))
    found |= {name: _vector(map(str, value)) for name, value in vectors}
    for name, rows in sorted(instance.operators.items()):
        if not is_made(name):
            found[name] = _vector(_vector(map(str, row)) for row in rows)
    for name, components in sorted(instance.functions.items()):
        value = _tuple([_polynomial(c) for c in components])
        if name.startswith(SET):
            found[name.removeprefix(SET)] = f"{{w : {value} <= 0}}"
        elif of := function_in(name):
            found |= _of_several(of, components, instance)
        else:
            found[f"{name}(w)"] = value
    for name, pieces in sorted(instance.pieces.items()):
        of = function_in(name)
        found |= _of_several_in_pieces(of, pieces, instance) if of else {f"{name}(w)": _in_pieces(pieces)}
    found |= _path_values(problem, instance, valuation)
    for variable in sorted(valuation.definitions, key=lambda variable: variable.key):
        found[variable[1]] = side(valuation.value(variable)).describe()
    return found


def _of_several(function: str, components: tuple[Polynomial, ...], instance: Instance) -> dict[str, str]:
    """A function of several arguments, as a polynomial of their entries: ``f(x, y) = x_1^2 + y_1``."""
    found = sum_of(function, instance)
    values = [at(component, found.entries) for component in components]
    return {f"{function}({', '.join(found.arguments)})": _tuple([_in_entries(value) for value in values])}


def _of_several_in_pieces(function: str, pieces: Pieces, instance: Instance) -> dict[str, str]:
    found = sum_of(function, instance)
    where = _in_entries(found.entries[0])
    return {f"{function}({', '.join(found.arguments)})": f"{_in_pieces(pieces)}, where w = {where}"}


def _in_entries(value: Scalar) -> str:
    """A polynomial of entries of vectors."""
    if not isinstance(value, Form):
        return number(value).describe()
    terms = sorted(value.terms.items(), key=lambda item: (sum(power for _, power in item[0][0]), item[0][0]))
    return _signed_sum([(c.middle, " ".join(_power(*factor) for factor in powers)) for (powers, _), c in terms])


def _path_values(problem: Problem, instance: Instance, valuation: Valuation) -> dict[str, str]:
    sorts = {
        term[1]: term[2]
        for clause in (*problem.hypotheses, problem.goal)
        for term in clause_terms(clause)
        if term[0] in {"path", "dpath"}
    }
    found: dict[str, str] = {}
    sequences = _sequences(problem)
    counted_by = next((letter for letter in "kijln" if letter not in instance.scalars.keys() | instance.dims), "t")
    for name in sorted(sorts):
        if name.endswith("^"):  # the powers of an operator, which is shown
            continue
        if (sample := sample_in(name)) or is_drawn(name):
            found |= _of_sample(sample, instance) if sample else {}
            continue
        closed: tuple[Scalar, ...] | None = None
        if name in instance.paths:
            later = Interval.of(len(instance.firsts.get(name, ())))
            closed = valuation.path(name, sorts[name], Form.variable(TIME), TOP.within(TIME, later, None)).entries
        elif name in valuation.dynamics:
            closed = valuation.solution(name, sorts[name]).closed
            closed = None if closed is None else closed[: prod(instance.shape(sorts[name]))]
        if closed is not None:
            letter = counted_by if name in sequences else "t"
            rest = _tuple([_form(entry, letter) for entry in closed])
            shown = f"{name}_{letter}" if name in sequences and "_" not in name else f"{name}({letter})"
            found[shown] = _listed(instance.firsts[name], rest, letter) if name in instance.firsts else rest
        elif name in instance.initial:
            found[_start_of(name, valuation)] = _tuple([str(x) for x in instance.initial[name]])
    return found


def _sequences(problem: Problem) -> frozenset[str]:
    """The paths that a problem takes at natural numbers alone, and at one that varies."""
    places: dict[str, list[Term]] = {}
    for clause in (*problem.hypotheses, problem.goal):
        for term in clause_terms(clause):
            if term[0] in {"path", "dpath"}:
                places.setdefault(term[1], []).append(term[3] if term[0] == "path" else _NEVER)
    varying = {name: any(place.free for place in found) for name, found in places.items()}
    return frozenset(name for name, found in places.items() if varying[name] and all(map(is_natural, found)))


_NEVER = Term("num", Fraction(-1))
"""A time at which no sequence is taken."""


def _of_sample(sample: str, instance: Instance) -> dict[str, str]:
    """The members that are listed: ``-1, 1 at outcomes 1 to 2``, or what they are whatever the outcome."""
    found = {}
    for index, member in values(sample, instance).items():
        shown = [_tuple([str(x) for x in value]) for value in member]
        alike = len(set(shown)) == 1
        found[f"{sample}_{index}"] = shown[0] if alike else f"{', '.join(shown)} at outcomes 1 to {len(shown)}"
    return found


def _listed(firsts: tuple[tuple[Fraction, ...], ...], rest: str, letter: str) -> str:
    """The members of a sequence, one after the other: ``1 for k = 0, 2 for k = 1, 0 for 2 <= k``."""
    members = [f"{_tuple([str(x) for x in member])} for {letter} = {place}" for place, member in enumerate(firsts)]
    return ", ".join([*members, f"{rest} for {len(firsts)} <= {letter}"])


def _start_of(name: str, valuation: Valuation) -> str:
    """What the initial value of a path is called: ``x(0)``, ``q_0``, and ``q_1`` for that of the next members."""
    if name not in valuation.recurrences:
        return f"{name}(0)"
    before = name.removesuffix(MARK)
    law = valuation.recurrences.get(before)
    follows = before != name and law is not None and law.body[:2] == ("path", name)
    return f"{before}_1" if follows else f"{name}_0"


def _vector(entries: object) -> str:
    return f"({', '.join(entries)})"  # type: ignore[arg-type]


def _tuple(entries: list[str]) -> str:
    return entries[0] if len(entries) == 1 else _vector(entries)


def _polynomial(polynomial: Polynomial) -> str:
    terms = sorted(polynomial.items(), key=lambda item: (sum(item[0]), [-k for k in item[0]]))
    return _signed_sum([(c, _monomial(key)) for key, c in terms if c])


def _in_pieces(pieces: Pieces) -> str:
    """Each polynomial with the range where it is the function: ``-w for w <= 0, w^2 - w for 0 <= w``."""
    parts = []
    for (low, high), polynomial in zip(cells(pieces.ends), pieces.polynomials, strict=True):
        ends = f"{low} <= w" if high is None else f"w <= {high}" if low is None else f"{low} <= w <= {high}"
        powers = [(c, "" if k == 0 else "w" if k == 1 else f"w^{k}") for k, c in enumerate(polynomial) if c]
        parts.append(f"{_signed_sum(powers)} for {ends}")
    return ", ".join(parts)


def _monomial(exponents: tuple[int, ...]) -> str:
    return " ".join(_power(f"w_{i}", k) for i, k in enumerate(exponents, 1) if k)


def _power(name: str, exponent: int) -> str:
    return name if exponent == 1 else f"{name}^{exponent}"


def _form(x: Scalar, letter: str) -> str:
    if not isinstance(x, Form):
        return number(x).describe()
    terms = []
    for (powers, rates), c in x.terms.items():
        rate, power = dict(rates).get(TIME, Fraction(0)), dict(powers).get(TIME, 0)
        factors = [_power(letter, power)] if power else []
        if rate:
            multiple = "" if rate == 1 else "-" if rate == -1 else f"{rate} "
            factors.append(f"exp({multiple}{letter})")
        terms.append((c.middle, " ".join(factors)))
    return _signed_sum(terms)


def _signed_sum(terms: list[tuple[Fraction, str]]) -> str:
    text = ""
    for c, factor in terms:
        size = abs(c)
        part = factor if factor and size == 1 else f"{size} {factor}".strip()
        sign = ("-" if c < 0 else "") if not text else (" - " if c < 0 else " + ")
        text += sign + part
    return text or "0"
