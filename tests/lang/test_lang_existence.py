"""What exists: how it prints and is handed over, what it presupposes, and the letter that a supposition lends."""

import pytest

from proofcheck.lang import (
    Claim,
    LanguageError,
    both,
    exists,
    for_all,
    ill_typed,
    latex,
    norm,
    random_vector,
    scalar,
    text,
    vector,
    within,
)
from proofcheck.lang.documents import document
from proofcheck.lang.plain import from_plain, to_plain

a, b, C = scalar("a"), scalar("b"), scalar("C")
x = vector("x", 2)


def one(says, *given):
    made = document("existence", "", [Claim("line", "", "step", says, given=list(given))])
    assert not made.problems
    return made


def test_it_prints_in_the_order_of_its_quantifiers():
    says = for_all(a >= 0, exists(C > 0, for_all(x, a * norm(x) <= C)))
    assert text(says) == "(∃ C > 0: a ‖x‖ ≤ C ∀ x ∈ R^2) ∀ a ≥ 0"
    assert latex(exists(C > 0, a <= C)) == r"\exists C > 0 : \; a \le C"


def test_it_is_handed_over_as_it_is():
    made = one(exists((C, x), both(C > 0, norm(x) <= C)), exists(C, a <= C))
    assert from_plain(to_plain(made)).claims == made.claims


def test_what_is_bound_is_not_free():
    says = exists(C, a <= C)
    assert says.free_symbols == {a}
    assert text(says.xreplace({a: C})) == "∃ C' ∈ R: C ≤ C'"


def test_it_does_not_depend_on_the_outcome():
    Z = random_vector("Z", 2)
    made = one(exists(C > 0, norm(Z) <= C))
    (denied,) = made.problem(made.claims[0]).goal.conditions
    assert [len(c.variables) for c in denied.conditions] == [0, 1]


def test_it_binds_variables_alone():
    with pytest.raises(LanguageError, match="a range of exists"):
        exists(a + b, a <= b)
    assert ill_typed(exists(C, x <= C)) is not None


def test_what_exists_is_such_that_what_is_said_of_it_has_a_value():
    made = one(exists(C, for_all(within(b, 0, 1), b / C <= 1)), a > 0)
    (denied,) = made.problem(made.claims[0]).goal.conditions
    assert len(denied.conditions) == 2
    assert [h.text for h in made.hypotheses(made.claims[0])] == ["a > 0"]


def test_a_supposition_lends_a_letter_and_is_shown_as_it_is_said():
    made = one(a <= 4, exists(C <= 3, a <= C))
    assert [h.text for h in made.hypotheses(made.claims[0])] == ["∃ C ≤ 3: a ≤ C"]
    assert len(made.problem(made.claims[0]).hypotheses) == 2


@pytest.mark.parametrize("others", [[exists(C, b >= C)], [C >= 5]])
def test_the_letter_is_no_other_one(others):
    made = one(a <= b, exists(C, a <= C), *others)
    free = {v[1] for clause in made.problem(made.claims[0]).hypotheses for v in clause.free_variables()}
    assert {"C", "C'"} <= free
