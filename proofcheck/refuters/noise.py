r"""Noise whose mean is given: one point, and draws on either side of what the mean there is to be.

Where hypotheses say what the mean of a draw is given the point that it is made at, as in
:math:`\mathbb{E}[g \mid x] = \nabla F(x)`, hardly any draw that is guessed has this mean, unless it never varies. For
one point :math:`x_0` and the two draws :math:`\nabla F(x_0) \pm v`, for any vector v, the hypothesis holds.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.terms import Sort, Term, num, slots
from proofcheck.models.instance import Instance
from proofcheck.models.valuation import Valuation
from proofcheck.refuters.judging import exact_entries

Vector = tuple[Fraction, ...]
Line = tuple[dict[tuple[int, Fraction], Fraction], ...]


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw as a function of the point and of what is drawn there, and what its mean is to be."""

    name: str
    point: str
    drawn: str
    sort: Sort
    outcomes: tuple[str, str]
    """The names of how many points there are, and of how many draws."""
    mean: Term
    """At the one point."""

    @property
    def at(self) -> Term:
        """The letter for the point."""
        return Term("var", f"{self.point}_0", self.sort)

    @property
    def side(self) -> Term:
        """The letter for how far the draws are from their mean."""
        return Term("var", f"{self.drawn}_0", self.sort)


@dataclass(frozen=True, slots=True)
class Noisy:
    """A problem with two draws at one point, and how its instances become some of the one behind it."""

    problem: Problem
    draw: Draw

    def completed(self, instance: Instance) -> Instance:
        """The instance with the point, the draws and the function that makes them; itself where they have no values."""
        draw = self.draw
        letters = (draw.at[1], draw.side[1])
        somewhere = dict.fromkeys(letters, (Fraction(0),) * instance.shape(draw.sort)[0])
        valuation = Valuation(self.problem, replace(instance, vectors={**somewhere, **instance.vectors}))
        at, side, mean = (exact_entries(term, valuation) for term in (draw.at, draw.side, draw.mean))
        if at is None or side is None or mean is None:
            return instance
        shifted = tuple(m - x for m, x in zip(mean, at, strict=True))
        vectors = {name: v for name, v in instance.vectors.items() if name not in letters}
        return replace(
            instance,
            dims={**instance.dims, draw.outcomes[0]: 1, draw.outcomes[1]: 2},
            vectors=vectors,
            functions={**instance.functions, draw.name: _translation(shifted)},
            paths={**instance.paths, draw.point: _line(at, (Fraction(0),) * len(at)), draw.drawn: sides(side)},
        )


def noisy(problem: Problem) -> Iterator[Noisy]:
    """Such a problem for the first draw of which a hypothesis says what its mean is given the point."""
    for clause in problem.hypotheses:
        draw = _draw(clause)
        if draw is not None:
            yield Noisy(with_terms(problem, _replacing(draw)), draw)
            return


def with_terms(problem: Problem, change: Callable[[Term], Term]) -> Problem:
    """The problem with its terms changed."""
    hypotheses = tuple(clause.mapped(change) for clause in problem.hypotheses)
    return replace(problem, hypotheses=hypotheses, goal=problem.goal.mapped(change))


def _draw(clause: Clause) -> Draw | None:
    op, *sides = clause.relation
    ends = [c.relation[2] for c in clause.conditions if c.relation[2][0] == "dim"]
    for total, mean in (sides, sides[::-1]):
        body = total[2] if total[0] == "expect" else total
        if op != "=" or len(ends) != 1 or body[0] != "fn" or body[2] != body[3] or body[4][0] != "add":
            continue
        parts = [part for part in body[4][1:] if part[0] == "path"]
        if [part[3] for part in parts] == [*clause.variables, total[1]] and total[1] not in mean.free:
            point, drawn = (part[1] for part in parts)
            found = Draw(body[1], point, drawn, body.sort, (ends[0][1], total[3]), mean)
            return replace(found, mean=_replacing(found)(mean))
    return None


def _replacing(draw: Draw) -> Callable[[Term], Term]:
    few: Mapping[object, int] = dict(zip(draw.outcomes, (1, 2), strict=True))

    def replaced(term: Term) -> Term:
        if term[0] == "dim" and term[1] in few:
            return num(few[term[1]])
        if term[:2] == ("path", draw.point):
            return draw.at
        if term[:2] == ("fn", draw.name):
            return Term("add", draw.mean, on_one_side(term[4][2][3], draw.side))
        parts = list(term)
        for slot in slots(term):
            parts[slot] = replaced(term[slot])
        if term[0] == "expect" and term[3] in few:
            parts[3] = few[term[3]]
        return Term(*parts)

    return replaced


def on_one_side(outcome: Term, side: Term) -> Term:
    """What is ``-v`` for the first outcome and ``v`` for the second one."""
    return Term("mul", Term("add", Term("mul", num(2), outcome), num(-3)), side)


def sides(side: Vector) -> Line:
    """The line that is so."""
    return _line(tuple(-3 * x for x in side), tuple(2 * x for x in side))


def _line(start: Vector, step: Vector) -> Line:
    parts = ({(0, Fraction(0)): a, (1, Fraction(0)): b} for a, b in zip(start, step, strict=True))
    return tuple({key: value for key, value in part.items() if value} for part in parts)


def _translation(by: Vector) -> tuple[dict[tuple[int, ...], Fraction], ...]:
    """The map ``x + c``."""
    size = len(by)
    units = [tuple(int(i == j) for j in range(size)) for i in range(size)]
    return tuple({unit: Fraction(1), **({(0,) * size: c} if c else {})} for unit, c in zip(units, by, strict=True))
