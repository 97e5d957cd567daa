"""Whether a repository reads a variable itself."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.rules.launch.streamlit.read_here import is_read


@pytest.mark.parametrize(
    ("files", "read"),
    [
        ({"run.sh": "export NAME=1\n"}, False),
        ({"run.sh": "echo $NAMES\n"}, False),
        ({"a.py": "NAME = 1\n"}, False),
        ({"a.py": "import os\nos.environ['NAME'] = '1'\n"}, False),  # it is written
        ({"a.py": "import os\nos.getenv('NAMES')\n"}, False),
        ({"run.sh": "echo $NAME\n"}, True),
        ({"run.sh": "echo ${NAME:-1}\n"}, True),
        ({"Dockerfile": "FROM x\nCMD run --port $NAME\n"}, True),
        ({"a.py": "import os\nos.getenv('NAME')\n"}, True),
        ({"a.py": 'import os\nx = os.environ["NAME"]\n'}, True),
        ({"a.py": "import os\nos.environ.get('NAME', 1)\n"}, True),
        ({"a.py": "import os\nif os.environ['NAME'] == '1': pass\n"}, True),
        ({"a.py": "port = config('NAME', cast=int)\n"}, True),
        ({"a.py": "port: int = Field(1, env='NAME')\n"}, True),
    ],
)
def test_is_read(repository, files, read):
    assert is_read(Repository(str(repository(files))), "NAME") is read
