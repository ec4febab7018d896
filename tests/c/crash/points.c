/* points.c -- kills a process at every store to shared memory, in every scenario, and sees that nothing is lost, torn
 * or leaked. Needs a core that was built with MMF_CRASH_POINTS.
 *
 *     points [--quick | --all] [name ...]      scenarios whose names begin with one of these
 *
 * After each death (the outer points) another process recovers; at some of them it is killed as well, at each of its
 * own stores (the inner points), and a third one takes over. Long scenarios are sampled: --all takes every point of
 * all, --quick a few of each, for every day. */
#define _GNU_SOURCE
#include <signal.h>
#include <unistd.h>

#include "harness.h"
#include "shm.h"

/* How many outer points of a scenario are looked at, and at how many of them recovery is killed. */
typedef struct effort {
    uint64_t outer, twice, inner;
} effort;
static const effort all = {UINT64_MAX, 24, UINT64_MAX}, usual = {3000, 8, 100}, quick = {40, 3, 12};

static run the_run;

void mmf_crash_point(void)
{
    shared_memory *s = the_run.shared;
    if (s && s->armed && ++s->points == s->die_at)
        kill(getpid(), SIGKILL);
}

static void start_counting(void) { the_run.shared->armed = true; }

/* Run a victim, or a recoverer, on the file as it is, to be killed at `die_at`. */
static enum outcome kill_at(run *r, bool recovering, uint64_t die_at)
{
    shared_memory *s = r->shared;
    s->points = 0;
    s->die_at = die_at;
    s->armed = false;
    fflush(NULL);
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (!pid && recovering)
        harness_be_recoverer(r, start_counting);
    if (!pid) {
        s->acknowledged = 0;
        harness_be_victim(r, r->steps, start_counting);
    }
    enum outcome outcome = harness_wait(pid);
    s->armed = false;
    return outcome;
}

/* Every `stride`-th of `total` points, so that about `wanted` are taken. */
static uint64_t stride_for(uint64_t total, uint64_t wanted)
{
    return total > wanted ? (total + wanted - 1) / wanted : 1;
}

/* Kill recovery at its own points: each starts from the file as the first death left it. */
static void kill_recovery(run *r, const image *dead, uint64_t outer, const effort *e)
{
    char where[80];
    image_restore(r, dead);
    if (kill_at(r, true, 0) != OUTCOME_FINISHED) {
        harness_fail(r, "killed at point %llu: it cannot be recovered", (unsigned long long)outer);
        return;
    }
    uint64_t total = r->shared->points, stride = stride_for(total, e->inner);
    for (uint64_t inner = 1; inner <= total; inner += stride) {
        image_restore(r, dead);
        if (kill_at(r, true, inner) != OUTCOME_KILLED) {
            harness_fail(r, "killed at point %llu: recovery does not reach its point %llu", (unsigned long long)outer,
                         (unsigned long long)inner);
            return;
        }
        snprintf(where, sizeof where, "killed at point %llu, its recoverer at %llu", (unsigned long long)outer,
                 (unsigned long long)inner);
        harness_inspect(r, where);
    }
}

/* Gives how many points the scenario has. */
static uint64_t run_scenario(run *r, const effort *e)
{
    char where[80];
    image dead = {.bytes = NULL};
    int slots = -1;
    image_restore(r, &r->before);
    slots = harness_hold_slots(r);
    enum outcome outcome = kill_at(r, false, 0);
    close(slots);
    if (outcome != OUTCOME_FINISHED) {
        harness_fail(r, "a step failed");
        return 0;
    }
    uint64_t total = r->shared->points, stride = stride_for(total, e->outer);
    uint64_t twice = stride_for((total + stride - 1) / stride, e->twice);
    for (uint64_t point = 1, i = 0; point <= total; point += stride, i++) {
        image_restore(r, &r->before);
        slots = harness_hold_slots(r);
        outcome = kill_at(r, false, point);
        if (outcome != OUTCOME_KILLED) {
            harness_fail(r, "it does not reach its point %llu", (unsigned long long)point);
        } else {
            bool again = i % twice == 0;
            if (again)
                image_save(r, &dead);
            snprintf(where, sizeof where, "killed at point %llu", (unsigned long long)point);
            harness_inspect(r, where);
            if (again && !dead.absent)
                kill_recovery(r, &dead, point, e);
        }
        close(slots);
    }
    image_clear(&dead);
    return total;
}

int main(int count, char **arguments)
{
    bool is_quick = count > 1 && !strcmp(arguments[1], "--quick"), is_all = count > 1 && !strcmp(arguments[1], "--all");
    const effort *e = is_quick ? &quick : is_all ? &all : &usual;
    char **names = arguments + 1 + (is_quick || is_all), **end = arguments + count;
    uint64_t points = 0, violations = 0;
    int passed = 0, failed = 0;
    const scenario *s;
    harness_init(&the_run);
    for (size_t i = 0; (s = scenario_at(i)); i++) {
        if (!harness_is_wanted(s->name, names, end))
            continue;
        uint64_t total = harness_prepare(&the_run, s, STEPS_MAX) ? run_scenario(&the_run, e) : 0;
        harness_forget(&the_run);
        printf("%-32s %6llu stores, %6llu points, %llu violations\n", s->name, (unsigned long long)total,
               (unsigned long long)the_run.kills, (unsigned long long)the_run.violations);
        fflush(stdout);
        points += the_run.kills;
        violations += the_run.violations;
        *(the_run.violations ? &failed : &passed) += 1;
    }
    harness_done(&the_run);
    printf("%llu points, %llu violations\n", (unsigned long long)points, (unsigned long long)violations);
    printf("%d passed, %d failed\n", passed, failed);
    return failed || !passed;
}
