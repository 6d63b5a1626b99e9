/*
 * labs/05-msi/mistakes.h - the mistakes that lab 05 knows by sight.
 *
 * Apart from the checks because they are of another kind: a check says what
 * must be there, a mistake what the record looks like when one idea went wrong.
 */
#ifndef LAB_05_MISTAKES_H
#define LAB_05_MISTAKES_H

#include "checks.h"

#define MSI_MISTAKES 51u

extern const struct mistake msi_mistakes[MSI_MISTAKES];

/* mistakes_find.c */
fits_function msi_mistake_id_last;
fits_function msi_mistake_id_anywhere;
fits_function msi_mistake_id_next_swapped;
fits_function msi_mistake_pointer_bits;
fits_function msi_mistake_pointer_shifted;
fits_function msi_mistake_list_endless;
fits_function msi_mistake_place_known;
fits_function msi_mistake_list_not_followed;
fits_function msi_mistake_dest_not_shifted;
fits_function msi_mistake_dest_as_icr;
fits_function msi_mistake_dest_logical;
fits_function msi_mistake_hint_set;
fits_function msi_mistake_level_set;
fits_function msi_mistake_mode_forgotten;
fits_function msi_mistake_mode_place;
fits_function msi_mistake_message_kept;

/* mistakes_map.c */
fits_function msi_mistake_pointer_ignored;
fits_function msi_mistake_bir_ignored;
fits_function msi_mistake_bir_in_offset;
fits_function msi_mistake_bar_high_ignored;
fits_function msi_mistake_bar_type_bits;
fits_function msi_mistake_offset_shifted;
fits_function msi_mistake_offset_forgotten;

/* mistakes_msi.c */
fits_function msi_mistake_at_forgotten;
fits_function msi_mistake_never_enabled;
fits_function msi_mistake_layout_32;
fits_function msi_mistake_layout_64;
fits_function msi_mistake_high_kept;
fits_function msi_mistake_no_master;
fits_function msi_mistake_command_overwritten;
fits_function msi_mistake_pin_left;
fits_function msi_mistake_claimed_late;
fits_function msi_mistake_enabled_early;
fits_function msi_mistake_off_by_master;
fits_function msi_mistake_off_never;

/* mistakes_msix.c */
fits_function msi_mistake_entry_stride;
fits_function msi_mistake_data_place;
fits_function msi_mistake_entry_high_kept;
fits_function msi_mistake_entry_opened;
fits_function msi_mistake_entry_left_masked;
fits_function msi_mistake_mask_place;
fits_function msi_mistake_mask_inverted;
fits_function msi_mistake_masked_by_zero;
fits_function msi_mistake_entry_torn;
fits_function msi_mistake_msix_never_on;
fits_function msi_mistake_function_masked;
fits_function msi_mistake_msix_not_claimed;
fits_function msi_mistake_rest_open;
fits_function msi_mistake_message_repeated;
fits_function msi_mistake_entries_masked;
fits_function msi_mistake_open_early;

/* One access of lab code to a function: to its configuration space (bar below
 * 0), or to a region. */
struct access {
    size_t at;
    bool is_write;
    unsigned which;
    int bar;
    unsigned offset, size;
    uint32_t value;
};

/* The next one in (access->at, to); begin with its `at` before it. */
bool msi_next_access(const struct window *w, struct access *access, size_t to);

#endif
