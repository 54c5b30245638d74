# Makes independent-figures.json: the same numbers through other people's code. Run once, by hand:
#   python3 -m venv venv && venv/bin/pip install krippendorff scikit-learn pingouin scipy && venv/bin/python independent-figures.py
import importlib.metadata as metadata
import json
import random
import warnings

import krippendorff
import numpy as np
import pandas as pd
import pingouin
from scipy.stats import binomtest
from sklearn.metrics import cohen_kappa_score

warnings.simplefilter("ignore")
rng = random.Random(20261127)
levels = [1, 2, 3, 4, 5]


def near(score):
    return min(5, max(1, score + rng.choice([-2, -1, -1, 0, 0, 0, 0, 1, 1, 2])))


def pairs(count):
    truths = [rng.choice(levels) for _ in range(count)]
    return [[truth, near(truth)] for truth in truths]


def ratings(count, raters, missing):
    truths = [rng.choice(levels) for _ in range(count)]
    return [[None if rng.random() < missing else near(truth) for _ in range(raters)] for truth in truths]


def kappa(data):
    left, right = zip(*data)
    return cohen_kappa_score(left, right, weights="quadratic", labels=levels)


def alpha(data):
    matrix = np.array([[np.nan if value is None else value for value in unit] for unit in data], dtype=float).T
    return krippendorff.alpha(reliability_data=matrix, level_of_measurement="ordinal")


def icc(data):
    rows = [(unit, rater, value) for unit, values in enumerate(data) for rater, value in enumerate(values)]
    table = pingouin.intraclass_corr(
        data=pd.DataFrame(rows, columns=["unit", "rater", "value"]), targets="unit", raters="rater", ratings="value"
    ).set_index("Type")
    single, average = ("ICC2", "ICC2k") if "ICC2" in table.index else ("ICC(A,1)", "ICC(A,k)")
    return {"single": float(table.loc[single, "ICC"]), "average": float(table.loc[average, "ICC"])}


def exact(hits, count):
    interval = binomtest(hits, count).proportion_ci(confidence_level=0.95, method="exact")
    return {"low": float(interval.low), "high": float(interval.high)}


pair_sets = [pairs(count) for count in (5, 20, 60, 200)] + [[[1, 5], [5, 1], [3, 3]]]
rating_sets = [ratings(count, raters, missing) for count, raters, missing in
               ((8, 2, 0.0), (20, 3, 0.0), (30, 4, 0.2), (60, 5, 0.4))]
full_sets = [ratings(count, raters, 0.0) for count, raters in ((6, 4), (20, 3), (50, 2), (80, 5))]
shares = [(0, 12), (12, 12), (1, 30), (17, 40), (99, 100), (180, 400)]

with open("independent-figures.json", "w") as file:
    json.dump({
        "madeWith": {name: metadata.version(name) for name in ("scikit-learn", "krippendorff", "pingouin", "scipy")},
        "qwk": [{"pairs": data, "value": float(kappa(data))} for data in pair_sets],
        "alpha": [{"ratings": data, "value": float(alpha(data))} for data in rating_sets],
        "icc": [{"ratings": data, **icc(data)} for data in full_sets],
        "exact": [{"hits": hits, "count": count, **exact(hits, count)} for hits, count in shares],
    }, file)
