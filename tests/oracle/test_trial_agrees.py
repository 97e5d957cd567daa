"""The trial finds, on every shape, the number that the plan predicts; and stops where a lowered limit is."""

from __future__ import annotations

import base64
import errno
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
import trees

import watchlint
from watchlint.servers import plan as plans
from watchlint.servers.plan import Root, WatchPlan

pytestmark = pytest.mark.oracle

TRIAL = """
import base64, pickle, sys
from watchlint.servers import plan as plans
plan = pickle.loads(base64.b64decode(sys.argv[1]))
with open('/proc/sys/user/max_inotify_watches', 'w') as f: f.write(sys.argv[2])
result = plans.verify(plan, plans.cost(plan))
print(result.added, result.errno, result.failed_at, sep='\\n')
"""


def plans_of(project):
    roots = [Root(str(project.root), True, True), Root(str(project.app), True, True)]
    yield WatchPlan("uvicorn", roots)
    yield WatchPlan("flask", [root._replace(follows_links=False) for root in roots], instances=2)
    yield WatchPlan("flask", [root._replace(follows_links=False) for root in roots], instances=None, counts_union=False)


OPEN = [name for name in trees.SHAPES if not name.startswith(("unreadable", "listed"))]


@pytest.mark.parametrize("project", OPEN, indirect=True)
def test_watches_given_are_those_predicted(project):
    for plan in plans_of(project):
        found = plans.cost(plan)
        result = plans.verify(plan, found)
        assert (result.added, result.fits) == (found.watches, True)


@pytest.mark.parametrize("project", ["node_modules", "links_out", "odd_names"], indirect=True)
def test_watches_stop_where_the_limit_is(project):
    for plan in plans_of(project):
        needed = plans.cost(plan).watches
        limit = needed - 3
        command = [
            "unshare",
            "-Ur",
            sys.executable,
            "-c",
            TRIAL,
            base64.b64encode(pickle.dumps(plan)).decode(),
            str(limit),
        ]
        environ = {**os.environ, "PYTHONPATH": str(Path(watchlint.__file__).parents[1]), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, env=environ, capture_output=True, check=False)
        if done.returncode and b"unshare" in done.stderr:
            pytest.skip("this machine gives no user namespace")
        added, code, failed_at = done.stdout.split(b"\n", 2)
        assert (int(added), int(code)) == (limit, errno.ENOSPC), done.stderr
        assert os.path.isdir(failed_at[:-1])
