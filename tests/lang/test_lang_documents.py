"""A file that cannot be read costs its own claims, and says where; the rest is read."""

import textwrap
import time

import pytest

from lemmas.lazy_training import document as lazy_training
from proofcheck.lang import LanguageError, discover, files, load_path, problems

GOOD = """
from proofcheck.lang import *

a = scalar("a", positive=True)
title = "One line"
claims = [Claim("good.1", "by hand", "step", a >= 0, reason=Reason("its sign"))]
"""


@pytest.fixture
def write(tmp_path):
    def file(name, content):
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True, parents=True)
        place.write_text(textwrap.dedent(content), encoding="utf-8")
        return place

    return file


def one_problem(place):
    (document,) = load_path(place)
    (problem,) = document.problems
    assert problem.file.endswith(place.name)
    return document, problem


def test_a_file_with_claims_is_a_document(write):
    (document,) = load_path(write("mine.py", GOOD))
    assert (document.id, document.title) == ("mine", "One line")
    assert [claim.id for claim in document.claims] == ["good.1"]
    assert document.claims[0].line == 6
    assert document.problems == ()


@pytest.mark.parametrize(
    ("last_line", "message"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("norm('x')", "the argument of norm is 'x'"),
        ("a < 1 < 2", "the truth of `a < 1` was asked for"),
        ("import exactly_nothing", "ModuleNotFoundError"),
        ("exit()", "it tried to end the program"),
        ("raise RecursionError", "RecursionError"),
        ("x = (", "SyntaxError"),
    ],
)
def test_a_file_that_raises_says_where(write, last_line, message):
    place = write("broken.py", GOOD + "\n" + last_line + "\n")
    document, problem = one_problem(place)
    assert message in problem.message
    assert "\n" not in problem.message
    assert problem.line == 8
    assert document.claims == ()


@pytest.mark.parametrize(
    "endless",
    [
        "while True:\n    pass",
        "while True:\n    try:\n        a + a\n    except Exception:\n        pass",
        "import time\ntime.sleep(60)",
    ],
)
def test_a_file_that_never_ends_is_stopped(write, endless, monkeypatch):
    monkeypatch.setattr(problems, "SECONDS_PER_FILE", 0.3)
    place = write("endless.py", GOOD + "\n" + endless + "\n")
    began = time.monotonic()
    _, problem = one_problem(place)
    assert time.monotonic() - began < 5
    assert "still running after 0.3 s" in problem.message
    assert problem.line >= 8


def test_a_claim_that_the_kernel_has_no_words_for_costs_itself_alone(write):
    more = """
    z, t = path("z", 2), time("t")
    v = define_function("v", [t], norm(z(t)))
    claims += [
        Claim("good.2", "", "step", v.dot(0) >= 0),
        Claim("good.3", "", "step", a >= 1, reason=Reason("by", claims=["good.9"])),
        Claim("good.1", "", "step", a >= 1),
        Claim("good.4", "", "step", eq(norm(z(t)), z(t))),
    ]
    """
    (document,) = load_path(write("mine.py", GOOD + textwrap.dedent(more)))
    assert [claim.id for claim in document.claims] == ["good.1", "good.4"]
    assert document.claim("good.1").line == 6
    assert [problem.line for problem in document.problems] == [11, 12, 13]
    first, second, third = (problem.message for problem in document.problems)
    assert first.startswith("good.2 cannot be translated: v'(0) cannot be said")
    assert "cites 'good.9', which is not a claim of this document" in second
    assert "the id 'good.1' is taken" in third
    assert document.claim("good.4").ill_typed.left == "R"


@pytest.mark.parametrize("content", ["", "claims = 3", "from proofcheck.lang import *\nclaims = [scalar('a')]"])
def test_a_file_without_claims_says_so(write, content):
    document, problem = one_problem(write("empty.py", content))
    assert "claims" in problem.message
    assert document.claims == ()


def test_a_folder_is_one_document_a_file_that_mentions_proofcheck(write, tmp_path):
    write("theirs/one.py", GOOD)
    write("theirs/setup.py", "raise SystemExit('this is no lemma file, and is not run')")
    write("theirs/two.py", "import proofcheck\nraise ValueError('no')\nclaims = []")
    first, second = load_path(tmp_path / "theirs")
    assert [claim.id for claim in first.claims] == ["good.1"]
    assert "ValueError: no" in second.problems[0].message


def test_a_folder_with_a_document_is_read_part_by_part(write, tmp_path):
    parts = 'document = assemble("ours", "Ours", ["one", "two", "three"])'
    write("ours/__init__.py", "from proofcheck.lang import assemble\n" + parts)
    write("ours/one.py", GOOD)
    write("ours/two.py", "x = \n")
    write("ours/three.py", GOOD.replace("good.1", "good.2"))
    (document,) = load_path(tmp_path / "ours")
    assert [claim.id for claim in document.claims] == ["good.1", "good.2"]
    (problem,) = document.problems
    assert problem.file.endswith("two.py")
    assert problem.line == 1
    (alone,) = load_path(tmp_path / "ours" / "three.py")
    assert [claim.id for claim in alone.claims] == ["good.2"]
    assert alone.id == "ours"


def test_a_file_of_a_folder_comes_with_what_its_reasons_cite():
    import lemmas.lazy_training.theorem2 as theorem2

    (part,) = load_path(theorem2.__file__)
    ids = [claim.id for claim in part.claims]
    assert "theorem2.7" in ids
    assert "lemma6.min.8" in ids
    assert "setup.flow" not in ids


def test_the_lecture_is_read_from_its_folder_as_from_its_package():
    import lemmas.lazy_training as package

    (read,) = load_path(package.__path__[0])
    assert [(c.id, c.latex, c.line) for c in read.claims] == [(c.id, c.latex, c.line) for c in lazy_training.claims]


def test_a_file_cannot_print_where_findings_go(write, capsys):
    load_path(write("loud.py", GOOD + "\nprint('hello')\n"))
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("missing", ["nowhere.py", "nowhere"])
def test_a_path_that_is_not_there_is_a_wrong_call(tmp_path, missing):
    with pytest.raises(LanguageError, match="there is no file or folder"):
        load_path(tmp_path / missing)


def test_installed_documents_are_found_by_their_entry_points(monkeypatch):
    class Point:
        def __init__(self, name, value, load):
            self.name, self.value, self.load = name, value, load

    def broken():
        raise ValueError("no such luck")

    points = [Point("bad", "bad.place:document", broken), Point("ok", "ok:document", lambda: lazy_training)]
    monkeypatch.setattr(files, "entry_points", lambda group: points)
    found = discover()
    assert found["lazy_training"] is lazy_training
    assert found["bad"].claims == ()
    assert "no such luck" in found["bad"].problems[0].message
