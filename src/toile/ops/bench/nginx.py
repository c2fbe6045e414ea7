"""nginx as the yardstick: one worker, no log, answers that cost it nothing."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toile.ops.bench.serving import free_port, serving

_CONFIGURATION = """\
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log crit;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  keepalive_requests 1000000000;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} backlog=1024;
    location = /e.gif {{ empty_gif; }}
    location / {{ return 204; }}
  }}
}}
"""


@contextmanager
def nginx(core: int) -> Iterator[tuple[int, int]]:
    """Run nginx on one core; gives its process id and its port.

    /e.gif is a GIF of 43 bytes, every other path answers 204 (a body is drained).
    """
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="toile-nginx-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the worker may run as another user
        path = folder / "nginx.conf"
        path.write_text(_CONFIGURATION.format(folder=folder, port=port))
        command = ["/usr/sbin/nginx", "-p", name, "-c", str(path)]
        command += ["-e", str(folder / "error.log")]
        with serving("nginx", command, port, core=core) as pid:
            yield pid, port
