"""For test suites: one line fuzzes a claim.

from proofcheck.testing import fuzz_claim

def test_my_lemma():
    fuzz_claim("path/to/my_lemma.py:statement")
"""

from pathlib import Path

from proofcheck.lang.claims import Claim
from proofcheck.lang.documents import Document
from proofcheck.lang.files import discover, load_path
from proofcheck.study.fuzz import fuzz, said

__all__ = ["fuzz_claim"]


def fuzz_claim(
    name: str, *, max_examples: int = 200, seed: int = 0, database: Path | str | None = ".hypothesis/proofcheck"
) -> None:
    """Search for a counterexample to the claim ``document:claim`` or ``path/to/file.py:claim``; fail if there is one.

    ``database`` is a folder for counterexamples, which the next run tries first; ``None`` keeps nothing.

    Raises:
        AssertionError: the claim is false; the message has the smallest counterexample found.
        ValueError: there is no such claim, or it has no meaning.
    """
    document, claim = _claim(name)
    if claim.ill_typed is not None:
        raise ValueError(f"{name} has no meaning: its shapes do not match")
    folder = None if database is None else Path(database)
    found = fuzz(document.problem(claim), max_examples=max_examples, seed=seed, database=folder, key=name)
    if found is not None:
        raise AssertionError(
            f"{name} is false: {said(found.confirmation)}\n"
            f"replay: python -m proofcheck fuzz {name} --seed {seed} --max-examples {max_examples}"
        )


def _claim(name: str) -> tuple[Document, Claim]:
    target, _, claim = name.rpartition(":")
    if not target:
        raise ValueError(f"name is {name!r}; write document:claim or path/to/file.py:claim")
    known = discover()
    documents = [known[target]] if target in known else load_path(target) if Path(target).exists() else []
    for document in documents:
        for candidate in document.claims:
            if candidate.id == claim:
                return document, candidate
    raise ValueError(f"there is no claim {name!r}; `python -m proofcheck list` shows all names")
