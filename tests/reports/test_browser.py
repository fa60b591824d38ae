"""The HTML report in a real browser: silent, self-contained, and it works."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mtqa import engine as engines
from mtqa import plugins
from mtqa.engine import Engine
from mtqa.reports import Style

playwright = pytest.importorskip("playwright.sync_api", reason="the browser test needs the dev extra (playwright)")

HOSTILE = 'A Story </script><img src=x onerror=alert(1)>\n\nHe said , "it is <b>so</b>" & left.. The the end.\n'


@pytest.fixture(scope="module")
def page(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is to be exercised in CI and is not installed")
        pytest.skip("no chromium on this machine: install Debian's package chromium")
    run = engine.run([engines.Input(uri="hostile.txt", data=HOSTILE.encode)])
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(plugins.member("reports", "html").render(run, Style()), encoding="utf-8")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        opened = browser.new_page()
        opened.trouble = []
        opened.on("console", lambda message: opened.trouble.append(message.text))
        opened.on("pageerror", lambda error: opened.trouble.append(str(error)))
        opened.on("dialog", lambda dialog: opened.trouble.append(dialog.message))
        opened.on("request", lambda request: request.url.startswith("file:") or opened.trouble.append(request.url))
        opened.goto(Path(file).as_uri())
        yield opened
        browser.close()


def test_no_error_no_request_no_foreign_markup(page) -> None:  # type: ignore[no-untyped-def] # playwright is optional
    assert page.trouble == []
    assert page.locator("img").count() == 0
    assert page.locator("mark").count() >= 3
    assert "<img src=x" in page.locator("article").inner_text()


def test_marks_notes_filters_and_keys_work(page) -> None:  # type: ignore[no-untyped-def] # playwright is optional
    first = page.locator("a.mark").first
    first.click()
    assert page.locator(".issue.on").count() == 1
    assert page.evaluate("document.activeElement.className").startswith("issue")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.locator(".issue.on").count() == 1
    button = page.locator('button[data-filter="minor"]')
    button.click()
    assert page.locator('.issue[data-severity="minor"]:visible').count() == 0
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert page.locator('.issue[data-severity="minor"]:visible').count() >= 2
