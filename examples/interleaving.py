"""Parent and child write marks into one array, turn by turn as they come. What is shown is shown under the lock.

python examples/interleaving.py
"""

import multiprocessing

import mmfshare

MARKS = 20


def write(name, mark):
    share = mmfshare.tie("array", "share", namespace="examples.interleaving")
    for turn in range(1, MARKS + 1):
        with share.lock():  # nobody comes between the push and what is printed
            length = share.push(mark)
            print(f"{name}({turn})\t{length}\t{''.join(share)}", flush=True)


def main():
    share = mmfshare.tie("array", "share", namespace="examples.interleaving")
    process = multiprocessing.Process(target=write, args=("child", "#"))
    process.start()
    write("parent", "-")
    process.join()
    print(f"{share.count('-')} marks of the parent, {share.count('#')} of the child")
    share.namespace().destroy()


if __name__ == "__main__":
    main()
