"""A lecture on gradient descent, in the turns that people use: it is read whole, it holds, and mistakes are found."""

from pathlib import Path

import pytest
from lines import assert_proved, assert_refuted

from proofcheck.latex.document import Reading, load

LECTURE = Path(__file__).parent / "papers" / "gradient_descent.tex"
LONG = {"lem:step", "line42.1", "line49", "line56", "line58", "theorem50", "theorem73", "theorem73.2", "line84.1"}
"""What takes long, or is shown by what it cites."""

MISTAKES = {
    "a constant": (r"+ \frac{1}{2L} \|\nabla f(x_k)\|^2 .", r"+ \frac{L}{2} \|\nabla f(x_k)\|^2 .", "line18.2"),
    "a lost factor": (r"\le 2 L (f(x_k) - f(x_{k+1})) .", r"\le L (f(x_k) - f(x_{k+1})) .", "line29"),
    "a distance that need not fall so fast": (r"\le \|x_k - x^*\| .", r"\le \frac{1}{2} \|x_k - x^*\| .", "line49"),
    "twice as steep": (r"\|^2 \ge 2 \mu", r"\|^2 \ge 4 \mu", "lem:pl"),
    "too good a rate": (r"$q = 1 - \frac{\mu}{L}$", r"$q = 1 - \frac{2 \mu}{L}$", "theorem73"),
}


@pytest.fixture(scope="module")
def lecture():
    return load(LECTURE)


def test_all_of_it_is_read_and_nothing_is_in_doubt(lecture):
    assert not lecture.problems
    counted, guessed = lecture.coverage.split(". ")
    assert counted == "36 of 36 relations read: 23 claims, 11 hypotheses, 2 definitions"
    assert guessed == "Not declared, taken for what their uses suggest: K, k, x"
    parts = [part for claim in lecture.claims for h in lecture.hypotheses(claim) for part in h.parts]
    assert not [part for part in parts if getattr(part, "unread", False)]


def test_reasons_are_what_the_words_say(lecture):
    cited = {claim.id: claim.reason.claims for claim in lecture.claims}
    assert cited["line42.1"] == cited["line29"] == ("lem:descent",)
    assert cited["line80"] == ("lem:descent", "lem:pl")
    assert cited["line58"] == ("line56", "lem:descent")
    assert cited["line31.1"] == ("line29",)


def test_its_lines_are_proved(lecture):
    for claim in lecture.claims:
        if claim.id not in {*LONG, "line84.2"}:
            assert_proved(lecture.problem(claim))


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_are_found(tmp_path, mistake):
    right, wrong, place = MISTAKES[mistake]
    text = LECTURE.read_text(encoding="utf-8")
    assert text.count(right) == 1
    document = Reading.of(tmp_path / "lecture.tex", text.replace(right, wrong)).document()
    [claim] = [claim for claim in document.claims if claim.id == place]
    assert_refuted(document.problem(claim))
