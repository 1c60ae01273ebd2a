"""One object for one term, whoever makes it and in whatever order; and nothing that is not well formed."""

import copy
import gc
import pickle
import subprocess
import sys
import threading
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from generators import scalars, vectors
from hypothesis import given

from proofcheck.kernel import terms
from proofcheck.kernel.clauses import Clause, fact
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, KernelError, Term, num, slots, substitute

ROOT = Path(__file__).parents[2]
x, y = Term("var", "x", SCALAR), Term("var", "y", SCALAR)


def rebuilt(term: Term) -> Term:
    """The same term, made again from the bottom up."""
    parts = list(term)
    for slot in slots(term):
        parts[slot] = rebuilt(term[slot])
    return Term(*parts)


def occurring(term: Term) -> frozenset[Term]:
    """The free variables of a term, by the book."""
    if term[0] == "var":
        return frozenset({term})
    found: frozenset[Term] = frozenset({term[1]}) if term[0] == "d" else frozenset()
    for slot in slots(term):
        scope = {"int": 4, "inf": 4, "sum": 4, "prod": 4, "minS": 2, "grad": 2, "expect": 2}.get(term[0]) == slot
        found |= occurring(term[slot]) - ({term[1]} if scope else set())
    return found


def counted(term: Term) -> int:
    return 1 + sum(counted(term[slot]) for slot in slots(term))


@given(scalars())
def test_a_term_that_is_made_again_is_the_same_object(term: Term) -> None:
    assert rebuilt(term) is term
    assert pickle.loads(pickle.dumps(term)) is term
    assert copy.copy(term) is term
    assert copy.deepcopy([term])[0] is term


@given(scalars(depth=4))
def test_what_is_kept_of_a_term_is_what_it_has(term: Term) -> None:
    assert (term.free, term.size) == (occurring(term), counted(term))


@given(vectors(), vectors())
def test_terms_are_ordered_by_what_they_are(one: Term, other: Term) -> None:
    assert (one.key == other.key) == (one is other)


def test_an_order_is_the_same_in_every_process() -> None:
    program = (
        "from proofcheck.kernel.terms import *; x = Term('var', 'x', SCALAR);"
        "print(x.key, Term('exp', Term('add', x, Term('mul', num('1/2'), x), ONE)).key)"
    )
    said = [
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    here = f"{x.key} {Term('exp', Term('add', x, Term('mul', num('1/2'), x), ONE)).key}\n"
    assert said == [here, here]


def test_numbers_that_are_equal_in_python_are_not_taken_for_one_another() -> None:
    assert ONE is num(1)
    for one in (1, True, 1.0, "1"):
        with pytest.raises(KernelError):
            Term("num", one)
    assert Term("pow", x, 1) is not x
    for exponent in (True, 1.0, Fraction(1), ONE):
        with pytest.raises(KernelError):
            Term("pow", x, exponent)
    assert Term("dim", 1).sort == ("N",)
    for size in (True, 1.0, Fraction(1)):
        with pytest.raises(KernelError):
            Term("dim", size)


def test_a_term_does_not_change_and_has_no_other_kind() -> None:
    for name in ("sort", "free", "other"):
        with pytest.raises(AttributeError):
            setattr(x, name, None)
    with pytest.raises(TypeError):
        type("Other", (Term,), {})


def test_a_term_is_read_by_position() -> None:
    term = Term("add", x, y)
    match term:
        case ("mul", *_):
            raise AssertionError
        case ("add", left, right):
            assert (left, right) == (x, y)
    head, *parts = term
    assert (head, parts, len(term), term[1], term[1:]) == ("add", [x, y], 3, x, (x, y))


def test_terms_that_nobody_has_are_forgotten() -> None:
    def make() -> None:
        for number in range(1_000):
            Term("exp", Term("add", Term("var", f"forgotten {number}", SCALAR), Term("exp", num(number))))

    make()
    gc.collect()
    held = len(terms._TERMS)
    for _ in range(3):
        make()
        gc.collect()
    assert len(terms._TERMS) < held + 500


def test_threads_that_make_a_term_at_once_get_one_object() -> None:
    found: list[list[Term]] = []
    ready = threading.Barrier(4)

    def make() -> None:
        ready.wait()
        mine = []
        for number in range(300):
            term = Term("exp", num(number))
            for _ in range(5):
                term = Term("add", term, x, Term("mul", num(number), term))
            mine.append(term)
        found.append(mine)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(5):
            found.clear()
            threads = [threading.Thread(target=make) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert all(one is other for mine in found[1:] for one, other in zip(found[0], mine, strict=True))
    finally:
        sys.setswitchinterval(interval)


def test_a_substitution_costs_no_more_than_the_shared_graph() -> None:
    """2^60 occurrences of x, of which each is replaced."""
    doubled = x
    for _ in range(60):
        doubled = Term("add", doubled, doubled)
    changed = substitute(doubled, {x: y})
    assert (changed.free, changed.size) == ({y}, doubled.size)
    assert substitute(changed, {x: ZERO}) is changed


def test_clauses_are_equal_when_they_say_the_same() -> None:
    def make() -> Clause:
        return Clause((Term("var", "x", SCALAR),), (fact("<=", ZERO, x),), ("<", y, Term("exp", x)))

    one, other = make(), make()
    assert one == other
    assert hash(one) == hash(other)
    assert one.free_variables() == {y}
    moved: Any = pickle.loads(pickle.dumps(one))
    assert (moved, hash(moved)) == (one, hash(one))
