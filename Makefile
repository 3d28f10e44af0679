# `make demo` and `make test` make their own environment in .venv; python3 (3.11 or later) with venv is all they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTEST_ARGS ?= -n auto

.PHONY: help demo test lint lock audit clean

help:
	@echo "make demo    runs the whole job on a demo province and prints where its report is"
	@echo "make test    lint, types, import contracts, tests (PYTEST_ARGS='-m \"not slow\"' leaves the long ones out)"
	@echo "make lint    all but the tests"
	@echo "make lock    pins the newest versions that pyproject.toml allows in requirements.lock"
	@echo "make audit   looks the pinned packages up in the public advisories; fails where one could not be checked"
	@echo "make clean   removes the environment and everything that can be made again"

demo: $(READY)
	$(BIN)/cchc demo --out out/demo

test: lint
	$(BIN)/pytest $(PYTEST_ARGS)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: $(READY)
	$(BIN)/pip-compile --quiet --upgrade --extra dev --strip-extras --allow-unsafe --generate-hashes --no-annotate \
		--no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
		--output-file requirements.lock pyproject.toml

audit: $(READY)
	$(BIN)/pip-audit --strict --progress-spinner off --require-hashes --disable-pip --requirement requirements.lock

clean:
	rm -rf $(VENV) out build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The stamp is written last: an installation that broke off is begun anew.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
