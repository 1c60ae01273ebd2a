"""How long a long paper in LaTeX takes to be read and linted, imports aside."""

import re
from pathlib import Path

import pytest

from proofcheck.latex.document import Reading
from proofcheck.latex.tools import linted

PAPER = Path(__file__).parent.parent / "latex" / "papers" / "descent.tex"


@pytest.fixture
def long_paper(tmp_path):
    """A paper of 3,000 lines: one of 120, again and again, each time with labels of its own."""
    preamble, body = PAPER.read_text(encoding="utf-8").split(r"\begin{document}")
    body = body.partition(r"\end{document}")[0]
    again = re.sub(r".*% proofcheck:.*\n", "", body)
    copies = [re.sub(r"(\\\w*(?:label|ref)\{[^}]*)\}", rf"\1-{n}}}", body if n == 0 else again) for n in range(30)]
    path = tmp_path / "long.tex"
    path.write_text(preamble + r"\begin{document}" + "".join(copies) + r"\end{document}", encoding="utf-8")
    assert len(path.read_text(encoding="utf-8").splitlines()) > 3_000
    return path


def test_bench_lint_of_3000_lines(benchmark, long_paper):
    benchmark.pedantic(lambda: list(linted(Reading.of(long_paper))), rounds=3, warmup_rounds=1)
