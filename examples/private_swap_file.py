"""A namespace in a file of one's own, of exactly the size that was asked for. The data outlive the processes.

python examples/private_swap_file.py
"""

import multiprocessing
import os
import tempfile

import mmfshare

SIZE = 1024 * 1024


def write(path):
    mmfshare.configure(namespace="private", swapfile=path, size=SIZE, max_size=SIZE)
    mmfshare.tie("hash", "settings").assign({"colour": "red", "speed": 7})


def read(path):
    mmfshare.configure(namespace="private", swapfile=path, reuse=True)
    settings = mmfshare.tie("hash", "settings")
    print(", ".join(f"{key}={value}" for key, value in settings.items()))


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "private.swp")
        for step in (write, read):
            process = multiprocessing.Process(target=step, args=(path,))
            process.start()
            process.join()  # it is gone, with all that it had mapped
        print(f"{os.path.getsize(path)} bytes")


if __name__ == "__main__":
    main()
