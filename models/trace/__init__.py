"""Traces: one replication recorded, stored, and read for playback and for why things happened."""

from models.trace.file import read_trace, write_trace
from models.trace.filtering import GROUPS, MATTERS, Filter, agents_called, filter_about
from models.trace.listing import Listing
from models.trace.opening import OpenedTrace, beside, open_trace
from models.trace.recording import check, record
from models.trace.refusal import TraceTooNew, UnreadableTrace
from models.trace.rerunning import Contrast, contrast, controls_to_change, place_of, to_rerun
from models.trace.resolving import Resolved
from models.trace.selection import NothingChosen, Selection
from models.trace.state import Access, Moment, Standing
from models.trace.tokens import OtherEngine, Tokens
from models.trace.trace import Heading, Trace, kind_called
from models.trace.ways import Ways, ways_between
from models.trace.why import Drilling, Link, Why, why_text
from models.trace.words import clock_text, dated, sentence

__all__ = [
    "GROUPS",
    "MATTERS",
    "Access",
    "Contrast",
    "Drilling",
    "Filter",
    "Heading",
    "Link",
    "Listing",
    "Moment",
    "NothingChosen",
    "OpenedTrace",
    "OtherEngine",
    "Resolved",
    "Selection",
    "Standing",
    "Tokens",
    "Trace",
    "TraceTooNew",
    "UnreadableTrace",
    "Ways",
    "Why",
    "agents_called",
    "beside",
    "check",
    "clock_text",
    "contrast",
    "controls_to_change",
    "dated",
    "filter_about",
    "kind_called",
    "open_trace",
    "place_of",
    "read_trace",
    "record",
    "sentence",
    "to_rerun",
    "ways_between",
    "why_text",
    "write_trace",
]
