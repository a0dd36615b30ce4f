"""The page: links, and nothing that runs."""

from __future__ import annotations

import pytest
from viewwork import Page, crisis

from rapporteur.views import brief_html


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(brief_html(crisis()))


def test_every_link_leads_to_a_sentence(page: Page) -> None:
    inside = [link[1:] for link in page.links if link.startswith("#")]
    assert len(inside) > 40
    assert set(inside) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_the_page_asks_nothing_of_the_network_and_runs_nothing(page: Page) -> None:
    html = brief_html(crisis())
    assert not [tag for tag, _ in page.tags if tag in ("script", "link", "img", "iframe", "object", "form")]
    assert not [values for _, values in page.tags if any(name.startswith("on") or name == "src" for name in values)]
    assert [link for link in page.links if not link.startswith("#")] == ["https://meridian.example.org/calls"]
    assert "url(" not in html
    assert "@import" not in html
    assert "default-src 'none'" in html


def test_hostile_text_stays_text(page: Page) -> None:
    html = brief_html(crisis())
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html
    assert "javascript:" not in html
    assert "KelmAir <b>may</b> stop flying" in page.text
