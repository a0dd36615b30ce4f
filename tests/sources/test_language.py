"""English among other languages."""

from __future__ import annotations

import pytest

from rapporteur.sources.language import identify


@pytest.mark.parametrize(
    "text",
    [
        "Volodymyr Zelensky met Recep Tayyip Erdoğan and Nikol Pashinyan in Zaporizhzhia on Saturday.",
        "Ministers Nguyễn Phú Trọng, Andrej Plenković, Włodzimierz Czarzasty, Şükrü Saraçoğlu and Þórdís Gylfadóttir "
        "met in Reykjavík with Ursula von der Leyen, Jüri Ratas, Mette Frederiksen and Emmanuel Macron; Ukrenergo, "
        "Naftogaz and Rosatom sent observers, and the talks went on to the evening at the Palais des Nations.",
    ],
)
def test_english_full_of_foreign_names_is_english(text: str) -> None:
    assert identify(text).code == "en"
