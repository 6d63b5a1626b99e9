/*
 * tests/grader/clangd_test.c - a student's editor understands the lab files.
 *
 * Runs clangd, the language server behind most editors, over a student file,
 * as `make test` leaves the tree: with compile_commands.json made and the
 * repository's .clangd.  It does not judge style or the code itself.
 */
#include <check.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define LOG "build/tests/clangd.log"

/* The lab file of 02 if it is there, else the first lab's; "" if none. */
static void find_student_file(char *path, size_t size)
{
    static const char *const patterns[] = {"labs/02-*/[!pcs]*.c",
                                           "labs/[0-9]*/[!pcs]*.c",
                                           "labs/01-*/pic.c"};

    path[0] = '\0';
    for (size_t i = 0; i < 3 && path[0] == '\0'; i++) {
        glob_t found;

        if (glob(patterns[i], 0, NULL, &found) == 0)
            snprintf(path, size, "%s", found.gl_pathv[0]);
        globfree(&found);
    }
}

static void print_log(void)
{
    char line[512];
    FILE *log = fopen(LOG, "r");

    while (log && fgets(line, sizeof line, log))
        if (line[0] == 'E')
            fputs(line, stdout);
    if (log)
        fclose(log);
    fflush(stdout);
}

START_TEST(clangd_accepts_a_lab_file)
{
    char path[256];
    char command[512];

    find_student_file(path, sizeof path);
    ck_assert_msg(path[0] != '\0', "no student file in labs/*/ to check");
    snprintf(command, sizeof command, "clangd --check=%s >%s 2>&1", path, LOG);

    int status = system(command);

    if (status != 0)
        print_log();
    ck_assert_msg(status != -1 && WIFEXITED(status) && WEXITSTATUS(status) == 0,
                  "clangd --check=%s found errors, see %s", path, LOG);
}
END_TEST

Suite *clangd_suite(void)
{
    Suite *suite = suite_create("clangd");
    TCase *lab = tcase_create("lab file");

    tcase_set_timeout(lab, 60);
    tcase_add_test(lab, clangd_accepts_a_lab_file);
    suite_add_tcase(suite, lab);
    return suite;
}
