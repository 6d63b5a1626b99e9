/* expect: finished panic triple-fault tick-limit
 * Starts the kernel's runner anew from inside a step. */
void lapic_enable(uint8_t spurious_vector)
{
    struct {
        uint64_t seed;
        uint64_t rest[2];
    } options = {spurious_vector, {0, 0}};

    ((void (*)(void *))AT_runner_run)(&options);
}
