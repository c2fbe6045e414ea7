"""The consent tools a site may have: how each is recognised, and how it is answered.

Facts of SPECS §9.3 and of each tool's published markup. Where a tool is known but its
buttons have been renamed, and for tools that nobody knows, ``ANY_WORDS`` finds buttons
by what they say in French.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class ConsentTool:
    """One tool: ``code`` and ``name``; ``present`` is a JavaScript expression.

    ``banner``, ``accept`` and ``refuse`` are CSS selectors of the first layer;
    ``reopen`` is what opens the choices again: a selector of something to click, or a
    JavaScript call behind ``js:``; ``take_back`` is clicked there one after the other
    to refuse (none: as ``refuse``).
    """

    code: str
    name: str
    present: str
    banner: str
    accept: str
    refuse: str
    reopen: tuple[str, ...] = ()
    take_back: tuple[str, ...] = ()


TOOLS: tuple[ConsentTool, ...] = (
    ConsentTool(
        "toile",
        "Toile",
        "!!document.querySelector('#toile-consent')",
        "#toile-consent .orejime-Banner",
        "#toile-consent .orejime-Banner .orejime-Button--save",
        "#toile-consent .orejime-Banner .orejime-Button--decline",
        (".toile-Choices",),
        ("#toile-consent .orejime-PurposeToggles-disableAll",),
    ),
    ConsentTool(
        "orejime",
        "Orejime",
        "!!(window.orejime || window.loadOrejime || window.orejimeConfig)",
        ".orejime-Banner",
        ".orejime-Banner .orejime-Button--save",
        ".orejime-Banner .orejime-Button--decline",
        ("js:window.orejime.prompt()",),
        (".orejime-PurposeToggles-disableAll", ".orejime-Modal .orejime-Button--save"),
    ),
    ConsentTool(
        "tarteaucitron",
        "tarteaucitron",
        "!!window.tarteaucitron",
        "#tarteaucitronAlertBig",
        "#tarteaucitronPersonalize2, #tarteaucitronPersonalize",
        "#tarteaucitronAllDenied2",
        ("js:window.tarteaucitron.userInterface.openPanel()", "#tarteaucitronManager"),
        ("#tarteaucitronAllDenied",),
    ),
    ConsentTool(
        "axeptio",
        "Axeptio",
        "!!(window.axeptioSDK || window.axeptioSettings)",
        "#axeptio_overlay, .axeptio_mount",
        "#axeptio_btn_acceptAll",
        "#axeptio_btn_dismiss",
        ("js:window.openAxeptioCookies()", "#axeptio_main_button"),
    ),
    ConsentTool(
        "didomi",
        "Didomi",
        "!!(window.Didomi || window.didomiConfig)",
        "#didomi-notice, #didomi-popup",
        "#didomi-notice-agree-button",
        "#didomi-notice-disagree-button, .didomi-continue-without-agreeing",
        ("js:window.Didomi.notice.show()", "js:window.Didomi.preferences.show()"),
    ),
    ConsentTool(
        "cookiebot",
        "Cookiebot",
        "!!(window.Cookiebot || window.CookieConsent)",
        "#CybotCookiebotDialog",
        "#CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll,"
        " #CybotCookiebotDialogBodyButtonAccept",
        "#CybotCookiebotDialogBodyButtonDecline",
        ("js:window.Cookiebot.renew()",),
    ),
    ConsentTool(
        "complianz",
        "Complianz",
        "!!(window.cmplz_has_consent || window.complianz)",
        "#cmplz-cookiebanner-container .cmplz-cookiebanner, .cmplz-cookiebanner",
        ".cmplz-btn.cmplz-accept",
        ".cmplz-btn.cmplz-deny",
        (".cmplz-manage-consent", "#cmplz-manage-consent button"),
    ),
    ConsentTool(
        "cookieyes",
        "CookieYes",
        "!!(window.getCkyConsent || window.ckyStore)",
        ".cky-consent-container",
        ".cky-btn-accept",
        ".cky-btn-reject",
        (".cky-btn-revisit", "js:window.revisitCkyConsent()"),
    ),
    ConsentTool(
        "onetrust",
        "OneTrust",
        "!!(window.OneTrust || window.OptanonWrapper)",
        "#onetrust-banner-sdk",
        "#onetrust-accept-btn-handler",
        "#onetrust-reject-all-handler, .onetrust-close-btn-handler",
        ("js:window.OneTrust.ToggleInfoDisplay()", "#ot-sdk-btn"),
        (".ot-pc-refuse-all-handler",),
    ),
    ConsentTool(
        "wix",
        "Wix",
        "!!(window.consentPolicyManager || window.wixBiSession && window.Wix)",
        "[data-hook='consent-banner-root'], [data-hook='ccsu-banner-wrapper']",
        "[data-hook='consent-banner-apply-button'],"
        " [data-hook='ccsu-banner-accept-all']",
        "[data-hook='consent-banner-decline-all-button'],"
        " [data-hook='ccsu-banner-decline-all']",
    ),
    ConsentTool(
        "wp_consent",
        "WP Consent API",
        "!!window.wp_has_consent",
        "",
        "",
        "",
    ),
    ConsentTool("tcf", "TCF", "typeof window.__tcfapi === 'function'", "", "", ""),
)
"""In the order of trial: a tool that speaks for others (TCF) comes last."""

BY_CODE = {tool.code: tool for tool in TOOLS}

ACCEPT_WORDS = re.compile(
    r"^\W*((tout |j.)?accepte[rz]?( tous?| et (fermer|continuer))?( les cookies)?"
    r"|ok(,? (pour moi|tout accepter|j.accepte|je suis d.accord))?|j.autorise"
    r"|(tout )?autoriser( tous les cookies)?|je suis d.accord|d.accord|oui"
    r"|accept( all)?( cookies)?|agree)\W*$",
    re.IGNORECASE,
)
REFUSE_WORDS = re.compile(
    r"^\W*((tout |je )?refuse[rz]?( tous?| et (fermer|continuer))?( les cookies)?"
    r"|(tout )?rejeter( tous?)?( les cookies)?|(tout )?interdire( tous les cookies)?"
    r"|continuer sans (accepter|consentir)|non,? merci|non"
    r"|(reject|decline|deny)( all)?( cookies)?|disagree)\W*$",
    re.IGNORECASE,
)
REOPEN_WORDS = re.compile(
    r"^\W*((gérer|gestion|modifier|paramétrer|paramètres|préférences|personnaliser|"
    r"réglages?)\b.{0,30}\b(cookies?|consentement|choix|confidentialité|traceurs)"
    r"|(vos|mes) choix( (de|sur les?) .{0,20})?|cookies)\W*$",
    re.IGNORECASE,
)
