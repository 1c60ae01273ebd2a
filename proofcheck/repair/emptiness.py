"""Changed claims that say too little: what is supposed anyway, and bounds that could be sharper."""

from dataclasses import replace
from fractions import Fraction

from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.normal import Normalizer, Poly, add_into
from proofcheck.kernel.terms import SCALAR, KernelError, Term, num, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.search import prove
from proofcheck.refuters import Budget, Refutation, hunt
from proofcheck.repair.known import Known

NUDGE = Fraction(1, 8)
"""How far a bound is moved, to see whether it is sharp: towards the one as it stands, or a number by that share."""


SIGNS = 16
"""How much search there is for the sign of a side."""


def is_supposed(problem: Problem) -> bool:
    """Whether a claim is one of its hypotheses: a bound without its strictness, an equation also in other words, unless
    it says what a variable is, which was solved for.
    """
    op, left, right = problem.goal.relation
    strict = replace(problem.goal, relation=("<", left, right))
    if problem.goal in problem.hypotheses or (op == "<=" and strict in problem.hypotheses):
        return True
    turned = replace(problem.goal, relation=(op, right, left))
    solved = any(one[0] == "var" and _number(other) is not None for one, other in ((left, right), (right, left)))
    if op == "=" and not solved and turned in problem.hypotheses:
        return True
    equations = [h for h in problem.hypotheses if h.relation[0] == "="] if op == "=" and not solved else []
    plain = [clause for clause in equations if not clause.variables and not clause.conditions]
    gap = _difference(left, right) if plain else None
    return bool(gap) and any(_is_multiple(gap, _difference(*clause.relation[1:])) for clause in plain)


def is_weakened(stands: Problem, changed: Problem) -> bool:
    """Whether a claim is a strict bound without its strictness: that may be one of the hypotheses."""
    (op, *sides), (other, *new) = stands.goal.relation, changed.goal.relation
    return (op, other) == ("<", "<=") and sides == new


def _is_multiple(one: Poly | None, other: Poly | None) -> bool:
    """Whether a polynomial is a number times another one, and neither is 0."""
    if not one or not other or one.keys() != other.keys():
        return False
    return len({Fraction(one[mono]) / Fraction(other[mono]) for mono in one}) == 1


def soon_settled(problem: Problem, known: Known, seed: int, budget: Budget) -> Theorem | Refutation | None:
    """A proof or a counterexample, if one is soon found; a proof first where many instances are known to be none."""
    hunted = hunt(problem, seed=seed, budget=budget)
    early = None if known.ground.is_telling(problem) else next(hunted)
    return early or prove(problem, shallow=True) or next(filter(None, hunted), None)


def moved(stands: Problem, changed: Problem) -> Problem | None:
    """A changed bound, moved a little towards the bound as it stands; ``None`` where it cannot be.

    What the bound as it stands divides by, and the changed one may not, is not 0.
    """
    op, left, right = stands.goal.relation
    other, *new = changed.goal.relation
    if op == "=" or op != other or left.sort != SCALAR or not {*changed.hypotheses} <= {*stands.hypotheses}:
        return None
    lower, upper = (_moved(term, to) for term, to in zip(new, (left, right), strict=True))
    return _saying(stands, op, lower, upper)


def leaves_room(stands: Problem, changed: Problem) -> bool:
    """Whether a side that is a number, and was the same number before, could soon be proved to be another one.

    Nobody who writes ``x^2 <= 16`` means ``x <= 16``, where the squares are at most 16.
    """
    op, *sides = changed.goal.relation
    before = [_number(side) for side in stands.goal.relation[1:]]
    for place, sign in ((0, 1), (1, -1)) if op != "=" else ():
        bound = _number(sides[place])
        if bound is not None and bound in before:
            sides[place] = num(bound + sign * NUDGE * max(abs(bound), Fraction(1)))
            return prove(_saying(changed, op, *sides), shallow=True) is not None
    return False


def is_of_signs(problem: Problem) -> bool:
    """Whether a bound can be proved by the signs of its sides alone."""
    op, left, right = problem.goal.relation
    if op == "=" or left.sort != SCALAR or num(0) in (left, right):
        return False
    signs = (("<=", left, num(0)), ("<=", num(0), right))
    return all(prove(_saying(problem, *sign), attempts=SIGNS) is not None for sign in signs)


def says_no_more(problem: Problem, than: Problem) -> bool:
    """Whether a bound of numbers is a multiple of another one, or that with a number to spare."""
    gap, other = _gap(problem), _gap(than)
    if problem.hypotheses != than.hypotheses or not gap or not other:
        return False
    leading = next((mono for mono in other if mono), ())
    factor = Fraction(gap.get(leading, 0)) / Fraction(other[leading])
    rest = add_into(dict(gap), other, -factor)
    return factor > 0 and not rest.keys() - {()} and rest.get((), 0) >= 0


def _gap(problem: Problem) -> Poly | None:
    """The right side of a bound less the left one, in normal form."""
    op, left, right = problem.goal.relation
    return None if op == "=" else _difference(left, right)


def _difference(left: Term, right: Term) -> Poly | None:
    """The right one of two numbers less the left one, in normal form."""
    try:
        return None if left.sort != SCALAR else Normalizer().scalar(sub(right, left))
    except KernelError:
        return None


def _number(term: Term) -> Fraction | None:
    """The value of a number."""
    try:
        form = Normalizer().scalar(term) if term.sort == SCALAR else None
    except KernelError:
        return None
    return None if form is None or form.keys() - {()} else Fraction(form.get((), 0))


def _saying(problem: Problem, op: str, left: Term, right: Term) -> Problem:
    return replace(problem, goal=replace(problem.goal, relation=(op, left, right)))


def _moved(term: Term, to: Term) -> Term:
    return Term("add", Term("mul", num(1 - NUDGE), term), Term("mul", num(NUDGE), to))
