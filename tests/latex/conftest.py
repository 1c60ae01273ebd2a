"""Papers that tests write."""

import textwrap

import pytest

from proofcheck.lang.printing import text
from proofcheck.latex.document import Reading


@pytest.fixture
def read(tmp_path):
    """How a paper with this content is read."""

    def reading(content):
        path = tmp_path / "paper.tex"
        path.write_text(textwrap.dedent(content), encoding="utf-8")
        return Reading.of(path)

    return reading


@pytest.fixture
def hypotheses():
    """What a claim of a document is under, as text, and what of that is not read."""

    def under(document, claim):
        found = document.hypotheses(claim)
        unread = [part for h in found for part in h.parts if getattr(part, "unread", False)]
        return [text(a) for h in found for a in h.assertions], unread

    return under
