/*
 * grader/src/oracle_pci.c - the PCI functions in the replay of a record.
 * Contract: oracle_parts.h.
 *
 * Their inputs are marks, for they live in the guest or are behind ports that
 * the record does not show.  The model says after each input which messages
 * leave.  Those of the soft chipset must be sent by an ICR, in that order and
 * before the next input, and no others; those of the machine's own functions
 * must be accepted by the CPUs that they address.
 */
#include "oracle_parts.h"

static enum soft_op op_of(const struct event *e)
{
    return (enum soft_op)field_get(mark_arg(e), MARK_SOFT_OP);
}

static unsigned detail_of(const struct event *e)
{
    return (unsigned)field_get(mark_arg(e), MARK_SOFT_DETAIL);
}

static bool is_real(const struct replayed_pci *pci)
{
    return pci->model.layout == SOFT_PCI_REAL;
}

void pci_settle(struct oracle *o)
{
    struct replayed_pci *pci = &o->pci;

    if (pci->due_count > 0)
        disagree(o, "PCI function %u owes a message of vector 0x%02x",
                 (unsigned)soft_pci_of_requester(pci->due[0].requester),
                 (unsigned)field_get(pci->due[0].data, MSI_DATA_VECTOR));
    pci->due_count = 0;
}

/* An IPI cannot say what some messages ask for, and no local APIC takes a
 * vector below 16.  [SDM3 10.6.1 "Interrupt Command Register (ICR)"] */
bool pci_is_sendable(const struct lapic_message *m)
{
    switch (m->delivery_mode) {
    case LAPIC_DELIVERY_FIXED:
    case LAPIC_DELIVERY_LOWEST:
        return m->sent && m->vector >= FIRST_VECTOR;
    case LAPIC_DELIVERY_NMI:
    case LAPIC_DELIVERY_INIT:
        return m->sent;
    default:
        return false;
    }
}

/* The machine's own sends at once. */
static void send_real(struct oracle *o, const struct lapic_message *message)
{
    bus_settle(o, SENDER_PCI);
    (void)bus_deliver(o, SENDER_PCI, message);
}

static void collect(struct oracle *o)
{
    struct replayed_pci *pci = &o->pci;
    struct msi_message message;

    while (soft_pci_next(&pci->model, &message)) {
        struct lapic_message decoded = msi_decode(&message);

        if (!pci_is_sendable(&decoded))
            continue;
        if (is_real(pci))
            send_real(o, &decoded);
        else if (pci->due_count < PCI_DUE_MAX)
            pci->due[pci->due_count++] = message;
    }
}

static void compare_read(struct oracle *o, const struct event *e)
{
    uint32_t model = soft_pci_reads(&o->pci.model, op_of(e), detail_of(e));

    if (is_real(&o->pci))
        return; /* more registers than the model has */
    o->record->reads_compared++;
    if (model != mark_data(e))
        disagree(o, "PCI access 0x%03x read as 0x%x, the model says 0x%x",
                 detail_of(e), mark_data(e), model);
}

/* The kernel lets a copy end only where one waits. */
static bool is_copying(const struct replayed_pci *pci, unsigned which)
{
    struct edu_copy copy;

    return which < SOFT_PCI_FUNCTIONS &&
           soft_pci_copy_waits(&pci->model, (enum soft_pci_which)which, &copy);
}

void replay_pci_mark(struct oracle *o, const struct event *e)
{
    enum soft_op op = op_of(e);

    if (op < SOFT_PCI_RESET || op > SOFT_COPY_DATA)
        return;
    pci_settle(o);
    if (op == SOFT_PCI_RESET)
        o->pci.is_on = true;
    if (!o->pci.is_on)
        disagree(o, "a PCI function was used that is not there");
    else if (op == SOFT_COPY && !is_copying(&o->pci, detail_of(e)))
        disagree(o, "a copy of PCI function %u ended that never began",
                 detail_of(e));
    else if (soft_pci_apply(&o->pci.model, op, detail_of(e), mark_data(e)))
        collect(o);
    else
        compare_read(o, e);
}

/* Between steps the kernel takes them away, without a mark. */
void pci_off(struct oracle *o)
{
    pci_settle(o);
    o->pci.is_on = false;
}

static bool is_same(const struct lapic_message *a,
                    const struct lapic_message *b)
{
    return a->delivery_mode == b->delivery_mode && a->vector == b->vector &&
           a->dest == b->dest && a->dest_logical == b->dest_logical &&
           b->shorthand == LAPIC_SHORTHAND_NONE;
}

void pci_sent(struct oracle *o, unsigned which,
              const struct lapic_message *message)
{
    struct replayed_pci *pci = &o->pci;
    struct lapic_message due;
    unsigned owes;

    if (pci->due_count == 0) {
        disagree(o, "a PCI function sent 0x%02x, and nothing asked for it",
                 message->vector);
        return;
    }
    due = msi_decode(&pci->due[0]);
    owes = soft_pci_of_requester(pci->due[0].requester);
    pci->due_count--;
    for (unsigned i = 0; i < pci->due_count; i++)
        pci->due[i] = pci->due[i + 1];
    if (which != owes)
        disagree(o, "PCI function %u sent 0x%02x, which function %u owes",
                 which, message->vector, owes);
    else if (!is_same(&due, message))
        disagree(o,
                 "a PCI function sent 0x%02x to 0x%x, the model says 0x%02x to "
                 "0x%x",
                 message->vector, message->dest, due.vector, due.dest);
}
