"""Checking again what changes, and folders with papers in them."""

import os

import pytest

from proofcheck import cli, watching
from proofcheck.cli import statuses

PAPER = r"\documentclass{article}\begin{document} \[ (a + b)^2 = a^2 + 2 a b + b^2 \] \end{document}"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper.tex").write_text(PAPER)
    (tmp_path / "macros.tex").write_text(r"\newcommand{\x}{y}")
    return tmp_path


def test_a_change_is_noticed_beside_the_file_and_below(folder):
    before = watching.stamps(["paper.tex:line1"])
    assert before == watching.stamps(["."])
    assert {path.name for path in before} == {"paper.tex", "macros.tex"}
    (folder / "part").mkdir()
    assert watching.stamps(["paper.tex"]) == before
    (folder / "part" / "one.tex").write_text("")
    assert watching.stamps(["paper.tex"]) != before
    os.utime(folder / "macros.tex", ns=(0, 0))
    watching.wait_for_change(["paper.tex"], before)


def test_what_changed_is_checked_again(folder, monkeypatch, capsys):
    changes = iter([PAPER.replace("2 a b", "3 a b")])

    def change(targets, before):
        try:
            (folder / "paper.tex").write_text(next(changes))
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(watching, "wait_for_change", change)
    assert cli.main(["check", "--watch", "--no-store", "."]) == statuses.INTERRUPTED
    said = capsys.readouterr()
    first, second = said.out.split("claims: 1; ")[1:] if said.out.count("claims: 1; ") == 2 else ("", said.out)
    assert "defects: 0" in first or "refuted" not in first
    assert "refuted" in second
    assert said.err.count("Waiting") == 2
