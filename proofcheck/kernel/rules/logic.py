"""Rules of logic: hypotheses, quantifiers, cases, equality, induction."""

from collections.abc import Sequence

from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.rules.making import Conclusion, Premises, equated, fits, put, rule, say, takes
from proofcheck.kernel.terms import NATURAL, ONE, ZERO, Term, need, num


@rule("assume")
def assume(premises: Premises, clause: Clause) -> Conclusion:
    """Take a clause as a hypothesis.

    ::

        ----------
        {c} |- c
    """
    need(not premises, "an assumption has no premises")
    return Conclusion(clause, hypotheses=frozenset({clause}))


@rule("instantiate")
def instantiate(premises: Premises, values: Sequence[tuple[Term, Term]]) -> Clause:
    """Apply a clause to terms.

    ::

        A |- for all x: if c1, ..., ck then r     B1 |- c1[t]  ...  Bk |- ck[t]
        -----------------------------------------------------------------------
        A, B1, ..., Bk |- r[t]
    """
    clause = premises[0].clause
    mapping = dict(values)
    need(set(mapping) == set(clause.variables), "a value is needed for each variable of the clause")
    for variable, value in mapping.items():
        need(fits(value, variable[2]), f"{value} is not of sort {variable[2]}")
    body = Clause((), clause.conditions, clause.relation).substitute(mapping)
    need(len(premises) == len(body.conditions) + 1, "a theorem is needed for each condition of the clause")
    for condition, theorem in zip(body.conditions, premises[1:], strict=True):
        need(theorem.clause == condition, f"a condition is not what its theorem says: {condition}")
    return Clause((), (), body.relation)


@rule("generalize")
def generalize(premises: Premises, variables: Sequence[Term], conditions: Sequence[Clause]) -> Conclusion:
    """Discharge hypotheses into conditions, and bind variables that no other hypothesis mentions.

    ::

        A |- if d then r
        ----------------------------------------  x not free in A - {c}
        A - {c} |- for all x: if c, d then r
    """
    (premise,) = premises
    inner = premise.clause
    need(not set(inner.variables) & set(variables), "a variable is bound already")
    for condition in conditions:
        need(not condition.free_variables() & set(inner.variables), "a condition would be captured")
    remaining = premise.hypotheses - frozenset(conditions)
    for hypothesis in remaining:
        need(not hypothesis.free_variables() & set(variables), "a variable occurs in a hypothesis")
    clause = Clause((*variables, *inner.variables), (*conditions, *inner.conditions), inner.relation)
    return Conclusion(clause, hypotheses=remaining)


@rule("cases")
def cases(premises: Premises, left: Term, right: Term) -> Conclusion:
    """Distinguish two cases of the order of two numbers.

    ::

        A, a <= b |- c      B, b < a |- c
        ---------------------------------
        A, B |- c
    """
    first, second = premises
    need(first.clause == second.clause, "the two cases prove different things")
    remaining = (first.hypotheses - {fact("<=", left, right)}) | (second.hypotheses - {fact("<", right, left)})
    return Conclusion(first.clause, hypotheses=remaining)


@rule("absurd")
def absurd(premises: Premises, relation: Relation) -> Clause:
    """From what is impossible everything follows.

    ::

        A |- 0 < 0
        ----------
        A |- r
    """
    takes(premises, ("<", ZERO, ZERO))
    return fact(*relation)


@rule("congruence")
def congruence(premises: Premises, hole: Term, template: Term) -> Clause:
    """Replace equals by equals.

    ::

        A |- a = b
        ------------------
        A |- T[a] = T[b]
    """
    (premise,) = premises
    return fact("=", *(put(side, hole, template) for side in equated(premise)))


@rule("induction")
def induction(premises: Premises, variable: Term, statement: Clause, start: int = 0) -> Clause:
    """Induction over the natural numbers from m, a number; where m = 0, nobody says that k is at least 0.

    ::

        A |- c(m)      B |- for all k >= m: if c(k) then c(k + 1)
        ---------------------------------------------------------
        A, B |- for all k >= m: c(k)

    What c(k + 1) is about and its conditions stand beside k and c(k), so do those of c(k) in the conclusion.
    """
    need(variable[0] == "var" and variable[2] == NATURAL, "induction runs over a natural number")
    need(type(start) is int and start >= 0, "induction starts at a natural number")
    following = statement.substitute({variable: Term("add", variable, ONE)})
    onwards = (fact("<=", num(start), variable),) if start else ()
    known = (*onwards, statement, *following.conditions)
    step = Clause((variable, *following.variables), known, following.relation)
    say(premises, statement.substitute({variable: num(start)}), step)
    return Clause((variable, *statement.variables), (*onwards, *statement.conditions), statement.relation)
