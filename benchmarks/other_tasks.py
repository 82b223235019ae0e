#!/usr/bin/env python3
"""Writes task files of other shapes than the eleven of the README: other seasons, steps, lead times, with and without weather.

Nothing was tuned on them; they tell whether what was tuned on the eleven holds elsewhere. Run them with
benchmarks/tasks.sh OUT_DIR RESULTS SCORER, and the references with the peers.py beside that scorer.

usage: benchmarks/other_tasks.py DATASETS OUT_DIR
       DATASETS  directory with the real meters, ../shared/datasets beside the checkout
"""
import csv
import json
import os
import sys

DECILES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
VICTORIA, DEVON, NEW_ENGLAND = "vic_elec", "wpd_pod_devon", "gefcom2014_e_isone"
CAMBRIDGE, HOUSTON, AUSGRID = "cambridge_estates", "houston_home", "ausgrid_home12"
I2OT, DUTCH = "i2ot_home_15min", "openstef_nl_15min"


def next_step(step, first, last):
    return {"step": step, "cutoffs": {"first": first, "last": last, "every": step}, "target": {"offset": "PT0M", "length": 1}, "season": 1}


def ahead(step, first, last, every, offset, length, season):
    return {
        "step": step,
        "cutoffs": {"first": first, "last": last, "every": every},
        "target": {"offset": offset, "length": length},
        "season": season,
    }


def tasks(buildings):
    yield "victoria_next_half_hour", VICTORIA, True, {}, next_step("PT30M", "2014-03-01T00:00:00Z", "2014-03-14T00:00:00Z")
    yield "victoria_summer_no_weather", VICTORIA, False, {"refit": "P28D"}, ahead(
        "PT30M", "2013-12-15T02:00:00Z", "2014-02-15T02:00:00Z", "P1D", "PT12H", 48, 336)
    yield "devon_next_half_hour", DEVON, True, {}, next_step("PT30M", "2019-04-01T00:00:00Z", "2019-04-14T00:00:00Z")
    yield "devon_no_weather", DEVON, False, {}, ahead("PT30M", "2019-03-01T12:00:00Z", "2019-05-29T12:00:00Z", "P1D", "PT12H", 48, 336)
    yield "new_england_no_weather", NEW_ENGLAND, False, {"history_from": "2012-01-01T05:00:00Z"}, ahead(
        "PT1H", "2014-02-01T15:00:00Z", "2014-05-01T15:00:00Z", "P1D", "PT14H", 24, 168)
    some = {"meters": buildings[::10]}
    yield "buildings_next_hour", CAMBRIDGE, True, some, next_step("PT1H", "2021-10-01T00:00:00Z", "2021-10-21T00:00:00Z")
    yield "buildings_week", CAMBRIDGE, True, some, ahead("PT1H", "2021-09-01T00:00:00Z", "2021-12-15T00:00:00Z", "P7D", "PT0M", 168, 168)
    yield "buildings_no_weather", CAMBRIDGE, False, some, ahead(
        "PT1H", "2021-09-01T11:00:00Z", "2021-12-15T11:00:00Z", "P2D", "PT13H", 24, 168)
    yield "buildings_lockdown", CAMBRIDGE, True, {**some, "refit": "P28D"}, ahead(
        "PT1H", "2020-02-15T11:00:00Z", "2020-06-15T11:00:00Z", "P2D", "PT13H", 24, 168)
    yield "houston_next_hour", HOUSTON, False, {}, next_step("PT1H", "2019-06-01T00:00:00Z", "2019-07-15T00:00:00Z")
    yield "houston_week", HOUSTON, False, {}, ahead("PT1H", "2019-06-01T05:00:00Z", "2020-02-20T05:00:00Z", "P7D", "PT0M", 168, 168)
    yield "panels_next_half_hour", AUSGRID, False, {}, next_step("PT30M", "2012-04-15T00:00:00Z", "2012-05-05T00:00:00Z")
    yield "panels_summer", AUSGRID, False, {}, ahead("PT30M", "2012-01-01T02:00:00Z", "2012-03-01T02:00:00Z", "P1D", "PT12H", 48, 48)
    yield "home_by_hours", I2OT, False, {}, ahead("PT1H", "2023-06-20T10:00:00Z", "2023-08-29T10:00:00Z", "P1D", "PT12H", 24, 24)
    yield "home_winter", I2OT, False, {}, ahead("PT15M", "2023-02-01T10:00:00Z", "2023-03-29T10:00:00Z", "P1D", "PT12H", 96, 96)
    yield "feeders_by_hours", DUTCH, True, {}, ahead("PT1H", "2021-01-06T11:00:00Z", "2021-01-26T11:00:00Z", "P1D", "PT12H", 24, 24)
    yield "feeders_no_weather", DUTCH, False, {}, ahead("PT15M", "2021-01-06T11:00:00Z", "2021-01-26T11:00:00Z", "P1D", "PT12H", 96, 96)


def main(datasets, out):
    with open(os.path.join(datasets, CAMBRIDGE, "meters.csv"), newline="") as file:
        buildings = [row["meter_id"] for row in csv.DictReader(file)]
    os.makedirs(out, exist_ok=True)
    for name, data, has_weather, more, shape in tasks(buildings):
        directory = os.path.abspath(os.path.join(datasets, data))
        day = shape["cutoffs"]["first"][:10]
        # New England's training ends where its local day begins, as in the eleven.
        task = {
            "name": name,
            "load": os.path.join(directory, "load.csv.gz"),
            "meters_file": os.path.join(directory, "meters.csv"),
            "train_until": day + ("T05:00:00Z" if data == NEW_ENGLAND else "T00:00:00Z"),
            "future_weather": "actual" if has_weather else "none",
            "refit": "never",
            "quantiles": DECILES,
            **shape,
            **more,
        }
        if has_weather:
            task["weather"] = os.path.join(directory, "weather.csv.gz")
        holidays = os.path.join(directory, "holidays.csv")
        if os.path.exists(holidays):
            task["holidays"] = holidays
        with open(os.path.join(out, name + ".json"), "w") as file:
            json.dump(task, file, indent=1)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
