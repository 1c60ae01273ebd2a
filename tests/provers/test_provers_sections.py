"""Members of families of functions, and functions of several arguments with all but one fixed."""

from lines import assert_proved, assert_refuted, each_of, problem

from proofcheck.lang import (
    average,
    convex_set,
    dimension,
    for_all,
    inner,
    jacobian,
    mapping,
    member,
    nabla,
    natural,
    norm,
    operator,
    projection,
    scalar,
    scalar_function,
    sequence,
    subset,
    unit_vector,
    vector,
    within,
)

d, q, n = dimension("d"), dimension("q"), dimension("n")
i, k, N, L = natural("i"), natural("k"), natural("N"), scalar("L", positive=True)
x, y, z, a, b = (vector(name, d) for name in ("x", "y", "z", "a", "b"))
whole = mapping("f_all", d, n)


def f(number, at):
    return whole(at)[number]


def slope(number, at):
    return jacobian(whole)(at).T @ unit_vector(n, number)


def mean(at):
    return average(i, 1, n, f(i, at))


def mean_slope(at):
    return average(i, 1, n, slope(i, at))


def gap(number, at, start):
    return f(number, at) - f(number, start) - inner(slope(number, start), at - start)


one_of_them = within(k, 1, n)
convex = for_all((one_of_them, a, b), gap(k, b, a) >= 0)
smooth = for_all((one_of_them, a, b), norm(slope(k, a) - slope(k, b)) <= L * norm(a - b))
here = within(i, 1, n)

F, w, v = scalar_function("F_0", dimension("m")), vector("w", q), vector("v", q)
A, B = operator("A", dimension("m"), d), operator("B", dimension("m"), q)


def g(at, other):
    """A function of two vectors, as one of their images in a larger space."""
    return F(A @ at + B @ other)


def slope_in_first(at, other):
    return nabla(a, g(a, other), at)


smooth_in_first = for_all((a, b, v), norm(slope_in_first(a, v) - slope_in_first(b, v)) <= L * norm(a - b))

TRUE = {
    "descent of a member": (gap(i, y, x) <= L / 2 * norm(y - x) ** 2, smooth, here),
    "a member is cocoercive": (norm(slope(i, x) - slope(i, y)) ** 2 <= 2 * L * gap(i, x, y), convex, smooth, here),
    "a mean is smooth": (norm(mean_slope(x) - mean_slope(y)) <= L * norm(x - y), smooth),
    "spread of the slopes": (
        average(i, 1, n, norm(slope(i, x) - slope(i, y)) ** 2)
        <= 2 * L * (mean(x) - mean(y) - inner(mean_slope(y), x - y)),
        convex,
        smooth,
    ),
    "spread of the slopes at a minimiser": (
        average(i, 1, n, norm(slope(i, x) - slope(i, z)) ** 2) <= 2 * L * (mean(x) - mean(z)),
        convex,
        smooth,
        for_all(a, mean(z) <= mean(a)),
    ),
    "descent in the first of two": (
        g(y, w) <= g(x, w) + inner(slope_in_first(x, w), y - x) + L / 2 * norm(y - x) ** 2,
        smooth_in_first,
    ),
}
FALSE = {
    "a member's gap is no quarter": (gap(i, y, x) <= L / 4 * norm(y - x) ** 2, smooth, here),
    "spread at what is no minimiser": (
        average(i, 1, n, norm(slope(i, x) - slope(i, z)) ** 2) <= 2 * L * (mean(x) - mean(z)),
        convex,
        smooth,
    ),
    "half the constant": (norm(slope(i, x) - slope(i, y)) ** 2 <= L * gap(i, x, y), convex, smooth, here),
}


@each_of(TRUE)
def test_what_holds_of_a_function_holds_of_each_member(line):
    assert_proved(problem(*line))


@each_of(FALSE)
def test_what_does_not_is_refuted(line):
    assert_refuted(problem(*line))


C, steps, away = subset("C", d), sequence("x", d), sequence("g", d)
moved = steps[k] - L * away[k]
projected = (convex_set(C), for_all(within(k, 1, N), projection(steps[k + 1], moved, C)), within(k, 1, N))


def test_each_step_of_a_projected_iteration_is_a_projection():
    assert_proved(problem(norm(steps[k + 1] - x) ** 2 <= norm(moved - x) ** 2, *projected, member(x, C)))
