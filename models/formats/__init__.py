"""Scenario files: read within limits, checked as a whole, written without loss."""

from models.formats.checks import planned_hops
from models.formats.complaints import misfit
from models.formats.fragments import fragment_text, with_fragment
from models.formats.patching import keeps_comments, top_comments, update_text
from models.formats.reader import read_tree
from models.formats.recognising import TRACE_SUFFIX, is_trace
from models.formats.scenario_file import check_edit, check_scenario, read_content, read_scenario
from models.formats.typed import typed_text, typed_value
from models.formats.writer import plain_tree, replace_file, scenario_text, write_scenario

__all__ = [
    "TRACE_SUFFIX",
    "check_edit",
    "check_scenario",
    "fragment_text",
    "is_trace",
    "keeps_comments",
    "misfit",
    "plain_tree",
    "planned_hops",
    "read_content",
    "read_scenario",
    "read_tree",
    "replace_file",
    "scenario_text",
    "top_comments",
    "typed_text",
    "typed_value",
    "update_text",
    "with_fragment",
    "write_scenario",
]
