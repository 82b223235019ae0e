"""Task files: what may be known when, and how forecasts are scored. Standard library only.

A task's rules, see docs: an interval is known at a cutoff when it has ended by then; weather after the cutoff is known where the task
says so ("actual"); a model is trained on what was known at train_until, and again only where the task allows a refit.
"""

import csv
import datetime as dt
import gzip
import json
import math
import re
from pathlib import Path

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)
DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")


def to_seconds(text):
    moment = dt.datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    return int((moment - EPOCH).total_seconds())


def to_text(seconds):
    return (EPOCH + dt.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def duration(text):
    days, hours, minutes = (int(part or 0) for part in DURATION.fullmatch(text).groups())
    return days * 86400 + hours * 3600 + minutes * 60


def rows(path):
    opened = gzip.open(path, "rt", newline="") if path.name.endswith(".gz") else open(path, newline="")
    with opened as file:
        yield from csv.DictReader(file)


class Task:
    """One task file with its load on the task's step: meter -> {start of interval: kW}."""

    def __init__(self, path):
        path = Path(path)
        fields = json.loads(path.read_text())
        self.base = path.resolve().parent
        self.name = fields.get("name", path.stem)
        self.fields = fields
        self.step = duration(fields["step"])
        self.offset = duration(fields["target"]["offset"])
        self.length = int(fields["target"]["length"])
        self.season = int(fields["season"])
        self.quantiles = fields["quantiles"]
        self.train_until = to_seconds(fields["train_until"])
        self.refit = None if fields.get("refit", "never") == "never" else duration(fields["refit"])
        self.future_weather = fields.get("future_weather", "none")
        rule = fields["cutoffs"]
        self.cutoffs = list(
            range(to_seconds(rule["first"]), to_seconds(rule["last"]) + 1, duration(rule["every"])))
        self.load = self._load()

    def path(self, name):
        return self.base / self.fields[name] if self.fields.get(name) else None

    def _load(self):
        """Load from history_from on; a step of which a reading is missing is missing."""
        earliest = to_seconds(self.fields["history_from"]) if "history_from" in self.fields else -math.inf
        wanted = self.fields.get("meters")
        raw = {}
        for row in rows(self.path("load")):
            if not wanted or row["meter_id"] in wanted:
                raw.setdefault(row["meter_id"], []).append((to_seconds(row["timestamp"]), float(row["load_kw"])))
        series = {}
        for meter, points in raw.items():
            points.sort()
            gaps = sorted(b[0] - a[0] for a, b in zip(points, points[1:]))
            parts = self.step // gaps[len(gaps) // 2]
            sums = {}
            for at, value in points:
                start = at - at % self.step
                total, count = sums.get(start, (0.0, 0))
                sums[start] = (total + value, count + 1)
            series[meter] = {
                at: total / count for at, (total, count) in sums.items() if count == parts and at >= earliest}
        return series

    def targets(self, cutoff):
        return [cutoff + self.offset + k * self.step for k in range(self.length)]

    def zone_of(self, meter):
        for row in rows(self.path("meters_file")):
            if row["meter_id"] == meter:
                return row["time_zone"]
        raise SystemExit(f"Meter {meter} is not in {self.path('meters_file')}. Add it.")

    def weather_locations(self, meter):
        for row in rows(self.path("meters_file")):
            if row["meter_id"] == meter:
                return [name for name in (row.get("weather_locations") or "").split(";") if name]
        return []

    def holidays(self):
        path = self.path("holidays")
        return {row["date"] for row in rows(path)} if path else set()


def column(level):
    return f"p{round(100 * level):02d}"


def seasonal_naive(task, values, cutoff, at):
    """The newest known value of the same place in the season; none when it is missing."""
    back = at - task.season * task.step
    while back + task.step > cutoff:
        back -= task.season * task.step
    return values.get(back)


def read_predictions(path):
    """(meter, cutoff, target) -> {column: kW} of a predictions file."""
    found = {}
    for row in rows(Path(path)):
        key = (row["meter_id"], to_seconds(row["cutoff"]), to_seconds(row["timestamp"]))
        found[key] = {name: float(text) for name, text in row.items() if re.fullmatch(r"p\d\d", name) and text != ""}
    return found


def write_predictions(path, task, forecasts):
    """Writes (meter, cutoff, target, quantiles) rows."""
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["meter_id", "cutoff", "timestamp"] + [column(q) for q in task.quantiles])
        for meter, cutoff, at, values in forecasts:
            writer.writerow([meter, to_text(cutoff), to_text(at)] + [f"{value:.6g}" for value in values])


def score(task, predictions, cutoffs=None):
    """WAPE, MASE, WQL, coverage of P10-P90 and the naive's WAPE on the cutoffs that are asked.

    A measured target without a forecast is an error: nobody may leave out what is hard.
    """
    cutoffs = task.cutoffs if cutoffs is None else cutoffs
    errors = loads = naive_errors = naive_loads = pinball = 0.0
    inside = count = 0
    mase = []
    for meter, values in task.load.items():
        known = [at for at in values if at + task.step <= task.cutoffs[0]]
        steps = [abs(values[at] - values[at - task.season * task.step])
                 for at in known if at - task.season * task.step in values]
        scale = sum(steps) / len(steps) if steps else math.nan
        for cutoff in cutoffs:
            absolute = []
            for at in task.targets(cutoff):
                if at not in values:
                    continue
                made = predictions.get((meter, cutoff, at))
                if made is None or "p50" not in made:
                    raise ValueError(f"no forecast for {meter}, cutoff {to_text(cutoff)}, target {to_text(at)}")
                load = values[at]
                absolute.append(abs(made["p50"] - load))
                loads += abs(load)
                count += 1
                inside += made["p10"] <= load <= made["p90"]
                for q in task.quantiles:
                    miss = load - made[column(q)]
                    pinball += 2 * max(q * miss, (q - 1) * miss) / len(task.quantiles)
                naive = seasonal_naive(task, values, cutoff, at)
                if naive is not None:
                    naive_errors += abs(naive - load)
                    naive_loads += abs(load)
            errors += sum(absolute)
            if absolute and scale > 0:
                mase.append(sum(absolute) / len(absolute) / scale)
    if not count:
        raise ValueError("no target of the task was measured")
    return {
        "forecasts": count,
        "wape": errors / loads,
        "mase": sum(mase) / len(mase) if mase else math.nan,
        "wql": pinball / loads,
        "coverage": inside / count,
        "naive_wape": naive_errors / naive_loads if naive_loads else math.nan,
    }
