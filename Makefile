# Thin aliases of plain commands: every line below can be typed by hand.
# A stamp file in .venv stands for one set of extras, so nothing is installed twice.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

# Whatever the shell says, bytecode is kept: every worker and every command that a test starts
# would compile everything again.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help demo run test test-kill check bench fixtures client contract constraints clean

help:  ## say what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.sandbox  ## forge packages, verify and judge them, leave the reports in build/demo/
	$(BIN)/evidence demo

run: $(VENV)/.service  ## run the service as a sandbox, and say how it may be tried
	$(BIN)/evidence serve

test: $(VENV)/.dev build/anvil  ## run every test, on a real EVM node too where npm is present
	$(BIN)/python -m pytest

test-kill: $(VENV)/.dev  ## kill, stop and starve a running service, on both databases
	$(BIN)/python -m pytest tests/kill -m "kill or not kill"

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

client: $(VENV)/.dev  ## write docs/openapi.json and the client out of the routes again
	$(BIN)/python -m api.generated
	git diff --exit-code -- docs/openapi.json evidence_client

contract: $(VENV)/.sandbox  ## compile the anchor contract again; it must not change
	$(PYTHON) -m venv build/vyper
	build/vyper/bin/python -m pip install --quiet --disable-pip-version-check vyper==0.4.3
	build/vyper/bin/vyper -f abi,bytecode,bytecode_runtime fixtures/data/contract/anchor.vy | $(BIN)/python -m fixtures.contract
	git diff --exit-code -- fixtures/data/contract

constraints:  ## resolve every extra anew in a clean environment and pin the result
	rm -rf build/pin && $(PYTHON) -m venv build/pin
	build/pin/bin/python -m pip install --quiet --disable-pip-version-check -e '.[sandbox,dev,bench]'
	head -n 2 constraints.txt > build/constraints.txt
	build/pin/bin/python -m pip freeze --exclude-editable >> build/constraints.txt
	mv build/constraints.txt constraints.txt && rm -rf build/pin

clean:  ## remove what was built, and the environment
	rm -rf build dist $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Without npm, or without its registry, the tests say at their end that no real node was there.
build/anvil:
	@mkdir -p build
	@if command -v npm > /dev/null; then \
		npm install --silent --no-audit --no-fund --prefix $@ @foundry-rs/anvil@1.7.1 \
		|| echo "anvil could not be installed: no test on a real node"; fi

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.sandbox: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[sandbox]'
	@touch $@

$(VENV)/.service: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[service,sandbox]'
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[dev]'
	@touch $@

$(VENV)/.bench: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -e '.[sandbox,bench]'
	@touch $@
