/* lookup.c -- reading one item of a dict, without the lock.
 *
 * A reader looks at the namespace's counter, the container's and the entry's version before and after; what it copied in
 * between is believed only if none moved. A broken offset met in between is MMF_CORRUPT only if none moved, either. */
#include "mmf.h"
#include "readers.h"

static inline bool is_mine(const mmf_ref *ref, const struct mmf_header_shm *h)
{
    return mmf_load_data(&h->serial) == ref->serial;
}

/* One attempt to read a key's value. */
static inline mmf_status try_get(const mmf_ref *dict, const struct mmf_header_shm *h, const mmf_key *key,
                                 mmf_out *value, bool holding, bool *torn)
{
    mmf_found found;
    *torn = false;
    if (MMF_UNLIKELY(!is_mine(dict, h)))
        return MMF_STALE;
    mmf_status status = mmf_table_find(&dict->ns->segment, h, key, &found);
    if (status != MMF_OK || !value)
        return status;
    uint64_t meta = mmf_load_acquire(&found.entry->meta);
    status = mmf_fetch(&dict->ns->segment, mmf_cell_load(found.entry->value), value);
    mmf_read_fence();
    *torn = !holding && ((meta & MMF_VERSION_STEP) || mmf_load_data(&found.entry->meta) != meta);
    return status;
}

static MMF_NOINLINE mmf_status get_looking(const mmf_ref *dict, const mmf_key *key, mmf_out *value)
{
    struct mmf_header_shm *h = mmf_ref_header(dict);
    uint64_t *reading = mmf_read_enter(dict->ns);
    mmf_status status = MMF_BUSY;
    for (int tries = 0; tries < MMF_LOOKS && status == MMF_BUSY; tries++, os_relax()) {
        mmf_look look;
        bool torn;
        if (!mmf_look_begin(&look, dict->ns, h))
            continue;
        mmf_status found = try_get(dict, h, key, value, look.holding, &torn);
        if (MMF_LIKELY(mmf_look_end(&look, dict->ns, h) && !torn))
            status = found;
    }
    mmf_read_leave(dict->ns, reading);
    return status;
}

/* The rest of a glance, where the value lies outside of its cell. */
static MMF_NOINLINE mmf_status get_long(const mmf_ref *dict, const mmf_key *key, mmf_out *value,
                                        const struct mmf_entry_shm *entry, uint64_t super_seq, uint64_t seq)
{
    mmf_ns *ns = dict->ns;
    uint64_t meta = mmf_load_acquire(&entry->meta);
    mmf_look look = {super_seq, seq, false};
    mmf_status status = mmf_fetch(&ns->segment, mmf_cell_load(entry->value), value);
    mmf_read_fence();
    bool torn = meta & MMF_VERSION_STEP || mmf_load_data(&entry->meta) != meta;
    torn |= !mmf_look_end(&look, ns, mmf_ref_header(dict));
    mmf_read_leave_first(ns->reading);
    return MMF_LIKELY(!torn) ? status : get_looking(dict, key, value);
}

typedef struct glance {
    uint64_t super_seq, seq;
    mmf_found found;
    bool is_long; /* the value lies outside of its cell, and has yet to be copied: get_long() */
} glance;

/* In most cases one look will do, and needs no call: the first thread reads, nobody changes the dict, key and value lie in their
 * cells. MMF_BUSY: not so. */
static MMF_ALWAYS_INLINE mmf_status get_at_once(glance *g, const mmf_ref *dict, const mmf_key *key, mmf_out *value)
{
    mmf_ns *ns = dict->ns;
    const struct mmf_super_shm *super = mmf_super(&ns->segment);
    const struct mmf_header_shm *h = mmf_ref_header(dict);
    mmf_index index;
    mmf_status status;
    g->super_seq = mmf_load_acquire(&super->seq);
    g->seq = mmf_load_acquire(&h->seq);
    g->is_long = false;
    if (MMF_UNLIKELY((g->super_seq | g->seq) & 1) || MMF_UNLIKELY(!is_mine(dict, h)) ||
        MMF_UNLIKELY(!mmf_index_of(&ns->segment, h, &index)) ||
        MMF_UNLIKELY((status = mmf_table_glance(&ns->segment, &index, key, &g->found)) == MMF_CORRUPT))
        return MMF_BUSY;
    if (MMF_LIKELY(status == MMF_OK) && value) {
        uint64_t meta = mmf_load_acquire(&g->found.entry->meta);
        value->cell = mmf_cell_load(g->found.entry->value);
        g->is_long = mmf_tag_is_long(mmf_cell_tag(value->cell));
        if (g->is_long)
            return MMF_OK;
        mmf_read_fence();
        if (MMF_UNLIKELY(meta & MMF_VERSION_STEP) || MMF_UNLIKELY(mmf_load_data(&g->found.entry->meta) != meta))
            return MMF_BUSY;
    }
    mmf_read_fence();
    if (MMF_UNLIKELY(mmf_load_data(&h->seq) != g->seq) || MMF_UNLIKELY(mmf_load_data(&super->seq) != g->super_seq))
        return MMF_BUSY;
    return status;
}

static MMF_ALWAYS_INLINE mmf_status get(const mmf_ref *dict, const mmf_key *key, mmf_out *value)
{
    if (MMF_LIKELY(mmf_is_first_reader(dict->ns)) && MMF_LIKELY(!key->value.data)) {
        glance g;
        uint64_t *reading = mmf_read_enter_first(dict->ns);
        mmf_status status = get_at_once(&g, dict, key, value);
        if (g.is_long)
            return get_long(dict, key, value, g.found.entry, g.super_seq, g.seq);
        mmf_read_leave_first(reading);
        if (MMF_LIKELY(status != MMF_BUSY))
            return status;
    }
    return get_looking(dict, key, value);
}

mmf_status mmf_dict_get(const mmf_ref *dict, const mmf_key *key, mmf_out *value) { return get(dict, key, value); }
mmf_status mmf_dict_contains(const mmf_ref *dict, const mmf_key *key) { return get(dict, key, NULL); }

mmf_status mmf_dict_len(const mmf_ref *dict, uint64_t *count)
{
    struct mmf_header_shm *h = mmf_ref_header(dict);
    for (int tries = 0; tries < MMF_LOOKS; tries++, os_relax()) {
        mmf_look look;
        if (!mmf_look_begin(&look, dict->ns, h))
            continue;
        bool mine = is_mine(dict, h);
        uint64_t guarded = mmf_load_data(&h->count);
        if (!mmf_look_end(&look, dict->ns, h))
            continue;
        if (!mine)
            return MMF_STALE;
        *count = mmf_low(guarded);
        return mmf_guarded_ok(guarded) ? MMF_OK : MMF_CORRUPT;
    }
    return MMF_BUSY;
}
