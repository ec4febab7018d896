"""Pictures of the results, by matplotlib: `python -m benchmarks.plots build/benchmarks/results.json`."""

import json
import sys
from pathlib import Path
from typing import Any

Result = dict[str, Any]


def draw(results: Result, folder: Path) -> list[Path]:
    """One SVG file for each part that was measured."""
    import matplotlib

    matplotlib.use("Agg")
    made = [_operations(results["operations"], folder)] if results.get("operations") else []
    if results.get("latency"):
        made.append(_latency(results["latency"], folder))
    if results.get("sizes"):
        made.append(_sizes(results["sizes"], folder))
    if results.get("scaling"):
        made.append(_scaling(results["scaling"], folder))
    return made


def _figure(panels: int, height: float = 4.5) -> Any:
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(
        1, panels, figsize=(6.5 * panels, height), squeeze=False, layout="constrained"
    )
    return figure, axes[0]


def _save(figure: Any, path: Path) -> Path:
    from matplotlib import pyplot

    figure.savefig(path)
    pyplot.close(figure)
    return path


def _operations(operations: list[Result], folder: Path) -> Path:
    """Operations a second by peer, for a get and a set."""
    shown = [o for o in operations if o["name"] in ("get int", "set int")] or operations[:2]
    figure, axes = _figure(len(shown))
    for axis, operation in zip(axes, shown, strict=True):
        rows = sorted(operation["rows"], key=lambda row: -float(row["ns_median"]))
        axis.barh([row["peer"] for row in rows], [1e9 / row["ns_median"] for row in rows])
        axis.set_xscale("log")
        axis.set(title=operation["name"], xlabel="operations a second (median)")
    return _save(figure, folder / "operations.svg")


def _latency(rows: list[Result], folder: Path) -> Path:
    """Percentiles to the maximum, for sets beside a writer where there are such, else alone."""
    figure, axes = _figure(2)
    marks = [key for key in rows[0] if key.startswith("p") and key != "peer"] + ["max"]
    for axis, action in zip(axes, ("get", "set"), strict=True):
        for row in rows:
            if row["action"] == action and (
                row["circumstances"] == "beside a writer" or row["peer"] == "builtin"
            ):
                axis.plot(marks, [row[mark] for mark in marks], marker=".", label=row["peer"])
        axis.set_yscale("log")
        axis.set(title=f"{action} beside a writer (builtin: alone)", ylabel="ns")
        axis.legend(fontsize="small")
    return _save(figure, folder / "latency.svg")


def _sizes(results: list[Result], folder: Path) -> Path:
    figure, axes = _figure(2)
    for axis, action in zip(axes, ("get", "set"), strict=True):
        lines: dict[str, list[tuple[int, float]]] = {}
        for result in results:
            if result["action"] == action:
                for row in result["rows"]:
                    lines.setdefault(row["peer"], []).append((result["keys"], row["ns_min"]))
        for peer, points in lines.items():
            axis.plot(*zip(*points, strict=True), marker=".", label=peer)
        axis.set_xscale("log")
        axis.set_yscale("log")
        axis.set(title=f"{action} int, random order", xlabel="keys", ylabel="ns per operation (minimum)")
        axis.legend(fontsize="small")
    return _save(figure, folder / "sizes.svg")


def _scaling(rows: list[Result], folder: Path) -> Path:
    mixes = list(dict.fromkeys(row["contest"].rsplit(",", 1)[0] for row in rows))
    figure, axes = _figure(len(mixes))
    for axis, mix in zip(axes, mixes, strict=True):
        lines: dict[str, list[tuple[int, float]]] = {}
        for row in rows:
            if row["contest"].rsplit(",", 1)[0] == mix and "failed" not in row:
                lines.setdefault(row["peer"], []).append((row["processes"], row["rate_median"]))
        for peer, points in lines.items():
            axis.plot(*zip(*points, strict=True), marker=".", label=peer)
        axis.set_yscale("log")
        axis.set(title=mix, xlabel="processes", ylabel="operations a second, all together")
        axis.legend(fontsize="small")
    return _save(figure, folder / "scaling.svg")


def main() -> None:
    source = Path(sys.argv[1])
    for path in draw(json.loads(source.read_text()), source.parent):
        print(path)


if __name__ == "__main__":
    main()
