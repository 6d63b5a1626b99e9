/*
 * tests/qtest/qtest.h - QEMU's devices without a guest: one request, one
 * answer, over the emulator's qtest protocol.
 *
 * The CPU halts in hlt.asm; reads, writes and configuration cycles come from
 * the test.  What the local APIC is told is read from a trace that QEMU writes
 * before it answers.  For tests only: nothing here is part of the grader.
 */
#ifndef QTEST_H
#define QTEST_H

#include <check.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hw/pci_regs.h"

#define QTEST_ROM  "build/tests/qtest/hlt.rom"
#define QTEST_LINE 9000

struct qtest {
    pid_t pid;
    FILE *to, *from;
    int trace;       /* what QEMU has traced, read from its begin */
    char folder[64]; /* of our own; removed by qtest_stop */
};

static inline void qtest_child(const int in[2], const int out[2],
                               const char *trace, const char *device)
{
    int null = open("/dev/null", O_WRONLY);
    /* clang-format off */
    char *const arguments[] = {
        "qemu-system-x86_64", "-nodefaults", "-no-user-config",
        "-display", "none", "-machine", "q35,accel=tcg", "-m", "16",
        "-bios", QTEST_ROM, "-qtest", "stdio", "-qtest-log", "/dev/null",
        "-device", (char *)device, "-global", "hpet.msi=on",
        "-D", (char *)trace,
        "-trace", "apic_deliver_irq", NULL};
    /* clang-format on */

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(in[0], 0);
    dup2(out[1], 1);
    dup2(null, 2);
    close_range(3, ~0u, 0);
    execvp(arguments[0], arguments);
    _exit(127);
}

static inline void qtest_stop(struct qtest *q)
{
    char path[128];

    kill(q->pid, SIGKILL);
    waitpid(q->pid, NULL, 0);
    fclose(q->to);
    fclose(q->from);
    close(q->trace);
    snprintf(path, sizeof path, "%s/trace", q->folder);
    unlink(path);
    rmdir(q->folder);
}

/* Send one line; the answer's value, 0 when it has none. */
static inline uint64_t qtest_ask(struct qtest *q, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static inline uint64_t qtest_ask(struct qtest *q, const char *format, ...)
{
    char line[QTEST_LINE];
    va_list arguments;

    va_start(arguments, format);
    vfprintf(q->to, format, arguments);
    va_end(arguments);
    fputc('\n', q->to);
    fflush(q->to);
    do
        ck_assert_msg(fgets(line, sizeof line, q->from) != NULL,
                      "QEMU ended: is qemu-system-x86 installed?");
    while (strncmp(line, "EDU:", 4) == 0); /* it says that it cuts */
    ck_assert_msg(strncmp(line, "OK", 2) == 0, "qtest: %s", line);
    return line[2] == ' ' ? strtoull(line + 3, NULL, 16) : 0;
}

/* Start a q35 with `device`. */
static inline struct qtest qtest_start(const char *device)
{
    struct qtest q = {.folder = "/tmp/pic2pi-qtest-XXXXXX"};
    char path[128];
    int in[2], out[2];

    ck_assert_msg(access(QTEST_ROM, R_OK) == 0, QTEST_ROM " is not built");
    ck_assert_ptr_nonnull(mkdtemp(q.folder));
    ck_assert(pipe2(in, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0);
    snprintf(path, sizeof path, "%s/trace", q.folder);
    q.pid = fork();
    if (q.pid == 0)
        qtest_child(in, out, path, device);
    close(in[0]);
    close(out[1]);
    q.to = fdopen(in[1], "w");
    q.from = fdopen(out[0], "r");
    qtest_ask(&q, "readl 0x0"); /* it is up, and its trace file is there */
    q.trace = open(path, O_RDONLY | O_CLOEXEC);
    ck_assert_int_ge(q.trace, 0);
    lseek(q.trace, 0, SEEK_END);
    return q;
}

static inline void qtest_config_at(struct qtest *q, uint16_t requester,
                                   unsigned offset)
{
    uint64_t address = PCI_ADDRESS_ENABLE | (uint64_t)requester << 8 |
                       (offset & PCI_ADDRESS_REGISTER);

    qtest_ask(q, "outl 0x%x 0x%" PRIx64, PCI_CONFIG_ADDRESS, address);
}

static inline uint32_t qtest_config_read(struct qtest *q, uint16_t requester,
                                         unsigned offset, unsigned size)
{
    qtest_config_at(q, requester, offset);
    return (uint32_t)qtest_ask(q, "in%c 0x%x", " bw l"[size],
                               PCI_CONFIG_DATA + (offset & 3));
}

static inline void qtest_config_write(struct qtest *q, uint16_t requester,
                                      unsigned offset, unsigned size,
                                      uint32_t value)
{
    qtest_config_at(q, requester, offset);
    qtest_ask(q, "out%c 0x%x 0x%x", " bw l"[size],
              PCI_CONFIG_DATA + (offset & 3), value);
}

/* An interrupt message that the APIC bus was given. */
struct qtest_irq {
    unsigned dest, dest_mode, delivery_mode, vector, trigger_mode;
};

/* Those since the last call, at most `room`; returns how many there were. */
static inline unsigned qtest_irqs(struct qtest *q, struct qtest_irq *irq,
                                  unsigned room)
{
    char text[QTEST_LINE + 1];
    ssize_t n = read(q->trace, text, QTEST_LINE);
    unsigned count = 0;

    text[n > 0 ? n : 0] = '\0';
    for (const char *p = text; (p = strstr(p, "apic_deliver_irq")) != NULL;
         p++, count++)
        if (count < room)
            ck_assert_int_eq(sscanf(p,
                                    "apic_deliver_irq dest %u dest_mode %u "
                                    "delivery_mode %u vector %u trigger_mode "
                                    "%u",
                                    &irq[count].dest, &irq[count].dest_mode,
                                    &irq[count].delivery_mode,
                                    &irq[count].vector,
                                    &irq[count].trigger_mode),
                             5);
    return count;
}

#endif
