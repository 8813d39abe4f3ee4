# Terms and Threats. `make` lists the commands.

PYTHON_NAMES := python3 python3.13 python3.12 python3.11
BIN   := .venv/bin
READY := .venv/.ready
PYTEST ?= -n logical --dist loadfile

# Paths and names reach the shell by its own variables only: they may hold spaces, quotes and any letter.
export PYTHON PAGE EDITION
# What belongs to another environment stays out of this one.
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONSAFEPATH PYTHONOPTIMIZE PYTHONWARNINGS PYTHONPLATLIBDIR
unexport VIRTUAL_ENV CONDA_PREFIX JUPYTER_PATH JUPYTER_CONFIG_PATH
# compiled modules are kept: without them every command takes twice as long
unexport PYTHONDONTWRITEBYTECODE
export PYTHONNOUSERSITE := 1
export PYTHONUTF8 := 1
# the chapters run on this environment's kernel, whatever else is installed
export JUPYTER_PREFER_ENV_PATH := 1

.DEFAULT_GOAL := help
.PHONY: help setup book page handouts check test browser lab bench lock clean moved

help:  ## list the commands
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 14

book: $(READY)  ## run every chapter and build the book; with EDITION=class without solutions, into _build/class
	@$(BIN)/python widgets/build book "$$EDITION"

page: $(READY)  ## for authors: run and build one chapter alone, as in make page PAGE=shifting_power
	@$(BIN)/python widgets/build page "$$PAGE"

handouts: book  ## print every sheet for a class, each to its own PDF, in _build/handouts
	@$(BIN)/python -m widgets.take_home

check: $(READY)  ## for authors, between edits: style, sources and fast tests, without a browser
	@$(BIN)/python -m ruff check --quiet .
	@$(BIN)/python -m pytest -q $(PYTEST) tests/core tests/chapters/test_sources.py tests/chapters/test_citations.py \
	  tests/chapters/test_plain_text.py tests/test_all_models.py

# the browser before the book: where there is none, nothing else needs to begin
test: browser  ## run all tests; finds a browser or gets one
	@$(MAKE) --no-print-directory book EDITION=full
	@$(BIN)/python -m pytest $(PYTEST)

browser: $(READY)
	@$(BIN)/python -m tests.getting_a_browser

lab: $(READY)  ## open the chapters as notebooks in JupyterLab
	@JUPYTER_CONFIG_PATH="$$(pwd)/widgets/lab" $(BIN)/python -m jupyter lab --notebook-dir=. $(LAB)

bench: book  ## measure what the README promises
	@$(BIN)/python -m widgets.bench

lock: $(READY)  ## compile requirements.lock anew from requirements.txt
	@$(BIN)/python -m uv pip compile requirements.txt --output-file requirements.lock --universal --python-version 3.11 \
	  --only-binary :all: --generate-hashes --no-emit-package terms-and-threats --no-annotate --quiet \
	  --custom-compile-command "make lock"

clean:  ## remove the built book and the environment
	rm -rf _build .venv

setup: $(READY)  ## install the environment only

# An environment is bound to its folder: made anew where the folder was moved or copied.
$(READY): requirements.lock $(shell test "$$(cat .venv/.ready 2>/dev/null)" = "$$(pwd -P)" || echo moved)
	@set -- $(PYTHON_NAMES); [ -z "$$PYTHON" ] || set -- "$$PYTHON"; \
	for python; do \
	  if "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; \
	  then exec "$$python" -I widgets/build/setup.py; fi; \
	done; \
	echo "The book needs Python 3.11, 3.12 or 3.13 (3.14 as soon as all its packages have wheels for it)," \
	  "and found none as: $$*." >&2; \
	echo "Install one and name it, as in 'make book PYTHON=python3.12'." >&2; exit 1
