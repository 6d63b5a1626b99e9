# Makefile - the front door: variables, folders, and the commands of README.md.
#
# Every folder that is compiled has one build.mk, which knows that folder only;
# this file knows none of their insides.  What a command does is in a program
# (build/pic2pi) or in a script under make/.  `make` alone prints the list.

# What you may set: make grade LAB=02 SEED=7
LAB     ?= 02
MACHINE ?= bochs
SEED    ?=
OWN     ?=
PART    ?=
HINTS   ?=
BOOT    ?=
GROUP   ?= run
FILE    ?=
NAME    ?=
SUITES  ?=
V       ?= 0

ifeq ($(origin CC),default)
CC := gcc
endif
NASM     ?= nasm
OPT      ?= -O2
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes \
            -Wmissing-prototypes
CFLAGS   ?= -std=c11 $(OPT) -g $(WARNINGS)

PIC2PI := build/pic2pi
# Evaluated in recipes only, so that `make help` needs nothing installed.
HOST_PKGS   := jansson libelf libdw capstone nettle libarchive
HOST_LIBS    = $(shell pkg-config --libs $(HOST_PKGS))
HOST_CFLAGS  = $(shell pkg-config --cflags $(HOST_PKGS))

# One line for each file made; V=1 shows the commands themselves.
ifeq ($(V),1)
Q :=
say =
else
Q := @
say = @printf '  %-6s %s\n' '$(1)' '$@'
endif

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
FORCE:

# What is compiled, for compile_commands.json; each folder adds its products.
COMPILED :=

-include model/build.mk
-include kernel/build.mk
-include labs/build.mk
-include grader/build.mk
-include images/build.mk
-include tests/build.mk
-include book/build.mk

# Flags that several commands share; empty ones vanish.  A path may hold blanks.
OWN_OPTION = $(if $(OWN),--own "$(OWN:~/%=$(HOME)/%)")
PIC2PI_OPTIONS = --lab $(LAB) --machine $(MACHINE) \
    $(if $(SEED),--seed $(SEED)) $(OWN_OPTION) \
    $(if $(PART),--part $(PART))
# The lab somebody asked for, or none: for commands that mean all by default.
LAB_ASKED = $(if $(filter command environment,$(origin LAB)),$(LAB))
AGAIN = $(MAKE) --no-print-directory

# What a fragment adds to these is built before `make demo`, `make test`.
DEMO_NEEDS += $(PIC2PI)
TEST_NEEDS += $(PIC2PI) $(TEST_RUNNER) compile_commands.json

.PHONY: help
help:
	@sh make/help.sh Makefile $(wildcard book/build.mk)

##@ Begin here
.PHONY: demo demo-now test test-now deps have-run
demo: ## install what is missing, grade every solution, show a timeline
	@sh make/deps.sh run
	@$(AGAIN) demo-now
demo-now: $(DEMO_NEEDS)
	@$(PIC2PI) grade --lab all --machine $(MACHINE) --own solutions
	@$(PIC2PI) run --lab $(LAB) --machine $(MACHINE) --own solutions

test: ## install what is missing, run every test (SUITES="names" for some)
	@sh make/deps.sh test
	@$(AGAIN) test-now
# Style and skeletons are tests like the others (tests/grader/style_test.c), so
# that the last line, Check's summary, counts all there is.
test-now: $(TEST_NEEDS)
	@$(TEST_RUNNER) $(SUITES)

deps: ## install a group of packages: GROUP=run|test|image|book|scale
	@sh make/deps.sh $(GROUP)
have-run:
	@sh make/deps.sh run --check

##@ Work on a lab (LAB=02 SEED=7 MACHINE=bochs PART=A)
.PHONY: run debug grade watch hint reset handin
run: have-run $(PIC2PI) ## boot your lab in the terminal (BOOT=grub, OWN=solutions)
	@$(PIC2PI) run $(PIC2PI_OPTIONS) $(if $(BOOT),--boot $(BOOT))

debug: have-run $(PIC2PI) ## the same, stopped at entry in the machine's debugger
	@$(PIC2PI) debug $(PIC2PI_OPTIONS)

# Status 1 says that checks failed: a grade like any other, so no error here.
grade: have-run $(PIC2PI) ## grade labs/NN (LAB=all for every lab; HINTS=1 to 3)
	@$(PIC2PI) grade $(PIC2PI_OPTIONS) $(if $(HINTS),--hints $(HINTS)) || \
	    { status=$$?; [ $$status -eq 1 ] || exit $$status; }

watch: have-run $(PIC2PI) ## grade again at each save
	@$(PIC2PI) watch $(PIC2PI_OPTIONS)

hint: have-run $(PIC2PI) ## the next hint for the first check that fails
	@$(PIC2PI) hint $(PIC2PI_OPTIONS) $(if $(HINTS),--hints $(HINTS))

reset: have-run $(PIC2PI) ## put the skeleton back; your file is kept beside it
	@$(PIC2PI) reset --lab $(LAB)

handin: have-run $(PIC2PI) ## pack your lab's file with a receipt (FILE=NAME.tar.gz)
	@$(PIC2PI) handin --lab $(LAB) --machine $(MACHINE) \
	    $(if $(SEED),--seed $(SEED)) $(OWN_OPTION) \
	    $(if $(FILE),--output "$(FILE)")

##@ Write a lab
.PHONY: new-lab
new-lab: ## a new lab that grades at once: NAME=16-demo
	@sh make/new_lab.sh "$(NAME)"

##@ Build images
.PHONY: iso
iso: build/pic2pi.iso ## the ISO that boots through GRUB, by BIOS or UEFI

##@ Check the project itself
.PHONY: mutants hostile bench fuzz check-style check-skeletons cites format
mutants: $(PIC2PI) ## each known mistake must fail and be named (LAB=NN)
	@sh make/run.sh tests/mutants/run.sh $(LAB_ASKED)

hostile: $(PIC2PI) ## each hostile submission must be contained
	@sh make/run.sh tests/hostile/run.sh $(LAB_ASKED)

bench: $(PIC2PI) ## what a grade costs beside the bare emulator
	@sh make/run.sh tests/bench/run.sh $(LAB_ASKED)

fuzz: $(MODEL_LIB) $(TEST_RUNNER) $(QTEST_ROM) ## random input for the models and the readers
	@sh make/run.sh tests/fuzz/run.sh $(LAB_ASKED)
	@CK_RUN_SUITE="edu against QEMU" AGREE_PROGRAMS=$${AGREE_PROGRAMS:-10000} \
	    $(TEST_RUNNER)
	@CK_RUN_SUITE="HPET against QEMU" \
	    AGREE_PROGRAMS=$${AGREE_PROGRAMS:-10000} $(TEST_RUNNER)

check-style: ## format, first paragraphs, citations, includes, headers
	@CC="$(CC)" bash make/check-style.sh

format: ## clang-format over every C file
	@find model kernel labs solutions grader tests -name "*.[ch]" -exec \
	    clang-format -i {} +

cites: ## every [KEY number "Title"] has its key in docs/SOURCES.md
	@bash make/cites.sh

check-skeletons: ## labs/NN/name.c is solutions/NN/name.c without its bodies
	@sh make/check-skeletons.sh

# For editors (clangd); made from what make would run, so it cannot differ.
compile_commands.json: FORCE
	@$(MAKE) --no-print-directory -nBk $(COMPILED) 2>/dev/null | \
	    sh make/compile_commands.sh $(CC) $(LAB_FLAGS) $(WARNINGS) \
	    -Imodel/regs -Ikernel/lab >build/$@.new; \
	    if cmp -s build/$@.new $@; then rm build/$@.new; \
	    else mv build/$@.new $@; fi
