from __future__ import annotations

import codecs
import gzip
import io

import pytest

from watchlint.logs.decoding import without_escapes
from watchlint.logs.reading import read_log

LOG = "first\r\nOSError: [Errno 28] inotify watch limit reached\r\nlast é\r\n"


WRITTEN = {
    "utf-16-le": codecs.BOM_UTF16_LE + LOG.encode("utf-16-le"),
    "utf-16-be": codecs.BOM_UTF16_BE + LOG.encode("utf-16-be"),
    "utf-16-le without its mark": LOG.encode("utf-16-le"),
    "utf-16-be without its mark": LOG.encode("utf-16-be"),
    "utf-8 with a mark": codecs.BOM_UTF8 + LOG.encode(),
    "utf-16 packed": gzip.compress(codecs.BOM_UTF16_LE + LOG.encode("utf-16-le")),
    "packed": gzip.compress(LOG.encode()),
    "latin-1": LOG.encode("latin-1"),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_log_is_read_whatever_it_was_written_as(name):
    log = read_log(io.BytesIO(WRITTEN[name]))
    assert [(seen.message.id, seen.first) for seen in log.seen] == [("watchdog-watch-limit", 2)]
    assert (log.lines, log.broken) == (3, "")


@pytest.mark.parametrize(
    "coloured, plain",
    [
        (b"\x1b[31mred\x1b[0m", b"red"),
        (b"using \x1b[36m\x1b[1mWatch\x1b[0mFiles", b"using WatchFiles"),
        (b"\x1b]8;;http://x\x1b\\link\x1b]8;;\x07", b"link"),
        (b"\x1b(Bx\x1b", b"x\x1b"),
        (b"".join(b"\x1b[%dmx" % number for number in range(100)), b"x" * 100),
        (b"\x1b[38;5;9mINFO\x1b[K: \x1b[?25hx", b"INFO: x"),
    ],
)
def test_what_colours_a_terminal_is_taken_out(coloured, plain):
    assert without_escapes(coloured) == plain


def test_a_phrase_with_colours_inside_is_recognised():
    line = b"\x1b[32mINFO\x1b[0m:     Started reloader process [\x1b[36m\x1b[1m12\x1b[0m] using \x1b[36mStatReload\x1b[0m\n"
    assert [seen.message.id for seen in read_log(io.BytesIO(line)).seen] == ["uvicorn-polls"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"\0" * 4000,
        bytes(range(256)) * 40,
        b"\xff\xfe",
        b"\xff\xfe\n",
        b"\x1b" * 5000,
        b"\xff\xfe\x00\xd8" * 9,
    ],
)
def test_bytes_that_are_no_text_are_read_to_their_end(data):
    log = read_log(io.BytesIO(data))
    assert (log.seen, log.broken) == ([], "")
