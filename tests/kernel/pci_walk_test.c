/*
 * tests/kernel/pci_walk_test.c - functions that lie about themselves: the
 * kernel's walkers end, and say what is wrong.
 *
 * A bus of up to four functions, each the model's configuration space with
 * bytes of the test's own on top.
 */
#include <check.h>
#include <string.h>
#include "hw/msi_regs.h"
#include "kernel/pci.h"
#include "model/pci_function.h"

#define ON_BUS   4u
#define ANY      0x1234u
#define MINE     0x11e8u
#define PLACE    0x0020u /* 00:04.0 */
#define MSI_AT   0x40u
#define MSIX_AT  0x60u
#define NO_LIMIT ~0u

static struct {
    struct pci_function f[ON_BUS];
    unsigned count;
    unsigned accesses, vanish_after;
} bus;

static const struct pci_function *at(uint16_t function)
{
    if (++bus.accesses > bus.vanish_after)
        return NULL;
    for (unsigned i = 0; i < bus.count; i++)
        if (bus.f[i].requester == function)
            return &bus.f[i];
    return NULL;
}

static uint32_t fake_read(uint16_t function, unsigned offset, unsigned size)
{
    const struct pci_function *f = at(function);

    ck_assert_uint_lt(offset, PCI_CONFIG_SIZE);
    ck_assert_uint_eq(offset % size, 0);
    return f != NULL ? pci_config_read(f, offset, size) : ~UINT32_C(0);
}

static void fake_write(uint16_t function, unsigned offset, unsigned size,
                       uint32_t value)
{
    struct pci_function *f = (struct pci_function *)(uintptr_t)at(function);

    ck_assert_uint_lt(offset, PCI_CONFIG_SIZE);
    if (f != NULL)
        pci_config_write(f, offset, size, value);
}

static const struct pci_space fake = {.read = fake_read, .write = fake_write};

static struct pci_function *put(uint16_t device, uint16_t requester)
{
    struct pci_function *f = &bus.f[bus.count++];

    pci_function_init(f, ANY, device, requester);
    return f;
}

/* One with MSI, MSI-X, three regions, all sound. */
static struct pci_function *sound(void)
{
    struct pci_function *f;

    bus.count = 0;
    bus.accesses = 0;
    bus.vanish_after = NO_LIMIT;
    f = put(MINE, PLACE);
    pci_add_bar(f, 0, 0x1000, false);
    pci_add_bar(f, 2, 0x4000, true);
    pci_add_msi(f, MSI_AT, 0, true, false);
    pci_add_msix(f, MSIX_AT, 4, 0x1000 | 2, 0x2000 | 2);
    pci_config_write(f, PCI_BAR0, 4, 0xfe000000);
    pci_config_write(f, PCI_BAR0 + 8, 4, 0xfe004000);
    pci_config_write(f, PCI_COMMAND, 2, PCI_COMMAND_MEMORY);
    return f;
}

static enum pci_err look(void)
{
    struct pci_facts facts;
    enum pci_err err = pci_look(&fake, PLACE, &facts);

    ck_assert_uint_lt(bus.accesses, 1000);
    ck_assert_uint_gt(strlen(pci_err_text(err)), 10);
    return err;
}

START_TEST(a_sound_function_is_described)
{
    struct pci_function *f = sound();
    struct pci_facts facts;

    ck_assert_int_eq(pci_look(&fake, PLACE, &facts), PCI_OK);
    ck_assert_uint_eq(facts.msi, MSI_AT);
    ck_assert_uint_eq(facts.msix, MSIX_AT);
    ck_assert_uint_eq(facts.region[0].base, 0xfe000000);
    ck_assert_uint_eq(facts.region[0].size, 0x1000);
    ck_assert_uint_eq(facts.region[2].base, 0xfe004000);
    ck_assert_uint_eq(facts.region[2].size, 0x4000);
    ck_assert(facts.region[2].is_64);
    ck_assert_uint_eq(facts.region[3].size, 0);
    /* All is as before. */
    ck_assert_uint_eq(pci_bar_address(f, 0), 0xfe000000);
    ck_assert_uint_eq(pci_bar_address(f, 2), 0xfe004000);
}
END_TEST

START_TEST(a_list_without_end_is_refused)
{
    struct pci_function *f = sound();

    f->config[MSIX_AT + PCI_CAPABILITY_NEXT] = MSI_AT;
    ck_assert_int_eq(look(), PCI_LIST_LOOP);
    f->config[MSI_AT + PCI_CAPABILITY_NEXT] = MSI_AT;
    ck_assert_int_eq(look(), PCI_LIST_LOOP);
}
END_TEST

START_TEST(a_pointer_into_the_header_is_refused)
{
    struct pci_function *f = sound();

    f->config[MSI_AT + PCI_CAPABILITY_NEXT] = 0x3c;
    ck_assert_int_eq(look(), PCI_LIST_RANGE);
    f->config[PCI_CAPABILITY_POINTER] = 0x04;
    ck_assert_int_eq(look(), PCI_LIST_RANGE);
}
END_TEST

START_TEST(a_capability_past_the_end_is_refused)
{
    struct pci_function *f = sound();

    f->config[MSI_AT + PCI_CAPABILITY_NEXT] = 0xf8;
    f->config[0xf8] = PCI_CAPABILITY_MSIX;
    f->config[0xf9] = 0;
    ck_assert_int_eq(look(), PCI_LIST_RANGE);
}
END_TEST

START_TEST(low_bits_of_pointers_mean_nothing)
{
    struct pci_function *f = sound();

    f->config[PCI_CAPABILITY_POINTER] |= 3;
    f->config[MSI_AT + PCI_CAPABILITY_NEXT] |= 3;
    f->config[MSIX_AT + PCI_CAPABILITY_NEXT] |= 3;
    ck_assert_int_eq(look(), PCI_OK);
}
END_TEST

START_TEST(a_function_without_list_has_none)
{
    struct pci_function *f = sound();
    struct pci_facts facts;

    f->config[PCI_STATUS] = 0;
    ck_assert_int_eq(pci_look(&fake, PLACE, &facts), PCI_OK);
    ck_assert_uint_eq(facts.msi, 0);
    ck_assert_uint_eq(facts.msix, 0);
}
END_TEST

START_TEST(a_table_outside_its_region_is_refused)
{
    struct pci_function *f = sound();

    /* 5 entries are 50h bytes: the last byte of them fits, one more not. */
    f->config[MSIX_AT + MSIX_TABLE] = 0xb0 | 2;
    f->config[MSIX_AT + MSIX_TABLE + 1] = 0x3f;
    ck_assert_int_eq(look(), PCI_OK);
    f->config[MSIX_AT + MSIX_TABLE] = 0xb8 | 2;
    ck_assert_int_eq(look(), PCI_MSIX_OUTSIDE);
    f->config[MSIX_AT + MSIX_TABLE + 3] = 0xff;
    ck_assert_int_eq(look(), PCI_MSIX_OUTSIDE);
}
END_TEST

START_TEST(pending_bits_outside_their_region_are_refused)
{
    struct pci_function *f = sound();

    f->config[MSIX_AT + MSIX_PBA + 1] = 0x40;
    ck_assert_int_eq(look(), PCI_MSIX_OUTSIDE);
}
END_TEST

START_TEST(a_table_in_no_region_is_refused)
{
    struct pci_function *f = sound();

    for (unsigned bir = 0; bir < 8; bir++) {
        f->config[MSIX_AT + MSIX_TABLE] = (uint8_t)bir;
        f->config[MSIX_AT + MSIX_TABLE + 1] = 0;
        ck_assert_int_eq(look(), bir == 0 || bir == 2 ? PCI_OK : PCI_MSIX_BIR);
    }
}
END_TEST

START_TEST(regions_without_base_and_on_top_of_each_other_are_refused)
{
    struct pci_function *f = sound();

    pci_config_write(f, PCI_BAR0 + 8, 4, 0);
    ck_assert_int_eq(look(), PCI_BAR_UNASSIGNED);
    pci_config_write(f, PCI_BAR0 + 8, 4, 0xfe000000);
    ck_assert_int_eq(look(), PCI_BAR_OVERLAP);
    pci_config_write(f, PCI_BAR0 + 8, 4, 0xfe004000);
    pci_config_write(f, PCI_BAR0 + 12, 4, 1);
    ck_assert_int_eq(look(), PCI_BAR_UNREACHABLE);
}
END_TEST

START_TEST(a_function_that_vanishes_is_gone)
{
    struct pci_facts facts;

    sound();
    pci_look(&fake, PLACE, &facts);
    for (unsigned most = bus.accesses; most-- > 0;) {
        sound();
        bus.vanish_after = most;
        ck_assert_int_eq(look(), PCI_GONE);
    }
}
END_TEST

START_TEST(a_bridge_is_no_function)
{
    struct pci_function *f = sound();

    f->config[PCI_HEADER_TYPE] = 1;
    ck_assert_int_eq(look(), PCI_BRIDGE);
}
END_TEST

START_TEST(bases_are_given_in_the_window_and_nowhere_else)
{
    struct pci_window window = {0xfe000100, 0xfe010000};
    struct pci_function *f = sound();

    ck_assert_int_eq(pci_assign(&fake, PLACE, &window), PCI_OK);
    pci_config_write(f, PCI_COMMAND, 2, PCI_COMMAND_MEMORY);
    ck_assert_uint_eq(pci_bar_address(f, 0), 0xfe001000);
    ck_assert_uint_eq(pci_bar_address(f, 2), 0xfe004000);
    ck_assert_uint_eq(window.next, 0xfe008000);
    window.end = 0xfe009000;
    ck_assert_int_eq(pci_assign(&fake, PLACE, &window), PCI_BAR_NO_ROOM);
    ck_assert_int_eq(pci_assign(&fake, 0x0100, &window), PCI_GONE);
}
END_TEST

static void put_bridge(uint16_t requester, uint8_t secondary)
{
    struct pci_function *f = put(0x0001, requester);

    f->config[PCI_HEADER_TYPE] = 1;
    f->config[0x19] = secondary;
}

/* Its bridge passes on a window that firmware has chosen. */
START_TEST(no_bases_are_given_behind_a_bridge)
{
    struct pci_window window = {0xfe000000, 0xfe010000};
    struct pci_function *f = sound();

    f->requester = 0x0100;
    ck_assert_int_eq(pci_assign(&fake, 0x0100, &window), PCI_BAR_ELSEWHERE);
    ck_assert_uint_eq(window.next, 0xfe000000);
    ck_assert_uint_eq(pci_config_read(f, PCI_BAR0, 4), 0xfe000000);
    ck_assert_str_ne(pci_err_text(PCI_BAR_ELSEWHERE), "?");
}
END_TEST

START_TEST(a_function_is_found_behind_a_bridge)
{
    uint16_t function = 0;

    sound();
    ck_assert(pci_find(&fake, ANY, MINE, &function));
    ck_assert_uint_eq(function, PLACE);
    bus.f[0].requester = 0x0508;
    ck_assert(!pci_find(&fake, ANY, MINE, &function));
    put_bridge(0x0008, 5);
    ck_assert(pci_find(&fake, ANY, MINE, &function));
    ck_assert_uint_eq(function, 0x0508);
}
END_TEST

/* Two of a kind: the second is behind the first, and no third is. */
START_TEST(the_next_of_a_kind_is_found)
{
    uint16_t function = 0;

    sound();
    bus.f[0].requester = 0x0020;
    put_bridge(0x0008, 5);
    ck_assert(pci_find(&fake, ANY, MINE, &function));
    ck_assert_uint_eq(function, 0x0020);
    ck_assert(!pci_find_next(&fake, ANY, MINE, &function));
    ck_assert_uint_eq(function, 0x0020);
    function = 0x0018;
    ck_assert(pci_find_next(&fake, ANY, MINE, &function));
    ck_assert_uint_eq(function, 0x0020);
    function = 0xffff;
    ck_assert(!pci_find_next(&fake, ANY, MINE, &function));
}
END_TEST

START_TEST(bridges_in_a_circle_end_the_search)
{
    uint16_t function;

    sound();
    put_bridge(0x0008, 5);
    put_bridge(0x0500, 0);
    put_bridge(0x0508, 5);
    ck_assert(!pci_find(&fake, ANY, 0x4711, &function));
    ck_assert_uint_lt(bus.accesses, 1000);
}
END_TEST

Suite *pci_walk_suite(void)
{
    Suite *suite = suite_create("kernel's PCI walkers");
    TCase *c = tcase_create("functions that lie");

    tcase_add_test(c, a_sound_function_is_described);
    tcase_add_test(c, a_list_without_end_is_refused);
    tcase_add_test(c, a_pointer_into_the_header_is_refused);
    tcase_add_test(c, a_capability_past_the_end_is_refused);
    tcase_add_test(c, low_bits_of_pointers_mean_nothing);
    tcase_add_test(c, a_function_without_list_has_none);
    tcase_add_test(c, a_table_outside_its_region_is_refused);
    tcase_add_test(c, pending_bits_outside_their_region_are_refused);
    tcase_add_test(c, a_table_in_no_region_is_refused);
    tcase_add_test(c,
                   regions_without_base_and_on_top_of_each_other_are_refused);
    tcase_add_test(c, a_function_that_vanishes_is_gone);
    tcase_add_test(c, a_bridge_is_no_function);
    tcase_add_test(c, bases_are_given_in_the_window_and_nowhere_else);
    tcase_add_test(c, no_bases_are_given_behind_a_bridge);
    tcase_add_test(c, a_function_is_found_behind_a_bridge);
    tcase_add_test(c, the_next_of_a_kind_is_found);
    tcase_add_test(c, bridges_in_a_circle_end_the_search);
    suite_add_tcase(suite, c);
    return suite;
}
