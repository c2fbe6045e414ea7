"""What is kept of a page's address: its path and route, never whom it was asked by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toile.edge.pool.visit import page_of
from toile.wire.ids import Ulid
from toile.wire.plan import MemberSite

ROYAL = MemberSite(
    id=Ulid("0" * 26),
    key="royal-key",
    name="Le Royal",
    origins=("https://leroyal.example",),
    cinemas=(Ulid("1" * 26),),
)
_ADDRESSES = st.one_of(
    st.text(),
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(
            ["https://leroyal.example", "https://evil.example", "//evil.example", ""]
        ),
        st.text(alphabet="/\\.a;:@é%\t\n ", max_size=20),
        st.sampled_from(["", "?email=camille@example.org", "??", "?#"]),
        st.sampled_from(["", "#", "#/film?x=1", "#!/a#b", "#:~:text=secret", "#/#/?"]),
    ),
    st.builds("https://leroyal.example/{}".format, st.text(max_size=2_000)),
)


@given(_ADDRESSES)
def test_nothing_but_a_bounded_path_is_kept(page: str) -> None:
    kept = page_of(page, ROYAL)
    assert kept.startswith("/")
    assert not kept.startswith("//")
    assert "?" not in kept
    assert "evil.example" not in kept or "://" not in kept
    assert len(kept) <= 500


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ("https://leroyal.example/film/pamfir?x=1#seances", "/film/pamfir"),
        ("https://leroyal.example", "/"),
        ("https://leroyal.example/#/film/12", "/#/film/12"),
        ("https://leroyal.example/app#!/film/12?x=1", "/app#!/film/12"),
        ("/film/pamfir?email=x", "/film/pamfir"),
        ("/films#haut", "/films"),
        ("https://evil.example/secret", "/"),
        ("//evil.example/secret", "/"),
        ("https://leroyal.example//evil.example/x", "/evil.example/x"),
        ("https://camille:mot@leroyal.example/x", "/"),
        ("javascript:alert(1)", "/"),
        ("file:///etc/passwd", "/"),
        ("film/12", "/"),
        ("https://[", "/"),
        ("", "/"),
        ("https://leroyal.example/" + "x" * 600, "/" + "x" * 499),
    ],
)
def test_addresses_and_what_is_kept(page: str, kept: str) -> None:
    assert page_of(page, ROYAL) == kept
