/* header.c -- the headers of containers.
 *
 *     page: | next page | pages behind it | header 0 | header 1 | ...
 *
 * E1  A page of headers stays one for ever once the change that added it is committed, and a header's place holds
 *     nothing but headers. So a reader that kept an old offset finds a header there, and the serial tells it whether it
 *     is still its own. Handles that were made in a change that was undone may find anything there.
 * E2  Serials are given once: the counter moves before the serial is used and is not logged, so a rollback does not
 *     bring it back. A free header has serial 0.
 * E3  Pages come in runs, each one block of the heap, whose length grows with their number: since they stay, single
 *     ones would cut the heap into pieces for ever. The page that was added last says how many behind it are nobody's
 *     yet.
 * E4  One header is left for content that is given up, which must work in a full namespace (X2). */
#include "header.h"

#define RUN_FRACTION 4 /* of the pages that are there */
#define RUN_MOST 512   /* pages */

/* A page that is nobody's, the next of its run or the first of a new one; `behind`: pages of the run behind it. */
static mmf_status find_page(mmf_log *log, mmf_off *page, uint64_t *behind)
{
    mmf_off last = 0;
    if (mmf_header_page_next(log->segment, &last) != MMF_OK)
        return MMF_CORRUPT;
    struct mmf_headers_shm *head = last ? mmf_at(log->segment, last, sizeof *head) : NULL;
    uint64_t left = head ? mmf_load(&head->behind) : 0;
    if (left) {
        *page = last + MMF_PAGE;
        *behind = left - 1;
        return left < RUN_MOST && mmf_at(log->segment, *page, MMF_PAGE_PAYLOAD) ? MMF_OK : MMF_CORRUPT;
    }
    uint64_t pages = mmf_load(&mmf_super(log->segment)->container_count) / MMF_HEADERS_IN_PAGE;
    *behind = mmf_min(pages / RUN_FRACTION, RUN_MOST - 1);
    mmf_status status = mmf_heap_alloc_pages(log, *behind + 1, page);
    if (*behind && (status == MMF_FULL || status == MMF_NO_SPACE)) {
        *behind = 0;
        status = mmf_heap_alloc_pages(log, 1, page);
    }
    return status;
}

/* A page of fresh headers: the free list gets them all. */
static mmf_status add_page(mmf_log *log)
{
    struct mmf_super_shm *super = mmf_super(log->segment);
    mmf_off page, next = mmf_load(&super->free_headers);
    uint64_t behind;
    mmf_status status = find_page(log, &page, &behind);
    if (status != MMF_OK || (status = mmf_log_room(log, 8)) != MMF_OK)
        return status;
    struct mmf_headers_shm *head = mmf_at(log->segment, page, sizeof *head);
    mmf_store_data(&head->next, mmf_load(&super->header_pages));
    mmf_store_data(&head->behind, behind);
    for (unsigned i = MMF_HEADERS_IN_PAGE; i-- > 0;) {
        mmf_off off = mmf_header_in_page(page, i);
        uint64_t *words = mmf_at(log->segment, off, sizeof(struct mmf_header_shm));
        for (unsigned w = 0; w < sizeof(struct mmf_header_shm) / 8; w++)
            mmf_store_data(&words[w], 0);
        mmf_store_data(&((struct mmf_header_shm *)words)->chain, next);
        next = off;
    }
    mmf_put(log, &super->header_pages, page);
    mmf_put(log, &super->free_headers, next);
    return MMF_OK;
}

uint64_t mmf_header_new_serial(mmf_segment *s)
{
    uint64_t serial = mmf_load(&mmf_super(s)->next_serial) + 1;
    mmf_store(&mmf_super(s)->next_serial, serial);
    mmf_program_order();
    return serial;
}

/* Take the first free header, which is there. */
static mmf_status take(mmf_log *log, uint8_t tag, mmf_off parent, struct mmf_header_shm **header)
{
    struct mmf_super_shm *super = mmf_super(log->segment);
    struct mmf_header_shm *h = mmf_header_at(log->segment, mmf_load(&super->free_headers));
    mmf_status status = mmf_log_room(log, 16);
    if (status != MMF_OK)
        return status;
    if (!h || mmf_load(&h->serial))
        return MMF_CORRUPT;
    uint64_t serial = mmf_header_new_serial(log->segment);
    if ((status = mmf_log_make_odd(log, &h->seq)) != MMF_OK)
        return status;
    mmf_put(log, &super->free_headers, mmf_load(&h->chain));
    mmf_put(log, &super->container_count, mmf_load(&super->container_count) + 1);
    mmf_put(log, &h->chain, 0);
    mmf_store_data(&h->shape, mmf_shape(tag, 0, 0)); /* nobody reads what is in a free header but chain and change */
    mmf_store_data(&h->place, mmf_guarded(0));
    mmf_store_data(&h->count, mmf_guarded(0));
    mmf_store_data(&h->first, 0);
    mmf_store_data(&h->parent, parent);
    mmf_store_data(&h->ends, 0);
    mmf_store_data(&h->vacant, 0);
    mmf_store_data(&h->fresh, 0);
    mmf_store_data(&h->order, 0);
    mmf_put(log, &h->serial, serial);
    *header = h;
    return MMF_OK;
}

static mmf_status alloc(mmf_log *log, uint8_t tag, mmf_off parent, bool may_be_last, struct mmf_header_shm **header)
{
    mmf_off first = mmf_load(&mmf_super(log->segment)->free_headers);
    struct mmf_header_shm *h = first ? mmf_header_at(log->segment, first) : NULL;
    if (first && !h)
        return MMF_CORRUPT;
    mmf_status status = mmf_log_room(log, 16);
    if (status == MMF_OK && (!h || (!may_be_last && !mmf_load(&h->chain)))) /* E4 */
        status = add_page(log);
    return status == MMF_OK ? take(log, tag, parent, header) : status;
}

mmf_status mmf_header_alloc(mmf_log *log, uint8_t tag, mmf_off parent, struct mmf_header_shm **header)
{
    return alloc(log, tag, parent, false, header);
}

mmf_status mmf_header_alloc_for_garbage(mmf_log *log, uint8_t tag, struct mmf_header_shm **header)
{
    return alloc(log, tag, MMF_PARENT_GARBAGE, true, header);
}

mmf_status mmf_header_free(mmf_log *log, struct mmf_header_shm *h)
{
    struct mmf_super_shm *super = mmf_super(log->segment);
    mmf_status status = mmf_log_room(log, 16);
    if (status != MMF_OK || (status = mmf_log_make_odd(log, &h->seq)) != MMF_OK)
        return status;
    mmf_put(log, &h->serial, 0);
    mmf_put(log, &h->chain, mmf_load(&super->free_headers));
    mmf_put(log, &super->free_headers, mmf_off_of(log->segment, h));
    mmf_put(log, &super->container_count, mmf_load(&super->container_count) - 1);
    return MMF_OK;
}

mmf_status mmf_chain_push(mmf_log *log, uint64_t *head, struct mmf_header_shm *h)
{
    mmf_off first = mmf_load(head), off = mmf_off_of(log->segment, h);
    struct mmf_header_shm *after = first ? mmf_header_at(log->segment, first) : NULL;
    mmf_status status = mmf_log_room(log, 8);
    if (status != MMF_OK || (first && !after))
        return status != MMF_OK ? status : MMF_CORRUPT;
    mmf_put(log, &h->chain, mmf_halves(0, mmf_off_unit(first)));
    if (after)
        mmf_put(log, &after->chain, mmf_halves(mmf_off_unit(off), mmf_high(mmf_load(&after->chain))));
    mmf_put(log, head, off);
    return MMF_OK;
}

mmf_status mmf_chain_remove(mmf_log *log, uint64_t *head, struct mmf_header_shm *h)
{
    uint64_t chain = mmf_load(&h->chain);
    mmf_off previous = mmf_unit_off(mmf_low(chain)), next = mmf_unit_off(mmf_high(chain));
    struct mmf_header_shm *before = previous ? mmf_header_at(log->segment, previous) : NULL;
    struct mmf_header_shm *after = next ? mmf_header_at(log->segment, next) : NULL;
    mmf_status status = mmf_log_room(log, 8);
    if (status != MMF_OK || (previous && !before) || (next && !after) ||
        (!previous && mmf_load(head) != mmf_off_of(log->segment, h)))
        return status != MMF_OK ? status : MMF_CORRUPT;
    if (before)
        mmf_put(log, &before->chain, mmf_halves(mmf_low(mmf_load(&before->chain)), mmf_off_unit(next)));
    else
        mmf_put(log, head, next);
    if (after)
        mmf_put(log, &after->chain, mmf_halves(mmf_off_unit(previous), mmf_high(mmf_load(&after->chain))));
    mmf_put(log, &h->chain, 0);
    return MMF_OK;
}

mmf_status mmf_header_page_next(mmf_segment *s, mmf_off *page)
{
    const struct mmf_headers_shm *head = *page ? mmf_at(s, *page, sizeof *head) : NULL;
    if (*page && !head)
        return MMF_CORRUPT;
    mmf_off next = mmf_load(head ? &head->next : &mmf_super(s)->header_pages);
    if (next && (next < MMF_HEAP_OFF || next % MMF_PAGE || !mmf_at(s, next, MMF_PAGE_PAYLOAD)))
        return MMF_CORRUPT;
    *page = next;
    return MMF_OK;
}
