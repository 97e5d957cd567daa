from __future__ import annotations

import pytest

from watchlint.doctor.files import shared
from watchlint.facts.repository.near import NearRepository
from watchlint.servers import launches

SERVED = {
    "main.py": "app = None\n",
    "requirements.txt": "uvicorn[standard]\n",
    "Procfile": "web: uvicorn main:app --reload\n",
}
FRONT = {"package.json": '{"scripts": {"dev": "vite"}}'}


def container(tmp_path, files: dict[str, str], text: str) -> list[str]:
    for path, content in {**files, ".devcontainer/devcontainer.json": text}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(content)
    repository = NearRepository(str(tmp_path))
    starts = [*launches.launches(repository), *launches.beside(repository)]
    return [said.step.partition("  //")[0] for said in shared.development_container(starts, repository)]


@pytest.mark.parametrize(
    "files, text, steps",
    [
        (SERVED, "{}", ['"containerEnv": {"WATCHFILES_FORCE_POLLING": "1"}']),
        (FRONT, "{}", ['"containerEnv": {"CHOKIDAR_USEPOLLING": "1"}']),
        (SERVED, '{"containerEnv": {"WATCHFILES_FORCE_POLLING": "1"}}', []),
        (SERVED, '{"workspaceMount": "source=x,target=/w,type=volume"}', []),
        (SERVED, '{"dockerComposeFile": "compose.yaml", "service": "web"}', []),
        ({**SERVED, "requirements.txt": "uvicorn\n"}, "{}", []),
        ({**FRONT, "vite.config.ts": "export default { server: { watch: { usePolling: true } } }\n"}, "{}", []),
        ({"main.py": ""}, "{}", []),
    ],
)
def test_a_development_container_mounts_a_folder_of_the_host(files, text, steps, tmp_path):
    assert container(tmp_path, files, text) == steps
