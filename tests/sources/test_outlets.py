"""Outlets by the domain of a link."""

from __future__ import annotations

from rapporteur.sources.outlets import outlet_of, outlets


def test_outlets_by_domain() -> None:
    assert outlet_of("https://www.bbc.co.uk/news/world-1") == "BBC News"
    assert outlet_of("https://notreuters.com/x") is None
    assert outlet_of("http://[bad") is None
    assert outlet_of(None) is None
    assert len(outlets()) >= 80
    assert all(
        domain == domain.lower().strip() and "." in domain and name.strip() for domain, name in outlets().items()
    )
