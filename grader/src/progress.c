/*
 * grader/src/progress.c - build/progress.json.  Contract: progress.h.
 *
 * Read as what anybody may have written: what is not of the right kind and
 * size is not believed.
 */
#include "progress.h"

#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "memory.h"
#include "out_file.h"

#define SCHEMA     "pic2pi/progress-1"
#define POINTS_MAX 100000
#define FILE_MAX   (1 << 20) /* bytes; a row is about 300 */

static char *path_of(const struct rundir *dir)
{
    return rundir_root(dir, "build/progress.json");
}

static bool is_progress(const json_t *all)
{
    const char *schema = json_string_value(json_object_get(all, "schema"));

    return schema != NULL && strcmp(schema, SCHEMA) == 0 &&
           json_is_object(json_object_get(all, "labs"));
}

/* The text of a file of ordinary size, or NULL. */
static char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "re");
    char *text;

    if (file == NULL)
        return NULL;
    text = need(malloc(FILE_MAX));
    *size = fread(text, 1, FILE_MAX, file);
    fclose(file);
    return text;
}

json_t *progress_read(const struct rundir *dir)
{
    char *path = path_of(dir);
    size_t size = 0;
    char *text = read_file(path, &size);
    json_t *all = text != NULL ? json_loadb(text, size, 0, NULL) : NULL;

    if (text != NULL && !is_progress(all))
        fprintf(stderr,
                "pic2pi: %s is damaged: what it remembered is left out; the "
                "next grade begins a new one\n",
                path);
    if (!is_progress(all)) {
        json_decref(all);
        all = json_pack("{s:s, s:{}}", "schema", SCHEMA, "labs");
    }
    free(text);
    free(path);
    return all;
}

/* ---- one lab ---- */

static bool take_text(const json_t *row, const char *name, char *to,
                      size_t room)
{
    const char *text = json_string_value(json_object_get(row, name));

    if (text == NULL || strlen(text) >= room)
        return false;
    for (const char *p = text; *p != '\0'; p++)
        if (*p < ' ' || *p > '~')
            return false;
    memcpy(to, text, strlen(text) + 1);
    return true;
}

static bool take_points(const json_t *row, const char *name, unsigned *to)
{
    const json_t *number = json_object_get(row, name);
    json_int_t value = json_integer_value(number);

    if (!json_is_integer(number) || value < 0 || value > POINTS_MAX)
        return false;
    *to = (unsigned)value;
    return true;
}

bool progress_of(json_t *all, const struct lab *lab, struct progress *p)
{
    const json_t *row =
        json_object_get(json_object_get(all, "labs"), lab->name);
    char part[2];

    *p = (struct progress){0};
    if (!take_points(row, "score", &p->score) ||
        !take_points(row, "max_score", &p->max_score) ||
        !take_text(row, "part", part, sizeof part) ||
        !take_text(row, "machine", p->machine, sizeof p->machine) ||
        !take_text(row, "sha256", p->sha256, sizeof p->sha256) ||
        !take_text(row, "graded", p->when, sizeof p->when))
        return false;
    p->part = part[0];
    return true;
}

/* ---- writing ---- */

static bool is_own_work(const struct options *o)
{
    const char *asked = o->submission != NULL ? o->submission : o->own;

    return asked == NULL || strcmp(asked, "labs") == 0;
}

static json_t *row_of(const struct grading *g, const char *machine, char part)
{
    time_t now = time(NULL);
    char when[24] = "", letter[2] = {part, '\0'};
    struct tm utc;

    if (gmtime_r(&now, &utc) != NULL)
        strftime(when, sizeof when, "%Y-%m-%d %H:%M UTC", &utc);
    return json_pack("{s:i, s:i, s:s, s:s, s:s, s:s}", "score",
                     (int)g->verdict.score, "max_score",
                     (int)g->verdict.max_score, "part", letter, "machine",
                     machine, "sha256", g->sha256, "graded", when);
}

static void write_all(const char *path, const json_t *all)
{
    struct out_file file;

    if (out_file_open(&file, path))
        out_file_close(&file,
                       json_dumpf(all, file.stream,
                                  JSON_INDENT(2) | JSON_SORT_KEYS) == 0 &&
                           fputc('\n', file.stream) > 0);
}

void progress_note(const struct rundir *dir, const struct grading *g,
                   const char *machine, const struct options *options)
{
    char *folder = rundir_root(dir, "build");

    if (g->verdict.result != NULL && is_own_work(options) &&
        access(folder, W_OK) == 0) {
        char *path = path_of(dir);
        json_t *all = progress_read(dir);

        json_object_set_new(json_object_get(all, "labs"), g->lab->name,
                            row_of(g, machine, options->part));
        write_all(path, all);
        json_decref(all);
        free(path);
    }
    free(folder);
}
