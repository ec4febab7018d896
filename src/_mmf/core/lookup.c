/* lookup.c -- reading one item of a dict or a list, without the lock.
 *
 * A reader looks at the namespace's counter, the container's and the entry's version before and after; what it copied
 * in between is believed only if none moved. A broken offset met in between is MMF_CORRUPT only if none moved, either.
 *
 * In most cases one look will do, a glance: the thread has a lane, nobody is changing the container, and key and value
 * lie in their cells. It needs no call, so the function that takes it saves no registers. For the rest it calls
 * another: a `_slowly` starts again; if only the value lies outside of its cell, a `_long` goes on, and ends the
 * read. */
#include "mmf.h"
#include "readers.h"

static MMF_ALWAYS_INLINE bool glance_begin(mmf_look *look, const mmf_ns *ns, const mmf_ref *ref,
                                           const struct mmf_header_shm *h)
{
    *look = (mmf_look){mmf_load_acquire(&mmf_super_of(ns)->seq), mmf_load_acquire(&h->seq), false};
    return MMF_LIKELY(!((look->super_seq | look->seq) & 1)) && mmf_has_place(ref, h);
}

/* ---- dicts ---- */

static inline bool is_torn(const struct mmf_entry_shm *entry, uint64_t meta)
{
    return MMF_UNLIKELY(meta & MMF_VERSION_STEP) || MMF_UNLIKELY(mmf_load_data(&entry->meta) != meta);
}

/* One attempt. */
static inline mmf_status try_key(const mmf_ref *dict, const struct mmf_header_shm *h, const mmf_key *key,
                                 mmf_out *value, bool holding, bool *torn)
{
    mmf_found found;
    *torn = false;
    if (MMF_UNLIKELY(!mmf_is_usable(dict, h)))
        return MMF_STALE;
    mmf_status status = mmf_table_find(&dict->ns->segment, h, key, &found);
    if (status != MMF_OK || !value)
        return status;
    uint64_t meta = mmf_load_acquire(&found.entry->meta);
    status = mmf_fetch(&dict->ns->segment, mmf_cell_load(found.entry->value), value);
    mmf_read_fence();
    *torn = !holding && is_torn(found.entry, meta);
    return status;
}

static MMF_NOINLINE mmf_status get_key_slowly(const mmf_ref *dict, const mmf_key *key, mmf_out *value)
{
    struct mmf_header_shm *h = mmf_ref_header(dict);
    uint64_t *reading = mmf_read_enter(dict->ns);
    mmf_status status = MMF_BUSY;
    for (int tries = 0; tries < MMF_LOOKS; tries++, os_relax()) {
        mmf_look look;
        bool torn;
        if (!mmf_look_begin(&look, dict->ns, h))
            continue;
        mmf_status found = try_key(dict, h, key, value, look.holding, &torn);
        if (MMF_LIKELY(mmf_look_end(&look, dict->ns, h) && !torn)) {
            status = found;
            break;
        }
    }
    mmf_read_leave(dict->ns, reading);
    return status;
}

static MMF_NOINLINE mmf_status get_key_long(const mmf_ref *dict, const mmf_key *key, mmf_out *value,
                                            const struct mmf_entry_shm *entry, uint64_t super_seq, uint64_t seq)
{
    mmf_look look = {super_seq, seq, false};
    uint64_t meta = mmf_load_acquire(&entry->meta);
    mmf_status status = mmf_fetch(&dict->ns->segment, mmf_cell_load(entry->value), value);
    mmf_read_fence();
    bool moved = is_torn(entry, meta) || !mmf_look_end(&look, dict->ns, mmf_ref_header(dict));
    mmf_read_leave_lane(mmf_reading_of(dict->ns));
    return MMF_LIKELY(!moved) ? status : get_key_slowly(dict, key, value);
}

/* MMF_BUSY: a glance will not do. *long_one: the entry of a value that is long, which is all that has been found. */
static MMF_ALWAYS_INLINE mmf_status glance_at_key(const mmf_ref *dict, const mmf_key *key, mmf_out *value,
                                                  mmf_look *look, const struct mmf_entry_shm **long_one)
{
    mmf_ns *ns = dict->ns;
    const struct mmf_header_shm *h = mmf_ref_header(dict);
    mmf_index index;
    mmf_found found;
    mmf_status status;
    *long_one = NULL;
    if (MMF_UNLIKELY(!glance_begin(look, ns, dict, h)) || MMF_UNLIKELY(!mmf_index_of(&ns->segment, h, &index)) ||
        MMF_UNLIKELY((status = mmf_table_glance(&ns->segment, &index, key, &found)) == MMF_CORRUPT))
        return MMF_BUSY;
    if (MMF_LIKELY(status == MMF_OK) && value) {
        uint64_t meta = mmf_load_acquire(&found.entry->meta);
        value->cell = mmf_cell_load(found.entry->value);
        value->data = NULL;
        if (mmf_tag_is_long(mmf_cell_tag(value->cell))) {
            *long_one = found.entry;
            return MMF_OK;
        }
        mmf_read_fence();
        if (is_torn(found.entry, meta))
            return MMF_BUSY;
    }
    return mmf_look_end(look, ns, h) ? status : MMF_BUSY;
}

static MMF_ALWAYS_INLINE mmf_status get_key(const mmf_ref *dict, const mmf_key *key, mmf_out *value)
{
    if (MMF_LIKELY(mmf_reads_in_lane(dict->ns)) && MMF_LIKELY(!key->value.data)) {
        mmf_look look;
        const struct mmf_entry_shm *long_one;
        uint64_t *reading = mmf_read_enter_lane(dict->ns);
        mmf_status status = glance_at_key(dict, key, value, &look, &long_one);
        if (long_one)
            return get_key_long(dict, key, value, long_one, look.super_seq, look.seq);
        mmf_read_leave_lane(reading);
        if (MMF_LIKELY(status != MMF_BUSY))
            return status;
    }
    return get_key_slowly(dict, key, value);
}

mmf_status mmf_dict_get(const mmf_ref *dict, const mmf_key *key, mmf_out *value) { return get_key(dict, key, value); }
mmf_status mmf_dict_contains(const mmf_ref *dict, const mmf_key *key) { return get_key(dict, key, NULL); }

/* ---- lists ---- */

/* Has the end moved that a negative index counts from? An append moves no counter. */
static inline bool is_end_moved(const struct mmf_header_shm *h, int64_t index, uint64_t count)
{
    return index < 0 && mmf_list_count(h) != count;
}

static MMF_NOINLINE mmf_status get_item_slowly(const mmf_ref *list, int64_t index, mmf_out *value)
{
    mmf_segment *s = &list->ns->segment;
    struct mmf_header_shm *h = mmf_ref_header(list);
    uint64_t *reading = mmf_read_enter(list->ns);
    mmf_status status = MMF_BUSY;
    for (int tries = 0; tries < MMF_LOOKS; tries++, os_relax()) {
        mmf_look look;
        mmf_status found = MMF_RANGE;
        uint64_t at, count;
        if (!mmf_look_begin(&look, list->ns, h))
            continue;
        if (MMF_UNLIKELY(!mmf_is_usable(list, h))) {
            found = MMF_STALE;
        } else if (mmf_list_resolve(index, count = mmf_list_count(h), &at)) {
            uint64_t *cell = mmf_list_cell(s, h, at);
            found = cell ? mmf_fetch(s, mmf_cell_load(cell), value) : MMF_CORRUPT;
            mmf_read_fence();
            if (is_end_moved(h, index, count))
                continue;
        }
        if (MMF_LIKELY(mmf_look_end(&look, list->ns, h))) {
            status = found;
            break;
        }
    }
    mmf_read_leave(list->ns, reading);
    return status;
}

static MMF_NOINLINE mmf_status get_item_long(const mmf_ref *list, int64_t index, mmf_out *value, const uint64_t *cell,
                                             uint64_t super_seq, uint64_t seq)
{
    mmf_look look = {super_seq, seq, false};
    mmf_status status = mmf_fetch(&list->ns->segment, mmf_cell_load(cell), value);
    bool moved = !mmf_look_end(&look, list->ns, mmf_ref_header(list));
    mmf_read_leave_lane(mmf_reading_of(list->ns));
    return MMF_LIKELY(!moved) ? status : get_item_slowly(list, index, value);
}

/* As of a key; *long_one: the cell of a value that is long. */
static MMF_ALWAYS_INLINE mmf_status glance_at_item(const mmf_ref *list, int64_t index, mmf_out *value, mmf_look *look,
                                                   const uint64_t **long_one)
{
    mmf_ns *ns = list->ns;
    const struct mmf_header_shm *h = mmf_ref_header(list);
    uint64_t at, *cell;
    mmf_ring ring;
    *long_one = NULL;
    if (MMF_UNLIKELY(!glance_begin(look, ns, list, h)) || MMF_UNLIKELY(!mmf_ring_read(&ns->segment, h, &ring)) ||
        MMF_UNLIKELY(!mmf_list_resolve(index, ring.count, &at)) ||
        MMF_UNLIKELY(!(cell = mmf_ring_glance(&ring, mmf_ring_position(&ring, at)))))
        return MMF_BUSY;
    value->cell = mmf_cell_load(cell);
    value->data = NULL;
    mmf_read_fence();
    if (MMF_UNLIKELY(is_end_moved(h, index, ring.count)))
        return MMF_BUSY;
    if (mmf_tag_is_long(mmf_cell_tag(value->cell))) {
        *long_one = cell;
        return MMF_OK;
    }
    return mmf_look_end(look, ns, h) ? MMF_OK : MMF_BUSY;
}

mmf_status mmf_list_get(const mmf_ref *list, int64_t index, mmf_out *value)
{
    if (MMF_LIKELY(mmf_reads_in_lane(list->ns))) {
        mmf_look look;
        const uint64_t *long_one;
        uint64_t *reading = mmf_read_enter_lane(list->ns);
        mmf_status status = glance_at_item(list, index, value, &look, &long_one);
        if (long_one)
            return get_item_long(list, index, value, long_one, look.super_seq, look.seq);
        mmf_read_leave_lane(reading);
        if (MMF_LIKELY(status == MMF_OK))
            return status;
    }
    return get_item_slowly(list, index, value);
}

/* ---- either ---- */

mmf_status mmf_dict_len(const mmf_ref *dict, uint64_t *count)
{
    struct mmf_header_shm *h = mmf_ref_header(dict);
    for (int tries = 0; tries < MMF_LOOKS; tries++, os_relax()) {
        mmf_look look;
        if (!mmf_look_begin(&look, dict->ns, h))
            continue;
        bool is_usable = mmf_is_usable(dict, h);
        uint64_t guarded = mmf_load_data(&h->count);
        if (!mmf_look_end(&look, dict->ns, h))
            continue;
        if (!is_usable)
            return MMF_STALE;
        *count = mmf_low(guarded);
        return mmf_guarded_ok(guarded) ? MMF_OK : MMF_CORRUPT;
    }
    return MMF_BUSY;
}

mmf_status mmf_list_len(const mmf_ref *list, uint64_t *count) { return mmf_dict_len(list, count); }
