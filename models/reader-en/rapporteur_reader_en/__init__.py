"""The English reading model of Rapporteur: files only. `rapporteur.reader` finds this folder by the package's name."""

from pathlib import Path

FOLDER = Path(__file__).parent
"""Holds model.onnx, relations.onnx, tokenizer.json, config.json, lemmas.tsv."""
