/*
 * checks.h - what a lab's checks.c is written with.
 *
 * A lab is data: its checks, each with its sentence and points, and the
 * mistakes it knows by sight.  A check is asked about one window, the record
 * of one plan step; it answers by the words below, which note what was wrong
 * the first time that something is.  Nothing here can see what the guest
 * printed.  Included by labs/NN-name/checks.c, which includes nothing else of
 * the grader; implemented by grader/src/words.c, words_cpus.c and script.c.
 */
#ifndef CHECKS_H
#define CHECKS_H

#include <stdbool.h>
#include <stddef.h>
#include "hw/bits.h"
#include "model/event.h"
#include "model/mark.h"
#include "model/plan.h"

#define NOWHERE ((size_t)-1)

/* ---- what a lab is ---- */

struct record; /* a boot's events and the models' states at each */
struct window;
struct finding;

/* What a check may need of its machine beside the events themselves; where the
 * machine lacks it, the check is skipped and its points count nowhere. */
enum capability {
    CAP_TIME = 1,           /* ticks that measure */
    CAP_STACK_RECORD = 2,   /* which IST stack an interrupt took */
    CAP_LAPIC_ERRORS = 4,   /* ESR, and refusal of vectors below 16 */
    CAP_LAPIC_SPURIOUS = 8, /* INTR stays when TPR rises over a request */
    CAP_PIC_SPURIOUS = 16,  /* a request whose line falls is forgotten */
    CAP_STACK_FAULT = 32,   /* #SS by an address that is not canonical */
    CAP_RETURN_RECORD = 64, /* IRET */
    /* Remote IRR in its own I/O APIC; without it level lines are those of the
     * soft chipset's, GSI 24 and up. */
    CAP_REMOTE_IRR = 128,
    CAP_X2APIC = 256,    /* x2APIC mode */
    CAP_LOWEST = 512,    /* arbitration of lowest-priority messages */
    CAP_HPET_FSB = 1024, /* HPET timers that send messages */
};

struct check {
    const char *id;    /* "lapic-eoi-each"; never changes once published */
    const char *title; /* what is true when it passes, in one line */
    unsigned todo;     /* whose work it judges */
    char part;         /* 'A' or 'B'; 'A' where a lab has no parts */
    unsigned points;
    uint32_t steps;        /* BIT(kind): judged in every step of these kinds */
    uint32_t needs;        /* BIT(todo): other TODOs such a step relies on */
    uint32_t capabilities; /* CAP_ bits; 0: every machine has them */
    bool (*holds)(struct window *w);
    const char *function; /* whose contract owes it: "lapic_eoi" */
    const char *rule;     /* the manual's rule, with its citation */
    const char *place;    /* the second hint: where to look */
    const char *book;     /* anchor: "lapic-eoi" */
};

/* Does one idea explain finding `f` of `check` in this window? */
typedef bool fits_function(const struct window *w, const struct check *check,
                           const struct finding *f);

/* A known mistake: how it looks from outside and what to call it. */
struct mistake {
    const char *id;       /* "eoi-missing" */
    const char *sentence; /* "the handler of %v returned without EOI" */
    const char *remedy;   /* the third hint */
    fits_function *fits;
};

struct lab {
    const char *number; /* "02" */
    const char *name;   /* "02-lapic" */
    const char *title;
    const char *file; /* the student's: "lapic.c" */
    unsigned version; /* goes up when a check or the plan changes */
    unsigned cpus;    /* that its machine needs, at most 4; 0 means 1 */
    bool pci;         /* and functions that send messages, where it has any */
    plan_maker *plan;
    const struct check *checks;
    unsigned check_count;
    const struct mistake *mistakes; /* the first that fits is named */
    unsigned mistake_count;
    const char *const *todos; /* todos[n]: the functions of TODO n */
    unsigned todo_count;
    /* steps[kind]: the timeline's heading, "three self-IPIs at once" */
    const char *const *steps;
    unsigned step_count;
};

/* labs/NN-name/checks.c defines `const struct lab lab_NN_name`, its folder's
 * name with underscores; the list of all is made by the build. */

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* ---- a window and what was found in it ---- */

struct window {
    const struct record *record;
    const struct step *step;
    unsigned number;       /* of the step in the plan */
    size_t first, last;    /* its marks STEP_BEGIN and STEP_END */
    bool complete;         /* false: the run ended inside; last = the end */
    struct finding *found; /* where the words write */
};

enum finding_kind {
    FOUND_NOTHING,
    FOUND_UNEXPECTED,  /* `actual` stands where `expected` should */
    FOUND_MISSING,     /* the window ended before `expected` */
    FOUND_EXTRA,       /* `actual`, and nothing was expected any more */
    FOUND_VALUE,       /* a value: `want` expected, `got` seen */
    FOUND_RULE,        /* a condition of the check's own; see text */
    FOUND_ENDED,       /* the run ended inside the step */
    FOUND_MARKS,       /* the step's marks are not in order */
    FOUND_DISAGREES,   /* record and model disagree */
    FOUND_TODO,        /* a TODO is not done */
    FOUND_NOT_REACHED, /* the run never came to this step */
    FOUND_MODIFIED,    /* kernel text or constants changed */
};

/* One expected event; `any_*` members say what may differ. */
struct expected {
    enum event_kind kind;
    uint16_t vector;     /* EVENT_NO_VECTOR: any */
    enum mark_kind mark; /* for EV_MARK */
    uint8_t cpu;
};

struct finding {
    enum finding_kind kind;
    size_t at; /* index of the event; NOWHERE when there is none */
    struct expected expected;
    uint64_t want, got;
    uint16_t vector; /* the one it is about, or EVENT_NO_VECTOR */
    uint8_t cpu;
    char text[200]; /* one clause, without a full stop */
};

/* ---- events ---- */

size_t event_count(const struct window *w); /* of the record */
const struct event *event_at(const struct window *w, size_t index);

/* Is event `e` a mark of this kind and argument (-1: any)? */
bool is_mark(const struct event *e, enum mark_kind kind, int argument);
unsigned mark_argument(const struct event *e);
uint32_t mark_value_of(const struct event *e);

/* First event in (from, w->last) of `kind` with `vector` (EVENT_NO_VECTOR:
 * any), or NOWHERE.  `from` is w->first to begin. */
size_t find_event(const struct window *w, size_t from, enum event_kind kind,
                  uint16_t vector);
size_t find_mark(const struct window *w, size_t from, enum mark_kind kind,
                 int argument);
/* First register access of `kind` at `reg` (APIC offset or PIC port). */
size_t find_access(const struct window *w, size_t from, enum event_kind kind,
                   uint32_t reg);

/* The same on one CPU alone. */
size_t find_event_on(const struct window *w, size_t from, unsigned cpu,
                     enum event_kind kind, uint16_t vector);
size_t find_access_on(const struct window *w, size_t from, unsigned cpu,
                      enum event_kind kind, uint32_t reg);
size_t find_mark_on(const struct window *w, size_t from, unsigned cpu,
                    enum mark_kind kind, int argument);

/* The first write in (from, w->last) by which `cpu` sends an IPI: of ICR's low
 * half, or of the MSRs ICR and SELF IPI.  The soft chipset's own messages,
 * between its marks SOFT_SEND, are passed over. */
size_t find_send(const struct window *w, size_t from, unsigned cpu);
/* What such a write sends: ICR, 64 bits.  The destination stands where the
 * CPU's mode has it, in bits 63:56 or 63:32. */
uint64_t sent_at(const struct window *w, size_t index);
/* Is `index` an access to the local APIC that the soft chipset makes, for a
 * message of its own? */
bool is_chipsets(const struct window *w, size_t index);
unsigned count_events(const struct window *w, enum event_kind kind,
                      uint16_t vector);

/* The `nth` (from 0) call of the lab's function: indexes of its CALL and
 * RETURN marks.  False when there is none. */
bool find_call(const struct window *w, unsigned function, unsigned nth,
               size_t *call, size_t *ret);

/* ---- the machine: constants of the host, nothing that a run says ---- */

/* Can it not do or show this at all? */
bool machine_lacks(const struct window *w, enum capability capability);
/* The error code by which it names entry `vector` of the IDT. */
uint64_t gate_error(const struct window *w, unsigned vector);

/* ---- states: the models' view just after event `index` ---- */

bool pending_at(const struct window *w, size_t index, unsigned cpu,
                uint8_t vector);
bool in_service_at(const struct window *w, size_t index, unsigned cpu,
                   uint8_t vector);
uint8_t tpr_at(const struct window *w, size_t index, unsigned cpu);
uint8_t ppr_at(const struct window *w, size_t index, unsigned cpu);
uint32_t svr_at(const struct window *w, size_t index, unsigned cpu);
uint32_t ldr_at(const struct window *w, size_t index, unsigned cpu);
bool x2apic_at(const struct window *w, size_t index, unsigned cpu);
/* The redirection entry of a GSI, its level and its Remote IRR.  GSI 0 to 23
 * are the machine's I/O APIC, 24 to 47 the soft chipset's. */
uint64_t entry_at(const struct window *w, size_t index, unsigned gsi);
bool line_at(const struct window *w, size_t index, unsigned gsi);
bool remote_irr_at(const struct window *w, size_t index, unsigned gsi);
/* A register of PCI function `which` (0 edu, 1 the doorbell), 1, 2 or 4 bytes
 * at `offset` of its configuration space; where its region `bar` is, or
 * UINT64_MAX; where its capability `id` is, or 0; a word of entry `n` of the
 * doorbell's MSI-X table, and its pending bit.  As the marks of accesses leave
 * the model, which the oracle holds against what came of them. */
uint32_t pci_at(const struct window *w, size_t index, unsigned which,
                unsigned offset, unsigned size);
uint64_t pci_region_at(const struct window *w, size_t index, unsigned which,
                       unsigned bar);
unsigned pci_capability(const struct window *w, unsigned which, unsigned id);
uint32_t msix_at(const struct window *w, size_t index, unsigned n,
                 unsigned offset);
bool msix_pending_at(const struct window *w, size_t index, unsigned n);
/* Are the functions of this window the machine's own? */
bool pci_is_real(const struct window *w);
/* Bit n: IRQ n. */
uint16_t pic_irr_at(const struct window *w, size_t index);
uint16_t pic_isr_at(const struct window *w, size_t index);
uint16_t pic_imr_at(const struct window *w, size_t index);

/* ---- demands: false and a finding when not so; only the first is kept ---- */

bool require(struct window *w, bool holds, size_t at, uint16_t vector,
             const char *format, ...) __attribute__((format(printf, 5, 6)));
bool require_equal(struct window *w, uint64_t got, uint64_t want, size_t at,
                   const char *what);

/* Events `a` and `b` are both there, and `a` comes first; `text` says it in one
 * clause.  For order between CPUs. */
bool happens_before(struct window *w, size_t a, size_t b, const char *text);

/* The nth call of `function` returned `want`; and, when `reg` is not 0, read
 * the local APIC's `reg` between its call and its return. */
bool returned(struct window *w, unsigned function, unsigned nth, uint64_t want,
              uint32_t reg);

/* ---- scripts: exactly these events, in this order, and nothing else ----
 *
 * Compared with the window's significant events: accept, coalesce, illegal,
 * deliver, eoi (all three kinds), NMI, INIT, SIPI, IRQs' INTA and exceptions
 * (interrupt events that no deliver precedes), and the marks BODY, BODY_END,
 * STUB and POINT. */

#define SCRIPT_MAX 512

struct script {
    unsigned count;
    uint8_t cpu; /* of what is appended next */
    struct expected event[SCRIPT_MAX];
};

/* What is appended from now on happens on `cpu`; 0 to begin with. */
void script_on(struct script *s, unsigned cpu);

void script_event(struct script *s, enum event_kind kind, unsigned vector);
void script_mark(struct script *s, enum mark_kind kind, unsigned argument);

/* Accepted now: EV_ACCEPT. */
void script_accept(struct script *s, unsigned vector);
/* Taken, its body run, retired, with nothing in between:
 * DELIVER, STUB, BODY, BODY_END, EOI. */
void script_service(struct script *s, unsigned vector);
/* The first and the second half of it, for nesting. */
void script_enter(struct script *s, unsigned vector); /* DELIVER STUB BODY */
void script_leave(struct script *s, unsigned vector); /* BODY_END EOI */

/* Does the window show exactly this? */
bool script_holds(struct window *w, const struct script *s);

/* Many CPUs: each one's own significant events are exactly its own script,
 * per_cpu[n] for CPU n, whatever the order between CPUs; and no CPU from
 * `cpus` on shows any.  `script_on` is not needed. */
bool scripts_hold(struct window *w, const struct script *per_cpu,
                  unsigned cpus);

/* Is event `index` one of those that scripts are compared with? */
bool is_significant(const struct window *w, size_t index);

/* ---- for mistakes: what stands at and around the finding ---- */

const struct event *found_event(const struct window *w,
                                const struct finding *f);
bool found_kind(const struct window *w, const struct finding *f,
                enum finding_kind kind, enum event_kind expected);

#endif
