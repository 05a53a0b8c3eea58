"""`qa serve`: the browser front end."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import click

from qa.cli.options import index_option
from qa.errors import UsageError

#: What an [auth] section must say for everybody; the rest belongs to its provider.
_NEEDED = ("redirect_uri", "cookie_secret")


@click.command("serve")
@index_option
@click.option("--corpus", type=click.Path(path_type=Path, file_okay=False), default=Path("corpus"), show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option("--address", default="localhost", show_default=True, help="Bind here; 0.0.0.0 lets others in.")
@click.option("--base-path", default="", help="Path under which a reverse proxy serves the pages.")
@click.option("--allow-upload", is_flag=True, help="Let users add and remove documents in the browser.")
@click.option("--login", type=click.Path(path_type=Path, dir_okay=False),
              help="A TOML file with an [auth] section: everybody logs in there first (OpenID Connect).")  # fmt: skip
@click.option("--headless", is_flag=True, help="Do not open a browser window.")
def command(
    index: Path, corpus: Path, port: int, address: str, base_path: str, allow_upload: bool, login: Path | None,
    headless: bool,
) -> int:  # fmt: skip
    """Open the browser front end on this machine (http://localhost:8501)."""
    app = Path(__file__).parents[2] / "app_streamlit.py"
    if not app.is_file():
        raise UsageError(f"{app} is missing.", "Run qa serve from a checkout of the project.")
    arguments = [
        sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port), "--server.address", address,
        "--server.headless", str(headless).lower(), "--browser.gatherUsageStats", "false",
        "--client.showErrorDetails", "none",
    ]  # fmt: skip
    if login is not None:
        _check_login(login)
        arguments += ["--secrets.files", str(login.absolute())]
    if base_path:
        arguments += ["--server.baseUrlPath", base_path]
    told = {
        "ASKCORPUS_INDEX": str(index.absolute()),
        "ASKCORPUS_CORPUS": str(corpus.absolute()),
        "ASKCORPUS_UPLOAD": "1" if allow_upload else "",
    }
    host = "localhost" if address in ("0.0.0.0", "::") else address  # noqa: S104 - read, not bound
    click.echo(f"Open http://{host}:{port}/{base_path.strip('/')} in a browser; Ctrl-C stops it.")
    try:
        return subprocess.call(arguments, env={**os.environ, **told}, cwd=app.parent)  # noqa: S603 - our own arguments
    except KeyboardInterrupt:
        return 0


def _check_login(path: Path) -> None:
    """Raise `UsageError` unless the file can be used and what logging in needs is installed: nobody gets in unasked."""
    try:
        section = tomllib.loads(path.read_text(encoding="utf-8")).get("auth")
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read ({error.strerror}).", "docs/serving.md shows what it holds."
        ) from error
    except ValueError as error:
        raise UsageError(f"{path}: is not a TOML file ({error}).", "docs/serving.md shows what it holds.") from error
    missing = [name for name in _NEEDED if not isinstance(section, dict) or not section.get(name)]
    if missing:
        raise UsageError(f"{path}: no {' and no '.join(missing)} in [auth].", "docs/serving.md shows what it holds.")
    try:
        importlib.import_module("authlib.integrations.starlette_client")
    except ImportError as error:
        raise UsageError(
            f"Logging in needs Authlib and httpx ({error}).", "Install them with: pip install 'askcorpus[login]'"
        ) from error
