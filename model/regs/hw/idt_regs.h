/*
 * model/regs/hw/idt_regs.h - interrupt vectors and the gates behind them.
 *
 * A 64-bit gate is two qwords, low first.  [SDM3 6.14.1 "64-Bit Mode IDT"]
 *
 *   63          48 47 46 45 44 43  40 39   35 34 32 31      16 15           0
 *  | offset 31:16 | P | DPL | 0 | type | rsvd  | IST | selector | offset 15:0 |
 *  |           reserved (63:32)        |        offset 63:32 (31:0)          |
 *
 * Layout only.  Used by the kernel, labs (lab 00) and the grader.
 */
#ifndef HW_IDT_REGS_H
#define HW_IDT_REGS_H

#include "hw/bits.h"

#define IDT_ENTRIES            256
#define IDT_GATE_BYTES         16

/* First qword. */
#define IDT_GATE_OFFSET_MIDDLE BITS(63, 48) /* offset 31:16 */
#define IDT_GATE_PRESENT       BIT(47)
#define IDT_GATE_DPL           BITS(46, 45) /* who may INT n to it */
#define IDT_GATE_ZERO          BIT(44)      /* 0: a system descriptor */
#define IDT_GATE_TYPE          BITS(43, 40)
#define IDT_GATE_RSVD          BITS(39, 35)
#define IDT_GATE_IST           BITS(34, 32) /* 0 = keep the stack */
#define IDT_GATE_SELECTOR      BITS(31, 16)
#define IDT_GATE_OFFSET_LOW    BITS(15, 0) /* offset 15:0 */

/* Second qword. */
#define IDT_GATE_HIGH_RSVD     BITS(63, 32)
#define IDT_GATE_OFFSET_HIGH   BITS(31, 0) /* offset 63:32 */

/* The same three pieces as they lie in the handler's address. */
#define IDT_OFFSET_63_32       BITS(63, 32)
#define IDT_OFFSET_31_16       BITS(31, 16)
#define IDT_OFFSET_15_0        BITS(15, 0)

/* An interrupt gate clears IF on the way in, a trap gate does not.
 * [SDM3 6.12.1.2 "Flag Usage By Exception- or Interrupt-Handler Procedure"] */
#define IDT_TYPE_INTERRUPT     0xe
#define IDT_TYPE_TRAP          0xf

/* Exceptions.  [SDM3 6.3.1 "External Interrupts"]: 32 and up are free. */
#define VECTOR_DE              0 /* divide error */
#define VECTOR_DB              1 /* debug */
#define VECTOR_NMI             2
#define VECTOR_BP              3  /* breakpoint */
#define VECTOR_OF              4  /* overflow */
#define VECTOR_BR              5  /* bound range */
#define VECTOR_UD              6  /* invalid opcode */
#define VECTOR_NM              7  /* device not available */
#define VECTOR_DF              8  /* double fault */
#define VECTOR_TS              10 /* invalid TSS */
#define VECTOR_NP              11 /* segment not present */
#define VECTOR_SS              12 /* stack segment */
#define VECTOR_GP              13 /* general protection */
#define VECTOR_PF              14 /* page fault */
#define VECTOR_MF              16 /* x87 error */
#define VECTOR_AC              17 /* alignment check */
#define VECTOR_MC              18 /* machine check */
#define VECTOR_XM              19 /* SIMD error */
#define VECTOR_VE              20 /* virtualization */
#define VECTOR_CP              21 /* control protection: CPUs with CET */
#define VECTOR_FIRST_FREE      32

// tag::error-codes[]
/* Bit v: the CPU pushes an error code for exception v (never for INT v or an
 * external interrupt).  [SDM3 6.13 "Error Code"] */
#define VECTORS_WITH_ERROR_CODE                                                \
    (BIT(VECTOR_DF) | BIT(VECTOR_TS) | BIT(VECTOR_NP) | BIT(VECTOR_SS) |       \
     BIT(VECTOR_GP) | BIT(VECTOR_PF) | BIT(VECTOR_AC) | BIT(VECTOR_CP))
// end::error-codes[]

/* Error code that names a selector.  [SDM3 6.13 "Error Code"] */
#define SELECTOR_ERROR_RSVD     BITS(31, 16)
#define SELECTOR_ERROR_INDEX    BITS(15, 3)
#define SELECTOR_ERROR_TI       BIT(2) /* with IDT=0: 1 = LDT, 0 = GDT */
#define SELECTOR_ERROR_IDT      BIT(1) /* the index is a vector */
#define SELECTOR_ERROR_EXT      BIT(0) /* came from outside the program */

/* Error code of a page fault.  [SDM3 4.7 "Page-Fault Exceptions"] */
#define PAGE_FAULT_RSVD         (BITS(31, 16) | BITS(14, 6))
#define PAGE_FAULT_SGX          BIT(15)
#define PAGE_FAULT_PK           BIT(5) /* protection key */
#define PAGE_FAULT_I            BIT(4) /* instruction fetch */
#define PAGE_FAULT_RESERVED_BIT BIT(3) /* reserved bit set in an entry */
#define PAGE_FAULT_U            BIT(2) /* user-mode access */
#define PAGE_FAULT_W            BIT(1) /* write */
#define PAGE_FAULT_P            BIT(0) /* 0 = not present, 1 = forbidden */

#endif
