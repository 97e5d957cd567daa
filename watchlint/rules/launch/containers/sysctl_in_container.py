"""launch-sysctl-in-container: an inotify limit is set in a container, where it can't be."""

from __future__ import annotations

from watchlint.facts.launch.kinds import COMPOSE, DEVCONTAINER, DOCKERFILE, KUBERNETES
from watchlint.findings import ERROR, Rule
from watchlint.rules.launch import NAME, files, in_files
from watchlint.rules.launch.containers import limits_in_services as services
from watchlint.rules.launch.problem import findings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.rules.launch.problem import Problem
    from watchlint.settings import Settings

RULE = Rule(
    name="launch-sysctl-in-container",
    hook=NAME,
    severity=ERROR,
    summary="An inotify limit is set in a container, where it can't be.",
    why="The inotify limits belong to the host's kernel. In a build /proc/sys is read-only, so `sysctl -w` fails; a line in the "
    "image's /etc/sysctl.conf is read by nobody; and Docker refuses --sysctl and `sysctls:` for all but net.* and a few "
    "of IPC, as Kubernetes does. Set them on the host.",
    evidence="docker-code-server#55, coder#10309, moby#36640: the container does not start, or nothing changes.",
    before={
        "Dockerfile": "FROM debian:13\nRUN echo fs.inotify.max_user_watches=524288 >> /etc/sysctl.conf\nRUN true\n"
    },
    after={"Dockerfile": "FROM debian:13\nRUN true\n"},
    fix="safe",
    since="0.1.0",
    source="docker run --sysctl, Docker's reference; Kubernetes, Using sysctls in a cluster; procps 4.0.2 in a read-only /proc/sys",
    about=("--sysctl", *in_files((DOCKERFILE, COMPOSE, DEVCONTAINER, KUBERNETES), "inotify")),
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One for each limit."""
    for source in files.sources(repository):
        if "inotify" in source.text:
            yield from findings(RULE, source, problems)


def problems(source: Source) -> Iterator[Problem]:
    """The limits in one text that are set in a container."""
    if source.kind == DOCKERFILE:
        from watchlint.rules.launch.containers import limits_in_builds

        yield from limits_in_builds.problems(source)
    elif source.kind == COMPOSE:
        yield from services.of_compose(source)
    elif source.kind == DEVCONTAINER:
        yield from services.of_devcontainer(source)
    elif source.kind == KUBERNETES:
        yield from services.of_kubernetes(source)
    elif "--sysctl" in source.text:
        from watchlint.facts.launch import started

        for command in started.of_source(source):
            yield from services.of_command(command)
