/* table.c -- a dict's content: an index of hashes (index.c) over entries in insertion order.
 *
 *     chunk of entries: | next chunk | entry | entry | ... |     entry: | key cell | value cell | links | meta |
 *
 * Entries never move while their key stays: a reader that knows one may come back to it, and check by the order number
 * in `meta` that it is still the one it knew. Order is a doubly linked list, so removal leaves no holes: vacant entries
 * are reused, and no compaction is ever due.
 * T1  An entry is in the index, in the list of order, and counted; or it is vacant (key tag 0) and in the list of
 *     vacant entries; or it was never used (fresh).
 * T2  Order numbers rise along the list; each insertion takes a new one. A rollback does not take it back: a walker
 *     that was given the item knows it by its number.
 * T3  A table without items may keep its storage; only a table that is given up frees it. */
#include "table.h"

#define FIRST_ENTRIES 4 /* of a chunk; then twice as many each time, up to MMF_CHUNK_ENTRIES_MAX */

mmf_status mmf_table_find(mmf_segment *s, const struct mmf_header_shm *h, const mmf_key *key, mmf_found *found)
{
    mmf_index index;
    return MMF_LIKELY(mmf_index_of(s, h, &index)) ? mmf_table_find_in(s, h, &index, key, found) : MMF_CORRUPT;
}

mmf_status mmf_table_find_slowly(mmf_segment *s, const struct mmf_header_shm *h, const mmf_key *key, mmf_found *found)
{
    mmf_index index;
    if (MMF_UNLIKELY(!mmf_index_of(s, h, &index)))
        return MMF_CORRUPT;
    if (MMF_UNLIKELY(!index.place)) {
        found->place.slots = NULL;
        return MMF_NOT_FOUND;
    }
    uint32_t hash31 = mmf_key_hash31(key->hash);
    uint64_t *slots = mmf_index_slots(&index, hash31), mask = (UINT64_C(1) << index.log2) - 1;
    if (MMF_UNLIKELY(!slots))
        return MMF_CORRUPT;
    uint64_t seen = 0, hashed = 0; /* the slots on the way, each of odd parity, by xor; bytes of other keys */
    for (uint64_t probes = 0, p = hash31 & mask; probes <= mask; probes++, p = (p + 1) & mask) {
        uint64_t slot = mmf_load_data(&slots[p]);
        if (!slot) {
            found->place = (mmf_index_place){slots, p, mask};
            return (uint64_t)__builtin_parityll(seen) == (probes & 1) ? MMF_NOT_FOUND : MMF_CORRUPT; /* I3 */
        }
        seen ^= slot;
        if (mmf_index_hash(slot) != hash31)
            continue;
        struct mmf_entry_shm *entry = mmf_entry_at_unit(s, mmf_low(slot));
        int equal = entry ? mmf_key_equals(s, mmf_cell_load(entry->key), key) : -1;
        if (MMF_LIKELY(equal > 0)) {
            *found = (mmf_found){entry, {slots, p, mask}};
            return MMF_OK;
        }
        /* Equal hashes of unequal keys are rare enough to make sure that it is not a broken slot. */
        uint32_t hash;
        mmf_cell stored = equal < 0 ? (mmf_cell){0, 0} : mmf_cell_load(entry->key);
        if (mmf_tag_is_long(mmf_cell_tag(stored)) && (hashed += stored.w1) > mmf_most(s, 1))
            return MMF_CORRUPT; /* slots that name one key again and again */
        if (equal < 0 || mmf_key_hash_stored(s, stored, &hash) != MMF_OK || mmf_key_hash31(hash) != hash31)
            return MMF_CORRUPT;
    }
    return MMF_CORRUPT;
}

/* ---- entries ---- */

/* A chunk of so many entries, or, if there is one already, twice as many as that has. */
static mmf_status add_chunk(mmf_log *log, struct mmf_header_shm *h, uint64_t entries)
{
    mmf_off newest = mmf_unit_off(mmf_high(mmf_load(&h->fresh))), off;
    if (newest) {
        struct mmf_entries_shm *chunk = mmf_at(log->segment, newest, sizeof *chunk);
        if (!chunk)
            return MMF_CORRUPT;
        entries = mmf_min(2 * (uint64_t)mmf_high(mmf_load(&chunk->next)), MMF_CHUNK_ENTRIES_MAX);
    }
    mmf_status status = mmf_heap_alloc(log, mmf_chunk_bytes(entries), &off);
    if (status != MMF_OK || (status = mmf_log_room(log, 16)) != MMF_OK)
        return status;
    struct mmf_entries_shm *chunk = mmf_at(log->segment, off, mmf_chunk_bytes(entries));
    mmf_store_data(&chunk->next, mmf_halves(mmf_off_unit(newest), (uint32_t)entries));
    mmf_store_data(&chunk->spare, 0);
    mmf_put_pair(log, &h->vacant, mmf_halves(mmf_low(mmf_load(&h->vacant)), (uint32_t)entries),
                 mmf_halves(mmf_off_unit(off + sizeof *chunk), mmf_off_unit(off)));
    return MMF_OK;
}

/* An entry to fill: a vacant one (what a rollback needs of it is recorded), else a fresh one. From here on the header's
 * words about entries are recorded, too: ends, vacant, fresh. A new table has no vacant ones, and needs no records. */
static mmf_status take_entry(mmf_log *log, struct mmf_header_shm *h, bool is_new, struct mmf_entry_shm **taken)
{
    uint64_t vacant = mmf_load(&h->vacant);
    if (!mmf_low(vacant) && !mmf_high(vacant)) {
        mmf_status status = add_chunk(log, h, FIRST_ENTRIES);
        if (status != MMF_OK)
            return status;
        vacant = mmf_load(&h->vacant);
    }
    if (!is_new) {
        mmf_log_run(log, &h->ends, 3);
        mmf_log_publish(log);
    }
    struct mmf_entry_shm *entry;
    if (mmf_low(vacant)) {
        entry = mmf_entry_at(log->segment, mmf_unit_off(mmf_low(vacant)));
        if (!entry || mmf_load(&entry->key[0]))
            return MMF_CORRUPT;
        mmf_store_data(&h->vacant, mmf_halves(mmf_low(mmf_load(&entry->links)), mmf_high(vacant)));
        mmf_log_save_pair(log, entry->key); /* this very change may have removed it */
        mmf_log_save_pair(log, entry->value);
        mmf_log_save_pair(log, &entry->links);
    } else {
        uint64_t fresh = mmf_load(&h->fresh);
        entry = mmf_entry_at(log->segment, mmf_unit_off(mmf_low(fresh)));
        if (!entry)
            return MMF_CORRUPT;
        mmf_store_data(&h->vacant, mmf_halves(0, mmf_high(vacant) - 1));
        mmf_store_data(&h->fresh, mmf_halves(mmf_low(fresh) + sizeof *entry / MMF_UNIT, mmf_high(fresh)));
    }
    *taken = entry;
    return MMF_OK;
}

/* Give all entries order numbers from 1 on: once in 2^32 insertions. Walkers see it by the epoch. A version that this
 * change made odd becomes even now, since the end of the change looks for it beside the old number; h->seq is odd. */
static MMF_COLD mmf_status renumber(mmf_log *log, struct mmf_header_shm *h)
{
    uint32_t order = 0;
    uint64_t left = mmf_most(log->segment, sizeof(struct mmf_entry_shm)); /* others may make it a circle meanwhile */
    struct mmf_entry_shm *entry;
    mmf_status status = mmf_table_first(log->segment, h, false, &entry);
    while (status == MMF_OK && entry) {
        if (!left--)
            return MMF_CORRUPT;
        if ((status = mmf_log_room(log, 4)) != MMF_OK)
            return status;
        uint32_t version = mmf_high(mmf_load(&entry->meta));
        mmf_put(log, &entry->meta, mmf_halves(++order, version + (version & 1)));
        status = mmf_table_next(log->segment, h, false, &entry);
    }
    if (status == MMF_OK)
        mmf_put(log, &h->order, mmf_halves(order, mmf_high(mmf_load(&h->order)) + 1));
    return status;
}

/* Ints in ascending order: four neighbours lie side by side in the index (mmf_hash_int). With the first of four the
 * cache is told where the next four will be looked for; among many, each look-up would wait for memory. Only a hint. */
static inline void fetch_ahead(mmf_segment *s, const struct mmf_header_shm *h, const struct mmf_entry_shm *last,
                               mmf_cell key)
{
    mmf_index index;
    uint64_t *slots;
    if (mmf_load(&last->key[1]) + 1 != key.w1 || mmf_cell_tag(key) != MMF_TAG_INT || key.w1 & 3)
        return;
    key.w1 += 4;
    uint32_t hash31 = mmf_key_hash31(mmf_hash_int(mmf_super(s)->fixed.seed, key));
    if (mmf_index_of(s, h, &index) && index.depth && mmf_index_known_slots(&index, hash31, &slots))
        __builtin_prefetch(&slots[hash31 & ((UINT32_C(1) << index.log2) - 1)], 1);
}

/* Add an item at the end, with this order number and version. h->seq is odd. */
static MMF_ALWAYS_INLINE mmf_status append(mmf_log *log, struct mmf_header_shm *h, uint32_t hash,
                                           const mmf_cell item[2], uint64_t meta, const mmf_index_place *hole,
                                           bool is_new)
{
    uint64_t count = mmf_load(&h->count);
    struct mmf_entry_shm *entry;
    mmf_status status = take_entry(log, h, is_new, &entry);
    if (status != MMF_OK)
        return status;
    mmf_off off = mmf_off_of(log->segment, entry);
    if ((status = mmf_index_add(log, h, mmf_key_hash31(hash), off, hole, is_new)) != MMF_OK ||
        (status = mmf_log_room(log, 16)) != MMF_OK)
        return status;
    uint64_t ends = mmf_load(&h->ends);
    struct mmf_entry_shm *last = mmf_high(ends) ? mmf_entry_at(log->segment, mmf_unit_off(mmf_high(ends))) : NULL;
    if (mmf_high(ends) && !last)
        return MMF_CORRUPT;
    if (last)
        fetch_ahead(log->segment, h, last, item[0]);
    mmf_store_data(&entry->key[0], item[0].w0);
    mmf_store_data(&entry->key[1], item[0].w1);
    mmf_store_data(&entry->value[0], item[1].w0);
    mmf_store_data(&entry->value[1], item[1].w1);
    mmf_store_data(&entry->links, mmf_halves(mmf_high(ends), 0));
    mmf_store_data(&entry->meta, meta);
    if (last)
        mmf_put_unless_new(log, is_new, &last->links, mmf_halves(mmf_low(mmf_load(&last->links)), mmf_off_unit(off)));
    mmf_store_data(&h->ends, mmf_halves(last ? mmf_low(ends) : mmf_off_unit(off), mmf_off_unit(off)));
    mmf_put_unless_new(log, is_new, &h->count, mmf_guarded(mmf_low(count) + 1));
    return MMF_OK;
}

mmf_status mmf_table_make_room(mmf_log *log, struct mmf_header_shm *h, uint64_t count)
{
    mmf_status status = mmf_index_make(log, h, count);
    return status == MMF_OK ? add_chunk(log, h, mmf_min(count, MMF_CHUNK_ENTRIES_MAX)) : status;
}

mmf_status mmf_table_insert_new(mmf_log *log, struct mmf_header_shm *h, uint32_t hash, const mmf_cell item[2],
                                const mmf_found *missed)
{
    uint64_t order = mmf_load(&h->order);
    if (mmf_low(order) == UINT32_MAX)
        return MMF_FULL;
    mmf_store_data(&h->order, order + 1);
    return append(log, h, hash, item, mmf_low(order) + 1, &missed->place, true);
}

mmf_status mmf_table_insert(mmf_log *log, struct mmf_header_shm *h, uint32_t hash, const mmf_cell item[2],
                            const mmf_found *missed)
{
    mmf_status status = mmf_log_room(log, 32);
    if (status != MMF_OK || (status = mmf_log_make_odd(log, &h->seq)) != MMF_OK)
        return status;
    uint64_t order = mmf_load(&h->order);
    if (MMF_UNLIKELY(mmf_low(order) == UINT32_MAX)) {
        if ((status = renumber(log, h)) != MMF_OK || (status = mmf_log_room(log, 32)) != MMF_OK)
            return status;
        order = mmf_load(&h->order);
    }
    mmf_store_data(&h->order, order + 1); /* not recorded (T2) */
    return append(log, h, hash, item, mmf_low(order) + 1, &missed->place, false);
}

/* Take an entry out of the list of order. */
static mmf_status unlink_entry(mmf_log *log, struct mmf_header_shm *h, struct mmf_entry_shm *entry)
{
    uint64_t links = mmf_load(&entry->links), ends = mmf_load(&h->ends);
    struct mmf_entry_shm *before = mmf_low(links) ? mmf_entry_at(log->segment, mmf_unit_off(mmf_low(links))) : NULL;
    struct mmf_entry_shm *after = mmf_high(links) ? mmf_entry_at(log->segment, mmf_unit_off(mmf_high(links))) : NULL;
    if ((mmf_low(links) && !before) || (mmf_high(links) && !after))
        return MMF_CORRUPT;
    if (before)
        mmf_put(log, &before->links, mmf_halves(mmf_low(mmf_load(&before->links)), mmf_high(links)));
    if (after)
        mmf_put(log, &after->links, mmf_halves(mmf_low(links), mmf_high(mmf_load(&after->links))));
    if (!before || !after)
        mmf_put(log, &h->ends,
                mmf_halves(before ? mmf_low(ends) : mmf_high(links), after ? mmf_high(ends) : mmf_low(links)));
    mmf_put(log, &h->count, mmf_guarded(mmf_low(mmf_load(&h->count)) - 1));
    return MMF_OK;
}

mmf_status mmf_table_remove(mmf_log *log, struct mmf_header_shm *h, const mmf_found *found)
{
    struct mmf_entry_shm *entry = found->entry;
    mmf_status status = mmf_log_room(log, 32);
    if (status != MMF_OK || (status = mmf_log_make_odd(log, &h->seq)) != MMF_OK ||
        (status = mmf_index_remove(log, &found->place)) != MMF_OK || (status = mmf_log_room(log, 16)) != MMF_OK ||
        (status = unlink_entry(log, h, entry)) != MMF_OK)
        return status;
    uint64_t vacant = mmf_load(&h->vacant);
    mmf_put(log, &entry->key[0], 0);
    mmf_put(log, &entry->links, mmf_low(vacant));
    mmf_put(log, &h->vacant, mmf_halves(mmf_off_unit(mmf_off_of(log->segment, entry)), mmf_high(vacant)));
    return MMF_OK;
}

mmf_status mmf_table_locate(mmf_segment *s, const struct mmf_header_shm *h, struct mmf_entry_shm *entry,
                            mmf_found *found)
{
    mmf_index index;
    uint32_t hash;
    mmf_status status = mmf_key_hash_stored(s, mmf_cell_load(entry->key), &hash);
    if (status != MMF_OK)
        return status;
    uint32_t hash31 = mmf_key_hash31(hash), unit = mmf_off_unit(mmf_off_of(s, entry));
    uint64_t *slots = mmf_index_of(s, h, &index) && index.place ? mmf_index_slots(&index, hash31) : NULL;
    uint64_t mask = slots ? (UINT64_C(1) << index.log2) - 1 : 0; /* else log2 may be anything */
    for (uint64_t i = 0, p = hash31 & mask; slots && i <= mask && mmf_load(&slots[p]); i++, p = (p + 1) & mask)
        if (mmf_low(mmf_load(&slots[p])) == unit) {
            *found = (mmf_found){entry, {slots, p, mask}};
            return MMF_OK;
        }
    return MMF_CORRUPT;
}

/* ---- giving up the content ---- */

mmf_status mmf_table_move_content(mmf_log *log, struct mmf_header_shm *from, struct mmf_header_shm *to)
{
    mmf_status status = mmf_log_room(log, 32);
    if (status != MMF_OK || (status = mmf_log_make_odd(log, &from->seq)) != MMF_OK ||
        (status = mmf_log_make_odd(log, &to->seq)) != MMF_OK)
        return status;
    mmf_put_pair(log, &to->shape, mmf_load(&from->shape), mmf_load(&from->place));
    mmf_put_pair(log, &to->count, mmf_load(&from->count), 0);
    mmf_put_pair(log, &to->ends, mmf_load(&from->ends), mmf_load(&from->vacant));
    mmf_put_pair(log, &to->fresh, mmf_load(&from->fresh), mmf_load(&from->order));
    mmf_put_pair(log, &from->shape, mmf_shape(MMF_TAG_DICT, 0, 0), mmf_guarded(0));
    mmf_put_pair(log, &from->count, mmf_guarded(0), 0);
    mmf_put_pair(log, &from->ends, 0, 0);
    mmf_put(log, &from->fresh, 0); /* order goes on: a walker must not take new entries for old ones */
    mmf_put(log, &from->storage, mmf_load(&from->storage) + 1);
    return MMF_OK;
}

uint64_t mmf_table_capacity(mmf_segment *s, const struct mmf_header_shm *h)
{
    uint64_t entries = 0, most = mmf_most(s, sizeof(struct mmf_entry_shm));
    for (mmf_off off = mmf_unit_off(mmf_high(mmf_load(&h->fresh))); off && entries <= most;) {
        struct mmf_entries_shm *chunk = mmf_at(s, off, sizeof *chunk);
        uint64_t next = chunk ? mmf_load(&chunk->next) : 0;
        entries += mmf_max(mmf_high(next), 1); /* a hostile chunk of none may name itself */
        off = mmf_unit_off(mmf_low(next));
    }
    return entries;
}

mmf_status mmf_table_take_items(mmf_log *log, struct mmf_header_shm *h, struct mmf_header_shm *from)
{
    uint64_t left = mmf_most(log->segment, sizeof(struct mmf_entry_shm)), key_bytes = 0,
             most_key_bytes = mmf_most(log->segment, 1);
    struct mmf_entry_shm *entry;
    mmf_status status = mmf_log_make_odd(log, &h->seq);
    if (status == MMF_OK)
        status = mmf_table_first(log->segment, from, false, &entry);
    while (status == MMF_OK && entry) {
        mmf_cell item[2] = {mmf_cell_load(entry->key), mmf_cell_load(entry->value)};
        uint32_t hash;
        if (mmf_tag_is_long(mmf_cell_tag(item[0])))
            key_bytes += item[0].w1;
        if (!left-- || key_bytes > most_key_bytes)
            return MMF_CORRUPT; /* others made it a circle meanwhile; or its keys name one place again and again */
        if ((status = mmf_key_hash_stored(log->segment, item[0], &hash)) == MMF_OK &&
            (status = mmf_log_room(log, 32)) == MMF_OK)
            status = append(log, h, hash, item, mmf_load(&entry->meta), &(mmf_index_place){0}, false);
        if (status == MMF_OK)
            status = mmf_table_next(log->segment, from, false, &entry);
    }
    if (status != MMF_OK || (status = mmf_log_room(log, 8)) != MMF_OK)
        return status;
    mmf_put_pair(log, &from->count, mmf_guarded(0), 0);
    mmf_put_pair(log, &from->ends, 0, 0);
    return MMF_OK;
}

mmf_status mmf_table_cut(mmf_log *log, struct mmf_header_shm *h, uint64_t n, struct mmf_entry_shm *last)
{
    uint64_t count = mmf_low(mmf_load(&h->count)), ends = mmf_load(&h->ends);
    mmf_status status = mmf_log_room(log, 8);
    if (status != MMF_OK || n > count)
        return status != MMF_OK ? status : MMF_CORRUPT;
    if (last)
        mmf_put(log, &last->links, mmf_halves(mmf_low(mmf_load(&last->links)), 0));
    mmf_put(log, &h->ends, last ? mmf_halves(mmf_low(ends), mmf_off_unit(mmf_off_of(log->segment, last))) : 0);
    mmf_put(log, &h->count, mmf_guarded((uint32_t)(count - n)));
    return MMF_OK;
}

mmf_status mmf_table_free_step(mmf_log *log, struct mmf_header_shm *h)
{
    mmf_off newest = mmf_unit_off(mmf_high(mmf_load(&h->fresh)));
    if (!newest)
        return mmf_index_free_step(log, h);
    struct mmf_entries_shm *chunk = mmf_at(log->segment, newest, sizeof *chunk);
    mmf_status status = mmf_log_room(log, 4);
    if (!chunk || status != MMF_OK)
        return chunk ? status : MMF_CORRUPT;
    uint64_t next = mmf_load(&chunk->next);
    mmf_put_pair(log, &h->vacant, 0, mmf_halves(0, mmf_low(next)));
    return mmf_log_free_later(log, newest, mmf_chunk_bytes(mmf_high(next)));
}

/* ---- walking ---- */

/* The entry at `unit`, which must point back to `from` (a unit; 0: it must be an end). */
static mmf_status step_to(mmf_segment *s, uint32_t unit, uint32_t from, bool backwards, struct mmf_entry_shm **entry)
{
    *entry = NULL;
    if (!unit)
        return MMF_OK;
    struct mmf_entry_shm *e = mmf_entry_at(s, mmf_unit_off(unit));
    if (!e)
        return MMF_CORRUPT;
    uint64_t links = mmf_load_data(&e->links);
    if ((backwards ? mmf_high(links) : mmf_low(links)) != from || !mmf_load_data(&e->key[0]))
        return MMF_CORRUPT;
    *entry = e;
    return MMF_OK;
}

mmf_status mmf_table_first(mmf_segment *s, const struct mmf_header_shm *h, bool backwards, struct mmf_entry_shm **entry)
{
    uint64_t ends = mmf_load_data(&h->ends);
    return step_to(s, backwards ? mmf_high(ends) : mmf_low(ends), 0, backwards, entry);
}

mmf_status mmf_table_next(mmf_segment *s, const struct mmf_header_shm *h, bool backwards, struct mmf_entry_shm **entry)
{
    (void)h;
    uint64_t links = mmf_load_data(&(*entry)->links);
    return step_to(s, backwards ? mmf_low(links) : mmf_high(links), mmf_off_unit(mmf_off_of(s, *entry)), backwards,
                   entry);
}
