r"""Notation of both theorems: a convex function f on R^d, and a path X that obeys the equation of the method.

The equation is \ddot{X} + \frac{r}{t} \dot{X} + \nabla f(X) = 0 for t > 0, with X(0) = x_0 and \dot{X}(0) = 0. It is
stated for t >= 0 and multiplied by t, which says both: at t = 0 it is r \dot{X}(0) = 0.
"""

from proofcheck.lang import (
    convex,
    derivative,
    dimension,
    eq,
    for_all,
    gradient,
    inner,
    path,
    scalar_function,
    time,
    vector,
)

d = dimension("d")
t = time("t")
f = scalar_function("f", d)
X = path("X", d)
x_star = vector("x*", d)

position, velocity, acceleration = X(t), X.dot(t), derivative(t, X.dot(t))
start = X(0)
slope = gradient(f)(position)
gap = f(position) - f(x_star)
decline = inner(position - x_star, slope)
is_convex = convex(f)


def accelerated(r):
    """Return the equation with friction r / t."""
    return for_all(t >= 0, eq(t * acceleration + r * velocity + t * slope, 0))
