# Terms and Threats. `make` lists the commands.

# the Python to build with: the one named, or else the first of these that fits
PYTHONS := $(or $(PYTHON),python3 python3.13 python3.12 python3.11)
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
PYTEST ?= -n logical --dist loadfile

# the chapters run on this environment's kernel, whatever else is installed
export JUPYTER_PREFER_ENV_PATH := 1
export PYTHONNOUSERSITE := 1
# compiled modules are kept: without them every command takes twice as long
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup book page test lab bench lock clean

help:  ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 14

book: $(READY)  ## run every chapter and build the book
	@$(BIN)/python -c 'import models; models.catalogue()'
	@$(BIN)/python widgets/book/cache.py begin
	@$(BIN)/jupyter-book build . -W --keep-going
	@$(BIN)/python widgets/book/cache.py end
	@echo "Read it:   open $(CURDIR)/_build/html/index.html in a browser"
	@echo "Serve it:  $(BIN)/python -m http.server --directory _build/html 8000, then http://localhost:8000"

page: export TERMS_AND_THREATS_CHAPTER := $(value PAGE)
page: $(READY)  ## run and build one chapter alone: make page PAGE=shifting_power
	@$(BIN)/python widgets/build/page.py "$$TERMS_AND_THREATS_CHAPTER"

test: book  ## run all tests, with a browser
	@$(BIN)/python -m pytest $(PYTEST)

lab: $(READY)  ## open the chapters as notebooks in JupyterLab
	@JUPYTER_CONFIG_PATH=$(CURDIR)/widgets/lab $(BIN)/jupyter lab --notebook-dir=. $(LAB)

bench: book  ## measure what the README promises
	@$(BIN)/python -m widgets.bench

lock: $(READY)  ## compile requirements.lock anew from requirements.txt
	@$(BIN)/uv pip compile requirements.txt --output-file requirements.lock --universal --python-version 3.11 \
	  --only-binary :all: --generate-hashes --no-emit-package terms-and-threats --no-annotate --quiet \
	  --custom-compile-command "make lock"

clean:  ## remove the built book and the environment
	rm -rf _build $(VENV)

setup: $(READY)  ## install the environment only

$(READY): requirements.lock
	@set -e; \
	for python in $(PYTHONS); do \
	  if $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; \
	  then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "The book needs Python 3.11, 3.12 or 3.13, and found none as: $(PYTHONS)." >&2; \
	  echo "Install one and name it, as in 'make book PYTHON=python3.12'." >&2; \
	  exit 1; fi; \
	echo "Setting up $(VENV) with $$($$found --version)"; \
	$$found -m venv $(VENV) || { \
	  echo "'$$found -m venv' failed: install your system's package for it (python3-venv on Debian and Ubuntu)." >&2; \
	  exit 1; }; \
	sed -n '/^uv==/,/^[^ ]*==/{/^uv==/p;/^ /p;}' requirements.lock > $(VENV)/uv.txt; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r $(VENV)/uv.txt; \
	export VIRTUAL_ENV=$(CURDIR)/$(VENV); \
	$(BIN)/uv pip install --require-hashes --only-binary :all: -r requirements.lock; \
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .; \
	touch $@
