/*
 * tests/kernel/print_test.c - the kernel's small printf beside the host's.
 *
 * kernel/core/print.c runs on the host; the console it writes to is the one
 * below, which keeps the bytes.  What it knows must come out as from printf.
 */
#include <check.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "kernel/console.h"
#include "kernel/print.h"

static struct {
    char text[256];
    size_t length;
} shown;

/* In place of kernel/dev/console.c. */
void console_put(char c)
{
    ck_assert_uint_lt(shown.length, sizeof shown.text - 1);
    shown.text[shown.length++] = c;
    shown.text[shown.length] = '\0';
}

static void expect_same(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

static void expect_same(const char *format, ...)
{
    char want[256];
    va_list arguments;

    shown.length = 0;
    shown.text[0] = '\0';
    va_start(arguments, format);
    vsnprintf(want, sizeof want, format, arguments);
    va_end(arguments);
    va_start(arguments, format);
    print_list(format, arguments);
    va_end(arguments);
    ck_assert_msg(strcmp(shown.text, want) == 0, "%s: '%s', not '%s'", format,
                  shown.text, want);
}

START_TEST(text)
{
    expect_same("plain\n");
    expect_same("100%%");
    expect_same("[%s]", "");
    expect_same("%s and %s", "one", "two");
    expect_same("[%-6s]", "abc");
    expect_same("[%-2s]", "abc");
    expect_same("%c%c", 'o', 'k');
}
END_TEST

START_TEST(unsigned_numbers)
{
    expect_same("%u %u %u", 0u, 1u, UINT_MAX);
    expect_same("%lu", ULONG_MAX);
    expect_same("%x %x", 0u, UINT_MAX);
    expect_same("%lx", ULONG_MAX);
    expect_same("[%4u] [%04u] [%1u]", 42u, 42u, 4242u);
    expect_same("[%016lx] [%02x] [%3x]", 0xfee000b0ul, 9u, 0x10u);
}
END_TEST

START_TEST(signed_numbers)
{
    expect_same("%d %d %d", 0, INT_MAX, INT_MIN);
    expect_same("%ld %ld", LONG_MAX, LONG_MIN);
    expect_same("[%5d] [%05d] [%1d]", -42, -42, -42);
    expect_same("[%5ld] [%3d]", -7l, 7);
}
END_TEST

/* Long arguments must not eat their neighbours. */
START_TEST(mixed_arguments)
{
    expect_same("%s %lx %u %c %ld %d", "a", ~0ul, 1u, 'z', -1l, -2);
}
END_TEST

/* No printf to compare with: a format that stops early prints no zero byte. */
START_TEST(unfinished_formats)
{
    const char *volatile formats[] = {"ab%", "ab%0", "ab%12l"};

    for (size_t i = 0; i < 3; i++) {
        va_list none;

        memset(&none, 0, sizeof none);
        shown.length = 0;
        print_list(formats[i], none);
        ck_assert_uint_eq(shown.length, 2);
    }
    shown.length = 0;
    print("%s", "direct");
    ck_assert_str_eq(shown.text, "direct");
}
END_TEST

Suite *print_suite(void)
{
    Suite *suite = suite_create("print");
    TCase *t = tcase_create("print");

    tcase_add_test(t, text);
    tcase_add_test(t, unsigned_numbers);
    tcase_add_test(t, signed_numbers);
    tcase_add_test(t, mixed_arguments);
    tcase_add_test(t, unfinished_formats);
    suite_add_tcase(suite, t);
    return suite;
}
