"""One process signals another: the data first, then the flag. No polling: the waiter sleeps until the flag is set.

python examples/signalling.py
"""

import multiprocessing

import mmfshare


def child():
    signal = mmfshare.tie("scalar", "signal", namespace="examples.signalling")
    greeting = mmfshare.tie("scalar", "greeting")
    greeting.value = "Hello from the child"
    signal.value = True


def main():
    signal = mmfshare.tie("scalar", "signal", namespace="examples.signalling")
    greeting = mmfshare.tie("scalar", "greeting")
    process = multiprocessing.Process(target=child)
    process.start()
    if signal.wait_for(bool, timeout=30):
        print(greeting.value)
    process.join()
    signal.namespace().destroy()


if __name__ == "__main__":
    main()
