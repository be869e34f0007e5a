"""Opening, saving, exporting, leaving."""

from __future__ import annotations

from app.window.commands.command import Command

COMMANDS = (
    Command("file.new", "&New", ("Ctrl+N",), "An empty page to build an organisation on.", "new"),
    Command("file.open", "&Open…", ("Ctrl+O",), "Open a scenario, or a trace to play.",
            "open"),
    Command("file.import", "&Import an export…", (),
            "Draft a scenario of a Google Cloud IAM audit dump.", "import"),
    Command("file.start", "&Start page", ("Alt+Home",), "Bundled and recent scenarios.", "home"),
    Command("file.save", "&Save", ("Ctrl+S",), "Save; comments are kept.", "save", divided=True,
            needs_file=True),
    Command("file.save_as", "Save &as…", ("Ctrl+Shift+S",), "Save under another name.",
            needs_file=True),
    Command("file.export", "&Export comparison…", ("Ctrl+E",),
            "Charts, table and result as files.", "export", divided=True,
            waits_for="Run the comparison first (Ctrl+R)."),
    Command("file.report", "Save &report…", ("Ctrl+Alt+S",),
            "The report as one web page or as PDF.",
            waits_for="Run the comparison first (Ctrl+R)."),
    Command("file.picture", "Export &picture of the canvas…", ("Ctrl+Alt+E",),
            "The whole organisation as PNG, SVG or PDF.", needs_file=True),
    Command("file.print", "P&rint the canvas…", ("Ctrl+P",),
            "The whole organisation on one page.", needs_file=True),
    Command("file.quit", "&Quit", ("Ctrl+Q",), "Close the program.", divided=True),
)  # fmt: skip
