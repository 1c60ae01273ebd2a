"""Claims of the lecture on lazy training as kernel problems, true and false ones."""

from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.terms import ONE, ZERO, Term, neg, num, sub

S = ("S",)
VN, VP = ("V", "n"), ("V", "p")


def scalar(name):
    return Term("var", name, S)


def path(name, sort, time):
    return Term("path", name, sort, time)


def mul(*factors):
    return Term("mul", *factors)


def square(x):
    return Term("pow", x, 2)


def norm(x):
    return Term("norm", x)


def le(a, b):
    return fact("<=", a, b)


def lt(a, b):
    return fact("<", a, b)


def eq(a, b):
    return fact("=", a, b)


def until(last, variable, relation):
    return Clause((variable,), (le(ZERO, variable), le(variable, last)), relation)


T, S_, LAST, ALPHA, BETA, LAM, LAM_1 = (scalar(x) for x in ("t", "s", "T", "alpha", "beta", "lambda", "lambda_1"))
Y = Term("var", "y", VN)
NO_MORE = fact("<", ONE, ZERO)


def loss(x):
    return mul(num("1/2"), square(norm(sub(x, Y))))


def gradient_of_loss(at):
    zeta = Term("var", "zeta", VN)
    return Term("grad", zeta, loss(zeta), at)


# ---------------------------------------------------------------- Lemma 4


def z(time):
    return path("z", VN, time)


def q(time):
    return path("Q", ("O", "n", "n"), time)


DZ = Term("dpath", "z", VN, T)
RESIDUAL = sub(z(T), Y)
LEMMA_4 = (
    le(ZERO, T),
    le(T, LAST),
    until(LAST, T, ("=", DZ, neg(Term("dot", q(T), gradient_of_loss(z(T)))))),
    eq(LAM, Term("inf", T, ZERO, LAST, Term("lmin", q(T)))),
    lt(ZERO, LAM),
    until(LAST, T, ("=", Term("tr", q(T)), q(T))),
)

# ---------------------------------------------------------------- the model, its flows and Assumption 1


def f(x):
    return Term("fn", "f", VP, VN, x)


def jac(x, name="f"):
    return Term("jac", name, "p", "n", x)


def w(time):
    return path("w", VP, time)


def u(time):
    return path("u", VP, time)


W0 = w(ZERO)
J0 = jac(W0)
SMIN, SMAX = Term("smin", J0), Term("opnorm", J0)
L0 = loss(mul(ALPHA, f(W0)))
WIDE = (("<", "n", "p"),)
_a, _b = Term("var", "a", VP), Term("var", "b", VP)
ASSUMPTION_1 = (
    lt(ZERO, BETA),
    lt(ZERO, SMIN),
    Clause((_a, _b), (), ("<=", Term("opnorm", sub(jac(_a), jac(_b))), mul(BETA, norm(sub(_a, _b))))),
)


def linearised(x):
    return Term("add", f(W0), Term("dot", J0, sub(x, u(ZERO))))


FLOW = Clause(
    (T,),
    (le(ZERO, T),),
    (
        "=",
        Term("dpath", "w", VP, T),
        mul(num(-1), ALPHA, Term("dot", Term("tr", jac(w(T))), gradient_of_loss(mul(ALPHA, f(w(T)))))),
    ),
)
LINEAR_FLOW = Clause(
    (T,),
    (le(ZERO, T),),
    (
        "=",
        Term("dpath", "u", VP, T),
        mul(num(-1), ALPHA, Term("dot", Term("tr", J0), gradient_of_loss(mul(ALPHA, linearised(u(T)))))),
    ),
)
MODEL = (lt(ZERO, ALPHA), FLOW, LINEAR_FLOW, eq(u(ZERO), W0))
LINEAR_MODEL = (lt(ZERO, ALPHA), LINEAR_FLOW, eq(u(ZERO), W0))
LATER = (le(ZERO, T),)
THRESHOLD = le(Term("div", mul(num(6), BETA, Term("sqrt", mul(num(8), square(SMAX), L0))), Term("pow", SMIN, 3)), ALPHA)
DECAY = Term("exp", Term("div", neg(mul(T, square(ALPHA), square(SMIN))), num(2)))
BALL = Term("div", SMIN, mul(num(2), BETA))
STAYS = until(T, S_, ("<=", norm(sub(w(S_), W0)), BALL))
FROM_LEMMA_5 = Term(
    "div",
    Term("sqrt", mul(Term("div", mul(num(9), square(SMIN)), num(2)), square(ALPHA), L0)),
    Term("div", mul(square(ALPHA), square(SMIN)), num(4)),
)
B_PRIME = Term("div", mul(num(2), Term("sqrt", mul(num(8), square(SMAX), L0))), mul(ALPHA, square(SMIN)))


def theorem_2(*more):
    return (*MODEL, *ASSUMPTION_1, *more)


# ---------------------------------------------------------------- Lemma 5


def g(x):
    return Term("fn", "g", VP, VN, x)


def v(time):
    return path("v", VP, time)


JV = jac(v(T), "g")
QV = Term("dot", JV, Term("tr", JV))
DV = Term("dpath", "v", VP, T)
MOVED = norm(sub(v(T), v(ZERO)))
BOUND_5 = Term("div", mul(num(2), LAM_1, loss(g(v(ZERO)))), LAM)
LEMMA_5 = (
    le(ZERO, T),
    le(T, LAST),
    lt(ZERO, LAM),
    until(LAST, T, ("=", DV, neg(Term("dot", Term("tr", JV), gradient_of_loss(g(v(T))))))),
    until(LAST, T, ("<=", LAM, Term("lmin", QV))),
    until(LAST, T, ("<=", Term("lmax", QV), LAM_1)),
)
LENGTH_5 = mul(
    Term("sqrt", LAM_1), Term("int", S_, ZERO, T, mul(norm(sub(g(v(ZERO)), Y)), Term("exp", neg(mul(LAM, S_)))))
)

# ---------------------------------------------------------------- Lemma 6

W = Term("var", "w", VP)
V_ = Term("var", "v", VN)
JW = jac(W)
B = scalar("B")
LEMMA_6 = (*ASSUMPTION_1, eq(B, BALL), le(norm(sub(W, W0)), B))
A_V, B_V = Term("dot", Term("tr", sub(JW, J0)), V_), Term("dot", Term("tr", J0), V_)
UNIT = eq(norm(V_), ONE)

FALSE = {
    "lemma3.4": Problem(
        (),
        (*LINEAR_MODEL, *LATER),
        fact(
            "=",
            Term("d", T, mul(ALPHA, linearised(u(T)))),
            neg(mul(ALPHA, Term("dot", Term("dot", J0, Term("tr", J0)), sub(mul(ALPHA, linearised(u(T))), Y)))),
        ),
    ),
    "lemma4.2": Problem(
        (),
        LEMMA_4,
        fact("=", Term("d", T, mul(num("1/2"), square(norm(RESIDUAL)))), mul(num("1/2"), Term("inner", DZ, RESIDUAL))),
    ),
    "lemma4.3": Problem(
        (),
        LEMMA_4,
        fact(
            "=", mul(num("1/2"), Term("inner", DZ, RESIDUAL)), Term("inner", neg(Term("dot", q(T), RESIDUAL)), RESIDUAL)
        ),
    ),
    "lemma4.6": Problem((), LEMMA_4, fact("=", neg(mul(LAM, square(norm(RESIDUAL)))), mul(num(2), LAM, loss(z(T))))),
    "lemma4.7": Problem(
        (),
        (
            le(ZERO, T),
            le(T, LAST),
            lt(ZERO, LAM),
            until(LAST, T, ("<=", Term("d", T, loss(z(T))), mul(num(2), LAM, loss(z(T))))),
        ),
        fact("<=", loss(z(T)), mul(loss(z(ZERO)), Term("exp", mul(num(-2), LAM, T)))),
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
            Term("d", T, mul(ALPHA, linearised(u(T)))),
            neg(mul(square(ALPHA), Term("dot", Term("dot", J0, Term("tr", J0)), sub(linearised(u(T)), Y)))),
        ),
    ),
    "linear.3": Problem(
        WIDE,
        (*LINEAR_MODEL, *LATER, *ASSUMPTION_1),
        fact(
            "<=",
            norm(sub(u(T), u(ZERO))),
            Term("div", Term("sqrt", mul(num(2), square(ALPHA), square(SMAX), L0)), mul(square(ALPHA), SMIN)),
        ),
    ),
    "lemma6.max.4": Problem(
        WIDE, LEMMA_6, fact("=", Term("add", Term("opnorm", sub(JW, J0)), SMAX), Term("add", mul(BETA, B), SMAX))
    ),
    "theorem2.5": Problem(WIDE, theorem_2(), fact("=", FROM_LEMMA_5, B_PRIME)),
    "theorem2.statement.loss": Problem(
        WIDE,
        theorem_2(THRESHOLD, *LATER),
        fact("<=", Term("max", loss(mul(ALPHA, f(w(T)))), loss(mul(ALPHA, linearised(w(T))))), mul(L0, DECAY)),
    ),
}

TRUE = {
    "lemma4.statement": Problem(
        (), LEMMA_4, fact("<=", loss(z(T)), mul(loss(z(ZERO)), Term("exp", mul(num(-2), LAM, T))))
    ),
    "lemma4.4": Problem(
        (),
        LEMMA_4,
        fact(
            "<=",
            Term("inner", neg(Term("dot", q(T), RESIDUAL)), RESIDUAL),
            neg(mul(Term("lmin", q(T)), square(norm(RESIDUAL)))),
        ),
    ),
    "lemma5.length": Problem((), LEMMA_5, fact("<=", MOVED, LENGTH_5)),
    "lemma5.repaired": Problem(
        (),
        LEMMA_5,
        fact("<=", square(MOVED), Term("div", BOUND_5, LAM)),
    ),
    "lemma6.statement.min": Problem(WIDE, LEMMA_6, fact("<=", Term("div", SMIN, num(2)), Term("smin", JW))),
    "lemma6.statement.max": Problem(
        WIDE, LEMMA_6, fact("<=", Term("opnorm", JW), Term("div", mul(num(3), SMAX), num(2)))
    ),
    "lemma6.min.7": Problem(
        WIDE,
        (*LEMMA_6, UNIT),
        fact(
            "<=",
            Term("add", square(norm(A_V)), neg(mul(num(2), norm(A_V), norm(B_V))), square(norm(B_V))),
            Term("add", square(norm(A_V)), mul(num(2), Term("inner", A_V, B_V)), square(norm(B_V))),
        ),
    ),
    "lemma6.min.10": Problem(WIDE, (*LEMMA_6, UNIT), fact("<=", SMIN, norm(B_V))),
    "linear.2": Problem(
        WIDE,
        (*LINEAR_MODEL, *LATER, *ASSUMPTION_1),
        fact(
            "<=", loss(mul(ALPHA, linearised(u(T)))), mul(L0, Term("exp", mul(num(-2), T, square(ALPHA), square(SMIN))))
        ),
    ),
    "theorem2.3": Problem(WIDE, theorem_2(STAYS, *LATER), fact("<=", loss(mul(ALPHA, f(w(T)))), mul(L0, DECAY))),
    "theorem2.4": Problem(WIDE, theorem_2(STAYS, *LATER), fact("<=", norm(sub(w(T), W0)), FROM_LEMMA_5)),
    "theorem2.6": Problem(WIDE, theorem_2(THRESHOLD), fact("<=", B_PRIME, BALL)),
    "theorem2.7": Problem(WIDE, theorem_2(THRESHOLD), Clause((T,), LATER, ("<=", norm(sub(w(T), W0)), BALL))),
    "theorem2.statement.loss.intended": Problem(
        WIDE,
        theorem_2(THRESHOLD, *LATER),
        fact("<=", Term("max", loss(mul(ALPHA, f(w(T)))), loss(mul(ALPHA, linearised(u(T))))), mul(L0, DECAY)),
    ),
    "theorem2.statement.displacement": Problem(
        WIDE,
        theorem_2(THRESHOLD, *LATER),
        fact(
            "<=",
            Term("max", norm(sub(w(T), W0)), norm(sub(u(T), u(ZERO)))),
            Term("div", mul(num(3), Term("sqrt", mul(num(8), square(SMAX), L0))), mul(ALPHA, square(SMIN))),
        ),
    ),
}
