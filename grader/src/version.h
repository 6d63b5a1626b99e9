/*
 * grader/src/version.h - the grader's own version, part of every report's key.
 *
 * Goes up when the same submission and seeds may get another report.  Used by
 * report_json.c.
 */
#ifndef VERSION_H
#define VERSION_H

#define PIC2PI_VERSION "0.1.0"

#endif
