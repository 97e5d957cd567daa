"""The part of the doctor's page that is about the machine: limits, use, place."""

from __future__ import annotations

from watchlint.doctor.words import all_folders, number
from watchlint.reports.words import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.doctor.shapes import Facts, Trial


def machine(facts: Facts) -> list[str]:
    """The lines about limits, use and place."""
    return [*_limits(facts), *_use(facts), *_place(facts)]


def _limits(facts: Facts) -> list[str]:
    limits = facts["limits"]
    trial: Trial = facts.get("trial") or {}
    name = (
        ""
        if facts["system"]["first_user_namespace"]
        else " (of this user namespace; the limits of those around it count too and cannot be read here)"
    )
    lines = ["", f"Limits{name}"]
    lines.append(
        f"  inotify watches {number(limits['watches'])}, instances {number(limits['instances'])}, queued events {number(limits['queued_events'])}"
    )
    lines.append(f"  this kernel's own choice of watches for this memory: {number(limits['kernel_default'])}")
    lines.append(
        f"  open files of this shell: {limits['open_files'][0]:,} (may be raised to {limits['open_files'][1]:,})"
    )
    if trial:
        text = (
            all_folders(trial["folders"])
            if trial["fits"]
            else f"{trial['added']:,} of {counted(trial['folders'], 'folder')}"
        )
        lines.append(f"  trial: {text} here got a watch, beside all that is in use")
    for row in facts.get("sysctl", []):
        lines.append(f"  {row['path']}:{row['line']} sets {row['key']} = {row['value']}")
    return lines


def _use(facts: Facts) -> list[str]:
    lines = ["", "In use, as far as it can be seen"]
    if facts["use"]:
        lines.append("    watches  instances  process")
    for row in facts["use"][:10]:
        shared = f" (+{row['inherited']} inherited, counted once)" if row["inherited"] else ""
        lines.append(
            f"  {row['watches']:>9,} {row['instances']:>10,}  {row['command']} ({row['pid']}, {row['user']}){shared}"
        )
    if len(facts["use"]) > 10:
        lines.append(f"  … and {counted(len(facts['use']) - 10, 'more process')}")
    if not facts["use"]:
        lines.append("  nothing")
    unseen = facts.get("unseen", {})
    if not unseen.get("proc", True):
        lines.append("  /proc is not there: nothing can be seen; the trial above still holds")
    if unseen.get("processes"):
        lines.append(
            "  not seen: "
            + ", ".join(f"{counted(count, 'process')} of {user}" for user, count in sorted(unseen["processes"].items()))
        )
    if unseen.get("other_namespaces"):
        lines.append(
            "  not seen: everything outside this container; the limits count it all the same, and so does the trial"
        )
    if unseen.get("hidepid"):
        lines.append("  not seen: other users' processes (/proc is mounted with hidepid)")
    if unseen.get("inherited_unknown"):
        lines.append("  some descriptors could not be compared: those inherited by fork may be counted twice")
    return lines


def _place(facts: Facts) -> list[str]:
    system, mount, probe = facts["system"], facts.get("mount"), facts.get("probe")
    kind = system["container"] and f"{system['container']} container, " or ""
    kind += f"WSL {system['wsl']}, " if system["wsl"] else "Docker Desktop, " if system["docker_desktop"] else ""
    lines = [
        "",
        "Place",
        f"  {kind}Linux {system['release']}" + (f", {mount['type']} mounted at {mount['point']}" if mount else ""),
    ]
    if probe:
        said = {True: "an event came", False: "no event came", None: "could not be tried"}[probe["works"]]
        lines.append(
            f"  probe: {said}"
            + (f" after {probe['seconds'] * 1000:.1f} ms" if probe["seconds"] is not None else f" ({probe['reason']})")
        )
    return lines
