"""The first line of the doctor's page: the true cause, or what was looked at and found well."""

from __future__ import annotations

from watchlint.doctor.words import all_folders
from watchlint.reports.words import counted
from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.doctor.shapes import Facts, Problem, Seen


UNCOMPARED = ("other-namespace", "code-synced", "server-not-visible", "server-starting", "no-session")
"""Problems that say why a server could not be compared with its folders, or not yet."""

KNOWING = ("run-on-save-off", "started-without-reload")
"""What is no fault, and what people mean when they say that it does not reload."""


def first_line(problems: list[Problem], facts: Facts) -> str:
    """The verdict; `problems`: those that weigh more than a note, the gravest first."""
    if problems:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        return f"{count}: {problems[0]['message']}"
    noted = [problem for problem in facts["problems"] if worth_the_first_line(problem)]
    if noted:
        found = "No error in it" if noted[0]["id"].startswith("log-") else "No problem found"
        return f"{found}, but one thing to know: {noted[0]['message']}"
    here = _here(facts)
    if facts.get("files"):
        here = f"No server that is known runs in this folder. Its files say: {facts['files'][0]['message']}."
    if not facts["logs"]:
        return here
    names = " and ".join(log["path"] for log in facts["logs"])
    return f"No line of {names} is a complaint that watchlint knows. {here}"


def worth_the_first_line(problem: Problem) -> bool:
    """Whether a note is what the user asks about."""
    return problem["id"].startswith("log-") or problem["id"] in KNOWING


def uncompared(facts: Facts) -> list[Problem]:
    """Why no server here was compared; nothing where one was."""
    if any(server["needed"] and server["held"] or server["polls"] for server in facts["servers"]):
        return []
    return [problem for problem in facts["problems"] if problem["id"] in UNCOMPARED]


def _here(facts: Facts) -> str:
    """What was seen on this machine, where nothing is wrong."""
    if apart := uncompared(facts):
        return f"Nothing was compared: {apart[0]['message']}"
    served = [server for server in facts["servers"] if server["needed"] and not server["unwatched_total"]]
    if served:
        return f"No problem found: {'; '.join(map(_watches, served))}."
    if facts["servers"] and all(server["polls"] for server in facts["servers"]):
        return f"No problem found: {', '.join(map(_named, facts['servers']))} polls."
    return " ".join(filter(None, (_not_compared(facts), _room(facts))))


def _watches(server: Seen) -> str:
    """That a server watches all it should."""
    sure = ""
    if server["at_least"]:
        all_ = f", with {counted(server['watches'], 'watch')} in all" if server["watches"] != server["needed"] else ""
        sure = f" of the files it is sure to have loaded{all_}"
    return f"{_named(server)} watches {all_folders(server['needed'])}{sure}"


def _named(server: Seen) -> str:
    return f"{server['server']} (process {server['pid']})"


def _room(facts: Facts) -> str:
    """What the trial says, as a sentence; '' where there was none."""
    trial = facts.get("trial")
    if not trial:
        return "" if facts["limits"] else "The limits of inotify do not apply on this system."
    if trial["fits"]:
        each = f"each of the {trial['folders']:,} folders" if trial["folders"] != 1 else "the one folder"
        return f"A watch can be had for {each} here."
    return f"{counted(trial['added'], 'more watch').capitalize()} can be had here."


def _not_compared(facts: Facts) -> str:
    """That no server was compared, and how one is named."""
    unseen = facts.get("unseen", {})
    for server in facts["servers"]:
        if server["decided"]:
            return f"Nothing was compared: whether {_named(server)} reloads, `{server['decided']}` in {server['code']} decides when it runs."
    if facts["servers"]:
        held = sum(server["watches"] for server in facts["servers"])
        holds = f"holds {counted(held, 'watch')}" if held else "holds no watch that can be seen"
        return f"Nothing was compared: which folders {', '.join(map(_named, facts['servers']))} should watch is not known; it {holds}."
    if not facts["limits"]:
        return ""
    if not unseen.get("proc", True):
        return "Nothing was compared: without /proc no running server can be seen."
    hidden = unseen.get("processes") or unseen.get("hidepid") or unseen.get("other_namespaces")
    among = "the processes that can be seen" if hidden else "the running processes"
    return (
        f"I know no server here: none of {among} is one of the {len(catalogue.NAMES)} dev servers that are known, in this"
        " folder. Look again while yours runs; `watchlint doctor --pid PID` looks at any process."
    )
