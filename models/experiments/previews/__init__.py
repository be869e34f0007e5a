"""Live what-if: what an edit does, in less than a second, from a sample of the agents."""

from models.experiments.previews.as_comparison import as_comparison, not_previewed
from models.experiments.previews.previewing import BUDGET_S, Previewer, preview
from models.experiments.previews.result import (
    FullRun,
    MetricPreview,
    Preview,
    Reading,
    Status,
)
from models.experiments.previews.sample import Sample, choose_sample

__all__ = [
    "BUDGET_S",
    "FullRun",
    "MetricPreview",
    "Preview",
    "Previewer",
    "Reading",
    "Sample",
    "Status",
    "as_comparison",
    "choose_sample",
    "not_previewed",
    "preview",
]
