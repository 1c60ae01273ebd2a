"""What can be said: dimensions, scalars, vectors, operators, paths in time, relations, claims.

A lemma file is Python that reads like the lemma: declare symbols, state hypotheses, write the proof as one chain with a
reason for each relation. It defines ``claims``, and ``python -m proofcheck check mine.py`` answers for each of them.

>>> from proofcheck.lang import *
>>> n = dimension("n")
>>> u, v = vector("u", n), vector("v", n)
>>> claims = chain(
...     "parallelogram",
...     "by hand",
...     norm(u + v) ** 2,
...     Step("=", norm(u) ** 2 + 2 * inner(u, v) + norm(v) ** 2, Reason("expand")),
...     Step("<=", (norm(u) + norm(v)) ** 2, Reason("Cauchy-Schwarz", rules=["Cauchy-Schwarz"])),
... )
>>> for claim in claims:
...     print(claim.id, claim.text, sep=": ")
parallelogram.1: ‖u + v‖² = ‖u‖² + 2 ⟨u, v⟩ + ‖v‖²
parallelogram.2: ‖u‖² + 2 ⟨u, v⟩ + ‖v‖² ≤ (‖u‖ + ‖v‖)²

- Numbers are exact: ``frac(1, 2) * a``, never ``0.5 * a``. An equation is ``eq(a, b)``; ``a <= b`` and its like are
  relations. Operators apply and compose by ``@``; ``*`` multiplies by a scalar. ``A ** -1`` is an inverse, and
  ``u @ v.T`` an outer product; between symmetric operators, ``A <= B`` is the Loewner order. A plain ``0`` beside a
  vector or an operator is the zero vector or operator.
- ``singular_value(A, k)`` and, of symmetric operators, ``eigenvalue(A, k)`` are numbered from the largest, by a number
  or a dimension k.
- Components and entries are numbered from 1: ``u[i]``, ``A[i, j]``. ``unit_vector(n, i)``, ``ones(n)``, ``diag(v)``,
  ``hadamard(u, v)``, ``norm(u, 1)`` and ``norm(u, "inf")`` are what they are called. A dimension is a number, too.
- Functions of one number: ``exp``, ``log``, ``sqrt``, ``absolute``, ``sin``, ``cos``, ``sinh``, ``cosh``, ``tanh``,
  ``sigmoid``, ``softplus``, ``relu``; ``a ** b`` with any real exponent, for positive ``a``.
- Quantify with ``for_all(t >= 0, ...)``, ``for_all(within(t, 0, T), ...)``, ``for_all((x, y), ...)`` or
  ``for_all(unit(v), ...)``. A variable that is not quantified is free: the claim is about every value of it that the
  hypotheses allow.
- ``exists(C >= 0, for_all(x, ...))`` says that there is such a C, which may depend on what is free, and not on x. As a
  hypothesis it lends a letter that nothing else is known of.
- Properties are declared by their names: ``convex(F)``, ``smooth(F, L)``, ``minimiser(x, F)`` and the others of
  ``proofcheck.lang.properties``; each is its definition, as a hypothesis or as what is claimed.
- An indexed family is a sequence: ``x = sequence("x", d)``, ``x[i]``; ``summation(i, 1, n, x[i])``, ``average`` and
  ``product`` run over it. What is declared by ``random_vector("X", d)`` has a mean, ``expectation(X)``, and a
  ``variance``; ``conditional_expectation(X, Y)`` is the mean where Y, drawn together with X, is as it is;
  ``surely(norm(X) <= R)`` is about every outcome, and ``probability(norm(X) >= R)`` the mean of
  ``indicator(norm(X) >= R)``.
- A sample is a random sequence, ``X = random_sequence("X", d)``: ``iid(X, n)``, or ``independent(X, n)`` and
  ``identically_distributed(X, n)``, or ``uncorrelated(X, n)``, say of ``X[1]``, ..., ``X[n]`` what they are called.
- Hypotheses go into ``given`` (said) and ``tacit`` (presupposed, and reported as such); ``group`` gives several a name.
- ``f = function_of("f", [x, y])`` has several arguments: ``gradient_in(f, x)(x, y)`` is its gradient in one of them,
  and ``in_argument(f, x, convex)`` says that it is convex in that, whatever the others are.
- A name for an expression is ``define("B", ...)``, a function ``define_function("L", [z], ...)``: both print by their
  name and mean their value.
- A reason names what it uses: rules (``proofcheck.lang.rule_names.RULES``, or a usual name of one) and earlier
  claims, by id. Algebra, derivatives, definitions and hypotheses need no naming.

Files that read this way are in ``lemmas/``; a folder's ``__init__.py`` puts its files together with ``assemble``.
"""

from proofcheck.lang.assertions import (
    both,
    either,
    eq,
    exists,
    for_all,
    full_column_rank,
    full_row_rank,
    implies,
    invertible,
    member,
    nonzero,
    relation,
    surely,
    symmetric,
    unit,
    within,
)
from proofcheck.lang.claims import Claim, Hypothesis, Remark, Step, chain, group, numbered
from proofcheck.lang.documents import Document, document
from proofcheck.lang.expressions import LanguageError
from proofcheck.lang.files import assemble, discover, load_path
from proofcheck.lang.functions import absolute, cos, cosh, log, relu, sigmoid, sin, sinh, softplus, tanh
from proofcheck.lang.independence import identically_distributed, iid, independent, uncorrelated
from proofcheck.lang.matrices import determinant
from proofcheck.lang.operations import (
    average,
    conditional_expectation,
    covariance,
    derivative,
    diag,
    eigenvalue,
    exp,
    expectation,
    frac,
    frobenius,
    gradient,
    hadamard,
    hessian,
    indicator,
    infimum,
    inner,
    integral,
    inverse,
    jacobian,
    limit,
    lmax,
    lmin,
    maximum,
    minimum,
    nabla,
    norm,
    nuclear,
    ones,
    oo,
    probability,
    product,
    singular_value,
    smax,
    smin,
    sphere_maximum,
    sphere_minimum,
    sqrt,
    summation,
    supremum,
    trace,
    unit_vector,
    variance,
)
from proofcheck.lang.printing import latex, text
from proofcheck.lang.problems import DocumentProblem
from proofcheck.lang.properties import (
    cocoercive,
    concave,
    conjugate,
    convex,
    convex_between,
    convex_set,
    firmly_nonexpansive,
    greatest_lower_bound,
    least_upper_bound,
    lipschitz,
    minimiser,
    monotone,
    nonexpansive,
    polyak_lojasiewicz,
    projection,
    proximal_point,
    quadratic_growth,
    smooth,
    strongly_convex,
    strongly_convex_between,
    strongly_monotone,
    subgradient,
)
from proofcheck.lang.rule_names import Reason
from proofcheck.lang.samples import random_sequence
from proofcheck.lang.several import function_of, gradient_in, in_argument
from proofcheck.lang.shapes import ShapeMismatch, ill_typed
from proofcheck.lang.symbols import (
    define,
    define_function,
    dimension,
    identity,
    mapping,
    named_first,
    named_last,
    natural,
    operator,
    operator_path,
    operator_sequence,
    path,
    random_operator,
    random_scalar,
    random_vector,
    scalar,
    scalar_function,
    sequence,
    subset,
    time,
    vector,
)

__all__ = [
    "Claim",
    "Document",
    "DocumentProblem",
    "Hypothesis",
    "LanguageError",
    "Reason",
    "Remark",
    "ShapeMismatch",
    "Step",
    "absolute",
    "assemble",
    "average",
    "both",
    "chain",
    "cocoercive",
    "concave",
    "conditional_expectation",
    "conjugate",
    "convex",
    "convex_between",
    "convex_set",
    "cos",
    "cosh",
    "covariance",
    "define",
    "define_function",
    "derivative",
    "determinant",
    "diag",
    "dimension",
    "discover",
    "document",
    "eigenvalue",
    "either",
    "eq",
    "exists",
    "exp",
    "expectation",
    "firmly_nonexpansive",
    "for_all",
    "frac",
    "frobenius",
    "full_column_rank",
    "full_row_rank",
    "function_of",
    "gradient",
    "gradient_in",
    "greatest_lower_bound",
    "group",
    "hadamard",
    "hessian",
    "identically_distributed",
    "identity",
    "iid",
    "ill_typed",
    "implies",
    "in_argument",
    "independent",
    "indicator",
    "infimum",
    "inner",
    "integral",
    "inverse",
    "invertible",
    "jacobian",
    "latex",
    "least_upper_bound",
    "limit",
    "lipschitz",
    "lmax",
    "lmin",
    "load_path",
    "log",
    "mapping",
    "maximum",
    "member",
    "minimiser",
    "minimum",
    "monotone",
    "nabla",
    "named_first",
    "named_last",
    "natural",
    "nonexpansive",
    "nonzero",
    "norm",
    "nuclear",
    "numbered",
    "ones",
    "oo",
    "operator",
    "operator_path",
    "operator_sequence",
    "path",
    "polyak_lojasiewicz",
    "probability",
    "product",
    "projection",
    "proximal_point",
    "quadratic_growth",
    "random_operator",
    "random_scalar",
    "random_sequence",
    "random_vector",
    "relation",
    "relu",
    "scalar",
    "scalar_function",
    "sequence",
    "sigmoid",
    "sin",
    "singular_value",
    "sinh",
    "smax",
    "smin",
    "smooth",
    "softplus",
    "sphere_maximum",
    "sphere_minimum",
    "sqrt",
    "strongly_convex",
    "strongly_convex_between",
    "strongly_monotone",
    "subgradient",
    "subset",
    "summation",
    "supremum",
    "surely",
    "symmetric",
    "tanh",
    "text",
    "time",
    "trace",
    "uncorrelated",
    "unit",
    "unit_vector",
    "variance",
    "vector",
    "within",
]
