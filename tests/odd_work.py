"""Work that goes wrong in every way that work can, for workers that import it by name."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def double(x):
    return 2 * x


def misbehave(what):
    """Do what the name says, or double a number."""
    return WAYS[what]() if isinstance(what, str) else 2 * what


def mark_and_sleep(folder):
    """Leave a file with the name of this process in a folder, and sleep for ever."""
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(1000)


def mark_and_hold(folder):
    """Leave a file, and let no other thread of this process run."""
    (Path(folder) / str(os.getpid())).touch()
    ctypes.PyDLL(None).sleep(1000)


def slow(x):
    """Double a number after a while, or end the zygote in the middle of it."""
    time.sleep(0.2)
    if x == 0:
        _kill_the_zygote()
    time.sleep(0.2)
    return 2 * x


def process_id(_):
    return os.getpid()


def depth(levels):
    """Recurse so deep."""
    return 0 if levels == 0 else 1 + depth(levels - 1)


def nested(levels):
    """A tuple in a tuple in a tuple ..."""
    made = ()
    for _ in range(levels):
        made = (made,)
    return made


def unnested(made):
    """How deep a tuple is."""
    levels = 0
    while made:
        (made,) = made
        levels += 1
    return levels


def weight(size):
    """Use so much memory, and give it back."""
    return len(bytearray(size))


def streams(_):
    """Where standard input, output and error lead to."""
    return [os.readlink(f"/proc/self/fd/{number}") for number in range(3)]


def strings(_):
    return list({f"name {k}" for k in range(50)})


def leave_a_child(_):
    """Start a process that goes on, and end."""
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"], start_new_session=True)
    os._exit(5)


def _raise():
    raise ValueError("no\n\x1b[1mluck " + "x" * 500)


def _loop():
    while True:
        pass


def _hog():
    """Reserve more and more memory; none of it is written to, which would take time."""
    kept = []
    while True:
        kept.append(bytes(1 << 24))


def _half_an_answer():
    """Write the beginning of a huge answer to whatever sockets there are, and die."""
    for number in range(3, 64):
        if os.path.exists(path := f"/proc/self/fd/{number}") and os.readlink(path).startswith("socket:"):
            os.write(number, (50 << 20).to_bytes(8, "big") + b"A\0" + bytes(1000))
    os.kill(os.getpid(), signal.SIGKILL)


def _kill_the_zygote():
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(10)


WAYS = {
    "raise": _raise,
    "recurse": lambda: depth(10**7),
    "exit": lambda: os._exit(3),
    "leave": lambda: sys.exit(4),
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "crash": lambda: ctypes.string_at(0),
    "loop": _loop,
    "hog": _hog,
    "sleep": lambda: time.sleep(1000),
    "unpicklable": lambda: lambda: 0,
    "half": _half_an_answer,
    "zygote": _kill_the_zygote,
}


def odd_half(batch):
    """Half of a batch, which every other batch does not survive."""
    return {"odd": [misbehave({1: "kill", 3: "loop", 5: "hog"}.get(batch, 0)) + batch]}


def even_half(batch):
    """Half of a batch, which is always there."""
    return {"even": [batch]}


def both_halves(batch):
    return odd_half(batch) | even_half(batch)


def sleep_but_in_batch_0(folder, batch):
    """A batch that takes for ever, unless it is the first."""
    return {"seen": [0]} if batch == 0 else mark_and_sleep(folder)


def folder_and_parent(_):
    return os.getcwd(), os.getppid()
