"""Matrices that are close to one another: their extreme eigenvalues, singular values, inverses and solutions are."""

from proofcheck.lang import assemble

document = assemble("matrix_perturbation", "Perturbation of matrices", ["weyl", "neumann", "systems"])
