/*
 * grader/src/vet.c - translation phases 1 to 3, then the directives.
 *
 *   text --trigraphs, splices--> clean --comments, strings--> code, strings
 *
 * Each byte keeps the line it came from, so that a refusal names the line the
 * student sees.  Code in a skipped #if is looked at as well.
 */
#include "vet.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Bytes with the line of each. */
struct lined {
    char *bytes;
    unsigned *line;
    size_t size;
};

static bool lined_make(struct lined *out, size_t room)
{
    *out = (struct lined){.bytes = calloc(room + 1, 1),
                          .line = calloc(room + 1, sizeof *out->line)};
    return out->bytes && out->line;
}

static void lined_free(struct lined *it)
{
    free(it->bytes);
    free(it->line);
}

static void lined_add(struct lined *out, char byte, unsigned line)
{
    out->bytes[out->size] = byte;
    out->line[out->size++] = line;
    out->line[out->size] = line;
}

/* "??=" and its eight kin, which -std=c11 still has; 0 if P is not one. */
static char trigraph(const char *p)
{
    static const char last[] = "=/'()!<>-";
    static const char means[] = "#\\^[]|{}~";
    const char *found;

    if (p[0] != '?' || p[1] != '?' || p[2] == '\0')
        return 0;
    found = strchr(last, p[2]);
    return found ? means[found - last] : 0;
}

/* How many bytes after a backslash end the line (gcc allows blanks); or 0. */
static size_t splice_length(const char *p)
{
    size_t n = strspn(p, " \t\v\f\r");

    return p[n] == '\n' ? n + 1 : 0;
}

/* To gcc a carriage return alone ends a line, too. */
static bool is_lone_return(const char *p)
{
    return p[0] == '\r' && p[1] != '\n';
}

/* Phases 1 and 2. */
static void splice(const struct submission *sub, struct lined *clean)
{
    const char *p = sub->text;
    unsigned line = 1;

    while (*p) {
        char third = trigraph(p);
        char byte = third ? third : is_lone_return(p) ? '\n' : *p;
        size_t end;

        p += third ? 3 : 1;
        end = byte == '\\' ? splice_length(p) : 0;
        if (end) {
            p += end;
            line++;
            continue;
        }
        lined_add(clean, byte, line);
        if (byte == '\n')
            line++;
    }
}

/* Past the comment at AT ("//" or slash-star); AT if there is none. */
static size_t skip_comment(const struct lined *in, size_t at)
{
    const char *p = in->bytes + at;
    const char *end;

    if (p[0] == '/' && p[1] == '/')
        return at + strcspn(p, "\n");
    if (p[0] != '/' || p[1] != '*')
        return at;
    end = strstr(p + 2, "*/");
    return end ? (size_t)(end + 2 - in->bytes) : in->size;
}

/* Past the literal that opens at AT; it ends with its line at the latest. */
static size_t skip_literal(const struct lined *in, size_t at)
{
    char quote = in->bytes[at++];

    while (in->bytes[at] && in->bytes[at] != '\n' && in->bytes[at] != quote)
        at += in->bytes[at] == '\\' && in->bytes[at + 1] &&
                      in->bytes[at + 1] != '\n'
                  ? 2
                  : 1;
    return in->bytes[at] == quote ? at + 1 : at;
}

static void copy(struct lined *out, const struct lined *in, size_t from,
                 size_t to)
{
    for (size_t i = from; i < to; i++)
        lined_add(out, in->bytes[i], in->line[i]);
}

/* Phase 3: comments become a blank; the insides of adjacent strings are put
 * together in STRINGS, others apart. */
static void strip(const struct lined *in, struct lined *code,
                  struct lined *strings)
{
    size_t at = 0;

    while (at < in->size) {
        char c = in->bytes[at];
        size_t next = skip_comment(in, at);

        if (next > at) {
            lined_add(code, ' ', in->line[at]);
        } else if (c == '"' || c == '\'') {
            next = skip_literal(in, at);
            copy(code, in, at, next);
            if (c == '"' && next > at + 2)
                copy(strings, in, at + 1, next - 1);
        } else {
            next = at + 1;
            copy(code, in, at, next);
            if (!isspace((unsigned char)c))
                lined_add(strings, '\n', in->line[at]);
        }
        at = next;
    }
}

static bool header_allowed(const char *name, size_t length)
{
    static const char *const ours[] = {"stdint.h", "stdbool.h",     "stddef.h",
                                       "stdarg.h", "stdalign.h",    "iso646.h",
                                       "float.h",  "stdnoreturn.h", NULL};

    for (const char *const *h = ours; *h; h++)
        if (strlen(*h) == length && memcmp(*h, name, length) == 0)
            return true;
    if (length < 6 || memcmp(name + length - 2, ".h", 2) != 0)
        return false;
    if (memcmp(name, "hw/", 3) != 0 && memcmp(name, "lab/", 4) != 0)
        return false;
    for (size_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)name[i]) && !strchr("_-/.", name[i]))
            return false;
    return !memmem(name, length, "..", 2);
}

/* The name in "NAME" or <NAME> that fills the line at P, and its length; null
 * when the line holds anything else, such as a macro. */
static const char *included_name(const char *p, size_t *length)
{
    const char *name = p + 1;
    const char *rest;

    if (*p != '<' && *p != '"')
        return NULL;
    *length = strcspn(name, *p == '<' ? ">\n" : "\"\n");
    if (name[*length] == '\0' || name[*length] == '\n')
        return NULL;
    rest = name + *length + 1;
    rest += strspn(rest, " \t\v\f\r");
    return *rest == '\0' || *rest == '\n' ? name : NULL;
}

/* ARGUMENT is what follows "include" on its line. */
static enum submit_err check_include(const struct submission *sub,
                                     unsigned line, const char *argument,
                                     struct refusal *why)
{
    size_t shown = strcspn(argument, "\n");
    size_t length;
    const char *name = included_name(argument, &length);

    if (name && header_allowed(name, length))
        return SUBMIT_OK;
    return refuse(why, SUBMIT_INCLUDE, sub->file, line,
                  "#include %.*s is not allowed. Include \"lab/...\", "
                  "\"hw/...\", <stdint.h>, <stdbool.h> or <stddef.h>, written "
                  "out, and put everything else into this one file.",
                  (int)(shown < 80 ? shown : 80), argument);
}

static bool is_word(const char *text, size_t length, const char *word)
{
    return strlen(word) == length && memcmp(text, word, length) == 0;
}

/* P is just behind the '#'. */
static enum submit_err check_directive(const struct submission *sub,
                                       unsigned line, const char *p,
                                       struct refusal *why)
{
    p += strspn(p, " \t\v\f\r");

    size_t length = strspn(p, "abcdefghijklmnopqrstuvwxyz_");
    const char *argument = p + length + strspn(p + length, " \t\v\f\r");

    if (is_word(p, length, "include") || is_word(p, length, "include_next") ||
        is_word(p, length, "import"))
        return check_include(sub, line,
                             is_word(p, length, "include") ? argument : p, why);
    if (is_word(p, length, "embed"))
        return refuse(why, SUBMIT_EMBED, sub->file, line,
                      "#embed is not allowed. Write the bytes as an array.");
    if (is_word(p, length, "line") || isdigit((unsigned char)*p))
        return refuse(why, SUBMIT_LINE, sub->file, line,
                      "#line is not allowed: messages name the lines of this "
                      "file. Delete it.");
    return SUBMIT_OK;
}

/* '#', or its digraph "%:", as the first thing on a line. */
static enum submit_err check_directives(const struct submission *sub,
                                        const struct lined *code,
                                        struct refusal *why)
{
    size_t at = 0;

    while (at < code->size) {
        enum submit_err err = SUBMIT_OK;
        const char *p;

        at += strspn(code->bytes + at, " \t\v\f\r");
        p = code->bytes + at;
        if (*p == '#')
            err = check_directive(sub, code->line[at], p + 1, why);
        else if (p[0] == '%' && p[1] == ':')
            err = check_directive(sub, code->line[at], p + 2, why);
        if (err)
            return err;
        at += strcspn(p, "\n") + 1;
    }
    return SUBMIT_OK;
}

static enum submit_err check_strings(const struct submission *sub,
                                     const struct lined *strings,
                                     struct refusal *why)
{
    static const char *const banned[] = {".incbin", ".include", NULL};

    for (const char *const *word = banned; *word; word++) {
        const char *found = strcasestr(strings->bytes, *word);

        if (found)
            return refuse(why, SUBMIT_INCBIN, sub->file,
                          strings->line[found - strings->bytes],
                          "%s is not allowed: the file may bring in no other. "
                          "Write the bytes as an array.",
                          *word);
    }
    return SUBMIT_OK;
}

enum submit_err vet_text(const struct submission *sub, struct refusal *why)
{
    struct lined clean, code, strings;
    enum submit_err err = SUBMIT_OK;
    bool have = lined_make(&clean, sub->size);

    /* A literal adds at most its own bytes, any other byte at most one. */
    have = lined_make(&code, sub->size) && have;
    have = lined_make(&strings, sub->size) && have;
    if (have) {
        splice(sub, &clean);
        strip(&clean, &code, &strings);
        err = check_directives(sub, &code, why);
        if (!err && strstr(code.bytes, "asm"))
            err = check_strings(sub, &strings, why);
    } else {
        err = refuse(why, SUBMIT_HOST, NULL, 0, "submission: out of memory");
    }
    lined_free(&clean);
    lined_free(&code);
    lined_free(&strings);
    return err;
}
