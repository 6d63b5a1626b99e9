/*
 * kernel/attend.h - CPUs that take interrupts while a step lasts.
 *
 * A scenario that wants an interrupt to arrive at another CPU lets that CPU
 * attend: it spins with IF = 1, makes no mark and touches no device, until
 * CPU 0 ends the step.  Whom to interrupt and how is the scenario's business;
 * parking and handing out work is kernel/smp.h.  Called by the scenarios of
 * labs with several CPUs.
 */
#ifndef KERNEL_ATTEND_H
#define KERNEL_ATTEND_H

/* A step begins: nobody attends. */
void attend_reset(void);

/* Turns are of a waiting loop, and more when a person looks on: smp_patient. */

/* Let `cpu`, which is parked, attend, and wait for at most `turns` turns until
 * it does.  Nothing happens when it is not up. */
void attend_begin(unsigned cpu, unsigned turns);

/* This CPU attends, until attend_over. */
void attend_here(void);

/* Wait, for at most `turns` turns, until `cpus` attend,
 * this one not counted. */
void attend_wait(unsigned cpus, unsigned turns);

/* Those that attend stop; any CPU may say so. */
void attend_over(void);

/* CPU 0: they stop, and CPUs 1..cpus-1 are parked again. */
void attend_end(unsigned cpus);

/* Wait, for at most `turns` turns, until `*count`, which handlers on any CPU
 * raise, is `least`. */
void attend_until(const volatile unsigned *count, unsigned least,
                  unsigned turns);

#endif
