"""The process of one check: a brief comes in, a report goes out, both as JSON."""

import sys
from pathlib import Path

import msgspec

from toile.ops.sitecheck.run import check_site
from toile.wire.sitecheck import SiteBrief

if __name__ == "__main__":
    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=SiteBrief)
    report = check_site(asked, Path(sys.argv[1]))
    sys.stdout.buffer.write(msgspec.json.encode(report))
