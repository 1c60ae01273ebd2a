"""The command that plants mistakes: its table, its data and its exit statuses."""

import json
import re
import signal

import pytest

from proofcheck import experiments
from proofcheck.cli.statuses import EndedError
from proofcheck.reading import read_installed

LEMMA = """
from proofcheck.lang import Claim, Reason, scalar

a, b = scalar("a"), scalar("b")
claims = [
    Claim("square", "here", "statement", 2 * a * b <= a**2 + b**2, reason=Reason("none")),
    Claim("wrong", "here", "statement", a <= b, reason=Reason("none")),
]
"""


def test_the_table_counts_what_became_of_the_mutants_of_claims_that_are_proved(run):
    status, out, _ = run("mutate", "mine.py", "--limit", "1", "--workers", "1")
    assert status == 0
    assert re.search(r"^mine: \d+ mutants of 1 proved claims, out of 2$", out, re.MULTILINE)
    heads = next(line.split() for line in out.splitlines() if line.strip().startswith("mistake"))
    assert heads == ["mistake", "made", "refuted", "ill-typed", "proved", "supported", "undecided", "failed"]
    assert re.search(r"^ *flipped inequality +1 +1 *$", out, re.MULTILINE)


def test_the_data_has_every_mutant_and_is_the_same_again(run, tmp_path):
    wanted = ("mutate", "mine.py", "--limit", "1", "--format", "json")
    status, out, _ = run(*wanted, "--workers", "1", "--output", "kept")
    assert status == 0
    assert run(*wanted, "--workers", "2")[1] == out == (tmp_path / "kept/mutants.json").read_text()
    data = json.loads(out)
    [document] = data["documents"]
    assert data["complete"]
    assert sum(counts["made"] for counts in data["mistakes"].values()) == len(document["mutants"]) > 4
    flipped = next(mutant for mutant in document["mutants"] if mutant["mistake"] == "flipped inequality")
    assert (flipped["claim"], flipped["text"], flipped["holds"]) == ("square", "2 a b ≥ a² + b²", "refuted")


@pytest.mark.parametrize("wrong", [["mutate"], ["mutate", "mine.py", "--limit", "0"], ["mutate", "nothing_here"]])
def test_a_wrong_call_is_told_so(run, wrong):
    status, out, err = run(*wrong)
    assert (status, out) == (2, "")
    assert "Error: " in err


def test_an_interrupted_run_has_what_was_found_so_far(monkeypatch, capsys):
    monkeypatch.setattr(experiments, "AT_A_TIME", 2)
    document = read_installed()["gradient_descent"]

    def interrupt(name, done, total):
        if done >= 2:
            raise KeyboardInterrupt

    measured = experiments.Measured([])
    experiments.mutate_documents([document], {"gradient_descent:pl.3"}, 1, 0, 1, interrupt, measured)
    assert not measured.complete
    assert [len(one["mutants"]) for one in measured.documents] == [2]
    assert "what was found so far" in capsys.readouterr().err


def test_a_run_that_is_ended_has_written_what_was_found_so_far(monkeypatch, run, tmp_path):
    def ended(documents, only, limit, seed, workers, progress, measured):
        measured.documents.append({"id": "mine", "claims": 1, "proved": 1, "failed": [], "mutants": []})
        raise EndedError(signal.SIGTERM)

    monkeypatch.setattr(experiments, "mutate_documents", ended)
    status, out, _ = run("mutate", "gradient_descent:pl.3", "--output", str(tmp_path))
    assert (status, out) == (128 + signal.SIGTERM, "")
    written = json.loads((tmp_path / "mutants.json").read_text())
    assert ([one["id"] for one in written["documents"]], written["complete"]) == (["mine"], False)
