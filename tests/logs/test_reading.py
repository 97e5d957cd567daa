from __future__ import annotations

import gzip
import io
import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlint.logs import reading as logs
from watchlint.logs import scan as log_scan
from watchlint.logs.signatures import SIGNATURES

LINES = [
    ("watchdog-watch-limit", "OSError: [Errno 28] inotify watch limit reached"),
    ("watchdog-instance-limit", "OSError: [Errno 24] inotify instance limit reached"),
    ("watchdog-queue-overflow", "Inotify queue overflowed; filesystem events were lost"),
    ("watchdog-queue-overflow", "Inotify queue overflowed; reconciling recursive watches below b'/srv'"),
    ("watchdog-rebuild-failed", "Unable to rebuild recursive inotify watches below '/srv'"),
    (
        "watchfiles-watch-limit",
        'OSError: OS file watch limit reached. about ["/srv/app"] (Error { kind: MaxFilesWatch, paths: [] })',
    ),
    ("watchfiles-watch-limit", 'FileNotFoundError: OS file watch limit reached. about ["/srv/app"]'),
    (
        "watchfiles-instance-limit",
        "_rust_notify.WatchfilesRustInternalError: Error creating recommended watcher: Too many open files (os error 24)",
    ),
    ("watchfiles-watcher-died", "WatchfilesRustInternalError: error in underlying watcher: No such device"),
    ("watchfiles-permission", 'PermissionError: Permission denied (os error 13) about ["/srv/pgdata"]'),
    ("watchfiles-noise", "[10:00:00] 3 changes detected"),
    ("watchfiles-noise", "1 change detected"),
    ("uvicorn-roots", "INFO:     Will watch for changes in these directories: ['/srv/app']"),
    ("uvicorn-reloader", "INFO:     Started reloader process [12] using WatchFiles"),
    ("uvicorn-reloader", "INFO:     Started reloader process [12] using StatReload"),
    ("uvicorn-reloading", "WARNING:  WatchFiles detected changes in 'main.py'. Reloading..."),
    (
        "uvicorn-exclude-no-effect",
        "WARNING:  Current configuration: --reload-include and --reload-exclude have no effect unless watchfiles is installed.",
    ),
    (
        "uvicorn-bad-reload-dir",
        "WARNING:  Provided reload directories ['nope'] did not contain valid directories, watching current working directory.",
    ),
    (
        "uvicorn-no-reload",
        "WARNING:  Current configuration will not reload as not all conditions are met, please refer to documentation.",
    ),
    ("streamlit-watch-failed", "Failed to watch file /srv/app.py"),
    ("streamlit-schedule-failed", "Failed to schedule watch observer for path /srv"),
    ("streamlit-no-observer", "AttributeError: '_MultiPathWatcher' object has no attribute '_observer'"),
    ("streamlit-stream-died", "Uncaught exception GET /_stcore/stream (127.0.0.1)"),
    ("streamlit-torch", "Examining the path of torch.classes raised:"),
    (
        "vanished-bytecode",
        "FileNotFoundError: [Errno 2] No such file or directory: '/a/__pycache__/x.cpython-312.pyc.140431573127600'",
    ),
    (
        "streamlit-wsl-poll",
        '  Detected WSL. Using poll-based file watching for better compatibility. To force watchdog, set server.fileWatcherType = "watchdog".',
    ),
    ("streamlit-wsl", "  For better performance, install the Watchdog module:"),
    ("flask-reloader", " * Restarting with watchdog (inotify)"),
    ("flask-reloader", " * Restarting with stat"),
    ("flask-reloading", " * Detected change in '/srv/app.py', reloading"),
    ("hupper-error", "watchdog error: [Errno 28] No space left"),
    ("django-reloader", "Watching for file changes with StatReloader"),
    ("django-reloading", "/srv/app/views.py changed, reloading."),
    ("watchman-unreachable", "Error connecting to Watchman: Cannot connect to the watchman service."),
    ("pywatchman-broken", "SystemError: PY_SSIZE_T_CLEAN macro must be defined for '#' formats"),
    ("django-watchfiles-missing", "ModuleNotFoundError: No module named 'django_watchfiles'"),
    ("mkdocs-roots", "INFO    -  Watching paths for changes: 'docs', 'mkdocs.yml'"),
    ("node-watch-limit", "Error: ENOSPC: System limit for number of file watchers reached, watch '/srv/x'"),
    # nodemon 3, Vite 8 and webpack 5, each as it says so
    (
        "node-watch-limit",
        "\x1b[31m[nodemon] Internal watch failed: ENOSPC: System limit for number of file watchers reached, watch '/srv/x'\x1b[39m",
    ),
    (
        "node-watch-limit",
        "file watcher error: ENOSPC: System limit for number of file watchers reached, watch '/srv/x'",
    ),
    (
        "node-watch-limit",
        "Watchpack Error (watcher): Error: ENOSPC: System limit for number of file watchers reached, watch '/srv'",
    ),
    ("node-instance-limit", "Error: EMFILE: too many open files, watch '/srv'"),
    ("node-instance-limit", "[nodemon] Internal watch failed: EMFILE: too many open files, watch '/srv'"),
    ("node-instance-limit", "file watcher error: EMFILE: too many open files, watch '/srv'"),
    ("node-instance-limit", "Watchpack Error (watcher): Error: EMFILE: too many open files, watch '/srv'"),
    ("vscode-watch-limit", "[File Watcher (parcel)] Inotify limit reached (ENOSPC) (path: /srv)"),
    # VS Code 1.100.3, its own watcher with 100 watches
    ("vscode-watch-limit", "[error] [File Watcher] Inotify limit reached (ENOSPC) (path: /srv)"),
    ("vscode-watch-limit", "[File Watcher ('parcel')] Inotify limit reached (ENOSPC) (path: /srv)"),
    ("vscode-large-workspace", "Unable to watch for file changes in this large workspace folder"),
    (
        "watchman-watch-limit",
        "opendir(/srv/x) -> The user limit on the total number of inotify watches was reached; increase the fs.inotify.max_user_watches sysctl.",
    ),
    (
        "watchman-instance-limit",
        "inotify_init: The user limit on the total number of inotify instances has been reached; increase the fs.inotify.max_user_instances sysctl.",
    ),
    ("notify-watch-limit", "error: OS file watch limit reached."),
    ("jvm-limit", "java.io.IOException: User limit of inotify watches reached"),
    ("jvm-instance-limit", "java.io.IOException: User limit of inotify instances reached"),
    ("dotnet-instance-limit", "The configured user limit (128) on the number of inotify instances has been reached"),
    ("dotnet-watch-limit", "The configured user limit (8192) on the number of inotify watches has been reached"),
    ("go-instance-limit", "failed to create fsnotify watcher: too many open files"),
    ("go-instance-limit", "inotify_init: too many open files"),
    ("go-instance-limit", "ERROR failed to create file watcher: too many open files"),
    ("systemd-limit", "Failed to allocate directory watch: Too many open files"),
    (
        "systemd-watch-limit",
        "Failed to add control inotify watch descriptor for control group x.service: No space left on device",
    ),
    ("systemd-watch-limit", "Failed to add a watch for /run/systemd/ask-password: inotify watch limit reached"),
    ("systemd-limit", "Insufficient watch descriptors available. Reverting to -n."),
    ("tail-limit", "tail: inotify cannot be used, reverting to polling: Too many open files"),
    ("tail-limit", "tail: inotify resources exhausted"),
    ("inotify-tools-watch-limit", "Failed to watch /srv; upper limit on inotify watches reached!"),
    ("inotify-tools-instance-limit", "Couldn't initialize inotify: Too many open files"),
    ("guard-watch-limit", "iNotify max watches exceeded"),
    (
        "guard-watch-limit",
        'Failed to watch "/srv/x": The user limit on the total number of inotify watches was reached or the kernel failed to allocate a needed resource. (Errno::ENOSPC)',
    ),
    (
        "guard-instance-limit",
        "Too many open files - Failed to initialize inotify: the user limit on the total number of inotify instances has been reached. (Errno::EMFILE)",
    ),
    ("syncthing-limit", "failed to setup inotify handler. Please increase inotify limits"),
    ("sysctl-read-only", 'sysctl: setting key "fs.inotify.max_user_watches": Read-only file system'),
    ("sysctl-read-only", 'sysctl: permission denied on key "fs.inotify.max_user_watches"'),
    ("sysctl-read-only", "sysctl: error setting key 'fs.inotify.max_user_watches': Read-only file system"),
    ("sysctl-read-only", "Error: sysctl fs.inotify.max_user_watches is not in a separate kernel namespace"),
    ("watchexec-limit", "error: watcher failed to instantiate: too many watches"),
    (
        "streamlit-unreadable-path",
        "streamlit.errors.StreamlitMaxRetriesError: Unable to access file or folder: /srv/closed.py",
    ),
    ("streamlit-watch-folder", "Watch folder is not a directory: /srv/nope"),
    ("django-missing-root", "Unable to watch root dir /srv/a/b as neither it or its parent exist."),
    ("django-missing-root", "Unable to watch directory /srv/a/b as neither it or its parent exist."),
    ("open-files-limit", "OSError: [Errno 24] Too many open files: 'x'"),
    ("open-files-limit", "  Cause: Too many open files (os error 24)"),
    ("open-files-limit", "OSError: [Errno 24] Too many open files: 'x.pyc.13'"),
]

NEAR_MISSES = [
    '    raise OSError(errno.ENOSPC, "inotify watch limit reached")',
    '    raise OSError(errno.EMFILE, "inotify instance limit reached")',
    '    raise WatchmanUnavailable("Cannot connect to the watchman service.")',
    "we watch the batch and dispatch the patch",
    "GET /reload HTTP/1.1 200",
    "notify the user about inotify",
    "module x.pyc. removed",
    "Failed to match file x",
    "sysctl is a command",
    'sysctl: permission denied on key "vm.max_map_count"',
    "too many open issues",
    "OSError: [Errno 23] Too many open files in system: 'x'",
    'PermissionError: Permission denied (os error 1) about ["x"]',
]


def read(data: bytes) -> logs.Log:
    return logs.read_log(io.BytesIO(data))


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_an_innocent_line_is_not_taken_for_a_complaint(line):
    assert read(line.encode() + b"\n").seen == []


@pytest.mark.parametrize("name, line", LINES)
def test_a_known_line_is_recognised(name, line):
    log = read(b"first\n" + line.encode() + b"\nlast\n")
    assert [(seen.signature.id, seen.count, seen.first, seen.last) for seen in log.seen] == [(name, 1, 2, 2)]
    assert log.seen[0].text in line


def test_every_signature_has_its_anchor_in_every_line_it_matches():
    for name, line in LINES:
        signature = next(s for s in SIGNATURES if s.id == name)
        assert signature.anchor in line.encode() and re.search(signature.pattern, line.encode()), name


def test_one_of_the_longer_texts_is_in_every_line_a_signature_matches():
    for name, line in LINES:
        signature = next(s for s in SIGNATURES if s.id == name)
        longer = log_scan.demanded(signature.pattern)
        assert min(map(len, longer)) > 8 and any(text in line.encode() for text in longer), name


@pytest.mark.parametrize(
    "pattern, texts",
    [
        (rb"abc", [b"abc"]),
        (rb"abc|de", [b"abc", b"de"]),
        (rb"(?:a|b|long one): x", [b": x"]),
        (rb"(?P<n>\d+) changes? detected", [b" detected"]),
        (rb"java\.io: .+ (?:x|y)", [b"java.io: "]),
        (rb"a[bcdef]ghi*", [b"gh"]),
        (rb"\[Errno 24\]", [b"[Errno 24]"]),
    ],
)
def test_the_longer_texts_of_a_pattern(pattern, texts):
    assert log_scan.demanded(pattern) == texts


def test_every_number_that_a_pattern_asks_for_is_told_apart():
    """A shape has 0 for any other digit."""
    for signature in SIGNATURES:
        pattern = signature.pattern.replace(b"\\", b"")
        for number in log_scan.NUMBERS:
            pattern = pattern.replace(number, b"")
        assert not re.search(rb"[0-9](?![^{]*\})", pattern), signature.id


def test_every_step_is_a_command_to_copy():
    prose = re.compile(
        r"(?:Run|Restart|Add|Start|Write|Give|Correct|Put|If|Watch|Upgrade|Create|Nothing)\b|.*[.…]$|.*`"
    )
    wrong = [s.id for s in SIGNATURES if prose.match(s.step.partition("  #")[0])]
    assert wrong == [] and [s.id for s in SIGNATURES if s.problem and not s.step] == []


def test_every_signature_has_a_line_here():
    assert {signature.id for signature in SIGNATURES} == {name for name, _ in LINES}


def test_names_of_signatures_are_different():
    names = [signature.id for signature in SIGNATURES]
    assert sorted(set(names)) == sorted(names)


def test_count_first_last_and_detail():
    line = b"WARNING:  WatchFiles detected changes in 'a%d.py'. Reloading...\n"
    log = read(b"x\n" + line % 1 + b"y\n" * 3 + line % 2 + line % 3)
    (seen,) = log.seen
    assert (seen.count, seen.first, seen.last, seen.detail) == (3, 2, 7, "'a1.py'")
    assert (log.lines, log.broken) == (7, "")


def test_a_line_with_two_anchors_is_counted_once():
    log = read(b"inotify watch limit reached: OS file watch limit reached, reload, Too many open files\n" * 3)
    assert [seen.count for seen in log.seen] == [3]


def test_a_last_line_without_newline_counts():
    assert [seen.last for seen in read(b"x\ninotify watch limit reached").seen] == [2]


class Slow(io.RawIOBase):
    """Gives a few bytes at a time, as a pipe may."""

    def __init__(self, data: bytes, size: int):
        self.stream, self.size = io.BytesIO(data), size

    def read(self, _=-1):
        return self.stream.read(self.size)


SOME = [line for _, line in LINES] + NEAR_MISSES + ["", "é\x00", "watch", "1 change detected, 2 changes detected"]


@given(st.lists(st.sampled_from(SOME), max_size=30), st.integers(7, 200))
def test_chunks_make_no_difference(lines, size):
    data = "\n".join(lines).encode()
    assert logs.read_log(Slow(data, size)) == read(data)


@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(SOME)), max_size=40),
    st.integers(30, 2000),
    st.sampled_from([1, 3]),
)
def test_a_log_full_of_complaints_is_read_as_line_by_line(numbered, size, often):
    lines = [f"12:{number % 60:02} [{number}] {line}" for number, line in numbered]
    expected: dict[str, list] = {}
    for place, line in enumerate(lines, 1):
        for seen in read(line.encode()).seen:
            entry = expected.setdefault(seen.signature.id, [0, place, place, seen.text, seen.detail])
            entry[0], entry[2] = entry[0] + 1, place
    before, log_scan._OFTEN = log_scan._OFTEN, often
    try:
        log = logs.read_log(Slow("\n".join(lines).encode(), size))
    finally:
        log_scan._OFTEN = before
    assert {one.signature.id: [one.count, one.first, one.last, one.text, one.detail] for one in log.seen} == expected


def test_gzip_of_several_members_is_read_through():
    line = b"inotify watch limit reached\n"
    log = read(gzip.compress(line * 2) + gzip.compress(b"x\n" + line))
    assert [(seen.count, seen.last) for seen in log.seen] == [(3, 4)]
    assert log.broken == ""


def test_a_cut_off_gzip_is_read_as_far_as_it_goes():
    import random

    noise = "".join(random.Random(5).choices("abcdefghij\n", k=200_000)).encode()
    data = gzip.compress(b"inotify watch limit reached\n" + noise)
    log = read(data[: len(data) // 2])
    assert [seen.first for seen in log.seen] == [1]
    assert log.broken == "the gzip data end too early"


def test_damaged_gzip_is_said():
    assert "damaged" in read(b"\x1f\x8b" + b"nonsense" * 10).broken


def test_deflated_data_that_is_no_gzip_is_just_bytes():
    assert read(zlib.compress(b"inotify watch limit reached\n")).seen == []


def test_bytes_of_every_kind_are_read():
    log = read(bytes(range(256)) * 50 + b"\ninotify watch limit reached\xff\xfe\n")
    assert [seen.count for seen in log.seen] == [1]


def test_a_line_longer_than_any_buffer_is_cut_not_kept(monkeypatch):
    monkeypatch.setattr(logs, "_LONGEST_LINE", 4096)
    monkeypatch.setattr(logs, "CHUNK", 1024)
    log = read(b"a" * 50_000 + b" inotify watch limit reached\nx\n")
    assert (log.bytes, log.lines) == (50_031, 2)
    assert [(seen.first, seen.last) for seen in log.seen] == [(1, 1)]


def test_without_the_c_library_the_answer_is_the_same(monkeypatch):
    monkeypatch.setattr(log_scan, "_contains", lambda: lambda block, literal: literal in block)
    assert [seen.count for seen in read(b"inotify watch limit reached\n").seen] == [1]


def test_a_folder_is_no_log(tmp_path):
    with pytest.raises(IsADirectoryError):
        logs.open_log(str(tmp_path))


def test_a_file_is_opened(tmp_path):
    path = tmp_path / "x.log"
    path.write_bytes(b"tail: inotify resources exhausted\n")
    with logs.open_log(str(path)) as stream:
        assert [seen.signature.id for seen in logs.read_log(stream).seen] == ["tail-limit"]
