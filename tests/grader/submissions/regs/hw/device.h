/*
 * tests/grader/submissions/regs/hw/device.h - a header of registers, as the
 * labs have them in model/regs.  Read by the fixtures only.
 */
#ifndef HW_DEVICE_H
#define HW_DEVICE_H

#define DEVICE_EOI 0x0b0

#endif
