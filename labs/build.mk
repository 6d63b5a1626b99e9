# labs/build.mk - from a lab's folder to what the grader needs of it.
#
# build/labs/NN-name/base.o   kernel, plan and scenario*.c in one object
# build/labs/NN-name/*.o      the solution: names what a student must define
# build/labs/libsolutions.a   every lab's solution; the linker takes from it
#                             the functions of other labs that a kernel calls
# No list of labs stands anywhere: a folder under labs/ is a lab.
LAB_DIRS   := $(sort $(notdir $(patsubst %/checks.c,%,$(wildcard labs/*/checks.c))))
LAB_BASE   := $(LAB_DIRS:%=build/labs/%/base.o)
SOLUTION_C := $(wildcard solutions/*/*.c)
SOLUTION_O := $(SOLUTION_C:%.c=build/target/%.o)
LAB_FLAGS  := $(KERNEL_FLAGS) -fno-builtin

COMPILED += $(SOLUTION_O)

build/target/labs/%.o: labs/%.c
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(CC) $(KERNEL_FLAGS) $(WARNINGS) $(KERNEL_ROOTS) -Ikernel/lab -MMD -MP \
	    -c $< -o $@

build/target/solutions/%.o: solutions/%.c
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(CC) $(LAB_FLAGS) -Wall -Wextra -Imodel/regs -Ikernel/lab -MMD -MP \
	    -c $< -o $@

.SECONDEXPANSION:
$(LAB_BASE): build/labs/%/base.o: build/target/labs/%/plan.o \
             $$(addprefix build/target/,$$(addsuffix .o,$$(basename \
               $$(wildcard labs/$$*/scenario*.c)))) \
             $$(KERNEL_OBJ)
	$(call say,LD)
	@mkdir -p $(@D)
	$(Q)$(LD) -r -o $@ $^

build/labs/libsolutions.a: $(SOLUTION_O)
	$(call say,AR)
	@mkdir -p $(@D)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $^

LAB_PRODUCTS := $(LAB_BASE) build/labs/libsolutions.a
.PHONY: labs
labs: $(LAB_PRODUCTS)

-include $(SOLUTION_O:.o=.d) $(LAB_DIRS:%=build/target/labs/%/plan.d) \
         $(patsubst %.c,build/target/%.d,$(wildcard labs/*/scenario*.c))
