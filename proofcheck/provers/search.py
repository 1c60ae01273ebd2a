"""The search for a derivation: goals are reduced by rules until arithmetic closes them.

Nothing here is trusted: a theorem comes from the kernel or not at all. The search is deterministic and bounded by
counts. ``allowed`` restricts the rules by name; the free ones may always be used.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from itertools import chain, permutations

from proofcheck.kernel import rules
from proofcheck.kernel.calculus import derivative, jacobian
from proofcheck.kernel.clauses import Clause, Problem, Relation, fact
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.normal import Normalizer, Poly, mentions, mono_without
from proofcheck.kernel.terms import (
    ONE,
    SCALAR,
    ZERO,
    KernelError,
    Term,
    fresh_variable,
    neg,
    num,
    slots,
    sub,
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.comparing import factor_signs, powers, roots
from proofcheck.provers.equations import Equations, tested
from proofcheck.provers.instances import Pool, RuleFacts, candidates, clause_terms, open_subterms
from proofcheck.provers.library import calculus, integrals, orders, spectra
from proofcheck.provers.readback import atom_term, poly_term

MAX_DEPTH = 5
MAX_ATTEMPTS = 400
FARTHEST_START = 6
"""Of an induction."""
MOST_COMPARED = 4
"""Exponentials, or roots, that are compared with each other."""


class _ExhaustedError(Exception):
    """The search has spent its budget."""


@dataclass(slots=True)
class _Budget:
    """How many attempts at arithmetic are left; a count, so that slow machines find what fast ones find."""

    attempts: int
    hopeless: set[tuple[Clause, int]] = field(default_factory=set)

    def spend(self) -> None:
        self.attempts -= 1
        if self.attempts < 0:
            raise _ExhaustedError


Tactic = Callable[["Search", Relation], Theorem | None]
Memory = dict[Clause, list[tuple[frozenset[Clause], Theorem | None]]]


@dataclass(frozen=True, slots=True)
class Hints:
    """What stands around a claim and may suggest terms to look at. Hints never enter a proof.

    Attributes:
        clauses: claims cited by the reason, and what they rest on.
        confinements: hypotheses of cited claims, such as "the path has stayed in the ball", that continuation may
            discharge.
        memory: what continuation has shown of each of them so far, and under which hypotheses it was tried.
    """

    clauses: tuple[Clause, ...] = ()
    confinements: tuple[Clause, ...] = ()
    memory: Memory = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class _Supposed:
    """What a heuristic takes for granted; it never enters a proof."""

    clause: Clause


@dataclass(slots=True)
class Search:
    """A state of the search: what is known, which terms matter, which rules may be used."""

    known: tuple[Theorem, ...]
    pool: Pool
    allowed: frozenset[str] | None
    hints: Hints
    budget: _Budget
    depth: int = 0

    # -------------------------------------------------------------- clauses

    def may(self, name: str) -> bool:
        """Whether a rule may be used."""
        return self.allowed is None or name in self.allowed or name in rules.FREE

    def with_assumptions(self, clauses: Iterable[Clause]) -> "Search":
        """The search inside an argument that assumes something more."""
        added = tuple(rules.assume([], clause) for clause in clauses)
        return self.with_theorems(added, depth=self.depth + 1)

    def with_theorems(self, theorems: Iterable[Theorem], depth: int | None = None) -> "Search":
        """The search with more theorems at hand."""
        pool = self.pool.copy()
        theorems = tuple(theorems)
        for theorem in theorems:
            for term in clause_terms(theorem.clause):
                pool.add(term)
        depth = self.depth if depth is None else depth
        return replace(self, known=(*self.known, *theorems), pool=pool, depth=depth)

    def prove(self, goal: Clause) -> Theorem | None:
        """A theorem with this clause, or ``None``."""
        if self.depth > MAX_DEPTH:
            return None
        for theorem in self.known:
            if theorem.clause == goal:
                return theorem
        if not goal.variables and not goal.conditions:
            return self.relation(goal.relation)
        inner = self.with_assumptions(goal.conditions).prove(fact(*goal.relation))
        if inner is None:
            return None
        try:
            return rules.generalize([inner], goal.variables, goal.conditions)
        except KernelError:
            return None

    # -------------------------------------------------------------- relations

    def relation(self, relation: Relation) -> Theorem | None:
        """A theorem with this relation, or ``None``: arithmetic first, then the rules that its form suggests."""
        op, left, _ = relation
        if left.sort[0] in {"V", "O"}:
            return self._tried(Search._vector_equation, relation)
        if left[0] == "max" and op != "=":
            return self._maximum(relation)
        if relation[2][0] == "min" and op != "=":
            return self._minimum(relation)
        first, then = self._tactics(relation)
        if self.depth >= MAX_DEPTH:
            return self._tried(partial(Search._by_arithmetic, stages=1 if first else 3), relation)
        found = self._tried(partial(Search._by_arithmetic, stages=1), relation)
        for tactic in (*first, Search._by_arithmetic, *then):
            found = found or self._tried(tactic, relation)
        return found

    def _tried(self, tactic: Tactic, relation: Relation) -> Theorem | None:
        """What a tactic finds; a step that the kernel refuses, or that is nested too deeply, is a failed attempt."""
        try:
            return tactic(self, relation)
        except (KernelError, RecursionError):
            return None

    def _tactics(self, relation: Relation) -> tuple[Sequence[Tactic], Sequence[Tactic]]:
        """The tactics to try before arithmetic with more facts, because the form asks for them; and the others."""
        op, left, right = relation
        if op == "=":
            return (), _EQUATION_TACTICS
        first: list[Tactic] = []
        if _integrals_in(left) and _integrals_in(right):
            first.append(Search._integrals)
        if next(_displacements(relation), None) is not None:
            first += [Search._confine, Search._length]
        if any(time in left.free for time, _ in _rates(relation)):
            first += [Search._confine, Search._decay]
        elif right[0] == "path" and next(_rates((op, right, left)), None) is not None:
            first.append(Search._decay)
        first = list(dict.fromkeys(first))
        return first, [tactic for tactic in _INEQUALITY_TACTICS if tactic not in first]

    def _goal_pool(self, relation: Relation) -> Pool:
        pool = self.pool.copy()
        for side in relation[1:]:
            pool.add(side)
        return pool

    def _by_arithmetic(self, relation: Relation, stages: int = 3) -> Theorem | None:
        _, left, right = relation
        pool = self._goal_pool(relation)
        ground = [t for t in self.known if not t.clause.variables and not t.clause.conditions]
        for stage in range(stages):
            if stage == stages - 1:
                for clause in self.hints.clauses:
                    for term in clause_terms(clause):
                        pool.add(term)
            if stage:
                before = len(ground)
                ground = self._saturate(ground, pool, wide=stage == 2)
                ground += self._signs(relation, ground)
                ground += roots(self._goal_pool(relation).with_head("sqrt"), ground)
                ground += factor_signs(relation, ground)
                if stage == 2:
                    ground += self._inverses(relation, ground)
                    ground += self._equation_triangles(ground)
                rewritten = list(_rewritings(relation, ground, ground if stage == 2 else ()))
                ground += rewritten
                for theorem in rewritten:
                    pool.add(theorem.clause.relation[1])
                if len(ground) == before:
                    continue
            self.budget.spend()
            facts = Facts(ground)
            flat = _without_derivatives(relation, ground)
            if flat != relation:
                return self._flattened(relation, flat, ground, stages)
            if relation[0] == "=":
                found = facts.identity(left, right)
                if found is not None:
                    return found
            found = facts.prove(relation)
            if found is not None:
                return found
        return Facts(ground).prove_by_squares(relation) if stages == 3 and relation[0] != "=" else None

    def _equation_triangles(self, ground: Sequence[Theorem]) -> Iterator[Theorem]:
        """Triangle inequalities for three vectors that an equation says add up to nothing."""
        equations = [t for t in ground if t.rule == "assume" and t.clause.relation[0] == "="]
        for equation in equations if self.may("triangle inequality") else ():
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

    def _signs(self, relation: Relation, ground: Sequence[Theorem]) -> Iterator[Theorem]:
        """Signs of what stands under a root or a bar, where they have to be worked out."""
        facts = Facts(ground)
        for side in relation[1:]:
            for part in subterms(side):
                for atom in _under_root_or_bar(part):
                    if facts.normalizer.scalar(atom) and not _has_sign(facts.normalizer, atom):
                        found = facts.prove(("<", ZERO, atom)) or facts.prove(("<=", ZERO, atom))
                        if found is not None:
                            yield found

    def _inverses(self, relation: Relation, ground: Sequence[Theorem]) -> Iterator[Theorem]:
        """The equations q (1 / q) = 1 for the sums that something is divided by; the normal form does not divide."""
        sides = [*relation[1:], *(side for theorem in ground for side in theorem.clause.relation[1:])]
        divisors = dict.fromkeys(divisor for side in sides for part in subterms(side) for divisor in _divisors(part))
        if not divisors:
            return
        facts = Facts(ground)
        for divisor in divisors:
            form = facts.normalizer.scalar(divisor)
            if len(form) == 1:
                atoms = [atom for mono in form for atom, _ in mono if facts.normalizer.sign(atom) < 2]
                yield from _first(facts.prove(("<", ZERO, atom_term(atom))) for atom in atoms)
                continue
            shown = facts.prove(("<", ZERO, Term("pow", divisor, 2)))
            if shown is not None:
                yield rules.inverse([shown], divisor)
                yield from _first(facts.prove(("<", ZERO, sign)) for sign in (divisor, neg(divisor)))

    def _flattened(self, relation: Relation, flat: Relation, ground: Sequence[Theorem], stages: int) -> Theorem | None:
        """The relation, from the same with its derivatives carried out and the equations of motion inserted."""
        shown = self._by_arithmetic(flat, stages)
        if shown is None:
            return None
        motion = [t for t in ground if _is_motion(t.clause.relation)]
        return Facts([shown, *motion]).prove(relation)

    def _vector_equation(self, relation: Relation) -> Theorem | None:
        _, left, right = relation
        pool = self._goal_pool(relation)
        ground = [t for t in self.known if not t.clause.variables and not t.clause.conditions]
        for _ in range(2):
            found = Facts(ground).identity(left, right) or Equations(ground).prove(left, right)
            if found is not None:
                return found
            ground = self._saturate(ground, pool, wide=True)
        found = Facts(ground).identity(left, right) or Equations(ground).prove(left, right)
        return found or self._no_difference(left, right)

    def _no_difference(self, left: Term, right: Term) -> Theorem | None:
        """Two vectors, or operators, are equal where the norm of their difference is not positive."""
        if self.depth > 0 or _paths(("=", left, right)):
            return None
        difference = sub(left, right)
        norm = Term("norm" if left.sort[0] == "V" else "opnorm", difference)
        square = replace(self, depth=self.depth + 1).relation(("<=", Term("pow", norm, 2), ZERO))
        if square is None:
            return None
        zero = rules.definite([orders.compare_squares(_squares(square, norm), norm, ZERO)], difference)
        return Equations([zero]).prove(left, right)

    # -------------------------------------------------------------- facts

    def _saturate(self, ground: list[Theorem], pool: Pool, *, wide: bool = False) -> list[Theorem]:
        """The ground facts with instances of hypotheses and rules that the pool suggests; more of them if ``wide``."""
        known = {theorem.clause for theorem in ground}
        grown = list(ground)
        for theorem in self._suggested(ground, grown, pool, known, wide):
            if theorem.clause not in known:
                known.add(theorem.clause)
                grown.append(theorem)
                for side in theorem.clause.relation[1:]:
                    pool.add(side)
        return grown

    def _suggested(
        self, ground: Sequence[Theorem], grown: Sequence[Theorem], pool: Pool, known: Collection[Clause], wide: bool
    ) -> Iterator[Theorem]:
        """Instances of hypotheses, then what analysis and the rules say; all but ``ground`` grow meanwhile."""
        yield from self._instances(ground, pool, known)
        yield from self._analysis(pool, grown)
        if wide:
            yield from self._comparisons(pool, grown)
        yield from RuleFacts(pool, self.may, grown, wide).collect()

    def _instances(self, ground: Sequence[Theorem], pool: Pool, known: Collection[Clause]) -> Iterator[Theorem]:
        for schema in self.known:
            if not schema.clause.variables and not schema.clause.conditions:
                continue
            for values in candidates(schema.clause, pool):
                instance = self._instantiate(schema, values, ground)
                if instance is not None:
                    yield instance
                    yield from _motion(instance, known)

    def _instantiate(
        self, schema: Theorem, values: tuple[tuple[Term, Term], ...], ground: Sequence[Theorem]
    ) -> Theorem | None:
        try:
            body = Clause((), schema.clause.conditions, schema.clause.relation).substitute(dict(values))
            conditions = []
            for condition in body.conditions:
                shown = self._condition(condition, ground)
                if shown is None:
                    return None
                conditions.append(shown)
            return rules.instantiate([schema, *conditions], values)
        except KernelError:
            return None

    def _condition(self, condition: Clause, ground: Sequence[Theorem]) -> Theorem | None:
        """A side condition: known, or a matter of arithmetic from the ground facts."""
        for theorem in (*self.known, *ground):
            if theorem.clause == condition:
                return theorem
        if condition.variables or condition.conditions:
            key = (condition, len(self.known))
            if self.depth > 2 or key in self.budget.hopeless:
                return None
            plain = replace(self, known=tuple(t for t in self.known if not _is_nested(t.clause)))
            shown = plain.with_assumptions(condition.conditions)._quantified_condition(condition)
            if shown is None:
                self.budget.hopeless.add(key)
            return shown
        return self._order(condition.relation, ground)

    def _order(self, relation: Relation, ground: Sequence[Theorem]) -> Theorem | None:
        plain = [t for t in ground if t.rule == "assume" and _is_simple(t.clause)]
        return Facts(plain).prove(relation, limit=12)

    def _quantified_condition(self, condition: Clause) -> Theorem | None:
        inner = self._by_arithmetic(condition.relation, stages=2)
        if inner is None:
            return None
        try:
            return rules.generalize([inner], condition.variables, condition.conditions)
        except KernelError:
            return None

    def _analysis(self, pool: Pool, ground: Sequence[Theorem]) -> Iterator[Theorem]:
        """What is known of infima, integrals, exponentials and singular values that occur."""
        times = list(dict.fromkeys(t[3] for t in pool.with_head("path", "dpath") if t[3].sort == SCALAR))
        for infimum in pool.with_head("inf"):
            for time in times:
                yield from self._attempt("infimum", partial(self._infimum_at, infimum, time, ground))
        for integral in pool.with_head("int"):
            if integral.sort[0] == "V":
                yield from self._attempt(
                    "triangle inequality for integrals", partial(self._integral_triangle, integral, ground)
                )
            for body in _antiderivatives(integral):
                theorem = partial(rules.fundamental_theorem, [], *integral[1:4], body)
                yield from self._attempt("fundamental theorem of calculus", theorem)
        sizes = [t for t in ground if _is_about_sizes(t.clause)]
        for value in pool.with_head("smin"):
            yield from self._attempt("singular values", partial(_tall, value[1], sizes))
        for square in pool.with_head("pow"):
            if square[2] == 2 and square[1][0] == "int" and square[1].sort == SCALAR:
                yield from self._attempt("Cauchy-Schwarz", partial(self._integral_square, square[1], ground))
        for exponential in pool.with_head("exp"):
            if _is_plain(exponential[1]):
                yield from self._attempt("monotonicity", partial(rules.tangent_of_exp, [], exponential[1]))
            yield from self._attempt("monotonicity", partial(self._exp_below_one, exponential, ground))

    def _comparisons(self, pool: Pool, ground: Sequence[Theorem]) -> Iterator[Theorem]:
        """Exponentials and roots compared with each other."""
        for exponent in _tangents([term[1] for term in pool.with_head("exp")]):
            yield from self._attempt("monotonicity", partial(rules.tangent_of_exp, [], exponent))
        for head in ("exp", "sqrt"):
            for one, other in permutations(pool.with_head(head)[:MOST_COMPARED], 2):
                yield from self._attempt("monotonicity", partial(self._increasing, one, other, ground))
        yield from powers(pool.with_head("pow"), [t for t in ground if _is_simple(t.clause)])

    def _attempt(self, name: str, make: Callable[[], Theorem | None]) -> Iterator[Theorem]:
        if not self.may(name):
            return
        try:
            theorem = make()
        except KernelError:
            return
        if theorem is not None:
            yield theorem

    def _infimum_at(self, infimum: Term, time: Term, ground: Sequence[Theorem]) -> Theorem | None:
        low = self._order(("<=", infimum[2], time), ground)
        high = self._order(("<=", time, infimum[3]), ground)
        return None if low is None or high is None else rules.extremum_bound([low, high], infimum, time)

    def _integral_triangle(self, integral: Term, ground: Sequence[Theorem]) -> Theorem | None:
        limits = self._order(("<=", integral[2], integral[3]), ground)
        return None if limits is None else integrals.triangle([limits], integral)

    def _integral_square(self, integral: Term, ground: Sequence[Theorem]) -> Theorem | None:
        _, s, low, high, body = integral
        limits = self._order(("<=", low, high), ground)
        return None if limits is None else integrals.cauchy_schwarz_of([limits], s, low, high, body, ONE)

    def _increasing(self, one: Term, other: Term, ground: Sequence[Theorem]) -> Theorem | None:
        compared = self._order(("<=", one[1], other[1]), ground)
        return None if compared is None else rules.monotone([compared], one[0])

    def _exp_below_one(self, exponential: Term, ground: Sequence[Theorem]) -> Theorem | None:
        facts = Facts([t for t in ground if _is_simple(t.clause)])
        exponent = facts.prove(("<=", exponential[1], ZERO), limit=12)
        return None if exponent is None else rules.monotone([exponent], "exp")

    # -------------------------------------------------------------- tactics

    def _maximum(self, relation: Relation) -> Theorem | None:
        op, (_, left, right), bound = relation
        first = self.relation((op, left, bound))
        second = self.relation((op, right, bound)) if first is not None else None
        return None if first is None or second is None else rules.maximum([first, second])

    def _minimum(self, relation: Relation) -> Theorem | None:
        op, bound, (_, left, right) = relation
        first = self.relation((op, bound, left))
        second = self.relation((op, bound, right)) if first is not None else None
        return None if first is None or second is None else rules.maximum([first, second], "min")

    def _abstracted(self, relation: Relation) -> Theorem | None:
        """The relation with a variable for each sum that something is divided by, of which the facts are enough."""
        divisors = (divisor for side in relation[1:] for part in open_subterms(side) for divisor in _divisors(part))
        sums = [divisor for divisor in dict.fromkeys(divisors) if divisor[0] == "add"][:MOST_COMPARED]
        if not sums:
            return None
        ground = self._saturate(self._ground(), self._goal_pool(relation))
        ground += self._inverses(relation, ground)
        taken = frozenset().union(*(t.clause.free_variables() for t in ground), *(side.free for side in relation[1:]))
        names = {}
        for divisor in sums:
            names[divisor] = fresh_variable(Term("var", "q", SCALAR), taken)
            taken |= {names[divisor]}
        restated = [_restated(t, sums) for t in ground if t.rule != "inverse"]
        hidden = {fact(*_all_replaced(t.clause.relation, names)): t for t in restated if t is not None}
        hidden |= {fact("=", name, divisor): rules.identity([], divisor, divisor) for divisor, name in names.items()}
        found = Facts([rules.assume([], clause) for clause in hidden]).prove(_all_replaced(relation, names))
        if found is None:
            return None
        used = [clause for clause in hidden if clause in found.hypotheses]
        closed = rules.generalize([found], [], used)
        opened = rules.specialize([closed], [(name, divisor) for divisor, name in names.items()], [])
        return rules.instantiate([opened, *(hidden[clause] for clause in used)], [])

    def _split(self, relation: Relation) -> Theorem | None:
        """Tell apart which of two numbers is the larger one, where a maximum or minimum of them stands in the way."""
        extreme = next(
            (part for side in relation[1:] for part in open_subterms(side) if part[0] in {"max", "min"}), None
        )
        if extreme is None:
            return None
        head, left, right = extreme
        shown: list[Theorem] = []
        for order, larger, smaller in ((fact("<=", left, right), right, left), (fact("<", right, left), left, right)):
            value = larger if head == "max" else smaller
            inner = self.with_assumptions([order])
            known = inner._is_value(extreme, value)
            found = None if known is None else inner.relation(_replaced(relation, extreme, value))
            if found is None or known is None:
                return None
            hole = fresh_variable(Term("var", "hole", SCALAR), frozenset().union(*(side.free for side in relation[1:])))
            sides = [rules.congruence([known], hole, _with_part(side, extreme, hole)) for side in relation[1:]]
            whole = Facts([found, *sides]).prove(relation)
            if whole is None:
                return None
            shown.append(whole)
        return rules.cases(shown, left, right)

    def _is_value(self, extreme: Term, value: Term) -> Theorem | None:
        """The equation between a maximum or minimum and one of its arguments, if that is the one."""
        head, left, right = extreme
        bounds: list[Relation] = [("<=", a, value) if head == "max" else ("<=", value, a) for a in (left, right)]
        facts = Facts(self._ground())
        shown = [theorem for bound in bounds if (theorem := facts.prove(bound)) is not None]
        if len(shown) < 2:
            return None
        one = rules.maximum(shown, head)
        other = rules.extremes([], left, right, f"{'left' if value == left else 'right'} of {head}")
        return rules.antisymmetry([other, one] if head == "min" else [one, other])

    def _two_inequalities(self, relation: Relation) -> Theorem | None:
        _, left, right = relation
        first = self.relation(("<=", left, right))
        second = self.relation(("<=", right, left)) if first is not None else None
        return None if first is None or second is None else rules.antisymmetry([first, second])

    def _finish(self, relation: Relation, added: Iterable[Theorem | None]) -> Theorem | None:
        """The relation by arithmetic, with a few more facts at hand."""
        theorems = [theorem for theorem in added if theorem is not None]
        if not theorems:
            return None
        return self.with_theorems(theorems)._by_arithmetic(relation, stages=2)

    def _integrals(self, relation: Relation) -> Theorem | None:
        """Compare integrals by comparing what is integrated, with each other or with 0."""
        op, left, right = relation
        if op == "<=" and not _integrals_in(left):
            return self._nonnegative_integral(relation)
        for f in _integrals_in(left):
            for g in _integrals_in(right):
                if f[2:4] == g[2:4] and f.sort == SCALAR:
                    found = self._compare_integrals(relation, f, g)
                    if found is not None:
                        return found
        return None

    def _nonnegative_integral(self, relation: Relation) -> Theorem | None:
        if not self.may("monotonicity of the integral"):
            return None
        for integral in _integrals_in(relation[2]):
            _, s, low, high, body = integral
            limits = self.relation(("<=", low, high)) if integral.sort == SCALAR else None
            pointwise = None if limits is None else self.prove(rules.over(s, low, high, ("<=", ZERO, body)))
            if limits is not None and pointwise is not None:
                nothing = Term("int", s, low, high, ZERO)
                found = self._finish(relation, [rules.integral_monotone([pointwise, limits], nothing, integral)])
                if found is not None:
                    return found
        return None

    def _compare_integrals(self, relation: Relation, f: Term, g: Term) -> Theorem | None:
        op, _, right = relation
        if f.sort != g.sort:
            return None
        taken = frozenset().union(*(side.free for side in relation[1:]), *self._fixed())
        s = fresh_variable(Term("var", "s", SCALAR), taken | f[4].free | g[4].free)
        low, high = f[2:4]
        first, second = substitute(f[4], {f[1]: s}), substitute(g[4], {g[1]: s})
        limits = self.relation(("<=", low, high))
        if limits is None:
            return None
        found = self._equal_integrals(relation, g, limits, (s, first, second))
        if found is not None or op == "=" or not self.may("monotonicity of the integral"):
            return found
        for factor in (None, _cofactor(right, g)):
            scaled = second if factor is None else Term("mul", factor, second)
            pointwise = self.prove(rules.over(s, low, high, ("<=", first, scaled)))
            if pointwise is None:
                continue
            ends = (Term("int", s, low, high, first), Term("int", s, low, high, scaled))
            found = self._finish(relation, [rules.integral_monotone([pointwise, limits], *ends)])
            if found is not None:
                return found
        return None

    def _integrated(self, relation: Relation) -> Theorem | None:
        """An integral on the left is bounded by what an antiderivative of a bound says, such as a falling energy."""
        op, left, right = relation
        wanted = {"fundamental theorem of calculus", "monotonicity of the integral"}
        if op == "=" or self.depth > 1 or not all(map(self.may, wanted)):
            return None
        taken = frozenset().union(left.free, right.free, *self._fixed())
        s = fresh_variable(Term("var", "s", SCALAR), taken)
        for integral in [part for part in _integrals_in(left) if part.sort == SCALAR]:
            limits = self.relation(("<=", *integral[2:4]))
            if limits is None:
                continue
            for body in _antiderivatives_in(right, integral, s):
                found = self._integrated_by(relation, integral, limits, (s, body))
                if found is not None:
                    return found
        return None

    def _integrated_by(
        self, relation: Relation, integral: Term, limits: Theorem, bound: tuple[Term, Term]
    ) -> Theorem | None:
        s, body = bound
        low, high = integral[2:4]
        try:
            total = rules.fundamental_theorem([], s, low, high, body)
            slope = total.clause.relation[1]
            inside = substitute(integral[4], {integral[1]: s})
            pointwise = self.prove(rules.over(s, low, high, ("<=", inside, slope[4])))
            if pointwise is None:
                return None
            compared = rules.integral_monotone([pointwise, limits], Term("int", s, low, high, inside), slope)
        except KernelError:
            return None
        return self._finish(relation, [total, compared])

    def _by_motion(self, relation: Relation) -> Theorem | None:
        """Groenwall's inequality at the rate, and from the level, that a hypothesis about the derivative names."""
        if relation[0] == "=" or self.depth > 1 or not self.may("Groenwall"):
            return None
        parts = dict.fromkeys(part for side in relation[1:] for part in open_subterms(side) if part[0] == "path")
        for path in [part for part in parts if part.sort == SCALAR and _is_scalar_variable(part[3])]:
            for theorem in self.known:
                for sign, rate, source in _motions(theorem.clause.relation, path):
                    level = path if source == ZERO else Term("add", path, Term("div", source, rate))
                    bound = self._groenwall(level if sign > 0 else neg(level), rate, path[3])
                    found = None if bound is None else self._finish(relation, [bound])
                    if found is not None:
                        return found
        return None

    def _equal_integrals(
        self, relation: Relation, g: Term, limits: Theorem, integrands: tuple[Term, Term, Term]
    ) -> Theorem | None:
        """The relation, with an integral on its right replaced by one of an equal function; perhaps under a root."""
        _, left, right = relation
        s, first, second = integrands
        low, high = g[2:4]
        alike = rules.over(s, low, high, ("=", first, second))
        inner = self.with_assumptions(alike.conditions)._by_arithmetic(alike.relation, stages=2)
        if inner is None:
            return None
        pointwise = rules.generalize([inner], alike.variables, alike.conditions)
        equal = rules.integral_monotone(
            [pointwise, limits], Term("int", s, low, high, first), Term("int", s, low, high, second)
        )
        hole = fresh_variable(Term("var", "hole", SCALAR), left.free | right.free | {s})
        replaced = rules.congruence([equal], hole, _with_part(right, g, hole))
        return self._finish(relation, [equal, replaced])

    def _kept_in_time(self, relation: Relation) -> Theorem | None:
        """What has no derivative in time keeps its value from time 0; what has none above 0 does not exceed it."""
        op, left, right = relation
        if op == "<":
            return None
        times = [part[3] for part in subterms(left) if part[0] == "path"]
        for time in dict.fromkeys(t for t in times if _is_scalar_variable(t)):
            start = substitute(left, {time: ZERO})
            if time in left.free and Facts(self._ground()).identity(start, right) is not None:
                found = self._kept_from_zero(relation, time)
                if found is not None:
                    return found
        return self._gap_in_time(relation)

    def _gap_in_time(self, relation: Relation) -> Theorem | None:
        """Both sides agree at time 0, and their difference has no derivative above 0 (or none)."""
        op, left, right = relation
        times = [part[3] for part in subterms(left) if part[0] == "path" and part[3] in right.free]
        if not _paths(relation) and self.depth < 2:
            return self._gap_from_zero(relation)
        for time in dict.fromkeys(t for t in times if _is_scalar_variable(t)):
            gap = sub(left, right)
            if Facts(self._ground()).identity(substitute(gap, {time: ZERO}), ZERO) is not None:
                found = self._finish(relation, [self._kept_from_zero((op, gap, ZERO), time)])
                if found is not None:
                    return found
        return None

    def _gap_from_zero(self, relation: Relation) -> Theorem | None:
        """The same for a variable in an exponent: the difference is not positive at 0, and falls."""
        op, left, right = relation
        exponents = [part for side in relation[1:] for part in subterms(side) if part[0] == "exp"]
        variables = dict.fromkeys(v for part in exponents for v in sorted(part.free, key=by_key))
        gap = sub(left, right)
        for variable in filter(_is_scalar_variable, variables if op == "<=" else ()):
            start = substitute(gap, {variable: ZERO})
            first = Facts(self._ground()).prove(("<=", start, ZERO))
            if first is not None:
                found = self._finish(relation, [first, self._kept_from_zero((op, gap, start), variable)])
                if found is not None:
                    return found
        return None

    def _kept_from_zero(self, relation: Relation, time: Term) -> Theorem | None:
        """By integration; or, where a reason names that and it is enough, by Groenwall's inequality with rate 0."""
        op, energy, _ = relation
        integrating = {"fundamental theorem of calculus", *(["monotonicity of the integral"] if op != "=" else [])}
        if not all(map(self.may, integrating)):
            by_groenwall = self._groenwall(energy, ZERO, time) if op != "=" and self.may("Groenwall") else None
            return self._finish(relation, [by_groenwall])
        s = fresh_variable(Term("var", "s", SCALAR), frozenset().union(energy.free, *self._fixed()))
        moving = substitute(energy, {time: s})
        limits = self.relation(("<=", ZERO, time))
        pointwise = (
            self.prove(rules.over(s, ZERO, time, (op, Term("d", s, moving), ZERO))) if limits is not None else None
        )
        if pointwise is None or limits is None:
            return None
        ends = [Term("int", s, ZERO, time, body) for body in (Term("d", s, moving), ZERO)]
        integral = rules.fundamental_theorem([], s, ZERO, time, moving)
        return self._finish(relation, [rules.integral_monotone([pointwise, limits], *ends), integral])

    def _fixed(self) -> list[frozenset[Term]]:
        return [hypothesis.free_variables() for theorem in self.known for hypothesis in theorem.hypotheses]

    def _decay(self, relation: Relation) -> Theorem | None:
        """Groenwall: a bound with an exponential in time from a differential inequality."""
        if not self.may("Groenwall"):
            return None
        op, left, right = relation
        for time, rate in chain(_rates(relation), _rates((op, right, left))):
            energies = [(left, 1), (Term("pow", left, 2), 2)] if time in left.free else []
            if time in right.free and op == "<=" and right[0] in {"path", "norm", "pow", "fn"}:
                energies.append((neg(right), 1))
            for energy, factor in energies:
                bound = self._groenwall(energy, Term("mul", num(factor), rate), time)
                if bound is None:
                    continue
                found = self._finish(relation, [bound])
                if found is None and factor == 2:
                    found = self.with_theorems([bound])._by_squares((op, left, right))
                if found is not None:
                    return found
        return None

    def _groenwall(self, energy: Term, rate: Term, time: Term) -> Theorem | None:
        taken = frozenset().union(energy.free, rate.free, *self._fixed())
        s = fresh_variable(Term("var", "s", SCALAR), taken)
        moving = substitute(energy, {time: s})
        relation: Relation = ("<=", Term("d", s, moving), Term("mul", rate, moving))
        try:
            derivative(moving, s)
            premise = self.prove(rules.over(s, ZERO, time, relation))
            if premise is None:
                return None
            order = self.relation(("<=", ZERO, time))
            if order is None:
                return None
            return calculus.groenwall([order, premise], s, time, moving, rate)
        except KernelError:
            return None

    def _by_squares(self, relation: Relation) -> Theorem | None:
        """Compare squares where the right side is not negative."""
        rooted = {"norm", "sqrt", "opnorm", "smin"}
        if relation[0] == "=" or not any(_head(s) in rooted or self._knows_square_of(s) for s in relation[1:]):
            return self._by_isolated_root(relation)
        op, left, right = relation
        nonnegative = self._by_arithmetic(("<=", ZERO, right), stages=1)
        if nonnegative is None:
            return None
        squared: Relation = (op, Term("pow", left, 2), Term("pow", right, 2))
        squares = self._by_arithmetic(squared, stages=2)
        if squares is None and _paths(relation):
            squares = self._tried(Search._kept_in_time, squared)
        return None if squares is None else orders.compare_squares([nonnegative, squares], left, right)

    def _by_isolated_root(self, relation: Relation) -> Theorem | None:
        """The same with one root alone on the left: sqrt(x + 1) <= sqrt(x) + 1."""
        op, left, right = relation
        summands = left[1:] if left[0] == "add" else ()
        for root in [term for term in summands if term[0] in {"sqrt", "norm", "opnorm"}][:1]:
            others = [neg(term) for term in summands if term != root]
            moved = self._by_squares((op, root, Term("add", right, *others)))
            if moved is not None:
                return Facts([moved]).prove(relation)
        return None

    def _by_square_of_difference(self, relation: Relation) -> Theorem | None:
        """What has a difference whose square is not positive is equal."""
        _, left, right = relation
        difference = sub(left, right)
        square = self._by_arithmetic(("<=", Term("pow", difference, 2), ZERO), stages=2)
        if square is None:
            return None
        signs = [orders.compare_squares(_squares(square, d), d, ZERO) for d in (difference, neg(difference))]
        ordered = [Facts(signs).prove(("<=", *sides)) for sides in ((left, right), (right, left))]
        return rules.antisymmetry([theorem for theorem in ordered if theorem is not None])

    def _by_contradiction(self, relation: Relation) -> Theorem | None:
        """The opposite, together with the hypotheses, is impossible."""
        op, left, right = relation
        if self.depth > 1 or not _is_simple(fact(*relation)):
            return None
        opposite = fact("<" if op == "<=" else "<=", right, left)
        inner = self.with_assumptions([opposite])
        simple = [t for t in inner._ground() if _is_simple(t.clause)]
        self.budget.spend()
        impossible = Facts(simple).prove(("<", ZERO, ZERO))
        if impossible is None:
            return None
        order = fact("<=" if op == "<=" else "<", left, right)
        shown = [rules.assume([], order), rules.absurd([impossible], relation)]
        return rules.cases(shown, left, right) if op == "<=" else rules.cases(shown[::-1], right, left)

    def _cleared(self, relation: Relation) -> Theorem | None:
        """The relation multiplied by what the right side is divided by, where that is positive."""
        op, left, right = relation
        if op == "=" or right[0] != "div" or right[1][0] == "div" or self.depth > 1:
            return None
        _, above, below = right
        positive = self._by_arithmetic(("<", ZERO, below), stages=2)
        if positive is None:
            return None
        product = poly_term(Facts(self._ground()).normalizer.scalar(Term("mul", below, left)))
        found = replace(self, depth=self.depth + 1).relation((op, product, above))
        if found is None:
            return None
        square = Facts([positive]).prove(("<", ZERO, Term("pow", below, 2)))
        inverse = [] if square is None else [rules.inverse([square], below)]
        return Facts([found, positive, *inverse]).prove(relation)

    def _cancelled(self, relation: Relation) -> Theorem | None:
        """Equal sides, because a multiple of them by what is not zero is equal."""
        _, left, right = relation
        if self.depth > 0:
            return None
        for theorem in self._ground():
            op, low, high = theorem.clause.relation
            if op != "<" or not _is_simple(theorem.clause):
                continue
            factor = high if low == ZERO else sub(high, low)
            multiplied = self._by_arithmetic(("=", Term("mul", factor, left), Term("mul", factor, right)))
            square = None if multiplied is None else Facts([theorem]).prove(("<", ZERO, Term("pow", factor, 2)))
            if multiplied is None or square is None:
                continue
            hole = fresh_variable(Term("var", "hole", SCALAR), left.free | right.free | factor.free)
            templates = (Term("div", hole, factor), Term("mul", hole, sub(right, left)))
            entries = [{"equation": k, "hole": hole, "template": template} for k, template in enumerate(templates)]
            return rules.combination([multiplied, rules.inverse([square], factor)], left, right, entries)
        return None

    def _vanishing(self, relation: Relation) -> Theorem | None:
        """Tell apart whether a norm in the claim vanishes, so that it can be divided by where it does not."""
        if self.depth > 0 or _paths(relation):
            return None
        norms = dict.fromkeys(p for s in relation[1:] for p in open_subterms(s) if p[0] in {"norm", "opnorm"})
        for norm in [norm for norm in norms if norm[1][0] in {"var", "add"}][:2]:
            shown = []
            for order in (fact("<=", norm, ZERO), fact("<", ZERO, norm)):
                inner = self.with_assumptions([order])
                if order.relation[0] == "<=":
                    zero = [rules.assume([], order), Facts([]).prove(("<=", ZERO, norm))]
                    inner = inner.with_theorems([rules.antisymmetry([t for t in zero if t is not None])])
                found = inner._by_arithmetic(relation)
                if found is None:
                    break
                shown.append(found)
            if len(shown) == 2:
                return rules.cases(shown, norm, ZERO)
        return None

    def _knows_square_of(self, side: Term) -> bool:
        """Whether hypotheses relate the square of a scalar variable."""
        if not _is_scalar_variable(side):
            return False
        square = Term("pow", side, 2)
        return any(square in subterms(half) for t in self._ground() for half in t.clause.relation[1:])

    def _infimum_bound(self, relation: Relation) -> Theorem | None:
        """A lower bound of an infimum, a minimum over the sphere, an eigenvalue or a singular value, by definition."""
        op, bound, right = relation
        if op != "<=":
            return None
        if right[0] == "add":
            return self._infimum_bound_of_sum(relation)
        for target in dict.fromkeys(t for t in _top_factors(right) if t[0] in {"inf", "minS", "lmin", "smin"}):
            wanted = bound if target == right else self._solve_for(relation, target)
            if wanted is None:
                continue
            shown = self._greatest(target, wanted)
            if shown is not None:
                return shown if target == right else self._finish(relation, [shown])
        return None

    def _infimum_bound_of_sum(self, relation: Relation) -> Theorem | None:
        op, bound, right = relation
        for target in [part for part in right[1:] if part[0] in {"inf", "minS", "lmin", "smin"}][:1]:
            others = [neg(part) for part in right[1:] if part != target]
            moved = self._infimum_bound((op, Term("add", bound, *others), target))
            if moved is not None:
                return Facts([moved]).prove(relation)
        return None

    def _solve_for(self, relation: Relation, target: Term) -> Term | None:
        """What the target has to be at least: ``bound / k`` where the right side is ``k`` times the target."""
        _, bound, right = relation
        normalizer = Facts(self._ground()).normalizer
        try:
            factor = normalizer.scalar(Term("div", right, target))
            (mono,) = factor
            if any(atom[0] in {"inf", "minS", "lmin", "smin"} for atom, _ in mono):
                return None
            return poly_term(normalizer.scalar(Term("div", bound, poly_term(factor))))
        except (KernelError, ValueError):
            return None

    def _ground(self) -> list[Theorem]:
        return [t for t in self.known if not t.clause.variables and not t.clause.conditions]

    def _greatest(self, target: Term, bound: Term) -> Theorem | None:
        taken = frozenset().union(target.free, bound.free, *self._fixed())
        try:
            if target[0] == "inf":
                return self._greatest_infimum(target, bound)
            if target[0] == "minS":
                v = target[1]
                unit = fact("=", Term("norm", v), ONE)
                premise = self.prove(Clause((v,), (unit,), ("<=", bound, target[2])))
                return None if premise is None else rules.extremum_best([premise], target, bound)
            return self._greatest_spectral(target, bound, taken)
        except KernelError:
            return None

    def _greatest_infimum(self, target: Term, bound: Term) -> Theorem | None:
        if not self.may("infimum"):
            return None
        _, s, low, high, body = target
        premise = self.prove(rules.over(s, low, high, ("<=", bound, body)))
        limits = self.relation(("<=", low, high)) if premise is not None else None
        return None if premise is None or limits is None else rules.extremum_best([premise, limits], target, bound)

    def _greatest_spectral(self, target: Term, bound: Term, taken: frozenset[Term]) -> Theorem | None:
        operator = target[1]
        v = fresh_variable(Term("var", "v", ("V", operator.sort[1])), taken)
        unit = fact("=", Term("norm", v), ONE)
        if target[0] == "smin" and self.may("singular values"):
            relation: Relation = ("<=", bound, Term("norm", Term("dot", Term("tr", operator), v)))
            premise = self.prove(Clause((v,), (unit,), relation))
            return None if premise is None else rules.extremum_best([premise], target, bound)
        if target[0] == "lmin" and self.may("Rayleigh quotient"):
            relation = ("<=", bound, Term("inner", Term("dot", operator, v), v))
            premise = self.prove(Clause((v,), (unit,), relation))
            if premise is None:
                return None
            return rules.extremum_best([premise, *self._symmetry()], target, bound)
        return None

    def _supremum_bound(self, relation: Relation) -> Theorem | None:
        """An upper bound of an eigenvalue or an operator norm, by definition."""
        op, left, bound = relation
        if op != "<=" or left[0] not in {"lmin", "lmax", "opnorm"}:
            return None
        operator = left[1]
        taken = frozenset().union(operator.free, bound.free, *self._fixed())
        v = fresh_variable(Term("var", "v", ("V", operator.sort[2])), taken)
        if left[0] == "opnorm":
            return self._operator_norm_bound(operator, bound, v)
        if not self.may("Rayleigh quotient"):
            return None
        quotient: Relation = ("<=", Term("inner", Term("dot", operator, v), v), bound)
        premise = self.prove(Clause((v,), (fact("=", Term("norm", v), ONE),), quotient))
        if premise is None:
            return None
        shown = rules.extremum_best([premise, *self._symmetry()], Term("lmax", operator), bound)
        if left[0] == "lmax":
            return shown
        return self._finish(relation, [shown, spectra.order_of_eigenvalues(self._symmetry(), operator)])

    def _symmetry(self) -> list[Theorem]:
        """The equations between operators at hand."""
        equations = [t for t in self._ground() if t.clause.relation[0] == "="]
        return [t for t in equations if t.clause.relation[1].sort[0] == "O"]

    def _operator_norm_bound(self, operator: Term, bound: Term, v: Term) -> Theorem | None:
        if not self.may("operator norm"):
            return None
        relation: Relation = ("<=", Term("norm", Term("dot", operator, v)), Term("mul", bound, Term("norm", v)))
        premise = self.prove(Clause((v,), (), relation))
        return None if premise is None else spectra.operator_norm_least([premise], operator, bound, v)

    def _travelled(self, relation: Relation) -> Theorem | None:
        """A path has come no farther from where it started than it has travelled."""
        if not all(map(self.may, ("fundamental theorem of calculus", "triangle inequality for integrals"))):
            return None
        op, left, right = relation
        if op == "=" or not _integrals_in(right):
            return None
        taken = frozenset().union(left.free, right.free, *self._fixed())
        s = fresh_variable(Term("var", "s", SCALAR), taken)
        for start, time in _displacements(relation):
            limits = self.relation(("<=", ZERO, time)) if start.sort[0] == "V" else None
            if limits is None:
                continue
            moved = rules.fundamental_theorem([], s, ZERO, time, Term("path", *start[1:3], s))
            integral = moved.clause.relation[1]
            length = integrals.triangle([limits], integral)
            hole = fresh_variable(Term("var", "hole", start.sort), taken)
            equal = rules.congruence([moved], hole, Term("norm", hole))
            longer = self._integrals((op, length.clause.relation[2], right))
            found = self._finish(relation, [equal, length, longer])
            if found is not None:
                return found
        return None

    def _length(self, relation: Relation) -> Theorem | None:
        """The gradient inequality: how far a path can have gone while an energy fell."""
        if not self.may("gradient inequality"):
            return None
        _, left, right = relation
        if left[0] == "pow" and left[2] == 2:
            right = Term("sqrt", right)
        informed = self._with_signs(("<=", left, right))
        for path, time in _displacements(relation):
            for energy in self._energies(path):
                for rate in informed._length_rates(energy, right):
                    bound = informed._gradient_inequality(path, time, energy, rate)
                    found = None if bound is None else informed._finish(relation, [bound])
                    if found is not None:
                        return found
        return None

    def _with_signs(self, relation: Relation) -> "Search":
        """The search with the signs that have to be worked out for a relation at hand."""
        ground = self._saturate(self._ground(), self._goal_pool(relation))
        return self.with_theorems(self._signs(relation, ground))

    def _energies(self, path: Term) -> Iterator[tuple[Term, Term]]:
        """Squared norms of vectors in the equation of motion of a path, each with the time in it."""
        for theorem in self.known:
            op, left, right = theorem.clause.relation
            if op != "=" or left[0] != "dpath" or left[1] != path[1] or not theorem.clause.variables:
                continue
            plain = _carried_out(right)
            vectors = [part for part in subterms(plain) if part[0] == "add" and part.sort[0] == "V"]
            for vector in dict.fromkeys(vectors):
                if left[3] in vector.free:
                    yield Term("pow", Term("norm", vector), 2), left[3]

    def _length_rates(self, energy: tuple[Term, Term], bound: Term) -> Iterator[Term]:
        """Rates worth trying: what gives the bound or a cited one, and half the exponents spoken of, rooted."""
        bounds = [c.relation[2] for c in self.hints.clauses if next(_displacements(c.relation), None) is not None]
        seen: set[Term] = set()
        for rate in chain(*(self._rate_for(energy, b) for b in (bound, *bounds)), self._rooted_exponents(bound)):
            if rate not in seen:
                seen.add(rate)
                yield rate

    def _rate_for(self, energy: tuple[Term, Term], bound: Term) -> Iterator[Term]:
        """The root of the energy at the start over the bound, if the energy cancels."""
        value, variable = energy
        try:
            start = Term("sqrt", substitute(value, {variable: ZERO}))
            atoms = [part for part in subterms(bound) if part[0] == "opnorm" or _is_scalar_variable(part)]
            positive = [_Supposed(fact("<", ZERO, term)) for term in (start, *atoms)]
            supposed = Normalizer([*self._ground(), *positive])
            rate = supposed.scalar(Term("div", start, bound))
            if len(rate) == 1 and not any(atom[0] in {"poly", "gram", "norm"} for mono in rate for atom, _ in mono):
                yield poly_term(rate)
        except KernelError:
            pass

    def _rooted_exponents(self, bound: Term) -> Iterator[Term]:
        normalizer = Facts(self._ground()).normalizer
        spoken = frozenset().union(bound.free, *(t.clause.free_variables() for t in self.known))
        for clause in self.hints.clauses:
            for _, exponent in _rates(clause.relation):
                if not exponent.free <= spoken:
                    continue
                try:
                    yield poly_term(normalizer.scalar(Term("sqrt", Term("div", exponent, num(-2)))))
                except KernelError:
                    continue

    def _gradient_inequality(self, path: Term, time: Term, energy: tuple[Term, Term], rate: Term) -> Theorem | None:
        value, variable = energy
        taken = frozenset().union(path.free, time.free, rate.free, *self._fixed())
        s = fresh_variable(Term("var", "s", SCALAR), taken)
        moving = substitute(value, {variable: s})
        place = Term(*path[:3], s)
        speed = Term("norm", Term("d", s, place))
        falls = Term("add", Term("mul", num(2), rate, speed, Term("sqrt", moving)), Term("d", s, moving))
        try:
            factor = self._speed_factor(place, moving, s)
            if factor is None:
                return None
            wanted = (
                rules.over(s, ZERO, time, ("<=", falls, ZERO)),
                rules.over(s, ZERO, time, ("<=", Term("pow", speed, 2), Term("mul", factor, moving))),
                rules.over(s, ZERO, time, ("<=", ZERO, moving)),
                fact("<=", ZERO, rate),
                fact("<=", ZERO, time),
            )
            premises = []
            for clause in reversed(wanted):
                premise = self.prove(clause)
                if premise is None:
                    return None
                premises.append(premise)
            return rules.gradient_inequality(premises[::-1], s, time, place, moving, rate, factor)
        except KernelError:
            return None

    def _speed_factor(self, place: Term, moving: Term, s: Term) -> Term | None:
        """``K`` with ``|x'|^2 <= K E`` where ``x' = c A r`` and ``E = |r|^2``: the square of ``c |A|``."""
        for theorem in self.known:
            op, left, right = theorem.clause.relation
            if op == "=" and left[0] == "dpath" and left[1] == place[1] and theorem.clause.variables:
                at = substitute(_carried_out(right), {left[3]: s})
                operators = [t for t in subterms(at) if t[0] == "tr"]
                scales = [t[1] for t in subterms(at) if t[0] == "mul" and t[1].sort == SCALAR]
                factors = [Term("pow", scale, 2) for scale in dict.fromkeys(scales) if scale[0] != "num"]
                if operators:
                    return Term("mul", *factors, Term("pow", Term("opnorm", operators[0][1]), 2), ONE)
        return None

    def _confine(self, relation: Relation) -> Theorem | None:
        """Continuation: discharge "as long as the path has stayed inside" and try again."""
        if not self.may("continuation") or self.depth > 1:
            return None
        for confinement in self.hints.confinements:
            if any(theorem.clause == confinement for theorem in self.known):
                continue
            if not _paths(confinement.relation) & _paths(relation):
                continue
            inside = self._remembered(confinement)
            if inside is not None:
                hints = replace(self.hints, confinements=())
                return replace(self, known=(*self.known, inside), hints=hints).relation(relation)
        return None

    def _remembered(self, confinement: Clause) -> Theorem | None:
        """What continuation shows of a confinement, from the memory if that was shown under these hypotheses."""
        assumed = frozenset(clause for theorem in self.known for clause in theorem.hypotheses)
        for hypotheses, shown in self.hints.memory.get(confinement, ()):
            if shown.hypotheses <= assumed if shown is not None else assumed <= hypotheses:
                return shown
        plain = replace(self.hints, confinements=())
        inside = replace(self, hints=plain)._continuation(confinement)
        self.hints.memory.setdefault(confinement, []).append((assumed, inside))
        return inside

    def _continuation(self, confinement: Clause) -> Theorem | None:
        (earlier,) = confinement.variables
        _, quantity_then, bound = confinement.relation
        if earlier in bound.free:
            return None
        taken = frozenset().union(quantity_then.free, bound.free, *self._fixed())
        t = fresh_variable(Term("var", "t", SCALAR), taken | {earlier})
        quantity = substitute(quantity_then, {earlier: t})
        relation: Relation = ("<", quantity, bound)
        inside = rules.over(earlier, ZERO, t, ("<=", quantity_then, bound))
        try:
            start = self.relation(("<", substitute(quantity, {t: ZERO}), bound))
            if start is None:
                return None
            step = self.prove(Clause((t,), (fact("<=", ZERO, t), inside), relation))
            if step is None:
                return None
            strictly = rules.continuation([start, step], t, earlier, quantity, bound)
        except KernelError:
            return None
        return strictly

    def _induct(self, relation: Relation) -> Theorem | None:
        """Induction over a natural number in the claim."""
        if not self.may("induction") or self.depth > 1:
            return None
        naturals = {v for side in relation[1:] for v in side.free if v[2] == ("N",)}
        for variable in sorted(naturals, key=by_key):
            without = tuple(t for t in self.known if all(variable not in h.free_variables() for h in t.hypotheses))
            start = self._start(variable) if len(without) < len(self.known) else 0
            found = replace(self, known=without)._induct_from(relation, variable, start)
            if found is not None:
                known = [self.relation(condition.relation) for condition in found.clause.conditions]
                return rules.instantiate([found, *(t for t in known if t is not None)], [(variable, variable)])
        return None

    def _start(self, variable: Term) -> int:
        """The largest of the first numbers that a natural number is known not to be below."""
        facts = Facts([t for t in self._ground() if _is_simple(t.clause)])
        return next((n for n in range(FARTHEST_START, 0, -1) if facts.prove(("<=", num(n), variable)) is not None), 0)

    def _induct_from(self, relation: Relation, variable: Term, start: int) -> Theorem | None:
        statement = fact(*relation)
        base = self._at_plain_indices(statement.substitute({variable: num(start)}).relation)
        if base is None:
            return None
        onwards = (fact("<=", num(start), variable),) if start else ()
        following = statement.substitute({variable: Term("add", variable, ONE)})
        after = self.with_assumptions((*onwards, statement))._at_plain_indices(following.relation)
        if after is None:
            return None
        step = rules.generalize([after], (variable,), (*onwards, statement))
        return rules.induction([base, step], variable, relation, start)

    def _at_plain_indices(self, relation: Relation) -> Theorem | None:
        """The relation, from the same with the indices of sequences written out: q[(k + 1) - 1] as q[k]."""
        op, *sides = relation
        left, right = (_with_plain_indices(side) for side in sides)
        if (op, left, right) == relation:
            return self.relation(relation)
        found = self.relation((op, left, right))
        return None if found is None else Facts([found]).prove(relation)

    def _substituted(self, relation: Relation) -> Theorem | None:
        """The relation with a scalar variable replaced by what an equation says that it is."""
        if self.depth > 1:
            return None
        free = frozenset().union(*(side.free for side in relation[1:]))
        for equation in self._ground():
            op, one, other = equation.clause.relation
            for variable, value in ((one, other), (other, one)) if op == "=" else ():
                if variable in free and _is_scalar_variable(variable) and variable not in value.free:
                    found = self._with_value(relation, equation, variable, value)
                    if found is not None:
                        return found
        return None

    def _with_value(self, relation: Relation, equation: Theorem, variable: Term, value: Term) -> Theorem | None:
        op, *sides = relation
        left, right = (substitute(side, {variable: value}) for side in sides)
        known = tuple(t for t in self.known if t.clause != equation.clause)
        found = replace(self, known=known, depth=self.depth + 1).relation((op, left, right))
        if found is None:
            return None
        oriented = (
            equation if equation.clause.relation[1] == variable else Facts([equation]).prove(("=", variable, value))
        )
        if oriented is None:
            return None
        equal = [rules.congruence([oriented], variable, side) for side in sides]
        return Facts([found, *equal]).prove(relation)

    def _descent(self, relation: Relation) -> Theorem | None:
        """The descent lemma at the points that the claim speaks of."""
        if not self.may("descent lemma"):
            return None
        added = list(self._descents(relation))
        return self._finish(relation, added)

    def _descents(self, relation: Relation) -> Iterator[Theorem]:
        pool = self._goal_pool(relation)
        points = [(t[1], t[4]) for t in pool.with_head("fn") if t[3] == SCALAR]
        for theorem in self.known:
            if len(theorem.clause.variables) != 2:
                continue
            for name, x in points:
                for other, y in points:
                    if x != y and name == other:
                        yield from self._attempt("descent lemma", partial(calculus.descent_lemma, [theorem], x, y))
            for slope in pool.with_head("gradfn"):
                yield from self._gradient_bounds(theorem, slope)

    def _gradient_bounds(self, lipschitz: Theorem, slope: Term) -> Iterator[Theorem]:
        """How steep a function can be, by each of its lower bounds."""
        for below in self.known:
            relation = below.clause.relation
            if len(below.clause.variables) == 1 and relation[0] == "<=" and relation[2][:2] == ("fn", slope[1]):
                factor = lipschitz.clause.relation[2]
                positive = self.relation(("<", ZERO, factor[1])) if factor[0] == "mul" else None
                if positive is not None:
                    use = partial(calculus.gradient_bound, [lipschitz, below, positive], slope[3])
                    yield from self._attempt("descent lemma", use)


_EQUATION_TACTICS: tuple[Tactic, ...] = (
    Search._split,
    Search._integrals,
    Search._kept_in_time,
    Search._two_inequalities,
    Search._by_square_of_difference,
    Search._cancelled,
    Search._substituted,
)
_INEQUALITY_TACTICS: tuple[Tactic, ...] = (
    Search._descent,
    Search._integrals,
    Search._integrated,
    Search._kept_in_time,
    Search._by_motion,
    Search._confine,
    Search._decay,
    Search._infimum_bound,
    Search._supremum_bound,
    Search._travelled,
    Search._length,
    Search._by_squares,
    Search._abstracted,
    Search._split,
    Search._induct,
    Search._substituted,
    Search._cleared,
    Search._vanishing,
    Search._by_contradiction,
)


def _antiderivatives_in(right: Term, integral: Term, s: Term) -> Iterator[Term]:
    """Functions of s that a bound of an integral suggests: the bound up to s, and what falls from where it starts."""
    low, high = integral[2:4]
    if _is_scalar_variable(high) and high in right.free:
        yield substitute(right, {high: s})
    for part in dict.fromkeys(open_subterms(right)):
        if part.sort == SCALAR and part[0] in {"fn", "pow", "path"} and low not in (part, ONE):
            moving = _moved(part, low, s)
            if moving != part:
                yield neg(moving)


def _moved(term: Term, start: Term, time: Term) -> Term:
    """The term with its paths at another time."""
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _moved(term[slot], start, time)
    if term[0] == "path" and term[3] == start:
        parts[3] = time
    return Term(*parts)


def _motions(relation: Relation, path: Term) -> Iterator[tuple[int, Term, Term]]:
    """``(1, c, b)`` for x' <= c x + b, with -1 for >=, where c and b do not move."""
    op, left, right = relation
    for sign, slope, bound in ((1, left, right), (-1, right, left)):
        if op == "<" or slope[0] != "dpath" or slope[1:3] != path[1:3]:
            continue
        try:
            poly, moving = Normalizer().scalar(bound), Normalizer().scalar(Term("path", *slope[1:]))
            ((here, _),) = next(iter(moving))
        except (KernelError, ValueError):
            continue
        rate = {mono_without(mono, here): value for mono, value in poly.items() if (here, 1) in mono}
        rest = {mono: value for mono, value in poly.items() if (here, 1) not in mono}
        if rate and not any(mentions(mono, part) for part in (here, slope[3]) for mono in (*rate, *rest)):
            yield sign, poly_term(rate), poly_term(rest)


def _squares(square: Theorem, norm: Term) -> list[Theorem]:
    """``0 <= 0`` and ``norm^2 <= 0^2``, from ``norm^2 <= 0``."""
    nothing = rules.arithmetic([], ("<=", ZERO, ZERO), [])
    entry = {"coefficient": 1, "premises": [0]}
    return [nothing, rules.arithmetic([square], ("<=", Term("pow", norm, 2), Term("pow", ZERO, 2)), [entry])]


def _with_plain_indices(term: Term) -> Term:
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _with_plain_indices(term[slot])
    if term[0] == "path" and term[3][0] in {"add", "mul"}:
        parts[3] = poly_term(Normalizer().scalar(parts[3]))
    return Term(*parts)


def _replaced(relation: Relation, part: Term, value: Term) -> Relation:
    op, *sides = relation
    left, right = (_with_part(side, part, value) for side in sides)
    return op, left, right


def _restated(theorem: Theorem, sums: Sequence[Term]) -> Theorem | None:
    """The theorem with the summands of each of these sums put together, where they stand in a longer sum."""
    op, *sides = theorem.clause.relation
    if sides[0].sort[0] not in {"S", "N"}:
        return None
    for part in sums:
        sides = [_grouped(side, part) for side in sides]
    left, right = sides
    relation = (op, left, right)
    return theorem if relation == theorem.clause.relation else Facts([theorem]).prove(relation)


def _grouped(term: Term, part: Term) -> Term:
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _grouped(term[slot], part)
    if term[0] == "add" and len(term) > len(part):
        rest = [summand for summand in parts[1:] if summand not in part[1:]]
        if len(rest) == len(term) - len(part):
            return Term("add", part, *rest)
    return Term(*parts)


def _all_replaced(relation: Relation, names: Mapping[Term, Term]) -> Relation:
    for part, name in names.items():
        relation = _replaced(relation, part, name)
    return relation


def _paths(relation: Relation) -> set[str]:
    """The names of the paths in a relation."""
    return {part[1] for side in relation[1:] for part in subterms(side) if part[0] in {"path", "dpath"}}


def _rewritings(relation: Relation, ground: Sequence[Theorem], others: Sequence[Theorem] = ()) -> Iterator[Theorem]:
    """What equations between vectors or operators make of the norms and inner products in a goal, and in others."""
    scalars = [t.clause.relation for t in others if t.clause.relation[1].sort[0] in {"S", "N"}]
    yield from Equations(ground).facts(side for _, *sides in (relation, *scalars) for side in sides)
    if not others:
        yield from tested(ground, relation)


def _is_plain(exponent: Term) -> bool:
    return all(part[0] in {"num", "var", "add", "mul", "div", "pow"} for part in subterms(exponent))


def _tangents(exponents: Sequence[Term]) -> list[Term]:
    """Where the tangent of exp says more about these exponentials: at the other sign, at differences, at halves."""
    few = [x for x in exponents if _is_plain(x)][:MOST_COMPARED]
    places = [*map(neg, few), *(sub(x, y) for x, y in permutations(few, 2))]
    places += [Term("mul", num(Fraction(1, 2)), x) for x in few if not x.free]
    return list(dict.fromkeys(places))


def _first(attempts: Iterable[Theorem | None]) -> Iterator[Theorem]:
    found = next((theorem for theorem in attempts if theorem is not None), None)
    if found is not None:
        yield found


def _divisors(part: Term) -> list[Term]:
    """What a term divides by, and the factors of that."""
    if part[0] != "div" and not (part[0] == "pow" and part[2] < 0):
        return []
    divisor = part[2] if part[0] == "div" else part[1]
    return [divisor, *(factor for factor in divisor[1:] if divisor[0] == "mul" and factor[0] == "add")]


def _under_root_or_bar(part: Term) -> list[Term]:
    """The scalar variables and operator norms under a root, under a bar, or to a negative power."""
    if part[0] == "sqrt" or (part[0] == "pow" and part[2] < 0):
        inside = part[1]
    elif part[0] == "div":
        inside = part[2]
    else:
        return []
    return list(dict.fromkeys(s for s in subterms(inside) if s[0] == "opnorm" or _is_scalar_variable(s)))


def _is_scalar_variable(term: Term) -> bool:
    return bool(term[0] == "var" and term[2] == SCALAR)


def _has_sign(normalizer: Normalizer, atom: Term) -> bool:
    """Whether enough is known of the sign: positive for a norm, which is non-negative anyway."""
    (mono,) = normalizer.scalar(atom)
    return normalizer.sign_of_mono(mono) >= (2 if atom[0] == "opnorm" else 1)


def _is_nested(clause: Clause) -> bool:
    """Whether a clause has a condition that is quantified itself."""
    return any(condition.variables or condition.conditions for condition in clause.conditions)


def _is_simple(clause: Clause) -> bool:
    """Whether a clause is a relation between scalars without vectors: signs and the order of times."""
    if clause.variables or clause.conditions:
        return False
    heads = {part[0] for side in clause.relation[1:] for part in subterms(side)}
    return heads <= {
        "num",
        "var",
        "dim",
        "add",
        "mul",
        "div",
        "pow",
        "sqrt",
        "smin",
        "opnorm",
        "lmin",
        "jac",
        "path",
        "tr",
        "dot",
    }


def _is_about_sizes(clause: Clause) -> bool:
    """Whether a clause relates dimensions to one another, or to numbers."""
    return all(part[0] in {"dim", "num", "add"} for side in clause.relation[1:] for part in subterms(side))


def _tall(operator: Term, sizes: Sequence[Theorem]) -> Theorem | None:
    """An operator that is known to have more rows than columns has 0 as its n-th singular value."""
    _, rows, columns = operator.sort
    if isinstance(rows, int) and isinstance(columns, int):
        return rules.no_singular_value([], operator)
    less = Facts(sizes).prove(("<", rules.size(columns), rules.size(rows))) if sizes else None
    return None if less is None else rules.no_singular_value([less], operator)


def _with_part(term: Term, part: Term, other: Term) -> Term:
    """A term with one of its parts replaced by another wherever it stands."""
    if term == part:
        return other
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _with_part(term[slot], part, other)
    return Term(*parts)


def _integrals_in(term: Term) -> list[Term]:
    return [part for part in subterms(term) if part[0] == "int"]


def _top_factors(term: Term) -> Iterator[Term]:
    """The factors of a product or a quotient, a power counting as its base."""
    if term[0] in {"mul", "div", "pow"}:
        for slot in slots(term)[:1] if term[0] != "mul" else slots(term):
            yield from _top_factors(term[slot])
    else:
        yield term


def _head(term: Term) -> str:
    """The head of the last factor of a product."""
    while term[0] in {"mul", "div"}:
        term = term[-1] if term[0] == "mul" else term[1]
    head: str = term[0]
    return head


def _cofactor(term: Term, integral: Term) -> Term | None:
    """What an integral is multiplied with in a product."""
    if term[0] == "mul" and integral in term[1:]:
        rest = tuple(part for part in term[1:] if part != integral)
        return rest[0] if len(rest) == 1 else Term("mul", *rest) if rest else None
    return None


def _rates(relation: Relation) -> Iterator[tuple[Term, Term]]:
    """``(t, c)`` for each exponential ``exp(c t)`` on the right, t the time of a path and not in c."""
    _, left, right = relation
    times = {part[3] for side in (left, right) for part in subterms(side) if part[0] in {"path", "dpath"}}
    for part in subterms(right):
        if part[0] != "exp":
            continue
        for time in sorted(part[1].free & times, key=by_key):
            try:
                rate = _coefficient(Normalizer().scalar(part[1]), time)
            except KernelError:
                continue
            if rate is not None:
                yield time, poly_term(rate)


def _coefficient(poly: Poly, variable: Term) -> Poly | None:
    """``c`` with ``poly == c * variable``, c free of the variable."""
    result: Poly = {}
    for mono, value in poly.items():
        powers = dict(mono)
        if powers.pop(variable, Fraction(0)) != 1:
            return None
        if any(mentions(atom, variable) for atom in powers):
            return None
        result[tuple((a, e) for a, e in mono if a != variable)] = value
    return result or None


def _antiderivatives(integral: Term) -> Iterator[Term]:
    """Functions whose derivative the integrand speaks of: written as one, or by the chain rule, or a power of time."""
    _, s, _, _, body = integral
    found: dict[Term, None] = {}
    for part in open_subterms(body):
        if part[0] == "d" and part[1] == s:
            found.setdefault(part[2])
        elif part[0] == "dpath" and part[3] == s:
            place = Term("path", *part[1:])
            found.setdefault(place)
            found.setdefault(Term("pow", Term("norm", place) if part[2][0] == "V" else place, 2))
        elif part[0] == "gradfn" and s in part[3].free:
            found.setdefault(Term("fn", part[1], ("V", part[2]), SCALAR, part[3]))
        elif part[0] == "exp" and s in part.free:
            found.setdefault(part)
        elif part == s or (part[0] == "pow" and part[1] == s):
            found.setdefault(Term("pow", s, 2 if part == s else part[2] + 1))
    yield from (part for part in found if part.sort == integral.sort or part.sort == SCALAR)


def _displacements(relation: Relation) -> Iterator[tuple[Term, Term]]:
    """``(x(0), t)`` for each ``|x(t) - x(0)|`` in a relation."""
    for side in relation[1:]:
        for part in subterms(side):
            if part[0] == "norm" and part[1][0] == "add" and len(part[1]) == 3:
                first, second = part[1][1:]
                start = second[-1]
                if first[0] == "path" and start[0] == "path" and start[3] == ZERO and start[:3] == first[:3]:
                    yield start, first[3]


def _motion(theorem: Theorem, known: Collection[Clause]) -> Iterator[Theorem]:
    """An equation of motion with its gradients carried out."""
    op, left, right = theorem.clause.relation
    if op == "=" and left[0] == "dpath":
        plain = _carried_out(right)
        if plain != right and fact("=", left, plain) not in known:
            found = Facts([theorem]).identity(left, plain)
            if found is not None:
                yield found


def _carried_out(term: Term) -> Term:
    """A term with the gradients of half squared norms written as residuals."""
    if term[0] == "grad":
        residual = _gradient_residual(term)
        if residual is not None:
            return residual
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _carried_out(term[slot])
    return Term(*parts)


def _is_motion(relation: Relation) -> bool:
    """Whether a relation says what the first or second derivative of a path is."""
    op, left, _ = relation
    return op == "=" and (left[0] == "dpath" or (left[0] == "d" and left[2][0] == "dpath" and left[2][3] == left[1]))


def _without_derivatives(relation: Relation, ground: Sequence[Theorem]) -> Relation:
    """The relation with derivatives in time carried out and velocities replaced by what the equations of motion say."""
    op, left, right = relation
    if not any(part[0] == "d" for side in (left, right) for part in subterms(side)):
        return relation
    motion = {t.clause.relation[1]: t.clause.relation[2] for t in ground if _is_motion(t.clause.relation)}
    if not motion:
        return relation
    try:
        return (op, flat(left, motion), flat(right, motion))
    except KernelError:
        return relation


def flat(term: Term, motion: Mapping[Term, Term]) -> Term:
    """A term with derivatives in time carried out and velocities replaced by what the motion says of them."""
    if term in motion:
        return motion[term]
    if term[0] == "d":
        slope = derivative(term[2], term[1])
        return term if slope == term else flat(slope, motion)
    parts = list(term)
    for slot in slots(term):
        parts[slot] = flat(term[slot], motion)
    return _tidy(Term(*parts))


def _tidy(term: Term) -> Term:
    """A sum without vanishing summands, a product without factors 1, a vanishing product as such."""
    if term[0] == "add":
        kept = [part for part in term[1:] if not _vanishes(part)]
        if not kept:
            return Term("mul", ZERO, term[1])
        return kept[0] if len(kept) == 1 else Term("add", *kept)
    if term[0] == "mul":
        factors = [factor for factor in term[1:-1] if factor != ONE and not _is_unit_power(factor)]
        return Term("mul", *factors, term[-1]) if factors else term[-1]
    return term


def _vanishes(term: Term) -> bool:
    if term[0] == "mul":
        return any(_vanishes(factor) for factor in term[1:])
    if term[0] in {"dot", "inner"}:
        return any(_vanishes(part) for part in term[1:])
    return bool(term == ZERO)


def _is_unit_power(term: Term) -> bool:
    return bool(term[0] == "pow" and term[2] == 0)


def _gradient_residual(term: Term) -> Term | None:
    """The gradient of ``|v|^2 / 2`` in x at a point: v there where v is x less a constant, else Dv' v; or ``None``."""
    _, x, body, at = term
    norms = [part[1] for part in subterms(body) if part[0] == "norm" and x in part.free]
    if len(norms) != 1:
        return None
    residual = substitute(norms[0], {x: at})
    try:
        for candidate in (residual, Term("dot", Term("tr", substitute(jacobian(norms[0], x), {x: at})), residual)):
            normalizer = Normalizer()
            if candidate.sort == term.sort and normalizer.vector(candidate) == normalizer.vector(term):
                return candidate
    except KernelError:
        pass
    return None


def prove(
    problem: Problem,
    *,
    allowed: Collection[str] | None = None,
    hints: Hints | None = None,
    lemmas: Sequence[Theorem] = (),
    attempts: int = MAX_ATTEMPTS,
    shallow: bool = False,
) -> Theorem | None:
    """A theorem that answers a problem, or ``None``.

    Arguments:
        allowed: the names of the rules that may be used beside the free ones; ``None`` for all.
        hints: what stands around the claim.
        lemmas: theorems that may be used.
        attempts: how often arithmetic may be tried.
        shallow: only unfold the quantifiers of the goal and try arithmetic: what most true steps need.
    """
    theorems = (*(rules.assume([], clause) for clause in problem.hypotheses), *lemmas)
    pool = Pool(term for clause in problem.hypotheses for term in clause_terms(clause))
    names = None if allowed is None else frozenset(allowed)
    depth = MAX_DEPTH - len(problem.goal.conditions[:1]) if shallow else 0
    search = Search(theorems, pool, names, hints or Hints(), _Budget(attempts), depth)
    try:
        return search.prove(problem.goal)
    except _ExhaustedError:
        return None


def solved(problem: Problem) -> bool:
    """Whether Z3 finds the goal of a problem to follow from its hypotheses and the rules' instances.

    A weaker kind of trust: no derivation comes of it. For goals between scalars that no certificate was found for.
    """
    goal = problem.goal
    if goal.relation[1].sort[0] not in {"S", "N"}:
        return False
    theorems = tuple(rules.assume([], clause) for clause in (*problem.hypotheses, *goal.conditions))
    pool = Pool(term for theorem in theorems for term in clause_terms(theorem.clause))
    search = Search(theorems, pool, None, Hints(), _Budget(MAX_ATTEMPTS))
    ground = search._saturate(search._ground(), search._goal_pool(goal.relation), wide=True)
    ground += search._signs(goal.relation, ground)
    return Facts(ground).solved(goal.relation)
