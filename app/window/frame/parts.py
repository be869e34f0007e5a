"""The parts of the main window; loading this loads all that a scenario needs to be shown."""

from app.window.arranging import Arranging
from app.window.asking import WhatIf
from app.window.believing import BeliefControl
from app.window.building import Builder, Completeness
from app.window.comparing import ComparePage
from app.window.designs import DesignsPage
from app.window.docks import SideDocks
from app.window.document import Document
from app.window.frame.file_control import FileControl
from app.window.frame.import_control import ImportControl
from app.window.frame.look_control import LookControl
from app.window.frame.problems import Problems
from app.window.frame.run_control import RunControl
from app.window.guidance import Guidance
from app.window.keeping import Claims, FileView, Keeping
from app.window.organisation import OrganisationPage
from app.window.past import PastControl
from app.window.question import Question
from app.window.reporting import ReportPage
from app.window.running import Notifier, QueueControl
from app.window.strip import Strip
from app.window.unifying import UnifyPage
from app.window.watching import PlaybackPage, RerunControl, TraceControl

__all__ = [
    "Arranging",
    "BeliefControl",
    "Builder",
    "Claims",
    "ComparePage",
    "Completeness",
    "DesignsPage",
    "Document",
    "FileControl",
    "FileView",
    "Guidance",
    "ImportControl",
    "Keeping",
    "LookControl",
    "Notifier",
    "OrganisationPage",
    "PastControl",
    "PlaybackPage",
    "Problems",
    "Question",
    "QueueControl",
    "ReportPage",
    "RerunControl",
    "RunControl",
    "SideDocks",
    "Strip",
    "TraceControl",
    "UnifyPage",
    "WhatIf",
]
