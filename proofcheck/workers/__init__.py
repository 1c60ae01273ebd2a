"""Work in other processes, under limits: whatever it does there costs the item that it was done on, and nothing else.

`each` hands items to workers one at a time. A worker that raises goes on with the next item; one that is killed, hangs
or uses too much is replaced. Workers are forked from a process of their own (`proofcheck.zygote`) on Linux, and spawned
elsewhere; they end with this process, whatever ends it. Questions and answers are pickled, and answers are read here:
the work has to be trusted code, though what it works on need not be trusted.
"""

from proofcheck.workers.limits import Limits, Lost, number_of_workers
from proofcheck.workers.pool import Workers, each
from proofcheck.workers.starting import prepare

__all__ = ["Limits", "Lost", "Workers", "each", "number_of_workers", "prepare"]
