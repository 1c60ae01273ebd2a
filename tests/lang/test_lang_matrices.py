"""What is said of matrices is what the kernel, the models and the batches are asked: each is read by another reader."""

from fractions import Fraction

import numpy as np
import pytest
from choices import Choices
from evaluator import evaluate
from kernel_side import clause_holds, world_of
from meaning import Looking, NoValueError, truth, value
from wording import A, B, instance, n, p, samples, u, v, w

from proofcheck.evaluate.setting import Setting
from proofcheck.evaluate.terms import evaluate as in_batches
from proofcheck.kernel.clauses import Problem, fact
from proofcheck.kernel.terms import Term
from proofcheck.lang import (
    diag,
    eigenvalue,
    frobenius,
    hadamard,
    identity,
    inner,
    inverse,
    natural,
    norm,
    nuclear,
    ones,
    singular_value,
    summation,
    trace,
    unit_vector,
)
from proofcheck.lang.terms import term
from proofcheck.lang.translate import clauses
from proofcheck.models.instance import Instance
from proofcheck.models.scalars import number
from proofcheck.models.valuation import Valuation

LOOKING = Looking(samples)
i, j = natural("i"), natural("j")
SAID = [
    u[1] * (B @ v)[n] + A[1, p] - B.T[n, 1],
    summation(i, 1, n, u[i] * (n + i - 1)),
    summation(i, 1, n, summation(j, 1, p, A[i, j] ** 2 * w[j])),
    summation(i, 1, n - 1, u[i + 1] * unit_vector(n, i)),
    B @ unit_vector(n, 1) + ones(n) / n,
    diag(u - v) @ B,
    hadamard(u, B @ v),
    hadamard(A, A + u @ w.T),
    summation(i, 1, n, u[i] * hadamard(B, B.T)),
    norm(u, 1) + norm(A @ w, "inf") * norm(ones(p), 1),
    trace(B @ B.T - 2 * B),
    trace(u @ v.T @ B),
    frobenius(A - u @ w.T) ** 2,
    nuclear(A - u @ w.T) * nuclear(2 * B.T),
    singular_value(A, 1) + singular_value(2 * A.T, 2) - singular_value(B, n),
    eigenvalue(B + B.T, 1) - eigenvalue(B @ B.T, n),
    inner(A, u @ w.T),
    inner(B, B.T @ B),
    u @ v.T @ A,
    (u @ (w.T @ A.T)) @ B,
    A @ (w @ v.T),
    B**0,
    B**3 @ u,
    inverse(B),
    B**-2 @ v,
    inverse(identity(n) + A @ A.T) @ A,
    (2 * B.T) ** -1,
    frobenius(inverse(identity(p) + A.T @ A)) * norm(u @ w.T),
]
ORDERS = [
    A @ A.T >= 0,
    A @ A.T > 0,
    3 * identity(n) >= B + B.T,
    B @ B.T > 0,
    norm(A) ** 2 * identity(n) >= A @ A.T,
    B @ B.T + identity(n) >= B + B.T,
    B <= B.T,
]


def instances(count=25):
    return [instance(Choices(seed)) for seed in range(count)]


@pytest.mark.parametrize("said", SAID, ids=str)
def test_an_expression_has_one_value_however_it_is_read(said):
    seen = 0
    for at in instances():
        try:
            expected = value(said, at)
        except NoValueError:
            continue
        if np.max(np.abs(expected)) > 1e4:
            continue
        seen += 1
        assert np.allclose(evaluate(term(said), world_of(at)), expected, atol=1e-6)
        assert np.allclose(_exactly(term(said), at), expected, atol=1e-6)
        assert np.allclose(_in_batches(term(said), at), expected, atol=1e-6)
    assert seen > 5


@pytest.mark.parametrize("said", ORDERS, ids=str)
def test_an_order_of_operators_is_that_of_their_forms(said):
    [clause] = clauses(said)
    told = 0
    for at in instances():
        expected = truth(said, at, LOOKING)
        if expected is not None:
            told += 1
            assert clause_holds(clause, world_of(at), at) == expected
    assert told > 0 or said == ORDERS[-1]


def _sizes(at):
    return {name: at.size(dimension) for name, dimension in (("n", n), ("p", p))}


def _variables(at):
    return {name: at.variables[key] for key in at.variables for name in [key[1]] if key[0] != "N"}


def _exactly(translated, at):
    known = _variables(at)
    vectors = {name: tuple(map(Fraction, known[name])) for name in "uvw"}
    operators = {name: tuple(tuple(map(Fraction, row)) for row in known[name]) for name in "AB"}
    made = Instance(dims=_sizes(at), vectors=vectors, operators=operators)
    problem = Problem((), (), fact("<=", Term("num", Fraction(0)), Term("num", Fraction(0))))
    found = Valuation(problem, made).value(translated)
    entries = [float(number(entry).middle) for entry in found.entries]
    return np.reshape(entries, found.shape)


def _in_batches(translated, at):
    values = {
        variable: np.asarray(content, dtype=float)[None, None] for variable, content in world_of(at).variables.items()
    }
    return in_batches(translated, Setting(_sizes(at), values))[0, 0]
