/* process.h -- the C tests' children: forked, spoken with by pipes, never waited for by time. */
#ifndef PROCESS_H
#define PROCESS_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* kill; include this header first */
#endif

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

#include "check.h"

typedef struct child {
    pid_t pid;
    int from, to; /* what it says, what it hears; in the child itself the other way round */
} child;

/* The child runs body(me, context) and ends with status 0. */
static inline child child_start(void (*body)(child *me, void *context), void *context)
{
    int down[2], up[2];
    CHECK(pipe(down) == 0 && pipe(up) == 0);
    fflush(NULL);
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (!pid) {
        alarm(100); /* not inherited */
        close(down[1]);
        close(up[0]);
        child me = {getpid(), down[0], up[1]};
        body(&me, context);
        _exit(0);
    }
    close(down[0]);
    close(up[1]);
    return (child){pid, up[0], down[1]};
}

static inline void say(const child *c, char word) { CHECK(write(c->to, &word, 1) == 1); }

/* The next word from the other side; 0 when that has ended. */
static inline char hear(const child *c)
{
    char word;
    ssize_t got;
    while ((got = read(c->from, &word, 1)) < 0 && errno == EINTR)
        ;
    return got == 1 ? word : 0;
}

/* Say nothing more, and wait for the child's end. */
static inline int child_join(child *c)
{
    int status;
    close(c->to);
    CHECK(waitpid(c->pid, &status, 0) == c->pid);
    close(c->from);
    return status;
}

static inline void child_done(child *c)
{
    int status = child_join(c);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static inline void child_kill(child *c)
{
    CHECK(kill(c->pid, SIGKILL) == 0);
    int status = child_join(c);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

/* Run an operation again until it does not find the namespace busy. */
#define WAITING(ns, call)                   \
    ({                                      \
        mmf_status now_;                    \
        while ((now_ = (call)) == MMF_BUSY) \
            CHECK_OK(mmf_wait(ns, 20));     \
        now_;                               \
    })

#endif
