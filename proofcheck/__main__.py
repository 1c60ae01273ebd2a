"""`python -m proofcheck`."""

import signal
import sys

if __name__ == "__main__":
    try:
        from proofcheck.cli import main

        status = main()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done
    except KeyboardInterrupt:  # before or after all that
        status = 130
    sys.exit(status)
