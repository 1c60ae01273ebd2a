import json
import os
import signal
import subprocess
import sys
import time
import types
from dataclasses import dataclass, field
from pathlib import Path

import jsonschema
import pytest

import proofcheck.report.terminal  # noqa: F401  (whatever it needs is imported before anything is stood in for)
from proofcheck import cli
from proofcheck.cli import targets
from proofcheck.report import load_schema

FINDINGS = Path(__file__).parent.parent / "report" / "findings.json"


@dataclass
class Claim:
    id: str
    kind: str = "step"
    where: str = "somewhere"


@dataclass
class Problem:
    file: str
    line: int
    message: str
    column: int = 0


@dataclass
class Document:
    id: str
    claims: list
    title: str = "A title"
    problems: list = field(default_factory=list)

    @property
    def address(self):
        return self.id


class Engine:
    """Stands in for checking and for finding documents; records what it was asked."""

    def __init__(self, findings):
        self.findings = findings
        self.calls = []
        self.known = {d["id"]: Document(d["id"], [Claim(c["id"]) for c in d["claims"]]) for d in findings["documents"]}
        self.read = {}
        self.raises = None
        self.verdict = "refuted"

    def check_documents(self, documents, *, seed=0, only=None, progress=None, workers=None, store=None, pictures=False):
        self.calls.append(([d.id for d in documents], seed, only))
        if self.raises:
            raise self.raises
        if progress:
            progress("claim", 1, 2)
        return self.findings

    def explain_claim(self, document, claim_id, *, seed=0, store=None):
        finding = next(c for d in self.findings["documents"] for c in d["claims"] if c["id"] == claim_id)
        return {"finding": finding, "hypotheses": ["x"], "text": "a hypothesis", "proof": ["a step"]}

    def replay_counterexample(self, document, claim_id, *, seed=0, store=None):
        return {"values": {"n": "1"}, "lhs": "2", "rhs": "1", "hypotheses": ["n >= 1"], "verdict": self.verdict}

    def installed(self):
        return self.known

    def entered_as(self, name):
        return self.known.get(name)

    def at(self, path):
        if path not in self.read:
            self.read[path] = [Document("mine", [Claim("one")], problems=[Problem(str(path), 7, "NameError: y")])]
        return self.read[path]

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass


@pytest.fixture
def engine(monkeypatch):
    engine = Engine(json.loads(FINDINGS.read_text(encoding="utf-8")))
    check = types.ModuleType("proofcheck.check")
    for name in ("check_documents", "explain_claim", "replay_counterexample"):
        setattr(check, name, getattr(engine, name))
    monkeypatch.setitem(sys.modules, "proofcheck.check", check)
    monkeypatch.setattr(targets, "open_library", lambda: engine)
    return engine


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Run the command line in an empty folder; return status, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        status = cli.main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in err or "--debug" in arguments
        return status, out, err

    return call


def readable(findings):
    """Take every problem with reading out of findings."""
    for document in findings["documents"]:
        document.pop("problems", None)


def clean(findings):
    """Take every defect out of findings."""
    for document in findings["documents"]:
        document["summary"]["defects"] = []
    readable(findings)


def test_all_writes_the_report_and_ends_well_whatever_it_found(engine, run, tmp_path):
    readable(engine.findings)
    status, out, err = run("all", "--no-pdf", "--seed", "3")
    assert status == 0
    assert engine.calls == [(["lazy_training", "gradient_descent"], 3, None)]
    assert "lemma4.2" in out
    assert "build/findings.json" in err
    assert json.loads((tmp_path / "build/findings.json").read_text()) == engine.findings
    assert (tmp_path / "build/report.tex").read_text().startswith(r"\documentclass")


def test_all_says_by_its_status_that_it_could_not_read_a_document(engine, run):
    assert any(document.get("problems") for document in engine.findings["documents"])
    assert run("all", "--no-pdf")[0] == 1


def test_json_is_alone_on_standard_output(engine, run):
    readable(engine.findings)
    status, out, _ = run("all", "--no-pdf", "--format", "json")
    assert status == 0
    jsonschema.validate(json.loads(out), load_schema())


def test_the_same_run_gives_the_same_bytes(engine, run, tmp_path):
    first = run("all", "--no-pdf", "--format", "json")
    tex = (tmp_path / "build/report.tex").read_bytes()
    assert run("all", "--no-pdf", "--format", "json") == first
    assert (tmp_path / "build/report.tex").read_bytes() == tex


def test_a_missing_tex_engine_costs_the_pdf_alone(engine, run, monkeypatch, tmp_path):
    (tmp_path / "build").mkdir()
    (tmp_path / "build/report.pdf").write_text("of an earlier run")
    monkeypatch.setenv("PATH", "")
    readable(engine.findings)
    status, out, err = run("all")
    assert status == 0
    assert "lemma4.2" in out
    assert "No PDF: no TeX engine" in err
    assert "sudo apt-get install texlive" in err
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == [
        "findings.json",
        "report.html",
        "report.tex",
    ]


@pytest.mark.parametrize("command", [["all"], ["check", "lazy_training"]])
@pytest.mark.parametrize("folder", ["file/below", "/proc/nosuch", "file"])
def test_an_unwritable_folder_is_said_before_the_work(engine, run, tmp_path, command, folder):
    (tmp_path / "file").write_text("")
    status, out, err = run(*command, "--output", folder)
    assert (status, out, engine.calls) == (74, "", [])
    assert f"cannot write to the output folder '{folder}'" in err
    assert "--output DIR" in err


def test_a_folder_in_the_place_of_a_file_is_said_before_the_work(engine, run, tmp_path):
    (tmp_path / "build/report.tex").mkdir(parents=True)
    status, _, err = run("all")
    assert (status, engine.calls) == (74, [])
    assert "report.tex" in err


def test_check_says_by_its_status_whether_there_are_defects(engine, run, tmp_path):
    assert run("check", "lazy_training")[0] == 1
    clean(engine.findings)
    assert run("check", "lazy_training")[0] == 0
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_read_counts_as_a_defect(engine, run):
    clean(engine.findings)
    engine.findings["documents"][0]["problems"] = [{"file": "a.py", "line": 2, "message": "SyntaxError"}]
    status, out, _ = run("check", "lazy_training")
    assert status == 1
    assert "a.py:2: SyntaxError" in out


@pytest.mark.parametrize(
    ("targets", "documents", "only"),
    [
        (["lazy_training"], ["lazy_training"], None),
        (["lazy_training:lemma4.2"], ["lazy_training"], {"lazy_training:lemma4.2"}),
        (["lazy_training:lemma4.2", "lazy_training:lemma4.2"], ["lazy_training"], {"lazy_training:lemma4.2"}),
        (
            ["gradient_descent", "lazy_training:lemma4.2"],
            ["gradient_descent", "lazy_training"],
            {"gradient_descent:pl.1", "lazy_training:lemma4.2"},
        ),
        (["mine.py"], ["mine"], None),
        (["folder"], ["mine"], None),
        (["./mine.py:one"], ["mine"], {"mine:one"}),
    ],
)
def test_targets_are_documents_claims_files_and_folders(engine, run, tmp_path, targets, documents, only):
    (tmp_path / "mine.py").write_text("")
    (tmp_path / "folder").mkdir()
    run("check", *targets)
    [(checked, _, restricted)] = engine.calls
    assert (checked, restricted) == (documents, only)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "lazy_trainin"], "Did you mean lazy_training?"),
        (["check", "lazy_training:lemma42"], "Did you mean lazy_training:lemma4.2"),
        (["check", "lemma4.2"], "Did you mean lazy_training:lemma4.2"),
        (["check", "LAZY_TRAINING"], "Did you mean lazy_training?"),
        (["check", "zzz"], "`python -m proofcheck list` shows all names"),
        (["check", "nosuch/file.py"], "no such file or folder: 'nosuch/file.py'"),
        (["check", "nosuch.py:claim"], "no such file or folder: 'nosuch.py'"),
        (["check", "mine.py:two"], "mine.py:7: NameError: y"),
        (["check", "mine.py", "./mine.py"], "two of the targets are documents called 'mine'"),
        (["check", "x" * 5000], "no document or file"),
        (["check", "a\0b"], "no document or file"),
        (["check", ""], "no document or file ''"),
        (["check"], "Missing argument 'TARGET...'"),
        (["explain", "lazy_training"], "names a whole document"),
        (["replay", "lazy_training:lemma4"], "Did you mean lazy_training:lemma4."),
        (["all", "--seed", "-1"], "--seed"),
        (["all", "--seed", "pi"], "--seed"),
        (["all", "--format", "yaml"], "--format"),
        (["everything"], "No such command"),
    ],
)
def test_a_wrong_call_is_told_what_to_do_instead(engine, run, tmp_path, arguments, said):
    (tmp_path / "mine.py").write_text("")
    status, out, err = run(*arguments)
    assert (status, out, engine.calls) == (2, "", [])
    assert said in err


def test_list_names_every_claim_and_what_could_not_be_read(engine, run):
    engine.known["lazy_training"].problems.append(Problem("lemmas/a.py", 3, "SyntaxError: here"))
    status, out, _ = run("list")
    assert status == 0
    assert "  lazy_training:lemma4.2  step  somewhere\n" in out
    assert "not read: lemmas/a.py:3: SyntaxError: here" in out


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("sqaure", "Did you mean my paper.tex:square?"),
        ("zzz", "`python -m proofcheck list 'my paper.tex'` shows all names."),
    ],
)
def test_a_wrong_claim_of_a_paper_is_told_those_of_it(run, tmp_path, claim, said):
    (tmp_path / "my paper.tex").write_text(r"\begin{document} \[ a^2 \ge 0 \label{square} \]", encoding="utf-8")
    status, _, err = run("list", f"my paper.tex:{claim}")
    assert status == 2
    assert said in err


def test_list_names_the_claims_of_a_paper_as_they_can_be_asked_for(run, tmp_path):
    paper = tmp_path / "mine.tex"
    paper.write_text(r"\begin{document} \[ a^2 \ge 0 . \] \end{document}", encoding="utf-8")
    status, out, _ = run("list", str(paper))
    assert status == 0
    assert f"  {paper}:line1  step" in out
    assert run("list", str(tmp_path / "none.tex"))[0] == 2


def test_explain_shows_hypotheses_and_proof(engine, run):
    status, out, _ = run("explain", "lazy_training:lemma4.4")
    assert status == 0
    for words in ("lazy_training:lemma4.4", "a hypothesis", "a step", "Rayleigh quotient"):
        assert words in out
    assert json.loads(run("explain", "lazy_training:lemma4.4", "--format", "json")[1])["proof"] == ["a step"]


def test_replay_shows_both_sides_or_says_why_it_cannot(engine, run):
    status, out, _ = run("replay", "lazy_training:lemma4.2")
    assert status == 0
    assert "left side       2" in out
    assert json.loads(run("replay", "lazy_training:lemma4.2", "--format", "json")[1])["rhs"] == "1"
    engine.verdict = "proved"
    status, out, err = run("replay", "lazy_training:lemma4.4")
    assert (status, out) == (2, "")
    assert "has no counterexample: its verdict is 'proved'" in err


def test_an_interruption_is_one_line(engine, run):
    engine.raises = KeyboardInterrupt()
    status, out, err = run("all")
    assert (status, out) == (130, "")
    assert err.strip() == "Interrupted."


def test_what_was_found_before_an_interruption_is_told(engine, run):
    engine.raises = KeyboardInterrupt()
    engine.raises.add_note("Found so far of 3 claims, and not confirmed yet: 1 proved.")
    assert run("all")[2].split("\n")[-3:-1] == [
        "Interrupted.",
        "Found so far of 3 claims, and not confirmed yet: 1 proved.",
    ]


def test_an_internal_error_is_one_line_and_debug_shows_the_traceback(engine, run):
    engine.raises = RuntimeError("two\nlines")
    status, out, err = run("all")
    assert (status, out) == (70, "")
    assert err == "Error: RuntimeError: two lines (a bug; --debug before the command shows where)\n"
    status, _, err = run("--debug", "all")
    assert status == 70
    assert "Traceback" in err


def test_progress_goes_to_a_terminal_only(engine, run, monkeypatch):
    assert "claim" not in run("check", "lazy_training:lemma4.2")[2]
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    _, out, err = run("check", "lazy_training:lemma4.2", "--format", "json")
    assert "1/2" in err
    assert json.loads(out)


def test_help_loads_nothing_heavy():
    heavy = "{'sympy', 'numpy', 'scipy', 'z3', 'flint', 'mpmath', 'rich', 'jinja2'}"
    code = f"import sys, proofcheck.cli as c; c.main(['--help']); assert not {heavy} & set(sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Usage: python -m proofcheck" in done.stdout


@pytest.mark.parametrize("command", ["all", "check", "list", "explain", "replay"])
def test_every_command_has_help(run, command):
    status, out, _ = run(command, "--help")
    assert status == 0
    assert out.startswith(f"Usage: python -m proofcheck {command}")


def test_the_version_is_told(run):
    assert run("--version")[1].startswith("proofcheck, version ")


def test_what_a_signal_interrupts_may_break_down_and_the_program_still_ends_by_it(monkeypatch, capsys):
    def breaks_down(*_, **__):
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(5)
        finally:
            raise RuntimeError("the work was in the middle of something")

    monkeypatch.setattr("proofcheck.cli.checking.findings_on", breaks_down)
    assert cli.main(["check", "lazy_training"]) == 143
    assert "Ended by SIGTERM." in capsys.readouterr().err


def test_shells_complete_the_names_of_documents(monkeypatch):
    monkeypatch.setenv("_PROOFCHECK_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "proofcheck check lazy")
    monkeypatch.setenv("COMP_CWORD", "2")
    done = subprocess.run([sys.executable, "-m", "proofcheck"], capture_output=True, text=True, check=True)
    assert "plain,lazy_training" in done.stdout


def test_other_programs_get_their_forms(engine, run):
    assert json.loads(run("check", "lazy_training", "--format", "sarif")[1])["version"] == "2.1.0"
    assert run("check", "lazy_training", "--format", "junit")[1].startswith("<?xml")
    assert run("check", "lazy_training", "--format", "github")[1].startswith("::error ")


def test_the_page_is_written_where_it_is_wanted(engine, run, tmp_path):
    _, _, err = run("check", "lazy_training", "--html", "page.html")
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "Wrote page.html" in err


def test_what_cannot_be_written_costs_itself_alone(engine, run, monkeypatch):
    def failing(findings):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("proofcheck.report.delivery.to_html", failing)
    status, out, err = run("all", "--no-pdf")
    assert status == 74
    assert "lemma4.2" in out
    assert "findings.json, build/report.tex" in err
    assert "No space left on device" in err
