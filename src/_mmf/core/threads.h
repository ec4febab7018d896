/* threads.h -- which threads of this process are inside of something, and how often each. Whoever changes such a list
 * has a mutex for it; `count` may be read without. */
#ifndef MMF_THREADS_H
#define MMF_THREADS_H

#include "base.h"

typedef struct mmf_inside {
    uint64_t thread; /* mmf_self() */
    size_t depth;
} mmf_inside;

typedef struct mmf_threads {
    mmf_inside *each;
    size_t count, capacity;
} mmf_threads;

static inline size_t mmf_threads_count(const mmf_threads *t) { return __atomic_load_n(&t->count, __ATOMIC_RELAXED); }
/* How often that one is inside. */
size_t mmf_threads_depth(const mmf_threads *t, uint64_t thread);
/* Once more. false: there is no memory for another thread, and nothing was changed. */
bool mmf_threads_enter(mmf_threads *t, uint64_t thread);
/* Once less. false: it is not inside. */
bool mmf_threads_leave(mmf_threads *t, uint64_t thread);
/* After a fork: only that one is left, called `now` from here on. How often the others were inside. */
size_t mmf_threads_keep(mmf_threads *t, uint64_t thread, uint64_t now);

#endif
