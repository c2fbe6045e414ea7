"""Consent tools that contradict themselves, fall silent, break or lie: all is a no, and
the cinema's page never notices.
"""

import pytest
from playwright.sync_api import Page

from cmp_stage import KEY, Cinema, ids, receipt
from cmp_tools import TOOLS, Tool, tcf
from toile.wire.events import Consent

COOKIEBOT = """<script>
const fire = (name) => window.dispatchEvent(new CustomEvent(name));
window.Cookiebot = { hasResponse: false, declined: false,
  consent: { marketing: false, method: null } };
const cookiebot = (marketing, more, method = "explicit") => {
  Object.assign(Cookiebot, { hasResponse: true, ...more });
  Object.assign(Cookiebot.consent, { marketing, method });
  fire("CookiebotOnConsentReady");
};
"""
GOOGLE = """<script>window.dataLayer = [];
function gtag() { dataLayer.push(arguments); }
"""
ASK = '<button id=yes onclick="lie()">Oui</button>'


def lying(name: str, head: str, lie: str) -> Tool:
    """Give a tool whose one button tells the lie."""
    return Tool(name, f"{head}\nfunction lie() {{ {lie} }}</script>", body=ASK)


CONTRADICTIONS: dict[str, Tool] = {
    "allow_then_deny": lying(
        "cookiebot", COOKIEBOT, "cookiebot(true, {}); cookiebot(false, {});"
    ),
    "category_yes_but_all_declined": lying(
        "cookiebot", COOKIEBOT, "cookiebot(true, { declined: true });"
    ),
    "a_yes_that_nobody_gave": lying(
        "cookiebot", COOKIEBOT, 'cookiebot(true, {}, "implied");'
    ),
    "category_yes_but_vendor_no": lying(
        "didomi",
        """<script>const didomi = { getUserConsentStatusForVendor: () => window.said,
          getCurrentUserStatus: () => ({ vendors: { "c:toile": { enabled: false } } })
          };
          window.didomiOnReady = { push: (then) => then(didomi) };""",
        "window.said = true;"
        "didomiEventListeners.forEach(({ listener }) => listener());",
    ),
    "advertising_yes_but_third_parties_no": lying(
        "wix",
        """<script>window.details = { defaultPolicy: true };
          window.consentPolicyManager = { getCurrentConsentPolicy: () => details };""",
        """details = { defaultPolicy: false,
            policy: { advertising: true, dataToThirdParty: false } };
          document.dispatchEvent(new CustomEvent("consentPolicyChanged"));""",
    ),
    "storage_granted_but_no_personalisation": lying(
        "google-consent-mode",
        GOOGLE,
        """gtag("consent", "update", { ad_storage: "granted", ad_user_data: "granted",
            ad_personalization: "denied" });""",
    ),
    "cookie_allows_but_the_event_denies": lying(
        "wp-consent-api",
        "<script>window.wp_has_consent = () => true;",
        """document.cookie = "wp_consent_marketing=allow; path=/";
          document.dispatchEvent(new CustomEvent("wp_listen_for_consent_change",
            { detail: { marketing: "deny" } }));""",
    ),
    **{
        f"tcf_{variant}": tcf(variant)
        for variant in ("no-vendor", "no-measuring", "restricted", "global")
    },
}


@pytest.mark.parametrize("tool", CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_cmp_that_contradicts_itself_says_no(
    visitor: Page, cinema: Cinema, tool: Tool
) -> None:
    cinema.visit(visitor, tool, tool.name)
    cinema.settle(visitor)
    visitor.locator("#yes").click()
    cinema.proofs(visitor, "no")
    cinema.settle(visitor)
    assert cinema.calls() == ["POST /consent"]
    assert (ids(visitor), receipt(visitor)) == (set(), False)


SILENCES: dict[str, Tool] = {
    "no_tool_at_all": lying("tarteaucitron", "<script>", ""),
    "a_stub_that_is_never_replaced": Tool(
        "tcf",
        '<script src="/stub.js"></script>',
        body="<button id=yes>Oui</button>",
        files=tcf().files,
    ),
    "a_tcf_tool_that_does_not_list_us": tcf("undisclosed"),
    "a_tool_that_throws": lying(
        "cookieyes",
        "<script>window.getCkyConsent = () => { throw new Error('broken'); };",
        """document.dispatchEvent(new CustomEvent("cookieyes_consent_update",
            { detail: { accepted: ["advertisement"] } }));""",
    ),
    "a_service_that_needs_no_consent": lying(
        "tarteaucitron",
        """<script>window.tarteaucitron = { added: { toile: true }, state: {},
          services: { toile: { needConsent: false } } };""",
        """tarteaucitron.state.toile = true;
          document.dispatchEvent(new Event("toile_allowed"));""",
    ),
    "a_default_that_is_granted": lying(
        "google-consent-mode",
        GOOGLE,
        """gtag("consent", "default", { ad_storage: "granted", ad_user_data: "granted",
            ad_personalization: "granted" });""",
    ),
    "a_data_layer_that_is_none": lying(
        "google-consent-mode", "<script>window.dataLayer = 7;", ""
    ),
    "an_event_of_another_shape": lying(
        "wp-consent-api",
        "<script>window.wp_has_consent = () => true;",
        """for (const detail of [null, "marketing", { marketing: undefined }]) {
            document.dispatchEvent(
              new CustomEvent("wp_listen_for_consent_change", { detail }));
          }""",
    ),
    "a_kit_that_throws": lying(
        "axeptio",
        """<script>window._axcb = { push: (callback) => callback({
            on: () => { throw new Error("broken"); } }) };""",
        "",
    ),
    "a_group_that_is_active_before_any_choice": lying(
        "onetrust",
        "<script>window.OneTrust = { IsAlertBoxClosed: () => false };",
        """window.OnetrustActiveGroups = ",C0001,C0004,";
          window.dispatchEvent(new CustomEvent("OneTrustGroupsUpdated",
            { detail: ["C0001", "C0004"] }));""",
    ),
}


@pytest.mark.parametrize("tool", SILENCES.values(), ids=SILENCES.keys())
def test_cmp_that_asks_nothing_collects_nothing(
    visitor: Page, cinema: Cinema, tool: Tool
) -> None:
    cinema.visit(visitor, tool, tool.name)
    cinema.settle(visitor)
    visitor.locator("#yes").evaluate("(button) => button.click()")
    cinema.settle(visitor)
    assert (cinema.calls(), cinema.new()) == ([], [])
    assert (ids(visitor), receipt(visitor)) == (set(), False)


def test_cmp_that_says_yes_without_a_hand_gives_no_consent(
    visitor: Page, cinema: Cinema
) -> None:
    head = f"{COOKIEBOT} setTimeout(() => cookiebot(true, {{}}), 250);</script>"
    cinema.visit(visitor, Tool("cookiebot", head), "cookiebot")
    cinema.settle(visitor)
    assert (cinema.calls(), cinema.new(), receipt(visitor)) == ([], [], False)


def test_cmp_that_holds_the_pixel_back_until_the_yes_is_heard(
    visitor: Page, cinema: Cinema
) -> None:
    """As Wix does with its "marketing" snippets, and tells when the choice was made."""
    line = f"{cinema.pool}/pixel.js?site={KEY}"
    tool = lying(
        "wix",
        "<script>",
        f"""const policy = {{ advertising: true, dataToThirdParty: true }};
          const createdDate = new Date();
          window.consentPolicyManager = {{ getCurrentConsentPolicy: () =>
            ({{ defaultPolicy: false, policy, createdDate }}) }};
          const tag = document.createElement("script");
          Object.assign(tag, {{ src: "{line}" }}).dataset.consent = "wix";
          document.head.append(tag);""",
    )
    cinema.visit(visitor, tool, None)
    visitor.locator("#yes").click()
    (proof,) = cinema.proofs(visitor, "yes")
    assert proof.tool == "wix"


def test_cmp_that_breaks_after_a_yes_takes_it_back(
    visitor: Page, cinema: Cinema
) -> None:
    tool = TOOLS["cookieyes_documented_contract"]
    cinema.visit(visitor, tool, tool.name)
    cinema.settle(visitor)
    with visitor.expect_response("**/visit"):
        tool.answer(visitor, True)
    cinema.proofs(visitor, "yes")
    visitor.evaluate(
        """() => {
            window.getCkyConsent = () => { throw new Error("broken"); };
            document.dispatchEvent(new CustomEvent("cookieyes_banner_load"));
        }"""
    )
    cinema.proofs(visitor, "withdrawal")


def test_cmp_and_banner_that_disagree_collect_nothing(
    visitor: Page, cinema: Cinema
) -> None:
    """Our banner was told no, the site's tool yes: one no is enough."""
    tool = TOOLS["didomi_documented_contract"]
    said = """<script>window.toileConsent = { choice: "no", fresh: false,
        tool: "orejime", tool_version: "", text_version: "", language: "fr" };
        </script>"""
    cinema.visit(visitor, tool, tool.name, more=said)
    cinema.settle(visitor)
    tool.answer(visitor, True)
    cinema.settle(visitor)
    assert (cinema.calls(), cinema.new(), receipt(visitor)) == ([], [], False)


def test_cmp_of_the_tcf_is_heard_from_within_a_frame(
    visitor: Page, cinema: Cinema
) -> None:
    tool = tcf()
    inside = cinema.page(Tool("tcf", ""), "tcf")
    with cinema.adapter(visitor, "tcf"):
        cinema.visit(visitor, tool, None, more=f'<iframe src="{inside}"></iframe>')
    cinema.settle(visitor)
    tool.answer(visitor, True)
    (proof,) = cinema.proofs(visitor, "yes")
    assert (proof.tool, bool(proof.tc_string)) == ("tcf", True)
    tool.again(visitor, False)
    assert isinstance(cinema.proofs(visitor, "withdrawal")[0], Consent)
