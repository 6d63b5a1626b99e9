/*
 * grader/src/cmd_labs.c - `pic2pi labs`: what there is to do, and what is done.
 *
 * One line a lab: name, title, checks, points, the one file to edit, and how
 * far it is: its TODOs as the file stands, and the last grade (progress.h).
 * Lines begin with the name, so that scripts can cut the first word.
 */
#include <stdio.h>
#include <string.h>
#include "commands.h"
#include "labs.h"
#include "memory.h"
#include "options.h"
#include "progress.h"
#include "sha256.h"

#define TODOS_MAX 32u

static unsigned points(const struct lab *lab, char part)
{
    unsigned sum = 0;

    for (unsigned c = 0; c < lab->check_count; c++)
        if (part == 0 || lab->checks[c].part == part)
            sum += lab->checks[c].points;
    return sum;
}

static int longest(char *(*text_of)(const struct lab *lab))
{
    size_t most = 0;

    for (unsigned i = 0; i < all_labs_count; i++) {
        char *text = text_of(all_labs[i]);

        most = strlen(text) > most ? strlen(text) : most;
        free(text);
    }
    return (int)most;
}

static char *name_of(const struct lab *lab)
{
    return text_copy(lab->name);
}

static char *title_of(const struct lab *lab)
{
    return text_copy(lab->title);
}

static char *points_of(const struct lab *lab)
{
    if (points(lab, 'B') == 0)
        return text_format("%u points", points(lab, 0));
    return text_format("%u points (A %u, B %u)", points(lab, 0),
                       points(lab, 'A'), points(lab, 'B'));
}

static char *file_of(const struct lab *lab)
{
    return text_format("labs/%s/%s", lab->name, lab->file);
}

static void print_cell(char *(*text_of)(const struct lab *lab),
                       const struct lab *lab)
{
    char *text = text_of(lab);

    printf("%-*s  ", longest(text_of), text);
    free(text);
}

static void print_lab(const struct lab *lab)
{
    print_cell(name_of, lab);
    print_cell(title_of, lab);
    printf("%2u checks  ", lab->check_count);
    print_cell(points_of, lab);
    print_cell(file_of, lab);
}

/* ---- how far it is ---- */

/* The student's file, or NULL with the reason. */
static char *read_own(const struct rundir *dir, const struct lab *lab,
                      enum submit_err *err)
{
    char *below = file_of(lab);
    char *path = rundir_root(dir, below);
    struct submission sub;
    struct refusal why;
    char *text = NULL;

    *err = submission_load(path, lab->file, &sub, &why);
    if (*err == SUBMIT_OK) {
        text = text_copy(sub.text);
        submission_free(&sub);
    }
    free(path);
    free(below);
    return text;
}

/* Is this place behind // on its line? */
static bool is_remark(const char *text, const char *at)
{
    while (at > text && at[-1] != '\n')
        if (*--at == '/' && at[1] == '/')
            return true;
    return false;
}

/* How many different TODOs the file still says are not done. */
static unsigned undone(const struct lab *lab, const char *text)
{
    uint64_t seen = 0;
    unsigned n = 0;

    for (const char *p = text; (p = strstr(p, "lab_todo(")) != NULL;) {
        unsigned long todo = strtoul(p + strlen("lab_todo("), NULL, 10);

        if (!is_remark(text, p) && todo > 0 && todo < lab->todo_count &&
            todo <= TODOS_MAX && (seen & BIT(todo)) == 0) {
            seen |= BIT(todo);
            n++;
        }
        p += strlen("lab_todo(");
    }
    return n;
}

static void print_grade(const struct progress *p, const char *text)
{
    char hash[65];

    sha256_hex(text, strlen(text), hash);
    printf(", %u of %u points", p->score, p->max_score);
    if (p->part != '\0')
        printf(" of part %c", p->part);
    if (strcmp(p->machine, "bochs") != 0)
        printf(" on %s", p->machine);
    printf(" at %s%s", p->when,
           strcmp(hash, p->sha256) != 0 ? ", changed since" : "");
}

static void print_todos(const struct lab *lab, const char *text, json_t *all)
{
    unsigned todos = lab->todo_count > 0 ? lab->todo_count - 1 : 0;
    unsigned left = undone(lab, text);
    struct progress p;

    if (left == todos) {
        printf("not begun");
        return;
    }
    printf("%u of %u TODOs", todos - left, todos);
    if (progress_of(all, lab, &p))
        print_grade(&p, text);
    else
        printf(", not graded yet");
}

static void print_state(const struct rundir *dir, const struct lab *lab,
                        json_t *all)
{
    enum submit_err err;
    char *text = read_own(dir, lab, &err);

    if (text != NULL)
        print_todos(lab, text, all);
    else if (err == SUBMIT_NO_FILE)
        printf("no file: make reset LAB=%s", lab->number);
    else
        printf("cannot be graded: %s", submit_err_name(err));
    free(text);
}

int cmd_labs(int argc, char **argv)
{
    struct options options;
    struct rundir dir;
    const char *error;
    json_t *all;

    options_parse(&options, "labs",
                  "List the labs: title, checks, points, the file to edit, and "
                  "how far you are with it.",
                  argc, argv);
    error = rundir_find(&dir);
    if (error != NULL) {
        fprintf(stderr, "pic2pi: %s\n", error);
        return EXIT_COULD_NOT_RUN;
    }
    all = progress_read(&dir);
    for (unsigned i = 0; i < all_labs_count; i++) {
        print_lab(all_labs[i]);
        print_state(&dir, all_labs[i], all);
        printf("\n");
    }
    json_decref(all);
    rundir_close(&dir);
    return EXIT_ALL_PASSED;
}
