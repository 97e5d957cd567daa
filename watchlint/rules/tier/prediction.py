"""The predicted watches, for the hook: asked for only where the answer can matter, since it costs a walk.

The folders of the work tree are counted first, with nothing else, and counting ends as soon as it is known that there
are as many as the smaller of the two limits. Only then is a server looked for. This is done where check-inotify-tier was
called by its name; with all hooks together only where the folders of the repository's own files, which the listing tells
without a walk, are half as many, by a sample.
"""

from __future__ import annotations

from watchlint.facts.folders.folder_count import has_more_folders
from watchlint.findings import Finding
from watchlint.rules.tier import rules

SAMPLES = 1_000

PATIENCE = 262_144
"""Folders that are counted at most: more than the small and the medium tier allow."""


def exceeding(repo, settings, tier: str | None, limit: int | None):
    """A warning for each server that would take more watches than the chosen tier stands for (None: none is chosen), or
    than this kernel gives."""
    from watchlint.facts.machine import inotify

    kernel = inotify.limits().watches
    known = [number for number in (limit, kernel) if number is not None]
    if not known:
        return
    threshold = min(known)
    if settings.called_alone != rules.HOOK:
        # every folder of the listing has a file: where files are few, nothing is split
        if repo.listing.count < threshold // 2 or folders_of(repo.listing) < threshold // 2:
            return
    if not has_more_folders(repo.root, min(threshold, PATIENCE)):
        return
    for server, app, place, watches in predicted(repo, settings):
        over = []
        if limit is not None and watches > limit:
            over.append(f"the {tier} tier's {limit:,}")
        if kernel is not None and watches > kernel:
            over.append(f"this machine's {kernel:,}")
        if over:
            yield Finding(
                rules.PREDICTION_EXCEEDS,
                f"{server}{f' {app}' if app else ''} will take {watches:,} watches in this work tree, more than {' and '.join(over)}",
                path=place[0],
                line=place[1],
                column=place[2],
                help="`watchlint watches` shows which folders they go to, and which move saves how many.",
                subject=f"{server} {app}",
            )


def predicted(repo, settings) -> list[tuple]:
    """(server, app, (path, line, column), watches after a run), most watches first."""
    from watchlint.watch import predict

    rows = []
    for one in predict.predict(repo.on_disk, settings).servers:
        launch = one.planned.launch
        place = (launch.path, launch.line, launch.column) if launch.certain else (launch.path, None, None)
        rows.append((launch.server, launch.app, place, one.cost.watches_after_run))
    return rows


def folders_of(listing) -> int:
    """About how many folders these files lie in: git lists a folder's files together, so it is asked, at SAMPLES places
    of the listing, whether two neighbours lie in one folder."""
    different = seen = 0
    for text in listing.texts:
        for at in range(0, len(text), max(1, sum(map(len, listing.texts)) // SAMPLES)):
            start = text.find("\0", at) + 1
            middle = text.find("\0", start)
            end = text.find("\0", middle + 1)
            if end < 0:
                break
            seen += 1
            one, other = text[start:middle], text[middle + 1 : end]
            different += one[: one.rfind("/") + 1] != other[: other.rfind("/") + 1]
    return listing.count * different // seen if seen else 0
