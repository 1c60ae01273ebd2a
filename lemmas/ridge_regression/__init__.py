"""Ridge regression: its normal equations, and how little its solution moves with the data and with the penalty."""

from lemmas.ridge_regression.notation import lam
from proofcheck.lang import assemble

document = assemble("ridge_regression", "Ridge regression", ["normal_equations", "stability"], tacit=[lam > 0])
