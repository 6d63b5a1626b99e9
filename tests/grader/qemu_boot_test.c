/*
 * tests/grader/qemu_boot_test.c - one kernel, every way into QEMU.
 *
 * Lab 02's kernel by the PVH note (-kernel), and by GRUB2 from CD and from
 * disk under BIOS, from CD under UEFI, and behind the menu.  All machines are
 * started at once; each test waits for the words of its own on the debug port.
 * What the interrupts do on QEMU is not asked here, so no step is performed.
 */
#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "memory.h"
#include "remove_tree.h"
#include "run_tool.h"

#define KERNEL  "build/labs/02-lapic/kernel.elf"
#define OVMF    "/usr/share/ovmf/OVMF.fd"
#define POLL_US 50000
#define WAIT_S  120 /* on a busy host; UEFI takes 7 s on an idle one */
/* No plan has that many steps: what QEMU makes of them is asked elsewhere. */
#define ORDER   "seed=7 step=64"

enum way { PVH, BIOS_CD, BIOS_DISK, UEFI_CD, MENU, WAYS };

/* Arguments behind those that all machines share; %s: the ISO's folder. */
static const struct {
    const char *name;
    const char *arguments[6];
    const char *loader;
} ways[WAYS] = {
    [PVH] = {"pvh", {"-kernel", KERNEL, "-append", ORDER}, "PVH"},
    [BIOS_CD] = {"bios-cd", {"-cdrom", "%s/one.iso"}, "Multiboot2"},
    [BIOS_DISK] = {"bios-disk",
                   {"-drive", "file=%s/one.iso,format=raw,snapshot=on"},
                   "Multiboot2"},
    [UEFI_CD] = {"uefi-cd",
                 {"-bios", OVMF, "-cdrom", "%s/one.iso"},
                 "Multiboot2"},
    [MENU] = {"menu", {"-cdrom", "%s/menu.iso"}, "Multiboot2"},
};

static char folder[64];
static pid_t machines[WAYS];

static void make_iso(const char *const argv[])
{
    static struct tool_result result;

    run_tool(argv, NULL, &tool_limits_build, &result);
    ck_assert_msg(tool_succeeded(&result), "mkiso: %s", result.output);
}

static char *iso(const char *name)
{
    return text_format("%s/%s", folder, name);
}

static void make_isos(void)
{
    char *one = iso("one.iso"), *again = iso("again.iso");
    char *with_menu = iso("menu.iso");
    const char *const script = "images/mkiso.sh";

    make_iso(
        (const char *const[]){"/bin/sh", script, one, KERNEL, ORDER, NULL});
    make_iso(
        (const char *const[]){"/bin/sh", script, again, KERNEL, ORDER, NULL});
    make_iso((const char *const[]){"/bin/sh", script, "--menu", with_menu,
                                   KERNEL, NULL});
    free(one);
    free(again);
    free(with_menu);
}

static void become_qemu(enum way way)
{
    char *port = text_format("file:%s/%s.txt", folder, ways[way].name);
    const char *argv[24] = {"qemu-system-x86_64",
                            "-accel",
                            "tcg",
                            "-m",
                            "256",
                            "-display",
                            "none",
                            "-no-reboot",
                            "-net",
                            "none",
                            "-serial",
                            "null",
                            "-monitor",
                            "none",
                            "-debugcon",
                            port};
    int n = 16, null = open("/dev/null", O_RDWR);

    for (int i = 0; i < 6 && ways[way].arguments[i] != NULL; i++) {
        const char *argument = ways[way].arguments[i];
        const char *at = strstr(argument, "%s");

        argv[n++] = at == NULL ? argument
                               : text_format("%.*s%s%s", (int)(at - argument),
                                             argument, folder, at + 2);
    }
    dup2(null, 0);
    execv("/usr/bin/qemu-system-x86_64", (char *const *)(uintptr_t)argv);
    _exit(127);
}

static void start_all(void)
{
    snprintf(folder, sizeof folder, "/tmp/pic2pi.qemu.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    make_isos();
    for (int way = 0; way < WAYS; way++) {
        machines[way] = fork();
        ck_assert_int_ge(machines[way], 0);
        if (machines[way] == 0)
            become_qemu((enum way)way);
    }
}

static void stop_all(void)
{
    for (int way = 0; way < WAYS; way++)
        if (machines[way] > 0) {
            kill(machines[way], SIGKILL);
            waitpid(machines[way], NULL, 0);
        }
    remove_tree(folder);
}

/* What the machine has printed so far. */
static void read_console(enum way way, char text[4096])
{
    char *path = text_format("%s/%s.txt", folder, ways[way].name);
    FILE *file = fopen(path, "r");
    size_t n = file != NULL ? fread(text, 1, 4095, file) : 0;

    text[n] = '\0';
    if (file != NULL)
        fclose(file);
    free(path);
}

static void expect(const char *text, const char *words, const char *way)
{
    ck_assert_msg(strstr(text, words) != NULL, "%s: no \"%s\" in:\n%s", way,
                  words, text);
}

static bool has_ended(enum way way)
{
    char text[4096];

    read_console(way, text);
    return strstr(text, "\nrun ") != NULL;
}

/* A kernel at its end spins, and would take time from those that still boot. */
static void stop_ended(void)
{
    for (int way = 0; way < WAYS; way++)
        if (has_ended((enum way)way))
            kill(machines[way], SIGKILL);
}

START_TEST(the_kernel_runs)
{
    char text[4096];
    char banner[64];

    for (int i = 0; i < WAIT_S * 1000000 / POLL_US; i++) {
        stop_ended();
        if (has_ended((enum way)_i))
            break;
        usleep(POLL_US);
    }
    read_console((enum way)_i, text);
    snprintf(banner, sizeof banner, "pic2pi kernel, loaded by %s\n",
             ways[_i].loader);
    expect(text, banner, ways[_i].name);
    expect(text, "ACPI: 1 CPU, 1 I/O APIC, 8259A pair", ways[_i].name);
    expect(text, _i == MENU ? "seed 1," : "seed 7,", ways[_i].name);
    /* The menu's entries perform their whole plan. */
    expect(text, _i == MENU ? "run " : "run finished", ways[_i].name);
}
END_TEST

START_TEST(the_same_input_gives_the_same_iso)
{
    char *one = iso("one.iso"), *again = iso("again.iso");
    static struct tool_result result;

    run_tool((const char *const[]){"/usr/bin/cmp", one, again, NULL}, NULL,
             &tool_limits_build, &result);
    ck_assert_msg(tool_succeeded(&result), "%s", result.output);
    free(one);
    free(again);
}
END_TEST

Suite *qemu_boot_suite(void)
{
    Suite *suite = suite_create("qemu_boot");
    TCase *t = tcase_create("qemu");

    tcase_add_unchecked_fixture(t, start_all, stop_all);
    tcase_set_timeout(t, WAIT_S + 10);
    tcase_add_test(t, the_same_input_gives_the_same_iso);
    tcase_add_loop_test(t, the_kernel_runs, 0, WAYS);
    suite_add_tcase(suite, t);
    return suite;
}
