/* header.h -- the headers of containers: their memory, and the lists they hang in. */
#ifndef MMF_HEADER_H
#define MMF_HEADER_H

#include "heap.h"

static inline uint64_t mmf_shape(uint8_t tag, unsigned depth, unsigned log2_capacity)
{
    return mmf_guarded(tag | depth << 8 | log2_capacity << 16);
}
static inline uint8_t mmf_shape_tag(uint64_t shape) { return (uint8_t)shape; }
static inline unsigned mmf_shape_depth(uint64_t shape) { return shape >> 8 & 0xff; }
static inline unsigned mmf_shape_log2(uint64_t shape) { return shape >> 16 & 0xff; }

static inline struct mmf_header_shm *mmf_header_at(mmf_segment *s, mmf_off off)
{
    return off % MMF_UNIT == 0 && off >= MMF_HEAP_OFF ? mmf_at(s, off, sizeof(struct mmf_header_shm)) : NULL;
}

/* A header for an empty container, with a serial never given before. Lock held. MMF_FULL, MMF_NO_SPACE, MMF_CORRUPT. */
MMF_UNUSED_RESULT mmf_status mmf_header_alloc(mmf_log *log, uint8_t tag, mmf_off parent,
                                              struct mmf_header_shm **header);
/* The same for content that is given up; there is one also when the namespace is full (E4). */
MMF_UNUSED_RESULT mmf_status mmf_header_alloc_for_garbage(mmf_log *log, uint8_t tag, struct mmf_header_shm **header);
/* A serial that was never given before (E2). Lock held. */
uint64_t mmf_header_new_serial(mmf_segment *s);
/* Give it back; handles on it are stale from now on. Its container's blocks are gone already. Lock held. */
MMF_UNUSED_RESULT mmf_status mmf_header_free(mmf_log *log, struct mmf_header_shm *header);

/* Lists of containers without a place, through `chain`. `head` is a word in the superblock or in a slot. */
MMF_UNUSED_RESULT mmf_status mmf_chain_push(mmf_log *log, uint64_t *head, struct mmf_header_shm *header);
MMF_UNUSED_RESULT mmf_status mmf_chain_remove(mmf_log *log, uint64_t *head, struct mmf_header_shm *header);

/* Pages of headers are chained: *page walks them from 0, and is 0 again after the last. MMF_CORRUPT: the chain is
 * broken. That it is a circle is for the caller to notice. */
MMF_UNUSED_RESULT mmf_status mmf_header_page_next(mmf_segment *s, mmf_off *page);
#define MMF_HEADERS_IN_PAGE ((MMF_PAGE_PAYLOAD - sizeof(struct mmf_headers_shm)) / sizeof(struct mmf_header_shm))
static inline mmf_off mmf_header_in_page(mmf_off page, unsigned i)
{
    return page + sizeof(struct mmf_headers_shm) + i * sizeof(struct mmf_header_shm);
}

#endif
