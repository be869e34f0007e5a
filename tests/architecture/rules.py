"""Rules of the house that no linter knows, as functions from a folder to its offences.

Each returns sentences that name the place and what to do; no sentence, no offence.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MOST_LINES_OF_A_FILE: Final = 400
MOST_LINES_OF_A_FUNCTION: Final = 40
EMPTY_NAMES: Final = frozenset(
    {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
)
RUNS_BYTES: Final = frozenset({"dill", "joblib", "marshal", "pickle", "shelve"})
NETWORK: Final = frozenset(
    {"aiohttp", "ftplib", "http.client", "httpx", "requests", "socket", "ssl", "urllib.request"}
)
WALL_CLOCK: Final = frozenset(
    {"date.today", "datetime.now", "datetime.today", "datetime.utcnow", "time.time", "time.time_ns"}
)
PACING: Final = frozenset({"time.monotonic", "time.perf_counter", "time.sleep"})
UNFINISHED: Final = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
# Written in pieces, so that this file does not offend.
MACHINE_PATH: Final = re.compile(
    r"(?<![\w.\-/])/(?:home|Users|root|tmp|work|opt)/[\w.$-]|\b[A-Z]:\\+Users\\", re.ASCII
)


def python_files(*folders: Path) -> Iterator[Path]:
    """Yield every Python file below *folders*, in order; a folder may be absent."""
    for folder in folders:
        yield from sorted(folder.rglob("*.py"))


def long_files(files: Iterable[Path]) -> Iterator[str]:
    """Report files that should be two."""
    for file in files:
        count = len(file.read_text(encoding="utf-8").splitlines())
        if count > MOST_LINES_OF_A_FILE:
            yield f"{file}: {count} lines, at most {MOST_LINES_OF_A_FILE}: split it by subject"


def long_functions(files: Iterable[Path]) -> Iterator[str]:
    """Report functions whose body has too many lines of code.

    Signature, docstring, comments and blank lines do not count.
    """
    for file in files:
        source = file.read_text(encoding="utf-8")
        code_lines = _code_lines(source)
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            lines = {
                line
                for statement in body
                for line in range(statement.lineno, (statement.end_lineno or 0) + 1)
            }
            count = len(lines & code_lines)
            if count > MOST_LINES_OF_A_FUNCTION:
                yield (
                    f"{file}:{node.lineno}: {node.name} has {count} lines of code,"
                    f" at most {MOST_LINES_OF_A_FUNCTION}: name its parts"
                )


def _code_lines(source: str) -> set[int]:
    """Return the numbers of lines that hold code."""
    silent = {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    }
    return {
        line
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type not in silent
        for line in range(token.start[0], token.end[0] + 1)
    }


def empty_names(files: Iterable[Path], root: Path) -> Iterator[str]:
    """Report modules and packages whose names say nothing."""
    for file in files:
        parts = file.relative_to(root).with_suffix("").parts
        words = {word for part in parts for word in part.split("_")}
        if found := sorted(words & EMPTY_NAMES):
            yield f"{file}: {found[0]!r} says nothing: name the subject"


def dangerous_code(files: Iterable[Path]) -> Iterator[str]:
    """Report what could run stored bytes or text, or reach the network."""
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for name in _imported(node):
                if name.split(".")[0] in RUNS_BYTES:
                    yield f"{file}:{_line(node)}: imports {name}, which runs what it reads"
                if any(name == taboo or name.startswith(f"{taboo}.") for taboo in NETWORK):
                    yield f"{file}:{_line(node)}: imports {name}; the program uses no network"
            if isinstance(node, ast.Call):
                yield from (f"{file}:{node.lineno}: {text}" for text in _dangers_of(node))


def _dangers_of(call: ast.Call) -> Iterator[str]:
    if isinstance(call.func, ast.Name) and call.func.id in {"eval", "exec", "__import__"}:
        yield f"calls {call.func.id}"
    for keyword in call.keywords:
        allowed = isinstance(keyword.value, ast.Constant) and keyword.value.value is False
        if keyword.arg in {"allow_pickle", "shell"} and not allowed:
            yield f"passes {keyword.arg} other than False"


def clocks(files: Iterable[Path], *, pacing_allowed: bool) -> Iterator[str]:
    """Report wall clocks, and unless *pacing_allowed* clocks that only pace."""
    banned = WALL_CLOCK if pacing_allowed else WALL_CLOCK | PACING
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = set(_imported(node))
            if isinstance(node, ast.Attribute):
                names.add(".".join(ast.unparse(node).split(".")[-2:]))
            for name in sorted(names & banned):
                yield f"{file}:{_line(node)}: {name}: results may not depend on the clock"


def loose_timers(files: Iterable[Path]) -> Iterator[str]:
    """Report calls for later that outlive who asked: their widget may be gone by then."""
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr == "singleShot" and len(node.args) < 3:
                yield f"{file}:{node.lineno}: singleShot without the object that it ends with"


def unfinished_work(files: Iterable[Path]) -> Iterator[str]:
    """Report notes to do something later, and bodies that only promise."""
    for file in files:
        source = file.read_text(encoding="utf-8")
        for number, line in enumerate(source.splitlines(), start=1):
            if UNFINISHED.search(line) or "NotImplementedError" in line:
                yield f"{file}:{number}: unfinished: do it, or do not show it"


def named_designs(files: Iterable[Path]) -> Iterator[str]:
    """Report code that knows a design by its name."""
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        texts = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            words = "" if id(node) in texts else _words_of(node)
            if found := re.search(r"fragmented|unified", words, re.IGNORECASE):
                yield f"{file}:{_line(node)}: {found[0]!r}: no code knows a design by name"


def _words_of(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
            return name
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.keyword(arg=str(name)):
            return name
    return ""


def machine_paths(files: Iterable[Path]) -> Iterator[str]:
    """Report paths that exist only on somebody's machine; files that are no text pass."""
    for file in files:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
        for number, line in enumerate(lines, start=1):
            if found := MACHINE_PATH.search(line):
                yield f"{file}:{number}: {found[0]}...: a path of one machine; build it at run time"


def _imported(node: ast.AST) -> list[str]:
    """Return the full names that *node* imports."""
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=str(module), names=names, level=0):
            return [module, *(f"{module}.{alias.name}" for alias in names)]
    return []


def _line(node: ast.AST) -> int:
    return int(getattr(node, "lineno", 0))
