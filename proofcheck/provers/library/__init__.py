"""Theorems that are derived once from the rules of the kernel, applied like rules, and cited by name.

A law of the library is a theorem without hypotheses about letters: paths, functions, variables and dimensions. To apply
it is to read it for other letters (``rename``, ``specialize``) and to instantiate it with proofs of its conditions.
Nothing of this is trusted: the derivation of a law is part of each derivation that applies it, and replayed with it.

What a proof uses by name, for the question whether a claim follows from its reason, is read off its derivation here: a
step that applies a law uses the law, whatever is beneath. That a theorem is a law is seen from its statement, not from
a label that a prover sets: what has the clause of Groenwall's inequality and no hypotheses is Groenwall's inequality.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from proofcheck.evidence.derivations import derivation
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import (
    calculus,
    convexity,
    coordinates,
    divisions,
    eigenvalues,
    exponentials,
    frobenius,
    growth,
    hoeffding,
    integrals,
    intervals,
    inverses,
    lengths,
    loewner,
    maps,
    nonsmooth,
    nuclear,
    orders,
    powers,
    products,
    segments,
    singular,
    singular_numbers,
    slopes,
    spectra,
    waves,
    zeros,
)
from proofcheck.provers.library.applying import apply
from proofcheck.provers.matching import nameless
from proofcheck.provers.naming import names_of_step

__all__ = ["LAWS", "Law", "apply", "grounds", "law_of", "named", "outline", "uses", "uses_by_step"]


@dataclass(frozen=True, slots=True)
class Law:
    """A derived theorem.

    Attributes:
        title: what a proof in print calls it.
        name: what a reason cites it by.
        theorem: makes it.
    """

    title: str
    name: str
    theorem: Callable[[], Theorem]


LAWS = (
    Law("compare squares", "monotonicity", orders.squares_law),
    Law("compare squares", "monotonicity", orders.strict_squares_law),
    Law("below a root", "monotonicity", orders.root_law),
    Law("monotone", "monotonicity", partial(orders.growth_law, "exp", "<=")),
    Law("monotone", "monotonicity", partial(orders.growth_law, "exp", "<")),
    Law("monotone", "monotonicity", partial(orders.growth_law, "log", "<=")),
    Law("monotone", "monotonicity", partial(orders.growth_law, "log", "<")),
    Law("order both ways", "logic", orders.antisymmetry_law),
    Law("maximum", "maximum", partial(orders.maximum_law, "<=")),
    Law("maximum", "maximum", partial(orders.maximum_law, "<")),
    Law("extremes", "maximum", partial(orders.extremes_law, 1)),
    Law("extremes", "maximum", partial(orders.extremes_law, 2)),
    Law("whole numbers", "arithmetic", orders.whole_numbers_law),
    Law("reciprocal", "arithmetic", orders.reciprocal_law),
    Law("vanishing operator", "arithmetic", zeros.operator_law),
    Law("tangent of the exponential", "monotonicity", orders.tangent_law),
    Law("circle", "arithmetic", waves.circle_law),
    Law("addition theorem", "arithmetic", partial(waves.addition_law, "sin")),
    Law("addition theorem", "arithmetic", partial(waves.addition_law, "cos")),
    Law("compare powers", "monotonicity", orders.powers_law),
    Law("compare powers", "monotonicity", powers.strict_law),
    Law("powers of one number", "monotonicity", powers.rising_law),
    Law("powers of one number", "monotonicity", powers.below_one_law),
    Law("powers of one number", "monotonicity", powers.not_negative_law),
    Law("powers of one number", "monotonicity", powers.reciprocal_law),
    Law("Bernoulli's inequality", "monotonicity", orders.bernoulli_law),
    Law("power as an exponential", "monotonicity", powers.exponential_law),
    Law("tangent of a power", "monotonicity", powers.tangent_law),
    Law("tangent of a power", "monotonicity", powers.secant_law),
    Law("discriminant", "arithmetic", orders.discriminant_law),
    Law("between the ends", "arithmetic", intervals.between_law),
    Law("square of a size", "maximum", intervals.square_of_size_law),
    Law("limit of bounds", "arithmetic", orders.limit_law),
    Law("equals of equals", "arithmetic", orders.equals_law),
    Law("tangent of the root", "monotonicity", orders.tangent_of_root_law),
    Law("Groenwall", "Groenwall", calculus.groenwall_law),
    Law("Groenwall with a source", "Groenwall", calculus.groenwall_with_source_law),
    Law("Groenwall for lengths", "Groenwall", growth.growth_of_length_law),
    Law("descent lemma", "descent lemma", calculus.descent_law),
    Law("gradient bound", "descent lemma", calculus.gradient_bound_law),
    Law("gradient inequality", "gradient inequality", lengths.gradient_inequality_law),
    Law("gradient inequality", "gradient inequality", lengths.bent_gradient_inequality_law),
    Law("rising parabola", "monotonicity", partial(lengths.within_law, "<=")),
    Law("rising parabola", "monotonicity", partial(lengths.within_law, "<")),
    Law("Cauchy-Schwarz", "Cauchy-Schwarz", spectra.cauchy_schwarz_law),
    Law("Cauchy-Schwarz for integrals", "Cauchy-Schwarz", integrals.cauchy_schwarz_law),
    Law("triangle inequality for integrals", "triangle inequality for integrals", integrals.triangle_law),
    Law("triangle inequality for integrals", "triangle inequality for integrals", partial(integrals.triangle_law, "O")),
    Law("triangle inequality for integrals", "triangle inequality for integrals", integrals.operator_triangle_law),
    Law("square of a distance", "Cauchy-Schwarz", integrals.distance_law),
    Law("integral over a point", "arithmetic", partial(integrals.point_law, "S")),
    Law("integral over a point", "arithmetic", partial(integrals.point_law, "V")),
    Law("triangle inequality", "triangle inequality", spectra.triangle_law),
    Law("triangle inequality", "triangle inequality", spectra.operator_triangle_law),
    Law("length of a multiple", "maximum", spectra.multiple_law),
    Law("length of a multiple", "maximum", spectra.scaled_law),
    Law("Dunkl-Williams inequality", "triangle inequality", spectra.directions_law),
    Law("operator norm", "operator norm", spectra.operator_norm_law),
    Law("operator norm", "operator norm", spectra.product_law),
    Law("norm of an outer product", "operator norm", spectra.outer_law),
    Law("dividing by a length", "arithmetic", divisions.divided_law),
    Law("norm of a projection", "operator norm", divisions.projection_law),
    Law("norm of an isometry", "operator norm", spectra.isometry_law),
    Law("least singular value", "singular values", spectra.least_singular_value_law),
    Law("least singular value of a square", "singular values", spectra.least_square_law),
    Law("singular values of a product", "singular values", spectra.singular_value_of_product_law),
    Law("bound of the least singular value", "singular values", products.least_value_bound_law),
    Law("singular values of an isometry", "singular values", products.unit_values_law),
    Law("order of singular values", "singular values", spectra.order_of_singular_values_law),
    Law("perturbation of singular values", "perturbation of singular values", spectra.perturbation_law),
    Law("Rayleigh quotient", "Rayleigh quotient", spectra.least_eigenvalue_law),
    Law("Rayleigh quotient", "Rayleigh quotient", spectra.largest_eigenvalue_law),
    Law("Weyl's inequality", "perturbation of eigenvalues", spectra.least_eigenvalue_of_sum_law),
    Law("Weyl's inequality", "perturbation of eigenvalues", spectra.largest_eigenvalue_of_sum_law),
    Law("Weyl's inequality", "perturbation of eigenvalues", spectra.perturbed_least_eigenvalue_law),
    Law("Weyl's inequality", "perturbation of eigenvalues", spectra.perturbed_largest_eigenvalue_law),
    Law("order of eigenvalues", "Rayleigh quotient", spectra.order_of_eigenvalues_law),
    Law("Cauchy-Schwarz", "Cauchy-Schwarz", frobenius.cauchy_schwarz_law),
    Law("triangle inequality", "triangle inequality", frobenius.triangle_law),
    Law("Frobenius norm", "Frobenius norm", frobenius.applied_law),
    Law("Frobenius norm", "Frobenius norm", frobenius.operator_norm_law),
    Law("Frobenius norm of a product", "Frobenius norm", frobenius.product_law),
    Law("trace and eigenvalues", "trace", frobenius.trace_law),
    Law("trace and eigenvalues", "trace", frobenius.trace_bound_law),
    Law("trace of a product", "trace", frobenius.trace_of_product_law),
    Law("trace of a product", "trace", frobenius.trace_of_product_bound_law),
    Law("trace of a product", "trace", frobenius.trace_of_product_and_norm_law),
    Law("trace duality", "nuclear norm", nuclear.duality_law),
    Law("sign of the nuclear norm", "nuclear norm", nuclear.positive_law),
    Law("triangle inequality for nuclear norms", "nuclear norm", nuclear.triangle_law),
    Law("nuclear norm of a multiple", "nuclear norm", nuclear.multiple_law),
    Law("nuclear norm of a multiple", "nuclear norm", nuclear.scaled_law),
    Law("nuclear norm of a multiple", "nuclear norm", nuclear.opposite_law),
    Law("nuclear norm of a product", "nuclear norm", nuclear.product_law),
    Law("nuclear norm of a transpose", "nuclear norm", nuclear.transpose_law),
    Law("nuclear norm of an outer product", "nuclear norm", nuclear.outer_law),
    Law("nuclear norm of an outer product", "nuclear norm", nuclear.outer_below_law),
    Law("nuclear norm and Frobenius norm", "nuclear norm", nuclear.factors_law),
    Law("nuclear norm and Frobenius norm", "nuclear norm", nuclear.entries_law),
    Law("nuclear norm and Frobenius norm", "nuclear norm", nuclear.columns_law),
    Law("nuclear norm and trace", "nuclear norm", nuclear.trace_law),
    Law("singular value of an image", "singular values", singular.image_law),
    Law("sign of a singular value", "singular values", singular.positive_law),
    Law("singular value and norm", "singular values", singular.norm_law),
    Law("perturbation of singular values", "perturbation of singular values", singular.perturbation_law),
    Law("singular value of a product", "singular values", singular.product_law),
    Law("singular value of a product", "singular values", singular.product_before_law),
    Law("singular value of a multiple", "singular values", singular.scaled_law),
    Law("singular value of a multiple", "singular values", singular.scaled_below_law),
    Law("singular value of a multiple", "singular values", singular.multiple_law),
    Law("singular value of a multiple", "singular values", singular.multiple_below_law),
    Law("order of singular values", "singular values", singular_numbers.order_law),
    Law("singular value and norm", "singular values", singular_numbers.first_law),
    Law("last singular value", "singular values", singular_numbers.last_law),
    Law("last singular value", "singular values", singular_numbers.last_bound_law),
    Law("last singular value", "singular values", singular_numbers.least_law),
    Law("singular values beyond the last", "singular values", singular_numbers.tall_law),
    Law("singular values beyond the last", "singular values", singular_numbers.wide_law),
    Law("singular values of a transpose", "singular values", singular_numbers.transpose_law),
    Law("order of singular values by operators", "singular values", eigenvalues.monotone_law),
    Law("order of eigenvalues by operators", "perturbation of eigenvalues", eigenvalues.order_law),
    Law("eigenvalue of a sum by its number", "perturbation of eigenvalues", eigenvalues.sum_law),
    Law("perturbation of an eigenvalue by its number", "perturbation of eigenvalues", eigenvalues.perturbation_law),
    Law("eigenvalue between the extreme ones", "Rayleigh quotient", eigenvalues.least_law),
    Law("eigenvalue between the extreme ones", "Rayleigh quotient", eigenvalues.largest_law),
    Law("eigenvalue and norm", "Rayleigh quotient", eigenvalues.norm_law),
    Law("first eigenvalue", "Rayleigh quotient", eigenvalues.first_law),
    Law("last eigenvalue", "Rayleigh quotient", eigenvalues.last_law),
    Law("right inverse", "inverse", singular_numbers.right_inverse_law),
    Law("right inverse", "inverse", singular_numbers.size_of_right_inverse_law),
    Law("form of a positive operator", "Cauchy-Schwarz", loewner.form_law),
    Law("image and form", "Cauchy-Schwarz", loewner.image_law),
    Law("image and form", "Cauchy-Schwarz", loewner.image_and_norm_law),
    Law("kernel of a positive operator", "Cauchy-Schwarz", loewner.kernel_law),
    Law("parts of a multiple of the identity", "Cauchy-Schwarz", loewner.parts_of_multiple_law),
    Law("trace and largest eigenvalue", "trace", loewner.largest_below_trace_law),
    Law("trace and operator norm", "trace", loewner.norm_below_trace_law),
    Law("trace and Frobenius norm", "trace", loewner.entries_below_trace_law),
    Law("inverse of a positive operator", "inverse", loewner.inverse_is_positive_law),
    Law("eigenvalues and singular values", "singular values", frobenius.eigenvalue_law),
    Law("norm of a symmetric operator", "Rayleigh quotient", frobenius.symmetric_norm_law),
    Law("norm of an inverse", "inverse", frobenius.inverse_law),
    Law("norm of an inverse", "inverse", frobenius.inverse_bound_law),
    Law("least singular value of an inverse", "inverse", frobenius.least_value_of_inverse_law),
    Law("resolvents", "arithmetic", inverses.resolvents_law),
    Law("difference of inverses", "inverse", inverses.difference_law),
    Law("order of inverses", "inverse", inverses.order_law),
    Law("form of an inverse", "inverse", inverses.sign_of_form_law),
    Law("form of an inverse", "inverse", inverses.above_form_law),
    Law("form of an inverse", "inverse", inverses.below_form_law),
    Law("form between two multiples", "inverse", inverses.between_law),
    Law("Kantorovich's inequality", "inverse", inverses.kantorovich_law),
    Law("inverse on one side", "inverse", frobenius.one_sided_inverse_law),
    Law("parabola below the exponential", "monotonicity", exponentials.lower_law),
    Law("parabola above the exponential", "monotonicity", exponentials.negative_law),
    Law("parabola above the exponential", "monotonicity", exponentials.upper_law),
    Law("relative entropy of two numbers", "monotonicity", exponentials.relative_law),
    Law("logarithm below the root", "monotonicity", exponentials.log_below_root_law),
    Law("powers below the exponential", "monotonicity", exponentials.powers_law),
    Law("exponential of two points", "monotonicity", hoeffding.two_points_law),
    Law("chord of the exponential", "Hoeffding's lemma", hoeffding.interval_law),
    Law("component of a vector", "Cauchy-Schwarz", coordinates.component_law),
    Law("maximum norm", "operator norm", coordinates.maximum_law),
    Law("equal components", "normal form", coordinates.equal_components_law),
    Law("inner product by components", "normal form", coordinates.parseval_law),
    Law("trace by entries", "normal form", coordinates.trace_law),
    Law("Frobenius norm by columns", "normal form", coordinates.columns_law),
    Law("component and sum norm", "arithmetic", coordinates.absolute_below_sum_law),
    Law("component and maximum norm", "operator norm", coordinates.component_below_maximum_law),
    Law("norm and sum norm", "arithmetic", coordinates.norm_below_sum_law),
    Law("sum norm and norm", "Cauchy-Schwarz", coordinates.sum_below_norm_law),
    Law("triangle inequality", "triangle inequality", coordinates.sum_triangle_law),
    Law("norm and maximum norm", "operator norm", coordinates.norm_below_maximum_law),
    Law("sum norm and maximum norm", "operator norm", coordinates.sum_below_maximum_law),
    Law("maximum norm and norm", "operator norm", coordinates.maximum_below_norm_law),
    Law("Hölder's inequality", "operator norm", coordinates.hoelder_law),
    Law("first slope", "first-order condition", slopes.first_slope_law),
    Law("gradient and subgradient", "first-order condition", convexity.subgradient_law),
    Law("stationary point", "first-order condition", convexity.stationary_law),
    Law("in every direction", "Cauchy-Schwarz", maps.directions_law),
    Law("monotone map", "mean value theorem", maps.monotone_map_law),
    Law("monotone map", "mean value theorem", maps.bounded_map_law),
    Law("Lipschitz map", "mean value theorem", partial(maps.lipschitz_map_law, segments.SPACE)),
    Law("Lipschitz map in a ball", "mean value theorem", partial(maps.lipschitz_map_law, segments.BALL)),
    Law("short Jacobian", "mean value theorem", maps.short_jacobian_law),
    Law("expansion of a map", "mean value theorem", maps.taylor_map_law),
    Law("convex function", "first-order convexity", convexity.tangent_law),
    Law("monotone gradient", "first-order convexity", convexity.monotone_gradient_law),
    Law("gradual gradient", "descent lemma", convexity.bounded_rise_law),
    Law("gradual fall", "descent lemma", convexity.fall_law),
    Law("co-coercivity", "co-coercivity", convexity.cocoercive_law),
    Law("co-coercivity", "co-coercivity", convexity.coercive_law),
    Law("squared bound of a gradient", "arithmetic", convexity.steady_law),
    Law("steep gradient", "strong convexity", convexity.steep_law),
    Law("contraction by a gradient step", "co-coercivity", convexity.contraction_law),
    Law("moduli of a function", "strong convexity", convexity.moduli_law),
    Law("Polyak-Lojasiewicz inequality", "strong convexity", convexity.polyak_lojasiewicz_law),
    Law("quadratic growth", "strong convexity", convexity.quadratic_growth_law),
    Law("gradient and gap", "descent lemma", convexity.gradient_gap_law),
    Law("bounded gradient", "bounded gradient", convexity.bounded_gradient_law),
    Law("bounded subgradient", "bounded gradient", nonsmooth.bounded_subgradient_law),
    Law("proximal point", "proximal point", partial(nonsmooth.proximal_law, "fn")),
    Law("proximal point", "proximal point", partial(nonsmooth.proximal_law, "anyfn")),
    Law("strongly convex function and subgradient", "strong convexity", nonsmooth.subgradient_law),
    Law("growth from a minimiser", "strong convexity", nonsmooth.minimiser_law),
    Law("projection onto a convex set", "projection", nonsmooth.projection_law),
    Law("Lipschitz function", "mean value theorem", partial(segments.short_gradient_law, segments.SPACE)),
    Law("Lipschitz function in a ball", "mean value theorem", partial(segments.short_gradient_law, segments.BALL)),
    Law("Lipschitz function on a set", "mean value theorem", partial(segments.short_gradient_law, segments.SET)),
    Law("descent lemma in a ball", "descent lemma", partial(segments.smooth_law, segments.BALL)),
    Law("descent lemma on a set", "descent lemma", partial(segments.smooth_law, segments.SET)),
    Law("minimum on a convex set", "first-order condition", nonsmooth.variational_law),
)


def law_of(step: Theorem) -> Law | None:
    """The law that a step applies."""
    if step.rule != "instantiate" or step.premises[0].rule != "specialize":
        return None
    law = step.premises[0]
    while law.rule in {"specialize", "rename"}:
        law = law.premises[0]
    return None if law.hypotheses else _stating(nameless(law.clause))


@cache
def _stating(clause: Any) -> Law | None:
    """The law with this statement; those behind it in the list are not derived for that."""
    return next((law for law in LAWS if _statement(law) == clause), None)


@cache
def _statement(law: Law) -> Any:
    return nameless(law.theorem().clause)


def outline(theorem: Theorem) -> Iterator[Theorem]:
    """The steps of a derivation, premises before conclusions, without those that derive a law that is applied."""
    return derivation(theorem, grounds)


def grounds(step: Theorem) -> tuple[Theorem, ...]:
    """What a step draws on, but for a law that it applies."""
    return step.premises if law_of(step) is None else step.premises[1:]


def named(step: Theorem) -> frozenset[str]:
    """The names that a reason has to cite for this step alone."""
    law = law_of(step)
    return names_of_step(step) if law is None else frozenset({law.name})


def uses(theorem: Theorem) -> frozenset[str]:
    """The names of the rules and laws that a proof uses."""
    return frozenset().union(*map(named, outline(theorem)))


def uses_by_step(theorem: Theorem) -> dict[int, frozenset[str]]:
    """The same for each step of a proof, by its identity."""
    found: dict[int, frozenset[str]] = {}
    for step in outline(theorem):
        found[id(step)] = named(step).union(*(found[id(premise)] for premise in grounds(step)))
    return found
