/* expect: finished
 * The marks of a handler and nothing else. */
void pic_interrupt(unsigned irq, pic_body *body)
{
    void (*mark)(unsigned kind, unsigned argument) =
        (void (*)(unsigned, unsigned))AT_mark;

    (void)body;
    mark(8, irq);
    mark(9, irq);
}
