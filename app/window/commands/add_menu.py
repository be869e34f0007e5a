"""New objects, ready-made or bare."""

from __future__ import annotations

from app.window.commands.command import Command

COMMANDS = (
    Command("add.cloud", "&Cloud…", ("Ctrl+Shift+C",),
            "A cloud with its vendor's usual defaults and its own vault.", "platform-cloud",
            needs_file=True),
    Command("add.saas", "&SaaS product…", (), "A product with its vendor's usual defaults.",
            "platform-saas", needs_file=True),
    Command("add.platform", "Other &platform…", (),
            "Kubernetes, CI, data, an internal API, a system on premises.", "platform",
            needs_file=True),
    Command("add.directory", "&Directory…", (), "An identity store that can authenticate.",
            "directory", needs_file=True),
    Command("add.vault", "&Vault…", (), "A secrets manager.", "vault", needs_file=True),
    Command("add.log_sink", "&Log sink…", (), "Where audit events end up.", "log_sink",
            needs_file=True),
    Command("add.fleet", "Agent &fleet like…", ("Ctrl+Shift+F",),
            "Agents like a fleet that is there, or of a usual kind.", "fleet", needs_file=True),
    Command("add.resource", "&Resource", (), "Something worth protecting on the selected platform.",
            "resource", needs_file=True, divided=True),
    Command("add.trust_edge", "Trust &edge", (), "A way between the two selected resources.",
            "trust_edge", needs_file=True),
    Command("add.team", "&Team…", (), "People who own, approve and revoke.", "team",
            needs_file=True),
    Command("add.design", "Desi&gn", (), "Another design, which begins as the one in view.",
            "design", needs_file=True, divided=True),
    Command("add.rule", "R&ule", (), "A rule of the design in view about what is selected.",
            "rule", needs_file=True),
    Command("add.exception", "E&xception", (),
            "A rule that somebody answers for, about what is selected.", "exception",
            needs_file=True),
    Command("add.incident", "&Incident…", (), "Something that is made to happen in every design.",
            "incident", needs_file=True, divided=True),
)  # fmt: skip
