"""Names and ids are unique in a document: what cannot be told apart is refused at its second place, and no more."""

import pytest

from lemmas.lazy_training import document as lazy_training
from proofcheck.check import check_documents
from proofcheck.lang import (
    Claim,
    Document,
    LanguageError,
    Reason,
    define,
    define_function,
    dimension,
    discover,
    document,
    eq,
    expectation,
    for_all,
    frac,
    gradient,
    identity,
    inner,
    integral,
    jacobian,
    mapping,
    nabla,
    named_last,
    natural,
    norm,
    operator,
    path,
    random_sequence,
    scalar,
    scalar_function,
    sequence,
    time,
    vector,
)

n, p = dimension("n"), dimension("p")
x, y, s, t, k = scalar("x"), scalar("y"), scalar("s"), time("t"), natural("k")
u, v, w = vector("u", n), vector("v", n), path("w", n)
f, F, z = mapping("f", n, n), scalar_function("F", n), path("z", n)


def read(*assertions, **keywords):
    claims = [Claim(f"c{number}", "", "step", says) for number, says in enumerate(assertions)]
    return document("names", "Names", claims, **keywords)


def kept(made):
    return [claim.id for claim in made.claims]


def squared(name, parameter, value):
    return define_function(name, [parameter], value)


CLASHES = {
    "a scalar and another of other sign": (x >= 0, scalar("x", positive=True) >= 0),
    "a scalar and a natural number": (x >= 0, natural("x") >= 0),
    "a scalar and a vector": (x >= 0, norm(vector("x", n)) >= 0),
    "a scalar and a dimension": (norm(u) >= 0, scalar("n") >= 0),
    "vectors of two spaces": (norm(u) >= 0, norm(vector("u", 2)) >= 0),
    "a vector and an operator": (norm(u) >= 0, norm(operator("u", n, n)) >= 0),
    "a Greek letter, spelt and drawn": (scalar("lambda") >= 0, scalar("λ", positive=True) >= 0),
    "letters of two alphabets": (scalar("A") >= 0, scalar("А") >= 0),
    "a path and a sequence": (norm(w(0)) >= 0, norm(sequence("w", n)[0]) >= 0),
    "a path and a map": (norm(w(0)) >= 0, norm(mapping("w", n, n)(u)) >= 0),
    "two maps": (norm(f(u)) >= 0, norm(mapping("f", n, 2)(u)) >= 0),
    "a member and a scalar": (sequence("x")[1] >= 0, scalar("x_1") >= 0),
    "a member at k and a scalar": (for_all(k, sequence("x")[k] >= 0), scalar("x_k") >= 0),
    "a Jacobian and a map": (norm(jacobian(f)(u)) >= 0, norm(mapping("Df", n, n)(u)) >= 0),
    "a derivative and a path": (norm(w.dot(t)) >= 0, norm(path("w'", n)(t)) >= 0),
    "a differential and a scalar": (integral(s, 0, 1, x) >= 0, x * scalar("ds") >= 0),
    "an identity and an operator": (norm(identity(n)) >= 0, norm(operator("I_n", n, n)) >= 0),
    "two definitions": (define("B", x) >= 0, define("B", y) >= 0),
    "two functions of a scalar": (squared("h", x, x**2)(y) >= 0, squared("h", x, x**3)(y) >= 0),
    "functions of two spaces": (squared("h", u, norm(u))(v) >= 0, squared("h", vector("u", p), x)(vector("q", p)) >= 0),
    "a definition and a scalar": (x >= 0, define("x", y) >= 0),
    "a subscript and a scalar": (
        norm(define_function("J", [u], 2 * u, subscript=True)(v)) >= 0,
        norm(vector("J_v", n)) >= 0,
    ),
    "a factor and a path": (path("x")(y) >= 0, x * (y + 1) >= 0),
    "a path without its time and a vector": (norm(w.suppressed(t)) >= 0, norm(vector("w", n)) >= 0),
    "two times left out": (norm(w.suppressed(t)) >= 0, norm(w.suppressed(s)) >= 1),
    "gradients at two points": (
        eq(nabla(vector("w", n), F(vector("w", n)), w.suppressed(t)), u),
        eq(nabla(vector("w", n), F(vector("w", n)), vector("w", n)), u),
    ),
}


@pytest.mark.parametrize("what", CLASHES)
@pytest.mark.parametrize("turned", [False, True])
def test_the_second_of_two_that_print_alike_is_refused_and_names_the_first(what, turned):
    first, second = CLASHES[what][::-1] if turned else CLASHES[what]
    made = read(first, second, eq(scalar("other"), 1))
    assert kept(made) == ["c0", "c2"]
    (problem,) = made.problems
    assert problem.message.startswith("c1 cannot be told from something else: ")
    assert f"(in c0, {made.claims[0].file}:{made.claims[0].line})" in problem.message


ALLOWED = {
    "a vector and a path": (norm(vector("w", n)) >= 0, norm(w(0)) >= 0),
    "a scalar and a path": (x * y >= 0, path("x")(t) >= 0),
    "a scalar and a sequence": (x * (y + 1) >= 0, sequence("x")[k] >= 0),
    "a bound variable and a free one": (norm(u) >= 0, for_all(scalar("u"), scalar("u") ** 2 >= 0)),
    "bound variables of two kinds": (for_all(x, x**2 >= 0), for_all(vector("x", n), norm(vector("x", n)) >= 0)),
    "a parameter and a free variable": (norm(u) >= 0, define_function("h", [scalar("u")], scalar("u") ** 2)(y) >= 0),
    "a function of a vector and of a time": (
        norm(define_function("J", [u], jacobian(f)(u), subscript=True)(v)) >= 0,
        norm(define_function("J", [t], jacobian(f)(w(t)), subscript=True)(0)) >= 0,
    ),
    "one function, its parameter named twice": (squared("h", x, x**2)(y) >= 0, squared("h", s, s**2)(y) >= 0),
    "the same claim twice": (x * (y * s) >= 0, (x * y) * s >= 0),
    "an integral to the variable": (integral(s, 0, s, s) >= 0, s >= 0),
    "a gradient and its path": (
        eq(nabla(vector("w", n), F(vector("w", n)), w.suppressed(t)), gradient(F)(w(t))),
        norm(vector("w", n) - w(0)) >= 0,
    ),
}


@pytest.mark.parametrize("what", ALLOWED)
def test_what_everyday_mathematics_tells_apart_is_kept(what):
    made = read(*ALLOWED[what])
    assert made.problems == ()
    assert kept(made) == ["c0", "c1"]


WITHIN_ONE = {
    "two vectors": eq(inner(u, u), norm(vector("u", 2))),
    "two definitions": eq(define("B", x), define("B", x + 0)),
    "a parameter twice": eq(define_function("h", [x, x], x)(1, 2), 2),
    "an outer variable under a binder of its name": for_all(time("x"), time("x") >= scalar("x")),
    "what a definition means under a binder of its name": for_all(x, define("B", x**2) >= x),
    "a path and a sequence": eq(w(0), sequence("w", n)[0]),
    "a name that is a formula": scalar("a + b") >= 0,
    "a name with a power": scalar("x^2") >= 0,
    "a name with a sign that is not seen": scalar("x\u200b") >= 0,
    "a name in another style": scalar("ᵀ") >= 0,
    "the name of an operation": scalar("exp") * (x + 1) >= 0,
    "the name of a singular value": path("sigma_min")(t) >= 0,
}


@pytest.mark.parametrize("what", WITHIN_ONE)
def test_a_claim_that_clashes_with_itself_is_refused(what):
    made = read(WITHIN_ONE[what], eq(scalar("other"), 1))
    assert kept(made) == ["c1"]
    assert len(made.problems) == 1


def test_a_lemma_may_define_what_another_one_declares_where_it_shows_the_definition():
    z_of = define_function("z", [t], f(w(t)))
    declared = Claim("declared", "", "step", norm(z(t)) >= 0)
    shown = Claim("shown", "", "step", norm(z_of(t)) >= 0, given=[z_of])
    hidden = Claim("hidden", "", "step", norm(z_of(t)) >= 0)
    B = define("x", y**2)
    named = Claim("named", "", "step", eq(y * y, named_last(B)))
    bare = Claim("bare", "", "step", x >= 0)
    made = document("lemmas", "Lemmas", [declared, shown, hidden, bare, named])
    assert kept(made) == ["declared", "shown", "bare", "named"]


def test_a_name_in_a_standing_hypothesis_is_taken():
    made = read(norm(vector("u", 2)) >= 0, norm(u) >= 0, standing=[norm(u) <= 1])
    assert kept(made) == ["c1"]


@pytest.mark.parametrize("made", discover().values(), ids=lambda made: made.id)
def test_the_documents_that_come_with_it_use_each_name_for_one_thing(made):
    assert made.problems == ()


# ---------------------------------------------------------------- ids


def test_an_id_is_taken_by_its_first_claim_however_the_document_is_made():
    first, second, third = (Claim(name, "", "step", x**2 >= number) for number, name in enumerate("aab"))
    for made in (document("twice", "", [first, second, third]), Document("twice", "", (first, second, third))):
        assert [claim.says for claim in made.claims] == [first.says, third.says]
        (problem,) = made.problems
        assert "the id 'a' is taken" in problem.message
        assert str(first.place) in problem.message
        assert made.dropped == {}


def test_who_cites_an_id_that_is_used_twice_cites_the_first():
    first, second = (Claim("b", "", "step", says) for says in (x**2 >= 0, x**2 < 0))
    cites = Claim("a", "", "step", x**2 >= -1, reason=Reason("by b", claims=["b"]))
    [found] = check_documents([document("twice", "", [first, second, cites])])["documents"]
    assert [(c["id"], c["holds"], c["follows"]) for c in found["claims"]] == [
        ("b", "proved", "yes"),
        ("a", "proved", "yes"),
    ]


def test_a_claim_that_cites_one_that_was_not_kept_stays_and_says_what_is_missing():
    lost = Claim("lost", "", "step", frac(2, 1) ** 10**9 >= 0)
    cites = Claim("cites", "", "step", x**2 >= 0, reason=Reason("by it", claims=["lost"]))
    made = document("dropped", "", [lost, cites])
    assert kept(made) == ["cites"]
    assert set(made.dropped) == {"lost"}
    assert made.dropped["lost"].startswith("lost cannot be translated")
    [found] = check_documents([made])["documents"][0]["claims"]
    assert (found["holds"], found["follows"]) == ("proved", "unknown")
    assert "lost, which was not read" in found["follows_because"]


@pytest.mark.parametrize("name", ["", " a", "a\n", "a\x00b", "a\u202eb", "a" * 201, None, ["a"]])
def test_an_id_that_is_none_is_refused(name):
    made = document("ids", "", [Claim(name, "", "step", x >= 0), Claim("b", "", "step", x >= 1)])
    assert kept(made) == ["b"]
    assert made.problems[0].message.startswith("the id of this claim ")
    with pytest.raises(LanguageError, match="the document's id "):
        Document(name, "")


@pytest.mark.parametrize("name", ["a:b", "../a/b", "...", "naïve", "x" * 200])
def test_an_id_may_look_like_a_path(name):
    made = document(name, "", [Claim(name, "", "step", x >= 0)])
    assert (made.id, kept(made), made.problems) == (name, [name], ())


# ---------------------------------------------------------------- hypotheses that cannot be read


def test_what_rests_on_a_hypothesis_without_meaning_is_not_read():
    q = vector("q", p)
    claims = [
        Claim("on u", "", "step", norm(u) >= 0),
        Claim("on y", "", "step", y >= 0),
        Claim("through x", "", "step", x >= 0),
    ]
    made = document("standing", "", claims, standing=[norm(u - q) <= 1, x <= norm(q)])
    assert kept(made) == ["on y"]
    first, *others = made.problems
    assert "the standing hypothesis ‖u - q‖ ≤ 1: it has no meaning at u - q, where R^n meets R^p" in first.message
    assert first.file == claims[0].file
    assert all("it rests on the hypothesis ‖u - q‖ ≤ 1" in problem.message for problem in others)
    assert [h.text for h in made.standing] == ["x ≤ ‖q‖"]


R = dimension("r")
g, a, d = path("g", R), operator("a", R, R), operator("d", R, R)


@pytest.mark.parametrize(
    "unread",
    [
        norm(vector("q", R) - u) <= 1,
        eq(g.suppressed(x), g.suppressed(s)),
        for_all(s, eq(g(define("h", s)), g(0))),
    ],
    ids=str,
)
def test_what_shares_a_dimension_with_a_hypothesis_that_is_not_read_is_not_read_either(unread):
    claims = [Claim("commute", "", "step", eq(a @ d, d @ a)), Claim("on y", "", "step", y >= 0)]
    made = document("standing", "", claims, standing=[unread])
    assert made.standing == ()
    assert kept(made) == ["on y"]


# ---------------------------------------------------------------- the last resort


def test_claims_that_print_alike_and_ask_different_things_are_not_both_kept(monkeypatch):
    monkeypatch.setattr("proofcheck.lang.names.Names.add", lambda *_: None)
    made = read(norm(u) <= 1, norm(vector("u", 2)) <= 1, norm(u) <= 1)
    assert kept(made) == ["c0", "c2"]
    assert "c1 prints like c0" in made.problems[0].message


def test_a_letter_with_a_number_is_no_member_of_a_sample():
    X = random_sequence("X")
    made = read(expectation(X[1]) <= 3, expectation(X[1]) <= scalar("X_1"))
    assert kept(made) == ["c0"]
    assert "X_1 is a scalar" in made.problems[0].message


def test_reading_a_document_again_changes_nothing():
    again = Document(
        lazy_training.id, lazy_training.title, lazy_training.claims, lazy_training.standing, lazy_training.tacit
    )
    assert again == lazy_training


def test_a_term_that_is_said_of_one_step_alone_may_be_called_like_the_member_elsewhere():
    claims = [
        Claim("all", "", "step", for_all(k, sequence("x")[k] >= 0)),
        Claim("one", "", "step", scalar("x_k") >= 0),
        Claim("both", "", "step", scalar("x_k") >= sequence("x")[k]),
    ]
    assert kept(document("d", "", claims, terms=["x_k"])) == ["all", "one"]
    assert kept(document("d", "", claims)) == ["all"]
