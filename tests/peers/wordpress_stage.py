"""A real WordPress of Debian's: MariaDB on a socket, PHP's own server, wp-admin.

Everything lies in one folder and listens on loopback alone; nothing of the machine's
own WordPress, MariaDB or Apache is touched.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from toile.ops.bench.serving import free_port

SOURCES = Path("/usr/share/wordpress")
PATIENCE_S = 20.0
USER, PASSWORD = "odile", "une phrase de passe bien longue"
# Debian's WordPress comes without a theme; this is the least that one must be.
_THEME = {
    "style.css": "/*\nTheme Name: Royal\n*/\n",
    "index.php": (
        '<?php ?><!doctype html><html lang="fr"><head>'
        "<title>Le Royal</title><?php wp_head(); ?></head>"
        # What the WP Consent API asks of each plugin.
        '<body data-waits="<?php echo apply_filters('
        "'wp_consent_api_registered_toile-pixel/toile-pixel.php', 'no' ); ?>\">"
        "<h1>Le Royal</h1><?php wp_footer(); ?></body></html>"
    ),
    "functions.php": "<?php add_theme_support( 'html5', array( 'script' ) );",
}
_CONFIG = """<?php
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:{socket}' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
define( 'AUTH_KEY', 'a' );
define( 'SECURE_AUTH_KEY', 'b' );
define( 'LOGGED_IN_KEY', 'c' );
define( 'NONCE_KEY', 'd' );
define( 'FS_METHOD', 'direct' );
define( 'DISABLE_WP_CRON', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', '{log}' );
$table_prefix = 'wp_';
defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );
require_once ABSPATH . 'wp-settings.php';
"""


def lacking() -> str:
    """Name what this machine lacks to run WordPress; empty: nothing."""
    programs = {"php-cli": "php", "mariadb-server": "mariadbd"}
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    missing = [
        package
        for package, program in programs.items()
        if not shutil.which(program, path=path)
    ]
    if not (SOURCES / "wp-load.php").exists():
        missing.append("wordpress")
    if not list(Path("/usr/lib/php").glob("*/mysqli.so")):
        missing.append("php-mysql")
    return ", ".join(missing)


@dataclass(frozen=True)
class WordPress:
    """A WordPress that runs: where, and what it wrote into its log of errors."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://cinema.localhost:{self.port}"

    @property
    def plugins(self) -> Path:
        return self.folder / "www/wp-content/plugins"

    def complaints(self, word: str) -> list[str]:
        """What PHP had to complain about that names a word."""
        log = self.folder / "debug.log"
        lines = log.read_text().splitlines() if log.exists() else []
        return [line for line in lines if word in line]

    def options(self, like: str) -> list[str]:
        """Name the options in the database that look like something."""
        statement = (
            f"SELECT option_name FROM wp_options WHERE option_name LIKE '{like}'"
        )
        return _sql(self.folder / "s", statement, "wordpress").split()

    def install(self, page: Page) -> None:
        """Go through WordPress's own installer, then sign in."""
        page.goto(f"{self.url}/wp-admin/install.php?step=1")
        page.locator("#weblog_title").fill("Le Royal")
        page.locator("#user_login").fill(USER)
        page.locator("#pass1").fill(PASSWORD)
        page.locator("#admin_email").fill("odile@leroyal.test")
        page.locator("#submit").click()
        page.get_by_role("link", name="Log In").click()
        page.locator("#user_login").fill(USER)
        page.locator("#user_pass").fill(PASSWORD)
        page.locator("#wp-submit").click()
        expect(page.locator("#wpadminbar")).to_be_visible()

    def upload(self, page: Page, name: str, content: bytes) -> None:
        """Upload a plugin's zip and activate it, as a webmaster does."""
        page.goto(f"{self.url}/wp-admin/plugin-install.php?tab=upload")
        file = {"name": name, "mimeType": "application/zip", "buffer": content}
        page.locator("#pluginzip").set_input_files(file)  # type: ignore[arg-type]
        page.locator("#install-plugin-submit").click()
        page.get_by_role("link", name="Activate Plugin").click()
        expect(page.get_by_text("Plugin activated.")).to_be_visible()


@contextlib.contextmanager
def running(folder: Path) -> Iterator[WordPress]:
    """Start MariaDB and PHP on a copy of WordPress; stop both."""
    www, port = folder / "www", free_port()
    shutil.copytree(SOURCES, www)
    theme = www / "wp-content/themes/royal"
    theme.mkdir(parents=True)
    for name, content in _THEME.items():
        (theme / name).write_text(content)
    config = _CONFIG.format(socket=folder / "s", log=folder / "debug.log")
    # The installer gives a new site this theme.
    config = config.replace(
        "$table_prefix", "define( 'WP_DEFAULT_THEME', 'royal' );\n$table_prefix", 1
    )
    (www / "wp-config.php").write_text(config)
    with _database(folder), _php(folder, port):
        yield WordPress(folder, port)


@contextlib.contextmanager
def _database(folder: Path) -> Iterator[None]:
    data = folder / "db"
    data.mkdir()
    command = [
        shutil.which("mariadbd", path="/usr/sbin:/usr/bin") or "mariadbd",
        "--no-defaults",
        f"--datadir={data}",
        f"--socket={folder / 's'}",
        f"--pid-file={folder / 'pid'}",
        f"--user={_me()}",
        "--skip-networking",
        # No accounts, so that no tables of them must be made first: the socket lies
        # in a folder of the test's own.
        "--skip-grant-tables",
        "--innodb-buffer-pool-size=16M",
        "--innodb-log-file-size=4M",
        "--innodb-flush-log-at-trx-commit=0",
        "--performance-schema=OFF",
    ]
    with _process(command, folder / "db.log"):
        _wait(lambda: _connects(socket.AF_UNIX, str(folder / "s")), folder / "db.log")
        _sql(folder / "s", "CREATE DATABASE wordpress CHARACTER SET utf8mb4")
        yield


@contextlib.contextmanager
def _php(folder: Path, port: int) -> Iterator[None]:
    command = [
        "php",
        "-d",
        "opcache.enable_cli=1",
        "-S",
        f"127.0.0.1:{port}",
        "-t",
        str(folder / "www"),
    ]
    with _process(command, folder / "php.log"):
        _wait(
            lambda: _connects(socket.AF_INET, ("127.0.0.1", port)), folder / "php.log"
        )
        yield


@contextlib.contextmanager
def _process(command: list[str], log: Path) -> Iterator[None]:
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE_S)


def _wait(ready: Callable[[], bool], log: Path) -> None:
    end = time.monotonic() + PATIENCE_S
    while not ready():
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.05)


def _connects(family: int, address: object) -> bool:
    with socket.socket(family) as knock:
        return knock.connect_ex(address) == 0  # type: ignore[arg-type]


def _sql(path: Path, statement: str, database: str = "") -> str:
    command = ["mariadb", "--no-defaults", "-N", "-S", str(path), "-e", statement]
    named = [database] if database else []
    done = subprocess.run(
        [*command, *named], capture_output=True, text=True, check=True
    )
    return done.stdout


def _me() -> str:
    return subprocess.run(
        ["id", "-un"], capture_output=True, text=True, check=True
    ).stdout.strip()
