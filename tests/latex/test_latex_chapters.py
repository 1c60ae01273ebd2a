"""A chapter is read like a document of its own: letters are others there, and what was supposed before is in doubt."""

import pytest

from proofcheck.latex import chapters
from proofcheck.latex.tools import told_of

BOOK = r"""\documentclass{book}\begin{document}
\chapter{One} %s
\chapter{Two} %s
\end{document}"""


@pytest.fixture
def book(read):
    return lambda one, two: read(BOOK % (one, two))


def doubted(claim):
    return any("chapter" in remark.text for remark in claim.tacit)


def of(document, text):
    [found] = [claim for claim in document.claims if text in str(claim.says)]
    return found


def test_what_a_chapter_supposes_is_not_supposed_in_the_next_one_and_in_doubt_there(book):
    one = r"Let $x \ge 1$. Then \[ x^3 \ge x. \]"
    document = book(one, r"We have \[ x^2 \ge x. \]").document()
    assert not doubted(document.claims[0])
    assert document.claims[0].given
    assert doubted(document.claims[1])
    assert not document.claims[1].given
    anew = book(one, r"\begin{lemma} Let $x > 0$. Then \[ x^2 \ge x. \] \end{lemma}").document()
    assert not doubted(anew.claims[1])
    assert len(anew.claims[1].given) == 1


def test_letters_are_guessed_in_each_chapter(book):
    two = r"Then \[ \|f\|^2 \ge 0. \]"
    reading = book(r"Let $f : \mathbb{R}^d \to \mathbb{R}$ and $x \in \mathbb{R}^d$. Then \[ f(x)^2 \ge 0. \]", two)
    assert not reading.record.problems
    assert len(reading.document().claims) == 2


def test_a_proof_in_another_chapter_cites_and_is_not_called_false(book):
    one = r"\begin{lemma}\label{l} Let $u \ge 2$. Then $u^2 \ge 4$. \end{lemma}"
    document = book(
        one, r"\begin{proof}[Proof of Lemma \ref{l}] Let $u$ be so. Then \[ u^3 \ge 8. \] \end{proof}"
    ).document()
    assert doubted(document.claims[1])
    assert not document.problems
    cited = book(r"By Lemma~\ref{l}, \[ 2 \ge 1. \]", one).document()
    assert cited.claims[0].reason.claims == ("l",)
    assert not cited.problems


def test_declarations_hold_in_the_chapters_after_them(book):
    reading = book("% proofcheck: v in R^d\n" + r"Then \[ v = v. \]", r"Then \[ v^\top v \ge 0. \]")
    assert not reading.record.problems
    assert len(reading.document().claims) == 2
    assert all("not declared" not in line for line in told_of(reading, "lint")[0])


def test_what_there_is_no_time_for_is_left_and_said(book, monkeypatch):
    monkeypatch.setattr(chapters, "SECONDS", 1e-9)
    document = book(r"Then \[ 1 \ge 1. \]", r"Then \[ 2 \ge 1. \]").document()
    assert not document.claims
    [problem] = document.problems
    assert problem.message.startswith("nothing is read from here on")
    assert problem.line == 2


def test_a_class_beside_the_paper_does_not_take_its_sections_away(read, tmp_path):
    made = r"\renewcommand{\chapter}{\clearpage\secdef\made\made}\newcommand{\made}[2][]{\par#2}"
    (tmp_path / "ours.cls").write_text(made + r"\newcommand{\sq}{^2}")
    one, two = r"Let $x \ge 1$. Then \[ x\sq \ge x. \]", r"Then \[ x\sq \ge x. \]"
    document = read((BOOK % (one, two)).replace("{book}", "{ours}")).document()
    assert [doubted(claim) for claim in document.claims] == [False, True]


def test_another_arithmetic_is_that_of_its_chapter(book):
    reading = book(r"We compute modulo $7$. Then \[ 3 = 10. \]", r"Then \[ 1 \ge 0. \]")
    assert [claim.text for claim in reading.document().claims] == ["1 ≥ 0"]
