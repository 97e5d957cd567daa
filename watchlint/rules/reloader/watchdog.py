"""watchdog and Streamlit: versions that watch and do not tell."""

from __future__ import annotations

from watchlint.facts.django import reloader as django_reloader
from watchlint.findings import WARNING, Finding, Fix
from watchlint.rules.reloader import rules, versions
from watchlint.rules.reloader.versions import CERTAIN, EXCLUDED
from watchlint.rules.reloader.watchdog_users import WERKZEUG, find


def check(repo, settings, launches):
    """Findings on watchdog beside servers that use it, and on Streamlit's own race."""
    yield from _streamlit(repo, settings)
    if not _mentions_watchdog(repo):
        return
    users = list(find(repo, launches))
    if not users:
        return
    found, named = _range(repo)
    answer, places = versions.within(found, "7", None)
    # watchdog 7 requires Python 3.11: on an older one an installer takes 6.
    runs = django_reloader.python_is(repo, "3.11", None, settings.python_version)
    pinned = any(one.specifier.startswith("==") for one in places)
    if answer != EXCLUDED and not pinned and runs != CERTAIN:
        answer = runs
    deaf = [user for user in users if user.patterns]
    if answer != EXCLUDED and deaf:
        yield _never_fires(repo, deaf, places, answer, named)
    elif named and (werkzeug := [user for user in users if user.name in WERKZEUG]):
        yield _watches_everything(werkzeug[0])
    if answer == CERTAIN and not deaf:
        yield _limit_silent(users[0])


# How a user of Werkzeug is told to poll. `flask run` has no option for it, and hands on none (flask/cli.py, run_command).
_POLL = {
    "flask run --debug": "take watchdog out, for `flask run` has no option that says so",
    "Dash": 'app.run(debug=True, reloader_type="stat")',
    "runserver_plus": "runserver_plus --reloader-type stat",
}


def _mentions_watchdog(repo) -> bool:
    dependencies = repo.dependencies
    return (
        bool(dependencies.of("watchdog"))
        or bool(versions.bring_watchdog(repo))
        or dependencies.requires("pytest-watcher")
    )


def _range(repo):
    """(which versions of watchdog may be installed, whether the project itself asks for it)."""
    from watchlint.facts.packages.requirement_text import Requirement
    from watchlint.facts.packages.version_range import VersionRange, alternatives

    found = repo.dependencies.version_range("watchdog")
    if found:
        return found, True
    extras = versions.bring_watchdog(repo)
    # Nothing but another package's requirement, which sets no upper bound: the newest, within the constraints.
    bounds = [one for one in repo.dependencies.of("watchdog") if one.kind == "constraint"]
    asks = [
        Requirement("watchdog", path=one.path, line=one.line, column=one.column, kind=one.kind) for one in extras[:1]
    ]
    return VersionRange("watchdog", alternatives([*(asks or [Requirement("watchdog")]), *bounds])), bool(extras)


def _never_fires(repo, users, places, answer: str, named: bool) -> Finding:
    extras = versions.bring_watchdog(repo)
    place = (places or extras or [users[0].place])[0]
    names = " and ".join(dict.fromkeys(f"`{user.name}`" if " " in user.name else user.name for user in users))
    certain = answer == CERTAIN and named
    return Finding(
        rules.NEVER_FIRES,
        f"watchdog {'is' if certain else 'may be'} 7 or later here, and {names} {'uses' if len(users) == 1 else 'use'} it: {users[0].what}",
        path=place.path, line=place.line, column=place.column,
        help="Ask for watchdog<7; or give whole-path patterns (`**/*.py`)." if users[0].predicted else "Ask for watchdog<7.",
        fix=versions.older_watchdog(repo, places),
        severity=None if certain else WARNING,
        subject="watchdog",
    )  # fmt: skip


def _watches_everything(user) -> Finding:
    return Finding(
        rules.WATCHES_EVERYTHING,
        f"with watchdog {user.name} watches the standard library and every installed package beside this project: hundreds of "
        "inotify watches",
        path=user.place.path, line=user.place.line, column=user.place.column,
        help=f"Set an inotify tier that allows for it, or let it poll: {_POLL[user.name]}.",
        subject="watchdog",
    )  # fmt: skip


def _limit_silent(user) -> Finding:
    return Finding(
        rules.LIMIT_SILENT,
        f"{user.name} with watchdog 7 or later says nothing when the inotify limit is reached: the rest is not watched",
        path=user.place.path, line=user.place.line, column=user.place.column,
        help="`watchlint watches` says beforehand how many watches it takes.",
        subject="watchdog",
    )  # fmt: skip


def _streamlit(repo, settings):
    """Streamlit 1.46.0 and 1.46.1."""
    pin = repo.dependencies.pinned("streamlit")
    if (pin and [int(part) for part in pin.split(".")][:2] != [1, 46]) or not repo.dependencies.requires("streamlit"):
        return
    answer, places = versions.within(repo.dependencies.version_range("streamlit"), "1.46", "1.47")
    if answer == EXCLUDED or not places:
        return
    yield Finding(
        rules.PYC_RACE,
        f"Streamlit {'is' if answer == CERTAIN else 'may be'} 1.46 here: a bytecode file that is renamed while it looks ends its watcher",
        path=places[0].path, line=places[0].line, column=places[0].column,
        help="Raise Streamlit to 1.47 or later.",
        fix=Fix("raise Streamlit to 1.47", versions.raises(places, "streamlit", versions.at_least("1.47", "1.47.0")), safe=False),
        severity=None if answer == CERTAIN else WARNING,
        subject="streamlit",
    )  # fmt: skip
