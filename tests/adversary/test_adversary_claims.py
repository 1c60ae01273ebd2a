"""The engine against claims of known truth: it never proves a false one, never refutes a true one, never breaks down.

They are made in ``tests/oracle/claims.py``: true by construction, false by an instance that an independent evaluator
has found, or under hypotheses that contradict each other. ``python tests/oracle/claims.py SEED`` prints one as a file.
"""

import itertools
from collections import Counter
from collections.abc import Iterator

import pytest
from claims import CONTRADICTORY, FALSE, FAMILIES, TRUE, Told, claim, lemma_file
from judging import NOT_READ, Tally, judge
from meaning import key_of, value
from wording import s, t, x

from proofcheck.lang import load_path

COMMON, FULL = 80, 10_000


def told(first: int = 0) -> Iterator[tuple[int, Told]]:
    """The claims whose truth is known, with their seeds."""
    for seed in itertools.count(first):
        found, _ = claim(seed)
        if found is not None:
            yield seed, found


def test_no_verdict_is_wrong(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> None:
    count = FULL if request.config.getoption("--full") else COMMON
    tally = Tally()
    for seed, found in itertools.islice(told(), count):
        judge(seed, found, tally)
    with capsys.disabled():
        print(f"\n{tally.shares()}")
    assert not tally.faults, f"{len(tally.faults)} faults\n\n" + "\n".join(tally.faults[:20])
    verdicts = Counter({key: number for (*_, key), number in tally.verdicts.items()})
    assert verdicts[NOT_READ] < count / 10
    shares = tally.shares()
    assert shares["true: proved"] > count / 8
    assert shares["false: refuted"] > count / 8


def test_claims_of_every_family_are_made() -> None:
    made = Counter((found.family, found.truth) for _, found in itertools.islice(told(), 400))
    usual = {family.__name__ for family in FAMILIES} - {"contradiction", "anything"}
    assert {family for family, truth in made if truth == TRUE} == usual
    assert {family for family, truth in made if truth == FALSE} >= usual - {"in_dimensions"} | {"anything"}
    assert made["contradiction", CONTRADICTORY]


@pytest.mark.parametrize("seed", range(12))
def test_a_seed_gives_the_same_claim_again_and_a_file_that_can_be_read(seed, tmp_path) -> None:
    found, choices = claim(seed)
    if found is None:
        pytest.skip("the truth of this one is not known")
    again, _ = claim(None, choices)
    assert again.says == found.says
    (tmp_path / "mine.py").write_text(lemma_file(found, "mine"), encoding="utf-8")
    (read,) = load_path(tmp_path / "mine.py")
    assert [c.id for c in read.claims] == ["mine"], read.problems
    assert len(read.claims[0].given) == len(found.hypotheses)


def test_a_false_claim_fails_at_its_instance_computed_by_hand() -> None:
    found = next(f for _, f in told() if f.family == "integral" and f.truth == FALSE)
    at = found.instance
    assert abs(value(found.says.left, at) - value(found.says.right, at)) > 1e-6
    assert {key_of(name) for name in (x, s, t)} <= set(at.variables)
