# Two commands are all a newcomer needs: `make run` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PY := .venv/bin/python

.PHONY: help run test check format lock bench clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

# A private uv builds the environment, so that nothing but Python is needed beforehand.
.uv/bin/uv:
	@command -v python3 >/dev/null || { echo "Python 3.11 or newer is missing. Cure: apt-get install python3 python3-venv"; exit 1; }
	@echo "Setting up Python (once; a minute or two) ..."
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python $$(python3 -V | cut -d' ' -f2) is too old. Cure: install Python 3.11 or newer."; exit 1; }
	@python3 -m venv .uv 2>/dev/null || { rm -rf .uv; echo "Python cannot make virtual environments. Cure: apt-get install python3-venv"; exit 1; }
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check uv

.venv/.ready: requirements.lock pyproject.toml | .uv/bin/uv
	@.uv/bin/uv venv --quiet --allow-existing --python python3 .venv
	@VIRTUAL_ENV=.venv .uv/bin/uv pip sync --quiet --require-hashes requirements.lock
	@VIRTUAL_ENV=.venv .uv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

lock: | .uv/bin/uv ## renew requirements.lock from pyproject.toml
	.uv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --group dev --extra postgres --custom-compile-command "make lock" --output-file requirements.lock pyproject.toml

extension/node_modules/.ready: extension/package-lock.json extension/package.json
	@command -v npm >/dev/null || { echo "Node.js with npm is missing. Cure: install Node 20 or newer, then run this again."; exit 1; }
	@node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' || { echo "Node.js $$(node -v) is too old. Cure: install Node 20 or newer, then run this again."; exit 1; }
	@echo "Fetching what the extension is built with ..."
	@cd extension && npm ci --silent --no-audit --no-fund >/dev/null
	@touch $@

EXTENSION_SOURCES := $(shell find extension -path extension/node_modules -prune -o -path 'extension/.*' -prune -o -type f -print 2>/dev/null)

extension/.output/.ready: extension/node_modules/.ready $(EXTENSION_SOURCES)
	@echo "Building the extension ..."
	@cd extension && npm run --silent build >/dev/null && npm run --silent build:firefox >/dev/null && npm run --silent build:test >/dev/null
	@touch $@

run: .venv/.ready extension/.output/.ready ## set everything up, start the service and show the job
	@REPLYWRIGHT_OPEN=$${REPLYWRIGHT_OPEN:-1} exec $(PY) -m replywright serve --tour --extension extension/.output/chrome-mv3

# Debian's package puts it there, so this runs only where it is missing.
/usr/bin/chromium:
	@command -v chromium >/dev/null || { echo "Installing Chromium for the browser tests ..."; apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji >/dev/null; } || { echo "Chromium is missing and could not be installed. Cure: apt-get install chromium"; exit 1; }

check: .venv/.ready extension/node_modules/.ready ## lint, types, import contracts, freshness of generated files
	.venv/bin/ruff check server tests benchmarks
	.venv/bin/ruff format --check server tests benchmarks
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PY) -m replywright.rulebook.schema_export --check
	$(PY) -m replywright.api.openapi_export --check
	cd extension && npm run --silent check

test: check extension/.output/.ready /usr/bin/chromium ## set everything up and run everything
	cd extension && npm test --silent
	.venv/bin/pytest

format: .venv/.ready ## put Python and TypeScript into shape
	.venv/bin/ruff check --fix --quiet server tests benchmarks
	.venv/bin/ruff format --quiet server tests benchmarks
	cd extension && npm run --silent format

bench: .venv/.ready extension/.output/.ready ## measure beside the floor, print a table
	$(PY) -m benchmarks

clean: ## remove what was built
	rm -rf .venv .uv .venv-llm extension/node_modules extension/.output extension/.wxt test-artifacts
