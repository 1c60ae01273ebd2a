"""A search for a certificate is made once, and not at all where the answer cannot matter."""

from collections.abc import Sequence

import pytest

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import fact
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import SCALAR, ZERO, KernelError, Term, neg, num, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers import searches
from proofcheck.provers.arithmetic import Facts, _with_few
from proofcheck.provers.comparing import roots
from proofcheck.provers.linear import DEFAULT_BUDGET, find_certificate

x, y, s = (Term("var", name, SCALAR) for name in "xys")
u = Term("var", "u", ("V", "n"))


def given(*relations: tuple[str, Term, Term]) -> list[Theorem]:
    return [rules.assume([], fact(*relation)) for relation in relations]


def found_for_product(monkeypatch: pytest.MonkeyPatch, signs: list[int]) -> tuple[list[bool], int]:
    """Whether x y >= 0 is found, each time with another sign of both; and how many searches that took."""
    searched = []
    monkeypatch.setattr(
        searches, "find_certificate", lambda *args, **kw: searched.append(args) or find_certificate(*args, **kw)
    )
    searches._answers.cache_clear()
    goal = Normalizer().scalar(Term("mul", x, y))
    shown = [
        searches.certificate(
            goal,
            [],
            [],
            sign=lambda atom, sign=sign: sign,
            nonzero=lambda atom: False,
            strict=False,
            strict_premises=[],
            equation=False,
            grams=[],
            budget=DEFAULT_BUDGET,
        )
        is not None
        for sign in signs
    ]
    return shown, len(searched)


def test_the_same_polynomials_under_the_same_signs_are_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found_for_product(monkeypatch, [0, 0, 0]) == ([False, False, False], 1)


def test_other_signs_are_another_question(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found_for_product(monkeypatch, [0, 1, 0, 1]) == ([False, True, False, True], 2)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Term, Term]]:
    """The relations that are looked for a proof of."""
    found: list[tuple[str, Term, Term]] = []
    prove = Facts.prove

    def noted(self: Facts, relation: tuple[str, Term, Term], limit: int = 40, *, quick: bool = False) -> Theorem | None:
        found.append(relation)
        return prove(self, relation, limit, quick=quick)

    monkeypatch.setattr(Facts, "prove", noted)
    return found


def test_a_product_with_a_norm_that_may_vanish_is_not_asked_to_be_positive(asked: list) -> None:
    inside = Term("mul", num(8), Term("pow", Term("norm", u), 2))
    under = Term("add", num(1), Term("pow", x, 2))
    found = list(roots([Term("sqrt", inside), Term("sqrt", under)], given(("<=", ZERO, s))))
    assert ("<", ZERO, under) in asked
    assert ("<", ZERO, inside) not in asked
    assert any(t.clause.relation[1] == Term("sqrt", inside) for t in found)  # below the tangent at the other


def test_a_number_that_is_at_least_a_positive_one_is_asked(asked: list) -> None:
    under = Term("add", num(1), Term("pow", x, 2))
    list(roots([Term("sqrt", Term("mul", num(2), s)), Term("sqrt", under)], given(("<", ZERO, s))))
    assert ("<", ZERO, Term("mul", num(2), s)) in asked


def test_the_root_of_a_square_is_the_norm_and_its_negative_is_not_tried(asked: list) -> None:
    size = Term("norm", sub(u, Term("var", "v", ("V", "n"))))
    found = list(roots([Term("sqrt", Term("pow", size, 2))], []))
    assert any(t.clause.relation == ("<=", Term("sqrt", Term("pow", size, 2)), size) for t in found)
    assert ("<=", ZERO, neg(size)) not in asked


def test_of_many_signs_the_few_that_are_needed_are_found_by_few_attempts() -> None:
    tried = []

    def make(chosen: Sequence[int]) -> tuple[int, ...]:
        tried.append(chosen)
        if not {20, 50} <= {*chosen}:
            raise KernelError("a sign is missing")
        return tuple(chosen)

    assert _with_few(range(64), make) == ((20, 50), (20, 50))
    assert len(tried) <= 4 * 6
