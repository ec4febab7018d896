/* slab.h -- pages of equal small blocks. Used by heap.c only; writer lock held. */
#ifndef MMF_SLAB_H
#define MMF_SLAB_H

#include "log.h"

unsigned mmf_slab_class(uint64_t bytes);       /* of 1 .. MMF_SMALL_MAX bytes */
uint64_t mmf_slab_class_bytes(unsigned klass);

/* Take a block of a page that has one; MMF_NOT_FOUND: the class needs a new page. */
MMF_UNUSED_RESULT mmf_status mmf_slab_take(mmf_log *log, unsigned klass, mmf_off *off);
/* Make the page at `page` (new in this change) one of `klass`, all free, and list it. */
MMF_UNUSED_RESULT mmf_status mmf_slab_add_page(mmf_log *log, unsigned klass, mmf_off page);
/* Give a block back. *empty_page: an empty page that has been taken off the list, else 0. */
MMF_UNUSED_RESULT mmf_status mmf_slab_give(mmf_log *log, unsigned klass, mmf_off off, mmf_off *empty_page);
/* Take an empty page off a list: the class keeps one against thrashing. 0: there is none. */
mmf_off mmf_slab_take_empty_page(mmf_log *log);
/* Bytes in free blocks of the pages listed, for statistics. */
uint64_t mmf_slab_free_bytes(mmf_segment *s);

/* For verify: a page's class and map; MMF_CORRUPT. */
typedef struct mmf_slab_view {
    uint64_t block_bytes;
    unsigned count;
    uint64_t free[MMF_SLAB_WORDS];
} mmf_slab_view;
MMF_UNUSED_RESULT mmf_status mmf_slab_view_page(mmf_segment *s, mmf_off page, mmf_slab_view *view);
/* Walk all lists; *listed counts their pages, to compare with the pages that have a free block (B1). */
MMF_UNUSED_RESULT mmf_status mmf_slab_check_lists(mmf_segment *s, uint64_t *listed);

#endif
