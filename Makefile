# Short names for those who type `make`; everything runs without it through ./jisr.
.PHONY: check test full demo lock mutants mutants-core sbom audit-dependencies

check:  ## what the tools find, without running the program
	./jisr test tests/test_gates.py tests/test_repository.py tests/test_docs_and_code.py

test:   ## everything that takes at most three minutes
	./jisr test

full:   ## everything
	./jisr test --full

mutants: ## every rule and refusal switched off, by name, with the test that notices
	.venv/bin/python -m tools.mutation rules

mutants-core: ## every small change of the core's code; twenty minutes or more
	.venv/bin/python -m tools.mutation core

demo:   ## three nodes and a page in three languages
	./jisr demo

# Nothing of the hour, the machine or chance goes into it.
SBOM = .venv/bin/python -W ignore -m cyclonedx_py requirements --pyproject pyproject.toml \
	--output-reproducible --spec-version 1.6 --output-format JSON
sbom:   ## what a node is made of, from its lock: var/sbom.json, the same bytes each time
	mkdir -p var
	$(SBOM) --output-file var/sbom.json requirements/run.txt

audit-dependencies: ## the locked packages among known vulnerabilities; fails if nobody could be asked
	.venv/bin/python -m tools.audit_dependencies

# Needs `uv`.  Locks name no host, hold every platform's hashes, and change only where pyproject.toml asks.
LOCK = uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
lock:   ## write requirements/ anew from pyproject.toml
	$(LOCK) --output-file requirements/run.txt
	$(LOCK) --extra pdf --constraint requirements/run.txt --output-file requirements/pdf.txt
	$(LOCK) --extra pdf --group dev --constraint requirements/pdf.txt --output-file requirements/dev.txt
	$(subst pip compile pyproject.toml,pip compile --group bench,$(LOCK)) --output-file requirements/bench.txt
