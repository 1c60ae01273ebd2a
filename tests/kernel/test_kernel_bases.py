"""Unit vectors and sums over them: the normal form keeps values, and knows the identities of coordinates."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from evaluator import World, evaluate
from generators import often, worlds
from hypothesis import given
from hypothesis import strategies as st

from proofcheck.evidence.readback import linear_term, poly_term
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import NATURAL, ONE, ZERO, Sort, Term, neg, num, sub

VN, ON = ("V", "n"), ("O", "n", "n")
N = Term("dim", "n")
INDICES = [Term("var", name, NATURAL) for name in ("i", "j", "k")]
i, j, k = INDICES
u, v = Term("var", "u", VN), Term("var", "v", VN)
A, B = Term("var", "A", ON), Term("var", "B", ON)
Draw = Callable[[st.SearchStrategy[Any]], Any]


def e(index: Term) -> Term:
    return Term("basis", "n", index)


def component(vector: Term, index: Term) -> Term:
    return Term("inner", e(index), vector)


def entry(operator: Term, row: Term, column: Term) -> Term:
    return component(Term("dot", operator, e(column)), row)


def total(index: Term, body: Term) -> Term:
    return Term("sum", index, ONE, N, body)


def diag(vector: Term, index: Term = k) -> Term:
    return total(index, Term("mul", component(vector, index), Term("outer", e(index), e(index))))


ONES = total(k, e(k))
IDENTITIES = {
    "Parseval": (total(i, Term("mul", component(u, i), component(v, i))), Term("inner", u, v)),
    "trace": (total(i, entry(A, i, i)), Term("inner", Term("id", "n"), A)),
    "Frobenius": (total(i, total(j, Term("pow", entry(A, i, j), 2))), Term("inner", A, A)),
    "image": (total(j, Term("mul", entry(A, i, j), component(v, j))), component(Term("dot", A, v), i)),
    "product": (total(k, Term("mul", entry(A, i, k), entry(B, k, j))), entry(Term("dot", A, B), i, j)),
    "bilinear form": (
        total(i, total(j, Term("mul", component(u, i), entry(A, i, j), component(v, j)))),
        Term("inner", u, Term("dot", A, v)),
    ),
    "ones": (Term("inner", ONES, ONES), N),
    "sum of components": (Term("inner", ONES, u), total(i, component(u, i))),
    "sum of entries": (Term("inner", ONES, Term("dot", A, ONES)), total(i, total(j, entry(A, i, j)))),
    "diagonal": (component(Term("dot", diag(u), v), i), Term("mul", component(u, i), component(v, i))),
    "trace of a diagonal": (Term("inner", Term("id", "n"), diag(u)), total(i, component(u, i))),
    "columns scaled": (entry(Term("dot", A, diag(u)), i, j), Term("mul", entry(A, i, j), component(u, j))),
    "square of a diagonal": (
        Term("inner", diag(u), diag(u)),
        Term("inner", u, u),
    ),
    "diagonal of ones": (Term("inner", diag(ONES), A), Term("inner", Term("id", "n"), A)),
    "0 or 1": (Term("pow", Term("inner", e(i), e(j)), 3), Term("inner", e(i), e(j))),
}


@pytest.mark.parametrize("name", IDENTITIES)
def test_what_is_equal_by_coordinates_has_one_normal_form(name: str) -> None:
    left, right = map(Normalizer().scalar, IDENTITIES[name])
    assert left == right


NO_IDENTITIES = {
    "part of a basis": (Term("sum", i, ONE, k, Term("pow", component(u, i), 2)), Term("inner", u, u)),
    "all but the first": (Term("sum", i, num(2), N, Term("pow", component(u, i), 2)), Term("inner", u, u)),
    "from 0": (Term("sum", i, ZERO, sub(N, ONE), Term("pow", component(u, i), 2)), Term("inner", u, u)),
    "transpose": (total(j, Term("mul", entry(A, j, i), component(v, j))), component(Term("dot", A, v), i)),
    "length of any unit vector": (Term("inner", e(i), e(i)), ONE),
    "second unit vector": (Term("norm", e(num(2))), ONE),
    "different unit vectors": (Term("inner", e(i), e(j)), ZERO),
    "three factors": (total(i, Term("pow", component(u, i), 3)), Term("pow", Term("norm", u), 3)),
    "at one index": (total(k, Term("mul", Term("inner", e(k), e(j)), k)), j),
    "a number beside a component": (
        total(k, Term("mul", Term("inner", e(k), e(j)), component(u, k), k)),
        Term("mul", component(u, j), k),
    ),
    "twice in one product": (
        total(k, Term("mul", component(u, k), Term("pow", component(v, k), 2))),
        Term("mul", Term("inner", u, v), Term("inner", v, v)),
    ),
    "a vector that moves": (
        total(k, Term("mul", component(u, k), component(Term("path", "x", VN, k), k))),
        Term("inner", u, Term("path", "x", VN, k)),
    ),
    "operators that move": (
        total(k, Term("dot", Term("path", "M", ON, k), Term("mul", component(u, k), e(k)))),
        Term("dot", Term("path", "M", ON, k), u),
    ),
}


@pytest.mark.parametrize("name", NO_IDENTITIES)
def test_what_differs_somewhere_has_two(name: str) -> None:
    left, right = (Normalizer().form(side) for side in NO_IDENTITIES[name])
    assert left != right


@st.composite
def _scalars(draw: Draw, free: tuple[Term, ...], depth: int) -> Term:
    index = st.sampled_from([*free, ONE, num(2), sub(free[-1], ONE), Term("add", free[0], ONE)])
    choices = ["component", "entry", "units"] if depth <= 0 else ["component", "entry", "mul", "sum", "inner", "trace"]
    match draw(st.sampled_from(choices)):
        case "component":
            return component(draw(_vectors(free, depth - 1)), draw(index))
        case "entry":
            return entry(draw(_operators(free, depth - 1)), draw(index), draw(index))
        case "units":
            return Term("inner", e(draw(index)), e(draw(index)))
        case "mul":
            return Term("mul", draw(_scalars(free, depth - 1)), draw(_scalars(free, depth - 1)))
        case "inner":
            return Term("inner", draw(_vectors(free, depth - 1)), draw(_vectors(free, depth - 1)))
        case "trace":
            return Term("inner", Term("id", "n"), draw(_operators(free, depth - 1)))
    return draw(_sums(free, depth, _scalars))


@st.composite
def _vectors(draw: Draw, free: tuple[Term, ...], depth: int) -> Term:
    leaf = st.sampled_from([u, v, *map(e, free)])
    match draw(st.sampled_from(["leaf"] if depth <= 0 else ["leaf", "scaled", "dot", "sum"])):
        case "leaf":
            return draw(leaf)
        case "scaled":
            return Term("mul", draw(_scalars(free, depth - 1)), draw(_vectors(free, depth - 1)))
        case "dot":
            return Term("dot", draw(_operators(free, depth - 1)), draw(_vectors(free, depth - 1)))
    return draw(_sums(free, depth, _vectors))


@st.composite
def _operators(draw: Draw, free: tuple[Term, ...], depth: int) -> Term:
    match draw(st.sampled_from(["leaf"] if depth <= 0 else ["leaf", "outer", "scaled", "tr", "sum", "diag"])):
        case "leaf":
            return draw(st.sampled_from([A, B]))
        case "outer":
            return Term("outer", draw(_vectors(free, depth - 1)), draw(_vectors(free, depth - 1)))
        case "scaled":
            return Term("mul", draw(_scalars(free, depth - 1)), draw(_operators(free, depth - 1)))
        case "tr":
            return Term("tr", draw(_operators(free, depth - 1)))
        case "diag":
            return diag(draw(_vectors(free, depth - 1)), Term("var", f"k{depth}", NATURAL))
    return draw(_sums(free, depth, _operators))


@st.composite
def _sums(draw: Draw, free: tuple[Term, ...], depth: int, inside: Any) -> Term:
    index = Term("var", f"i{len(free)}", NATURAL)
    low, high = draw(
        st.sampled_from([(ONE, N), (ONE, N), (ONE, N), (ONE, Term("add", N, ONE)), (num(2), N), (ZERO, i)])
    )
    return Term("sum", index, low, high, draw(inside((*free, index), depth - 1)))


def _close(one: Any, other: Any) -> bool:
    return bool(np.allclose(one, other, rtol=1e-8, atol=1e-8 * (1 + np.max(np.abs(one)))))


def _keeps_its_value(term: Term, back: Callable[[Any], Term], world: World, sort: Sort) -> None:
    form = Normalizer().form(term)
    again = back(form)
    found = evaluate(again, world) if form else np.zeros(world.shape(sort))
    assert _close(evaluate(term, world), found)
    if form:
        assert Normalizer().form(again) == form


@often(150)
@given(_scalars((i, j), 3), worlds)
def test_the_normal_form_of_a_scalar_has_its_value(term: Term, world: World) -> None:
    _keeps_its_value(term, poly_term, world, ("S",))


@often(80)
@given(_vectors((i, j), 3), worlds)
def test_the_normal_form_of_a_vector_has_its_value(term: Term, world: World) -> None:
    _keeps_its_value(term, linear_term, world, VN)


@often(80)
@given(_operators((i, j), 3), worlds)
def test_the_normal_form_of_an_operator_has_its_value(term: Term, world: World) -> None:
    _keeps_its_value(Term("add", term, neg(A)), linear_term, world, ON)
