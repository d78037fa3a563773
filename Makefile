# make demo   set up, build the sample study and open it (without a terminal: walk through it)
# make test   set up and run the tests
# make setup  the virtual environment and the pinned set; nothing where nothing has changed
#
# Another Python:             make PYTHON=python3.12 demo
# Options for pip (README):   make PIP_OPTIONS="..." setup

PYTHON = python3
PIP_OPTIONS =
VENV = .venv
STAMP = $(VENV)/.set-up

.PHONY: demo test setup

demo: setup
	@$(VENV)/bin/qualbench demo

test: setup
	@$(VENV)/bin/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@command -v $(PYTHON) > /dev/null || \
	  { echo "There is no $(PYTHON) here. Install Python 3.11, or name yours: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "$(PYTHON) is older than Python 3.11. Name another one: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || \
	  { echo "$(PYTHON) comes without venv. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Setting up $(VENV): about 2 GB, a few minutes the first time."
	@$(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/python -m pip install --quiet $(PIP_OPTIONS) --constraint constraints.txt --editable '.[dev]'
	@touch $(STAMP)
