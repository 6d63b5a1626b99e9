/*
 * grader/src/page.c - a page of text and its colours.  Contract: page.h.
 *
 * Widths are counted in UTF-8 characters, one column each: what the reports
 * draw is, and a stranger's wide character costs no more than a ragged edge.
 */
#include <stdarg.h>
#include <string.h>
#include "memory.h"
#include "page.h"
#include "printable.h"

#define WIDTH  80
#define HEIGHT 24

static bool names_utf8(const char *locale)
{
    return locale != NULL && (strcasestr(locale, "utf-8") != NULL ||
                              strcasestr(locale, "utf8") != NULL);
}

static bool locale_is_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);

        if (value != NULL && value[0] != '\0')
            return names_utf8(value);
    }
    return false;
}

struct page_style page_style_for(const struct options *options)
{
    const char *term = getenv("TERM");
    bool dumb = term == NULL || strcmp(term, "dumb") == 0;

    return (struct page_style){
        .colour = !options->plain && !dumb,
        .ascii = options->plain || !locale_is_utf8(),
        .width = WIDTH,
        .height = HEIGHT,
    };
}

void page_open(struct page *page, const struct page_style *style)
{
    *page = (struct page){.style = *style};
}

void page_close(struct page *page)
{
    for (size_t i = 0; i < page->count; i++)
        free(page->line[i]);
    free(page->line);
    *page = (struct page){.style = page->style};
}

static bool is_ink(char c)
{
    return c >= INK_OFF[0] && c <= INK_DIM[0];
}

static bool is_continued(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

size_t text_columns(const char *text)
{
    size_t columns = 0;

    for (; *text != '\0'; text++)
        columns += !is_ink(*text) && !is_continued(*text);
    return columns;
}

/* The longest beginning of `text` that takes at most `columns`, in bytes. */
static size_t bytes_of(const char *text, size_t columns)
{
    size_t used = 0, i = 0;

    for (; text[i] != '\0' && text[i] != '\n'; i++) {
        if (is_ink(text[i]) || is_continued(text[i]))
            continue;
        if (used == columns)
            break;
        used++;
    }
    return i;
}

static void take_line(struct page *page, unsigned indent, const char *text,
                      size_t length, char ink)
{
    char colour[2] = {ink == INK_OFF[0] ? '\0' : ink, '\0'};

    while (length > 0 && (text[length - 1] == ' ' || is_ink(text[length - 1])))
        length--;
    page->line =
        array_room(page->line, page->count, &page->room, sizeof *page->line);
    page->line[page->count++] =
        text_format("%*s%s%.*s", (int)indent, "", colour, (int)length, text);
}

/* The colour in force after `length` bytes that began with `ink`. */
static char ink_after(const char *text, size_t length, char ink)
{
    for (size_t i = 0; i < length; i++)
        if (is_ink(text[i]))
            ink = text[i];
    return ink;
}

/* Where to break `text` for `columns`: at the last blank that is not part of
 * the line's own indentation, else in the word. */
static size_t break_at(const char *text, size_t columns)
{
    size_t end = bytes_of(text, columns), start = strspn(text, " ");

    if (text[end] == '\0' || text[end] == '\n' || text[end] == ' ')
        return end;
    for (size_t i = end; i > start; i--)
        if (text[i - 1] == ' ')
            return i - 1;
    return end;
}

static void add_wrapped(struct page *page, unsigned indent, const char *text)
{
    char ink = INK_OFF[0];
    unsigned left = 0;

    do {
        size_t n = break_at(text, page->style.width - left);

        take_line(page, left, text, n, ink);
        ink = ink_after(text, n, ink);
        text += n;
        left = indent;
        if (*text == '\n')
            left = 0;
        if (*text == '\n')
            text++;
        else
            text += strspn(text, " ");
    } while (*text != '\0');
}

static char *format_text(const char *format, va_list arguments)
{
    char *text = NULL;

    if (vasprintf(&text, format, arguments) < 0)
        text = NULL;
    return need(text);
}

void page_add(struct page *page, unsigned indent, const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = format_text(format, arguments);
    va_end(arguments);
    add_wrapped(page, indent, text);
    free(text);
}

void page_cut(struct page *page, const char *format, ...)
{
    va_list arguments;
    size_t fits;
    char *text;

    va_start(arguments, format);
    text = format_text(format, arguments);
    va_end(arguments);
    fits = bytes_of(text, page->style.width);
    if (text[fits] != '\0') {
        const char *dots = page->style.ascii ? "..." : "\u2026";
        unsigned room = page->style.width - (page->style.ascii ? 3 : 1);
        char *cut =
            text_format("%.*s%s", (int)bytes_of(text, room), text, dots);

        free(text);
        text = cut;
        fits = strlen(text);
    }
    take_line(page, 0, text, fits, INK_OFF[0]);
    free(text);
}

void page_append(struct page *page, const struct page *from)
{
    for (size_t i = 0; i < from->count; i++)
        take_line(page, 0, from->line[i], strlen(from->line[i]), INK_OFF[0]);
}

size_t page_left(const struct page *page)
{
    if (page->style.height == 0)
        return (size_t)1 << 20;
    return page->count < page->style.height ? page->style.height - page->count
                                            : 0;
}

/* Each ink's sequence [ECMA-48 8.3.117 "SGR - Select graphic rendition"]. */
static const char *sequence(char ink)
{
    static const char *const of[] = {
        "\033[0m",  "\033[1m",  "\033[1;31m", "\033[32m",
        "\033[33m", "\033[34m", "\033[2m",
    };

    return of[ink - INK_OFF[0]];
}

static void print_line(const char *line, bool colour, FILE *out)
{
    char ink = INK_OFF[0];

    for (; *line != '\0'; line++) {
        if (!is_ink(*line))
            fputc(*line, out);
        else if (colour && (*line != INK_OFF[0] || ink != INK_OFF[0]))
            fputs(sequence(*line), out);
        if (is_ink(*line))
            ink = *line;
    }
    if (colour && ink != INK_OFF[0])
        fputs(sequence(INK_OFF[0]), out);
    fputc('\n', out);
}

void page_print(const struct page *page, FILE *out)
{
    for (size_t i = 0; i < page->count; i++)
        print_line(page->line[i], page->style.colour, out);
}

char *page_safe(const char *text)
{
    char *copy = text_copy(text);

    make_printable_line(copy);
    return copy;
}
