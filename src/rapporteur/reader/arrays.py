"""The arrays that the reader's modules hand to one another, by what they hold."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
"""Scores, logarithms or states."""
Ints = NDArray[np.integer[Any]]
"""Numbers of labels, words or word pieces."""
Heads = NDArray[np.intp]
"""Heads of words: a number each, 1-based, 0 = root."""
