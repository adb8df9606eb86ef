# Thin aliases of plain commands: every line below can be typed by hand.
# A stamp file in .venv stands for one set of extras, so nothing is installed twice.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test check bench fixtures constraints clean

help:  ## say what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.sandbox  ## forge a package of 20 cases, verify it, leave the reports in build/demo/
	$(BIN)/evidence demo

test: $(VENV)/.dev  ## run every test
	$(BIN)/python -m pytest

check: $(VENV)/.dev  ## lint, formatting, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.bench  ## measure against the floor, write build/bench.json
	$(BIN)/python -m tests.bench

fixtures: $(VENV)/.sandbox  ## write the committed samples again; they must not change
	$(BIN)/python -m fixtures --samples
	git diff --exit-code -- fixtures

constraints:  ## resolve every extra anew in a clean environment and pin the result
	rm -rf build/pin && $(PYTHON) -m venv build/pin
	build/pin/bin/python -m pip install --quiet --disable-pip-version-check -e '.[sandbox,dev,bench]'
	head -n 2 constraints.txt > build/constraints.txt
	build/pin/bin/python -m pip freeze --exclude-editable >> build/constraints.txt
	mv build/constraints.txt constraints.txt && rm -rf build/pin

clean:  ## remove what was built, and the environment
	rm -rf build dist $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.sandbox: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[sandbox]'
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[dev]'
	@touch $@

$(VENV)/.bench: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[sandbox,bench]'
	@touch $@
