/* heap.h -- hands out blocks of the segment by offset. Writer lock held throughout; every change is logged. */
#ifndef MMF_HEAP_H
#define MMF_HEAP_H

#include "log.h"

/* Values of up to this many bytes come from pages of equal blocks; larger ones have a block header of their own. */
#define MMF_SMALL_MAX UINT64_C(992)
/* No free needs more units of the log. */
#define MMF_FREE_UNITS UINT64_C(26)
/* A file grows by at most this much at once, so that the lock is never held for long: where the system has to ask its
 * host for every new page, 16 MiB took 48 ms, 4 MiB take 13. */
#define MMF_GROWTH_STEP (UINT64_C(4) << 20)

/* Lay out an empty heap over [MMF_HEAP_OFF, bytes) of a new file that nobody else sees. */
void mmf_heap_format(mmf_segment *s, uint64_t bytes);

/* Room in the log for a change of `units` more units. MMF_FULL, MMF_NO_SPACE, MMF_CORRUPT. */
MMF_UNUSED_RESULT mmf_status mmf_heap_log_grow(mmf_log *log, uint64_t units);
MMF_UNUSED_RESULT static inline mmf_status mmf_log_room(mmf_log *log, uint64_t units)
{
    return MMF_LIKELY(mmf_log_has_room(log, units)) ? MMF_OK : mmf_heap_log_grow(log, units);
}

/* A block of at least `bytes` (> 0), 16-byte aligned, its content undefined. MMF_FULL, MMF_NO_SPACE, MMF_CORRUPT,
 * MMF_OS. */
MMF_UNUSED_RESULT mmf_status mmf_heap_alloc(mmf_log *log, uint64_t bytes, mmf_off *off);
/* A block of so many pages at a page boundary; the last lacks MMF_BLOCK_HEAD bytes. */
MMF_UNUSED_RESULT mmf_status mmf_heap_alloc_pages(mmf_log *log, uint64_t count, mmf_off *off);
/* Give back at once what was allocated with `bytes`: only as the last step of a change (L4). MMF_CORRUPT. */
MMF_UNUSED_RESULT mmf_status mmf_heap_free(mmf_log *log, mmf_off off, uint64_t bytes);
/* Make a page of small blocks that has become empty a free block. MMF_NOT_FOUND: there is none. */
MMF_UNUSED_RESULT mmf_status mmf_heap_give_up_page(mmf_log *log);
/* Carry out the change's pending frees, and free the log's own chunks. Then comes mmf_log_commit(). */
MMF_UNUSED_RESULT mmf_status mmf_heap_settle(mmf_log *log);

/* Is there, or could the file be grown by one step so that there is, a free block for `bytes`? MMF_OK: an alloc now
 * would not need to grow. MMF_BUSY: grew by one step, ask again (in a change of its own). */
MMF_UNUSED_RESULT mmf_status mmf_heap_prepare(mmf_log *log, uint64_t bytes);

/* Bytes that a request of `bytes` really takes. */
uint64_t mmf_heap_block_bytes(uint64_t bytes);
uint64_t mmf_heap_free_bytes(mmf_segment *s);

/* For verify: call `visit` for each used block's payload; check that blocks tile the heap and that free ones are
 * listed. MMF_CORRUPT: *what says why. */
typedef mmf_status (*mmf_block_visitor)(void *context, mmf_off payload, uint64_t bytes);
MMF_UNUSED_RESULT mmf_status mmf_heap_check(mmf_segment *s, mmf_block_visitor visit, void *context, const char **what);

#endif
