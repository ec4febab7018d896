/* step.c -- kills a process between any two instructions of short scenarios, by single-stepping it with ptrace. So it
 * sees also what happens between two stores, in the lock word's own instructions and in system calls; it needs no
 * special build of the core.
 *
 *     step [--every K] [name ...]
 *
 * Once a victim is stepped to its end, and its file compared after each instruction: to die at an instruction that
 * changed nothing is to die at the one before. Then a victim is killed after each instruction that changed the file;
 * with --every K also after each K-th of all instructions (--every 1: literally at each, in time that grows with their
 * square). */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#include "harness.h"

#define INSTRUCTIONS_MAX 1000000
#define STEPS_TRACED 2

static void stop_for_tracing(void)
{
    CHECK(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0);
    raise(SIGSTOP);
}

static int wait_for(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        CHECK(errno == EINTR);
    return status;
}

/* A victim that has stopped where it may be killed from. */
static pid_t start_victim(run *r)
{
    image_restore(r, &r->before);
    r->shared->acknowledged = 0;
    fflush(NULL);
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (!pid)
        harness_be_victim(r, r->steps, stop_for_tracing);
    CHECK(WIFSTOPPED(wait_for(pid)));
    return pid;
}

/* One instruction. false: it has ended. */
static bool step(run *r, pid_t pid)
{
    CHECK(ptrace(PTRACE_SINGLESTEP, pid, NULL, NULL) == 0);
    int status = wait_for(pid);
    if (WIFSTOPPED(status) && WSTOPSIG(status) == SIGTRAP)
        return true;
    if (!WIFEXITED(status) || WEXITSTATUS(status))
        harness_fail(r, "a step failed");
    return false;
}

/* Which instructions of a victim change its file? changes[i]: the i-th does. Gives how many there are in all. */
static uint64_t trace(run *r, bool *changes)
{
    pid_t pid = start_victim(r);
    int fd = open(r->path, O_RDONLY);
    size_t bytes = r->before.count;
    void *now = mmap(NULL, bytes, PROT_READ, MAP_SHARED, fd, 0), *last = malloc(bytes);
    uint64_t count = 0;
    CHECK(now != MAP_FAILED && last);
    memcpy(last, now, bytes);
    for (; step(r, pid); count++) {
        CHECK(count < INSTRUCTIONS_MAX);
        changes[count] = memcmp(last, now, bytes) != 0;
        if (changes[count])
            memcpy(last, now, bytes);
    }
    free(last);
    munmap(now, bytes);
    close(fd);
    return count;
}

static void kill_after(run *r, uint64_t instructions)
{
    char where[80];
    pid_t pid = start_victim(r);
    for (uint64_t i = 0; i < instructions; i++)
        if (!step(r, pid)) {
            harness_fail(r, "it does not reach instruction %llu", (unsigned long long)instructions);
            return;
        }
    kill(pid, SIGKILL);
    wait_for(pid);
    snprintf(where, sizeof where, "killed after instruction %llu", (unsigned long long)instructions);
    harness_inspect(r, where);
}

/* Gives the number of instructions. */
static uint64_t run_scenario(run *r, uint64_t every, bool *changes)
{
    uint64_t count = trace(r, changes);
    kill_after(r, 0);
    for (uint64_t i = 0; i < count; i++)
        if (changes[i] || (every && i % every == 0))
            kill_after(r, i + 1);
    return count;
}

/* Victim and parent take turns, so on one processor they go on fastest. */
static void use_one_processor(void)
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET((unsigned)sched_getcpu(), &one);
    sched_setaffinity(0, sizeof one, &one);
}

int main(int count, char **arguments)
{
    uint64_t every = 0, instructions = 0, kills = 0, violations = 0;
    int passed = 0, failed = 0, first = 1;
    bool *changes = calloc(INSTRUCTIONS_MAX, 1);
    run r;
    const scenario *s;
    CHECK(changes);
    if (count > 2 && !strcmp(arguments[1], "--every")) {
        every = strtoull(arguments[2], NULL, 10);
        first = 3;
    }
    harness_init(&r);
    use_one_processor();
    for (size_t i = 0; (s = scenario_at(i)); i++) {
        if (!(s->flags & SCENARIO_STEPPED) || !harness_is_wanted(s->name, arguments + first, arguments + count))
            continue;
        uint64_t these = harness_prepare(&r, s, STEPS_TRACED) ? run_scenario(&r, every, changes) : 0;
        harness_forget(&r);
        printf("%-32s %6llu instructions, %llu deaths, %llu violations\n", s->name, (unsigned long long)these,
               (unsigned long long)r.kills, (unsigned long long)r.violations);
        fflush(stdout);
        instructions += these;
        kills += r.kills;
        violations += r.violations;
        *(r.violations ? &failed : &passed) += 1;
    }
    harness_done(&r);
    free(changes);
    printf("%llu instructions, %llu deaths, %llu violations\n", (unsigned long long)instructions,
           (unsigned long long)kills, (unsigned long long)violations);
    printf("%d passed, %d failed\n", passed, failed);
    return failed || !passed;
}
