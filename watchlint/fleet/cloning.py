"""A clone to check: one commit, no content but that of files a rule may read, nothing run that a repository or a user's
configuration names.

`git clone --filter=blob:none --no-checkout` brings the commit and its trees; the checkout then asks for the content of all
files it writes at once. Those that no rule reads are written empty, so that folders and files are counted as they are.
"""

from __future__ import annotations

import os
import subprocess

from watchlint.fleet import failures
from watchlint.fleet.failures import Failure
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

UNREAD = (
    "png jpg jpeg gif bmp ico icns webp tif tiff psd svg heic avif mp3 mp4 m4a m4v mov avi mkv webm wav flac ogg "
    "ttf otf woff woff2 eot pdf doc docx xls xlsx ppt pptx odt epub zip gz tgz bz2 xz zst 7z rar tar whl jar war iso dmg exe "
    "msi deb rpm csv tsv parquet feather arrow orc avro npy npz pkl pickle h5 hdf5 nc mat joblib pt pth ckpt safetensors onnx "
    "gguf pb tflite bin dat db sqlite sqlite3 geojson shp ipynb"
).split()
"""Endings of files whose content no rule reads: tests/fleet/test_cloning.py watches the rules read every fixture."""

MOST_FILES = 1_000_000
"""A commit with more files is not written out: a tree of few objects can stand for any number of files."""

# No hook, no file system monitor, no helper for credentials, no other repositories inside; one thread, small maps of packs.
_HEARD = "watchlint.heard"
"""A setting of no meaning: a git that knows it heard the others."""
_SETTINGS = {
    _HEARD: "true",
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "",
    "credential.helper": "",
    "submodule.recurse": "false",
    "fetch.recurseSubmodules": "false",
    "init.templateDir": "",
    "transfer.bundleURI": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "advice.detachedHead": "false",
    "core.packedGitLimit": "256m",
    "core.packedGitWindowSize": "32m",
    "core.bigFileThreshold": "16m",
    "core.compression": "1",
    "pack.threads": "1",
    "checkout.workers": "1",
}
# What would lead git to another repository, to other programs, or write where we don't see it (git(1)).
_FOREIGN = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_TEMPLATE_DIR", "GIT_EXTERNAL_DIFF", "GIT_CONFIG_PARAMETERS", "GIT_SHALLOW_FILE",
)  # fmt: skip


class Cloned(Record):
    """What is known of a clone: the commit that is checked, and how many files it has."""

    commit: str
    files: int


def clone(address: str, folder: str, protocols: str) -> Cloned:
    """Clone the head of what git finds at `address` into `folder`, an empty one. Raises Failure."""
    git = _Git(folder, protocols)
    if os.path.isabs(address):
        if not os.path.isdir(address):
            raise Failure("no such folder")
        address = "file://" + address
    git.run(
        "clone", "clone", "--quiet", "--depth=1", "--filter=blob:none", "--no-checkout", "--no-tags", "--single-branch",
        "--template=", "--", address, folder, at=os.path.dirname(folder),
    )  # fmt: skip
    try:
        commit = git.run("its HEAD", "rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip()
    except Failure:
        raise _without_commit(git) from None
    files = _count(git)
    git.sparse(UNREAD)
    git.run("checkout", "checkout", "--quiet", "--force", "--detach", "HEAD")
    _write_empty(git, folder)
    return Cloned(commit, files)


def _without_commit(git: _Git) -> Failure:
    heads = git.run("its branches", "for-each-ref", "--count=1", "--format=%(refname)")
    asked = git.run("its branches", "ls-remote", "--heads", "origin") if not heads else heads
    if asked.strip():
        return Failure("its HEAD names a branch that is not there")
    return Failure("empty: it has no commit")


def _count(git: _Git) -> int:
    """How many files the commit has. Raises Failure where they are too many to write out."""
    count = 0
    with git.start("ls-tree", "-r", "--name-only", "-z", "HEAD") as listing:
        assert listing.stdout
        while count <= MOST_FILES and (part := listing.stdout.read1(1 << 16)):  # type: ignore[attr-defined]
            count += part.count(b"\0")
        if count > MOST_FILES:
            listing.kill()
            raise Failure(f"its commit has more than {MOST_FILES:,} files")
        if listing.wait():
            said = listing.stderr.read().decode("utf-8", "replace") if listing.stderr else ""
            raise failures.of_git("its files", listing.returncode, said)
    return count


def _write_empty(git: _Git, folder: str) -> None:
    """Write the files that were left out, with nothing in them: never through a link."""
    listed = git.run("its files", "ls-files", "-t", "-z").split("\0")
    for path in (line[2:] for line in listed if line.startswith("S ")):
        place = os.path.join(folder, path)
        try:
            os.makedirs(os.path.dirname(place), exist_ok=True)
            os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o644))
        except OSError as error:
            if error.errno is not None and failures.may_pass(os.strerror(error.errno)):
                raise Failure(f"{os.strerror(error.errno)}", passing=True) from None
    git.run("settings", "config", "core.sparseCheckout", "false")


class _Git:
    def __init__(self, folder: str, protocols: str) -> None:
        self.folder = folder
        environment = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
        environment.update({
            "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "", "SSH_ASKPASS": "", "SSH_ASKPASS_REQUIRE": "never",
            "GCM_INTERACTIVE": "never", "GIT_LFS_SKIP_SMUDGE": "1", "GIT_ALLOW_PROTOCOL": protocols, "GIT_OPTIONAL_LOCKS": "0",
        })  # fmt: skip
        environment.setdefault("GIT_SSH_COMMAND", "ssh -oBatchMode=yes -oConnectTimeout=30")
        self.environment = environment
        self._set(_SETTINGS)
        self._set(_no_filters(environment))

    def _set(self, settings: dict[str, str]) -> None:
        number = int(self.environment.get("GIT_CONFIG_COUNT") or 0)
        for key, value in settings.items():
            self.environment.update({f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value})
            number += 1
        self.environment["GIT_CONFIG_COUNT"] = str(number)

    def start(self, *arguments: str, at: str | None = None) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            ["git", "--no-pager", *arguments], cwd=at or self.folder, env=self.environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, what: str, *arguments: str, at: str | None = None) -> str:
        """What git prints. Raises Failure, which says that `what` went wrong."""
        try:
            process = self.start(*arguments, at=at)
        except OSError as error:
            raise _not_started(error) from None
        out, said = process.communicate()
        if process.returncode:
            raise failures.of_git(what, process.returncode, said.decode("utf-8", "replace"))
        return os.fsdecode(out)

    def sparse(self, endings: Iterable[str]) -> None:
        """Have the checkout leave out the files with these endings, in small letters or capitals."""
        patterns = ["/*", *(f"!*.{_any_case(ending)}" for ending in endings)]
        place = os.path.join(self.folder, ".git", "info", "sparse-checkout")
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "w", encoding="utf-8") as file:
            file.write("\n".join(patterns) + "\n")
        self._set({"core.sparseCheckout": "true", "core.sparseCheckoutCone": "false"})


def _not_started(error: OSError) -> Failure:
    return Failure(f"git can't be started: {error.strerror}", passing=True)


def _any_case(ending: str) -> str:
    return "".join(f"[{c}{c.upper()}]" if c.isalpha() else c for c in ending)


def _no_filters(environment: dict[str, str]) -> dict[str, str]:
    """Settings that switch off every filter that the configuration of this machine names: git-lfs is one. Raises Failure for
    a git that does not hear what is set so (GIT_CONFIG_COUNT; before 2.31 none did)."""
    command: Sequence[str] = ("git", "config", "--null", "--name-only", "--get-regexp", rf"^(filter\.|{_HEARD}$)")
    try:
        done = subprocess.run(command, cwd=os.sep, env=environment, stdin=subprocess.DEVNULL, capture_output=True)
    except OSError as error:
        raise _not_started(error) from None
    keys = set(os.fsdecode(done.stdout).split("\0")[:-1])
    if _HEARD not in keys:
        raise Failure("this git takes no settings from its environment, which keep a clone safe: 2.31 and later do")
    names = sorted({key.rpartition(".")[0] for key in keys - {_HEARD}})
    values = {"clean": "", "smudge": "", "process": "", "required": "false"}
    return {f"{name}.{key}": value for name in names for key, value in values.items()}
