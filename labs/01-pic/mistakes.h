/*
 * labs/01-pic/mistakes.h - the mistakes that lab 01 knows by sight.
 *
 * Apart from the checks because they are of another kind: a check says what
 * must be there, a mistake what the record looks like when one idea went wrong.
 */
#ifndef LAB_01_MISTAKES_H
#define LAB_01_MISTAKES_H

#include "checks.h"

#define PIC_MISTAKES 55u

extern const struct mistake pic_mistakes[PIC_MISTAKES];

/* mistakes_init.c */
fits_function pic_mistake_slave_not_initialised;
fits_function pic_mistake_icw4_not_announced;
fits_function pic_mistake_icw1_single_or_level;
fits_function pic_mistake_icws_to_command;
fits_function pic_mistake_icw2_after_icw3;
fits_function pic_mistake_icw2_not_given;
fits_function pic_mistake_icw2_swapped;
fits_function pic_mistake_icw2_consecutive;
fits_function pic_mistake_icw2_not_a_base;
fits_function pic_mistake_icw3_master_number;
fits_function pic_mistake_icw3_slave_bitmap;
fits_function pic_mistake_icw4_missing;
fits_function pic_mistake_icw4_aeoi;
fits_function pic_mistake_init_leaves_open;
fits_function pic_mistake_init_masks_first;
fits_function pic_mistake_init_mask_opens;
fits_function pic_mistake_ocw1_to_command;
fits_function pic_mistake_mask_inverted;
fits_function pic_mistake_mask_slave_on_master;
fits_function pic_mistake_mask_slave_bit;
fits_function pic_mistake_mask_clobbers;
fits_function pic_mistake_mask_by_number;
fits_function pic_mistake_mask_toggles;
fits_function pic_mistake_cascade_masked;
fits_function pic_mistake_mask_touches_cascade;

/* mistakes_eoi.c */
fits_function pic_mistake_eoi_slave_missing;
fits_function pic_mistake_eoi_master_missing;
fits_function pic_mistake_eoi_both_always;
fits_function pic_mistake_eoi_missing;
fits_function pic_mistake_eoi_twice;
fits_function pic_mistake_eoi_early;
fits_function pic_mistake_eoi_rotates;
fits_function pic_mistake_eoi_slave_line;
fits_function pic_mistake_eoi_master_line;
fits_function pic_mistake_eoi_no_line;
fits_function pic_mistake_eoi_to_data;
fits_function pic_mistake_ocw3_missing;
fits_function pic_mistake_ocw3_exchanged;
fits_function pic_mistake_ocw3_master_only;
fits_function pic_mistake_reads_imr;
fits_function pic_mistake_reads_master_only;
fits_function pic_mistake_bytes_exchanged;

/* mistakes_serve.c */
fits_function pic_mistake_body_not_called;
fits_function pic_mistake_opens_if;
fits_function pic_mistake_body_twice;
fits_function pic_mistake_seven_told_by_isr;
fits_function pic_mistake_spurious_runs_body;
fits_function pic_mistake_spurious_7_eoi;
fits_function pic_mistake_spurious_15_no_eoi;
fits_function pic_mistake_spurious_15_slave_eoi;
fits_function pic_mistake_spurious_by_number;
fits_function pic_mistake_spurious_never;
fits_function pic_mistake_spurious_by_irr;
fits_function pic_mistake_spurious_15_asks_master;
fits_function pic_mistake_spurious_inverted;

/* The head of each. */
#define FITS(name)                                                             \
    bool pic_mistake_##name(const struct window *w, const struct check *check, \
                            const struct finding *f)

/* mistakes_find.c: is it the check of this id?  The call of `function` whose
 * return is the finding's place, or NOWHERE. */
bool pic_is_check(const struct check *check, const char *id);
size_t pic_found_call(const struct window *w, const struct finding *f,
                      unsigned function);

#endif
