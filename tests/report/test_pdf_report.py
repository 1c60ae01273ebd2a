import io
import os
import random
import re
import shutil
import stat
import time
from functools import cache

import pypdf
import pytest

from proofcheck.report import pdf as pdf_module
from proofcheck.report.latex import to_latex
from proofcheck.report.pdf import ENGINES, NoPdfError, compile_pdf
from proofcheck.report.texmath import UnsafeMathError, parse

needs_tex = pytest.mark.skipif(not any(map(shutil.which, ENGINES)), reason="no TeX engine on this machine")
compiled = cache(compile_pdf)

VISIBLE = re.compile(r"^(?:Overfull.*|.*Warning:.*|Missing character.*)$", re.MULTILINE)


def pages(pdf):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@needs_tex
def test_the_summary_is_one_page_with_counts_and_defects_and_the_basis_is_in_the_appendix(findings):
    first, second, *others = pages(compiled(to_latex(findings)).pdf)
    squeezed = " ".join(first.split())
    for words in ("15 5 1 5 1 2 1 8", "theorem2.5", "stress.wide", "ill-typed"):
        assert words in squeezed
    assert "Lazy training" in second
    appendix = " ".join("".join(others).split())
    assert "Rayleigh quotient" in appendix[appendix.index("Basis of trust") :]


@needs_tex
def test_nothing_sticks_out_and_nothing_is_undefined(findings):
    result = compiled(to_latex(findings))
    assert VISIBLE.findall(result.log) == []
    assert "??" not in "".join(pages(result.pdf))


@needs_tex
def test_links_lead_from_the_summary_to_the_claims(findings):
    reader = pypdf.PdfReader(io.BytesIO(compiled(to_latex(findings)).pdf))
    links = [a.get_object() for a in reader.pages[0]["/Annots"]]
    targets = {str(a["/A"].get_object()["/D"]) for a in links if a["/Subtype"] == "/Link"}
    assert len(targets) >= len(findings["documents"][0]["summary"]["defects"])
    assert targets <= set(reader.named_destinations)


@needs_tex
def test_equal_reports_give_equal_pdfs(findings):
    tex = to_latex(findings)
    assert compile_pdf(tex).pdf == compiled(tex).pdf


@needs_tex
def test_a_summary_of_a_hundred_defects_is_still_one_page(findings):
    document = findings["documents"][0]
    broken = document["claims"][5]
    document["claims"] = [broken | {"id": f"lemma{i}"} for i in range(100)]
    document["summary"]["defects"] = [claim["id"] for claim in document["claims"]]
    document["basis"] = [f"a rule of some length, number {i}" for i in range(90)]
    first, second, *_ = pages(compile_pdf(to_latex(findings)).pdf)
    assert "How to read this" in first
    assert "74 more" in first
    assert second.split("\n")[1].startswith("Lazy training")


@needs_tex
def test_tex_accepts_what_the_grammar_accepts(findings):
    choose = random.Random(0)
    words = r"a 1 + - = < ( ) [ ] | \| { } ^ _ ' \frac \sqrt [ \sum \limits \left( \right) \dot \text{_} \sigma \\ &"
    words += r" \begin{cases} \end{cases} \begin{aligned} \end{aligned} \le \quad \mathbb \bigl \langle \rangle"
    accepted = []
    while len(accepted) < 150:
        source = " ".join(choose.choices(words.split(), k=choose.randint(2, 9)))
        try:
            parse(source)
        except UnsafeMathError:
            continue
        accepted.append(source)
    document = findings["documents"][0]
    document["claims"] = [document["claims"][6] | {"id": str(i), "as_written": s} for i, s in enumerate(accepted)]
    document["summary"]["defects"] = []
    assert compile_pdf(to_latex(findings)).pdf


@needs_tex
def test_an_error_is_told_in_one_line():
    with pytest.raises(NoPdfError, match=r"failed: Undefined control sequence\. At l\.\d+ "):
        compile_pdf(r"\documentclass{article}\begin{document}\nosuchcommand\end{document}")


@needs_tex
def test_a_missing_package_is_told_with_the_command_that_installs_it():
    with pytest.raises(NoPdfError, match=r"lacks nosuch\.sty.*apt-get install"):
        compile_pdf(r"\documentclass{article}\usepackage{nosuch}\begin{document}x\end{document}")


@needs_tex
def test_the_engine_neither_runs_commands_nor_writes_elsewhere(tmp_path):
    target = tmp_path / "written"
    tex = r"\documentclass{article}\begin{document}\immediate\write18{touch %s}x\end{document}"
    assert compile_pdf(tex.replace("%s", str(target))).pdf
    assert not target.exists()
    tex = r"\documentclass{article}\newwrite\f\begin{document}\immediate\openout\f=%s x\end{document}"
    with pytest.raises(NoPdfError):
        compile_pdf(tex.replace("%s", str(target)))
    assert not target.exists()


def _raise_if_ended(pid):
    """Signal a process until it is gone, for a few seconds."""
    for _ in range(50):
        os.kill(pid, 0)
        time.sleep(0.1)


def engine(folder, script):
    path = folder / "pdflatex"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_an_engine_that_hangs_is_ended_with_its_children(tmp_path):
    pid_file = tmp_path / "child"
    start = time.monotonic()
    with pytest.raises(NoPdfError, match="did not finish in time"):
        compile_pdf("", engine=engine(tmp_path, f"sleep 60 & echo $! > {pid_file}; wait"), seconds=0.5)
    assert time.monotonic() - start < 30
    child = int(pid_file.read_text())
    with pytest.raises(ProcessLookupError):
        _raise_if_ended(child)


def test_without_an_engine_the_command_that_installs_one_is_given(monkeypatch):
    monkeypatch.setattr(pdf_module.shutil, "which", lambda name: None)
    with pytest.raises(NoPdfError, match=r"sudo apt-get install texlive"):
        compile_pdf("")
