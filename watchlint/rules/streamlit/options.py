"""Each option that a file sets, against what the installed releases know."""

from __future__ import annotations

from watchlint.facts.streamlit.options import catalogue
from watchlint.findings import Finding
from watchlint.rules.streamlit.rules import DEPRECATED, TOO_NEW

_ALWAYS = "0.84.0"  # the oldest release in the catalogue


def findings(config, settings, repo, span):
    """Findings on these settings, in their order."""
    known = catalogue()
    older: list = []
    foreign: dict[str, int] = {}
    for setting in settings:
        option = known.option(setting.key)
        if option is None and _is_foreign(setting, foreign, known):
            foreign[setting.path[0]] = foreign.get(setting.path[0], 0) + 1
            continue
        if option is None:
            found = _unknown(config, setting, known, repo, span)
            if found is not None:
                yield found
            continue
        if option.since == _ALWAYS and len(option.history) == 1:
            facts = option.history[0][1]
        else:
            if option.since == _ALWAYS and option.until is None and not option.deprecated_since:
                held = span.releases
            else:
                held = _having(option, span)
            if span.newest not in held or len(held) < len(span.releases):
                found = _not_everywhere(config, setting, option, held, repo, span, older)
                if found is not None:
                    yield found
                if span.newest not in held:
                    continue
            deprecated = _deprecated(config, setting, option, repo, span) if option.deprecated_since else None
            if deprecated is not None:
                yield deprecated
                continue
            facts = _facts(option, span.newest)
        from watchlint.rules.streamlit import values

        yield from values.findings(config, setting, facts, repo, span)
    for section, count in foreign.items():
        from watchlint.rules.streamlit import unknown

        yield unknown.foreign(config, section, count, span)
    if older:
        yield _for_older(config, older, span)


def _is_foreign(setting, seen: dict[str, int], known) -> bool:
    from watchlint.rules.streamlit import unknown

    return setting.path[0] in seen or (len(setting.path) > 1 and unknown.is_foreign(setting.path[0], known))


def _facts(option, release: str):
    """The facts of the last change up to a release; None before the option was there, and after it went."""
    from watchlint.rules.streamlit.span import number

    its, found = max(number(release), number(_ALWAYS)), None
    for start, facts in option.history:
        if number(start) > its:
            break
        found = facts
    return found


def _having(option, span) -> list[str]:
    return [release for release in span.releases if _facts(option, release) is not None]


def _not_everywhere(config, setting, option, held, repo, span, older) -> Finding | None:
    missing = [release for release in span.releases if release not in held]
    gone = [release for release in missing if option.until and release in span.between(low=option.until)]
    place = config.place(setting.path)
    if gone:
        from watchlint.rules.streamlit import removed

        return removed.finding(config, setting, gone, held, option, repo, span)
    if span.newest in held:
        older.append((setting, option))
        return None
    installed = f"{span.newest} is the newest this project installs"
    if span.is_before_catalogue:
        installed = "this project asks for an older one"
    return Finding(
        TOO_NEW,
        f"{setting.key} exists since Streamlit {option.since}; {installed}: "
        + span.ignoring("it warns and ignores it"),
        path=config.path,
        help=f"Ask for streamlit>={option.since}, or remove the line.",
        subject=setting.key,
        **place,
    )


def _for_older(config, older: list, span) -> Finding:
    """One finding for all options that some of the allowed releases don't have yet."""
    from watchlint.rules.streamlit.span import number

    first = older[0][0]
    since = max((option.since for _, option in older), key=number)
    part = span.between(high=since)
    names = ", ".join(setting.key for setting, _ in older[:3]) + (
        f" and {len(older) - 3} more" if len(older) > 3 else ""
    )
    return Finding(
        TOO_NEW,
        f"{names} need{'s' if len(older) == 1 else ''} Streamlit {since}{span.note(part).replace('with Streamlit', 'not in')}",
        path=config.path,
        help=f"An older release warns and ignores what it does not know. Ask for streamlit>={since}.",
        severity=span.severity(TOO_NEW, part),
        subject="older releases",
        **config.place(first.path),
    )


def _deprecated(config, setting, option, repo, span) -> Finding | None:
    """Deprecated where the newest of the releases says so, or where an older one does and would not start."""
    import time

    from watchlint.rules.streamlit import removed

    part = [release for release in span.releases if (facts := _facts(option, release)) is not None and facts.expiry]
    if not part or (part[-1] != span.newest and span.newest in _having(option, span)):
        return None
    facts = _facts(option, part[-1])
    expired = facts.expiry < time.strftime("%Y-%m-%d")
    fatal = [release for release in part if expired and release in span.between(high="1.31.0")]
    if fatal and fatal[-1] == span.newest:
        said = f"{setting.key} is refused since {facts.expiry}: Streamlit ends at start (DeprecationError)"
    elif expired:
        said = (
            f"{setting.key} is deprecated since Streamlit {option.deprecated_since}, and prints a banner at every start"
        )
    else:
        said = f"{setting.key} is deprecated since Streamlit {option.deprecated_since}, to go after {facts.expiry}"
    fix, remedy = removed.replacement(config, setting, repo, span)
    certain = facts.replaced_by or (fatal and fatal[-1] == span.newest)
    return Finding(
        DEPRECATED,
        said + span.note(part),
        path=config.path,
        help=remedy,
        fix=fix if certain else None,
        severity=span.severity(DEPRECATED, part),
        subject=setting.key,
        **config.place(setting.path),
    )


def _unknown(config, setting, known, repo, span) -> Finding | None:
    from watchlint.rules.streamlit import unknown, watching

    meant = watching.invented(setting, lambda key: known.has(key, span.newest), span.profile)
    if meant is not None:
        return watching.finding(config, setting, meant, repo, span)
    return unknown.finding(config, setting, known, repo, span)
