"""streamlit-config-unreadable: Streamlit ignores the whole file, or does not start."""

from __future__ import annotations

from watchlint.findings import ERROR, Finding, Rule
from watchlint.rules.streamlit.files.older_parser import TOMLLIB
from watchlint.rules.streamlit.judging.judged import judged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.facts.toml.reader import TomlSyntaxError
    from watchlint.findings import Fix
    from watchlint.rules.streamlit.files.config import Config, Crash
    from watchlint.rules.streamlit.files.project import Project
    from watchlint.rules.streamlit.files.releases import Releases
    from watchlint.rules.streamlit.judging.judged import Judged
    from watchlint.settings import Settings

RULE = Rule(
    name="streamlit-config-unreadable",
    hook="check-streamlit-config",
    severity=ERROR,
    fix="safe",
    since="0.1.0",
    summary="Streamlit can't read the file: it ignores all of it, or does not start.",
    why="Since 1.45 a syntax error or a byte order mark makes Streamlit ignore the whole file and log one line; before, it "
    "did not start. With an encoding other than UTF-8, or a key above the first table, it still does not.",
    evidence="8 of 216 public config.toml files are no TOML; 3 stop the app at start.",
    before={"requirements.txt": "streamlit==1.67.0\n", ".streamlit/config.toml": "maxUploadSize = 500\n"},
    after={"requirements.txt": "streamlit==1.67.0\n", ".streamlit/config.toml": "[server]\nmaxUploadSize = 500\n"},
    source="Streamlit 1.67.0, config.py, _update_config_with_toml; the same in 1.12.2, 1.28.2, 1.45.1",
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """What keeps Streamlit from reading each file: byte order mark, encoding, syntax, values where tables belong."""
    for its in judged(repository, settings):
        if its.config.has_bom:
            yield _bom(its)
        if its.config.error is not None:
            yield _error(its, its.config.error)
        if its.refusal is not None and not its.config.has_bom:
            yield _refused(its)
        for crash in its.crashes:
            yield _crash(its.read or its.config, crash, its.project)


def _bom(its: Judged) -> Finding:
    from watchlint.rules.streamlit.repairing import whole
    from watchlint.rules.streamlit.values.guarded import is_harmless

    # The whole file comes to life: safe where the app did not start so far, or where nothing in it can hurt.
    safe = not its.project.releases.between(low=whole.IGNORING) or is_harmless(its.config.values, its.project)
    said = f"the file starts with a byte order mark: {_consequence(its.project.releases)}"
    return _at(its.config, 1, 1, said, "Save it as UTF-8 without BOM.", whole.without_bom(its.config.path, safe), "bom")


def _error(its: Judged, error: TomlSyntaxError) -> Finding:
    from watchlint.rules.streamlit.repairing import whole

    message = error.message[:1].lower() + error.message[1:]
    if error.kind == "encoding":
        fix = whole.as_utf8(its.config.path, its.config.data)
        remedy = "Save the file as UTF-8" + ("." if fix else " (from Latin-1: `iconv -f latin1 -t utf-8`).")
        said = f"{message}: Streamlit does not start (UnicodeDecodeError)"
        return _at(its.config, error.line, error.column, said, remedy, fix, "encoding")
    fix, remedy = whole.repair(its.config, its.reread, its.project.releases)
    if its.reread is None:
        said = f"no valid TOML, {message}: {_consequence(its.project.releases)}"
    else:
        said = f"no valid TOML, {message}: Streamlit up to 1.65 passes over that, since 1.66 it ignores the whole file"
    return _at(its.config, error.line, error.column, said, remedy, fix, "syntax")


def _consequence(releases: Releases) -> str:
    """What Streamlit does with a file its parser refuses, in all the releases that may be installed."""
    from watchlint.rules.streamlit.repairing.whole import IGNORING

    stops, ignores = releases.between(high=IGNORING), releases.between(low=IGNORING)
    if not stops:
        return "Streamlit ignores the whole file, and says so only in its log"
    if not ignores:
        return "Streamlit does not start"
    return f"Streamlit ignores the whole file; up to {stops[-1]}, which the requirements allow, it does not start"


def _at(config: Config, line: int, column: int, message: str, remedy: str, fix: Fix | None, subject: str) -> Finding:
    return Finding(
        RULE, message, path=config.path, line=line, column=column, end_line=line, end_column=column + 1,
        help=remedy, fix=fix, subject=subject,
    )  # fmt: skip


def _refused(its: Judged) -> Finding:
    releases, refusal = its.project.releases, its.refusal
    assert refusal is not None
    return Finding(
        RULE,
        f"{refusal.said}, which Streamlit's parser up to 1.65 refuses: {_consequence(releases)}"
        f"{releases.note(refusal.part)}",
        path=its.config.path,
        help=f"Write it another way, or ask for streamlit>={TOMLLIB.removesuffix('.0')}.",
        severity=releases.severity(RULE, refusal.part),
        subject="syntax",
        **its.config.place(refusal.path),
    )


def _crash(config: Config, crash: Crash, project: Project) -> Finding:
    """A place that ends Streamlit while it takes a well-formed file apart."""
    from watchlint.rules.streamlit.repairing import whole

    name = ".".join(crash.path)
    fix = None
    if crash.error == "StreamlitInvalidThemeSectionError":
        said = f"[{name}] is no section of the theme: Streamlit does not start ({crash.error})"
        remedy = "The sections are theme.sidebar, theme.light, theme.dark, theme.light.sidebar and theme.dark.sidebar."
    elif isinstance(crash.value, list) and crash.value and all(isinstance(item, dict) for item in crash.value):
        said = f"[[{name}]] is a list of tables: Streamlit does not start (AttributeError)"
        remedy, fix = f"Write [{name}].", whole.single_table(config, crash)
    else:
        kind = type(crash.value).__name__
        said = (
            f"{name} is a value where a table belongs: Streamlit does not start "
            f"(AttributeError: '{kind}' object has no attribute 'items')"
        )
        remedy, fix = _below(config, crash, project)
    return Finding(RULE, said, path=config.path, help=remedy, fix=fix, subject=name, **config.place(crash.path))


def _below(config: Config, crash: Crash, project: Project) -> tuple[str, Fix | None]:
    """What to do with a key that stands above the first table."""
    from watchlint.facts.streamlit.options import catalogue
    from watchlint.rules.streamlit.repairing.changes import move_option

    known, name = catalogue(), ".".join(crash.path)
    sections = known.elsewhere(crash.path[-1], project.releases.newest) if len(crash.path) == 1 else []
    sections = [section for section in sections if "." not in section]
    if len(sections) == 1:
        return f"Put it below [{sections[0]}].", move_option(config.path, crash.path, (sections[0], *crash.path), True)
    if crash.path[-1] in known.sections_at(project.releases.newest):
        return f"[{name}] is a section: write the option's name, and put it below that header.", None
    return "Put it below the header of its section, or remove it.", None
