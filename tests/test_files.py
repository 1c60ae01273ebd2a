"""Names that are safe and different, and files that are whole whoever writes them."""

import multiprocessing
import os
import re
import shlex
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofcheck.files import LONGEST_NAME, file_name, replaced

EVIL = [
    ("../../evil",),
    ("/var/evil",),
    ("..",),
    (".",),
    ("",),
    ("-rf",),
    ("nul\0",),
    ("; rm -rf $HOME; '",),
    ("x" * 300,),
    ("x" * 301,),
    ("a", "b"),
    ("a+b",),
    ("a:b", "c"),
    ("a", "b:c"),
    ("a%3Ab", "c"),
    ("\ud800",),
    ("é",),
]


@pytest.mark.parametrize("ids", EVIL, ids=range(len(EVIL)))
def test_a_file_named_after_anything_stays_in_its_folder(tmp_path, ids):
    name = file_name(*ids)
    assert re.fullmatch(r"[A-Za-z0-9%][A-Za-z0-9._%+=-]*", name)
    assert len(name) <= LONGEST_NAME
    assert shlex.quote(name) == name
    (tmp_path / f"{name}.json").write_text("x")
    assert [entry.name for entry in tmp_path.iterdir()] == [f"{name}.json"]


def test_different_ids_have_different_names():
    assert len({file_name(*ids) for ids in EVIL}) == len(EVIL)


@given(st.lists(st.text(max_size=20), min_size=1, max_size=3), st.lists(st.text(max_size=20), min_size=1, max_size=3))
def test_names_are_equal_for_equal_ids_only(left, right):
    assert (file_name(*left) == file_name(*right)) == (left == right)


def test_what_is_known_is_kept_readable():
    assert file_name("lazy_training", "lemma4.2") == "lazy_training+lemma4.2"


def break_off(new, folder):
    new.write_text("half")
    folder.read_text()


def test_a_file_that_is_not_written_to_its_end_leaves_the_old_one(tmp_path):
    path = tmp_path / "findings.json"
    path.write_text("old")
    with pytest.raises(IsADirectoryError), replaced(path) as new:
        break_off(new, tmp_path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_rights_of_any_other(tmp_path):
    ordinary, path = tmp_path / "ordinary", tmp_path / "findings.json"
    ordinary.write_text("")
    with replaced(path) as new:
        new.write_text("")
    assert stat.S_IMODE(os.stat(path).st_mode) == stat.S_IMODE(os.stat(ordinary).st_mode)


def test_two_in_one_process_do_not_meet(tmp_path):
    path = tmp_path / "findings.json"
    with replaced(path) as one, replaced(path) as other:
        assert one != other
        one.write_text("one")
        other.write_text("other")
    assert path.read_text() == "one"
    assert list(tmp_path.iterdir()) == [path]


def write(path, letter, start):
    start.wait()
    for _ in range(20):
        with replaced(path) as new:
            new.write_bytes(letter * 300_000)


def test_of_two_that_write_at_a_time_one_wins_whole(tmp_path):
    context = multiprocessing.get_context("spawn")
    path, start = tmp_path / "findings.json", context.Barrier(2)
    writers = [context.Process(target=write, args=(path, letter, start)) for letter in (b"A", b"B")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert path.read_bytes() in {b"A" * 300_000, b"B" * 300_000}
    assert list(tmp_path.iterdir()) == [path]
