"""What it costs a fresh interpreter to import mmfshare and open a large namespace, beside `import json`."""

import compileall
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter_ns
from typing import Any

from .peers import Mmfshare

OPEN = "import mmfshare; mmfshare.open(swapfile={path!r}, reuse=True)['k']"
PROGRAMS = {"python": "pass", "import json": "import json", "import mmfshare, open, get": OPEN}


def measure(folder: Path, size: str, rounds: int) -> list[dict[str, Any]]:
    """Milliseconds from start to exit of each program, interleaved. Empty without mmfshare."""
    if Mmfshare.missing():
        return []
    import mmfshare

    compileall.compile_dir(Path(mmfshare.__file__).parent, quiet=1)  # as installing does
    path = folder / "attach.mmf"
    with mmfshare.open(swapfile=path, size=size) as namespace:
        namespace["k"] = 1
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for _ in range(rounds):
        for name, text in PROGRAMS.items():
            start = perf_counter_ns()
            subprocess.run([sys.executable, "-c", text.format(path=str(path))], check=True)
            times[name].append((perf_counter_ns() - start) / 1e6)
    path.unlink()
    base = times["import json"]
    return [
        {
            "program": name,
            "size": size,
            "ms_min": min(figures),
            "ms_median": median(figures),
            "over_json_min": min(figures) - min(base),
            "over_json_median": median(a - b for a, b in zip(figures, base, strict=True)),
        }
        for name, figures in times.items()
    ]
