"""What an image holds of a repository."""

from __future__ import annotations

import pytest

from watchlint.facts.launch.kinds import DOCKERFILE
from watchlint.facts.launch.places.images import copied_sources, of_image
from watchlint.facts.launch.places.tree import Tree
from watchlint.facts.repository.near import NearRepository

FILES = {"main.py": "", "other.py": "", "web/app.py": "", "docker/Dockerfile": ""}
HEAD = "FROM python\nWORKDIR /app\n"

# (text, what is where: path of the container -> path here)
CASES = [
    ("COPY . .", {"/app": ""}),
    ("COPY ./ /srv/", {"/srv": ""}),
    ("ADD web /srv", {"/srv": "web"}),
    ("COPY main.py .", {"/app/main.py": "main.py"}),
    ("COPY main.py run.py", {"/app/run.py": "main.py"}),
    ("COPY main.py other.py /srv/", {"/srv/main.py": "main.py", "/srv/other.py": "other.py"}),
    ("COPY *.py /srv/", {"/srv/main.py": "main.py", "/srv/other.py": "other.py"}),
    ('COPY ["main.py", "/srv/"]', {"/srv/main.py": "main.py"}),
    ('COPY --chown=me:me ["web", "/srv"]', {"/srv": "web"}),
    ("COPY --chown=me web /srv", {"/srv": "web"}),
    ("COPY main.py \\\n  other.py ./", {"/app/main.py": "main.py", "/app/other.py": "other.py"}),
    ("ENV D=/srv\nCOPY web $D", {"/srv": "web"}),
    ("COPY web $UNKNOWN", {}),
    ("ADD https://x/y /srv", {"/srv": None}),
    ("ADD git@github.com:x/y /srv", {"/srv": None}),
    ("COPY $WHAT /srv", {"/srv": None}),
    ("COPY <<EOF /srv/x\nhello\nEOF", {}),
    ("COPY web", {}),
    ("WORKDIR sub\nCOPY web .", {"/app/sub": "web"}),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_what_is_copied(folder, text, wanted):
    tree = Tree(NearRepository(str(folder({**FILES, "Dockerfile": f"{HEAD}{text}\n"}))))
    world = of_image(tree.source("Dockerfile", DOCKERFILE), 0, "", tree)
    assert {one.target: one.origin for one in world.mounts} == wanted


STAGES = f"{HEAD.replace('python', 'python AS base', 1)}COPY web /w\nFROM python\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("COPY --from=base /w /srv", {"/srv": "web"}),
        ("COPY --from=BASE /w/app.py /srv/", {"/srv/app.py": "web/app.py"}),
        ("COPY --from=0 /w /srv", {"/srv": "web"}),
        ("COPY --from=base /gone /srv", {"/srv": None}),
        ("COPY --from=nginx /w /srv", {"/srv": None}),
        ("COPY --from=9 /w /srv", {"/srv": None}),
    ],
)
def test_what_comes_from_another_stage(folder, text, wanted):
    tree = Tree(NearRepository(str(folder({**FILES, "Dockerfile": f"{STAGES}{text}\n"}))))
    world = of_image(tree.source("Dockerfile", DOCKERFILE), 1, "", tree)
    assert {one.target: one.origin for one in world.mounts} == wanted


def test_a_stage_holds_what_the_one_before_it_holds(folder):
    text = f"{HEAD.replace('python', 'python AS base', 1)}COPY web /w\nFROM base\nCOPY main.py /w/\n"
    tree = Tree(NearRepository(str(folder({**FILES, "Dockerfile": text}))))
    world = of_image(tree.source("Dockerfile", DOCKERFILE), 1, "", tree)
    assert {one.target: one.origin for one in world.mounts} == {"/w": "web", "/w/main.py": "main.py"}
    assert world.workdir == "/app"
    assert of_image(tree.source("Dockerfile", DOCKERFILE), 9, "", tree).mounts == ()


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({}, ()), ({".dockerignore": "\ufeff# x\n.git\n\n *.md \n"}, (".git", "*.md")),
        ({".dockerignore": "a\n", "Dockerfile.dockerignore": "b\n"}, ("b",)),
    ],
)  # fmt: skip
def test_what_is_left_out(folder, files, wanted):
    tree = Tree(NearRepository(str(folder({**FILES, **files, "Dockerfile": f"{HEAD}COPY . .\n"}))))
    (mount,) = of_image(tree.source("Dockerfile", DOCKERFILE), 0, "", tree).mounts
    assert mount.ignored == ("", wanted)


def test_copied_sources(folder):
    text = f'{HEAD}COPY a b/ .\nADD ["c", "/x"]\nCOPY --from=base d .\nCOPY *.py $X https://x/y .\nCOPY <<E /x\nE\nRUN cp e f\n'
    tree = Tree(NearRepository(str(folder({"Dockerfile": text}))))
    assert copied_sources(tree.source("Dockerfile", DOCKERFILE)) == ["a", "b/", "c"]
