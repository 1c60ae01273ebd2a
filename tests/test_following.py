"""A claim follows from what its reason names: statements applied, nothing lent, no circles, no later lines."""

import pytest

from proofcheck import tasks
from proofcheck.check import check_documents
from proofcheck.lang import Claim, Reason, Step, chain, dimension, exp, inner, norm, scalar, sin, vector
from proofcheck.lang.documents import document
from proofcheck.runs import Run

n, m = dimension("n"), dimension("m")
u, v, a, b = vector("u", n), vector("v", n), vector("a", m), vector("b", m)
x, y = scalar("x"), scalar("y")
CS = "Cauchy-Schwarz"


def step(name, says, *cited, rules=(), kind="step", **more):
    return Claim(name, "", kind, says, reason=Reason("", rules=rules, claims=cited), **more)


@pytest.fixture(scope="module")
def found():
    claims = [
        step("weak", inner(a, b) <= norm(a) * norm(b) + 1, rules=[CS]),
        step("lent", inner(u, v) <= norm(u) * norm(v), "weak"),
        step("there", inner(a, b) <= norm(a) * norm(b), rules=[CS]),
        step("here", inner(u, v) <= norm(u) * norm(v), "there"),
        step("one", x <= 1, "two", given=[x <= 0]),
        step("two", x <= 2, "one", given=[x <= 0]),
        step("itself", x <= 3, "itself", given=[x <= 0]),
        step("nothing", x >= 0, kind="conclusion", hypotheses=[x >= 1]),
        step("something", x >= 0, kind="conclusion", given=[x >= 1]),
        step("open", sin(y) ** 2 * exp(y) <= y**2 * exp(y)),
        step("from.open", sin(y) ** 2 * exp(y) <= y**2 * exp(y) + 1, "open"),
        step("beyond.open", sin(y) ** 2 * exp(y) <= y**2 * exp(y) - 5, "open"),
        step("end", 2 * sin(y) ** 2 * exp(y) <= 2 * y**2 * exp(y) + 2, "from.open", kind="statement"),
        step("false", x >= x + 1),
        step("on.false", x <= x + 1, "false"),
        *chain(
            "line",
            "",
            x,
            Step("<=", x + 1, Reason("", claims=["line.2"])),
            Step("<=", x + 2, Reason("", claims=["line.1"])),
        ),
    ]
    [findings] = check_documents([document("d", "", claims)])["documents"]
    return {claim["id"]: claim for claim in findings["claims"]}


@pytest.mark.parametrize(
    ("name", "follows", "because"),
    [
        ("lent", "unknown", "does not name what its proof uses: Cauchy-Schwarz"),
        ("here", "yes", "The reason cites there."),
        ("one", "no", "one -> two -> one"),
        ("two", "no", "two -> one -> two"),
        ("itself", "no", "itself -> itself"),
        ("nothing", "no", "x = -1"),
        ("something", "yes", ""),
        ("from.open", "if", "It follows, if open holds."),
        ("end", "if", "from.open"),
        ("on.false", "no", "false, which is false"),
        ("line.1", "no", "circle"),
    ],
)
def test_whether_it_follows(found, name, follows, because):
    assert found[name]["follows"] == follows
    assert because in found[name]["follows_because"]


def test_what_an_open_claim_does_not_give_does_not_follow_if_it_holds(found):
    assert found["beyond.open"]["follows"] in {"no", "unknown"}


def test_a_later_line_of_the_same_chain_carries_nothing():
    lines = chain("c", "", x, Step("<=", x + 1, Reason("", claims=["c.2"])), Step("<=", x + 2, Reason("by arithmetic")))
    [findings] = check_documents([document("d", "", lines)])["documents"]
    first, second = findings["claims"]
    assert (first["follows"], second["follows"]) == ("no", "yes")
    assert "a later line of the same chain" in first["follows_because"]


def known(run, claim, answer):
    run.holds[claim.id], run.evidence[claim.id] = answer.word, answer.packed


@pytest.mark.parametrize(("name", "follows", "sought"), [("something", "yes", 0), ("nothing", "no", 1)])
def test_a_countermodel_is_sought_where_the_proof_uses_more_than_the_inference(monkeypatch, name, follows, sought):
    """A proof from what a conclusion is drawn from leaves no room for one: the dearest question is not asked."""
    given = {"given" if name == "something" else "hypotheses": [x >= 1]}
    claim = step(name, x >= 0, kind="conclusion", **given)
    run = Run(document("d", "", [claim]), [claim], 0)
    [answer] = tasks.decide([run.case(claim)])
    known(run, claim, answer)
    asked, refute = [], tasks.refute
    monkeypatch.setattr(tasks, "refute", lambda *problem, **how: asked.append(problem) or refute(*problem, **how))
    assert tasks.follow(run.case(claim)).word == follows
    assert len(asked) == sought


@pytest.mark.parametrize(("cited", "follows", "searched"), [("there", "yes", False), ("square", "unknown", True)])
def test_a_proof_from_what_is_cited_says_that_a_claim_follows(monkeypatch, cited, follows, searched):
    """It is not searched for again; a proof by a rule that nobody names, and no cited proof uses, says nothing."""
    claims = [
        step("there", inner(a, b) <= norm(a) * norm(b), rules=[CS]),
        step("square", norm(a) ** 2 >= 0),
        step("here", 2 * inner(a, b) <= 2 * norm(a) * norm(b), cited),
    ]
    run = Run(document("d", "", claims), claims, 0)
    for claim in claims[:2]:
        [answer] = tasks.decide([run.case(claim)])
        known(run, claim, answer)
    known(run, claims[-1], tasks.settle(run.case(claims[-1])))
    asked, prove_by = [], tasks.prove_by
    monkeypatch.setattr(tasks, "prove_by", lambda *parts: asked.append(parts) or prove_by(*parts))
    assert tasks.follow(run.case(claims[-1])).word == follows
    assert bool(asked) == searched


@pytest.mark.parametrize(("cited", "sought"), [((), True), (("there",), False)])
def test_a_proof_from_what_is_cited_comes_before_thousands_of_candidates(monkeypatch, cited, sought):
    claims = [step("there", x <= x + 1), step("here", y <= y**2 + 1, *cited)]
    paused = []

    def hunt(*problem, **how):
        yield None
        yield paused.append(problem)

    for name, instead in (("hunt", hunt), ("prove", lambda *problem, **how: None), ("solved", lambda problem: True)):
        monkeypatch.setattr(tasks, name, instead)
    run = Run(document("d", "", claims), claims, 0)
    assert [answer.word for answer in tasks.decide([run.case(claims[1])])] == ["open"]
    assert bool(paused) == sought
