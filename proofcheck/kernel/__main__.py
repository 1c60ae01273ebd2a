"""``python -m proofcheck.kernel FILE``: replay certificates on a bare Python, and say what they state."""

import sys

from proofcheck.evidence.derivations import replayed
from proofcheck.evidence.files import Replayer

COMMAND = Replayer("proofcheck.kernel", "certificate", lambda claim: claim.get("certificate"), replayed)

if __name__ == "__main__":
    sys.exit(COMMAND.main(sys.argv[1:]))
