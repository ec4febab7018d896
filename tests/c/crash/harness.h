/* harness.h -- runs victims, looks at what they left, and compares it with what they had acknowledged. */
#ifndef HARNESS_H
#define HARNESS_H

#include <stdbool.h>
#include <sys/types.h>

#include "scenarios.h"

/* What a namespace holds, as a process finds it that attaches, writes (so that recovery and cleaning up are done) and
 * verifies. Two are equal if nothing is lost, torn or leaked. */
typedef struct state {
    uint64_t hash, length; /* of the export of the whole tree */
    uint64_t used_bytes;   /* of the heap */
    bool absent;           /* there is no file */
} state;

#define STEPS_MAX 64

/* Memory that victims, inspectors and their parent share. */
typedef struct shared_memory {
    uint64_t points; /* counted by the victim */
    uint64_t die_at; /* the point to die at; 0: none */
    int acknowledged;
    bool armed;
    state found;
    char what[256]; /* why an inspector was not content */
} shared_memory;

/* A file's bytes, in private memory. */
typedef struct image {
    unsigned char *bytes;
    size_t count;
    bool absent;
} image;

typedef struct run {
    const scenario *scenario;
    int steps; /* of it that are run */
    shared_memory *shared;
    char path[512];
    image before;
    state expected[STEPS_MAX + 1]; /* after so many steps */
    uint64_t kills, violations;
} run;

enum outcome { OUTCOME_FINISHED, OUTCOME_KILLED, OUTCOME_FAILED };

void harness_init(run *r);
void harness_done(run *r);
void harness_fail(run *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Make the file that victims start from, and learn the states after 0, 1, ... steps, at most `most`. false: could
 * not. */
bool harness_prepare(run *r, const scenario *s, int most);
void harness_forget(run *r);

void image_save(const run *r, image *i);
void image_restore(const run *r, const image *i);
void image_clear(image *i);

/* Before a victim of a crowded scenario runs: take all slots of the first chunk from it. Close the result; may be
 * -1. */
int harness_hold_slots(const run *r);
/* In a child process: what the victim does up to `steps`, calling start() when it may be killed from then on. */
void harness_be_victim(run *r, int steps, void (*start)(void)) __attribute__((noreturn));
/* In a child process: what someone does who finds a dead owner. */
void harness_be_recoverer(run *r, void (*start)(void)) __attribute__((noreturn));

/* Does the name begin with one of these? There being none, yes. */
bool harness_is_wanted(const char *name, char **begin, char **end);

enum outcome harness_wait(pid_t pid);
/* Let another process look; a violation is counted and printed if what it finds is not what must be there after the
 * death that `where` tells of. */
void harness_inspect(run *r, const char *where);

#endif
