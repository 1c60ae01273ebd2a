"""Papers that tests write."""

import textwrap

import pytest

from proofcheck.latex.document import Reading


@pytest.fixture
def read(tmp_path):
    """How a paper with this content is read."""

    def reading(content):
        path = tmp_path / "paper.tex"
        path.write_text(textwrap.dedent(content), encoding="utf-8")
        return Reading.of(path)

    return reading
