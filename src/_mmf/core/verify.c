/* verify.c -- walks a whole namespace and proves every invariant; names the first one that is broken.
 *
 * First the tree is walked from the root, the orphans and the garbage, and each block that it reaches is marked in a
 * private map, one bit for 16 bytes: a block reached twice is found here. Then the heap is walked, and each used block
 * must have been reached. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "mmf.h"
#include "ns.h"
#include "slab.h"

typedef struct verifier {
    mmf_segment *s;
    unsigned char *reached; /* bit i: unit i is the start of a block that was reached */
    uint64_t end;           /* of the heap, as it was when the map was made */
    mmf_off *todo;          /* headers of containers still to be walked */
    size_t todo_count, todo_capacity;
    uint64_t containers, free_slab_pages;
    const char *what;
} verifier;

static mmf_status fail(verifier *v, const char *what)
{
    if (!v->what)
        v->what = what;
    return MMF_CORRUPT;
}

/* false: reached before, or outside the heap. */
static bool mark(verifier *v, mmf_off off)
{
    if (off >= v->end)
        return false;
    unsigned char *byte = &v->reached[off / MMF_UNIT / 8], bit = (unsigned char)(1u << off / MMF_UNIT % 8);
    bool was = *byte & bit;
    *byte |= bit;
    return !was;
}

static bool is_marked(const verifier *v, mmf_off off)
{
    return off < v->end && v->reached[off / MMF_UNIT / 8] >> off / MMF_UNIT % 8 & 1;
}

static mmf_status reach_block(void *context, mmf_off off, uint64_t bytes)
{
    verifier *v = context;
    if (off < MMF_HEAP_OFF || off % MMF_UNIT || !mmf_at(v->s, off, mmf_round_up(bytes, 8)))
        return fail(v, "a block lies outside the heap");
    return mark(v, off) ? MMF_OK : fail(v, "a block is used twice");
}

static mmf_status push(verifier *v, mmf_off header)
{
    if (v->todo_count == v->todo_capacity) {
        mmf_off *wider = mmf_array_widen(v->todo, &v->todo_capacity, 64, sizeof *wider);
        if (!wider)
            return MMF_NOMEM;
        v->todo = wider;
    }
    v->todo[v->todo_count++] = header;
    return MMF_OK;
}

/* A container that hangs in the place `parent` names. */
static mmf_status reach_container(verifier *v, mmf_off off, uint64_t parent, bool check_parent)
{
    struct mmf_header_shm *h = mmf_header_at(v->s, off);
    if (!h || !mmf_load(&h->serial) || (mmf_load(&h->seq) & 1))
        return fail(v, "E2: a container's header is free, or its counter odd");
    if (check_parent && mmf_load(&h->parent) != parent)
        return fail(v, "X1: a container does not know the place where it hangs");
    uint64_t serial = mmf_load(&h->serial), kind = mmf_load(&h->parent) & 15;
    if ((serial & ~MMF_SERIAL_MARKS) > mmf_load(&mmf_super(v->s)->next_serial) ||
        !(serial & MMF_SERIAL_GARBAGE) != (kind != MMF_PARENT_GARBAGE))
        return fail(v, "E2: a serial was never given, or does not say that its container is garbage");
    if (!(serial & MMF_SERIAL_ORPHAN) != (kind != MMF_PARENT_ORPHAN))
        return fail(v, "X4: a serial does not say that its container is an orphan, or says so of another");
    if (!mark(v, off))
        return fail(v, "X1: a container hangs in two places");
    v->containers++;
    return push(v, off);
}

static mmf_status check_inline(verifier *v, mmf_cell c)
{
    int length = mmf_cell_inline_length(c);
    const unsigned char *bytes;
    mmf_cell_inline_bytes(&c, &bytes);
    if (length < 0)
        return fail(v, "C2: the length of an inline value is broken");
    for (int i = length; i < MMF_INLINE_BYTES; i++)
        if (bytes[i])
            return fail(v, "C4: bytes beyond an inline value are not zero");
    return MMF_OK;
}

static mmf_status reach_value(verifier *v, mmf_cell c, mmf_off parent, bool check_parent)
{
    uint8_t tag = mmf_cell_tag(c);
    switch (tag) {
    case MMF_TAG_NONE:
    case MMF_TAG_TRUE:
    case MMF_TAG_FALSE:
        return c.w0 == tag && !c.w1 ? MMF_OK : fail(v, "C1: a constant's cell is broken");
    case MMF_TAG_INT:
    case MMF_TAG_FLOAT:
        return c.w0 == tag ? MMF_OK : fail(v, "C1: a number's cell is broken");
    case MMF_TAG_STR7:
    case MMF_TAG_BYTES7:
    case MMF_TAG_LONG7:
        return check_inline(v, c);
    case MMF_TAG_DICT:
    case MMF_TAG_LIST: {
        struct mmf_header_shm *h = mmf_header_at(v->s, mmf_cell_offset(c));
        if (!mmf_cell_offset_ok(c) || !h || mmf_load(&h->serial) != c.w1 || mmf_shape_tag(mmf_load(&h->shape)) != tag)
            return fail(v, "C3: the cell of a container does not fit its header");
        return reach_container(v, mmf_cell_offset(c), parent, check_parent);
    }
    default:
        if (!mmf_tag_is_long(tag) || !mmf_long_payload(v->s, c))
            return fail(v, "C1/C3: a value's cell is broken");
        return reach_block(v, mmf_cell_offset(c), mmf_long_bytes(c.w1));
    }
}

static mmf_status check_dict(verifier *v, struct mmf_header_shm *h, bool is_garbage)
{
    const char *what = NULL;
    /* Garbage is taken apart from its end: only what is still there must be sound. */
    mmf_status status = is_garbage ? mmf_table_check_garbage(v->s, h, reach_block, v, &what)
                                   : mmf_table_check(v->s, h, reach_block, v, &what);
    if (status != MMF_OK)
        return status == MMF_CORRUPT ? fail(v, what) : status;
    struct mmf_entry_shm *entry;
    uint64_t left = mmf_most(v->s, sizeof *entry); /* it was no circle a moment ago */
    for (status = mmf_table_first(v->s, h, false, &entry); status == MMF_OK && entry;
         status = mmf_table_next(v->s, h, false, &entry)) {
        if (!left--)
            return fail(v, "T2: a dict's order is broken");
        if (mmf_tag_is_container(mmf_cell_tag(mmf_cell_load(entry->key))))
            return fail(v, "T1: a dict's key is a container");
        status = reach_value(v, mmf_cell_load(entry->key), 0, false);
        if (status == MMF_OK)
            status = reach_value(v, mmf_cell_load(entry->value), mmf_off_of(v->s, h), !is_garbage);
        if (status != MMF_OK)
            return status;
    }
    return status == MMF_OK ? MMF_OK : fail(v, "T2: a dict's order is broken");
}

static mmf_status check_list(verifier *v, struct mmf_header_shm *h, bool is_garbage)
{
    mmf_status status = mmf_list_check(v->s, h, reach_block, v);
    if (status != MMF_OK)
        return fail(v, "R1/R2: a list's storage is broken");
    for (uint64_t i = 0; i < mmf_list_count(h) && status == MMF_OK; i++) {
        uint64_t *cell = mmf_list_cell(v->s, h, i);
        status = cell ? reach_value(v, mmf_cell_load(cell), mmf_off_of(v->s, h), !is_garbage)
                      : fail(v, "R1: a list's item is missing");
    }
    return status;
}

static mmf_status check_containers(verifier *v)
{
    while (v->todo_count) {
        struct mmf_header_shm *h = mmf_header_at(v->s, v->todo[--v->todo_count]);
        uint64_t shape = mmf_load(&h->shape);
        bool is_garbage = mmf_load(&h->parent) == MMF_PARENT_GARBAGE;
        mmf_status status = MMF_CORRUPT;
        if (!mmf_guarded_ok(shape) || !mmf_guarded_ok(mmf_load(&h->count)) || !mmf_guarded_ok(mmf_load(&h->place)))
            return fail(v, "a container's header is broken");
        if (mmf_shape_tag(shape) == MMF_TAG_DICT)
            status = check_dict(v, h, is_garbage);
        else if (mmf_shape_tag(shape) == MMF_TAG_LIST)
            status = check_list(v, h, is_garbage);
        if (status != MMF_OK)
            return status == MMF_CORRUPT ? fail(v, "a container is of no known kind") : status;
    }
    return MMF_OK;
}

/* A list of containers without a place: all must name it. */
static mmf_status reach_chain(verifier *v, uint64_t head, uint64_t parent)
{
    mmf_off previous = 0;
    for (mmf_off off = head; off;) {
        struct mmf_header_shm *h = mmf_header_at(v->s, off);
        uint64_t chain = h ? mmf_load(&h->chain) : 0;
        mmf_status status = reach_container(v, off, parent, true);
        if (status != MMF_OK)
            return status;
        if (mmf_unit_off(mmf_low(chain)) != previous)
            return fail(v, "X1: a list of orphans or garbage is broken");
        previous = off;
        off = mmf_unit_off(mmf_high(chain));
    }
    return MMF_OK;
}

static mmf_status reach_slots(verifier *v)
{
    struct mmf_super_shm *super = mmf_super(v->s);
    for (unsigned chunk = 1; chunk < MMF_SLOT_CHUNKS && mmf_load(&super->slot_chunk[chunk]); chunk++) {
        mmf_status status = reach_block(v, mmf_load(&super->slot_chunk[chunk]),
                                        (MMF_SLOTS_FIRST << chunk) * sizeof(struct mmf_slot_shm));
        if (status != MMF_OK)
            return status;
    }
    for (uint32_t i = 0; i < mmf_slot_capacity(v->s); i++) {
        struct mmf_slot_shm *slot = mmf_slot_at(v->s, i);
        if (!slot)
            return fail(v, "the slots lie outside the file");
        mmf_status status = reach_chain(v, mmf_load(&slot->orphans), MMF_PARENT_ORPHAN | (uint64_t)i << 8);
        if (status == MMF_OK && mmf_load(&slot->more_lanes))
            status = reach_block(v, mmf_load(&slot->more_lanes), MMF_MORE_LANES_BYTES);
        for (int r = 0; r < MMF_RESERVED_BLOCKS && status == MMF_OK; r++)
            if (mmf_load(&slot->reserved[r]))
                status = reach_block(v, mmf_load(&slot->reserved[r]) & ~MMF_ABANDONED, MMF_SMALL_MAX + 1);
        if (status != MMF_OK)
            return status;
    }
    return MMF_OK;
}

/* Headers: each is in use and was reached, or free and in the list of free ones. */
static mmf_status check_header_pages(verifier *v)
{
    uint64_t headers = 0, free_headers = 0, most = mmf_most(v->s, sizeof(struct mmf_header_shm));
    for (mmf_off page = 0;;) {
        if (mmf_header_page_next(v->s, &page) != MMF_OK || (page && !mark(v, page)))
            return fail(v, "E1: the chain of header pages is broken");
        if (!page)
            break;
        for (unsigned i = 0; i < MMF_HEADERS_IN_PAGE; i++) {
            struct mmf_header_shm *h = mmf_header_at(v->s, mmf_header_in_page(page, i));
            headers++;
            if (mmf_load(&h->serial) && !is_marked(v, mmf_header_in_page(page, i)))
                return fail(v, "X1: a container hangs nowhere");
        }
    }
    for (mmf_off off = mmf_load(&mmf_super(v->s)->free_headers); off; free_headers++) {
        struct mmf_header_shm *h = mmf_header_at(v->s, off);
        if (!h || mmf_load(&h->serial) || free_headers > most)
            return fail(v, "E2: the list of free headers is broken");
        off = mmf_load(&h->chain);
    }
    if (headers != v->containers + free_headers || v->containers != mmf_load(&mmf_super(v->s)->container_count))
        return fail(v, "E1: headers in use and free headers do not add up");
    return MMF_OK;
}

/* A used large block of the heap: reached itself, or a page of small blocks. */
static mmf_status check_block(void *context, mmf_off payload, uint64_t bytes)
{
    verifier *v = context;
    if (is_marked(v, payload))
        return MMF_OK;
    mmf_slab_view view;
    if (bytes < MMF_PAGE_PAYLOAD || mmf_slab_view_page(v->s, payload, &view) != MMF_OK)
        return fail(v, "a block is used by nobody (lost)");
    bool any_free = false;
    for (unsigned i = 0; i < view.count; i++) {
        bool is_free = view.free[i / 64] >> i % 64 & 1;
        any_free |= is_free;
        if (is_free == is_marked(v, payload + sizeof(struct mmf_slab_shm) + i * view.block_bytes))
            return fail(v, is_free ? "B: a small block is free and used" : "B: a small block is used by nobody (lost)");
    }
    v->free_slab_pages += any_free;
    return MMF_OK;
}

static mmf_status verify(verifier *v)
{
    struct mmf_super_shm *super = mmf_super(v->s);
    uint64_t end = mmf_load(&super->heap_end), listed;
    if (!mmf_at(v->s, 0, end))
        return fail(v, "A1: the heap ends outside the file");
    v->end = end;
    v->reached = calloc(end / MMF_UNIT / 8 + 1, 1);
    if (!v->reached)
        return MMF_NOMEM;
    mmf_status status = reach_container(v, super->fixed.root_off, 0, true);
    if (status == MMF_OK)
        status = reach_slots(v);
    if (status == MMF_OK)
        status = reach_chain(v, mmf_load(&super->garbage), MMF_PARENT_GARBAGE);
    if (status == MMF_OK)
        status = check_containers(v);
    if (status == MMF_OK)
        status = check_header_pages(v);
    if (status == MMF_OK)
        status = mmf_heap_check(v->s, check_block, v, &v->what);
    if (status == MMF_OK && (mmf_slab_check_lists(v->s, &listed) != MMF_OK || listed != v->free_slab_pages))
        return fail(v, "B1: the lists of pages with free blocks are broken");
    return status;
}

/* Without write access: whatever was found means nothing if somebody has written meanwhile. */
static mmf_status verify_unlocked(mmf_ns *ns, verifier *v)
{
    uint32_t *lock = &mmf_super_of(ns)->lock;
    uint64_t before, after;
    mmf_status status = mmf_lock_look(lock) ? MMF_BUSY : mmf_stamp(ns, &before);
    if (status != MMF_OK || (status = mmf_segment_check_length(v->s)) != MMF_OK)
        return status;
    status = verify(v);
    mmf_read_fence();
    return !mmf_lock_look(lock) && mmf_stamp(ns, &after) == MMF_OK && after == before ? status : MMF_BUSY;
}

mmf_status mmf_verify(mmf_ns *ns, char *what, size_t what_bytes)
{
    verifier v = {.s = &ns->segment};
    mmf_write w = {.ns = ns};
    bool locked = !ns->segment.readonly;
    mmf_status status = mmf_segment_check_length(v.s); /* before the lock is touched */
    if (status == MMF_OK && locked)
        status = mmf_write_begin(&w, ns, MMF_OPERATION_NONE);
    if (status != MMF_OK) {
        if (status == MMF_CORRUPT)
            snprintf(what, what_bytes, "%s", "L1: the undo log is not empty and could not be undone");
        return status;
    }
    if (w.in_transaction)
        status = MMF_INVALID; /* counters are odd and frees pending until its end */
    else if (!locked)
        status = verify_unlocked(ns, &v);
    else if ((status = mmf_segment_check_length(v.s)) == MMF_OK)
        status = verify(&v);
    if (status == MMF_CORRUPT)
        snprintf(what, what_bytes, "%s", v.what ? v.what : "a check failed");
    free(v.reached);
    free(v.todo);
    return locked ? mmf_write_cancel(&w, status) : status;
}
