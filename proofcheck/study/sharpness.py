"""How sharp a bound is: the best constant in front of its right side, and in front of a threshold that is supposed.

On one side of it an instance refutes the claim, on the other one the kernel proves it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from proofcheck.evidence.derivations import write_certificate
from proofcheck.kernel.clauses import Clause, Problem, Relation
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, Term, num
from proofcheck.lang import expressions as ex
from proofcheck.lang.printing import latex, symbol_text, text
from proofcheck.lang.symbols import scalar
from proofcheck.lang.translate import clauses
from proofcheck.matter import Case, Matter
from proofcheck.models.written import write_counterexample
from proofcheck.provers.search import prove
from proofcheck.refuters import scaling_mismatch
from proofcheck.repair.consequences import relation_of
from proofcheck.study.brackets import Bracket, Constant, Family, attained, bracket

EVIDENCE = ("counterexample", "certificate")
"""What of a constant shows that it is right."""
OTHER_WAY = {"<=": ">=", "<": ">", ">=": "<=", ">": "<"}


@dataclass(frozen=True, slots=True)
class Bound:
    """What is asked about with a constant in it.

    Attributes:
        says: the bound or the threshold, with the constant.
        letter: what the constant is called there.
        kind: ``bound`` or ``threshold``.
        family: the claim, weaker the larger the number in it is.
        unequal: the claim that its sides differ; ``None`` where it is not asked.
        turned: the constant is one over the number.
    """

    says: ex.Relation
    letter: str
    kind: str
    family: Family
    unequal: Family | None = None
    turned: bool = False


def sharpen(case: Case) -> list[dict[str, Any]]:
    """How sharp the bound is that a claim makes, and each threshold among its hypotheses, as plain data.

    What a false claim supposes is not looked at, and no constant is sought where its sides scale differently.
    """
    matter = Matter(case)
    if matter.claim.ill_typed:
        return []
    is_false = case.holds.get(matter.claim.id) == "refuted"
    if is_false and scaling_mismatch(matter.problem) is not None:
        return []
    hints, theorem = matter.hints(matter.problem), matter.theorem(matter.claim.id)
    lemmas = (*matter.cited_theorems(), *filter(None, [theorem]))
    found = []
    for bound in (*_bound(matter), *(_thresholds(matter) if not is_false else ())):
        ends = bracket(bound.family, hints, case.seed, lemmas)
        if bound.unequal is not None:
            ends = attained(ends, bound.unequal, case.seed)
        found.append(_written(bound, ends))
    return found


def _bound(matter: Matter) -> Iterator[Bound]:
    """The bound that the claim makes, where the side that is multiplied is not negative."""
    problem, said = matter.problem, relation_of(matter.claim.says)
    op, left, right = problem.goal.relation
    if op == "=" or left.sort != SCALAR or said is None or right == ZERO or left == ZERO:
        return
    turned = said.op in {">=", ">"}
    is_negative = not _is_proved(problem, ("<=", ZERO, right))
    if is_negative:
        if not _is_proved(problem, ("<=", left, ZERO)):
            return
        left, right, turned = _minus(right), _minus(left), not turned

    def family(k: Term) -> Problem:
        return problem if k == ONE and not is_negative else _saying(problem, (op, left, Term("mul", k, right)))

    def unequal(k: Term) -> Problem:
        positive = Clause((), (), ("<", ZERO, right))
        strictly = _saying(problem, ("<", left, Term("mul", k, right)))
        return replace(strictly, hypotheses=(*strictly.hypotheses, positive))

    is_plain = not problem.goal.variables and not problem.goal.conditions
    yield Bound(*_with_constant(said), "bound", family, unequal if is_plain else None, turned)


def _thresholds(matter: Matter) -> Iterator[Bound]:
    """The hypotheses that say that a number is at least, or at most, a quantity that is not negative."""
    problem = matter.problem
    for assertion in (a for h in matter.hypotheses if h.condition is None for a in h.assertions):
        if not isinstance(assertion, ex.Relation) or assertion.op == "=" or assertion.of_dimensions:
            continue
        [clause] = clauses(assertion)
        if clause in problem.hypotheses and (place := _threshold(problem, clause)) is not None:
            number = assertion.left if (assertion.op in {"<=", "<"}) == (place == 2) else assertion.right
            said = assertion if number == assertion.left else _turned(assertion)
            family = partial(_with_threshold, problem, clause)
            yield Bound(*_with_constant(said), "threshold", family, turned=place == 2)


def _turned(said: ex.Relation) -> ex.Relation:
    return ex.Relation(OTHER_WAY[said.op], said.right, said.left)


def _threshold(problem: Problem, clause: Clause) -> int | None:
    """The side of a hypothesis on which the quantity stands; ``None`` where it is no threshold."""
    op, *sides = clause.relation
    if clause.variables or clause.conditions or op == "=":
        return None
    for place, (quantity, number) in enumerate((sides, sides[::-1]), start=1):
        if number[0] == "var" and quantity[0] != "var" and quantity != ZERO:
            return place if _is_proved(problem, ("<=", ZERO, quantity)) else None
    return None


def _with_threshold(problem: Problem, clause: Clause, k: Term) -> Problem:
    """The claim supposing more: a number ``k`` times as large at least, or so many times as small."""
    if k == ONE:
        return problem
    op, left, right = clause.relation
    moved = replace(clause, relation=(op, Term("mul", k, left), right))
    return replace(problem, hypotheses=tuple(moved if h == clause else h for h in problem.hypotheses))


def _with_constant(said: ex.Relation) -> tuple[ex.Relation, str]:
    """A relation with a constant in front of its right side, and the letter for that, which it does not have."""
    taken = {symbol_text(symbol.name) for symbol in ex.free_symbols(said)}
    letter = next(letter for letter in "cCkK" if letter not in taken)
    return ex.Relation(said.op, said.left, ex.Product.of(scalar(letter), said.right)), letter


def _saying(problem: Problem, relation: Relation) -> Problem:
    return replace(problem, goal=replace(problem.goal, relation=relation))


def _is_proved(problem: Problem, relation: Relation) -> bool:
    return prove(_saying(problem, relation), shallow=True) is not None


def _minus(term: Term) -> Term:
    return Term("mul", num(-1), term)


# ---------------------------------------------------------------------------------------------------- as plain data


def _written(bound: Bound, found: Bracket) -> dict[str, Any]:
    """What was found, with the evidence for both ends."""
    low = None if found.low is None else Constant(found.low)
    values = {} if found.failure is None else dict(found.failure.values)
    high, failing = found.high, found.high if found.attained else low
    return {
        "kind": bound.kind,
        "letter": bound.letter,
        "text": text(bound.says),
        "latex": latex(bound.says),
        "false_with": None if found.attained else _constant(low, bound.turned),
        "proved_with": _constant(high, bound.turned),
        "best": found.attained,
        "narrow": found.is_narrow,
        "at": values,
        "counterexample": None
        if found.instance is None or failing is None
        else write_counterexample(_failing(bound, found, failing), found.instance),
        "certificate": None
        if high is None or found.theorem is None
        else write_certificate(found.theorem, bound.family(high.term)),
    }


def _failing(bound: Bound, found: Bracket, constant: Constant) -> Problem:
    """What the instance refutes."""
    asked = bound.unequal if found.attained and bound.unequal is not None else bound.family
    return asked(constant.term)


def _constant(constant: Constant | None, turned: bool) -> dict[str, Any] | None:
    if constant is None:
        return None
    inverse = Constant(1 / constant.radicand, constant.root)
    shown = inverse if turned else constant
    return {"text": str(shown), "about": float(f"{float(shown.floor):.5g}")}
