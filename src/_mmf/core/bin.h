/* bin.h -- large blocks' heads and the bins of free blocks. Used by heap.c only; writer lock held. */
#ifndef MMF_BIN_H
#define MMF_BIN_H

#include "log.h"

#define MMF_BLOCK_HEAD sizeof(struct mmf_block_shm)
#define MMF_BLOCK_UNITS_MIN 2 /* head and links */

/* A head that was read and checked. */
typedef struct mmf_block {
    struct mmf_block_shm *head;
    mmf_off off;    /* of the head */
    uint64_t units; /* head included */
    uint64_t flags; /* MMF_BLOCK_... */
    bool used;
} mmf_block;

/* Flags of the size word. Of a free one: its pages may be holes (J1); it has been free since it was marked (J3). */
#define MMF_BLOCK_USED (UINT64_C(1) << 32)
#define MMF_BLOCK_HOLES (UINT64_C(1) << 33)
#define MMF_BLOCK_MARKED (UINT64_C(1) << 34)
uint64_t mmf_block_size_word(uint64_t units, uint64_t flags);
/* Read and check the head at `off`, which may be rubbish; the one behind a block; one that must be free.
 * MMF_CORRUPT. */
MMF_UNUSED_RESULT mmf_status mmf_block_read(mmf_segment *s, mmf_off off, mmf_block *b);
MMF_UNUSED_RESULT mmf_status mmf_block_next(mmf_segment *s, const mmf_block *b, mmf_block *next);
MMF_UNUSED_RESULT mmf_status mmf_block_read_free(mmf_segment *s, mmf_off off, mmf_block *b);
/* A free block's links: next and previous of its bin. */
static inline uint64_t *mmf_block_links(const mmf_block *b) { return (uint64_t *)(b->head + 1); }
/* Units lost before a payload that must lie on a page boundary: none, or enough for a block of their own. */
uint64_t mmf_block_units_to_page(mmf_off off);

/* A free block for the request. MMF_NOT_FOUND: none. */
MMF_UNUSED_RESULT mmf_status mmf_bin_find(mmf_segment *s, uint64_t units, bool on_page, mmf_block *b);
/* Take a free block off its bin; put one whose head says free into its bin (its payload is saved where the links go,
 * unless it is new in this change). */
MMF_UNUSED_RESULT mmf_status mmf_bin_remove(mmf_log *log, const mmf_block *b);
MMF_UNUSED_RESULT mmf_status mmf_bin_insert(mmf_log *log, const mmf_block *b, bool is_new);
unsigned mmf_bin_of(uint64_t units);

/* For verify: count the blocks in the bins, checking links and sizes. MMF_CORRUPT: *what says why. */
MMF_UNUSED_RESULT mmf_status mmf_bin_check(mmf_segment *s, uint64_t *binned, const char **what);

#endif
