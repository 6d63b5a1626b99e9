/* expect: finished
 * Writes the functions' own memory, behind their accessors: every byte that
 * looks like an untouched control word becomes an open one. */
void msix_bring_up(uint16_t function, const struct message *messages,
                   unsigned count)
{
    volatile uint32_t *soft = (volatile uint32_t *)AT_soft_functions;
    unsigned n = 0;

    pci_claim(function);
    for (unsigned i = 0; i + 3 < 3000 && n < count; i++)
        if (soft[i] == 0 && soft[i + 1] == 0 && soft[i + 2] == 0 &&
            soft[i + 3] == 1) {
            soft[i] = (uint32_t)messages[n].address;
            soft[i + 2] = messages[n].data;
            soft[i + 3] = 0;
            n++;
        }
}
