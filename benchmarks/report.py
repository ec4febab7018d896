"""Results as markdown. Every table is made from what the JSON file holds, and nothing else."""

from collections.abc import Iterable, Sequence
from typing import Any

Result = dict[str, Any]


def markdown(results: Result) -> str:
    """The whole report."""
    parts = [_machine(results)]
    if results.get("operations"):
        parts += [_summary(results["operations"]), *map(_operation, results["operations"])]
    if results.get("bulk"):
        parts.append(_bulk(results["bulk"]))
    if results.get("processes"):
        parts.append(_process_targets(results["processes"] + results.get("scaling", [])))
    for name, title in (("processes", "Several processes"), ("scaling", "Scaling")):
        if results.get(name):
            parts.append(_contests(title, results[name]))
    if results.get("threads"):
        parts.append(_plain("Threads of one process", results["threads"]))
    if results.get("latency"):
        parts.append(_latency(results["latency"]))
    if results.get("sizes"):
        parts.append(_sizes(results["sizes"]))
    if results.get("fill"):
        parts.append(_plain("Filling from nothing, int keys and values", results["fill"]))
    if results.get("attach"):
        parts.append(_plain("Attaching from a fresh interpreter", results["attach"]))
    return "\n\n".join(part for part in parts if part) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A markdown table; numbers are shortened."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(_text(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return str(cell)
    return f"{cell:,.0f}" if abs(cell) >= 100 else f"{cell:.3g}"


def _machine(results: Result) -> str:
    facts = table(["", ""], [(k, str(v)) for k, v in (results["machine"] | results["settings"]).items()])
    peers = table(["peer", "version"], results["versions"].items())
    missing = table(["not measured", "why"], results["missing"].items()) if results["missing"] else ""
    return "\n\n".join(part for part in ("# Benchmarks", facts, peers, missing) if part)


def _summary(operations: Sequence[Result]) -> str:
    """mmfshare's ratios beside their targets."""
    rows = []
    for operation in operations:
        for row in operation["rows"]:
            if row["peer"] == "mmfshare":
                target = operation["target"]
                verdict = None if target is None else "met" if row["ratio_of_min"] <= target else "MISSED"
                spread = f"{_text(row['ratio_low'])} to {_text(row['ratio_high'])}"
                rows.append(
                    (
                        operation["name"],
                        operation["baseline"],
                        row["ratio_of_min"],
                        row["ratio_median"],
                        spread,
                        target,
                        verdict,
                    )
                )
    if not rows:
        return ""
    head = ["operation", "against", "ratio of minima", "median ratio", "10 % to 90 %", "target", "of minima"]
    return "## mmfshare against its targets\n\n" + table(head, rows)


def _operation(operation: Result) -> str:
    head = [
        "peer",
        "ns, min",
        "ns, median",
        f"times {operation['baseline']}, of minima",
        "median",
        "10 %",
        "90 %",
    ]
    rows = sorted(operation["rows"], key=lambda row: float(row["ns_min"]))
    failures = [f"{failure['peer']} failed: {failure['error']}" for failure in operation["failures"]]
    made = table(head, [tuple(row.values()) for row in rows])
    return "\n\n".join([f"### {operation['name']}", made, *failures])


def _bulk(rows: Sequence[Result]) -> str:
    head = ["operation", "peer", "times faster per item than", "median", "10 % to 90 %", "at least"]
    cells = [
        (
            r["operation"],
            r["peer"],
            r["single"],
            r["times"],
            f"{_text(r['low'])} to {_text(r['high'])}",
            2.0 if r["peer"] == "mmfshare" else None,
        )
        for r in rows
    ]
    return "## Many at once\n\n" + table(head, cells)


def _process_targets(rows: Sequence[Result]) -> str:
    """mmfshare's rates with several processes as ratios, beside what they should be at least."""
    rates = {(row["contest"], row["peer"]): row["rate_median"] for row in rows if "failed" not in row}
    counter, mine = "one counter, 2 processes", "mmfshare"
    wanted = [
        (counter, mine, counter, "builtin", 1.0),
        ("one counter under lock, 2 processes", mine, counter, "builtin", 0.75),
        (counter, mine, counter, "multiprocessing.Value", 18.0),
        ("2 readers", mine, "1 reader", mine, 1.9),
        ("1 reader beside a writer", mine, "1 reader", mine, 0.5),
        ("2 writers on two dicts", mine, "1 writer", mine, 1.0),
    ]
    cells: list[Sequence[Any]] = []
    for contest, peer, other, against, least in wanted:
        if (contest, peer) in rates and (other, against) in rates:
            ratio = rates[contest, peer] / rates[other, against]
            cells.append(
                (contest, f"{other}, {against}", ratio, least, "met" if ratio >= least else "MISSED")
            )
    for row in rows:
        if row["peer"] == mine and row["processes"] == 8 and "failed" not in row:
            share = row["slowest_share"]
            cells.append(
                (row["contest"], "slowest of a fair share", share, 0.05, "met" if share >= 0.05 else "MISSED")
            )
    if not cells:
        return ""
    return "## mmfshare with several processes\n\n" + table(
        ["contest", "against", "ratio of medians", "at least", ""], cells
    )


def _contests(title: str, rows: Sequence[Result]) -> str:
    base = {
        row["contest"]: row["rate_median"] for row in rows if row["peer"] == "builtin" and "failed" not in row
    }
    head = [
        "contest",
        "peer",
        "ops/s, median",
        "min",
        "max",
        "times private dicts",
        "slowest's share",
        "lost",
    ]
    cells = []
    measured = [row for row in rows if "failed" not in row]
    for row in sorted(measured, key=lambda row: (row["contest"], -row["rate_median"])):
        reference = base.get(row["contest"].replace(" under lock", ""))
        ratio = row["rate_median"] / reference if reference else None
        figures = (
            row["rate_median"],
            row["rate_min"],
            row["rate_max"],
            ratio,
            row["slowest_share"],
            row.get("lost"),
        )
        cells.append((row["contest"], row["peer"], *figures))
    failed = [(row["contest"], row["peer"], row["failed"]) for row in rows if "failed" in row]
    failures = "\n\n" + table(["failed in", "peer", "with"], failed) if failed else ""
    return f"## {title}\n\n" + table(head, cells) + failures


def _latency(rows: Sequence[Result]) -> str:
    return "## Latency of single operations, ns\n\n" + table(
        list(rows[0]), [tuple(row.values()) for row in rows]
    )


def _sizes(results: Sequence[Result]) -> str:
    rows = [
        (result["action"], f"{result['keys']:,}", row["peer"], row["ns_min"], row["ratio_of_min"])
        for result in results
        for row in result["rows"]
    ]
    return "## By number of keys\n\n" + table(["action", "keys", "peer", "ns, min", "times dict"], rows)


def _plain(title: str, rows: Sequence[Result]) -> str:
    head = list(dict.fromkeys(key for row in rows for key in row))
    return f"## {title}\n\n" + table(head, [tuple(row.get(key) for key in head) for row in rows])
