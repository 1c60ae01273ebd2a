"""Continuation: "as long as the path has stayed inside" is discharged."""

from collections.abc import Iterator
from dataclasses import replace

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import (
    SCALAR,
    ZERO,
    KernelError,
    Term,
    fresh_variable,
    neg,
    num,
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import paths_in


def confine(search: Search, relation: Relation) -> Theorem | None:
    """Continuation: discharge "as long as the path has stayed inside" and try again."""
    if not search.may("continuation") or search.depth > 1:
        return None
    for confinement in (*search.hints.confinements, *_supposed(search)):
        if any(theorem.clause == confinement for theorem in search.known):
            continue
        if not paths_in(confinement.relation) & paths_in(relation):
            continue
        inside = _remembered(search, confinement)
        if inside is not None and all(theorem.clause != inside.clause for theorem in search.known):
            hints = replace(search.hints, confinements=())
            return replace(search, known=(*search.known, inside), hints=hints).relation(relation)
    return None


def _supposed(search: Search) -> Iterator[Clause]:
    """What implications at hand suppose of all times so far, or of their time, unless it is being shown already."""
    assumed = {theorem.clause.relation for theorem in search.known if theorem.clause.variables}
    for theorem in search.known:
        for condition in theorem.clause.conditions if len(theorem.clause.variables) == 1 else ():
            confinement = _so_far(condition, theorem.clause.variables[0])
            if confinement is not None and confinement.relation not in assumed:
                yield confinement


def _so_far(condition: Clause, now: Term) -> Clause | None:
    """The condition, if it speaks of all times until now; if of now alone, the same, or a little more, of all these."""
    if condition.variables and condition.relation[0] == "<=":
        expected = rules.over(condition.variables[0], ZERO, now, condition.relation)
        return condition if condition == expected else None
    sign, left, right = condition.relation
    if sign == "=" or condition.variables or condition.conditions or left.sort != SCALAR:
        return None
    if now in right.free:
        left, right = neg(right), neg(left)
    if now in right.free or not any(part[0] == "path" and now in part.free for part in subterms(left)):
        return None
    if sign == "<":
        right = Term("div", Term("add", substitute(left, {now: ZERO}), right), num(2))
    earlier = fresh_variable(Term("var", "s", SCALAR), left.free | right.free | {now})
    return rules.over(earlier, ZERO, now, ("<=", substitute(left, {now: earlier}), right))


def _remembered(search: Search, confinement: Clause) -> Theorem | None:
    """What continuation shows of a confinement, from the memory if that was shown under these hypotheses."""
    assumed = frozenset(clause for theorem in search.known for clause in theorem.hypotheses)
    for hypotheses, shown in search.hints.memory.get(confinement, ()):
        if shown.hypotheses <= assumed if shown is not None else assumed <= hypotheses:
            return shown
    plain = replace(search.hints, confinements=())
    inside = _continuation(replace(search, hints=plain), confinement)
    search.hints.memory.setdefault(confinement, []).append((assumed, inside))
    return inside


def _continuation(search: Search, confinement: Clause) -> Theorem | None:
    (earlier,) = confinement.variables
    _, quantity_then, bound = confinement.relation
    if earlier in bound.free:
        return None
    taken = frozenset().union(quantity_then.free, bound.free, *search.fixed())
    t = fresh_variable(Term("var", "t", SCALAR), taken | {earlier})
    quantity = substitute(quantity_then, {earlier: t})
    relation: Relation = ("<", quantity, bound)
    inside = rules.over(earlier, ZERO, t, ("<=", quantity_then, bound))
    try:
        start = search.relation(("<", substitute(quantity, {t: ZERO}), bound))
        if start is None:
            return None
        step = search.prove(Clause((t,), (fact("<=", ZERO, t), inside), relation))
        if step is None:
            return None
        strictly = rules.continuation([start, step], t, earlier, quantity, bound)
    except KernelError:
        return None
    return strictly
