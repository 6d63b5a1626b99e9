/*
 * tests/grader/compile_test.c - a student's text, honest or not, to an object.
 *
 * Each bad text has the named result and the line that the student is told;
 * each good one gives a kernel.  What the object may hold is admit_test.c.
 */
#include "submission_lab.h"

static struct lab lab;

static void make(void)
{
    lab_make(&lab);
}

static void clear(void)
{
    lab_remove(&lab);
}

struct text_case {
    const char *name;
    const char *text;
    enum submit_err err;
    unsigned line;
};

static const struct text_case texts[] = {
    {"right", REST, SUBMIT_OK, 0},
    {"freestanding headers",
     "#include <stdint.h>\n#include <stdbool.h>\n#include <stddef.h>\n"
     "#include <stdarg.h> /* why not */\n#include \"hw/device.h\" // too" REST,
     SUBMIT_OK, 0},
    {"carriage returns",
     "#include <stdint.h>\r\n#include \"hw/device.h\"\r" REST, SUBMIT_OK, 0},
    {"include in a comment", "/* \n#include <stdio.h>\n*/ // #embed" REST,
     SUBMIT_OK, 0},
    {"include in a string", "static const char *s = \"\\\n#include <x>\";" REST,
     SUBMIT_OK, 0},
    {"one byte", "x", SUBMIT_COMPILE, 1},
    {"empty", "", SUBMIT_EMPTY, 0},
    {"blank", " \n\t\r\n", SUBMIT_EMPTY, 0},
    {"syntax", "\n\nint x = ;" REST, SUBMIT_COMPILE, 3},
    {"libc", "#include <stdio.h>" REST, SUBMIT_INCLUDE, 1},
    {"kernel", "\n#include \"kernel/trap.h\"" REST, SUBMIT_INCLUDE, 2},
    {"device file", "#include \"/dev/zero\"" REST, SUBMIT_INCLUDE, 1},
    {"passwd", "#include </etc/passwd>" REST, SUBMIT_INCLUDE, 1},
    {"parent", "#include \"lab/../../api.c\"" REST, SUBMIT_INCLUDE, 1},
    {"parent of a header", "#include \"lab/../../lab/lab/device.h\"" REST,
     SUBMIT_INCLUDE, 1},
    {"itself", "#include \"device.c\"" REST, SUBMIT_INCLUDE, 1},
    {"include_next", "#include_next <stdint.h>" REST, SUBMIT_INCLUDE, 1},
    {"import", "#import \"lab/device.h\"" REST, SUBMIT_INCLUDE, 1},
    {"computed", "#define H </etc/passwd>\n#include H" REST, SUBMIT_INCLUDE, 2},
    {"computed late", "#define H <stdint.h\n#include <stdint.h> H" REST,
     SUBMIT_INCLUDE, 2},
    {"spliced", "#inc\\\nlude <stdio.h>" REST, SUBMIT_INCLUDE, 1},
    {"spliced with blanks", "#inc\\  \nlude <stdio.h>" REST, SUBMIT_INCLUDE, 1},
    {"trigraph", "?\?=include <stdio.h>" REST, SUBMIT_INCLUDE, 1},
    {"trigraph splice", "\n#in?\?/\nclude <stdio.h>" REST, SUBMIT_INCLUDE, 2},
    {"carriage return", "int x;\r#include <stdio.h>" REST, SUBMIT_INCLUDE, 2},
    {"digraph", "%:include <stdio.h>" REST, SUBMIT_INCLUDE, 1},
    {"commented", "/**/ # /**/ include /**/ <stdio.h>" REST, SUBMIT_INCLUDE, 1},
    {"after a string", "char *s = \"/*\";\n#include <stdio.h>\n//*/" REST,
     SUBMIT_INCLUDE, 2},
    {"after a quote", "#if 0\ndon't /*\n#endif\n#include <a.h>\n//*/" REST,
     SUBMIT_INCLUDE, 4},
    {"embed", "int x[] = {\n#embed \"/etc/passwd\"\n};" REST, SUBMIT_EMBED, 2},
    {"incbin", "\n__asm__(\".incbin \\\"/etc/passwd\\\"\");" REST,
     SUBMIT_INCBIN, 2},
    {"incbin in parts", "__asm__(\".INC\" /**/ \"BIN 'x'\");" REST,
     SUBMIT_INCBIN, 1},
    {"assembler's include", "__asm__(\".include \\\"/etc/passwd\\\"\");" REST,
     SUBMIT_INCBIN, 1},
    {"incbin by a macro",
     "#define S(...) #__VA_ARGS__\n"
     "__asm__(S(.section .rodata) \"\\n\" S(.incbin \"/usr/bin/true\",0,8)\n"
     "\"\\n.text\");" REST,
     SUBMIT_READ_OUTSIDE, 0},
    {"incbin by the assembler's macro",
     "__asm__(\".macro m\\n.inc\\\\()bin \\\"/usr/bin/true\\\",0,8\\n"
     ".endm\\n.data\\nm\\n.text\");" REST,
     SUBMIT_READ_OUTSIDE, 0},
    {"line", "#line 1 \"/etc/passwd\"" REST, SUBMIT_LINE, 1},
    {"line marker", "# 1 \"/etc/passwd\"" REST, SUBMIT_LINE, 1},
    {"warning by pragma", "#pragma GCC warning \"hm\"" REST, SUBMIT_OK, 0},
    {"error by pragma", "_Pragma(\"GCC error \\\"hm\\\"\")" REST,
     SUBMIT_COMPILE, 1},
    {"error directive that lies", "#error No space left on device" REST,
     SUBMIT_COMPILE, 1},
    {"poison", "#pragma GCC poison device_eoi" REST, SUBMIT_COMPILE, 3},
    {"unterminated", "/* " REST, SUBMIT_COMPILE, 1},
    {"array that is too large", "char big[1 << 30] = {1};" REST,
     SUBMIT_COMPILE_LIMIT, 0},
    {"fill by asm", "__asm__(\".data\\n.fill 100000000,1,1\\n.text\");" REST,
     SUBMIT_COMPILE_LIMIT, 0},
    {"macro that grows",
     "#define A(x) x x x x x x x x x x x x x x x x\n"
     "#define B(x) A(A(A(A(x))))\nint z = 0 B(B(+1));" REST,
     SUBMIT_COMPILE_LIMIT, 0},
};

START_TEST(text_gives_its_named_result)
{
    const struct text_case *t = &texts[_i];
    struct outcome out;

    lab_submit(&lab, t->text, &out);
    ck_assert_msg(out.err == t->err && out.why.line == t->line,
                  "%s: %s at line %u, not %s at line %u: %s", t->name,
                  submit_err_name(out.err), out.why.line,
                  submit_err_name(t->err), t->line, out.why.text);
    ck_assert_msg(!out.err == !out.why.text[0], "%s: a sentence or none",
                  t->name);
    outcome_free(&out);
}
END_TEST

/* Without bubblewrap the same texts are refused by the same names. */
START_TEST(limits_alone_refuse_the_same)
{
    const struct text_case *t = &texts[_i];
    struct outcome out;

    lab.box.bubblewrap = false;
    lab_submit(&lab, t->text, &out);
    ck_assert_msg(out.err == t->err, "%s: %s: %s", t->name,
                  submit_err_name(out.err), out.why.text);
    outcome_free(&out);
}
END_TEST

START_TEST(messages_name_the_students_file_only)
{
    struct outcome out;

    lab.box.bubblewrap = _i == 0;
    lab_submit(&lab, "int unused(void)\n{\n    int x;\n    return y;\n}" REST,
               &out);
    ck_assert_int_eq(out.err, SUBMIT_COMPILE);
    ck_assert_ptr_nonnull(strstr(out.build.messages, "device.c:4:12: error"));
    ck_assert_ptr_nonnull(strstr(out.build.messages, "device.c:3:9: warning"));
    ck_assert_ptr_null(strstr(out.build.messages, "/w"));
    ck_assert_ptr_null(strstr(out.build.messages, "/tmp"));
    ck_assert_ptr_nonnull(strstr(out.why.text, "device.c:4: "));
    outcome_free(&out);
}
END_TEST

START_TEST(warnings_are_shown_and_not_fatal)
{
    struct outcome out;

    lab_submit(&lab, "static int unused;" REST, &out);
    ck_assert_int_eq(out.err, SUBMIT_OK);
    ck_assert_ptr_nonnull(strstr(out.build.messages, "warning"));
    outcome_free(&out);
}
END_TEST

START_TEST(flood_of_errors_is_bounded_and_printable)
{
    enum { LINES = 20000 };
    char *text = malloc(LINES * 8 + 1);
    struct outcome out;

    for (size_t i = 0; i < LINES; i++)
        memcpy(text + i * 8, "\033]\377y z;\n", 8);
    text[LINES * 8] = '\0';
    lab_submit(&lab, text, &out);
    ck_assert_int_eq(out.err, SUBMIT_COMPILE);
    ck_assert_uint_le(strlen(out.build.messages), TOOL_OUTPUT_MAX);
    ck_assert_ptr_null(strchr(out.build.messages, '\033'));
    ck_assert_ptr_null(strchr(out.build.messages, '\377'));
    outcome_free(&out);
    free(text);
}
END_TEST

/* A file of the host, reached past the vetting: its words are not shown. */
START_TEST(assembler_does_not_quote_other_files)
{
    struct outcome out;
    char text[512], path[128];

    snprintf(path, sizeof path, "%s/secret", lab.dir);
    FILE *secret = fopen(path, "w");
    ck_assert_ptr_nonnull(secret);
    fputs("secret words\n", secret);
    fclose(secret);
    snprintf(text, sizeof text,
             "__asm__(\".macro m\\n.inc\\\\()lude \\\"%s\\\"\\n.endm\\nm\");",
             path);
    lab.box.bubblewrap = _i == 0;
    lab_submit(&lab, text, &out);
    ck_assert_int_eq(out.err, SUBMIT_COMPILE);
    ck_assert_ptr_null(strstr(out.build.messages, "secret words"));
    ck_assert_ptr_null(strstr(out.why.text, "secret words"));
    outcome_free(&out);
}
END_TEST

Suite *compile_suite(void)
{
    Suite *s = suite_create("compile");
    TCase *tc = tcase_create("text");

    tcase_add_unchecked_fixture(tc, make, clear);
    tcase_set_timeout(tc, 60);
    tcase_add_loop_test(tc, text_gives_its_named_result, 0,
                        sizeof texts / sizeof *texts);
    tcase_add_loop_test(tc, limits_alone_refuse_the_same, 0,
                        sizeof texts / sizeof *texts);
    tcase_add_loop_test(tc, messages_name_the_students_file_only, 0, 2);
    tcase_add_test(tc, warnings_are_shown_and_not_fatal);
    tcase_add_test(tc, flood_of_errors_is_bounded_and_printable);
    tcase_add_loop_test(tc, assembler_does_not_quote_other_files, 0, 2);
    suite_add_tcase(s, tc);
    return s;
}
