"""The client of a pair: it shows the server's colours, adds to one, and takes the other away. See server.py."""

import mmfshare


def main():
    colours = mmfshare.tie("hash", "colours", {"namespace": "examples.colours", "size": "256K"})
    colours.wait_for(len, timeout=30)  # the server may have just begun
    for colour in sorted(colours):
        print(f"client: these are {colour}: {', '.join(colours[colour])}")
    colours["blue"].append("the sea")
    colours.delete("red")


if __name__ == "__main__":
    main()
