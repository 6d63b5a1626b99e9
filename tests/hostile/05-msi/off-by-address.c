/* expect: finished
 * Switches the soft functions off, so that its accesses go nowhere. */
void msi_enable(uint16_t function, const struct message *message)
{
    void (*off)(void) = (void (*)(void))AT_soft_functions_off;

    (void)function;
    (void)message;
    off();
}
