"""What is built is what works: a wheel in an empty environment, run from another folder; the README's own commands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.conftest import ROOT, STORY


def test_imports_only_go_down() -> None:
    ran = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, text=True, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stdout


def test_a_wheel_works_from_another_folder(tmp_path: Path) -> None:
    if not os.environ.get("CI"):
        pytest.skip("builds a wheel and installs it with everything that it needs: run with CI=1")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", tmp_path, ROOT], check=True)
    (wheel,) = tmp_path.glob("mtqa-*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", wheel], check=True)
    (tmp_path / "article.txt").write_text(STORY, encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    ran = subprocess.run(
        [tmp_path / "env" / "bin" / "mtqa", "check", "article.txt"],
        cwd=tmp_path,
        env=environment,
        text=True,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 1, ran.stderr
    assert "urged to build the railway." in ran.stdout
    ran = subprocess.run(
        [tmp_path / "env" / "bin" / "mtqa", "doctor"],
        cwd=tmp_path,
        env=environment,
        text=True,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout


def test_the_commands_of_the_readme_work(tmp_path: Path) -> None:
    """Every line of a ```console block that begins with "$ mtqa" is run; the status after "# exit" is what it must return."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(
        r"^\$ (mtqa .*?)(?:\s+# exit (\d))?$", "\n".join(re.findall(r"```console\n(.*?)```", readme, re.DOTALL)), re.MULTILINE
    )
    assert len(commands) >= 8
    (tmp_path / "article.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    for command, status in commands:
        line = f'mtqa() {{ {sys.executable} -m mtqa "$@"; }}; {command}'
        ran = subprocess.run(
            ["bash", "-c", line],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            text=True,
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert ran.returncode == int(status or 0), f"{command}\n{ran.stdout}\n{ran.stderr}"


def test_no_rule_or_report_is_left_out_of_the_wheel() -> None:
    assert (ROOT / "rules" / "vocabulary.yaml").exists()
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'rules = "mtqa/rules"' in text
