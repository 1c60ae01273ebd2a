"""A paper with marks in the margin: its own text, each relation marked once, each mark linked to its note and back."""

import io
import shutil

import pytest

from proofcheck import cli
from proofcheck.cli import statuses
from proofcheck.papers import annotated_pdf, relations_of
from proofcheck.reading import Library
from proofcheck.report.annotated import annotations, marked, with_package
from proofcheck.report.pdf import ENGINES

PAPER = r"""\documentclass{article}
\usepackage{amsmath,amssymb}
\newcommand{\norm}[1]{\left\| #1 \right\|}
\begin{document}
Let $u, v \in \mathbb{R}^n$.
\begin{align}
  \norm{u + v}^2 &= \norm{u}^2 + \norm{v}^2 \label{eq:p} \\ &\le 2 \norm{u}^2 + 2 \norm{v}^2.
\end{align}
\input{more}
\end{document}
"""
MORE = r"\[ a \lesssim b, \qquad (a - b)^2 \ge 0 . \]"


@pytest.fixture
def paper(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "more.tex").write_text(MORE)
    (tmp_path / "paper.tex").write_text(PAPER)
    return tmp_path / "paper.tex"


def finding(claim, **more):
    return {
        "id": claim,
        "holds": "proved",
        "follows": "yes",
        "as_written": r"\norm{u} \ge 0",
        "reason": "Proved by arithmetic: 100 %, as $x_1$ & #2.",
        **more,
    }


def findings():
    values = {"values": {"u": "(1)", "v": "(1/2)"}, "lhs": "4", "rhs": "2", "replay": ""}
    return {
        "eq:p.1": finding("eq:p.1", holds="refuted", follows="no", counterexample=values),
        "eq:p.2": finding("eq:p.2", follows="no", follows_because="The reason rests on eq:p.1, which is false."),
    }


def test_each_relation_has_a_mark_before_its_sign_and_a_note(paper):
    with Library() as library:
        relations = relations_of(library, str(paper))
    assert [(r.file, r.claim) for r in relations] == [
        ("paper.tex", "eq:p.1"),
        ("paper.tex", "eq:p.2"),
        ("more.tex", ""),
        ("more.tex", "line1.2"),
    ]
    places, notes = annotations(relations, findings())
    assert [mark for _, _, mark in places["paper.tex"]] == ["wrong", "gap"]
    assert [mark for _, _, mark in places["more.tex"]] == ["unread", "unread"]
    assert marked(MORE, places["more.tex"]).startswith(r"\[ a \proofcheckmark{3}{unread}\lesssim b")
    assert (
        marked(PAPER, places["paper.tex"])
        .replace(r"\proofcheckmark{1}{wrong}", "")
        .replace(r"\proofcheckmark{2}{gap}", "")
        == PAPER
    )
    assert notes.count(r"\proofchecknote") == 4
    assert notes.isascii()


def test_the_package_is_loaded_last():
    assert with_package(PAPER).index("proofcheck-marks") < with_package(PAPER).index(r"\begin{document}")


@pytest.mark.skipif(not any(map(shutil.which, ENGINES)), reason="no TeX engine is installed")
def test_the_pdf_links_each_mark_with_its_note(paper):
    before = {path: path.read_bytes() for path in paper.parent.iterdir()}
    with Library() as library:
        relations = relations_of(library, str(paper))
    compiled = annotated_pdf(paper, relations, findings())
    assert {path: path.read_bytes() for path in paper.parent.iterdir()} == before
    assert compiled.pdf.startswith(b"%PDF-")
    pypdf = pytest.importorskip("pypdf")
    pages = pypdf.PdfReader(io.BytesIO(compiled.pdf)).pages
    assert len(pages) == 2
    links = [[a.get_object()["/A"]["/D"] for a in page["/Annots"] if "/A" in a.get_object()] for page in pages]
    assert {f"proofcheck-note.{n}" for n in range(1, 5)} <= set(links[0])
    assert {f"proofcheck-mark.{n}" for n in range(1, 5)} <= set(links[1])
    assert "What proofcheck found" in pages[1].extract_text()


def test_where_there_is_no_engine_that_is_said(paper, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(paper.parent))
    assert cli.main(["annotate", str(paper)]) == statuses.CANNOT
    assert "no TeX engine" in capsys.readouterr().err
