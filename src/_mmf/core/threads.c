/* threads.c -- which threads of this process are inside of something, and how often each. */
#include "threads.h"

#include "array.h"

#define FIRST 4

static mmf_inside *find(const mmf_threads *t, uint64_t thread)
{
    for (size_t i = 0; i < t->count; i++)
        if (t->each[i].thread == thread)
            return &t->each[i];
    return NULL;
}

static void set_count(mmf_threads *t, size_t count) { __atomic_store_n(&t->count, count, __ATOMIC_RELAXED); }

size_t mmf_threads_depth(const mmf_threads *t, uint64_t thread)
{
    const mmf_inside *it = find(t, thread);
    return it ? it->depth : 0;
}

bool mmf_threads_enter(mmf_threads *t, uint64_t thread)
{
    mmf_inside *it = find(t, thread);
    if (!it && t->count == t->capacity) {
        mmf_inside *wider = mmf_array_widen(t->each, &t->capacity, FIRST, sizeof *wider);
        if (!wider)
            return false;
        t->each = wider;
    }
    if (!it) {
        it = &t->each[t->count];
        *it = (mmf_inside){thread, 0};
        set_count(t, t->count + 1);
    }
    it->depth++;
    return true;
}

bool mmf_threads_leave(mmf_threads *t, uint64_t thread)
{
    mmf_inside *it = find(t, thread);
    if (it && !--it->depth) {
        *it = t->each[t->count - 1];
        set_count(t, t->count - 1);
    }
    return it != NULL;
}

size_t mmf_threads_keep(mmf_threads *t, uint64_t thread, uint64_t now)
{
    size_t depth = mmf_threads_depth(t, thread), all = 0;
    for (size_t i = 0; i < t->count; i++)
        all += t->each[i].depth;
    set_count(t, depth ? 1 : 0);
    if (depth)
        t->each[0] = (mmf_inside){now, depth};
    return all - depth;
}
