/* compact.c -- gives the pages of free blocks back to the system, while others stay attached and read without locks.
 *
 *     mark (lock) ... wait for readers (no lock) ... punch (lock) ... punch (lock) ...
 *
 *     free block: | head, links | rest of the page | page | page | ... | beginning of a page | head of the next block
 *                                                    become holes
 *
 * The file keeps its length and its blocks; pages inside of free ones become holes (fallocate(2), PUNCH_HOLE). Before
 * that, dicts that have much more memory for entries than items are rebuilt, each in one change, and empty pages of
 * small blocks are freed.
 * J1  A block with holes says so in its head, before the first is made and as long as one may be left. What is carved
 *     out of it gets real space before anything else (heap.c), and joining blocks join the flags. Head and links are
 *     never in a hole, nor is the next block's head. A flag without holes is no harm, so no step of this needs the log:
 *     each is one store.
 * J2  Touching a hole is dangerous where the file system is full: it needs a page then, and there is none. So pages
 *     become holes only when all who were reading while the block was still in use have gone on (readers.c).
 * J3  The lock is not held meanwhile. The mark in the head says that the block has been free since: whoever takes it
 *     out of its bin, to use it or to join it to another, takes the mark away first, by a store that is not undone.
 *     Marks of one that died mean nothing to the next, which waits anew.
 * J4  One process compacts at a time: it holds a lock on a byte far behind the file's end. */
#include <stdlib.h>

#include "array.h"
#include "bin.h"
#include "heap.h"
#include "mmf.h"
#include "readers.h"

#define COMPACT_OFF (MMF_LIFE_OFF + MMF_SLOTS_MAX + 2)
#define PUNCH_MOST (UINT64_C(8) << 20) /* bytes in one hold of the lock: about a millisecond */
#define LINKS_BYTES 16

typedef struct span {
    mmf_off off; /* of the block's head */
    uint64_t units;
} span;

struct mmf_compact {
    mmf_ns *ns;
    span *marked;
    size_t count, capacity, next; /* next: to be punched */
    mmf_off at;                   /* how far into it; 0: not begun */
    uint64_t given_back, delayed;
    bool begun;   /* with the containers */
    mmf_off page; /* of headers, whose containers are next; 0: all are done */
    uint64_t pages; /* of headers, so far */
};

/* The whole pages inside of a free block. */
static bool pages_of(const mmf_block *b, mmf_off *from, mmf_off *to)
{
    *from = mmf_round_up(b->off + MMF_BLOCK_HEAD + LINKS_BYTES, MMF_PAGE);
    *to = mmf_round_down(b->off + b->units * MMF_UNIT, MMF_PAGE);
    return *from < *to;
}

static void put_flags(const mmf_block *b, uint64_t flags)
{
    mmf_store(&b->head->size, mmf_block_size_word(b->units, flags));
    mmf_program_order(); /* J1: before the hole is made */
}

mmf_status mmf_compact_begin(mmf_ns *ns, int ms, mmf_compact **compact)
{
    if (ns->segment.readonly)
        return MMF_READONLY;
    mmf_status status = mmf_segment_check_length(&ns->segment); /* before anything of the file is touched */
    if (status == MMF_OK && !mmf_has_slot(ns))
        status = mmf_slot_claim(ns);
    if (status != MMF_OK)
        return status;
    uint64_t until = os_steady_ms() + (uint64_t)ms;
    for (;;) { /* J4, among threads and among processes */
        uint64_t other = 0;
        if (__atomic_compare_exchange_n(&ns->compacting, &other, mmf_self(), false, __ATOMIC_ACQUIRE,
                                        __ATOMIC_RELAXED)) {
            if ((status = mmf_life_try_hold(ns, COMPACT_OFF)) == MMF_OK)
                break;
            __atomic_store_n(&ns->compacting, 0, __ATOMIC_RELEASE);
        } else {
            status = other == mmf_self() ? MMF_HELD : MMF_BUSY;
        }
        if (status == MMF_BUSY && os_steady_ms() < until)
            status = os_pause_ms(1) == MMF_OK ? MMF_OK : MMF_INTERRUPTED;
        if (status != MMF_OK)
            return status;
    }
    if ((*compact = calloc(1, sizeof **compact))) {
        (*compact)->ns = ns;
        return MMF_OK;
    }
    mmf_life_drop(ns, COMPACT_OFF);
    __atomic_store_n(&ns->compacting, 0, __ATOMIC_RELEASE);
    return MMF_NOMEM;
}

void mmf_compact_end(mmf_compact *c)
{
    mmf_life_drop(c->ns, COMPACT_OFF);
    __atomic_store_n(&c->ns->compacting, 0, __ATOMIC_RELEASE);
    free(c->marked);
    free(c);
}

static mmf_status begin(mmf_write *w, mmf_ns *ns)
{
    mmf_status status = mmf_write_begin(w, ns, MMF_OPERATION_COMPACT);
    return status == MMF_OK && w->in_transaction ? mmf_write_end(w, MMF_INVALID) : status;
}

/* A full namespace leaves a container as it was. */
static bool is_bearable(mmf_status status) { return status == MMF_OK || status == MMF_FULL || status == MMF_NO_SPACE; }

/* Have the containers of a page of headers give up what they have much too much of. Each in a hold of the lock of its
 * own. */
static mmf_status shrink_page(mmf_ns *ns, mmf_off page)
{
    mmf_status status = MMF_OK;
    for (unsigned i = 0; i < MMF_HEADERS_IN_PAGE && is_bearable(status); i++) {
        struct mmf_header_shm *h = mmf_header_at(&ns->segment, mmf_header_in_page(page, i));
        mmf_write w;
        if (!h)
            return MMF_CORRUPT;
        if ((status = begin(&w, ns)) != MMF_OK)
            return status;
        uint64_t serial = mmf_load(&h->serial);
        bool stands = serial && !(serial & MMF_SERIAL_GARBAGE);
        status = stands ? mmf_tree_shrink(&w.tree, h) : MMF_NOT_FOUND;
        status = status == MMF_NOT_FOUND ? mmf_write_cancel(&w, MMF_OK) : mmf_write_end(&w, status);
    }
    return is_bearable(status) ? MMF_OK : status;
}

static mmf_status next_page(mmf_compact *c)
{
    mmf_segment *s = &c->ns->segment;
    if (++c->pages > mmf_most(s, MMF_PAGE))
        return MMF_CORRUPT; /* in a circle */
    return mmf_header_page_next(s, &c->page);
}

static mmf_status shrink_all(mmf_compact *c)
{
    mmf_write w;
    mmf_status status = MMF_OK;
    if (!c->begun) {
        if ((status = begin(&w, c->ns)) != MMF_OK)
            return status;
        /* Under the lock: none that an open transaction added, and may take back. */
        status = mmf_write_cancel(&w, next_page(c));
        c->begun = status == MMF_OK;
    }
    while (status == MMF_OK && c->page)
        if ((status = shrink_page(c->ns, c->page)) == MMF_OK)
            status = next_page(c);
    return status;
}

static mmf_status remember(mmf_compact *c, const mmf_block *b)
{
    if (c->count == c->capacity) {
        span *wider = mmf_array_widen(c->marked, &c->capacity, 64, sizeof *wider);
        if (!wider)
            return MMF_NOMEM;
        c->marked = wider;
    }
    c->marked[c->count++] = (span){b->off, b->units};
    return MMF_OK;
}

static mmf_status mark_bin(mmf_compact *c, unsigned bin)
{
    mmf_segment *s = &c->ns->segment;
    uint64_t most = mmf_most(s, MMF_PAGE), steps = 0;
    mmf_status status = MMF_OK;
    mmf_block b;
    for (mmf_off off = mmf_load(&mmf_super(s)->bin[bin]); off && status == MMF_OK;
         off = mmf_load(&mmf_block_links(&b)[0])) {
        mmf_off from, to;
        if (mmf_block_read_free(s, off, &b) != MMF_OK || ++steps > most)
            return MMF_CORRUPT;
        if (!pages_of(&b, &from, &to))
            continue;
        put_flags(&b, b.flags | MMF_BLOCK_MARKED);
        c->delayed += to - from;
        status = remember(c, &b);
    }
    return status;
}

mmf_status mmf_compact_mark(mmf_compact *c)
{
    mmf_write w;
    c->count = c->next = c->at = c->delayed = 0;
    mmf_status status = shrink_all(c);
    if (status == MMF_OK)
        status = mmf_relieve(c->ns);
    if (status == MMF_OK)
        status = begin(&w, c->ns);
    if (status != MMF_OK)
        return status;
    for (unsigned bin = mmf_bin_of(MMF_PAGE / MMF_UNIT); bin < MMF_BINS && status == MMF_OK; bin++)
        status = mark_bin(c, bin);
    return mmf_write_cancel(&w, status);
}

mmf_status mmf_compact_wait(mmf_compact *c, int ms) { return c->count ? mmf_readers_wait(c->ns, ms) : MMF_OK; }

/* Punch the next piece of the next block, at most `most` bytes of it. */
static mmf_status punch_some(mmf_compact *c, uint64_t most, uint64_t *bytes)
{
    mmf_segment *s = &c->ns->segment;
    const span *next = &c->marked[c->next];
    mmf_block b;
    mmf_off from, to;
    *bytes = 0;
    bool stands = mmf_block_read(s, next->off, &b) == MMF_OK && !b.used && (b.flags & MMF_BLOCK_MARKED) &&
                  b.units == next->units && pages_of(&b, &from, &to);
    if (!stands) { /* J3: it was taken, or joined to others */
        c->next++;
        c->at = 0;
        return MMF_OK;
    }
    from = mmf_max(from, c->at);
    *bytes = mmf_min(most, to - from);
    put_flags(&b, b.flags | MMF_BLOCK_HOLES);
    mmf_crash_point();
    mmf_status status = os_punch(s->fd, from, *bytes);
    if (status != MMF_OK)
        return status;
    c->at = from + *bytes;
    c->delayed -= *bytes;
    if (c->at == to) {
        put_flags(&b, MMF_BLOCK_HOLES);
        c->next++;
        c->at = 0;
    }
    return MMF_OK;
}

mmf_status mmf_compact_punch(mmf_compact *c, bool *more)
{
    mmf_write w;
    os_file_info before, after;
    uint64_t left = PUNCH_MOST, bytes;
    *more = false;
    if (c->next == c->count)
        return MMF_OK;
    mmf_status status = begin(&w, c->ns);
    if (status != MMF_OK)
        return status;
    status = mmf_segment_information(&c->ns->segment, &before);
    for (; status == MMF_OK && left && c->next < c->count; left -= bytes)
        status = punch_some(c, left, &bytes);
    if (status == MMF_OK && (status = mmf_segment_information(&c->ns->segment, &after)) == MMF_OK)
        c->given_back += before.disk_bytes - mmf_min(before.disk_bytes, after.disk_bytes);
    *more = c->next < c->count;
    return mmf_write_cancel(&w, status);
}

void mmf_compact_progress(const mmf_compact *c, uint64_t *given_back, uint64_t *delayed)
{
    *given_back = c->given_back;
    *delayed = c->delayed;
}
