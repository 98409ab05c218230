# The two commands are `make demo` and `make test`; `make help` lists the rest.
# The steps themselves are small scripts in scripts/.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PORT ?= 8000
export PORT

.DEFAULT_GOAL := help
.PHONY: help python install install-development demo demo-reset test test-quick lock bench prove-permissions

help: ## this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:[^#]*## /|/' | \
		while IFS='|' read -r name words; do printf '  make %-12s %s\n' "$$name" "$$words"; done

python:
	@command -v $(PYTHON) >/dev/null || { echo "Please install Python 3.11 or newer."; exit 1; }

install: python ## install into .venv what the portal needs to run
	@$(PYTHON) scripts/install.py production

install-development: python
	@$(PYTHON) scripts/install.py development

demo: install ## start the portal on localhost:8000 with invented people (PORT= changes the port)
	@exec $(RUN) manage.py demo

demo-reset: ## forget everything that was entered in the demo
	@rm -rf var/portal.sqlite3 var/portal.sqlite3-wal var/portal.sqlite3-shm var/mailbox var/media
	@echo "The demo is empty again. make demo starts a new one."

test: install-development ## run every check and test, on SQLite and on PostgreSQL
	@exec $(RUN) scripts/test.py

test-quick: install-development ## lint, and the tests that are quick, on SQLite
	@exec $(RUN) scripts/test.py --quick

lock: install-development ## write requirements/*.txt anew from pyproject.toml
	@$(RUN) scripts/lock.py

bench: install-development ## measure pages and large batches, write docs/performance.md
	@$(RUN) scripts/need.py --only postgres nginx
	@exec $(RUN) scripts/with_postgres.py -- $(RUN) -m bench

prove-permissions: install-development ## take away each permission check, and see the table notice
	@$(RUN) scripts/prove_permissions.py
