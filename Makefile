# Evenlight. `make` or `make help` says what there is to do.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
UV     := $(BIN)/uv
READY  := $(VENV)/.ready
# How many test files run side by side.
WORKERS ?= 2

# The versions are the locks'; uv itself is one of the packages in the development lock.
UV_VERSION = $(shell sed -n 's/^uv==\([0-9.]*\).*/\1/p' requirements-dev.lock)

.PHONY: help setup bot-setup run test lint format lock sbom audit fuzz soak bench rehearse screening-report train-screening clean

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 26

setup: $(READY) ## Build the service's environment in .venv (does nothing when it is there)

bot-setup: $(READY) ## Build the bot's environment in bot/.venv (2.4 GB, some minutes the first time), and train it
	@$(BIN)/python -m backend.launch.bot

run: $(READY) ## Run everything: database, API, worker and bot, with demo data; Ctrl-C stops it
	@exec $(BIN)/evenlight up

# The bot is trained beside the checks. Then tests go in the order of the folders: what takes longest comes first, so that
# neither process waits for the other at the end.
test: $(READY) ## Run every check and every test
	@$(MAKE) --jobs=2 lint bot-setup
	@$(BIN)/pytest --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder

lint: $(READY) ## Run ruff, mypy and import-linter
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(READY) ## Let ruff format the code and mend what it can
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

lock: $(UV) ## Write the locks again from pyproject.toml (UPGRADE=1 takes newer versions)
	$(UV) pip compile $(if $(UPGRADE),--upgrade) --quiet pyproject.toml --output-file requirements.lock
	$(UV) pip compile $(if $(UPGRADE),--upgrade) --quiet pyproject.toml --extra embedded --group dev \
		--constraints requirements.lock --output-file requirements-dev.lock

sbom: $(READY) ## List every component of service and bot in dist/ (CycloneDX)
	@$(BIN)/python .ci/sbom.py

audit: $(READY) ## Ask whether a locked package has a known vulnerability; says so where nobody can be asked
	@$(BIN)/python .ci/audit.py

fuzz: $(READY) ## Send every route 1,000 requests made from its description, and as many that it forbids
	@EVENLIGHT_FUZZ_EXAMPLES=1000 $(BIN)/pytest -q --numprocesses=$(WORKERS) --dist=load tests/contract/test_openapi.py

soak: $(READY) ## Kill every part at every moment and at random ones, and primaries of three; count what was lost
	@$(BIN)/python -m benchmarks.soaking
	@$(BIN)/python -m benchmarks.soak

rehearse: bot-setup ## Talk to the real bot as every made-up young person, then WALKS=10000 random walks; REPORT=file.md keeps it
	@$(BIN)/python -m tests.rehearsal $(if $(WALKS),--walks $(WALKS)) $(if $(REPORT),--report $(REPORT))

bench: $(READY) ## Measure what the performance claims rest on
	@$(BIN)/python -m benchmarks

screening-report: $(READY) ## Say how the screen does on our own sentences, and on LABELLED=file.jsonl when given
	@cat tests/data/screening/*.jsonl tests/data/screening/heldout/*.jsonl tests/data/screening/fresh/*.jsonl tests/data/screening/later/*.jsonl tests/data/screening/unseen/*.jsonl | $(BIN)/python -m backend screen --report --summary
	@if [ -n "$(LABELLED)" ]; then cat $(LABELLED) | $(BIN)/python -m backend screen --report --summary; fi

train-screening: $(READY) ## Learn the screen's second opinion from backend/screening/learned/sentences
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m backend train-screening

clean: ## Remove environments, caches and the bot's models; data and keys in var/ stay
	rm -rf $(VENV) bot/.venv bot/models .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "make: Python 3.11 or newer is needed; \
	name it with: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

# Both installations are of pinned versions; the second adds only this folder and the `evenlight` command.
$(READY): requirements-dev.lock pyproject.toml | $(UV)
	@echo "Building the environment in $(VENV) ..."
	@$(UV) pip sync --quiet --python $(BIN)/python requirements-dev.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@
