"""Constants, solved for: what a side of an equation, or a term of it, is multiplied by; the best bound in a box."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from itertools import islice, product
from typing import Any

from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.normal import Normalizer, Poly, add_into
from proofcheck.kernel.terms import KernelError
from proofcheck.lang import expressions as ex
from proofcheck.lang.expressions import Assertion, LanguageError
from proofcheck.lang.printing import text
from proofcheck.lang.translate import assumptions, clauses, symbols
from proofcheck.repair.changes import CONSTANT, SIGN, Edit, rebuilt, with_side
from proofcheck.repair.consequences import substituted
from proofcheck.repair.missing import LARGER, lacking
from proofcheck.repair.writing import is_number, negated, number, scaled

LARGEST = 1000
"""Of the numerators and denominators of constants that are looked for."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """What is taken for granted while constants are looked for; the kernel proves what comes of it."""

    clause: Clause


EQUATIONS = 12
"""How many equations among the hypotheses are solved."""

CORNERS = 64
"""At how many corners of a box a side is evaluated."""


class Constants:
    """Solves for constants, under what is supposed."""

    def __init__(self, says: Assertion, given: Iterable[Assertion]) -> None:
        plain = [a for a in given if isinstance(a, ex.Relation) and not a.of_dimensions]
        signs = [s > 0 for s in symbols(says) if assumptions(s) and s.is_positive]
        self._box = _box(plain)
        self._equations = [a for a in plain if a.op == "=" and ex.kind_of(a.left) == ex.SCALAR]
        self.normalizer = Normalizer([_Taken(clause) for a in (*plain, *signs) for clause in clauses(a)])

    def solved(self, says: ex.Relation) -> Iterator[Edit]:
        """An equation with the constant that makes it true; nothing where there is none, or where it is true."""
        if says.op != "=" or ex.kind_of(says.left) != ex.SCALAR:
            return
        left, right = self._form(says.left), self._form(says.right)
        if not left or not right or left == right:
            return
        for side, ratio in ((2, _ratio(left, right)), (1, _ratio(right, left))):
            if ratio is not None:
                whole = _written_out(says.args[side])
                yield _edit(says, side, whole, ratio, _itself)
        for side, sign in ((2, 1), (1, -1)):
            gap = add_into(add_into({}, left, sign), right, -sign)
            for term, added, put in _terms(says.args[side]):
                form = self._form(term)
                ratio = None if not form else _ratio(gap, form)
                if ratio is not None and added * ratio != -1:
                    yield _edit(says, side, term, 1 + added * ratio, put)

    def lacking(self, says: ex.Relation) -> Iterator[Edit]:
        """An equation or a bound with the term that it lacks."""
        if says.op in {"=", *LARGER} and ex.kind_of(says.left) == ex.SCALAR:
            left, right = self._form(says.left), self._form(says.right)
            if left is not None and right is not None and left != right:
                gap = add_into(add_into({}, left, 1), right, -1)
                if not gap.keys() - {()} and any(map(is_number, says.args[1:])):
                    return  # another number is meant
                yield from lacking(says, gap, self._form)

    def extreme(self, says: ex.Relation) -> Iterator[Edit]:
        """A bound by a number with the extreme value at the corners of the box in which the other side lives."""
        for side in (1, 2) if says.op in LARGER else ():
            other = says.args[3 - side]
            symbols = [node for node in sorted(ex.free_symbols(other), key=str) if isinstance(node, ex.ScalarSymbol)]
            if is_number(says.args[side]) and symbols and ex.free_symbols(other) <= self._box.keys():
                corners = islice(product(*(self._box[node] for node in symbols)), CORNERS)
                values = [self._at(other, dict(zip(symbols, corner, strict=True))) for corner in corners]
                known = [one for one in values if one is not None]
                if known:
                    best = number(max(known) if side == LARGER[says.op] else min(known), says.args[side])
                    words = f"{text(says.args[side])} replaced by {text(best)}"
                    yield Edit(with_side(says, side, best), words, 3, CONSTANT)

    def determined(self, says: ex.Relation) -> Iterator[Edit]:
        """An equation with the number that equations among the hypotheses, solved for, make of its other side."""
        if says.op != "=" or ex.kind_of(says.left) != ex.SCALAR:
            return
        left, right = self._form(says.left), self._form(says.right)
        for side, one, other in ((2, left, right), (1, right, left)):
            if is_number(says.args[side]) and one is not None and other is not None:
                gap = _reduced(add_into(add_into({}, one, 1), other, -1), self._solved)
                if gap and not gap.keys() - {()}:
                    made = _of_value(Fraction(gap[()]) + Fraction(other.get((), 0)))
                    words = f"{text(says.args[side])} replaced by {text(made)}"
                    yield Edit(with_side(says, side, made), words, 2, CONSTANT)

    @cached_property
    def _solved(self) -> list[tuple[Any, Poly]]:
        """The equations among the hypotheses as rows in reduced form, each with the monomial that it is solved for."""
        rows: list[tuple[Any, Poly]] = []
        for relation in self._equations[:EQUATIONS]:
            left, right = self._form(relation.left), self._form(relation.right)
            row = {} if left is None or right is None else _reduced(add_into(add_into({}, left, 1), right, -1), rows)
            lead = next((mono for mono in row if mono), None)
            if lead is not None:
                rows = [(other, _reduced(old, [(lead, row)])) for other, old in rows]
                rows.append((lead, row))
        return rows

    def _at(self, node: Any, values: Mapping[Any, Any]) -> Fraction | None:
        form = self._form(substituted(node, values))
        return None if form is None or form.keys() - {()} else Fraction(form.get((), 0))

    def _form(self, node: Any) -> Poly | None:
        try:
            [clause] = clauses(ex.Relation("=", node, node))
            return self.normalizer.scalar(clause.relation[1])
        except (KernelError, LanguageError, ValueError):
            return None


def _reduced(form: Poly, rows: Iterable[tuple[Any, Poly]]) -> Poly:
    """A polynomial less the multiples of rows without the monomials that these are solved for."""
    for lead, row in rows:
        if lead in form:
            form = add_into(dict(form), row, -Fraction(form[lead]) / Fraction(row[lead]))
    return form


def _of_value(value: Fraction) -> Any:
    """A number, written out."""
    size = number(abs(value))
    return size if value >= 0 else ex.Negative.of(size)


def _box(given: Iterable[ex.Relation]) -> dict[Any, list[Any]]:
    """The numbers by which symbols are bounded."""
    found: dict[Any, list[Any]] = {}
    for relation in given:
        for one, other in (relation.args[1:], relation.args[:0:-1]):
            if isinstance(one, ex.ScalarSymbol) and is_number(other):
                found.setdefault(one, []).append(other)
    return found


def _itself(made: Any) -> Any:
    return made


def _written_out(node: Any) -> Any:
    return node.args[0].unfold() if isinstance(node, ex.NamedFirst | ex.NamedLast) else node


def _edit(says: ex.Relation, side: int, term: Any, ratio: Fraction, put: Callable[[Any], Any]) -> Edit:
    """The equation with a term multiplied by a number that is not 0."""
    made = scaled(term, ratio) if ratio > 0 else _opposite(scaled(term, -ratio), put is _itself)
    words = f"the sign of {text(term)} changed" if ratio == -1 else f"{text(term)} replaced by {text(made)}"
    changed = with_side(says, side, put(made))
    return Edit(changed, words, 3 + (side == 1), SIGN if ratio == -1 else CONSTANT)


def _ratio(top: Poly, bottom: Poly) -> Fraction | None:
    """The number that one polynomial is times another, where it is one that somebody might have written."""
    if top.keys() != bottom.keys():
        return None
    ratios = {Fraction(top[mono]) / Fraction(coefficient) for mono, coefficient in bottom.items()}
    found = ratios.pop() if len(ratios) == 1 else None
    return found if found is not None and max(abs(found.numerator), found.denominator) <= LARGEST else None


def _terms(node: Any) -> Iterator[tuple[Any, int, Callable[[Any], Any]]]:
    """The terms of a sum, the sign of each, and how another one is put in its place."""
    if not isinstance(node, ex.Sum):
        return
    for place, part in enumerate(node.args):
        put = partial(rebuilt, node, place)
        if isinstance(part, ex.Sum):
            yield from ((term, added, partial(_after, put, inner)) for term, added, inner in _terms(part))
        elif isinstance(part, ex.Negative):
            yield part.args[0], -1, partial(_after, put, partial(_opposite, whole=False))
        else:
            yield part, 1, put


def _opposite(made: Any, whole: bool) -> Any:
    """The negative of a side, or of a term of a sum: there it is subtracted."""
    if isinstance(made, ex.Negative):
        return made.args[0]
    return negated(made) if whole else ex.Negative.of(made)


def _after(outer: Callable[[Any], Any], inner: Callable[[Any], Any], made: Any) -> Any:
    return outer(inner(made))
