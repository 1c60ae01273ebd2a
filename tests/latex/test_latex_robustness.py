"""Whatever is in a file, reading it ends soon, and says in sentences, with their places, what is wrong."""

import random
import time
from pathlib import Path

import pytest

from proofcheck.latex.document import Reading
from proofcheck.latex.tools import told_of
from proofcheck.latex.vocabulary import words

ROOT = Path(__file__).parent.parent.parent
PAPERS = [ROOT / "lemmas" / "lazy_training" / "lecture.tex", Path(__file__).parent / "papers" / "descent.tex"]
PIECES = words(r"""
\ { } $ $$ & \\ ^ _ \left \right) \begin{align} \end{align} % \frac \sqrt \| | \int_0^1 d \nabla \sum \text{ ( ) [ ]
\newcommand{\x}{\x} \x \label{ \ref{a} \def #1 \input{lecture} é 𝔸 ' \in \forall = \le , \quad \item \overset \dot
\mathbf \implies := \min_ 0 \newif\ifx \ifx \xtrue \else \fi \kern \operatorname* \mathop \usepackage{x}
\delta \mathbb{E} \newenvironment{x}{\begin{align}}{\end{align}} \begin{x} \end{x} \begin{cases}
\NewDocumentCommand{\x}{sO{2}m}{#1} #1
""")
PIECES = [*sorted(PIECES), "\n\n", "\0", "% proofcheck: "]


def mutated(text, chosen):
    for _ in range(chosen.randint(1, 6)):
        at = chosen.randrange(len(text) + 1)
        what = chosen.randrange(5)
        if what == 0:
            text = text[:at]
        elif what == 1:
            text = text[:at] + chosen.choice(PIECES) + text[at:]
        elif what == 2:
            text = text[:at] + text[at + chosen.randint(1, 40) :]
        elif what == 3:
            other = chosen.randrange(len(text) + 1)
            text = text[:at] + text[other : other + 200] + text[at:]
        else:
            text = text[:at] + chr(chosen.randrange(1, 0x250)) + text[at + 1 :]
    return text


def check_said(reading):
    document, path = reading.document(), reading.path
    lines = {str(path): path.read_text(encoding="utf-8", errors="replace").count("\n") + 1}
    for problem in document.problems:
        assert problem.message.endswith((".", "!", "?", "`", ")")), problem
        assert 1 <= problem.line <= lines.get(problem.file, 10**6), problem
    for claim in document.claims:
        assert claim.line >= 1
        assert claim.column >= 1
    return document


@pytest.fixture
def paper(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path / "paper.tex"


def test_mutated_and_truncated_papers(paper, request):
    number = 10_000 if request.config.getoption("--full") else 120
    texts = [path.read_text(encoding="utf-8") for path in PAPERS]
    sections = [part for text in texts for part in text.split("\n\n") if len(part) > 80]
    for seed in range(number):
        chosen = random.Random(seed)
        body = chosen.choice(sections) if seed % 10 else chosen.choice(texts)
        content = mutated(body, chosen)
        paper.write_bytes(content.encode("utf-8", "surrogatepass"))
        started = time.process_time()
        try:
            check_said(Reading.of(paper))
        except Exception as error:
            raise AssertionError(f"seed {seed}: {content[:2000]!r}") from error
        assert time.process_time() - started < 10, f"seed {seed}"


HOSTILE = {
    "a macro that calls itself": r"\def\x{\x\x} \[ \x = 1 \]",
    "macros that double": "".join(
        rf"\newcommand{{\m{chr(97 + i)}}}{{\m{chr(98 + i)}\m{chr(98 + i)}}}" for i in range(24)
    ) + r"\[ \ma = 1 \]",
    "arguments that grow": r"\newcommand{\y}[1]{#1#1#1#1#1#1#1#1#1} \[ \y{\y{\y{\y{\y{\y{\y{\y{a}}}}}}}} = 1 \]",
    "deep brackets": r"\[ " + "(" * 20_000 + "a" + ")" * 20_000 + r" = 1 \]",
    "deep braces": r"\[ " + "{" * 20_000 + "a" + "}" * 20_000 + r" = 1 \]",
    "deep fractions": r"\[ " + r"\frac{1}{" * 5_000 + "a" + "}" * 5_000 + r" = 1 \]",
    "deep exponents": r"\[ a" + "^{a" * 5_000 + "}" * 5_000 + r" = 1 \]",
    "50,000 columns": r"\begin{align} a " + "& b " * 50_000 + r"\end{align}",
    "50,000 terms": r"\[ a = " + " + ".join(["b"] * 50_000) + r" \]",
    "100,000 relations": r"\[ a " + "= b " * 20_000 + r" \]",
    "many rows": r"\begin{align}" + r" a &= b \\" * 2_500 + r"\end{align}",
    "environments that are not closed": r"\begin{align}" * 5_000,
    "dollars": "$" * 50_001,
    "a long number": r"\[ a = " + "9" * 100_000 + r" \]",
    "a tower": r"\[ a = 9^{9^{9^{9^{9^{9}}}}} \]",
    "spaces": r"\[ a = " + " \n" * 1 + " " * 500_000 + r" b \]",
    "nulls": "\\[ a\0 = b \0\\]",
    "an open group": r"\newcommand{\x}{ \[ a = 1 \]",
    "nothing": "",
    "an environment that is made of itself": r"\newenvironment{x}{\begin{x}\begin{x}}{} \begin{x} \[ a = 1 \]",
    "a switch that is left open": r"\newif\ifx \ifx \ifx" + r" \ifx \else" * 5_000 + r"\[ a = 1 \]",
    "a file that reads itself": r"\input{paper} \[ a = 1 \]",
    "directives that mean nothing": "% proofcheck: \\[ ] { in R^\n% proofcheck: : : :\n% proofcheck: at\n\\[ a = a \\]",
}  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_hostile_papers_are_bounded(paper, content):
    paper.write_bytes(content.encode())
    started = time.process_time()
    reading = Reading.of(paper)
    check_said(reading)
    for tool in ("lint", "show", "declare"):
        told_of(reading, tool)
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("utf-8-sig", "\\[ a = é \\]\n\\[ b = b \\]\n"),
        ("utf-16", "\\[ a = é \\]\n\\[ b = b \\]\n"),
        ("latin-1", "% é\n\\[ a = é \\]\n\\[ b = b \\]\n"),
        ("utf-8", "\\[ a = é \\]\r\n\\[ b = b \\]\r\n"),
        ("utf-8", "\\[ a = é \\]\r\\[ b = b \\]\r"),
    ],
    ids=["with a mark", "UTF-16", "Latin-1", "CRLF", "CR"],
)
def test_encodings_and_ends_of_lines(paper, encoding, content):
    paper.write_bytes(content.encode(encoding))
    document = check_said(Reading.of(paper))
    assert document.claims[-1].text == "b = b"
    assert document.claims[-1].line == content.count("\\[") + content.startswith("%")
    assert document.claims[-1].column == 6


@pytest.mark.parametrize("formula", [r"$a = \frac{1}{b$", r"\[ a \le \sqrt{b \]", r"$a^{b}} > 3$"])
def test_a_brace_that_does_not_close_costs_its_formula_and_leaves_its_letters_open(read, hypotheses, formula):
    document = read(rf"Let $b > 1$. Suppose that {formula} holds, and that $c > 1$. Then \[ a c \le 5 . \]").document()
    assert any("brace" in problem.message for problem in document.problems)
    found, unread = hypotheses(document, document.claims[-1])
    assert "c > 1" in found
    assert unread


def test_a_mistake_of_the_readers_costs_one_formula(read, hypotheses, monkeypatch):
    def broken(reading, content, said):
        if any(token.text == "z" for token in content):
            raise IndexError("list index out of range")
        return False

    monkeypatch.setattr("proofcheck.latex.document.is_drawn", broken)
    document = read(r"Suppose that $z = 3$ and $c > 1$. Then \[ z c \ge 1 . \]").document()
    found, unread = hypotheses(document, document.claims[-1])
    assert found == ["c > 1"]
    assert unread
