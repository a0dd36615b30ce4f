# For a machine with git, make and Python 3.11 or later; nothing else is needed, and nothing outside this folder is touched.
#   make brief     the brief of the sample reports: printed, and as brief.html
#   make test      ruff, mypy and the tests
#   make lint      ruff and mypy
#   make clean     removes what make made
#   make lock      renews the lock files (needs uv)
# PYTHON=python3.13 make brief   takes another Python.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SITE = $(shell $(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 $(BIN)/python -m pip
INSTALL := $(PIP) install --quiet --no-compile --no-deps
COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --custom-compile-command "make lock" --quiet

.DEFAULT_GOAL := brief
.PHONY: brief test lint clean lock

brief: $(VENV)/runtime
	@$(BIN)/rapporteur brief examples/2022-02-12
	@$(BIN)/rapporteur brief examples/2022-02-12 -o brief.html

test: lint
	$(BIN)/python -m pytest

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/mypy

# --no-deps: the lock is complete, but for what tokenizers lists and never imports (see tool.uv in pyproject.toml).
$(VENV)/runtime: requirements.lock pyproject.toml models/reader-en/pyproject.toml | $(BIN)/python
	@echo "installing into $(VENV) …"
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-build-isolation -e models/reader-en -e .
	@$(PIP) uninstall --quiet --yes setuptools 2>/dev/null || true
# Only English is read: dictionaries and calendars of other languages are 47 MB.
	@find $(SITE)/simplemma -name '*.plzma' ! -name 'en.plzma' -delete
	@find $(SITE)/babel/locale-data -name '*.dat' ! -name 'en*.dat' ! -name 'root.dat' -delete
	@touch $@

$(VENV)/dev: requirements-dev.lock $(VENV)/runtime
	@echo "installing what the tests need …"
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Rapporteur needs Python 3.11 or later; '$(PYTHON)' is $$($(PYTHON) --version 2>&1 || true)." >&2; \
		echo "Name another one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "'$(PYTHON) -m venv' failed: on Debian and Ubuntu, apt-get install python3-venv" >&2; exit 1; }

lock:
	$(COMPILE) --group build -o requirements.lock
	$(COMPILE) --group dev -o requirements-dev.lock

clean:
	rm -rf $(VENV) brief.html build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src models tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
