# images/build.mk - what machines boot: the ROM's firmware, and the ISO.
#
# build/images/firmware.bin       the last 64 KiB of each boot ROM; the grader
#                                 puts ROMs together, for each run has its seed
# build/labs/NN-name/kernel.elf   a lab's kernel with its reference solution
# build/labs/NN-name/kernel.bin   the same as the ROM carries it
# build/pic2pi.iso                all of them behind a GRUB menu
# A literal % where one would stand for the stem.
PERCENT := %
LAB_KERNELS := $(patsubst %,build/labs/%/kernel.elf,$(filter \
                 $(notdir $(patsubst %/,%,$(dir $(SOLUTION_C)))),$(LAB_DIRS)))

TEST_NEEDS += $(LAB_KERNELS) $(LAB_KERNELS:.elf=.bin)

build/images/firmware.bin: images/rom.asm build/target/inc/bootinfo.inc
	$(call say,NASM)
	@mkdir -p $(@D)
	$(Q)$(NASM) -f bin -w+error -Ibuild/target/inc/ $< -o $@

# As the grader links a student's object (grader/src/link.c).
$(LAB_KERNELS): build/labs/%/kernel.elf: build/labs/%/base.o \
                $$(filter build/target/solutions/%/$$(PERCENT),$(SOLUTION_O)) \
                build/labs/libsolutions.a $(KERNEL_LD)
	$(call say,LD)
	$(Q)$(LD) -m elf_x86_64 -nostdlib -static --build-id=none \
	    -z max-page-size=4096 -z noexecstack --no-warn-rwx-segments \
	    -T $(KERNEL_LD) -o $@ $(filter-out $(KERNEL_LD),$^)

%/kernel.bin: %/kernel.elf
	$(call say,BIN)
	$(Q)objcopy -O binary $< $@

build/pic2pi.iso: $(LAB_KERNELS) images/mkiso.sh $(wildcard labs/*/checks.c)
	$(call say,ISO)
	$(Q)sh images/mkiso.sh --menu $@ $(LAB_KERNELS)
