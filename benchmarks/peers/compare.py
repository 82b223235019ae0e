"""Runs our families and the peers on the same tasks and writes the table: python compare.py OUT PYTHON FAMILIES PEERS TASK.json...

PYTHON is the interpreter of the peers, or `-` where there is none. What runs on this machine runs alone, one thread each, one after the
other. Each result is scored here, by the same code, from its predictions file. Standard library only.
"""

import csv
import html
import json
import math
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from tasks import Task, read_predictions, score

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
COLUMNS = ["task", "model", "by", "cutoffs", "wape", "of_naive", "mase", "wql", "coverage_p10_p90", "fit_seconds",
           "forecast_seconds", "peak_mb", "remark"]
NEEDS = {"lightgbm": "lightgbm", "pytorch-lstm": "torch", "statsforecast-naive": "statsforecast",
         "statsforecast-mstl": "statsforecast", "statsforecast-theta": "statsforecast", "statsforecast-ets": "statsforecast"}
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def peak_mb(process):
    """Waits for a process; its greatest resident memory, by Linux's /proc."""
    peak = 0
    while process.poll() is None:
        try:
            status = Path(f"/proc/{process.pid}/status").read_text()
            peak = max([peak] + [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")])
        except OSError:
            pass
        time.sleep(0.2)
    return peak / 1024


def ours(task, file, family, out):
    """One family by itself, or what a run would promote (`blend`)."""
    directory = out / task.name / f"loadcast-{family}"
    directory.mkdir(parents=True, exist_ok=True)
    command = os.environ.get("LOADCAST_COMMAND", str(ROOT / "loadcast")).split(" ")
    command += ["backtest", "--task", str(file), "--out", str(directory), "--threads", "1"]
    if family != "blend":
        command += ["--families", family]
    with open(directory / "run.log", "w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, **ONE_THREAD})
        peak = peak_mb(process)
    if process.returncode:
        raise ValueError("failed, see " + str(directory / "run.log"))
    with open(directory / "leaderboard.csv", newline="") as file:
        board = {row["family"]: row for row in csv.DictReader(file)}
    lines = list(board.values())
    line = board.get(family, lines[0])
    fit = sum(float(row["fit_seconds"]) for row in lines if row["family"] != "blend") if family == "blend" else float(
        line["fit_seconds"])
    return {
        "predictions": directory / "predictions.csv", "cutoffs": task.cutoffs, "fit_seconds": fit,
        "forecast_seconds": float(line["forecast_seconds"]), "peak_mb": peak, "remark": ""}


def peer(task, file, model, python, out):
    if python == "-":
        raise ValueError("no Python with its packages")
    needed = NEEDS.get(model)
    if needed and subprocess.run([python, "-c", f"import {needed}"], capture_output=True).returncode:
        raise ValueError(f"Python package {needed} is not there")
    predictions = out / task.name / f"{model}.csv"
    predictions.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [python, str(HERE / "models.py"), model, str(file), str(predictions)],
        capture_output=True, text=True, env={**os.environ, **ONE_THREAD})
    if done.returncode:
        raise ValueError((done.stderr.strip().splitlines() or ["failed"])[-1])
    told = json.loads(done.stdout.strip().splitlines()[-1])
    thinned = len(told["cutoffs"]) < len(task.cutoffs)
    remark = "fitted anew at each of these cutoffs" if model.startswith("statsforecast") else ""
    return {**told, "predictions": predictions, "remark": remark + (", a part of all" if thinned else "")}


def measured(task, by, model, run):
    line = {name: "" for name in COLUMNS} | {"task": task.name, "model": model, "by": by}
    print(f"{task.name}: {model} ...", file=sys.stderr, flush=True)
    try:
        result = run()
        scores = score(task, read_predictions(result["predictions"]), result["cutoffs"])
    except (ValueError, OSError) as why:
        return line | {"remark": f"skipped: {why}"}
    return line | {
        "cutoffs": len(result["cutoffs"]),
        "wape": scores["wape"], "of_naive": scores["wape"] / scores["naive_wape"], "mase": scores["mase"],
        "wql": scores["wql"], "coverage_p10_p90": scores["coverage"], "fit_seconds": result["fit_seconds"],
        "forecast_seconds": result["forecast_seconds"], "peak_mb": result["peak_mb"], "remark": result["remark"]}


def text(name, value):
    if value == "" or isinstance(value, str):
        return value
    if isinstance(value, float) and math.isnan(value):
        return ""
    return {"wape": "{:.4f}", "wql": "{:.4f}", "of_naive": "{:.3f}", "mase": "{:.3f}", "coverage_p10_p90": "{:.0%}",
            "fit_seconds": "{:.1f}", "forecast_seconds": "{:.1f}", "peak_mb": "{:.0f}"}.get(name, "{}").format(value)


HEADINGS = {"task": "Task", "model": "Model", "by": "By", "cutoffs": "Cutoffs", "wape": "WAPE", "of_naive": "WAPE of naive's",
            "mase": "MASE", "wql": "WQL", "coverage_p10_p90": "P10–P90 holds", "fit_seconds": "Training s",
            "forecast_seconds": "Forecasts s", "peak_mb": "Memory MB", "remark": "Remark"}

STYLE = """
:root{color-scheme:light dark;--ink:#1d2733;--soft:#5b6b7b;--line:#d9e0e7;--paper:#fff;--ours:#0b6aa2}
@media (prefers-color-scheme:dark){:root{--ink:#e4eaf0;--soft:#93a3b3;--line:#2c3844;--paper:#12181f;--ours:#5fb2e6}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:78rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .25rem}p{color:var(--soft);max-width:60rem}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th{font-weight:600;text-align:right;color:var(--soft);font-size:.85rem}th,td{padding:.25rem .6rem;border-bottom:1px solid var(--line)}
td{text-align:right}th:nth-child(-n+2),td:nth-child(-n+2),th:last-child,td:last-child{text-align:left}
tr.ours td:first-child{color:var(--ours);font-weight:600}td.best{font-weight:700}td:last-child{color:var(--soft);font-size:.85rem}
"""

NOTE = ("All on the same task files, cutoffs and known information, one thread each, one after the other. WAPE of naive's: error over"
        " that of the seasonal naive on the same cutoffs, which makes a part of the cutoffs comparable with all. Peers are at the"
        " settings of benchmarks/peers/models.py, untuned; ours are the families' defaults. Seconds of training are of all fits"
        " together, refits where the task allows them; memory is the process's greatest resident size, a JVM's heap included.")


def write(out, lines, machine):
    with open(out / "peers.csv", "w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(lines)
    shown = [name for name in COLUMNS if name != "task"]
    markdown = [f"# Loadcast and its peers\n\n{NOTE}\n\n{machine}\n"]
    page = [f"<!doctype html><html lang=en><meta charset=utf-8><title>Loadcast and its peers</title><style>{STYLE}</style>",
            f"<h1>Loadcast and its peers</h1><p>{html.escape(NOTE)}<p>{html.escape(machine)}"]
    for name in dict.fromkeys(line["task"] for line in lines):
        table = sorted((line for line in lines if line["task"] == name), key=lambda line: line["of_naive"] or math.inf)
        markdown += [f"\n## {name}\n", "| " + " | ".join(HEADINGS[c] for c in shown) + " |", "|" + "---|" * len(shown)]
        page.append(f"<h2>{html.escape(name)}</h2><table><tr>" + "".join(f"<th>{HEADINGS[c]}" for c in shown))
        for place, line in enumerate(table):
            cells = [text(c, line[c]) for c in shown]
            markdown.append("| " + " | ".join(cells) + " |")
            page.append(f"<tr class={'ours' if line['by'] == 'Loadcast' else 'peer'}>" + "".join(
                f"<td{' class=best' if c == 'of_naive' and place == 0 else ''}>{html.escape(cell)}"
                for c, cell in zip(shown, cells)))
        page.append("</table>")
    (out / "peers.md").write_text("\n".join(markdown) + "\n")
    (out / "peers.html").write_text("\n".join(page) + "\n")


def main():
    out, python, families, peers, *files = sys.argv[1:]
    out = Path(out).resolve()
    out.mkdir(parents=True, exist_ok=True)
    machine = (f"{time.strftime('%Y-%m-%d', time.gmtime())}, {platform.machine()}, {os.cpu_count()} processors, load before the run"
               f" {os.getloadavg()[0]:.1f}.")
    lines = []
    for file in files:
        task = Task(file)
        runs = [("peer", model, lambda model=model: peer(task, file, model, python, out)) for model in peers.split(",") if model]
        runs += [("Loadcast", family, lambda family=family: ours(task, Path(file).resolve(), family, out))
                 for family in families.split(",") if family]
        for by, model, run in runs:
            lines.append(measured(task, by, model, run))
            write(out, lines, machine)
    print((out / "peers.md").read_text())


if __name__ == "__main__":
    main()
