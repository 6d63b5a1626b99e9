/*
 * grader/src/foreground.c - shown, started, attended.  Contract: foreground.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include "foreground.h"
#include "options.h"

/* One word for a shell. */
static void print_word(const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ_-+=./:,@";

    if (word[0] != '\0' && word[strspn(word, plain)] == '\0') {
        printf(" %s", word);
        return;
    }
    printf(" '");
    for (; *word != '\0'; word++)
        if (*word == '\'')
            printf("'\\''");
        else
            putchar(*word);
    putchar('\'');
}

void foreground_print(const char *const *argv, const char *rest)
{
    for (; *argv != NULL; argv++)
        print_word(*argv);
    printf("%s\n", rest);
}

void foreground_open(const char *path, int flags, int fd)
{
    int opened = open(path, flags, 0666);

    if (opened != fd) {
        dup2(opened, fd);
        close(opened);
    }
}

pid_t foreground_start(const char *folder, const char *const *argv,
                       void (*prepare)(void))
{
    pid_t pid;

    fflush(stdout);
    pid = fork();
    if (pid != 0)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (chdir(folder) != 0)
        _exit(127);
    prepare();
    execv(argv[0], (char *const *)argv);
    _exit(127);
}

/* Ctrl-C is for the debugger; the terminal is put back whatever it did. */
int foreground_attend(pid_t pid)
{
    struct termios before;
    bool terminal = tcgetattr(STDIN_FILENO, &before) == 0;
    void (*old)(int) = signal(SIGINT, SIG_IGN);
    int status = 0;

    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    signal(SIGINT, old);
    if (terminal)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
    if (pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) != 127)
        return EXIT_ALL_PASSED;
    fprintf(stderr, "pic2pi: the debugger did not run: `pic2pi doctor` says "
                    "what is missing\n");
    return EXIT_COULD_NOT_RUN;
}
