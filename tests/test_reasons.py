"""Reasons that rest on themselves, on what comes later, or on nothing."""

import pytest

from proofcheck.lang import Claim, Reason, Step, chain, norm, scalar, vector
from proofcheck.reasons import circular, later_in_chain, missing, written_out

x = scalar("x")


def claim(name: str, *cited: str, kind: str = "step") -> Claim:
    return Claim(name, "", kind, x <= 1, reason=Reason("", claims=cited))


def test_two_steps_that_cite_each_other_go_in_a_circle_and_so_does_one_that_cites_itself() -> None:
    claims = [claim("a", "b"), claim("b", "a"), claim("d", "d"), claim("c")]
    assert circular(claims, "a") == ("a", "b", "a")
    assert circular(claims, "b") == ("b", "a", "b")
    assert circular(claims, "d") == ("d", "d")
    assert circular(claims, "c") is None


def test_a_circle_may_pass_through_claims_of_every_kind() -> None:
    claims = [
        claim("lemma", "end", kind="statement"),
        claim("end", "middle", kind="conclusion"),
        claim("middle", "lemma"),
    ]
    assert circular(claims, "lemma") == ("lemma", "end", "middle", "lemma")
    assert circular(claims, "middle") == ("middle", "lemma", "end", "middle")


def test_the_shortest_circle_is_given() -> None:
    claims = [claim("a", "b", "c"), claim("b", "e"), claim("e", "a"), claim("c", "a")]
    assert circular(claims, "a") == ("a", "c", "a")


def test_a_statement_that_cites_the_lines_of_its_own_proof_does_not_rest_on_itself() -> None:
    claims = [claim("lemma", "p.1", "p.2", kind="statement"), claim("p.1"), claim("p.2", "p.1")]
    assert all(circular(claims, c.id) is None for c in claims)


def test_what_cites_a_circle_without_being_cited_by_it_is_not_on_it() -> None:
    claims = [claim("outside", "a"), claim("a", "b"), claim("b", "a")]
    assert circular(claims, "outside") is None


def test_a_line_of_a_chain_may_rest_on_earlier_lines_only() -> None:
    u, v = vector("u", 2), vector("v", 2)
    says = norm(u + v) ** 2
    lines = chain(
        "square",
        "",
        says,
        Step("=", says, Reason("", claims=["square.2", "square.4", "other"])),
        Step("<=", says, Reason("", claims=["square.1"])),
        Step("<=", says, Reason("", claims=["square.2"])),
    )
    other = chain("square", "", says, Step("=", says, Reason("")), first=4)
    claims = [*lines, *other, claim("other", "square.4")]
    assert later_in_chain(claims, "square.1") == ("square.2",)
    assert later_in_chain(claims, "square.2") == ()
    assert later_in_chain(claims, "other") == ()


def test_claims_outside_chains_may_cite_what_comes_later() -> None:
    assert later_in_chain([claim("a", "b"), claim("b")], "a") == ()


def test_what_is_cited_and_not_there_is_named() -> None:
    claims = [claim("a", "dropped", "b", "dropped"), claim("b")]
    assert missing(claims, "a") == ("dropped",)
    assert missing(claims, "b") == ()
    assert circular(claims, "a") is None


def test_no_claim_of_that_id_is_an_error() -> None:
    for question in (circular, later_in_chain, missing):
        with pytest.raises(KeyError):
            question([claim("a")], "b")


def test_a_circle_is_written_out() -> None:
    assert written_out(("d", "d")) == "The reasons go in a circle: d -> d."
