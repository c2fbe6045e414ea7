"""``toile pixel check``: one site, told in French or as JSON, with an exit code."""

import time
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from toile.ops.sitecheck.process import look
from toile.portal.sitechecks.words import told
from toile.settings import Settings
from toile.wire import plan as plans
from toile.wire.errors import SettingError
from toile.wire.plan import PoolPlan
from toile.wire.sitecheck import SiteBrief, SiteReport, Weight
from toile.wire.tags import BannerController

_CODES = {Weight.FAULT: 1, Weight.UNKNOWN: 3}
_MARKS = {
    Weight.OK: "✓",
    Weight.NOTE: "·",
    Weight.WARNING: "!",
    Weight.FAULT: "✗",
    Weight.UNKNOWN: "?",
}


def check_and_tell(
    settings: Settings, url: str, key: str, folder: Path | None, *, as_json: bool
) -> int:
    """Check, print, and give the exit code: 0 good, 1 faults, 3 not looked at."""
    folder = folder or settings.data / "pixel-check" / _name(url)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(
            str(folder), f"it cannot be made: {error.strerror}", "Give --pictures."
        ) from error
    report = look(brief_of(settings, url, key), folder)
    if as_json:
        print(msgspec.json.format(msgspec.json.encode(report), indent=1).decode())
    else:
        print(in_french(report, folder))
    return _CODES.get(report.worst, 0)


def brief_of(settings: Settings, url: str, key: str) -> SiteBrief:
    """Say what to look at; the plan in force tells whom a banner must name."""
    try:
        plan = plans.decode((settings.plan / "pool.json").read_bytes(), PoolPlan)
    except OSError:
        plan = PoolPlan(version=0, made_ms=0)
    site = next((one for one in plan.sites if one.key == key), None)
    return SiteBrief(
        url=url,
        pool_url=settings.pool_url,
        ads_url=settings.ads_url,
        key=key,
        name=site.name if site else "",
        privacy_url=site.privacy_url if site else "",
        controllers=tuple(
            BannerController(one.name, one.role, one.privacy_url)
            for one in plan.controllers
        ),
        private=settings.check_private,
    )


def in_french(report: SiteReport, folder: Path) -> str:
    """Write a report for people: one paragraph a finding, then the pictures."""
    lines = [f"Vérification de {report.url}", ""]
    for one in told(report):
        mark = _MARKS[one.finding.weight]
        lines.append(f"{mark} {one.label} : {one.state}. {one.what}")
        if one.remedy:
            lines.append(f"    → {one.remedy}")
    if report.shots:
        lines.append("")
    for shot in report.shots:
        at = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(shot.taken_ms // 1_000))
        lines.append(f"Image {folder / shot.file}, {at}, SHA-256 {shot.sha256}")
    if report.fires_without_consent:
        lines += ["", "Ce site collecte sans consentement : il sera suspendu du pool."]
    return "\n".join(lines)


def _name(url: str) -> str:
    host = urlsplit(url if "//" in url else f"//{url}").netloc
    return "".join(one if one.isalnum() or one in ".-" else "-" for one in host)[:80]
