"""launch-dockerignore-missing: an image copies the whole tree, and no .dockerignore leaves anything out."""

from __future__ import annotations

import posixpath
import re

from watchlint.facts.launch.base import instructions
from watchlint.facts.launch.kinds import DOCKERFILE
from watchlint.facts.launch.places import resolver
from watchlint.facts.launch.places.images import copied_sources
from watchlint.findings import INFO, WARNING, Edit, Finding, Fix, Rule
from watchlint.rules.launch import NAME, files, in_files, weight

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.instructions import Instruction
    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

_AROUND = {
    "Dockerfile": 'FROM python:3.13\nWORKDIR /srv\nCOPY . .\nCMD ["python", "app.py"]\n',
    "app.py": 'print("hello")\n',
    ".gitignore": "__pycache__/\nnode_modules/\n",
    "node_modules/120-empty-folders": "",
}

RULE = Rule(
    name="launch-dockerignore-missing",
    hook=NAME,
    severity=WARNING,
    summary="An image copies the whole tree, and no .dockerignore leaves anything out.",
    why="`COPY . .` takes what git ignores too: virtual environments, node_modules and __pycache__. The image grows, each of "
    "these folders costs a watch where a server in it reloads, and an environment of this machine may hide the image's own.",
    evidence="4 of 15 public repositories with an image that copies its whole folder have no .dockerignore.",
    before=_AROUND,
    after={**_AROUND, ".dockerignore": "node_modules\n.git\n**/__pycache__\n"},
    fix="unsafe",
    since="0.1.0",
    source="Docker's reference, .dockerignore file",
    about=in_files((DOCKERFILE,), ""),
)

_ASKS_GIT = re.compile(
    r"\bgit\b|setuptools[-_]scm|hatch-vcs|versioningit|dunamai|dynamic-versioning|versioneer|pdm.*scm"
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One for each folder that is known to be copied whole: a warning where many folders of an environment or node_modules lie
    in it, a note for any other."""
    done = set()
    for source in files.sources(repository, (DOCKERFILE,)):
        copy = next((one for one in instructions.of(source) if _is_whole(one)), None)
        if copy is None:
            continue
        contexts = resolver.of(repository).contexts(source.path)
        if len(contexts) != 1 or contexts[0] in done:
            continue
        if _ignores(repository, source.path, contexts[0]):
            continue
        done.add(contexts[0])
        yield _finding(repository, source, contexts[0], copy)


def _is_whole(one: Instruction) -> bool:
    """`COPY . …` or `ADD . …` from the folder that is built from."""
    words = [word.strip("\"'[],") for word in one.said.split()]
    plain = [word for word in words if not word.startswith("--")]
    return one.word in ("COPY", "ADD") and "--from" not in one.said and plain[:1] in (["."], ["./"]) and len(plain) > 1


def _ignores(repository: Repository, path: str, context: str) -> bool:
    return repository.exists(f"{path}.dockerignore") or repository.exists(posixpath.join(context, ".dockerignore"))


def _finding(repository: Repository, source: Source, context: str, copy: Instruction) -> Finding:
    below = [one for one in weight.below(repository, context) if posixpath.basename(one.path) != "data"]
    lines = _lines(repository, source, context, [one.path for one in below])
    heavy = [one for one in below if one.path in lines]  # what git tracks or the file names is meant to be there
    many = sum(one.folders for one in heavy) >= weight.MANY
    holds = " and ".join(map(str, heavy[:3])) or "whatever git ignores in it"
    path = posixpath.join(context, ".dockerignore")
    return Finding(
        RULE,
        f"`{copy.word} .` copies all of {f'{context}/' if context else 'this repository'} into the image, {holds} included: "
        f"there is no {path}",
        path=source.path,
        help=f"Write {path} with the lines {', '.join(lines)}.",
        fix=Fix(f"write {path}", [Edit(path, lambda data: data or "".join(f"{line}\n" for line in lines).encode())], safe=False),
        severity=None if many else INFO,
        subject=path,
        **source.place(copy.at, copy.end),
    )  # fmt: skip


def _lies_in(path: str, text: str) -> bool:
    """Whether a path, or one below it, stands in a text of paths that each have NUL on both sides."""
    return f"\0{path}/" in text or f"\0{path}\0" in text


def _lines(repository: Repository, source: Source, context: str, heavy: list[str]) -> list[str]:
    """What to leave out: environments and node_modules that are here, unless the file names them or git tracks something in
    them; git's own folder, unless something asks for it; bytecode."""
    named = {name.removeprefix("./").strip("/") for name in copied_sources(source)}
    lines = [path for path in heavy if not any(f"{other}/".startswith(f"{path}/") for other in named)]
    texts = ["\0" + text for text in repository.listing.texts] if lines else []
    lines = [path for path in lines if not any(_lies_in(posixpath.join(context, path), text) for text in texts)]
    if not context and not _ASKS_GIT.search(source.text + (repository.look("pyproject.toml") or b"").decode("latin-1")):
        lines.append(".git")
    return [*lines, "**/__pycache__"]
