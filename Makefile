# The commands to know: setup, run, test, check, fix, bench.
PORT ?= 8000
DATA ?= var
export PORT DATA

VENV := .venv
PYTHON := $(VENV)/bin/python
DONE := $(VENV)/.done

# An activated environment of another project must not reach ours.
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH PYTHONSTARTUP
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_REQUIRE_VIRTUALENV :=
export PYTHONUNBUFFERED := 1

PIP := $(PYTHON) -m pip install -qq --no-input --no-deps --require-hashes
# Type checking reads the settings; it must not need a database or a key.
NOWHERE := BRYGGA_SECRET_KEY=none BRYGGA_REACH_KEY=none BRYGGA_FIELD_KEY=none BRYGGA_DATABASE_URL=postgresql:///none
CATALOGUES := $(wildcard brygga/locale/*/LC_MESSAGES/*.po)
HOUSE := $(wildcard tests/house)

.DEFAULT_GOAL := help
.PHONY: help setup run test check fix bench browser media again
.DELETE_ON_ERROR:

help:
	@echo "make setup   install everything into .venv and node_modules"
	@echo "make run     the demo at http://127.0.0.1:8000  (PORT=8123 DATA=some/dir DATABASE_URL=postgresql://...)"
	@echo "make test    all tests, with a PostgreSQL of their own"
	@echo "make check   style, types, floors of the house, templates"
	@echo "make fix     what can be put right by itself"
	@echo "make bench   the speed of the product as it is deployed"

setup: $(DONE)/developer $(DONE)/assets $(DONE)/messages

run: $(DONE)/product $(DONE)/assets $(DONE)/messages media
	@$(PYTHON) -m brygga.launch.run

test: setup browser media
	@$(PYTHON) -m pytest -q -n 2 $(ARGS)

# All of them, so that one run shows everything there is to mend.
check: setup
	@failed=0; \
	$(PYTHON) -m ruff check --quiet . || failed=1; \
	$(PYTHON) -m ruff format --check --quiet . || { echo "Some files are not formatted: make fix."; failed=1; }; \
	$(PYTHON) -c "from importlinter.cli import lint_imports_command as c; c(['--no-logo', '--cache-dir', 'build/importlinter'])" || failed=1; \
	$(PYTHON) -m djlint --quiet --lint --allow-empty-input brygga || failed=1; \
	$(NOWHERE) $(PYTHON) -m mypy || failed=1; \
	$(if $(HOUSE),$(PYTHON) -m pytest -q $(HOUSE) || failed=1;) \
	exit $$failed

fix: setup
	@$(PYTHON) -m ruff check --fix --quiet . || true
	@$(PYTHON) -m ruff format --quiet .
	@WRITE_REFERENCE=1 $(PYTHON) -m pytest -q tests/house/test_doors.py
	@$(PYTHON) -m ruff check .

bench: setup
	@$(PYTHON) -m benchmarks $(ARGS)
	@$(PYTHON) -m benchmarks.law

browser:
	@sh brygga/launch/browser.sh

media:
	@sh brygga/launch/media.sh

# Made anew when its Python is gone, for instance after an upgrade of the machine.
BROKEN := $(shell test -e $(DONE)/venv && ! $(PYTHON) -S -c '' 2>/dev/null && echo again)

$(DONE)/venv: $(BROKEN)
	@sh brygga/launch/venv.sh $(VENV)
	@mkdir -p $(DONE) && touch $@

$(DONE)/product: requirements/product.lock $(DONE)/venv
	@echo "Installing what the product needs ..."
	@$(PIP) -r requirements/product.lock
	@touch $@

$(DONE)/developer: requirements/dev.lock $(DONE)/venv
	@echo "Installing what the product and its tests need ..."
	@$(PIP) -r requirements/dev.lock
	@touch $@ $(DONE)/product

$(DONE)/assets: package-lock.json .npmrc brygga/launch/assets.py brygga/launch/npm.sh requirements/node.lock $(DONE)/venv
	@echo "Fetching the front-end files ..."
	@sh brygga/launch/npm.sh $(VENV)
	@$(PYTHON) -m brygga.launch.assets
	@touch $@

$(DONE)/messages: $(CATALOGUES) $(DONE)/product
	@$(if $(CATALOGUES),$(PYTHON) -m babel.messages.frontend --quiet compile -d brygga/locale -D django)
	@touch $@
