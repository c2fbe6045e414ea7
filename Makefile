# Toile. `make` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help

help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/portal.done ## Everything with a living demo world; Ctrl-C stops it
	@scripts/need browser || echo "Without it « Vérifier mon site » says so; all else works."
	@$(BIN)/toile demo

test: $(VENV)/dev.done browser servers web-install check web-test ## Install what tests need, then run every check and test
	@$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

test-fast: $(VENV)/dev.done ## The unit tests alone
	@$(BIN)/python -m pytest -n 2 -m "not story and not faults and not slow" $(ARGS)

check: $(VENV)/dev.done web-install ## Format, lint, types, floors, house rules, bundles
	@$(BIN)/ruff format --check --quiet . || { echo "Run: make format"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@npm --prefix web run --silent check

format: $(VENV)/dev.done ## Format Python
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

bench: $(VENV)/portal.done ## Measure the edge beside nginx
	@$(BIN)/toile bench edge

web: web-install ## Build the browser scripts and the CSS from web/
	@npm --prefix web run --silent build

web-install: web/node_modules/.installed

web-test: web-install
	@npm --prefix web run --silent test

web/node_modules/.installed: web/package-lock.json
	@scripts/need node
	@npm --prefix web ci --silent --no-fund --no-audit
	@touch $@

browser: ## Install the browser that tests use
	@scripts/need browser

servers: ## Install the servers that tests run beside Toile: PostgreSQL, nginx, WordPress; and wrk
	@scripts/need servers

pin: $(VENV)/dev.done ## Pin all Python requirements anew
	@scripts/pin.sh

$(VENV)/bin/python:
	@scripts/need python $(PYTHON)
	@$(PYTHON) -m venv $(VENV)

$(VENV)/portal.done: requirements/portal.txt pyproject.toml | $(BIN)/python
	@echo "Installing Toile (once; a minute or two) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/portal.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/dev.done: requirements/dev.txt $(VENV)/portal.done | $(BIN)/python
	@echo "Installing what tests and checks need (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

clean: ## Forget the installation and the demo's data
	@rm -rf $(VENV) var web/node_modules build

.PHONY: help demo test test-fast check format bench web web-install web-test browser servers pin clean
