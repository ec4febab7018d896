"""Nested data are live in every process; an object of a class travels as a copy, and is shared by assigning it.

python examples/sharing_objects.py
"""

import dataclasses
import multiprocessing

import mmfshare


@dataclasses.dataclass
class Account:
    owner: str
    balance: int = 0

    def deposit(self, amount):
        self.balance += amount


def child():
    reference = mmfshare.tie("scalar", "reference", namespace="examples.objects")
    reference.value["list"].append("D")  # push @{$reference->{list}}, 'D'
    accounts = mmfshare.tie("hash", "accounts")
    with accounts.lock():
        account = accounts["anna"]  # a copy
        account.deposit(50)
        accounts["anna"] = account  # shared again


def main():
    reference = mmfshare.tie("scalar", "reference", namespace="examples.objects")
    accounts = mmfshare.tie("hash", "accounts")
    reference.value = {"list": ["A", "B", "C"]}
    accounts["anna"] = Account("Anna", 100)
    process = multiprocessing.Process(target=child)
    process.start()
    process.join()
    print(reference.value.snapshot())
    print(accounts["anna"])
    reference.debug()
    reference.namespace().destroy()


if __name__ == "__main__":
    main()
