/* floors.c -- one counter in shared memory, to which one process and then two add by the processor's own atomic
 * instruction and nothing else. Between two additions a process works on registers for as long as it is told to.
 *
 *     floors NANOSECONDS ADDITIONS      nanoseconds from one addition to the next when one process adds
 *
 * Output: additions a second of one process, and of two together. */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Each word has two lines of its own: processors fetch lines in pairs. */
struct words {
    _Alignas(128) uint64_t counter;
    _Alignas(128) uint64_t ready;
    _Alignas(128) double rates[2];
};

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Additions a second. The work hangs on the sum before it, as that of an interpreter does. */
static double add(struct words *w, uint64_t additions, uint64_t steps)
{
    uint64_t x = 1;
    double start = seconds();
    for (uint64_t i = 0; i < additions; i++) {
        x += __atomic_fetch_add(&w->counter, 1, __ATOMIC_SEQ_CST);
        for (uint64_t step = 0; step < steps; step++)
            x = x * UINT64_C(6364136223846793005) + 1;
        __asm__ volatile("" : "+r"(x));
    }
    return (double)additions / (seconds() - start);
}

/* Rounds of work that make an addition last so long where nobody else adds. */
static uint64_t steps_for(struct words *w, double nanoseconds)
{
    const uint64_t few = 20, many = 220, additions = 200000;
    double short_one = 1e9 / add(w, additions, few), long_one = 1e9 / add(w, additions, many);
    double steps = (double)few + (nanoseconds - short_one) * (double)(many - few) / (long_one - short_one);
    return steps > 0 ? (uint64_t)steps : 0;
}

int main(int count, char **arguments)
{
    if (count != 3)
        return 2;
    uint64_t additions = strtoull(arguments[2], NULL, 10);
    struct words *w = mmap(NULL, sizeof *w, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (w == MAP_FAILED)
        return 1;
    uint64_t steps = steps_for(w, strtod(arguments[1], NULL));
    double alone = add(w, additions, steps);
    pid_t child = fork();
    if (child < 0)
        return 1;
    __atomic_fetch_add(&w->ready, 1, __ATOMIC_SEQ_CST);
    while (__atomic_load_n(&w->ready, __ATOMIC_SEQ_CST) < 2)
        ;
    w->rates[child == 0] = add(w, additions, steps);
    if (child == 0)
        _exit(0);
    if (waitpid(child, NULL, 0) != child)
        return 1;
    printf("%.0f %.0f\n", alone, w->rates[0] + w->rates[1]);
    return 0;
}
