/*
 * tests/remove_tree.h - what a test made in a folder of its own, gone again.
 *
 * Follows no link and stays silent.  For every test that made its folder with
 * mkdtemp.
 */
#ifndef REMOVE_TREE_H
#define REMOVE_TREE_H

#include <ftw.h>
#include <stdio.h>

static inline int remove_tree_entry(const char *path, const struct stat *info,
                                    int kind, struct FTW *where)
{
    (void)info;
    (void)kind;
    (void)where;
    return remove(path);
}

static inline void remove_tree(const char *folder)
{
    nftw(folder, remove_tree_entry, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
