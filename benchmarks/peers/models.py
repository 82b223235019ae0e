"""The peers: python models.py MODEL TASK.json OUT.csv; prints a line of JSON with seconds and peak memory.

Every model sees what the task lets it see: `Meter.known` is the number of intervals that had ended at a cutoff, and no feature reads a load
at or after it. Training examples are cutoffs of the past, seen in the same way, whose last target had ended when the model was fitted.
"""

import json
import resource
import sys
import time
import warnings

import numpy as np
import pandas as pd

from tasks import Task, rows, seasonal_naive, to_seconds, write_predictions

DAY_LAGS = (1, 2, 3, 4, 5, 6, 7, 14, 21, 28)
MOST_ROWS = 150_000
THREADS = 1


class Meter:
    """One meter on its raster: load, calendar and weather by index; index 0 is the first measured interval."""

    def __init__(self, task, name):
        values = task.load[name]
        self.task, self.name = task, name
        self.start, self.per_day = min(values), 86400 // task.step
        last = max(max(values), task.cutoffs[-1] + task.offset + task.length * task.step)
        self.size = (last - self.start) // task.step + 1
        self.load = np.full(self.size, np.nan)
        for at, value in values.items():
            self.load[(at - self.start) // task.step] = value
        filled = np.nan_to_num(self.load)
        self.sums = np.concatenate([[0.0], np.cumsum(filled)])
        self.counts = np.concatenate([[0], np.cumsum(~np.isnan(self.load))])
        self.calendar = self._calendar()
        self.weather = self._weather()

    def known(self, cutoff):
        """How many intervals have ended at the cutoff."""
        return (cutoff - self.start) // self.task.step

    def _calendar(self):
        local = pd.to_datetime(self.start + self.task.step * np.arange(self.size), unit="s", utc=True).tz_convert(
            self.task.zone_of(self.name))
        hour = (local.hour + local.minute / 60.0).to_numpy()
        weekday = local.dayofweek.to_numpy()
        season = 2 * np.pi * local.dayofyear.to_numpy() / 365.25
        holiday = np.isin(local.strftime("%Y-%m-%d"), list(self.task.holidays()))
        return np.column_stack([
            hour, weekday, weekday >= 5, holiday, np.sin(2 * np.pi * hour / 24), np.cos(2 * np.pi * hour / 24),
            np.sin(season), np.cos(season)]).astype(float)

    def _weather(self):
        """Each variable of each location as a column, held over gaps within the hour of a coarser source."""
        path = self.task.path("weather")
        if path is None:
            return np.empty((self.size, 0))
        wanted = self.task.weather_locations(self.name)
        columns = {}
        for row in rows(path):
            if wanted and row["location_id"] not in wanted:
                continue
            index = (to_seconds(row["timestamp"]) - self.start) // self.task.step
            if 0 <= index < self.size:
                for variable, text in row.items():
                    if variable not in ("timestamp", "location_id") and text:
                        key = (row["location_id"], variable)
                        columns.setdefault(key, {}).setdefault(index, []).append(float(text))
        table = np.full((self.size, len(columns)), np.nan)
        for c, values in enumerate(columns.values()):
            for index, parts in values.items():
                table[index, c] = np.mean(parts)
        within_hour = max(0, 3600 // self.task.step - 1)
        return pd.DataFrame(table).ffill(limit=within_hour).to_numpy() if within_hour else table

    def mean(self, first, last):
        """Mean load over [first, last), NaN where nothing is known."""
        first, last = np.clip(first, 0, self.size), np.clip(last, 0, self.size)
        count = self.counts[last] - self.counts[first]
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(count > 0, (self.sums[last] - self.sums[first]) / count, np.nan)

    def at(self, table, index, known):
        """Rows of a table where `index` is known, NaN elsewhere."""
        ok = (index >= 0) & (index < known)
        picked = table[np.clip(index, 0, self.size - 1)].astype(float)
        return np.where(ok if table.ndim == 1 else ok[:, None], picked, np.nan)

    def features(self, known, target):
        """One row for every pair of number of known intervals and index of the target."""
        day = self.per_day
        hour = max(1, day // 24)
        columns = [(target - known + 1) * self.task.step / 3600.0]
        columns += [self.at(self.load, known - 1 - k, known) for k in range(4)]
        columns += [self.mean(known - span, known) for span in (hour, 4 * hour, day, 7 * day, 28 * day)]
        same_time = [self.at(self.load, target - k * day, known) for k in DAY_LAGS]
        newest = np.full(len(target), np.nan)
        for values in reversed(same_time):
            newest = np.where(np.isnan(values), newest, values)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # rows of which no lag is known
            columns += same_time + [newest, np.nanmean(np.column_stack(same_time), axis=1)]
        columns += list(self.calendar[target].T)
        if self.weather.shape[1]:
            columns += list(self.weather_ahead(known, target).T)
        return np.column_stack(columns)

    def weather_ahead(self, known, target):
        """The target's weather where the task has it known ahead; else that of the same time on the newest known day."""
        if self.task.future_weather == "actual":
            return self.weather[target]
        days_back = np.maximum(0, -(-(target - known + 1) // self.per_day))
        return self.at(self.weather, target - days_back * self.per_day, known)

    def training_cutoffs(self, fitted_at):
        """Numbers of known intervals of past cutoffs at the task's hours, the targets of which had ended at `fitted_at`."""
        task = self.task
        every = task.cutoffs[1] - task.cutoffs[0] if len(task.cutoffs) > 1 else 86400
        reach = task.offset + task.length * task.step
        last = min(fitted_at - reach, task.cutoffs[0])
        last -= (last - task.cutoffs[0]) % every
        first = self.start + 8 * 86400
        cutoffs = np.arange(last, first, -every)[::-1]
        most = max(30, MOST_ROWS // task.length)
        if len(cutoffs) > most:
            cutoffs = cutoffs[np.linspace(0, len(cutoffs) - 1, most).astype(int)]
        return (cutoffs - self.start) // task.step

    def leads(self):
        return self.task.offset // self.task.step + np.arange(self.task.length)


class Watch:
    """Seconds of fitting and of forecasting."""

    def __init__(self):
        self.fit = self.forecast = 0.0

    def timed(self, what, work):
        began = time.perf_counter()
        result = work()
        setattr(self, what, getattr(self, what) + time.perf_counter() - began)
        return result


def learned(fit_model, ask):
    """A model that is fitted at train_until and at the task's refits: fit_model(meter, fitted_at), ask(model, meter, known)."""

    def run(task, watch):
        made = []
        for name in task.load:
            meter = Meter(task, name)
            model = watch.timed("fit", lambda: fit_model(meter, task.train_until))
            fitted_at = task.cutoffs[0]
            for cutoff in task.cutoffs:
                if task.refit and cutoff >= fitted_at + task.refit:
                    model = watch.timed("fit", lambda: fit_model(meter, cutoff))
                    fitted_at = cutoff
                values = watch.timed("forecast", lambda: ask(model, meter, meter.known(cutoff)))
                made += [(name, cutoff, at, np.sort(row)) for at, row in zip(task.targets(cutoff), values)]
        return made, task.cutoffs

    return run


def pairs(meter, knowns):
    known, lead = np.meshgrid(knowns, meter.leads(), indexing="ij")
    return known.ravel(), (known + lead).ravel()


def fit_lightgbm(meter, fitted_at):
    import lightgbm

    known, target = pairs(meter, meter.training_cutoffs(fitted_at))
    load = meter.load[target]
    measured = ~np.isnan(load)
    data = lightgbm.Dataset(meter.features(known[measured], target[measured]), load[measured], free_raw_data=False)
    settings = {"objective": "quantile", "learning_rate": 0.05, "num_leaves": 31, "num_threads": THREADS, "seed": 1, "verbose": -1}
    return [lightgbm.train({**settings, "alpha": q}, data, num_boost_round=400) for q in meter.task.quantiles]


def ask_lightgbm(models, meter, known):
    inputs = meter.features(*pairs(meter, np.array([known])))
    return np.column_stack([model.predict(inputs) for model in models])


class Lstm:
    """Our `lstm`: a week in two-hour rows read by a memory of 32, its last state beside the features of each target, 128 hidden, pinball loss."""

    FILTERS, HIDDEN, EPOCHS, BATCH, RATE, DROPOUT, DECAY, MOST_TARGETS = 32, 128, 12, 16, 0.003, 0.1, 0.005, 45_000

    def __init__(self, meter, fitted_at):
        import torch

        torch.manual_seed(1)
        torch.set_num_threads(THREADS)
        self.torch = torch
        next_step = meter.task.length == 1 and meter.task.offset == 0
        self.block = 1 if next_step else max(1, meter.per_day // 12)
        self.blocks = 96 if next_step else 7 * meter.per_day // self.block
        knowns = meter.training_cutoffs(fitted_at)
        most = max(14, self.MOST_TARGETS // meter.task.length)
        knowns = knowns[-most:] if next_step else knowns[np.linspace(0, len(knowns) - 1, min(most, len(knowns))).astype(int)]
        targets = np.stack([meter.load[known + meter.leads()] for known in knowns])
        self.centre = np.nanmean(targets)
        self.spread = max(1e-9, np.nanmean(np.abs(targets - self.centre)))
        futures = np.stack([meter.features(np.full(meter.task.length, known), known + meter.leads()) for known in knowns])
        pasts = np.stack([self.past(meter, known) for known in knowns])
        self.future_scale, self.past_scale = self.scale(futures), self.scale(pasts)
        self.level = torch.tensor(meter.task.quantiles, dtype=torch.float32)
        self.network = self.build(pasts.shape[2], futures.shape[2])
        self.train(self.apply(pasts, self.past_scale), self.apply(futures, self.future_scale),
                   torch.tensor((targets - self.centre) / self.spread, dtype=torch.float32))

    def past(self, meter, known):
        index = known - self.blocks * self.block + np.arange(self.blocks * self.block)
        loads = meter.at(meter.load, index, known).reshape(self.blocks, self.block)
        first = np.clip(index[:: self.block], 0, meter.size - 1)
        parts = [loads, meter.calendar[first][:, [1, 2, 4, 5]]]
        if meter.weather.shape[1]:
            parts.append(meter.at(meter.weather, index[:: self.block], known))
        return np.column_stack(parts)

    @staticmethod
    def scale(values):
        flat = values.reshape(-1, values.shape[-1])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # columns without any value
            mean, deviation = np.nanmean(flat, axis=0), np.nanstd(flat, axis=0)
        return np.nan_to_num(mean), np.where(deviation > 1e-6, deviation, np.inf)

    def apply(self, values, scale):
        scaled = np.clip((values - scale[0]) / scale[1], -6, 6)
        return self.torch.tensor(np.nan_to_num(scaled), dtype=self.torch.float32)

    def build(self, past_width, future_width):
        torch = self.torch
        quantiles = len(self.level)
        lstm = self

        class Network(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.memory = torch.nn.LSTM(past_width, lstm.FILTERS, batch_first=True)
                self.hidden = torch.nn.Linear(lstm.FILTERS + future_width, lstm.HIDDEN)
                self.drop = torch.nn.Dropout(lstm.DROPOUT)
                self.out = torch.nn.Linear(lstm.HIDDEN, quantiles)

            def forward(self, past, future):
                state = self.memory(past)[0][:, -1:, :].expand(-1, future.shape[1], -1)
                return self.out(self.drop(torch.relu(self.hidden(torch.cat([state, future], dim=2)))))

        return Network()

    def train(self, pasts, futures, targets):
        torch = self.torch
        optimiser = torch.optim.Adam(self.network.parameters(), lr=self.RATE, weight_decay=self.DECAY / 100)
        batches = -(-len(pasts) // self.BATCH)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, self.RATE, total_steps=batches * self.EPOCHS)
        measured = ~torch.isnan(targets)
        targets = torch.nan_to_num(targets)
        for _ in range(self.EPOCHS):
            order = torch.randperm(len(pasts))
            for part in order.split(self.BATCH):
                miss = targets[part].unsqueeze(2) - self.network(pasts[part], futures[part])
                loss = torch.maximum(self.level * miss, (self.level - 1) * miss)[measured[part]].mean()
                optimiser.zero_grad()
                loss.backward()
                optimiser.step()
                schedule.step()

    def ask(self, meter, known):
        torch = self.torch
        self.network.eval()
        future = meter.features(np.full(meter.task.length, known), known + meter.leads())
        with torch.no_grad():
            raw = self.network(
                self.apply(self.past(meter, known)[None], self.past_scale), self.apply(future[None], self.future_scale))
        return self.centre + self.spread * raw[0].numpy()


MOST_REFITS = 24
WEEKS = 8


def statistical(make):
    """A model of statsforecast, fitted anew on the last eight weeks before every cutoff; of many cutoffs 24 are asked, which is told."""

    def run(task, watch):
        every = max(1, -(-len(task.cutoffs) // MOST_REFITS))
        cutoffs = task.cutoffs[::every]
        bands = sorted({round(abs(200 * q - 100)) for q in task.quantiles} - {0})
        made = []
        for name in task.load:
            meter = Meter(task, name)
            for cutoff in cutoffs:
                known = meter.known(cutoff)
                history = pd.Series(meter.load[max(0, known - WEEKS * 7 * meter.per_day):known])
                history = history.interpolate(limit_direction="both").to_numpy()
                ahead = int(meter.leads()[-1]) + 1
                answer = watch.timed("fit", lambda: make(task, meter).forecast(y=history, h=ahead, level=bands))
                steps = meter.leads()
                quantiles = [
                    answer["mean"][steps] if q == 0.5
                    else answer[("lo-" if q < 0.5 else "hi-") + str(round(abs(200 * q - 100)))][steps]
                    for q in task.quantiles]
                made += [(name, cutoff, at, np.sort(row)) for at, row in
                         zip(task.targets(cutoff), np.column_stack(quantiles))]
        return made, cutoffs

    return run


def mstl(task, meter):
    from statsforecast.models import MSTL, AutoETS

    return MSTL(season_length=[meter.per_day, 7 * meter.per_day], trend_forecaster=AutoETS(model="ZZN"))


def auto_theta(task, meter):
    from statsforecast.models import AutoTheta

    return AutoTheta(season_length=meter.per_day)


def auto_ets(task, meter):
    from statsforecast.models import AutoETS

    if meter.per_day > 24:
        raise SystemExit(f"AutoETS knows no season of {meter.per_day} steps, at most 24")
    return AutoETS(season_length=meter.per_day)


def statsforecast_naive(task, meter):
    from statsforecast.models import SeasonalNaive

    return SeasonalNaive(season_length=max(1, task.season))


def run_naive(task, watch):
    """The yardstick, with the quantiles of its own errors before the first cutoff at the same lead."""
    made = []
    for name, values in task.load.items():
        starts = [at for at in values if at + task.step <= task.cutoffs[0]]
        gap = task.season * task.step * -(-(task.offset + task.length * task.step) // (task.season * task.step))
        errors = watch.timed("fit", lambda: np.array([values[at] - values[at - gap] for at in starts if at - gap in values]))
        spread = np.quantile(errors, task.quantiles) - np.quantile(errors, 0.5)
        fallback = float(np.mean([values[at] for at in starts]))
        for cutoff in task.cutoffs:
            for at in task.targets(cutoff):
                middle = seasonal_naive(task, values, cutoff, at)
                made.append((name, cutoff, at, (fallback if middle is None else middle) + spread))
    return made, task.cutoffs


MODELS = {
    "seasonal-naive": run_naive,
    "lightgbm": learned(fit_lightgbm, ask_lightgbm),
    "pytorch-lstm": learned(Lstm, lambda model, meter, known: model.ask(meter, known)),
    "statsforecast-naive": statistical(statsforecast_naive),
    "statsforecast-mstl": statistical(mstl),
    "statsforecast-theta": statistical(auto_theta),
    "statsforecast-ets": statistical(auto_ets),
}


def main():
    model, task_file, out = sys.argv[1:]
    task = Task(task_file)
    if task.future_weather == "forecast":
        raise SystemExit("peers read no forecast by issue; the task has future_weather forecast")
    watch = Watch()
    forecasts, cutoffs = MODELS[model](task, watch)
    write_predictions(out, task, forecasts)
    print(json.dumps({
        "fit_seconds": watch.fit,
        "forecast_seconds": watch.forecast,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "cutoffs": cutoffs,
    }))


if __name__ == "__main__":
    main()
