"""Two sums in the analysis of Adam: as they were printed in 2014, and as they have been corrected since."""

from lemmas.adam.notation import D, G
from proofcheck.lang import assemble

document = assemble("adam", "Two sums in the analysis of Adam", ["as_printed", "as_corrected"], tacit=[D > 0, G > 0])
