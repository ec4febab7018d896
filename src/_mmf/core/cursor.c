/* cursor.c -- walking a dict while others change it.
 *
 * A walker remembers the last entries that it gave (anchors: place and order number). The newest one that still is what
 * it was gives the way on; if all have been removed, the walk looks from the end of the dict for the first item whose
 * order number is beyond the last one given. Order numbers rise along the dict (T2), so each item that stays is given
 * once. Once the dict has given the memory of its entries up (clear), the anchors' places are another's: then they are
 * not looked at.
 *
 * A walk forwards ends before the first item whose number is above the highest that the dict had given when the walk
 * began: it was added since. (Backwards such items are behind the walker.) That number means nothing in a new
 * numbering, so whoever meets one takes the highest of then: what was added in between may be given, once in 2^32
 * insertions. */
#include "mmf.h"
#include "readers.h"

static bool is_beyond(uint32_t order, uint32_t given, bool backwards)
{
    return backwards ? order < given : order > given;
}

/* Does the list of order name this entry? Not if its insertion has been undone: then it is as it was, but fresh
 * again. */
static bool is_listed(mmf_segment *s, const struct mmf_header_shm *h, const struct mmf_entry_shm *entry, mmf_off off)
{
    uint32_t before = mmf_low(mmf_load_data(&entry->links)), unit = mmf_off_unit(off);
    if (!before)
        return mmf_low(mmf_load_data(&h->ends)) == unit;
    const struct mmf_entry_shm *previous = mmf_entry_at_unit(s, before);
    return previous && mmf_high(mmf_load_data(&previous->links)) == unit;
}

/* The entry of the newest anchor that still stands, or NULL. */
static struct mmf_entry_shm *standing_anchor(mmf_segment *s, const struct mmf_header_shm *h, const mmf_cursor *c)
{
    for (uint32_t back = 1; back <= MMF_CURSOR_ANCHORS && back <= c->count; back++) {
        uint32_t i = (c->count - back) % MMF_CURSOR_ANCHORS;
        struct mmf_entry_shm *entry = mmf_entry_at(s, c->anchor_off[i]);
        if (entry && mmf_load_data(&entry->key[0]) && mmf_low(mmf_load_data(&entry->meta)) == c->anchor_order[i] &&
            is_listed(s, h, entry, c->anchor_off[i]))
            return entry;
    }
    return NULL;
}

/* The next entry to give; NULL at the end. */
static mmf_status find_next(mmf_segment *s, const struct mmf_header_shm *h, const mmf_cursor *c, bool backwards,
                            struct mmf_entry_shm **entry)
{
    uint64_t most = mmf_low(mmf_load_data(&h->count)), steps = 0, to_skip = 0;
    mmf_status status = MMF_OK;
    bool renumbered = c->started && c->epoch != mmf_high(mmf_load_data(&h->order));
    bool same_places = c->storage == (uint32_t)mmf_load_data(&h->storage);
    *entry = c->started && !renumbered && same_places ? standing_anchor(s, h, c) : NULL;
    if (*entry) {
        status = mmf_table_next(s, h, backwards, entry);
    } else {
        status = mmf_table_first(s, h, backwards, entry);
        to_skip = renumbered ? c->count : 0; /* the numbers mean nothing any more: go by how many were given */
    }
    while (status == MMF_OK && *entry && c->started) {
        if (renumbered ? !to_skip : is_beyond(mmf_low(mmf_load_data(&(*entry)->meta)), c->order, backwards))
            break;
        to_skip -= renumbered;
        if (++steps > most || steps > mmf_most(s, sizeof(struct mmf_entry_shm)))
            return MMF_CORRUPT; /* torn, or a circle */
        status = mmf_table_next(s, h, backwards, entry);
    }
    return status;
}

/* Was the item with this order number added since the walk began? Backwards none is met. */
static bool is_new(const mmf_cursor *c, uint32_t order, uint64_t numbering, bool backwards)
{
    return MMF_UNLIKELY(order > c->last) && c->started && c->epoch == mmf_high(numbering) && !backwards;
}

/* What a walker remembers of an item that it gives. */
typedef struct step {
    mmf_off off;
    uint32_t order, storage;
    uint64_t numbering; /* the dict's word */
} step;

static void remember(mmf_cursor *c, const step *given)
{
    uint32_t i = c->count % MMF_CURSOR_ANCHORS, epoch = mmf_high(given->numbering);
    if (MMF_UNLIKELY(!c->started) || MMF_UNLIKELY(c->epoch != epoch))
        c->last = mmf_low(given->numbering);
    c->order = c->anchor_order[i] = given->order;
    c->anchor_off[i] = given->off;
    c->epoch = epoch;
    c->storage = given->storage;
    c->started = 1;
    c->count++;
}

static mmf_status try_next(const mmf_ref *dict, const struct mmf_header_shm *h, const mmf_cursor *c, bool backwards,
                           mmf_out *key, mmf_out *value, bool holding, step *given, bool *torn)
{
    mmf_segment *s = &dict->ns->segment;
    struct mmf_entry_shm *entry;
    *torn = false;
    if (!mmf_is_usable(dict, h))
        return MMF_STALE;
    mmf_status status = find_next(s, h, c, backwards, &entry);
    if (status != MMF_OK)
        return status;
    if (!entry)
        return MMF_NOT_FOUND;
    uint64_t meta = mmf_load_acquire(&entry->meta), numbering = mmf_load_data(&h->order);
    if (is_new(c, mmf_low(meta), numbering, backwards))
        return MMF_NOT_FOUND;
    if (key)
        status = mmf_fetch(s, mmf_cell_load(entry->key), key);
    if (value && status == MMF_OK)
        status = mmf_fetch(s, mmf_cell_load(entry->value), value);
    mmf_read_fence();
    *torn = !holding && ((meta & MMF_VERSION_STEP) || mmf_load_data(&entry->meta) != meta);
    given->off = mmf_off_of(s, entry);
    given->order = mmf_low(meta);
    given->numbering = numbering;
    given->storage = (uint32_t)mmf_load_data(&h->storage);
    return status;
}

static mmf_status next_looking(const mmf_ref *dict, mmf_cursor *cursor, bool backwards, mmf_out *key, mmf_out *value)
{
    struct mmf_header_shm *h = mmf_ref_header(dict);
    for (int tries = 0; tries < MMF_LOOKS; tries++, os_relax()) {
        mmf_look look;
        step given = {0};
        bool torn;
        if (!mmf_look_begin(&look, dict->ns, h))
            continue;
        mmf_status status = try_next(dict, h, cursor, backwards, key, value, look.holding, &given, &torn);
        if (!mmf_look_end(&look, dict->ns, h) || torn)
            continue;
        if (status == MMF_OK)
            remember(cursor, &given);
        return status;
    }
    return MMF_BUSY;
}

mmf_status mmf_dict_next(const mmf_ref *dict, mmf_cursor *cursor, bool backwards, mmf_out *key, mmf_out *value)
{
    uint64_t *reading = mmf_read_enter(dict->ns);
    mmf_status status = next_looking(dict, cursor, backwards, key, value);
    mmf_read_leave(dict->ns, reading);
    return status;
}
