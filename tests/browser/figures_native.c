/*
 * tests/browser/figures_native.c - the figures' machines as a program.
 *
 * Reads a line for each call, `apic_take 0` or `pic_line 4 1`, makes it on the
 * models as the host's compiler made them, and prints its result and all that
 * can be seen afterwards.  tests/browser/models.test.mjs makes the same calls
 * in WebAssembly and compares line by line.  No judge of anything itself.
 */
#include <stdio.h>
#include <string.h>

#include "figures.h"

#define WORDS 5

struct machines {
    struct apic_figure apic;
    struct pic_figure pic;
    struct dma_figure dma;
};

static void show(uint32_t value)
{
    printf(" %x", value);
}

static void show_apic(struct apic_figure *f)
{
    for (uint32_t cpu = 0; cpu < FIGURE_CPUS; cpu++) {
        for (uint32_t at = 0x20; at <= 0x320; at += 0x10)
            show(apic_read(f, cpu, at));
        show((uint32_t)apic_irrv(f, cpu));
        show((uint32_t)apic_isrv(f, cpu));
        show(apic_intr(f, cpu));
        show(apic_interrupt_flag(f, cpu));
        show(apic_depth(f, cpu));
        show(apic_handler(f, cpu, 0));
        show(apic_answer(f, cpu));
    }
    for (uint32_t index = 0; index < 0x10 + 2 * FIGURE_PINS; index++)
        show(apic_read_io(f, index));
    for (uint32_t pin = 0; pin < FIGURE_PINS; pin++)
        show(apic_is_high(f, pin));
    show(apic_messages(f));
    show(apic_broadcasts(f));
    show(apic_check(f));
}

static void show_pic(struct pic_figure *f)
{
    show(pic_irr(f));
    show(pic_isr(f));
    show(pic_imr(f));
    show(pic_lines(f));
    show(pic_level_sensed(f));
    show(pic_int(f));
    show((uint32_t)pic_resolve(f));
    for (uint32_t chip = 0; chip < 2; chip++) {
        show(pic_vector_base(f, chip));
        show(pic_lowest(f, chip));
    }
    show((uint32_t)pic_vector_irq(f, 0x29));
    show(pic_automatic(f));
    show((uint32_t)pic_vector(f));
    show(pic_check(f));
}

static void show_dma(struct dma_figure *f)
{
    show(dma_is_master(f));
    show(dma_buffer(f));
    show(dma_own_id(f));
    show(dma_outcome(f));
    show(dma_address(f));
    show(dma_data(f));
    show(dma_requester(f));
    show(dma_overwritten(f));
    show_apic(&f->apic);
}

/* The result of `name`, 0 where it has none; false: no such call. */
static bool call_apic(struct apic_figure *f, const char *name,
                      const uint32_t *a, uint32_t *result)
{
    *result = 0;
    if (strcmp(name, "apic_reset") == 0)
        apic_reset(f, a[0], a[1]);
    else if (strcmp(name, "apic_accept") == 0)
        *result = apic_accept(f, a[0], a[1]);
    else if (strcmp(name, "apic_take") == 0)
        *result = (uint32_t)apic_take(f, a[0]);
    else if (strcmp(name, "apic_end") == 0)
        *result = (uint32_t)apic_end(f, a[0]);
    else if (strcmp(name, "apic_iret") == 0)
        *result = (uint32_t)apic_iret(f, a[0]);
    else if (strcmp(name, "apic_flag") == 0)
        apic_flag(f, a[0], a[1]);
    else if (strcmp(name, "apic_write") == 0)
        apic_write(f, a[0], a[1], a[2]);
    else if (strcmp(name, "apic_write_io") == 0)
        apic_write_io(f, a[0], a[1]);
    else if (strcmp(name, "apic_pin") == 0)
        apic_pin(f, a[0], a[1]);
    else if (strcmp(name, "apic_message") == 0)
        *result = apic_message(f, a[0], a[1], a[2], a[3]);
    else
        return false;
    return true;
}

static bool call_pic(struct pic_figure *f, const char *name, const uint32_t *a,
                     uint32_t *result)
{
    *result = 0;
    if (strcmp(name, "pic_reset") == 0)
        pic_reset(f, a[0]);
    else if (strcmp(name, "pic_line") == 0)
        pic_line(f, a[0], a[1]);
    else if (strcmp(name, "pic_take") == 0)
        *result = (uint32_t)pic_take(f);
    else if (strcmp(name, "pic_write") == 0)
        pic_write(f, a[0], a[1]);
    else
        return false;
    return true;
}

static bool call_dma(struct dma_figure *f, const char *name, const uint32_t *a,
                     uint32_t *result)
{
    *result = 0;
    if (strcmp(name, "dma_reset") == 0)
        dma_reset(f, a[0]);
    else if (strcmp(name, "dma_master") == 0)
        dma_master(f, a[0]);
    else if (strcmp(name, "dma_load") == 0)
        *result = dma_load(f, a[0]);
    else if (strcmp(name, "dma_store") == 0)
        *result = dma_store(f, a[0], a[1]);
    else
        return false;
    return true;
}

static bool run_line(struct machines *m, const char *name, const uint32_t *a)
{
    uint32_t result;

    if (call_apic(&m->apic, name, a, &result)) {
        printf("%x", result);
        show_apic(&m->apic);
    } else if (call_pic(&m->pic, name, a, &result)) {
        printf("%x", result);
        show_pic(&m->pic);
    } else if (call_dma(&m->dma, name, a, &result)) {
        printf("%x", result);
        show_dma(&m->dma);
    } else {
        return false;
    }
    putchar('\n');
    return true;
}

int main(void)
{
    static struct machines m;
    char line[128], name[32];
    uint32_t a[WORDS];

    while (fgets(line, sizeof line, stdin) != NULL) {
        memset(a, 0, sizeof a);
        if (sscanf(line, "%31s %x %x %x %x", name, &a[0], &a[1], &a[2], &a[3]) <
            1)
            continue;
        if (!run_line(&m, name, a)) {
            fprintf(stderr, "figures-native: no call '%s'\n", name);
            return 2;
        }
    }
    return 0;
}
