"""Write the table of the language, from the language: `python docs/language_reference.py > build/language.md`.

What each constructor makes is shown by an example: how it prints, what it means to the kernel, and which rules and
derived theorems speak of that.
"""

import inspect
from collections.abc import Iterable, Iterator
from typing import Any

from proofcheck import lang
from proofcheck.kernel.rules import RULES
from proofcheck.lang import Hypothesis, latex, text
from proofcheck.lang.expressions import Assertion, Expression
from proofcheck.lang.terms import term
from proofcheck.models.instance import clause_terms
from proofcheck.provers.library import LAWS

_SETTING = """
n, p = dimension("n"), dimension("p")
a, b, c = scalar("a"), scalar("b"), scalar("c", positive=True)
mu, L = scalar("mu", positive=True), scalar("L", positive=True)
i, k, N = natural("i"), natural("k"), natural("N")
t, T, s = time("t"), time("T"), time("s")
u, v, w = vector("u", n), vector("v", n), vector("w", p)
A, B, X = operator("A", n, n), operator("B", n, n), operator("X", n, p)
x, y, Q = sequence("x", n), path("y", n), operator_path("Q", n, n)
f, F, g = mapping("f", p, n), scalar_function("F", n), mapping("g", n, n)
R, Z = random_scalar("R"), random_vector("Z", n)
C, G = subset("C", n), scalar_function("G", n)
D = define("D", a + 1)
"""
"""What the letters of the examples are."""

SECTIONS: dict[str, tuple[str, ...]] = {
    "Declarations": (
        'dimension("n")', 'scalar("a", positive=True)', 'time("t")', 'natural("k")', 'vector("u", n)',
        'operator("A", n, n)', 'sequence("x", n)[k]', 'path("y", n)(t)', 'operator_path("Q", n, n)(t)',
        'operator_sequence("B", n, p)[k]', 'mapping("f", p, n)(w)', 'scalar_function("F", n)(u)', 'random_scalar("R")',
        'random_vector("Z", n)', 'random_operator("W", n, p)', 'random_sequence("S", n)[i]',
        'define("D", a + 1)',
        'define_function("h", [a], a**2 + 1)(b)', 'function_of("K", [u, w])(v, w)', 'named_first(D)', 'named_last(D)',
    ),
    "Arithmetic": (
        "a + b", "a - b", "-a", "a * u", "a / c", "frac(a, c)", "a**2", "c**b", "sqrt(c)", "exp(a)", "log(c)",
        "absolute(a)", "sin(a)", "cos(a)", "sinh(a)", "cosh(a)", "tanh(a)", "sigmoid(a)", "softplus(a)", "relu(a)",
        "maximum(a, b)", "minimum(a, b)",
    ),
    "Vectors and operators": (
        "A @ u", "A @ B", "A.T", "u @ v.T", "u.T @ A @ v", "identity(n)", "A**2", "A**k", "inverse(A)", "inner(u, v)",
        "norm(u)", "norm(A)", "frobenius(X)", "nuclear(X)", "trace(A)", 'determinant(operator("M", 2, 2))',
         "smin(A)", "smax(A)", "lmin(A)", "lmax(A)",
        "singular_value(X, 2)", "eigenvalue(A, n)",
    ),
    "Components": (
        "u[i]", "A[i, k]", "unit_vector(n, i)", "ones(n)", "diag(u)", "hadamard(u, v)", "norm(u, 1)", 'norm(u, "inf")',
        "n * a",
    ),
    "What binds a variable": (
        "summation(i, 1, N, x[i])", "average(i, 1, N, a**i)", "product(i, 1, N, c**i)", "expectation(Z)", "variance(R)",
        "covariance(R, R**2)",
        "probability(R >= a)", "indicator(a >= 1)", "conditional_expectation(R, norm(Z))",
        "infimum(s, 0, T, norm(y(s)))", "supremum(s, 0, T, norm(y(s)))", "sphere_minimum(v, inner(v, A @ v))",
        "sphere_maximum(v, norm(A @ v))", "integral(s, 0, t, norm(y(s)))", "derivative(t, norm(y(t)) ** 2)",
        "y.dot(t)", "Q.dot(t)", "jacobian(f)(w)", "jacobian(define_function('H', [u], A @ u + v))(u)", "gradient(F)(u)",
        "hessian(F)(u)", "hessian(define_function('q', [u], norm(A @ u) ** 2))(v)", "nabla(v, norm(A @ v) ** 2, u)",
        'gradient_in(function_of("K", [u, w]), u)(v, w)',
    ),
    "Assertions": (
        "eq(A @ u, v)", "a <= b", "a < b", "A <= B", 'relation("!=", a, b)', "nonzero(a)", "symmetric(A)",
        "invertible(A)", "full_row_rank(X)", "full_column_rank(X)",
        "within(t, 0, T)", "unit(u)", "for_all(t >= 0, exp(t) >= 1)", "implies(a <= b, a <= c)",
        "exists(b > 0, for_all(u, norm(A @ u) <= b * norm(u)))",
        "integral(s, 0, oo, exp(-c * s)) <= 1 / c", "summation(k, 0, oo, norm(x[k])) < oo", "eq(limit(k, x[k]), u)",
        "either(a <= 0, a >= 1)", "both(a >= 0, a <= 1)", "surely(norm(Z) <= c)", "p > n", 'member(u, subset("C", n))',
    ),
    "Properties": (
        "convex(F)", "concave(F)", "strongly_convex(F, mu)", "convex_between(F)", "strongly_convex_between(F, mu)",
        "smooth(F, L)", "lipschitz(F, c)", "minimiser(u, F)", "subgradient(v, F, u)", "polyak_lojasiewicz(F, mu, a)",
        "quadratic_growth(F, mu, u)", "proximal_point(v, F, c, u)", "monotone(g)", "strongly_monotone(g, mu)",
        "cocoercive(g, c)", "nonexpansive(g)", "firmly_nonexpansive(g)",
        'in_argument(function_of("K", [u, w]), w, convex)', "convex_set(C)", "projection(v, u, C)", "conjugate(G, F)",
        "least_upper_bound(a, member(u, C), inner(u, v))", "greatest_lower_bound(a, member(u, C), inner(u, v))",
        "least_upper_bound(a, norm(v) <= 1, inner(u, v))", "least_upper_bound(a, s >= 0, norm(y(s)))",
        "greatest_lower_bound(a, within(i, 1, N), norm(x[i]))", "greatest_lower_bound(a, v, G(v))",
    ),
    "Samples": (
        'iid(random_sequence("S", n), N)', 'independent(random_sequence("S", n), N)',
        'identically_distributed(random_sequence("S", n), N)', 'uncorrelated(random_sequence("S", n), N)',
    ),
}  # fmt: skip
"""Examples of everything that can be said, by what it is about."""

_OF_OPERATORS = {
    "a + b": "a sum, of anything of one kind", "a - b": "a difference", "-a": "the opposite",
    "a * u": "a scalar times anything", "a / c": "a quotient, printed on the line",
    "a**2": "a power", "c**b": "a power with any real exponent, of a positive scalar",
    "A @ u": "an operator applied to a vector", "A @ B": "an operator after another one", "A.T": "the transpose",
    "u @ v.T": "the outer product, an operator", "u.T @ A @ v": "a bilinear form, a scalar",
    "A**2": "a power of a square operator, with a whole exponent",
    "A**k": "the same with a letter, a natural number: A^0 = I and A^(k + 1) = A A^k are supposed",
    "u[i]": "a component of a vector, numbered from 1",
    "A[i, k]": "an entry of an operator, the row first",
    "norm(u, 1)": "the sum of the absolute values of the components",
    'norm(u, "inf")': "the largest absolute value of a component", "n * a": "a dimension as a number",
    "y.dot(t)": "the derivative of a path",
    "Q.dot(t)": "the derivative of a path of operators", "a <= b": "a relation; also `>=`",
    "a < b": "a strict relation; also `>`",
    "integral(s, 0, oo, exp(-c * s)) <= 1 / c": "no integral up to a number is more, as none is negative",
    "summation(k, 0, oo, norm(x[k])) < oo": "all partial sums have a bound; `eq(..., oo)` says that they outgrow each",
    "eq(limit(k, x[k]), u)": "for each error, all members from some number on are that close; sums and integrals "
    "up to `oo` equal numbers in the same way",
    "A <= B": "the Loewner order, of symmetric operators", "p > n": "a relation between dimensions",
}  # fmt: skip
"""What is made by an operator, or by a constructor that makes several things."""
_EVERYWHERE = frozenset({"num", "var", "add", "mul"})


def examples() -> Iterator[tuple[str, str, Any]]:
    """The section, the code and the value of each example."""
    names = {name: getattr(lang, name) for name in lang.__all__}
    exec(_SETTING, names)
    for section, codes in SECTIONS.items():
        for code in codes:
            yield section, code, eval(code, names)


def meaning(code: str) -> str:
    """The first sentence of what the outermost constructor says of itself."""
    if code in _OF_OPERATORS:
        return _OF_OPERATORS[code]
    made = getattr(lang, code.partition("(")[0], None)
    sentence = (inspect.getdoc(made) or "").split("\n\n")[0].replace("\n", " ") if made is not None else ""
    return sentence.partition(": ``")[0].rstrip(".:").removeprefix("Return ").replace("``", "`")


def spoken_of() -> dict[str, set[str]]:
    """For each head, the names by which a reason cites what speaks of it."""
    found: dict[str, set[str]] = {}
    for law in LAWS:
        for head in {part[0] for part in clause_terms(law.theorem().clause)}:
            found.setdefault(head, set()).add(law.name)
    for name, rule in RULES.items():
        source = inspect.getsource(inspect.unwrap(rule))
        for head in {part for part in source.split('"')[1::2] if part.isidentifier()}:
            found.setdefault(head, set()).add(name)
    return found


def rows() -> Iterator[tuple[str, ...]]:
    """A line for each example: its section, code, meaning, print in text and LaTeX, and the rules about it."""
    known = spoken_of()
    for section, code, value in examples():
        rules = sorted(set().union(*(known.get(head, set()) for head in _outermost(value))))
        plain, typeset = (value.text, value.latex) if isinstance(value, Hypothesis) else (text(value), latex(value))
        yield section, code, meaning(code), plain, typeset, ", ".join(rules)


def _outermost(value: Any) -> Iterable[str]:
    """The heads that a constructor brings in: of a term, the first that is not everywhere; of an assertion, none."""
    if isinstance(value, Assertion) or not isinstance(value, Expression):
        return ()
    made = term(value)
    if made[0] == "mul" and made[-1][0] in {"inf", "minS"}:
        return (made[-1][0],)
    if made[0] == "inner" and made[1][0] in {"basis", "id"}:
        return (made[1][0],)
    return (made[0],) if made[0] not in _EVERYWHERE else ()


def table() -> str:
    """The whole table, a part for each section."""
    lines: list[str] = []
    head = ["| written | what it is | printed | LaTeX | rules and theorems |", "|---|---|---|---|---|"]
    found = list(rows())
    for section in SECTIONS:
        lines += ["", f"### {section}", "", *head]
        for _, code, says, plain, typeset, rules in (row for row in found if row[0] == section):
            cells = (f"`{code}`", says, f"`{plain}`", f"`{typeset}`", rules)
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines).strip() + "\n"


if __name__ == "__main__":
    print(table(), end="")
