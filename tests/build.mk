# tests/build.mk - the unit tests: one runner from every tests/*/*_test.c.
#
# A test file defines one public function, `Suite *<name>_suite(void)`; the
# list of all is generated, so that adding a test is adding a file.
TEST_ROOTS  := $(MODEL_ROOTS) -Igrader/include -Igrader/src -Itests
TEST_C      := $(wildcard tests/*/*_test.c)
TEST_RUNNER := build/tests/check

# `make tests GRADER_LIB=` leaves out what links with the grader.
ifeq ($(GRADER_LIB),)
TEST_C := $(filter-out tests/grader/% $(addprefix tests/kernel/, \
            acpi_test.c acpi_chance_test.c \
            acpi_boot_test.c acpi_madt_test.c needs_boot_test.c \
            rom_test.c),$(TEST_C)) \
          $(wildcard $(addprefix tests/grader/,clangd_test.c \
                       make_test.c style_test.c))
endif

TEST_NAMES    := $(patsubst %_test,%,$(basename $(notdir $(TEST_C))))
TEST_HOST_OBJ := $(patsubst %.c,build/host/%.o,$(TEST_C) tests/check_main.c)
TEST_OBJ      := $(TEST_HOST_OBJ) build/tests/suites.o
# Suites are public without a header of their own; hence no prototypes.
TEST_CFLAGS    = $(filter-out -Wmissing-prototypes,$(CFLAGS)) -D_GNU_SOURCE \
                 $(TEST_ROOTS) $(HOST_CFLAGS)

# Kernel files that need no machine, for tests/kernel to link with.
KERNEL_HOST_OBJ := $(addprefix build/host/kernel/,boot/loader.o core/print.o \
                     dev/acpi.o dev/acpi_madt.o dev/dma.o dev/hpet.o \
                     dev/pci_walk.o)

COMPILED += $(TEST_RUNNER)

.PHONY: tests
tests: $(TEST_RUNNER)

$(TEST_RUNNER): $(TEST_OBJ) $(KERNEL_HOST_OBJ) $(GRADER_LIB) $(MODEL_LIB)
	$(call say,LD)
	$(Q)$(CC) $^ $(shell pkg-config --libs check) $(HOST_LIBS) -o $@

# Written anew only when the list differs, so that nothing else is rebuilt.
build/tests/suites.c: FORCE
	@mkdir -p $(@D)
	@sh make/suites.sh $(TEST_NAMES) >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

build/tests/suites.o: build/tests/suites.c
	$(call say,CC)
	$(Q)$(CC) $(TEST_CFLAGS) -MMD -MP -c $< -o $@

# Only tests of the kernel may see its headers.
build/host/tests/kernel/%.o: TEST_ROOTS += -Ikernel/include

$(KERNEL_HOST_OBJ): build/host/%.o: %.c
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -ffreestanding $(MODEL_ROOTS) -Ikernel/include \
	    -MMD -MP -c $< -o $@

$(TEST_HOST_OBJ): build/host/%.o: %.c
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(CC) $(TEST_CFLAGS) -MMD -MP -c $< -o $@

-include $(TEST_OBJ:.o=.d) $(KERNEL_HOST_OBJ:.o=.d)

# The firmware under which QEMU's devices are driven without a guest.
QTEST_ROM  := build/tests/qtest/hlt.rom
TEST_NEEDS += $(QTEST_ROM)

$(QTEST_ROM): tests/qtest/hlt.asm
	$(call say,NASM)
	@mkdir -p $(@D)
	$(Q)$(NASM) -f bin -o $@ $<
