"""From a change in one process to the return of wait() in another that slept for it."""

import os
import struct
from pathlib import Path
from time import perf_counter_ns, sleep

from .peers import Mmfshare

#: Seconds for the waiter to fall asleep: what is measured is waking.
REST = 0.0005


def measure(folder: Path, count: int) -> list[int]:
    """Sorted nanoseconds of `count` wake-ups by SharedScalar.wait(); empty without mmfshare."""
    if Mmfshare.missing():
        return []
    import mmfshare

    path = folder / "wakeup.mmf"
    ready, slept = os.pipe()
    told, tell = os.pipe()
    with mmfshare.open(swapfile=path) as namespace:
        sent = namespace.scalar("sent")
        sent.value = 0
        child = os.fork()
        if not child:
            seen = 0
            for _ in range(count):
                os.write(slept, b".")
                sent.wait(seen=seen)
                woken = perf_counter_ns()
                seen = sent.value
                os.write(tell, struct.pack("Q", woken - seen))
            os._exit(0)
        times = []
        for _ in range(count):
            os.read(ready, 1)
            sleep(REST)
            sent.value = perf_counter_ns()
            times.append(struct.unpack("Q", os.read(told, 8))[0])
        os.waitpid(child, 0)
        namespace.destroy()
    return sorted(times)
