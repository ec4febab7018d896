"""The server of a pair: it publishes colours and sleeps until a client has taken one away. Start it first.

python examples/server.py &
python examples/client.py
"""

import mmfshare


def main():
    colours = mmfshare.tie("hash", "colours", {"namespace": "examples.colours", "size": "256K"})
    colours.assign({"red": ["fire truck", "leaves in the fall"], "blue": ["sky", "police cars"]})
    print("server: there are 2 colours", flush=True)
    if not colours.wait_for(lambda them: len(them) < 2, timeout=30):
        print("server: nobody came")
    for colour, things in colours.items():
        print(f"server: these are {colour}: {', '.join(things)}")
    colours.namespace().destroy()


if __name__ == "__main__":
    main()
