"""Independent members of a sample: means of products of functions of them, and exponentials of their sums."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import (
    NATURAL,
    ONE,
    ZERO,
    Term,
    fresh_variable,
    num,
    sub,
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.forms import put_in, with_part
from proofcheck.provers.library import zeros
from proofcheck.provers.library.applying import entry, equality
from proofcheck.provers.library.distributions import Pair
from proofcheck.provers.library.functionals import Functional, not_negative, term_below_sum
from proofcheck.provers.library.independence import Alike, Independent
from proofcheck.provers.library.terms import squared


@dataclass(frozen=True, slots=True)
class Sample:
    """Members of which a hypothesis says that they are independent.

    Attributes:
        said: the hypothesis: of an outcome, and how many members.
        member: a member at an outcome.
        index: the variable for which of them.
        outcome: the variable for the outcome.
        space: of how many outcomes it is one.
    """

    said: Clause
    member: Term
    index: Term
    outcome: Term
    space: int | str

    @property
    def last(self) -> Term:
        """How many members there are."""
        return self.said.conditions[-1].relation[2]

    def at(self, index: Term, outcome: Term) -> Term:
        """A member at an outcome."""
        return substitute(self.member, {self.index: index, self.outcome: outcome})

    def apart(self, index: Term, there: Term, here: Term) -> Term:
        """How far its values at two outcomes are apart, squared."""
        return squared(sub(self.at(index, there), self.at(index, here)))

    def independent(self, index: Term, inside: Sequence[Theorem]) -> Independent:
        """That a member is independent of those before it, if there are as many: two theorems say so."""
        said = self._told(self.said, index, inside)
        return Independent(self._before(_one_less(index)), self._of_one(index), said, self.outcome, self.space)

    def of_one_kind(self, alike: Clause, index: Term, inside: Sequence[Theorem]) -> Pair:
        """That a member and the first one have one distribution, as is said of all."""
        k, said = self.outcome, self._told(alike, index, inside)
        return Pair(self.at(index, k), self.at(ONE, k), said, k, self.space)

    def _told(self, clause: Clause, index: Term, inside: Sequence[Theorem]) -> Theorem:
        """What is said of all outcomes and members, of one of each."""
        outcome, count = clause.variables
        ends = [rules.assume([], c.substitute({outcome: self.outcome})) for c in clause.conditions[:2]]
        return rules.instantiate([rules.assume([], clause), *ends, *inside], [(outcome, self.outcome), (count, index)])

    def function(self, term: Term, index: Term | None = None) -> tuple[Term, Term]:
        """A term in one member as one in a variable for its value, and the variable."""
        member = self.at(index or self.index, self.outcome)
        value = fresh_variable(Term("var", "x", member.sort), term.free)
        return with_part(term, member, value), value

    def _of_one(self, index: Term) -> Alike:
        def carried(m: Term, there: Term, here: Term) -> Theorem:
            equal = self.equal(index, there, here, rules.assume([], fact("<=", self.apart(index, there, here), ZERO)))
            return put_in(equal, equal.clause.relation[1], self.apart(index, m, here))

        return Alike(partial(self.apart, index), partial(self._sign, index), carried)

    def _before(self, high: Term) -> Alike:
        rows = Functional(self.index, (ONE, high))

        def gap(there: Term, here: Term) -> Term:
            return rows.of(self.apart(self.index, there, here))

        def positive(there: Term, here: Term) -> Theorem:
            compared = rows.compare(self._sign(self.index, there, here))
            return rules.arithmetic([compared], ("<=", ZERO, gap(there, here)), [entry(0)])

        def carried(m: Term, there: Term, here: Term) -> Theorem:
            equal = self.equal_before(high, there, here)
            return rows.compare(put_in(equal, equal.clause.relation[1], self.apart(self.index, m, here)))

        return Alike(gap, positive, carried)

    def _sign(self, index: Term, there: Term, here: Term) -> Theorem:
        return not_negative(sub(self.at(index, there), self.at(index, here)))

    def equal(self, index: Term, there: Term, here: Term, small: Theorem) -> Theorem:
        """``X_i(k) = X_i(w)``, where their squared distance is not positive."""
        return zeros.coincide(small, self.at(index, here), self.at(index, there))

    def equal_before(self, high: Term, there: Term, here: Term, index: Term | None = None) -> Theorem:
        """The same of one of the first members, under its bounds, where the squared distances add up to nothing."""
        index = index or self.index
        rows = Functional(self.index, (ONE, high))
        total, sign = rows.of(self.apart(self.index, there, here)), self._sign(self.index, there, here)
        every = rules.generalize([sign], [self.index], rows.everywhere(sign.clause.relation).conditions)
        ends: list[Relation] = [("<=", ONE, index), ("<=", index, high)]
        shown = [_by_number(end) if index[0] == "num" else rules.assume([], fact(*end)) for end in ends]
        below = term_below_sum([*shown, every], total, index)
        none = rules.assume([], fact("<=", total, ZERO))
        relation = ("<=", self.apart(index, there, here), ZERO)
        return self.equal(index, there, here, rules.arithmetic([below, none], relation, [entry(0), entry(1)]))

    def alike(self, index: Term, u: Term, v: Term) -> list[Callable[[Term], Theorem]]:
        """That u, of the members before one, and v, of that one, are the same at outcomes that are alike for these."""
        high = _one_less(index)
        return [partial(self._first, u, high), partial(self._second, v, index)]

    def _second(self, v: Term, index: Term, there: Term) -> Theorem:
        k = self.outcome
        equal = self.equal(index, there, k, rules.assume([], fact("<=", self.apart(index, there, k), ZERO)))
        return put_in(equal, equal.clause.relation[1], v)

    def _first(self, u: Term, high: Term, there: Term) -> Theorem:
        """The same of sums over the members before one, or of each of them that has a number."""
        k, steps, moved = self.outcome, [], u
        numbers = [num(n) for n in range(1, int(high[1]) + 1)] if high[0] == "num" else []
        members = {self.at(number, k): number for number in numbers}
        for part in dict.fromkeys(subterms(u)):
            if part[0] == "sum" and part[2:4] == (ONE, high) and k in part.free:
                equal = self.equal_before(high, there, k)
                body = substitute(part[4], {part[1]: self.index})
                each = put_in(equal, equal.clause.relation[1], body)
                same = Functional(self.index, (ONE, high)).compare(each)
            elif part in members:
                same = self.equal_before(high, there, k, members[part])
            else:
                continue
            steps.append(put_in(same, same.clause.relation[1], moved))
            moved = steps[-1].clause.relation[2]
        said = [equality(place) for place in range(len(steps))]
        return rules.arithmetic(steps, ("=", u, moved), said)


def _one_less(index: Term) -> Term:
    """What comes before a number, or before m + 1."""
    return num(index[1] - 1) if index[0] == "num" else index[1]


def _by_number(relation: Relation) -> Theorem:
    """A relation between numbers that hold."""
    gap = relation[2][1] - relation[1][1]
    return rules.arithmetic([], relation, [{"coefficient": gap}] if gap > 0 else [])


def exponential_of_sum(sample: Sample, body: Term, alike: Clause | None = None) -> Theorem:
    """``E exp(sum_i h(i)) = exp(sum_i log E exp(h(i)))`` over all members, for numbers h(i) made of them; by induction.

    Arguments:
        body: h(i), in the variables of the sample.
        alike: that all members have one distribution, if they have: then the right side is ``(E exp(h(1)))^n``.
    """
    k, i = sample.outcome, sample.index
    m = fresh_variable(Term("var", "m", NATURAL), body.free | {k, i} | sample.said.free_variables())
    following = Term("add", m, ONE)
    mean = Functional(k, None, sample.space)
    single = mean.of(Term("exp", body))
    first = substitute(single, {i: ONE})

    def at(count: Term) -> Relation:
        rows = Functional(i, (ONE, count))
        right = Term("exp", rows.of(Term("log", single))) if alike is None else Term("powi", first, count)
        return "=", mean.of(Term("exp", rows.of(body))), right

    within = fact("<=", m, sample.last)
    statement = Clause((), (within,), at(m))
    base = statement.substitute({m: ZERO})
    shown = rules.generalize([rules.identity([], *base.relation[1:])], [], base.conditions)
    supposed, more = rules.assume([], statement), rules.assume([], fact("<=", following, sample.last))
    inside = rules.arithmetic([more], ("<=", m, sample.last), [entry(0), {"coefficient": 1}])
    earlier = rules.instantiate([supposed, inside], [])
    low = rules.arithmetic([], ("<=", ONE, following), [{"coefficient": 1, "multiplier": m}])
    u, v = Term("exp", Functional(i, (ONE, m)).of(body)), substitute(Term("exp", body), {i: following})
    product = sample.independent(following, [low, more]).factored(u, v, sample.alike(following, u, v))
    entries = [equality(0), equality(1, multiplier=mean.of(v))]
    known = [product, earlier]
    if alike is not None:
        known.append(sample.of_one_kind(alike, following, [low, more]).equal_means(*sample.function(Term("exp", body))))
        entries.append(equality(2, multiplier=at(m)[2]))
    step = rules.arithmetic(known, at(following), entries)
    onwards = rules.generalize([step], [m], [statement, more.clause])
    every = rules.induction([shown, onwards], m, statement)
    whole = rules.arithmetic([], ("<=", sample.last, sample.last), [])
    return rules.instantiate([every, whole], [(m, sample.last)])
