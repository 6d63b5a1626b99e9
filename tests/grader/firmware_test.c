/*
 * tests/grader/firmware_test.c - labs as a person boots them, where firmware is
 * another and CPUs run at the same time.
 *
 * The ISO on QEMU without -icount, each CPU a thread of its own: by SeaBIOS and
 * by UEFI (OVMF), which give PCI functions their places, by a GRUB that leaves
 * the I/O APIC open, and straight from -kernel.  Each run must come to its end,
 * or say why it does not begin.  The menu names every lab.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include "labs.h"
#include "memory.h"
#include "shell.h"

#define PLACE "build/tests/firmware"
#define MKISO "sh images/mkiso.sh " PLACE "/boot.iso "
#define OVMF  "/usr/share/OVMF/OVMF_CODE_4M.fd"
#define VARS  "/usr/share/OVMF/OVMF_VARS_4M.fd"
#define QEMU                                                                   \
    "qemu-system-x86_64 -nodefaults -no-user-config -display none -vga none "  \
    "-no-reboot -machine q35 -accel tcg -debugcon file:" PLACE "/said "
#define FUNCTIONS                                                              \
    "-device edu -device e1000e,romfile= -device edu,dma_mask=0xffffffff "
/* Six hundred times a tenth of a second: only against a guest that hangs. */
#define IS_OVER "grep -qs '^run ' " PLACE "/said"
#define UNTIL_IT_ENDS                                                          \
    " & p=$!; i=0; "                                                           \
    "until " IS_OVER " || [ $i -ge 600 ] || ! kill -0 $p; "                    \
    "do sleep 0.1; i=$((i + 1)); done; "                                       \
    "kill $p 2>/dev/null; wait $p; cat " PLACE "/said"

static void says(const char *text)
{
    ck_assert_msg(strstr(said, text) != NULL, "no \"%s\" in: %s", text, said);
}

static void begin(void)
{
    mkdir("build/tests", 0777);
    mkdir(PLACE, 0777);
    shell("rm -f " PLACE "/*");
}

START_TEST(the_menu_names_every_lab)
{
    ck_assert_int_eq(shell("sh images/mkiso.sh --menu " PLACE
                           "/boot.iso build/labs/*/kernel.elf"),
                     0);
    ck_assert_int_eq(shell("grep -a ^menuentry " PLACE "/boot.iso"), 0);
    for (unsigned i = 0; i < all_labs_count; i++) {
        char *entry = text_format("menuentry \"%s  %s\" {\n", all_labs[i]->name,
                                  all_labs[i]->title);

        says(entry);
        free(entry);
    }
}
END_TEST

/* A shootdown's target has only so many turns to take it in, and here the
 * sender may take longer to come to it. */
START_TEST(cpus_that_run_at_the_same_time)
{
    shell(QEMU "-m 16 -smp 4 -kernel build/labs/04-smp/kernel.elf "
               "-append seed=7" UNTIL_IT_ENDS);
    says("a step in x2APIC mode is left out: this CPU has none\n");
    says("run finished");
}
END_TEST

/* QEMU ends where MSI-X is switched while the card's throttle runs. */
START_TEST(time_goes_by_as_on_the_host)
{
    shell(QEMU FUNCTIONS "-m 16 -smp 3 -kernel build/labs/05-msi/kernel.elf "
                         "-append seed=7" UNTIL_IT_ENDS);
    says("e1000e, the machine's own");
    says("run finished");
}
END_TEST

START_TEST(a_card_behind_a_bridge_is_left_alone)
{
    shell(QEMU "-device edu -device edu,dma_mask=0xffffffff "
               "-device pcie-root-port,id=bridge,chassis=1 "
               "-device e1000e,bus=bridge,romfile= -m 16 -smp 3 "
               "-kernel build/labs/05-msi/kernel.elf" UNTIL_IT_ENDS);
    says("e1000e, it is behind a bridge");
    says("are soft: played by the kernel");
    says("run finished");
}
END_TEST

START_TEST(too_few_cpus_for_the_lab)
{
    shell(QEMU "-m 16 -kernel build/labs/04-smp/kernel.elf" UNTIL_IT_ENDS);
    says("lab 04-smp needs 4 CPUs, with APIC IDs 0 to 3");
    says("nothing is run");
}
END_TEST

/* Pin 2 is the timer's: level, vector 44h, not masked. */
START_TEST(an_ioapic_that_firmware_left_open)
{
    ck_assert_int_eq(shell("GRUB_BEFORE='write_dword 0xfec00000 0x14\n"
                           "write_dword 0xfec00010 0x8044' " MKISO
                           "build/labs/03-ioapic/kernel.elf seed=7"),
                     0);
    shell(QEMU "-m 16 -smp 2 -D " PLACE "/log -d int -cdrom " PLACE
               "/boot.iso" UNTIL_IT_ENDS);
    says("loaded by Multiboot2");
    says("run finished");
    shell("grep -c ' v=44 ' " PLACE "/log");
    ck_assert_str_eq(said, "0\n");
}
END_TEST

/* Vector 12 without an error code would be a panic. */
START_TEST(a_local_apic_that_delivers_illegal_vectors)
{
    shell(QEMU "-m 16 -kernel build/labs/02-lapic/kernel.elf "
               "-append seed=1" UNTIL_IT_ENDS);
    says("a step is left out: QEMU delivers an illegal vector\n");
    says("run finished");
}
END_TEST

/* 64-bit, with all that UEFI does before. */
START_TEST(by_uefi)
{
    ck_assert_int_eq(shell(MKISO "build/labs/05-msi/kernel.elf seed=7"), 0);
    ck_assert_int_eq(shell("cp " VARS " " PLACE "/vars"), 0);
    shell(QEMU FUNCTIONS
          "-m 128 -smp 3 -drive if=pflash,format=raw,readonly=on,file=" OVMF
          " -drive if=pflash,format=raw,file=" PLACE "/vars -cdrom " PLACE
          "/boot.iso" UNTIL_IT_ENDS);
    says("loaded by Multiboot2");
    says("e1000e, the machine's own");
    says("run finished");
}
END_TEST

Suite *firmware_suite(void)
{
    Suite *suite = suite_create("firmware");
    TCase *tests = tcase_create("people");

    tcase_add_checked_fixture(tests, begin, NULL);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, the_menu_names_every_lab);
    tcase_add_test(tests, cpus_that_run_at_the_same_time);
    tcase_add_test(tests, time_goes_by_as_on_the_host);
    tcase_add_test(tests, a_card_behind_a_bridge_is_left_alone);
    tcase_add_test(tests, too_few_cpus_for_the_lab);
    tcase_add_test(tests, an_ioapic_that_firmware_left_open);
    tcase_add_test(tests, a_local_apic_that_delivers_illegal_vectors);
    tcase_add_test(tests, by_uefi);
    suite_add_tcase(suite, tests);
    return suite;
}
