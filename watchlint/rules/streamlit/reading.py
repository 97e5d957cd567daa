"""From the bytes of a configuration file to its findings: one cause, one finding."""

from __future__ import annotations

from watchlint.facts.repository.repository import Problem
from watchlint.findings import ERROR
from watchlint.rules.streamlit.config import Config, taken_apart
from watchlint.rules.streamlit.span import Span, number


def findings(repo, settings, paths: list[str]):
    """Findings on these files, in their order."""
    span = Span(repo, settings)
    configs = []
    for path in paths:
        data = repo.read_or_note(path)
        if data is not None:
            config = Config(path, data)
            if config.error is not None and config.error.kind == "limit":
                repo.problems.append(Problem(path, config.error.line, config.error.message))
            else:
                configs.append(config)
    for config in configs:
        yield from _of(config, repo, settings, span)
        if config.values is not None and (settings.profile == "production" or b"none" in config.data):
            from watchlint.rules.streamlit import profile

            yield from profile.findings(config, configs, settings)


def _of(config: Config, repo, settings, span: Span):
    if config.error is not None or config.has_bom:
        from watchlint.rules.streamlit import unreadable

        yield from unreadable.findings(config, span)
        if config.has_bom:
            return  # nothing else in the file counts
    if config.values is None:
        return
    if b"[" in config.data and config.is_of_another_toml:
        from watchlint.rules.streamlit import older_parser

        refused = list(older_parser.findings(config, span))
        yield from refused
        if any(finding.severity == ERROR for finding in refused):
            return  # nothing else in the file counts
    found, crashes = taken_apart(
        config.values, number(span.newest) if _has_tables_within(config.values) else (1, 51, 0)
    )
    if crashes:
        from watchlint.rules.streamlit import crashing

        yield from crashing.findings(config, crashes, span)
    from watchlint.rules.streamlit import options

    yield from options.findings(config, found, repo, span)
    from watchlint.rules.streamlit import conflicts

    yield from conflicts.findings(config, repo, span)


def _has_tables_within(values: dict) -> bool:
    """Whether it matters which release takes the file apart."""
    parts = ("sidebar", "light", "dark")
    return any(isinstance(options, dict) and any(name in parts for name in options) for options in values.values())
