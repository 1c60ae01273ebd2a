"""The site is built without a warning, and what it shows is what happens."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from proofcheck import cli
from proofcheck.lang.rule_names import RULES
from proofcheck.report import rules

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"(?:<!-- (.*?) -->\n)?```(\w+)\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("page", ["tutorial-latex", "tutorial-python", "lemmas", "peers"])
def test_what_a_page_shows_is_what_happens(page, tmp_path, monkeypatch, capsys, request):
    if page == "lemmas" and not request.config.getoption("--full"):
        pytest.skip("its proofs take a while: --full")
    monkeypatch.chdir(tmp_path)
    shown = 0
    for said, kind, text in BLOCK.findall((ROOT / f"docs/{page}.md").read_text(encoding="utf-8")):
        _prepare(said, text)
        if kind == "console":
            command, _, expected = text.partition("\n")
            cli.main(command.removeprefix("$ proofcheck ").split())
            assert capsys.readouterr().out == expected
            shown += 1
    assert shown


def _prepare(said, text):
    """Do what the comment before a block says: write the block to a file, put it into one, or change one."""
    what, _, file = said.rpartition(": ")
    if what == "file":
        Path(file).write_text(text, encoding="utf-8")
    elif what.startswith("before "):
        before = what.removeprefix("before ")
        Path(file).write_text(Path(file).read_text(encoding="utf-8").replace(before, text + before), encoding="utf-8")
    elif what.startswith("replace "):
        old, new = what.removeprefix("replace ").split(" by ")
        written = Path(file).read_text(encoding="utf-8")
        assert old in written
        Path(file).write_text(written.replace(old, new), encoding="utf-8")


def test_the_site_is_built_without_a_warning(tmp_path):
    pytest.importorskip("mkdocs", reason="mkdocs is not installed")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "for_all" in (tmp_path / "reference/index.html").read_text(encoding="utf-8")


def test_every_rule_that_a_reason_can_name_is_explained():
    assert set(RULES) <= set(rules.RULES)
