"""A preview sent as a message and read back is the same, numbers that are not known too."""

from __future__ import annotations

import json
import math
from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from models.comparison import Interval
from models.experiments.previews import MetricPreview, Preview, Reading
from models.experiments.previews.message import preview_from
from models.experiments.service import jsonable

NUMBERS = st.floats(-1e9, 1e9) | st.just(math.nan)
INTERVALS = st.builds(
    Interval, NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["t", "median", "none"]), st.integers(0, 9)
)
STATUSES = st.sampled_from(["previewed", "exact", "not previewed"])
READINGS = st.builds(
    Reading, st.text(max_size=3), INTERVALS, STATUSES, st.none() | INTERVALS, STATUSES, NUMBERS
)
PREVIEWS = st.builds(
    Preview,
    metrics=st.lists(
        st.builds(MetricPreview, st.text(max_size=3), st.booleans(), st.lists(READINGS).map(tuple)),
        max_size=2,
    ).map(tuple),
    agents=st.dictionaries(st.text(max_size=2), st.integers(0, 9), max_size=2),
    of_agents=st.dictionaries(st.text(max_size=2), st.integers(0, 9), max_size=2),
    horizon_h=st.floats(0, 1e5),
    of_horizon_h=st.floats(0, 1e5),
    replications=st.integers(0, 20),
    against_full=st.booleans(),
    elapsed_s=st.floats(0, 9),
    text=st.text(max_size=9),
    still=st.text(max_size=9),
)


@given(PREVIEWS)
def test_there_and_back(preview: Preview) -> None:
    message = json.loads(json.dumps(jsonable(asdict(preview)), allow_nan=False))
    # nan is not equal to itself: compared in words.
    assert repr(preview_from(message)) == repr(preview)
