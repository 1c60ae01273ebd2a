"""The rules: the only functions that make theorems.

Each takes the theorems that it draws on and, as data, the terms that it speaks of; each is drawn in its docstring as
premises over conclusion. ``RULES`` holds them by name, so that a derivation can be replayed from plain data. A rule
that is used wrongly raises ``KernelError``.

Notation: ``A |- c`` is a theorem with hypotheses A and clause c. The hypotheses of a conclusion are those of its
premises, unless a rule says otherwise. ``for s in [a, b]: r`` is the clause with the variable s, the conditions a <= s
and s <= b, and the relation r. Dimensions are at least 1.

References: Horn and Johnson, Matrix Analysis, 2nd edition, 2013. Evans, Partial Differential Equations, 2nd edition,
2010. Nesterov, Introductory Lectures on Convex Optimization, 2004. Lojasiewicz, Sur les trajectoires du gradient d'une
fonction analytique, 1984. Bolte, Daniilidis, Ley, Mazet, Characterizations of Lojasiewicz inequalities, 2010. Krivine,
Anneaux preordonnes, 1964. Stengle, A Nullstellensatz and a Positivstellensatz in semialgebraic geometry, 1974.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import wraps
from inspect import signature
from typing import Any, NamedTuple

from proofcheck.kernel.calculus import derivative, differentiated, is_continuous, presumed_smooth
from proofcheck.kernel.clauses import Clause, Relation, check_clause, check_term, fact, sides
from proofcheck.kernel.normal import Normalizer, Poly, add_into, multiply
from proofcheck.kernel.terms import (
    BINDERS,
    FUNCTIONS,
    NATURAL,
    ONE,
    SCALAR,
    ZERO,
    KernelError,
    Sort,
    Term,
    is_natural,
    kinds,
    neg,
    num,
    slots,
    sub,
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem, derivation, make_theorem

Premises = Sequence[Theorem]
RULES: dict[str, Callable[..., Theorem]] = {}

FREE = frozenset(
    {
        "normal form",
        "arithmetic",
        "differentiation",
        "definition",
        "hypothesis",
        "monotonicity",
        "maximum",
        "logic",
    }
)
"""Names that a proof may always use: what a reader does without being told."""


class Conclusion(NamedTuple):
    """What a rule concludes: a clause, what else it rests on, and its hypotheses where they are not its premises'."""

    clause: Clause
    uses: frozenset[str] = frozenset()
    hypotheses: frozenset[Clause] | None = None


def rule(name: str, *uses: str) -> Callable[[Callable[..., Clause | Conclusion]], Callable[..., Theorem]]:
    """Make theorems of what a function concludes from premises and arguments. Derivations call it by its name.

    ``uses`` are the names that a reason has to cite for it. Whatever goes wrong in it is a ``KernelError``.
    """

    def register(function: Callable[..., Clause | Conclusion]) -> Callable[..., Theorem]:
        bind = signature(function).bind

        @wraps(function)
        def checked(premises: Premises, *arguments: Any, **named: Any) -> Theorem:
            try:
                values = bind(tuple(premises), *map(_fixed, arguments), **{k: _fixed(v) for k, v in named.items()})
                values.apply_defaults()
                made = function(*values.args, **values.kwargs)
                known, kept = values.args[0], {k: v for k, v in values.arguments.items() if k != "premises"}
                clause, more, hypotheses = made if isinstance(made, Conclusion) else Conclusion(made)
                return make_theorem(name, clause, known, kept, uses=more.union(uses), hypotheses=hypotheses)
            except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
                raise KernelError(f"not a use of the rule {name!r}: {error}") from error

        RULES[name] = checked
        return checked

    return register


def _fixed(value: Any) -> Any:
    """An argument that nobody changes any more."""
    if isinstance(value, Mapping):
        return {key: _fixed(part) for key, part in value.items()}
    return tuple(map(_fixed, value)) if isinstance(value, Iterable) and not isinstance(value, str | Term) else value


def _need(condition: bool, complaint: str) -> None:
    if not condition:
        raise KernelError(complaint)


def _facts(premises: Premises, *expected: Relation) -> None:
    """Check that the premises are exactly these relations, without variables or conditions."""
    _need(len(premises) == len(expected), f"{len(expected)} premises are needed, not {len(premises)}")
    for premise, relation in zip(premises, expected, strict=True):
        _need(premise.clause == fact(*relation), f"a premise does not say what the rule needs: {relation}")


def over(variable: Term, low: Term, high: Term, relation: Relation) -> Clause:
    """The clause ``for variable in [low, high]: relation``."""
    return Clause((variable,), (fact("<=", low, variable), fact("<=", variable, high)), relation)


def _range(low: Term, high: Term) -> Relation:
    return ("<=", low, high)


# ---------------------------------------------------------------------------------------------------- logic


@rule("assume")
def assume(premises: Premises, clause: Clause) -> Conclusion:
    """Take a clause as a hypothesis.

    ::

        ----------
        {c} |- c
    """
    _need(not premises, "an assumption has no premises")
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
    _need(set(mapping) == set(clause.variables), "a value is needed for each variable of the clause")
    for variable, value in mapping.items():
        _need(_fits(value, variable[2]), f"{value} is not of sort {variable[2]}")
    body = Clause((), clause.conditions, clause.relation).substitute(mapping)
    _need(len(premises) == len(body.conditions) + 1, "a theorem is needed for each condition of the clause")
    for condition, theorem in zip(body.conditions, premises[1:], strict=True):
        _need(theorem.clause == condition, f"a condition is not what its theorem says: {condition}")
    return Clause((), (), body.relation)


def _fits(value: Term, sort: Sort) -> bool:
    """Whether a value is of a sort; a natural number is a real one."""
    return is_natural(value) if sort == NATURAL else value.sort == sort or (sort, value.sort) == (SCALAR, NATURAL)


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
    _need(not set(inner.variables) & set(variables), "a variable is bound already")
    for condition in conditions:
        _need(not condition.free_variables() & set(inner.variables), "a condition would be captured")
    remaining = premise.hypotheses - frozenset(conditions)
    for hypothesis in remaining:
        _need(not hypothesis.free_variables() & set(variables), "a variable occurs in a hypothesis")
    clause = Clause((*variables, *inner.variables), (*conditions, *inner.conditions), inner.relation)
    return Conclusion(clause, hypotheses=remaining)


@rule("specialize")
def specialize(premises: Premises, variables: Sequence[tuple[Term, Term]], paths: Sequence[Any]) -> Conclusion:
    """Read a theorem for other values of its free variables and other paths, in its hypotheses too.

    ::

        A |- c
        ---------------------------------  x(t) := e(t), continuous in t, and continuously differentiable where the
        A[e/x, b/a] |- c[e/x, b/a]         derivation of the premise differentiates x; a := b for free variables

    Each entry of ``paths`` is ``(name, sort, time, term)``: the path is replaced by ``term`` as a function of ``time``.
    Where the derivative of a term is a second derivative of another path, the conclusion has to show that one. A
    derivation that nowhere differentiates x holds of continuous paths, word for word.
    """
    (premise,) = premises
    table = {(name, sort): (time, term) for name, sort, time, term in paths}
    slopes: list[Term] = []
    for (name, sort), (time, term) in table.items():
        _need(_fits(term, sort), f"the term for the path {name} has another sort")
        _need(time.sort == SCALAR and time[0] == "var", "the time of a path is a scalar variable")
        _need(is_continuous(term, time), f"the term for the path {name} need not be continuous")
        slope = None if sort[0] == "O" else _slope(term, time)
        doubtful = slope is None or bool(presumed_smooth([slope]))
        if sort[0] != "O" and (not doubtful or _differentiates(premise, name)):
            if slope is None:
                raise KernelError(f"the term for {name} need not be differentiable")
            slopes.append(slope)
    for variable, value in variables:
        fits = variable[0] == "var" and _fits(value, variable[2])
        _need(fits, "a variable is given a value of another sort")
    mapping = dict(variables)

    def read(clause: Clause) -> Clause:
        return replace_paths(clause.substitute(mapping), table)

    hypotheses = frozenset(read(hypothesis) for hypothesis in premise.hypotheses)
    for hypothesis in hypotheses:
        check_clause(hypothesis)
    conclusion = read(premise.clause)
    _need(presumed_smooth(slopes) <= presumed_smooth(sides(conclusion)), "a second derivative would be out of sight")
    return Conclusion(conclusion, hypotheses=hypotheses)


def _slope(term: Term, time: Term) -> Term | None:
    try:
        slope = derivative(term, time)
    except KernelError:
        return None
    return slope if is_continuous(slope, time) else None


def _differentiates(theorem: Theorem, name: str) -> bool:
    """Whether a derivation differentiates a path of this name, or puts it into another, which may be differentiated."""
    for step in derivation(theorem):
        read = [entry[3] for entry in step.arguments.get("paths", ())]
        if any(part[:2] == ("path", name) for term in read for part in subterms(term)):
            return True
        if any(name in differentiated(term) for term in (*sides(step.clause), *_terms_in(step.arguments))):
            return True
    return False


def _terms_in(value: Any) -> Iterator[Term]:
    """The terms in an argument of a rule."""
    if isinstance(value, Term):
        yield value
    elif isinstance(value, Clause):
        yield from sides(value)
    elif isinstance(value, Mapping | list | tuple):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _terms_in(part)


def replace_paths(clause: Clause, table: Mapping[tuple[str, Any], tuple[Term, Term]]) -> Clause:
    """The clause with paths read as terms: ``(name, sort) -> (time, term)``; their derivatives follow."""
    op, left, right = clause.relation
    free = frozenset().union(*(term.free - {time} for time, term in table.values()))
    _need(not free & set(clause.variables), "a bound variable would capture a variable of the term for a path")
    return Clause(
        clause.variables,
        tuple(replace_paths(condition, table) for condition in clause.conditions),
        (op, _replace_paths(left, table, free), _replace_paths(right, table, free)),
    )


def _replace_paths(term: Term, table: Mapping[tuple[str, Any], tuple[Term, Term]], free: frozenset[Term]) -> Term:
    if term[0] in BINDERS:
        _need(term[1] not in free, "a bound variable would capture a variable of the term for a path")
    if term[0] in {"path", "dpath"} and (term[1], term[2]) in table:
        time, body = table[(term[1], term[2])]
        at = _replace_paths(term[3], table, free)
        value = derivative(body, time) if term[0] == "dpath" else body
        return substitute(value, {time: at})
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _replace_paths(term[slot], table, free)
    return Term(*parts)


@rule("rename")
def rename(
    premises: Premises, dimensions: Sequence[tuple[str, int | str]], functions: Sequence[tuple[str, str]]
) -> Conclusion:
    """Read a theorem for other dimensions and other functions, in its hypotheses too: it holds for all of them.

    ::

        A |- c
        ----------------------------  n := m for dimensions, F := G for functions, all at once;
        A[m/n, G/F] |- c[m/n, G/F]    no two variables, free or bound, become one

    A derivation mentions dimensions and functions by name only, and never binds them. The Jacobian and the gradient of
    a function go with it. Sorts are checked again.
    """
    (premise,) = premises
    names = _Names(dict(dimensions), dict(functions))

    def read(clause: Clause) -> Clause:
        op, left, right = clause.relation
        variables = tuple(names.term(variable) for variable in clause.variables)
        return Clause(variables, tuple(map(read, clause.conditions)), (op, names.term(left), names.term(right)))

    hypotheses = frozenset(map(read, premise.hypotheses))
    conclusion = read(premise.clause)
    _need(len(set(names.variables.values())) == len(names.variables), "two variables would become one")
    for hypothesis in hypotheses:
        check_clause(hypothesis)
    return Conclusion(conclusion, hypotheses=hypotheses)


class _Names:
    """Other names for dimensions and functions; ``variables`` holds each variable that was met, and what it became."""

    def __init__(self, dimensions: Mapping[Any, int | str], functions: Mapping[str, str]) -> None:
        self._dimensions = dimensions
        self._functions = functions
        self.variables: dict[Term, Term] = {}

    def term(self, term: Term) -> Term:
        """The term under the other names."""
        head, *parts = term
        if head == "dim":
            return _size(self._dimensions.get(term[1], term[1]))
        mapped = head in FUNCTIONS
        renamed = Term(head, *[self._part(kind, part, mapped) for kind, part in zip(kinds(term), parts, strict=True)])
        if head == "var":
            self.variables[term] = renamed
        return renamed

    def _part(self, kind: str, part: Any, mapped: bool) -> Any:
        """An argument under the other names, of a function if ``mapped``."""
        if isinstance(part, Term):
            return self.term(part)
        if kind == "dimension":
            return self._dimensions.get(part, part)
        if kind.startswith("sort"):
            return (part[0], *(self._dimensions.get(size, size) for size in part[1:]))
        return self._functions.get(part, part) if mapped and kind == "name" else part


@rule("cases", "logic")
def cases(premises: Premises, left: Term, right: Term) -> Conclusion:
    """Distinguish two cases of the order of two numbers.

    ::

        A, a <= b |- c      B, b < a |- c
        ---------------------------------
        A, B |- c
    """
    first, second = premises
    _need(first.clause == second.clause, "the two cases prove different things")
    remaining = (first.hypotheses - {fact("<=", left, right)}) | (second.hypotheses - {fact("<", right, left)})
    return Conclusion(first.clause, hypotheses=remaining)


@rule("absurd", "logic")
def absurd(premises: Premises, relation: Relation) -> Clause:
    """From what is impossible everything follows.

    ::

        A |- 0 < 0
        ----------
        A |- r
    """
    _facts(premises, ("<", ZERO, ZERO))
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
    clause = premise.clause
    _need(not clause.variables and not clause.conditions and clause.relation[0] == "=", "an equation is needed")
    _, left, right = clause.relation
    _need(hole[0] == "var" and left.sort == hole[2] == right.sort, "the hole has another sort")
    return fact("=", substitute(template, {hole: left}), substitute(template, {hole: right}))


@rule("combination", "normal form")
def combination(premises: Premises, left: Term, right: Term, entries: Sequence[Mapping[str, Any]]) -> Conclusion:
    """Equations, each put into a term, add up to an equation, between scalars, vectors or operators.

    ::

        A1 |- l1 = r1  ...  B |- facts
        ---------------------------------  a - b = sum of T_i[l_i] - T_i[r_i]
        A1, ..., B |- a = b

    Each entry is a mapping with ``equation`` (the position of a premise), ``hole`` (a variable) and ``template`` (a
    term). The two sides of the side condition are compared as normal forms, under the premises that no entry names.
    """
    named = {entry["equation"] for entry in entries}
    parts = [left, neg(right)]
    for entry in entries:
        hole, template, clause = entry["hole"], entry["template"], premises[entry["equation"]].clause
        _need(not clause.variables and not clause.conditions and clause.relation[0] == "=", "an equation is needed")
        _, a, b = clause.relation
        _need(hole[0] == "var" and a.sort == hole[2] == b.sort, "the hole has another sort")
        parts += [neg(substitute(template, {hole: a})), substitute(template, {hole: b})]
    normalizer = Normalizer(premise for place, premise in enumerate(premises) if place not in named)
    total = Term("add", *parts)
    _need(not normalizer.form(total), "the equations do not add up to the claim")
    return Conclusion(fact("=", left, right), frozenset(normalizer.uses))


@rule("induction", "induction")
def induction(premises: Premises, variable: Term, relation: Relation, start: int = 0) -> Clause:
    """Induction over the natural numbers from m, a number; where m = 0, nobody says that k is at least 0.

    ::

        A |- r(m)      B |- for all k >= m: if r(k) then r(k + 1)
        ---------------------------------------------------------
        A, B |- for all k >= m: r(k)
    """
    base, step = premises
    _need(variable[0] == "var" and variable[2] == NATURAL, "induction runs over a natural number")
    _need(type(start) is int and start >= 0, "induction starts at a natural number")
    statement = fact(*relation)
    following = statement.substitute({variable: Term("add", variable, ONE)})
    onwards = (fact("<=", num(start), variable),) if start else ()
    _need(base.clause == statement.substitute({variable: num(start)}), f"the first premise is not the claim at {start}")
    _need(
        step.clause == Clause((variable,), (*onwards, statement), following.relation),
        "the second premise is not the step",
    )
    return Clause((variable,), onwards, relation)


# ---------------------------------------------------------------------------------------------------- algebra


@rule("identity", "normal form")
def identity(premises: Premises, left: Term, right: Term) -> Conclusion:
    """Two terms with the same normal form are equal; equations and signs among the premises are used on the way.

    ::

        A1 |- facts  ...  Ak |- facts      nf(a) = nf(b)
        ------------------------------------------------
        A1, ..., Ak |- a = b
    """
    normalizer = Normalizer(premises)
    kind = left.sort[0]
    _need(kind == right.sort[0] or {kind, right.sort[0]} <= {"S", "N"}, "the sides have different sorts")
    forms = [normalizer.form(side) for side in (left, right)]
    _need(forms[0] == forms[1], "the normal forms of the two sides differ")
    return Conclusion(fact("=", left, right), frozenset(normalizer.uses))


@rule("arithmetic", "arithmetic")
def arithmetic(premises: Premises, relation: Relation, certificate: Sequence[Mapping[str, Any]]) -> Conclusion:
    """An inequality (or equation) by an exact certificate.

    ::

        A1 |- p1 >= 0  ...  Aj |- q1 = 0  ...
        -------------------------------------  b - a = sum of c m s^2 p_i ... p_j + sum of h q_k
        A1, ..., Aj, ... |- a <= b

    Each entry of the certificate is a mapping with ``coefficient`` (rational; positive unless ``equality`` is given),
    ``premises`` (positions of inequalities that are multiplied), ``equality`` (the position of an equation, or None),
    ``multiplier`` (a term; non-negative by the signs of its atoms unless ``equality`` is given) and ``square`` (a term
    that is squared). For ``a < b`` some entry must be positive; for ``a = b`` every entry must use an equation. The sum
    and ``b - a`` are compared as normal forms. This is a Positivstellensatz certificate (Krivine 1964, Stengle 1974).
    """
    op, left, right = relation
    normalizer = Normalizer(premises)
    polys = [_premise_poly(normalizer, premise) for premise in premises]
    total: Poly = {}
    positive = False
    for entry in certificate:
        product, strict = _certificate_entry(normalizer, premises, polys, entry, op)
        add_into(total, product)
        positive = positive or strict
    goal = add_into(normalizer.scalar(right), normalizer.scalar(left), Fraction(-1))
    _need(total == goal, "the certificate does not add up to the claim")
    _need(op != "<" or positive, "the certificate shows <=, not <")
    return Conclusion(fact(*relation), frozenset(normalizer.uses))


def _premise_poly(normalizer: Normalizer, premise: Theorem) -> Poly | None:
    clause = premise.clause
    if clause.variables or clause.conditions or clause.relation[1].sort[0] not in {"S", "N"}:
        return None
    _, left, right = clause.relation
    return add_into(normalizer.scalar(right), normalizer.scalar(left), Fraction(-1))


def _certificate_entry(
    normalizer: Normalizer,
    premises: Premises,
    polys: Sequence[Poly | None],
    entry: Mapping[str, Any],
    op: str,
) -> tuple[Poly, bool]:
    _need(type(entry["coefficient"]) in (int, Fraction), "a coefficient is an int or a Fraction")
    coefficient = Fraction(entry["coefficient"])
    for key in ("multiplier", "square"):
        if entry.get(key) is not None:
            check_term(entry[key])
    product: Poly = normalizer.scalar(Term("num", coefficient))
    multiplier = entry.get("multiplier")
    multiplied = normalizer.scalar(multiplier if multiplier is not None else ONE)
    product = multiply(product, multiplied)
    root = normalizer.scalar(ONE if entry.get("square") is None else entry["square"])
    product = multiply(product, multiply(root, root))
    used = [*entry.get("premises", ())]
    for index in used:
        _need(premises[index].clause.relation[0] in {"<=", "<"}, "an inequality is needed there")
        product = multiply(product, _known(polys[index]))
    if entry.get("equality") is not None:
        _need(premises[entry["equality"]].clause.relation[0] == "=", "an equation is needed there")
        return multiply(product, _known(polys[entry["equality"]])), False
    _need(op != "=", "an equation follows from equations only")
    _need(coefficient > 0, "a coefficient must be positive")
    signs = [normalizer.sign_of_mono(mono) if value > 0 else 0 for mono, value in multiplied.items()]
    _need(bool(signs) and min(signs) >= 1, "a multiplier is not known to be non-negative")
    strict = max(signs) == 2 and normalizer.is_nonzero(root)
    return product, strict and all(premises[index].clause.relation[0] == "<" for index in used)


def _known(poly: Poly | None) -> Poly:
    if poly is None:
        raise KernelError("a premise of a certificate must be a relation between scalars")
    return poly


@rule("associativity", "normal form")
def associativity(premises: Premises, a: Term, b: Term, c: Term) -> Clause:
    """A product of three, taken in another order: where inverses overlap, their normal forms can differ.

    ::

        ---------------------  C an operator or a vector
        |- (A B) C = A (B C)
    """
    _facts(premises)
    return fact("=", Term("dot", Term("dot", a, b), c), Term("dot", a, Term("dot", b, c)))


@rule("antisymmetry")
def antisymmetry(premises: Premises) -> Clause:
    """Two inequalities make an equation.

    ::

        A |- a <= b      B |- b <= a
        ----------------------------
        A, B |- a = b
    """
    first = premises[0].clause.relation
    _facts(premises, ("<=", first[1], first[2]), ("<=", first[2], first[1]))
    return fact("=", first[1], first[2])


@rule("monotone", "monotonicity")
def monotone(premises: Premises, function: str) -> Clause:
    """The exponential and the square root are increasing, and so is the logarithm of what is positive.

    ::

        A |- a R b                            A |- a R b      B |- 0 < a
        ----------------  R is <=, f = exp,   --------------------------  R is <= or <
        A |- f(a) R f(b)  sqrt; or <, exp     A, B |- log(a) R log(b)
    """
    op, left, right = premises[0].clause.relation
    needed: dict[str, list[Relation]] = {"exp": [], "sqrt": [], "log": [("<", ZERO, left)]}
    _need(function in needed, f"{function} is not known to be increasing")
    _need(op == "<=" or (op == "<" and function != "sqrt"), "an inequality is needed")
    _facts(premises, (op, left, right), *needed[function])
    return fact(op, Term(function, left), Term(function, right))


@rule("circle", "arithmetic")
def circle(premises: Premises, x: Term) -> Clause:
    """Sine and cosine lie on the unit circle.

    ::

        -----------------------
        sin(x)^2 + cos(x)^2 = 1
    """
    _facts(premises)
    return fact("=", Term("add", *(Term("pow", Term(head, x), 2) for head in ("sin", "cos"))), ONE)


@rule("definite", "arithmetic")
def definite(premises: Premises, thing: Term) -> Clause:
    """Only what is zero has the norm zero.

    ::

        A |- |x| <= 0
        -------------  x a vector or an operator, |x| its norm or its operator norm
        A |- x = 0 x
    """
    (premise,) = premises
    _need(thing.sort[0] in {"V", "O"}, "a vector or an operator is needed")
    said = premise.clause.relation[1]
    norms = [Term(head, thing) for head in ("norm", "opnorm")[: 1 + (thing.sort[0] == "O")]]
    _facts(premises, ("<=", said if said in norms else norms[0], ZERO))
    return fact("=", thing, Term("mul", ZERO, thing))


@rule("tangent of exp", "monotonicity")
def tangent_of_exp(premises: Premises, x: Term) -> Clause:
    """The exponential lies above its tangent at 0.

    ::

        -----------------
        1 + x <= exp(x)
    """
    _facts(premises)
    return fact("<=", Term("add", ONE, x), Term("exp", x))


@rule("maximum", "maximum")
def maximum(premises: Premises, which: str = "max") -> Clause:
    """A maximum is bounded by what bounds both, and so is a minimum.

    ::

        A |- a R c      B |- b R c            A |- c R a      B |- c R b
        --------------------------            --------------------------  R is <= or <
        A, B |- max(a, b) R c                 A, B |- c R min(a, b)
    """
    first, second = (premise.clause.relation for premise in premises)
    op, bound = first[0], first[2] if which == "max" else first[1]
    _need(op in {"<=", "<"} and which in {"max", "min"}, "two inequalities are needed")
    if which == "max":
        left, right = first[1], second[1]
        _facts(premises, (op, left, bound), (op, right, bound))
        conclusion = fact(op, Term("max", left, right), bound)
    else:
        left, right = first[2], second[2]
        _facts(premises, (op, bound, left), (op, bound, right))
        conclusion = fact(op, bound, Term("min", left, right))
    return conclusion


@rule("extremes", "maximum")
def extremes(premises: Premises, left: Term, right: Term, side: str) -> Clause:
    """A maximum is at least each of its arguments, a minimum at most.

    ::

        ---------------  ---------------  ---------------  ---------------
        a <= max(a, b)   b <= max(a, b)   min(a, b) <= a   min(a, b) <= b
    """
    _facts(premises)
    choices = {
        "left of max": ("<=", left, Term("max", left, right)),
        "right of max": ("<=", right, Term("max", left, right)),
        "left of min": ("<=", Term("min", left, right), left),
        "right of min": ("<=", Term("min", left, right), right),
    }
    _need(side in choices, f"there is no {side!r}")
    return fact(*choices[side])


# ---------------------------------------------------------------------------------------------------- dimensions


@rule("singular values of a tall operator", "singular values")
def no_singular_value(premises: Premises, a: Term) -> Clause:
    """An operator with more rows than columns has rank below n: its n-th singular value is 0.

    ::

        B |- p < n
        -----------------  A : R^p -> R^n; no premise where n and p are numbers with p < n
        B |- smin(A) = 0

    The singular values are the roots of the n eigenvalues of A A', whose rank is at most p (Horn and Johnson, Theorem
    2.6.3).
    """
    _need(a.sort[0] == "O", "an operator is needed")
    _, rows, columns = a.sort
    if type(rows) is int and type(columns) is int:
        _need(columns < rows, "the operator has no more rows than columns")
        _facts(premises)
    else:
        _facts(premises, ("<", size(columns), size(rows)))
    return fact("=", Term("smin", a), ZERO)


def size(dimension: int | str) -> Term:
    """A dimension as a number."""
    return num(dimension) if type(dimension) is int else Term("dim", dimension)


@rule("positive operators", "trace")
def positive_operators(premises: Premises, m: Term, s: Term) -> Conclusion:
    """The inner product of two operators that are not negative, one of them symmetric, is not negative.

    ::

        A |- for all v: 0 <= <M v, v>      B |- for all v: 0 <= <S v, v>      C |- S' = S
        ---------------------------------------------------------------------------------
        A, B, C |- 0 <= <M, S>

    S is a sum of l q q' with l >= 0, and <M, q q'> = <M q, q> (Horn and Johnson, Theorem 2.5.6). With S = I, the trace.
    """
    first, second, *others = premises
    for premise, operator in ((first, m), (second, s)):
        (v,) = premise.clause.variables
        _absent(v, operator)
        shown = Clause((v,), (), ("<=", ZERO, Term("inner", Term("dot", operator, v), v)))
        _need(premise.clause == shown, "a premise does not say that the operator is not negative")
    return Conclusion(fact("<=", ZERO, Term("inner", m, s)), _symmetric(s, others))


@rule("dimension", "arithmetic")
def dimension_is_positive(premises: Premises, dimension: str) -> Clause:
    """A dimension is at least 1.

    ::

        --------
        1 <= n
    """
    _facts(premises)
    return fact("<=", ONE, Term("dim", dimension))


@rule("inverse", "arithmetic")
def inverse(premises: Premises, divisor: Term) -> Clause:
    """What is not zero has an inverse.

    ::

        A |- 0 < q^2
        ------------------
        A |- q (1 / q) = 1
    """
    _facts(premises, ("<", ZERO, Term("pow", divisor, 2)))
    return fact("=", Term("mul", divisor, Term("div", ONE, divisor)), ONE)


@rule("whole numbers", "arithmetic")
def whole_numbers(premises: Premises) -> Clause:
    """Different whole numbers are at least 1 apart.

    ::

        A |- a < b
        ----------------  a, b natural numbers by their form
        A |- a + 1 <= b
    """
    (premise,) = premises
    _, left, right = premise.clause.relation
    _facts(premises, ("<", left, right))
    _need(is_natural(left) and is_natural(right), "natural numbers are needed")
    return fact("<=", Term("add", left, ONE), right)


# ---------------------------------------------------------------------------------------------------- extrema


class _Extremum(NamedTuple):
    """The least or greatest value of what depends on a point, as seen from one point.

    Attributes:
        points: the sort of the points.
        inside: what holds of the point where it is one of those that the extremum is over.
        value: the value at the point.
        least: whether the extremum is the least value.
        name: what a reason cites.
    """

    points: Sort
    inside: tuple[Relation, ...]
    value: Term
    least: bool
    name: str

    def order(self, outer: Term, inner: Term) -> Relation:
        """That one number is beyond another: below it for a least value, above it for a greatest."""
        return ("<=", outer, inner) if self.least else ("<=", inner, outer)


def _seen_from(extremum: Term, at: Term) -> _Extremum:
    """An extremum over [a, b] or over the unit vectors, as seen from a point.

    ``smin(A)``, the n-th singular value of A : R^p -> R^n, is the least ``|A' v|``, and 0 where n > p; ``|A|`` is the
    greatest ``|A v|``; for symmetric A the extreme eigenvalues are the extremes of ``<A v, v>`` (Horn and Johnson,
    Theorems 4.2.2 and 7.3.8). All are attained: what varies is continuous, and dimensions are at least 1.
    """
    head = extremum[0]
    if head in {"inf", "minS"}:
        variable, body = extremum[1], extremum[-1]
        _need(is_continuous(body, variable), "the extremum of what need not be continuous may not exist")
        value = substitute(body, {variable: at})
        if head == "inf":
            inside: tuple[Relation, ...] = (("<=", extremum[2], at), ("<=", at, extremum[3]))
            return _Extremum(SCALAR, inside, value, True, "infimum")
        return _Extremum(variable.sort, (_unit(at),), value, True, "infimum")
    _need(head in {"smin", "opnorm", "lmin", "lmax"}, f"{head} is no extremum")
    operator = Term("tr", extremum[1]) if head == "smin" else extremum[1]
    image = Term("dot", operator, at)
    value = Term("inner", image, at) if head in {"lmin", "lmax"} else Term("norm", image)
    return _Extremum(("V", operator.sort[2]), (_unit(at),), value, head in {"smin", "lmin"}, _EXTREMA[head])


_EXTREMA = {
    "smin": "singular values",
    "opnorm": "operator norm",
    "lmin": "Rayleigh quotient",
    "lmax": "Rayleigh quotient",
}


def _unit(vector: Term) -> Relation:
    return ("=", Term("norm", vector), ONE)


def _attained(extremum: Term, premises: Premises) -> frozenset[str]:
    """The names of the rules by which premises show that an extremum is one: eigenvalues need symmetry."""
    if extremum[0] not in {"lmin", "lmax"}:
        _facts(premises)
        return frozenset()
    return _symmetric(extremum[1], premises)


def _symmetric(operator: Term, premises: Premises) -> frozenset[str]:
    """The names of the rules by which premises show that an operator is symmetric."""
    normalizer = Normalizer(premises)
    form, transposed = (normalizer.operator(side) for side in (operator, Term("tr", operator)))
    _need(form == transposed, "the operator is not known to be symmetric")
    return frozenset(normalizer.uses)


@rule("extremum, bound")
def extremum_bound(premises: Premises, extremum: Term, at: Term) -> Conclusion:
    """A least value is at most each value, a greatest value at least.

    ::

        A |- a <= t      B |- t <= b                   A |- |u| = 1      C |- A' = A for lmin, lmax
        -----------------------------------------      ---------------------------------------------
        A, B |- inf over s in [a, b] of f <= f(t)      A, C |- min over |v| = 1 of f <= f(u)

    f is continuous; smin(A), |A|, lmin(A), lmax(A) are the extrema over unit vectors that ``_seen_from`` says.
    """
    seen = _seen_from(extremum, at)
    _need(_fits(at, seen.points), "the point has another sort")
    place = len(seen.inside)
    _facts(premises[:place], *seen.inside)
    conclusion = fact(*seen.order(extremum, seen.value))
    return Conclusion(conclusion, _attained(extremum, premises[place:]) | {seen.name})


@rule("extremum, best")
def extremum_best(premises: Premises, extremum: Term, bound: Term) -> Conclusion:
    """A least value is at least each lower bound, a greatest value at most each upper bound.

    ::

        A |- for s in [a, b]: c <= f(s)      B |- a <= b      A |- for all v: if |v| = 1 then c <= f(v)
        ------------------------------------------------      -----------------------------------------
        A, B |- c <= inf over s in [a, b] of f                A |- c <= min over |v| = 1 of f

    s or v, the variable of the first premise, is not free in c and the extremum. For lmin and lmax the other premises
    show that A' = A.
    """
    first, *others = premises
    (variable,) = first.clause.variables
    seen = _seen_from(extremum, variable)
    _need(variable.sort == seen.points, "the point has another sort")
    _absent(variable, extremum, bound)
    conditions = tuple(fact(*condition) for condition in seen.inside)
    expected = Clause((variable,), conditions, seen.order(bound, seen.value))
    _need(first.clause == expected, "the premise is not the bound of each value")
    if extremum[0] == "inf":
        _facts(others, _range(*extremum[2:4]))
        others = []
    conclusion = fact(*seen.order(bound, extremum))
    return Conclusion(conclusion, _attained(extremum, others) | {seen.name})


@rule("unit vector", "logic")
def unit_vector(premises: Premises) -> Clause:
    """There is a unit vector: what holds of each, and does not speak of it, holds.

    ::

        A |- for all v: if |v| = 1 then r
        ---------------------------------  v not free in r
        A |- r
    """
    (premise,) = premises
    clause = premise.clause
    (vector,) = clause.variables
    _need(clause.conditions == (fact(*_unit(vector)),), "the premise does not speak of unit vectors")
    _absent(vector, *clause.relation[1:])
    return fact(*clause.relation)


def _binder(term: Term, head: str) -> Term:
    _need(term[0] == head, f"a term with {head} is needed")
    return term


def _absent(variable: Term, *terms: Term) -> None:
    for term in terms:
        _need(variable not in term.free, "the variable occurs in a limit or in the bound")


# ---------------------------------------------------------------------------------------------------- integrals


@rule("monotonicity of the integral")
def integral_monotone(premises: Premises, left: Term, right: Term) -> Conclusion:
    """The integral is monotone, and depends on the values of its integrand alone.

    ::

        A |- for s in [a, b]: f(s) R g(s)      B |- a <= b     R is <= or =, s not free in a, b,
        --------------------------------------------------     f, g continuous in s for <=
        A, B |- int_a^b f R int_a^b g
    """
    _, s, low, high, f = _binder(left, "int")
    op = premises[0].clause.relation[0]
    _absent(s, low, high)
    _need(right[:4] == ("int", s, low, high), "the two integrals must have the same variable and limits")
    continuous = is_continuous(f, s) and is_continuous(right[4], s)
    _need(op == "=" or continuous, "the integrand need not be continuous")
    _need(op in {"<=", "="}, "the integrands are compared by <= or =")
    _need(premises[0].clause == over(s, low, high, (op, f, right[4])), "the premise does not compare the integrands")
    _facts(premises[1:], _range(low, high))
    return Conclusion(fact(op, left, right), frozenset({"logic" if op == "=" else "monotonicity of the integral"}))


@rule("linearity of the integral", "normal form")
def integral_linear(premises: Premises, vector: Term, integral: Term) -> Clause:
    """An inner product can be taken under the integral.

    ::

        ------------------------------------  v continuous in s, s not free in u
        <u, int_a^b v> = int_a^b <u, v>
    """
    _facts(premises)
    _, s, low, high, body = _binder(integral, "int")
    _absent(s, vector)
    _need(is_continuous(body, s), "the integrand need not be continuous")
    return fact("=", Term("inner", vector, integral), Term("int", s, low, high, Term("inner", vector, body)))


@rule("fundamental theorem of calculus", "fundamental theorem of calculus")
def fundamental_theorem(premises: Premises, variable: Term, low: Term, high: Term, body: Term) -> Clause:
    """The integral of a derivative.

    ::

        --------------------------------------  F continuously differentiable by its form
        int_a^b (d/ds F)(s) ds = F(b) - F(a)
    """
    _facts(premises)
    slope = derivative(body, variable)
    _need(is_continuous(slope, variable), "the derivative need not be continuous")
    difference = sub(substitute(body, {variable: high}), substitute(body, {variable: low}))
    return fact("=", Term("int", variable, low, high, slope), difference)


# ---------------------------------------------------------------------------------------------------- functionals


@rule("monotonicity of a functional", "monotonicity")
def functional_monotone(premises: Premises, left: Term, right: Term) -> Clause:
    """Sums and expectations are monotone, and depend on the values of their terms alone.

    ::

        A |- for all naturals i with a <= i <= b: f(i) R g(i)
        -----------------------------------------------------
        A |- sum_{i=a}^b f R sum_{i=a}^b g

    R is <= or =, between scalars unless it is =; i is not free in a and b. For expectations, a is 1, and b the number
    of outcomes.
    """
    (premise,) = premises
    op, variable = premise.clause.relation[0], left[1]
    _need(left[0] in {"sum", "expect"} and op in {"<=", "="}, "two sums, or two expectations, are compared by <= or =")
    body = 4 if left[0] == "sum" else 2
    _need([*left][:body] + [*left][body + 1 :] == [*right][:body] + [*right][body + 1 :], "the ranges differ")
    relation: Relation = (op, left[body], right[body])
    low, high = (left[2], left[3]) if left[0] == "sum" else (ONE, _size(left[3]))
    _absent(variable, low, high)
    _need(premise.clause == over(variable, low, high, relation), "the premise does not compare the terms")
    return fact(op, left, right)


def _size(dimension: int | str) -> Term:
    return num(dimension) if isinstance(dimension, int) else Term("dim", dimension)


@rule("splitting a sum", "normal form")
def split_sum(premises: Premises, total: Term, middle: Term) -> Clause:
    """A sum is taken apart.

    ::

        A |- a <= m      B |- m <= b + 1
        ----------------------------------------------------  m natural by its form
        A, B |- sum_{i=a}^b f = sum_{i=a}^{m-1} f + sum_{i=m}^b f
    """
    _, variable, low, high, body = _binder(total, "sum")
    _facts(premises, ("<=", low, middle), ("<=", middle, Term("add", high, ONE)))
    before = Term("sum", variable, low, sub(middle, ONE), body)
    return fact("=", total, Term("add", before, Term("sum", variable, middle, high, body)))


# ---------------------------------------------------------------------------------------------------- dynamics


@rule("gradient inequality", "gradient inequality")
def gradient_inequality(
    premises: Premises, variable: Term, horizon: Term, path: Term, energy: Term, rate: Term, factor: Term
) -> Clause:
    """The length of a path along which an energy falls fast enough (Lojasiewicz 1984; Bolte et al. 2010).

    ::

        A |- for s in [0, T]: 2 c |x'(s)| sqrt(E(s)) + d/ds E <= 0
        B |- for s in [0, T]: |x'(s)|^2 <= K E(s)      C |- for s in [0, T]: 0 <= E(s)
        D |- 0 <= c                                    F |- 0 <= T
        -------------------------------------------------------------------------------
        A, B, C, D, F |- c |x(T) - x(0)| <= sqrt(E(0))

    Where E > 0, (sqrt E)' <= -c |x'|. E does not increase, so it stays 0 once it is 0, and x stands still there.
    """
    _need(variable not in rate.free | horizon.free, "the rate depends on time")
    speed = Term("norm", Term("d", variable, path))
    derivative(energy, variable)
    _need(is_continuous(derivative(path, variable), variable), "the velocity need not be continuous")
    falls = Term("add", Term("mul", num(2), rate, speed, Term("sqrt", energy)), Term("d", variable, energy))
    expected = (
        over(variable, ZERO, horizon, ("<=", falls, ZERO)),
        over(variable, ZERO, horizon, ("<=", Term("pow", speed, 2), Term("mul", factor, energy))),
        over(variable, ZERO, horizon, ("<=", ZERO, energy)),
        fact("<=", ZERO, rate),
        fact("<=", ZERO, horizon),
    )
    _need(tuple(premise.clause for premise in premises) == expected, "the premises are not those of the rule")
    start = {variable: ZERO}
    length = Term("norm", sub(substitute(path, {variable: horizon}), substitute(path, start)))
    return fact("<=", Term("mul", rate, length), Term("sqrt", substitute(energy, start)))


@rule("continuation", "continuation")
def continuation(premises: Premises, variable: Term, earlier: Term, quantity: Term, bound: Term) -> Clause:
    """A continuous quantity that cannot be the first to reach its bound never reaches it.

    ::

        A |- D(0) < R      B |- for all t: if 0 <= t and (for s in [0, t]: D(s) <= R) then D(t) < R
        -------------------------------------------------------------------------------------------
        A, B |- for all t: if 0 <= t then D(t) < R          D continuous in t, t not free in R

    The times up to which D <= R form an interval that contains 0, is closed, and is open in [0, oo): D < R at its end.
    """
    _need(is_continuous(quantity, variable), "the quantity need not be continuous")
    _need(
        variable not in bound.free and earlier not in bound.free,
        "the bound depends on time",
    )
    _need(earlier not in quantity.free, "the earlier time occurs in the quantity")
    _need(
        variable[2] == SCALAR and earlier[2] == SCALAR and variable != earlier,
        "two time variables are needed",
    )
    inside = over(earlier, ZERO, variable, ("<=", substitute(quantity, {variable: earlier}), bound))
    strictly: Relation = ("<", quantity, bound)
    first, second = premises
    _need(
        first.clause == fact("<", substitute(quantity, {variable: ZERO}), bound),
        "it must start strictly inside",
    )
    step = Clause((variable,), (fact("<=", ZERO, variable), inside), strictly)
    _need(second.clause == step, "the second premise is not the step of the rule")
    return Clause((variable,), (fact("<=", ZERO, variable),), strictly)
