"""Arithmetic from what is known: ground facts, grown by instances of hypotheses and rules, and linear certificates."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain

from proofcheck.evidence.readback import atom_power
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import (
    VALUES,
    ZERO,
    KernelError,
    Term,
    fresh_variable,
    neg,
    num,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.analysis import analysis, comparisons, order
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.averages import known_of_averages
from proofcheck.provers.chords import chords
from proofcheck.provers.comparing import factor_signs, roots
from proofcheck.provers.coordinates import known_of_components
from proofcheck.provers.elementary import elementary
from proofcheck.provers.engine import Hints, Search
from proofcheck.provers.entries import known_of_all_entries
from proofcheck.provers.equations import Equations
from proofcheck.provers.forms import divisors_of, is_nested, is_scalar_variable, is_simple, paths_in
from proofcheck.provers.functionals import known_of_functionals
from proofcheck.provers.instances import Pool, RuleFacts, clause_terms
from proofcheck.provers.library import orders, spectra
from proofcheck.provers.limits import limits
from proofcheck.provers.motion import carried_out_motion, is_motion, without_derivatives
from proofcheck.provers.quadratic_forms import known_of_forms
from proofcheck.provers.stationary import stationary
from proofcheck.provers.tested_equations import tested
from proofcheck.provers.turned_round import is_stated
from proofcheck.provers.values import candidates, is_recursion

MOST_ASSUMED = 12
"""Facts that may show that something is in a ball."""


def by_arithmetic(search: Search, relation: Relation, stages: int = 3) -> Theorem | None:
    """A linear certificate from the ground facts; each further stage adds instances of hypotheses and rules."""
    _, left, right = relation
    pool = search.goal_pool(relation)
    ground = search.ground()
    further = stages == 3 and search.depth == 0 and any(is_recursion(t.clause) for t in search.known)
    for stage in range(stages + further):
        if stage == stages - 1:
            for clause in search.hints.clauses:
                for term in clause_terms(clause):
                    pool.add(term)
        if stage:
            before = len(ground)
            cited = _without_conditions(search, ground) if stage == 1 and search.depth == 0 else []
            ground += cited
            found = Facts(ground).prove(relation, quick=True) if cited and relation[0] != "=" else None
            if found is not None:
                return found
            ground = saturate(search, ground, pool, wide=stage >= 2, ahead=stage == 3)
            ground += signs_needed(relation, ground)
            rooted = search.goal_pool(relation).with_head("sqrt")
            made = [r for r in pool.with_head("sqrt") if _is_of_numbers(r)] if stage >= 2 else []
            ground += roots(dict.fromkeys([*rooted, *made]), ground)
            ground += factor_signs(relation, ground)
            if stage >= 2:
                ground += inverses(relation, ground)
                ground += _equation_triangles(search, ground)
                ground += _equal_squares(ground)
            rewritten = list(_rewritings(relation, ground, ground if stage >= 2 else ()))
            ground += rewritten
            for theorem in rewritten:
                pool.add(theorem.clause.relation[1])
            if len(ground) == before:
                continue
        search.budget.spend()
        facts = Facts(ground)
        flat = without_derivatives(relation, ground)
        if flat != relation:
            return _flattened(search, relation, flat, ground, stages)
        if relation[0] == "=":
            found = facts.identity(left, right)
            if found is not None:
                return found
        found = facts.prove(relation, quick=stage < stages - 1)
        if found is not None:
            return found
    return Facts(ground).prove_by_squares(relation) if stages == 3 and relation[0] != "=" else None


def _is_of_numbers(root: Term) -> bool:
    """Whether no operator stands under a root: laws bring in many roots of eigenvalues."""
    return all(part.sort[0] != "O" for part in subterms(root))


def _equation_triangles(search: Search, ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """Triangle inequalities for three vectors that an equation says add up to nothing."""
    equations = [t for t in ground if is_stated(t) and t.clause.relation[0] == "="]
    for equation in equations if search.may("triangle inequality") else ():
        _, left, right = equation.clause.relation
        sides = [(left, 1), (right, -1)]
        parts = [
            (part if sign > 0 else neg(part))
            for side, sign in sides
            for part in (side[1:] if side[0] == "add" else (side,))
        ]
        if left.sort[0] != "V" or len(parts) != 3:
            continue
        for place, part in enumerate(parts):
            one, other = (neg(rest) for rest in parts[:place] + parts[place + 1 :])
            equal = Equations([equation]).prove(part, Term("add", one, other))
            if equal is not None:
                hole = fresh_variable(Term("var", "hole", left.sort), left.free | right.free)
                yield rules.congruence([equal], hole, Term("norm", hole))
                yield spectra.triangle([], one, other)
                images = [part for side in (one, other) for part in subterms(side) if part[0] == "dot"]
                yield from (spectra.operator_norm([], *image[1:]) for image in images)


def _equal_squares(ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """What has equal roots is equal: the squares of equal lengths."""
    for equation in [t for t in ground if t.rule == "assume" and t.clause.relation[0] == "="]:
        _, left, right = equation.clause.relation
        if left.sort[0] == "S" and {left[0], right[0]} & {"norm", "sqrt"}:
            hole = fresh_variable(Term("var", "hole", left.sort), left.free | right.free)
            yield rules.congruence([equation], hole, Term("pow", hole, 2))


def signs_needed(relation: Relation, ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """Signs of what stands under a root or a bar, where they have to be worked out."""
    facts = Facts(ground)
    for side in relation[1:]:
        for part in subterms(side):
            for atom in _under_root_or_bar(part):
                if facts.normalizer.scalar(atom) and not _has_sign(facts.normalizer, atom):
                    signs = (facts.prove((op, ZERO, atom), quick=True) for op in ("<", "<="))
                    yield from _first(signs)


def inverses(relation: Relation, ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """The equations q (1 / q) = 1 for the sums that something is divided by; the normal form does not divide."""
    sides = [*relation[1:], *(side for theorem in ground for side in theorem.clause.relation[1:])]
    divisors = dict.fromkeys(divisor for side in sides for part in subterms(side) for divisor in divisors_of(part))
    if not divisors:
        return
    facts, simple = Facts(ground), Facts([theorem for theorem in ground if is_simple(theorem.clause)])

    def positive(number: Term) -> Theorem | None:
        says = ("<", ZERO, number)
        return simple.prove(says, quick=True) or facts.prove(says, quick=True)

    for divisor in divisors:
        form = facts.normalizer.scalar(divisor)
        if len(form) == 1:
            atoms = [atom for mono in form for atom, _ in mono if facts.normalizer.sign(atom) < 2]
            yield from _first(positive(atom_power(atom, Fraction(1))) for atom in atoms)
            continue
        shown = positive(Term("pow", divisor, 2))
        if shown is not None:
            yield orders.reciprocal([shown], divisor)
            yield from _first(map(positive, (divisor, neg(divisor))))


def _flattened(
    search: Search, relation: Relation, flat: Relation, ground: Sequence[Theorem], stages: int
) -> Theorem | None:
    """The relation, from the same with its derivatives carried out and the equations of motion inserted."""
    shown = by_arithmetic(search, flat, stages)
    if shown is None:
        return None
    motion = [t for t in ground if is_motion(t.clause.relation)]
    return Facts([shown, *motion]).prove(relation)


def saturate(
    search: Search, ground: list[Theorem], pool: Pool, *, wide: bool = False, ahead: bool = False
) -> list[Theorem]:
    """The ground facts with instances of hypotheses and rules that the pool suggests; more of them if ``wide``.

    Arguments:
        ahead: of recursions, also what comes after the terms in sight.
    """
    known = {theorem.clause for theorem in ground}
    grown = list(ground)
    found = instances(search, ground, pool, known, ahead=ahead)
    for theorem in chain(found, _suggested(search, grown, pool, wide)):
        if theorem.clause not in known:
            known.add(theorem.clause)
            grown.append(theorem)
            for side in theorem.clause.relation[1:]:
                pool.add(side)
    return grown


def _suggested(search: Search, grown: Sequence[Theorem], pool: Pool, wide: bool) -> Iterator[Theorem]:
    """What analysis and the rules say; what is known and the pool grow meanwhile."""
    yield from limits(search.known)
    yield from analysis(search, pool, grown)
    yield from known_of_functionals(search, pool, grown)
    yield from known_of_averages(search, pool, grown)
    yield from known_of_components(search, pool, grown)
    yield from known_of_all_entries(search, pool, grown)
    if search.may("monotonicity"):
        yield from elementary(pool, grown, wide)
    if wide:
        yield from comparisons(search, pool, grown)
        yield from known_of_forms(search, pool, grown)
    yield from RuleFacts(pool, search.may, grown, wide).collect()


def _without_conditions(search: Search, ground: Sequence[Theorem]) -> list[Theorem]:
    """What was shown under conditions, as a claim that is cited, and speaks of nothing general, where these hold."""
    cited = [t for t in search.known if t.clause.conditions and not t.clause.variables]
    plain = replace(search, hints=Hints())
    return [shown for t in cited if (shown := instantiated(plain, t, (), ground)) is not None]


def instances(
    search: Search, ground: Sequence[Theorem], pool: Pool, known: Collection[Clause] = (), *, ahead: bool = True
) -> Iterator[Theorem]:
    """What the quantified theorems at hand say of terms in sight, where the ground facts show their conditions.

    Arguments:
        ahead: of recursions, also what comes after the terms in sight.
    """
    for schema in search.known:
        if not schema.clause.variables and not schema.clause.conditions:
            continue
        chosen = candidates(schema.clause, pool, ahead=ahead)
        for values in (*chosen, *chords(schema.clause, pool), *stationary(schema.clause)):
            instance = instantiated(search, schema, values, ground)
            if instance is not None:
                yield instance
                yield from carried_out_motion(instance, known)


def instantiated(
    search: Search,
    schema: Theorem,
    values: tuple[tuple[Term, Term], ...],
    ground: Sequence[Theorem],
    *,
    deep: bool = True,
) -> Theorem | None:
    """A quantified theorem at some values, where its conditions are shown."""
    try:
        body = Clause((), schema.clause.conditions, schema.clause.relation).substitute(dict(values))
        conditions = []
        for condition in body.conditions:
            shown = _condition(search, condition, ground) if deep else order(condition.relation, ground)
            if shown is None:
                return None
            conditions.append(shown)
        return rules.instantiate([schema, *conditions], values)
    except KernelError:
        return None


def _condition(search: Search, condition: Clause, ground: Sequence[Theorem]) -> Theorem | None:
    """A side condition: known, or a matter of arithmetic from the ground facts."""
    for theorem in (*search.known, *ground):
        if theorem.clause == condition:
            return theorem
    if condition.variables or condition.conditions:
        key = (condition, len(search.known))
        if search.depth > 2 or key in search.budget.hopeless:
            return None
        plain = replace(search, known=tuple(t for t in search.known if not is_nested(t.clause)))
        shown = _quantified_condition(plain.with_assumptions(condition.conditions), condition)
        if shown is None:
            search.budget.hopeless.add(key)
        return shown
    found = order(condition.relation, ground)
    if found is None and condition.relation[1][0] in VALUES:
        return next(_between_members(search, condition, ground), None)
    said = [] if found is not None else list(_said_of_paths(search, condition.relation, ground))
    if found is None and (said or condition.relation[1][0] == "norm"):  # to be in a ball
        assumed = [t for t in ground if t.rule == "assume"]
        found = Facts([*assumed, *said]).prove(condition.relation, limit=MOST_ASSUMED)
    return found


def _between_members(search: Search, condition: Clause, ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """That a point is in a convex set, from the points at hand that it is between."""
    value = condition.relation[1]
    known = {t.clause: t for t in ground if not t.clause.variables and t.clause.relation[1][:4] == value[:4]}
    pool = Pool((value, *(clause.relation[1] for clause in known)))
    for schema in search.known if known else ():
        for values in chords(schema.clause, pool) if schema.clause.relation[1][:4] == value[:4] else ():
            body = Clause((), schema.clause.conditions, schema.clause.relation).substitute(dict(values))
            shown = [known.get(part) or order(part.relation, ground) for part in body.conditions]
            needed = [theorem for theorem in shown if theorem is not None]
            instance = rules.instantiate([schema, *needed], values) if len(needed) == len(shown) else None
            found = None if instance is None else Facts([instance]).prove(condition.relation)
            if found is not None:
                yield found


def _said_of_paths(search: Search, relation: Relation, ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """What is known of all times, or of all so far, at the times of the paths in a relation."""
    if not paths_in(relation):
        return
    pool = Pool(relation[1:])
    for schema in search.known:
        if len(schema.clause.variables) == 1 and 1 <= len(schema.clause.conditions) <= 2:
            for values in candidates(schema.clause, pool):
                instance = instantiated(search, schema, values, ground, deep=False)
                if instance is not None:
                    yield instance


def _quantified_condition(search: Search, condition: Clause) -> Theorem | None:
    inner = by_arithmetic(search, condition.relation, stages=2)
    if inner is None:
        return None
    try:
        return rules.generalize([inner], condition.variables, condition.conditions)
    except KernelError:
        return None


def finish(search: Search, relation: Relation, added: Iterable[Theorem | None]) -> Theorem | None:
    """The relation by arithmetic, with a few more facts at hand."""
    theorems = [theorem for theorem in added if theorem is not None]
    if not theorems:
        return None
    return by_arithmetic(search.with_theorems(theorems), relation, stages=2)


def isolated(
    relation: Relation, heads: Collection[str], most: int, show: Callable[[Relation], Theorem | None]
) -> Theorem | None:
    """The relation, from what is shown with a summand of such a head alone on the left; the first few are tried."""
    op, left, right = relation
    here, there = (side[1:] if side[0] == "add" else (side,) for side in (left, right))
    alone = [(term, [right, *(neg(other) for other in here if other != term)]) for term in here if len(here) > 1]
    away = [term for term in there if term[0] == "mul" and term[1] == num(-1) and len(term) == 3]
    alone += [(term[2], [neg(left), *(other for other in there if other != term)]) for term in away if len(there) > 1]
    for target, rest in [(target, rest) for target, rest in alone if target[0] in heads][:most]:
        moved = show((op, target, Term("add", *rest)))
        if moved is not None:
            return Facts([moved]).prove(relation)
    return None


def _rewritings(relation: Relation, ground: Sequence[Theorem], others: Sequence[Theorem] = ()) -> Iterator[Theorem]:
    """What equations between vectors or operators make of the norms and inner products in a goal, and in others."""
    scalars = [t.clause.relation for t in others if t.clause.relation[1].sort[0] in {"S", "N"}]
    yield from Equations(ground).facts(side for _, *sides in (relation, *scalars) for side in sides)
    if not others:
        yield from tested(ground, relation)


def _under_root_or_bar(part: Term) -> list[Term]:
    """The scalar variables and operator norms under a root, under a bar, or to a negative power."""
    if part[0] == "sqrt" or (part[0] == "pow" and part[2] < 0):
        inside = part[1]
    elif part[0] == "div":
        inside = part[2]
    else:
        return []
    return list(dict.fromkeys(s for s in subterms(inside) if s[0] == "opnorm" or is_scalar_variable(s)))


def _has_sign(normalizer: Normalizer, atom: Term) -> bool:
    """Whether enough is known of the sign: positive for a norm, which is non-negative anyway."""
    (mono,) = normalizer.scalar(atom)
    return normalizer.sign_of_mono(mono) >= (2 if atom[0] == "opnorm" else 1)


def _first(attempts: Iterable[Theorem | None]) -> Iterator[Theorem]:
    found = next((theorem for theorem in attempts if theorem is not None), None)
    if found is not None:
        yield found
