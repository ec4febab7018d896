"""How many values are stored a second: by setvar, by a tied scalar, by the namespace as a dict, in a plain dict.

    python examples/benchmark.py [SECONDS]

`python -m benchmarks` measures with care, and beside other libraries.
"""

import sys
import time

import mmfshare

BATCH = 1000


def rate(store, seconds):
    """Calls of store(text) a second."""
    begin = time.perf_counter()
    count = 0
    while (elapsed := time.perf_counter() - begin) < seconds:
        for _ in range(BATCH):
            store("Hello world!")
        count += BATCH
    return count / elapsed


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 0.5
    ns = mmfshare.configure("examples.benchmark")
    tied, plain = mmfshare.tie("scalar", "tied"), {}

    def store_tied(text):
        tied.value = text

    def store_item(text):
        ns["item"] = text

    def store_plain(text):
        plain["item"] = text

    ways = {
        "setvar": lambda text: ns.setvar("setvar", text),
        "tied scalar": store_tied,
        "namespace item": store_item,
        "plain dict": store_plain,
    }
    for name, store in ways.items():
        print(f"{name:<16}{rate(store, seconds):>12,.0f} a second")
    ns.destroy()


if __name__ == "__main__":
    main()
