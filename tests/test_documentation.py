"""What the documentation shows is what happens."""

import json
import re
import runpy
from pathlib import Path

import pytest

from proofcheck import cli, lang
from proofcheck.kernel.rules import RULES
from proofcheck.kernel.terms import SIGNATURE
from proofcheck.latex.document import Reading
from proofcheck.provers.library import LAWS

ROOT = Path(__file__).parent.parent
[EXAMPLE] = re.findall(r"```python\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def verdicts(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def check(text):
        (tmp_path / "diagonal.py").write_text(text, encoding="utf-8")
        status = cli.main(["check", "diagonal.py", "--format", "json"])
        [document] = json.loads(capsys.readouterr().out)["documents"]
        return status, {claim["id"]: (claim["holds"], claim["follows"]) for claim in document["claims"]}

    return check


def test_the_lemma_in_the_guide_is_proved_and_follows(verdicts):
    assert verdicts(EXAMPLE) == (0, {"diagonal.1": ("proved", "yes"), "diagonal.2": ("proved", "yes")})


def test_a_rule_that_is_left_out_does_not_come_for_free(verdicts):
    assert verdicts(EXAMPLE.replace(', rules=["Cauchy-Schwarz"]', ""))[1]["diagonal.2"] == ("proved", "unknown")


def test_the_wrong_factor_in_the_guide_is_refuted(verdicts):
    status, found = verdicts(EXAMPLE.replace("2 * inner", "3 * inner"))
    assert (status, found["diagonal.1"]) == (1, ("refuted", "no"))


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_command_that_is_shown_exists(document):
    shown = re.findall(r"^python -m proofcheck ([a-z]+)", (ROOT / document).read_text(encoding="utf-8"), re.MULTILINE)
    assert shown
    assert set(shown) <= set(cli.program.commands)


def test_every_file_that_the_readme_links_to_exists():
    links = re.findall(r"\]\(([^):]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert links
    assert all((ROOT / link).exists() for link in links)


OF_DOCUMENTS = {
    *("assemble", "chain", "discover", "document", "group", "ill_typed", "latex", "load_path", "numbered", "text"),
}
"""What is said of claims and documents, not in them."""


def test_the_reference_says_what_every_term_rule_and_law_is():
    made = runpy.run_path(str(ROOT / "docs" / "kernel_reference.py"))
    assert {head for left, _ in made["meanings"]() for head in re.findall(r'\("(\w+)"', left)} == set(SIGNATURE)
    assert all(sentence.endswith((".", ":")) and "-----" in drawing for sentence, drawing in map(made["said"], RULES))
    page = made["reference"]()
    assert all(f"### {rule}\n" in page for rule in RULES)
    assert len(re.findall(r"^\| .* \| `.*` \|$", page, re.MULTILINE)) == len(LAWS)


def test_the_table_of_the_language_shows_everything_that_can_be_said():
    made = runpy.run_path(str(ROOT / "docs" / "language_reference.py"))
    rows = list(made["rows"]())
    shown = {name for _, code, *_ in rows for name in re.findall(r"\w+", code)}
    makers = {name for name in lang.__all__ if name.islower()} - OF_DOCUMENTS
    assert makers <= shown
    assert all(says and printed and typeset for _, _, says, printed, typeset, _ in rows)
    rules = {code: found for _, code, *_, found in rows}
    assert "unit vector of a basis" in rules["u[i]"]
    assert "operator norm" in rules["norm(A)"]


DECLARED = re.findall(r"^\| `(% proofcheck: .*?)` \|", (ROOT / "docs/declarations.md").read_text("utf-8"), re.MULTILINE)


def test_every_declaration_that_is_shown_is_read(tmp_path):
    displays = [
        rf"\begin{{equation}}\label{{eq:{n or 'first'}}} r_{{{n}}} = b \end{{equation}}" for n in range(len(DECLARED))
    ]
    lines = [line for both in zip(DECLARED, displays, strict=True) for line in both]
    path = tmp_path / "paper.tex"
    path.write_text("\n".join([r"\begin{document}", *lines, r"\end{document}"]), encoding="utf-8")
    reading = Reading.of(path)
    assert len(DECLARED) > 25
    assert [problem.message for problem in reading.document().problems] == []
    assert {*"abkiNxyASwfFCZgqz"} | {"alpha", "beta"} <= reading.notation.meanings.keys()
