/* table_check.c -- does a dict's storage hold what table.c and index.c promise (I1 to I3, T1 to T3)? For verify. */
#include "table.h"

typedef struct check {
    mmf_segment *s;
    mmf_storage_visitor block;
    void *context;
    uint64_t slots_used, key_bytes;
    const char *what;
} check;

static mmf_status fail(check *c, const char *what)
{
    c->what = what;
    return MMF_CORRUPT;
}

static mmf_status check_segment(void *context, mmf_off off, uint64_t bytes, const uint64_t *slots)
{
    check *c = context;
    mmf_status status = c->block(c->context, off, bytes);
    if (status != MMF_OK || !slots)
        return status;
    const struct mmf_index_shm *head = mmf_at(c->s, off, sizeof *head);
    uint64_t used = 0, mask = (bytes - sizeof *head) / 8 - 1;
    for (uint64_t i = 0; i <= mask; i++) {
        uint64_t slot = mmf_load(&slots[i]);
        if (!slot)
            continue;
        used++;
        uint32_t hash31 = mmf_index_hash(slot), hash;
        struct mmf_entry_shm *entry = mmf_entry_at_unit(c->s, mmf_low(slot));
        mmf_cell key = entry ? mmf_cell_load(entry->key) : (mmf_cell){0, 0};
        if (mmf_tag_is_long(mmf_cell_tag(key)) && (c->key_bytes += key.w1) > mmf_most(c->s, 1))
            return fail(c, "I3: index slots name one key again and again"); /* hashing it takes time each time */
        if (!__builtin_parityll(slot) || !entry ||
            mmf_key_hash_stored(c->s, mmf_cell_load(entry->key), &hash) != MMF_OK || mmf_key_hash31(hash) != hash31)
            return fail(c, "I3: an index slot is broken or names an entry with another key");
        for (uint64_t p = hash31 & mask; p != i; p = (p + 1) & mask)
            if (!mmf_load(&slots[p]))
                return fail(c, "I1: an index slot can not be found from its home");
    }
    c->slots_used += used;
    return used == mmf_low(mmf_load(&head->shape)) ? MMF_OK : fail(c, "I2: a segment's count is wrong");
}

static mmf_status check_chunks(check *c, const struct mmf_header_shm *h, uint64_t *entries)
{
    mmf_off off = mmf_unit_off(mmf_high(mmf_load(&h->fresh)));
    for (*entries = 0; off;) {
        struct mmf_entries_shm *chunk = mmf_at(c->s, off, sizeof *chunk);
        uint64_t next = chunk ? mmf_load(&chunk->next) : 0, count = mmf_high(next);
        if (!count || count > MMF_CHUNK_ENTRIES_MAX)
            return fail(c, "T1: the chain of entry chunks is broken");
        mmf_status status = c->block(c->context, off, mmf_chunk_bytes(count));
        if (status != MMF_OK)
            return status;
        *entries += count;
        off = mmf_unit_off(mmf_low(next));
    }
    return MMF_OK;
}

mmf_status mmf_table_check(mmf_segment *s, const struct mmf_header_shm *h, mmf_storage_visitor block, void *context,
                           const char **what)
{
    check c = {.s = s, .block = block, .context = context};
    uint64_t entries, vacant = 0, items = 0, count = mmf_load(&h->count), empty = mmf_load(&h->vacant);
    uint32_t order = 0;
    mmf_status status = mmf_index_walk(s, h, 0, check_segment, &c);
    if (status == MMF_OK)
        status = check_chunks(&c, h, &entries);
    for (mmf_off off = mmf_unit_off(mmf_low(empty)); status == MMF_OK && off;) {
        struct mmf_entry_shm *entry = mmf_entry_at(s, off);
        if (!entry || mmf_load(&entry->key[0]) || ++vacant > entries)
            status = fail(&c, "T1: the list of vacant entries is broken");
        else
            off = mmf_unit_off(mmf_low(mmf_load(&entry->links)));
    }
    struct mmf_entry_shm *entry = NULL;
    if (status == MMF_OK)
        status = mmf_table_first(s, h, false, &entry);
    while (status == MMF_OK && entry) {
        uint64_t meta = mmf_load(&entry->meta);
        if (mmf_low(meta) <= order || (meta & MMF_VERSION_STEP) || ++items > entries)
            status = fail(&c, "T2: order numbers do not rise, or a version is odd");
        order = mmf_low(meta);
        if (status == MMF_OK)
            status = mmf_table_next(s, h, false, &entry);
    }
    if (status == MMF_OK && (!mmf_guarded_ok(count) || items != mmf_low(count) || items != c.slots_used ||
                             items + vacant + mmf_high(empty) != entries || order > mmf_low(mmf_load(&h->order))))
        status = fail(&c, "T1: entries, index and count of a dict disagree");
    if (status != MMF_OK)
        *what = c.what ? c.what : "T1/T2: a dict's storage is broken";
    return status;
}

static mmf_status reach_segment(void *context, mmf_off off, uint64_t bytes, const uint64_t *slots)
{
    check *c = context;
    (void)slots;
    return c->block(c->context, off, bytes);
}

mmf_status mmf_table_check_garbage(mmf_segment *s, const struct mmf_header_shm *h, mmf_storage_visitor block,
                                   void *context, const char **what)
{
    check c = {.s = s, .block = block, .context = context};
    uint64_t entries;
    mmf_status status = mmf_index_walk(s, h, mmf_load(&h->first), reach_segment, &c); /* those before are freed */
    if (status == MMF_OK)
        status = check_chunks(&c, h, &entries);
    if (status != MMF_OK)
        *what = c.what ? c.what : "T3: the storage of a dict that is being freed is broken";
    return status;
}
