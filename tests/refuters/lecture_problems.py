"""Claims of the lecture on lazy training as kernel problems, true and false ones."""

from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.terms import ONE, ZERO, neg, num, sub

S = ("S",)
VN, VP = ("V", "n"), ("V", "p")


def scalar(name):
    return ("var", name, S)


def path(name, sort, time):
    return ("path", name, sort, time)


def mul(*factors):
    return ("mul", *factors)


def square(x):
    return ("pow", x, 2)


def norm(x):
    return ("norm", x)


def le(a, b):
    return fact("<=", a, b)


def lt(a, b):
    return fact("<", a, b)


def eq(a, b):
    return fact("=", a, b)


def until(last, variable, relation):
    return Clause((variable,), (le(ZERO, variable), le(variable, last)), relation)


T, S_, LAST, ALPHA, BETA, LAM, LAM_1 = (scalar(x) for x in ("t", "s", "T", "alpha", "beta", "lambda", "lambda_1"))
Y = ("var", "y", VN)
NO_MORE = fact("<", ONE, ZERO)


def loss(x):
    return mul(num("1/2"), square(norm(sub(x, Y))))


def gradient_of_loss(at):
    zeta = ("var", "zeta", VN)
    return ("grad", zeta, loss(zeta), at)


# ---------------------------------------------------------------- Lemma 4


def z(time):
    return path("z", VN, time)


def q(time):
    return path("Q", ("O", "n", "n"), time)


DZ = ("dpath", "z", VN, T)
RESIDUAL = sub(z(T), Y)
LEMMA_4 = (
    le(ZERO, T),
    le(T, LAST),
    until(LAST, T, ("=", DZ, neg(("dot", q(T), gradient_of_loss(z(T)))))),
    eq(LAM, ("inf", T, ZERO, LAST, ("lmin", q(T)))),
    lt(ZERO, LAM),
    until(LAST, T, ("=", ("tr", q(T)), q(T))),
)

# ---------------------------------------------------------------- the model, its flows and Assumption 1


def f(x):
    return ("fn", "f", VP, VN, x)


def jac(x, name="f"):
    return ("jac", name, "p", "n", x)


def w(time):
    return path("w", VP, time)


def u(time):
    return path("u", VP, time)


W0 = w(ZERO)
J0 = jac(W0)
SMIN, SMAX = ("smin", J0), ("opnorm", J0)
L0 = loss(mul(ALPHA, f(W0)))
WIDE = (("<", "n", "p"),)
_a, _b = ("var", "a", VP), ("var", "b", VP)
ASSUMPTION_1 = (
    lt(ZERO, BETA),
    lt(ZERO, SMIN),
    Clause((_a, _b), (), ("<=", ("opnorm", sub(jac(_a), jac(_b))), mul(BETA, norm(sub(_a, _b))))),
)


def linearised(x):
    return ("add", f(W0), ("dot", J0, sub(x, u(ZERO))))


FLOW = Clause(
    (T,),
    (le(ZERO, T),),
    (
        "=",
        ("dpath", "w", VP, T),
        mul(num(-1), ALPHA, ("dot", ("tr", jac(w(T))), gradient_of_loss(mul(ALPHA, f(w(T)))))),
    ),
)
LINEAR_FLOW = Clause(
    (T,),
    (le(ZERO, T),),
    (
        "=",
        ("dpath", "u", VP, T),
        mul(num(-1), ALPHA, ("dot", ("tr", J0), gradient_of_loss(mul(ALPHA, linearised(u(T)))))),
    ),
)
MODEL = (lt(ZERO, ALPHA), FLOW, LINEAR_FLOW, eq(u(ZERO), W0))
LINEAR_MODEL = (lt(ZERO, ALPHA), LINEAR_FLOW, eq(u(ZERO), W0))
LATER = (le(ZERO, T),)
THRESHOLD = le(("div", mul(num(6), BETA, ("sqrt", mul(num(8), square(SMAX), L0))), ("pow", SMIN, 3)), ALPHA)
DECAY = ("exp", ("div", neg(mul(T, square(ALPHA), square(SMIN))), num(2)))
BALL = ("div", SMIN, mul(num(2), BETA))
STAYS = until(T, S_, ("<=", norm(sub(w(S_), W0)), BALL))
FROM_LEMMA_5 = (
    "div",
    ("sqrt", mul(("div", mul(num(9), square(SMIN)), num(2)), square(ALPHA), L0)),
    ("div", mul(square(ALPHA), square(SMIN)), num(4)),
)
B_PRIME = ("div", mul(num(2), ("sqrt", mul(num(8), square(SMAX), L0))), mul(ALPHA, square(SMIN)))


def theorem_2(*more):
    return (*MODEL, *ASSUMPTION_1, *more)


# ---------------------------------------------------------------- Lemma 5


def g(x):
    return ("fn", "g", VP, VN, x)


def v(time):
    return path("v", VP, time)


JV = jac(v(T), "g")
QV = ("dot", JV, ("tr", JV))
DV = ("dpath", "v", VP, T)
MOVED = norm(sub(v(T), v(ZERO)))
BOUND_5 = ("div", mul(num(2), LAM_1, loss(g(v(ZERO)))), LAM)
LEMMA_5 = (
    le(ZERO, T),
    le(T, LAST),
    lt(ZERO, LAM),
    until(LAST, T, ("=", DV, neg(("dot", ("tr", JV), gradient_of_loss(g(v(T))))))),
    until(LAST, T, ("<=", LAM, ("lmin", QV))),
    until(LAST, T, ("<=", ("lmax", QV), LAM_1)),
)
LENGTH_5 = mul(("sqrt", LAM_1), ("int", S_, ZERO, T, mul(norm(sub(g(v(ZERO)), Y)), ("exp", neg(mul(LAM, S_))))))

# ---------------------------------------------------------------- Lemma 6

W = ("var", "w", VP)
V_ = ("var", "v", VN)
JW = jac(W)
B = scalar("B")
LEMMA_6 = (*ASSUMPTION_1, eq(B, BALL), le(norm(sub(W, W0)), B))
A_V, B_V = ("dot", ("tr", sub(JW, J0)), V_), ("dot", ("tr", J0), V_)
UNIT = eq(norm(V_), ONE)

FALSE = {
    "lemma3.4": Problem(
        (),
        (*LINEAR_MODEL, *LATER),
        fact(
            "=",
            ("d", T, mul(ALPHA, linearised(u(T)))),
            neg(mul(ALPHA, ("dot", ("dot", J0, ("tr", J0)), sub(mul(ALPHA, linearised(u(T))), Y)))),
        ),
    ),
    "lemma4.2": Problem(
        (),
        LEMMA_4,
        fact("=", ("d", T, mul(num("1/2"), square(norm(RESIDUAL)))), mul(num("1/2"), ("inner", DZ, RESIDUAL))),
    ),
    "lemma4.3": Problem(
        (),
        LEMMA_4,
        fact("=", mul(num("1/2"), ("inner", DZ, RESIDUAL)), ("inner", neg(("dot", q(T), RESIDUAL)), RESIDUAL)),
    ),
    "lemma4.6": Problem((), LEMMA_4, fact("=", neg(mul(LAM, square(norm(RESIDUAL)))), mul(num(2), LAM, loss(z(T))))),
    "lemma4.7": Problem(
        (),
        (
            le(ZERO, T),
            le(T, LAST),
            lt(ZERO, LAM),
            until(LAST, T, ("<=", ("d", T, loss(z(T))), mul(num(2), LAM, loss(z(T))))),
        ),
        fact("<=", loss(z(T)), mul(loss(z(ZERO)), ("exp", mul(num(-2), LAM, T)))),
    ),
    "lemma5.statement": Problem((), LEMMA_5, fact("<=", square(MOVED), BOUND_5)),
    "lemma5.statement.unsquared": Problem((), LEMMA_5, fact("<=", MOVED, BOUND_5)),
    "lemma5.7": Problem(
        (),
        (le(ZERO, T), le(T, LAST), lt(ZERO, LAM), until(LAST, T, ("<=", MOVED, LENGTH_5))),
        fact("<=", square(MOVED), BOUND_5),
    ),
    "linear.1": Problem(
        WIDE,
        (*LINEAR_MODEL, *LATER),
        fact(
            "=",
            ("d", T, mul(ALPHA, linearised(u(T)))),
            neg(mul(square(ALPHA), ("dot", ("dot", J0, ("tr", J0)), sub(linearised(u(T)), Y)))),
        ),
    ),
    "linear.3": Problem(
        WIDE,
        (*LINEAR_MODEL, *LATER, *ASSUMPTION_1),
        fact(
            "<=",
            norm(sub(u(T), u(ZERO))),
            ("div", ("sqrt", mul(num(2), square(ALPHA), square(SMAX), L0)), mul(square(ALPHA), SMIN)),
        ),
    ),
    "lemma6.max.4": Problem(
        WIDE, LEMMA_6, fact("=", ("add", ("opnorm", sub(JW, J0)), SMAX), ("add", mul(BETA, B), SMAX))
    ),
    "theorem2.5": Problem(WIDE, theorem_2(), fact("=", FROM_LEMMA_5, B_PRIME)),
    "theorem2.statement.loss": Problem(
        WIDE,
        theorem_2(THRESHOLD, *LATER),
        fact("<=", ("max", loss(mul(ALPHA, f(w(T)))), loss(mul(ALPHA, linearised(w(T))))), mul(L0, DECAY)),
    ),
}

TRUE = {
    "lemma4.statement": Problem((), LEMMA_4, fact("<=", loss(z(T)), mul(loss(z(ZERO)), ("exp", mul(num(-2), LAM, T))))),
    "lemma4.4": Problem(
        (),
        LEMMA_4,
        fact("<=", ("inner", neg(("dot", q(T), RESIDUAL)), RESIDUAL), neg(mul(("lmin", q(T)), square(norm(RESIDUAL))))),
    ),
    "lemma5.length": Problem((), LEMMA_5, fact("<=", MOVED, LENGTH_5)),
    "lemma5.repaired": Problem(
        (),
        LEMMA_5,
        fact("<=", square(MOVED), ("div", BOUND_5, LAM)),
    ),
    "lemma6.statement.min": Problem(WIDE, LEMMA_6, fact("<=", ("div", SMIN, num(2)), ("smin", JW))),
    "lemma6.statement.max": Problem(WIDE, LEMMA_6, fact("<=", ("opnorm", JW), ("div", mul(num(3), SMAX), num(2)))),
    "lemma6.min.7": Problem(
        WIDE,
        (*LEMMA_6, UNIT),
        fact(
            "<=",
            ("add", square(norm(A_V)), neg(mul(num(2), norm(A_V), norm(B_V))), square(norm(B_V))),
            ("add", square(norm(A_V)), mul(num(2), ("inner", A_V, B_V)), square(norm(B_V))),
        ),
    ),
    "lemma6.min.10": Problem(WIDE, (*LEMMA_6, UNIT), fact("<=", SMIN, norm(B_V))),
    "linear.2": Problem(
        WIDE,
        (*LINEAR_MODEL, *LATER, *ASSUMPTION_1),
        fact("<=", loss(mul(ALPHA, linearised(u(T)))), mul(L0, ("exp", mul(num(-2), T, square(ALPHA), square(SMIN))))),
    ),
    "theorem2.3": Problem(WIDE, theorem_2(STAYS, *LATER), fact("<=", loss(mul(ALPHA, f(w(T)))), mul(L0, DECAY))),
    "theorem2.4": Problem(WIDE, theorem_2(STAYS, *LATER), fact("<=", norm(sub(w(T), W0)), FROM_LEMMA_5)),
    "theorem2.6": Problem(WIDE, theorem_2(THRESHOLD), fact("<=", B_PRIME, BALL)),
    "theorem2.7": Problem(WIDE, theorem_2(THRESHOLD), Clause((T,), LATER, ("<=", norm(sub(w(T), W0)), BALL))),
    "theorem2.statement.loss.intended": Problem(
        WIDE,
        theorem_2(THRESHOLD, *LATER),
        fact("<=", ("max", loss(mul(ALPHA, f(w(T)))), loss(mul(ALPHA, linearised(u(T))))), mul(L0, DECAY)),
    ),
    "theorem2.statement.displacement": Problem(
        WIDE,
        theorem_2(THRESHOLD, *LATER),
        fact(
            "<=",
            ("max", norm(sub(w(T), W0)), norm(sub(u(T), u(ZERO)))),
            ("div", mul(num(3), ("sqrt", mul(num(8), square(SMAX), L0))), mul(ALPHA, square(SMIN))),
        ),
    ),
}
