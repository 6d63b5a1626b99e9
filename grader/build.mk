# grader/build.mk - the grader: a library for the tests, and build/pic2pi.
#
# Each lab brings its plan and its checks; the list of labs is made from the
# folders.  checks.c (and judge*.c and mistakes*.c, where a lab keeps its
# demands and its known mistakes in files of their own) sees grader/include and
# its own folder, nothing else.
GRADER_ROOTS := $(MODEL_ROOTS) -Igrader/include -Igrader/src
GRADER_LIB   := build/host/libgrader.a
GRADER_C     := $(filter-out grader/src/main.c,$(wildcard grader/src/*.c))
GRADER_OBJ   := $(GRADER_C:%.c=build/host/%.o) build/host/grader/lab_list.o \
                $(LAB_DIRS:%=build/host/labs/%/plan.o) \
                $(LAB_DIRS:%=build/host/labs/%/checks.o) \
                $(patsubst %.c,build/host/%.o,\
                    $(wildcard labs/*/judge*.c labs/*/mistakes*.c))
GRADER_MAIN  := build/host/grader/src/main.o
GRADER_CFLAGS = $(CFLAGS) -D_GNU_SOURCE $(HOST_CFLAGS)

COMPILED += $(GRADER_LIB) $(PIC2PI)

$(PIC2PI): $(GRADER_MAIN) $(GRADER_LIB) $(MODEL_LIB) | $(LAB_PRODUCTS) \
           build/images/firmware.bin build/target/kernel/core/lab_api.o
	$(call say,LD)
	$(Q)$(CC) $^ $(HOST_LIBS) -o $@

$(GRADER_LIB): $(GRADER_OBJ)
	$(call say,AR)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $^

build/host/grader/src/%.o: grader/src/%.c
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(CC) $(GRADER_CFLAGS) $(GRADER_ROOTS) -MMD -MP -c $< -o $@

build/host/labs/%.o: labs/%.c
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(MODEL_ROOTS) -Igrader/include -MMD -MP -c $< -o $@

# Written anew only when the folders differ.
build/host/grader/lab_list.c: FORCE
	@mkdir -p $(@D)
	@sh make/lab_list.sh $(LAB_DIRS) >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

build/host/grader/lab_list.o: build/host/grader/lab_list.c
	$(call say,CC)
	$(Q)$(CC) $(GRADER_CFLAGS) $(GRADER_ROOTS) -c $< -o $@

-include $(GRADER_OBJ:.o=.d) $(GRADER_MAIN:.o=.d)
