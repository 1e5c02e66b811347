"""Debian's Chromium over the WebDriver protocol (W3C): enough of it to open pages, look at them, press keys and take pictures."""

import base64
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def found() -> bool:
    """Whether there is a Chromium with its driver on this machine."""
    return bool(shutil.which("chromedriver") and (shutil.which("chromium") or shutil.which("chromium-browser")))


class Browser:
    """One window. Every method raises RuntimeError with the driver's message where it fails."""

    def __init__(self, driver: str, session: str) -> None:
        self._address = f"{driver}/session/{session}"

    def open(self, url: str) -> None:
        """Opens a page and waits until it is loaded."""
        self._post("url", {"url": url})

    def run(self, script: str, *arguments: object) -> Any:
        """What a script returns; `arguments[0]` and so on are its arguments. A promise is waited for."""
        return self._post("execute/sync", {"script": script, "args": list(arguments)})

    def resize(self, width: int, height: int) -> None:
        """Makes the page, without the window's frame, so large, in CSS pixels, as a phone or desktop would."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)

    def dark(self, dark: bool) -> None:
        """Asks for the dark or the light design."""
        scheme = "dark" if dark else "light"
        self.devtools("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def scripts(self, enabled: bool) -> None:
        """Switches JavaScript on or off for pages opened from now on."""
        self.devtools("Emulation.setScriptExecutionDisabled", {"value": not enabled})

    def picture(self, path: Path, whole: bool = False) -> None:
        """Writes a PNG of what is seen, or of the whole page."""
        taken = self.devtools("Page.captureScreenshot", {"format": "png", "captureBeyondViewport": whole})
        path.write_bytes(base64.b64decode(taken["data"]))

    def press(self, *keys: str, held: str = "") -> None:
        """Presses keys one after the other, maybe with one held down; WebDriver's private code points stand for special ones."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        if held:
            actions = [{"type": "keyDown", "value": held}, *actions, {"type": "keyUp", "value": held}]
        self._post("actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def until(self, script: str, seconds: float = 10) -> Any:
        """Runs a script again and again until it returns something true. Raises TimeoutError where it does not in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if value := self.run(script):
                return value
            time.sleep(0.05)
        raise TimeoutError(script)

    def log(self, kind: str = "browser") -> list[dict[str, Any]]:
        """What was logged since the last call: `browser` is the console, `performance` has the network's events."""
        found: list[dict[str, Any]] = self._post("se/log", {"type": kind})
        return found

    def devtools(self, command: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """A command of Chromium's own protocol."""
        answered: dict[str, Any] = self._post("goog/cdp/execute", {"cmd": command, "params": parameters})
        return answered

    def _post(self, command: str, body: dict[str, Any]) -> Any:
        return _send(f"{self._address}/{command}", body)


@contextmanager
def browser() -> Iterator[Browser]:
    """A window of a browser of our own, closed at the end."""
    driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert driver.stdout
        port = next(line.rstrip(".\n").rsplit(" ", 1)[1] for line in driver.stdout if "started successfully on port" in line)
        logged = {"browser": "ALL", "performance": "ALL"}
        wanted = {"browserName": "chrome", "goog:chromeOptions": {"args": list(FLAGS)}, "goog:loggingPrefs": logged}
        address = f"http://127.0.0.1:{port}"
        session = _send(f"{address}/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
        try:
            yield Browser(address, session)
        finally:
            urlopen(Request(f"{address}/session/{session}", method="DELETE"), timeout=30).close()
    finally:
        driver.kill()
        driver.communicate()


def _send(url: str, body: dict[str, Any]) -> Any:
    request = Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    try:
        with urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]
    except HTTPError as error:
        raise RuntimeError(json.load(error)["value"]["message"]) from error
