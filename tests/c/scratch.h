/* scratch.h -- a heap and its log in a mapped file without a name, for tests below the layer of containers. */
#ifndef SCRATCH_H
#define SCRATCH_H

#include <fcntl.h>

#include "../../src/_mmf/os/os.h"
#include "check.h"
#include "heap.h"
#include "slab.h"

typedef struct scratch {
    mmf_segment segment;
    mmf_log log;
} scratch;

static inline void scratch_open(scratch *x, uint64_t size, uint64_t max_size)
{
    const char *path = fresh_path();
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL, 0600);
    CHECK(fd >= 0 && unlink(path) == 0);
    CHECK_OK(os_allocate(fd, 0, size));
    CHECK_OK(mmf_segment_map(&x->segment, fd, false, mmf_max(max_size, UINT64_C(1) << 32), size));
    mmf_super(&x->segment)->fixed.max_size = max_size;
    mmf_heap_format(&x->segment, size);
    mmf_log_init(&x->log, &x->segment);
}

static inline void scratch_close(scratch *x)
{
    mmf_log_clear(&x->log);
    mmf_segment_unmap(&x->segment);
}

static inline void begin(scratch *x) { CHECK(mmf_log_begin(&x->log)); }

static inline void commit(scratch *x)
{
    CHECK_OK(mmf_heap_settle(&x->log));
    mmf_log_commit(&x->log);
}

static inline mmf_off take(scratch *x, uint64_t bytes)
{
    mmf_off off;
    CHECK_OK(mmf_heap_alloc(&x->log, bytes, &off));
    CHECK(off % 16 == 0);
    return off;
}

#define WORDS 512 /* of a block that a test writes to */

/* A scratch with a committed block of the words 0, 1, 2, ... */
static inline uint64_t *open_with_words(scratch *x, uint64_t size, uint64_t max_size)
{
    scratch_open(x, size, max_size);
    begin(x);
    uint64_t *words = mmf_at(&x->segment, take(x, WORDS * 8), WORDS * 8);
    for (uint64_t i = 0; i < WORDS; i++)
        mmf_store_data(&words[i], i);
    commit(x);
    return words;
}

static inline void put(scratch *x, uint64_t *word, uint64_t value)
{
    CHECK_OK(mmf_log_room(&x->log, 2));
    mmf_put(&x->log, word, value);
}

/* What a walk over the heap's used blocks finds. */
typedef struct census {
    mmf_segment *segment;
    uint64_t large, pages, small;
} census;

static inline mmf_status count_block(void *context, mmf_off payload, uint64_t bytes)
{
    census *c = context;
    mmf_slab_view view;
    if (bytes < MMF_PAGE_PAYLOAD || mmf_slab_view_page(c->segment, payload, &view) != MMF_OK) {
        c->large++;
        return MMF_OK;
    }
    c->pages++;
    c->small += view.count;
    for (unsigned i = 0; i < MMF_SLAB_WORDS; i++)
        c->small -= (uint64_t)__builtin_popcountll(view.free[i]);
    return MMF_OK;
}

/* Check the heap, and count. */
static inline census take_census(scratch *x)
{
    census c = {.segment = &x->segment};
    const char *what = "";
    uint64_t listed;
    mmf_status status = mmf_heap_check(&x->segment, count_block, &c, &what);
    if (status != MMF_OK)
        fprintf(stderr, "heap: status %d: %s\n", (int)status, what);
    CHECK(status == MMF_OK);
    CHECK_OK(mmf_slab_check_lists(&x->segment, &listed));
    return c;
}

#endif
