/*
 * grader/src/read_bochs_ports.c - [UNMAP ]: writes to ports that nobody has:
 * marks, console bytes, and the rest.  Contract: read_bochs_parts.h.
 *
 * Bochs writes their lines in order with all others, without the CPU: the words
 * of a mark carry it (model/mark.h).
 */
#include <stdlib.h>
#include "read_bochs_parts.h"

static void read_mark(struct bochs_reader *r, const struct line *line,
                      uint32_t header)
{
    struct event event = at(line, EV_MARK);
    unsigned cpu = (unsigned)field_get(header, MARK_CPU);

    event.cpu = (uint8_t)cpu;
    event.reg = (uint32_t)field_get(header, MARK_KIND);
    event.value = header | (uint64_t)r->mark_data[cpu] << 32;
    event.from = take_from(r, cpu);
    r->mark_data[cpu] = 0;
    if (event.reg == MARK_RUN)
        r->started = true;
    add(r, event);
}

static void read_port_write(struct bochs_reader *r, const struct line *line,
                            unsigned bits, uint32_t port, uint32_t value)
{
    struct event event = at(line, EV_PORT_WRITE);

    if (bits == 8 && port == CONSOLE_PORT) {
        trace_console(r->trace, (char)value);
        r->printed++;
        return;
    }
    if (bits == 32 && port == MARK_PORT) {
        read_mark(r, line, value);
        return;
    }
    if (bits == 32 && port >= MARK_DATA && port < MARK_DATA + 16) {
        r->mark_data[(port - MARK_DATA) / 4] = value;
        return;
    }
    if (bits == 32 && port >= MARK_FROM && port < MARK_FROM + 16) {
        r->from_cpu = (port - MARK_FROM) / 4;
        r->mark_from[r->from_cpu] = value;
        return;
    }
    event.reg = port;
    event.value = value;
    add(r, event);
}

void read_unmapped(struct bochs_reader *r, const struct line *line)
{
    const char *p = after(line->text, "unmapped: "), *q; /* Bochs 2.7 */
    unsigned bits;
    char *end;

    if (p == NULL)
        p = line->text; /* Bochs 3 leaves the word out */
    bits = (unsigned)number_to(p, &end, 10);
    q = after(end, "-bit write to ");
    if (q == NULL)
        return;
    uint32_t port = (uint32_t)number_to(q, &end, 16);
    q = after(end, " = ");
    if (q != NULL)
        read_port_write(r, line, bits, port, (uint32_t)number(q, 16));
}
