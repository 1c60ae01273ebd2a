"""`python -m proofcheck`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    # Python looks into the current folder first: what is there must not hide the packages that belong to this one.
    home = Path(__file__).resolve().parents[1]
    if sys.path and not sys.flags.safe_path and Path(sys.path[0]).resolve() != home:
        del sys.path[0]

    from proofcheck.cli import main

    sys.exit(main())
