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
	@python3 -m venv .uv 2>/dev/null || { rm -rf .uv; echo "Python cannot make virtual environments. Cure: apt-get install python3-venv"; exit 1; }
	@.uv/bin/python -m pip install --quiet --disable-pip-version-check uv

.venv/.ready: requirements.lock pyproject.toml | .uv/bin/uv
	@.uv/bin/uv venv --quiet --allow-existing --python python3 .venv
	@VIRTUAL_ENV=.venv .uv/bin/uv pip sync --quiet --require-hashes requirements.lock
	@VIRTUAL_ENV=.venv .uv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

lock: | .uv/bin/uv ## renew requirements.lock from pyproject.toml
	.uv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --group dev --extra postgres --custom-compile-command "make lock" --output-file requirements.lock pyproject.toml
