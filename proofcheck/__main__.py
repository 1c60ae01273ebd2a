"""`python -m proofcheck`."""

import _thread
import signal
import sys
from pathlib import Path
from threading import Timer


def interrupt_again(lost: "sys.UnraisableHookArgs") -> None:
    """A hook for exceptions that Python ignores, as in callbacks of its imports: an interrupt comes again soon."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        Timer(0.01, _thread.interrupt_main).start()
    else:
        sys.__unraisablehook__(lost)


if __name__ == "__main__":
    # Python looks into the current folder first: what is there must not hide the packages that belong to this one.
    home = Path(__file__).resolve().parents[1]
    if sys.path and not sys.flags.safe_path and Path(sys.path[0]).resolve() != home:
        del sys.path[0]

    sys.unraisablehook = interrupt_again
    try:
        from proofcheck.cli import main

        status = main()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done
    except KeyboardInterrupt:  # before or after all that
        status = 130
    sys.exit(status)
