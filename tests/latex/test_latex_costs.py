"""What reading a paper costs grows with its length: formulas that no letter's kind can help are not tried again."""

import time

import pytest

from proofcheck.latex import document, functions
from proofcheck.latex.notation import Notation
from proofcheck.latex.source import Source, lex

HOPELESS = [
    r"= a + b + c + p + q",
    r"a + b + c = p \unheardof q",
    r"a (b + c = p + q",
    r"\tilde a + \tilde b = x^T S (\tilde p + x) x^T \tilde q + v'_{3} p",
]


@pytest.fixture
def tried(monkeypatch):
    """The notations with which formulas were tried."""
    found = []
    refusal = document.refusal

    def counted(read, notation):
        found.append(notation)
        return refusal(read, notation)

    monkeypatch.setattr(document, "refusal", counted)
    return found


@pytest.mark.parametrize("formula", HOPELESS)
def test_formulas_that_no_kind_of_their_letters_helps_cost_few_trials(formula, read, tried):
    reading = read(rf"\begin{{document}} Let $x \in \mathbb{{R}}^d$. We have \[ {formula}. \] \end{{document}}")
    assert reading.record.lost
    assert len(tried) <= 40


def test_words_about_functions_are_looked_through_once():
    source = Source("words.tex", "A convex and wellbehaved thing and another neighbourhood, " * 150 + "$f$ is here.")
    start = time.process_time()
    assert [name for name, *_ in functions.named_in_words([list(lex(source))], Notation())] == ["f"]
    assert time.process_time() - start < 2


@pytest.mark.parametrize("between", [" & ", ", ", " and ", r" \\ "])
def test_a_table_of_formulas_costs_no_more_than_its_length(between, read):
    cells = between.join(f"$x_{{{i}}}$" for i in range(60))
    start = time.process_time()
    assert not read(rf"\begin{{document}} \begin{{tabular}}{{cc}} {cells} \end{{tabular}} \end{{document}}").lost
    assert time.process_time() - start < 2
