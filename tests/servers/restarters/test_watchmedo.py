"""watchmedo around Celery's worker: what its first start compiles."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.servers import imported
from watchlint.settings import Settings
from watchlint.watch import predict

PROJECT = {
    "Procfile": "worker: watchmedo auto-restart -R -p '*.py' -- celery -A shop.celery worker\n",
    "requirements.txt": "django\ncelery\nwatchdog\n",
    "shop/__init__.py": "",
    "shop/celery.py": "from celery import Celery\n\napp = Celery('shop')\n",
    "cart/__init__.py": "",
}
RAN = {"shop/__pycache__/__init__.cpython-313.pyc": "", "shop/__pycache__/celery.cpython-313.pyc": ""}


@pytest.mark.parametrize(
    ("more", "now", "later"),
    [
        ({}, 3, 5),  # the folder, shop, cart; one __pycache__ in each package
        ({"shop/__pycache__/other.cpython-313.pyc": ""}, 4, 5),
        (RAN, 4, 4),  # it has been started: what it did not compile then it does not import
    ],
)
def test_each_package_is_counted_until_it_has_run(folder, monkeypatch, more, now, later):
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    (one,) = predict.predict(NearRepository(str(folder({**PROJECT, **more}))), Settings()).servers
    assert (one.cost.watches, one.cost.watches_after_run) == (now, later)
    assert (imported.WORKER in one.planned.plan.notes) == (not more or now < later)
