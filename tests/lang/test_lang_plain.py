"""Documents travel as plain data, and nothing in the data is believed."""

import copy
import json
import random
from dataclasses import replace

import pytest
from sympy import Integer, Rational

from proofcheck.lang import (
    Claim,
    LanguageError,
    Reason,
    Remark,
    define,
    discover,
    document,
    expressions,
    group,
    norm,
    scalar,
    sqrt,
    vector,
)
from proofcheck.lang import plain as module
from proofcheck.lang.plain import from_plain, node_classes, to_plain

x = scalar("x")


def carried(whole):
    return from_plain(json.loads(json.dumps(to_plain(whole))))


def claim(says, name="c", **more):
    return Claim(name, "line 1", "step", says, reason=Reason("r"), **more)


def one(says, **more):
    return document("d", "t", [claim(says, **more)])


@pytest.mark.parametrize("name", ["lazy_training", "local_lipschitz", "gradient_descent"])
def test_the_bundled_documents_come_over_as_they_are(name):
    whole = discover()[name]
    again = carried(whole)
    assert again == whole
    assert hash(again) == hash(whole)
    assert [c.latex for c in again.claims] == [c.latex for c in whole.claims]


def test_everything_that_a_document_says_comes_over():
    hypotheses = [group("Assumption 1", x >= 0, Remark(r"\alpha", "alpha")), x <= 3]
    whole = document("d", "t", [claim(x <= 4, given=hypotheses, tacit=[x >= 1])], standing=[x >= -1], tacit=[x <= 9])
    whole = replace(whole, problems=(module.DocumentProblem("a.py", 3, "no \ud800 luck"),), path="a.py")
    assert carried(whole) == whole


def some_parts(cls, pool, draw):
    """Parts for a node, each one of those in the pool that may stand there."""
    for base in cls.__mro__:
        if base in module._PARTS:
            expected = module._PARTS[base]
            break
        if base in module._OPEN:
            first, other = module._OPEN[base]
            head = draw.choice([part for part in pool if first(part)])
            more = len(head.parameters) if issubclass(cls, expressions.Defined) else draw.randint(1, 2)
            return [head, *(draw.choice([part for part in pool if other(part)]) for _ in range(more))]
    return [draw.choice([part for part in pool if fits(part)]) for fits in expected]


@pytest.mark.parametrize("seed", range(4))
def test_nodes_of_every_class_come_over(seed):
    draw = random.Random(seed)
    n = expressions.Dimension("n")
    words = ["x", "σ", "B'", "call", "subscript", "scalar", "vector", "operator", "=", "<=", "<", ">=", ">"]
    kinds = [("real",), ("positive", "real"), ("nonnegative", "real"), ("integer", "nonnegative")]
    f = expressions.Definition("f", (x,), x, "call", ())
    pool = [*words, *kinds, (n,), (n, n), (), (x,), (x <= 1,), True, False, None, n, Integer(3), Rational(-1, 2), x, f]
    pool += [vector("v", n), x <= 1, f(x), expressions.PathSymbol("w", "scalar", (), False)]
    pool += [expressions.MapSymbol("F", n, None), expressions.SetSymbol("C", n), expressions.OUTCOME]
    made = []
    for cls in list(node_classes().values()) * 4:
        parts = some_parts(cls, pool, draw)
        if cls is expressions.PathSymbol:
            parts[2] = (n,) * ["scalar", "vector", "operator"].index(parts[1])
        node = cls(parts[0], **dict.fromkeys(parts[1], True)) if cls is expressions.ScalarSymbol else cls(*parts)
        pool.append(node)
        made.append(node)
    assert {type(node) for node in made} == set(node_classes().values())
    values = [node for node in made if module._is_side(node)]
    says = [node for node in made if isinstance(node, expressions.Assertion)]
    says += [expressions.Relation("=", node, node) for node in values]
    whole = module.Document("d", "t", tuple(claim(said, f"c{k}") for k, said in enumerate(says)))
    assert carried(whole) == whole


def test_every_class_of_the_language_is_known_here():
    known = (*module._PARTS, *module._OPEN)
    missing = [name for name, cls in node_classes().items() if not issubclass(cls, known)]
    assert not missing, f"say in proofcheck.lang.plain what the parts of {missing} must be"


def test_what_is_shared_is_written_once():
    doubled = x
    for _ in range(60):
        doubled = doubled + doubled
    assert len(to_plain(module.Document("d", "t", (claim(doubled <= 1),), read=True))["nodes"]) < 200


def test_what_would_be_too_large_written_out_costs_its_claim():
    doubled, named = x, x
    for k in range(60):
        doubled, named = doubled + doubled, define(f"B_{k}", named + named)
    made = module.Document("d", "t", (claim(doubled <= 1, "a"), claim(x <= 1, "b"), claim(named <= 1, "c")))
    assert [kept.id for kept in made.claims] == ["b"]
    assert [problem.message.partition(" has")[0] for problem in made.problems] == ["a", "c"]


def deep(depth):
    nested = x
    for _ in range(depth):
        nested = sqrt(nested)
    return nested


class Mine(expressions.Norm):
    """Somebody's own class."""


@pytest.mark.parametrize(
    ("says", "complaint"),
    [
        (deep(2_500) <= 1, "nested more than 2000 deep"),
        (x <= Integer(10) ** 1_000_000, "more than 10,000 digits"),
        (expressions.Relation("<=", Mine(vector("v", 2)), Integer(1)), "the class Mine"),
    ],
    ids=["deep", "large", "foreign"],
)
def test_a_claim_that_cannot_be_written_costs_itself(says, complaint):
    first, last = claim(x ** (10**9) <= 1, "first"), claim(x <= 2, "last")
    again = carried(module.Document("d", "t", (first, claim(says, "bad"), last), read=True))
    assert again.claims == (first, last)
    (problem,) = again.problems
    assert problem.message.startswith("bad cannot be taken over: ")
    assert complaint in problem.message
    assert (problem.file, problem.line) == (first.file, claim(says).line)


def changed(change):
    data = to_plain(one(norm(vector("v", 2)) + x**2 / 3 <= x))
    data = json.loads(json.dumps(data))
    change(data)
    return data


def node(data, tag):
    return next(entry for entry in data["nodes"] if entry[0] == tag)


def put(data, tag, *entry):
    found = node(data, tag)
    found[:] = entry


FORGERIES = {
    "an unknown class": lambda d: put(d, "Norm", "Popen", 0),
    "an abstract class": lambda d: put(d, "Norm", "Expression"),
    "a part too many": lambda d: node(d, "ScalarSum").append(0),
    "a part of the wrong kind": lambda d: put(d, "Norm", "Norm", 0),
    "a later node": lambda d: put(d, "Norm", "Norm", len(d["nodes"]) - 1),
    "a node before all": lambda d: put(d, "Norm", "Norm", -1),
    "a node that is no number": lambda d: put(d, "Norm", "Norm", True),
    "a missing field": lambda d: node(d, "Claim").pop(),
    "fields in another order": lambda d: put(d, "Place", "Place", *reversed(node(d, "Place")[1:])),
    "a field of the wrong kind": lambda d: node(d, "Reason").__setitem__(1, len(d["nodes"]) - 2),
    "a number by zero": lambda d: put(d, "number", "number", "1/0"),
    "a number in words": lambda d: put(d, "number", "number", "1.0/1"),
    "a number too long": lambda d: put(d, "number", "number", "f" * 20_000 + "/1"),
    "a text too long": lambda d: put(d, "text", "text", "x" * 1_000_001),
    "a text that is none": lambda d: put(d, "text", "text", 5),
    "a float": lambda d: put(d, "int", "int", 1.5),
    "a truth for a number": lambda d: put(d, "int", "int", True),
    "no tag": lambda d: d["nodes"].insert(0, []),
    "no list": lambda d: d["nodes"].insert(0, None),
    "another format": lambda d: d.update(format="pickle"),
    "more than there is": lambda d: d.update(code="import os"),
    "no document": lambda d: d.update(document=0),
    "no table": lambda d: d.update(nodes={}),
}


@pytest.mark.parametrize("change", FORGERIES.values(), ids=FORGERIES)
def test_data_that_was_not_written_here_is_refused(change):
    assert from_plain(changed(lambda data: None)).claims
    with pytest.raises(LanguageError):
        from_plain(changed(change))


@pytest.mark.parametrize("data", [None, [], {}, "x", 3])
def test_what_is_no_document_is_refused(data):
    with pytest.raises(LanguageError):
        from_plain(data)


def test_depth_is_limited_on_the_reading_side_too():
    data = copy.deepcopy(to_plain(one(x <= 1)))
    root = next(k for k, entry in enumerate(data["nodes"]) if entry[0] == "ScalarSymbol")
    start = len(data["nodes"])
    data["nodes"] += [["Sqrt", root if k == 0 else start + k - 1] for k in range(module.DEPTH)]
    with pytest.raises(LanguageError, match="deep"):
        from_plain(data)
