# kernel/build.mk - the kernel's objects, built once and linked with each lab.
#
# A lab's image is base.o (this kernel, the lab's plan and scenario) and one
# student object; the grader makes that last link, in its sandbox.
#
# A loop of ours must not become a call of memset, and lab 00's handlers may call
# the kernel, which is built without vector registers: in each compiler's words.
KERNEL_LOOPS := $(if $(findstring clang,$(CC)),-fno-builtin \
                  -Wno-interrupt-service-routine,-fno-tree-loop-distribute-patterns)
KERNEL_ROOTS := -Imodel/regs -Imodel/include -Ikernel/include
KERNEL_FLAGS := -std=c11 -O1 -g -fno-omit-frame-pointer -ffreestanding \
                -fno-stack-protector -fno-pic -fno-pie -mno-red-zone \
                -mgeneral-regs-only -mcmodel=small -fcf-protection=none \
                -fno-asynchronous-unwind-tables $(KERNEL_LOOPS)
KERNEL_C     := $(wildcard kernel/*/*.c)
KERNEL_ASM   := $(wildcard kernel/boot/*.asm kernel/cpu/*.asm)
KERNEL_OBJ   := $(KERNEL_C:%.c=build/target/%.o) \
                $(KERNEL_ASM:%.asm=build/target/%.asm.o) \
                build/target/model/src/rng.o build/target/model/src/plan.o \
                build/target/model/src/ioapic.o \
                build/target/model/src/ioapic_pin.o \
                build/target/model/src/ioapic_digest.o \
                $(addprefix build/target/model/src/,edu.o msi.o \
                  pci_function.o pci_message.o pci_msix.o soft_pci.o \
                  soft_pci_copy.o soft_pci_layout.o soft_pci_marks.o)
KERNEL_INC   := build/target/inc/bootinfo.inc build/target/inc/frame.inc \
                build/target/inc/smp.inc
KERNEL_LD    := kernel/boot/kernel.ld

COMPILED += $(filter-out %.asm.o,$(KERNEL_OBJ))

# The models play devices at each access of lab code, in counted instructions.
build/target/model/src/%.o: KERNEL_FLAGS += -O2
build/target/kernel/soft/%.o: KERNEL_FLAGS += -O2
build/target/kernel/dev/msi_%.o: KERNEL_FLAGS += -O2

# With several CPUs each instruction is taken once by every CPU that waits.
build/target/labs/03-ioapic/%.o: KERNEL_FLAGS += -O2
build/target/labs/04-smp/scenario.o: KERNEL_FLAGS += -O2
build/target/kernel/cpu/attend.o: KERNEL_FLAGS += -O2
build/target/kernel/cpu/lock.o: KERNEL_FLAGS += -O2

# Only the file that implements the labs' accessors may see their header.
build/target/kernel/core/lab_%.o: KERNEL_ROOTS += -Ikernel/lab

build/target/%.o: %.c
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(CC) $(KERNEL_FLAGS) $(WARNINGS) $(KERNEL_ROOTS) -MMD -MP -c $< -o $@

build/target/%.asm.o: %.asm $(KERNEL_INC)
	$(call say,NASM)
	@mkdir -p $(@D)
	$(Q)$(NASM) -f elf64 -g -F dwarf -w+error -Ibuild/target/inc/ $< -o $@

# Constants that assembly shares with C live in C.
build/target/inc/bootinfo.inc: model/include/model/bootinfo.h
build/target/inc/frame.inc: kernel/include/kernel/frame.h
build/target/inc/smp.inc: kernel/include/kernel/smp_layout.h
$(KERNEL_INC):
	$(call say,INC)
	@mkdir -p $(@D)
	$(Q)sed -n 's/^#define \([A-Z0-9_]*\) *\(0x[0-9a-f]*\)u*.*/%define \1 \2/p' $< >$@

-include $(filter %.d,$(KERNEL_OBJ:.o=.d))
