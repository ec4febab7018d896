/* lookup.c -- reading one item of a dict or a list, without the lock.
 *
 * A reader looks at the namespace's counter, the container's and the entry's version before and after; what it copied
 * in between is believed only if none moved. A broken offset met in between is MMF_CORRUPT only if none moved, either.
 *
 * In most cases one look will do, a glance: the thread has a lane, nobody is changing the container, and key and value
 * lie in their cells. It needs no call, so the function that takes it saves no registers. For the rest there are
 * others: of a list, a `_slowly` starts again; of a dict, the caller asks mmf_dict_get(). If only the value lies
 * outside of its cell, a `_long` goes on, and ends the read.
 *
 * Of a dict's header a glance reads the counter alone. Where the index is it takes from the handle's memo:
 * Q5  A memo is true of the header's counter that it names, which never comes back as long as the container has its
 *     serial: an undone change moves it, too (see mmf_log_make_odd_now()). Changing the header, or the directory that
 *     the words are, moves it.
 * Q6  One thread at a time writes it, between an odd and an even number in memo->seq; who reads it looks at that before
 *     and after. It lies in private memory, so what was checked once (bounds, guards) stays so. */
#include "mmf.h"
#include "readers.h"

static MMF_ALWAYS_INLINE bool glance_begin(mmf_look *look, const struct mmf_super_shm *super, const mmf_ref *ref,
                                           const struct mmf_header_shm *h)
{
    *look = (mmf_look){mmf_load_acquire(&super->seq), mmf_load_acquire(&h->seq), false};
    return MMF_LIKELY(!((look->super_seq | look->seq) & 1)) && mmf_has_place(ref, h);
}

static MMF_ALWAYS_INLINE bool glance_end(const mmf_look *look, const struct mmf_super_shm *super,
                                         const struct mmf_header_shm *h)
{
    mmf_read_fence();
    return MMF_LIKELY(mmf_load_data(&h->seq) == look->seq) && MMF_LIKELY(mmf_load_data(&super->seq) == look->super_seq);
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

static MMF_NOINLINE mmf_status get_key(const mmf_ref *dict, const mmf_key *key, mmf_out *value)
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

mmf_status mmf_dict_get(const mmf_ref *dict, const mmf_key *key, mmf_out *value) { return get_key(dict, key, value); }
mmf_status mmf_dict_contains(const mmf_ref *dict, const mmf_key *key) { return get_key(dict, key, NULL); }

/* ---- a dict at a glance ---- */

static uint64_t no_slots[1]; /* of a dict without an index; nobody writes there */

/* Write down where the index is, if the header's counter says `seq` still. False: it can't be told now. */
static MMF_NOINLINE bool write_memo(mmf_memo *memo, const mmf_ref *dict, uint64_t seq)
{
    const struct mmf_header_shm *h = mmf_ref_header(dict);
    mmf_known known = mmf_known_of(&dict->ns->segment);
    mmf_index index;
    uint64_t *words = no_slots, shape = 0, old = __atomic_load_n(&memo->seq, __ATOMIC_RELAXED);
    if (!mmf_index_of(&dict->ns->segment, h, &index))
        return false;
    if (index.place) {
        uint64_t slots = UINT64_C(1) << index.log2;
        if (!(index.depth ? mmf_at_known_unit(&known, index.place, UINT64_C(8) << index.depth, &words)
                          : mmf_index_slots_behind(&known, index.place, 8 * slots, &words)))
            return false;
        shape = (uint64_t)index.depth << 32 | (slots - 1);
    }
    mmf_read_fence();
    if (mmf_load_data(&h->seq) != seq || old == MMF_MEMO_WRITING ||
        !__atomic_compare_exchange_n(&memo->seq, &old, MMF_MEMO_WRITING, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
        return false;
    mmf_write_fence();
    __atomic_store_n(&memo->words, words, __ATOMIC_RELAXED);
    __atomic_store_n(&memo->shape, shape, __ATOMIC_RELAXED);
    __atomic_store_n(&memo->seq, seq, __ATOMIC_RELEASE);
    return true;
}

/* The mask + 1 slots that a hash belongs to. False: they can't be told at a glance. */
static MMF_ALWAYS_INLINE bool slots_by_memo(mmf_memo *memo, const mmf_ref *dict, const mmf_known *known, uint64_t seq,
                                            uint32_t hash31, uint64_t **slots, uint64_t *mask)
{
    if (MMF_UNLIKELY(__atomic_load_n(&memo->seq, __ATOMIC_ACQUIRE) != seq) && !write_memo(memo, dict, seq))
        return false;
    uint64_t *words = __atomic_load_n(&memo->words, __ATOMIC_RELAXED);
    uint64_t shape = __atomic_load_n(&memo->shape, __ATOMIC_RELAXED);
    mmf_read_fence();
    if (MMF_UNLIKELY(__atomic_load_n(&memo->seq, __ATOMIC_RELAXED) != seq))
        return false;
    *mask = mmf_low(shape);
    *slots = words;
    uint32_t depth = mmf_high(shape);
    if (!depth)
        return true;
    uint64_t guarded = mmf_load_data(&words[hash31 >> (31 - depth)]);
    return MMF_LIKELY(mmf_guarded_ok(guarded)) &&
           mmf_index_slots_behind(known, mmf_low(guarded), 8 * (*mask + 1), slots);
}

/* The value is long. Ends the read; MMF_BUSY: it may have changed meanwhile. */
static MMF_NOINLINE mmf_status get_long(const mmf_ref *dict, mmf_out *value, const struct mmf_entry_shm *entry,
                                        uint64_t super_seq, uint64_t seq)
{
    mmf_look look = {super_seq, seq, false};
    uint64_t meta = mmf_load_acquire(&entry->meta);
    mmf_status status = mmf_fetch(&dict->ns->segment, mmf_cell_load(entry->value), value);
    mmf_read_fence();
    bool moved = is_torn(entry, meta) || !mmf_look_end(&look, dict->ns, mmf_ref_header(dict));
    mmf_read_leave_lane(mmf_reading_of(dict->ns));
    return MMF_LIKELY(!moved) ? status : MMF_BUSY;
}

/* MMF_BUSY: a glance will not do. *long_one: the entry of a value that is long, which is all that has been found. */
static MMF_ALWAYS_INLINE mmf_status glance_at_key(const mmf_ref *dict, mmf_memo *memo, mmf_cell key, mmf_out *value,
                                                  mmf_look *look, const struct mmf_entry_shm **long_one)
{
    mmf_known known = mmf_known_of(&dict->ns->segment);
    const struct mmf_super_shm *super = mmf_super_of(dict->ns);
    const struct mmf_header_shm *h = mmf_ref_header(dict);
    uint32_t hash31 = mmf_key_hash31(mmf_hash_normal_cell(super->fixed.seed, key));
    uint64_t *slots, mask;
    mmf_found found;
    mmf_status status;
    *long_one = NULL;
    if (MMF_UNLIKELY(!glance_begin(look, super, dict, h)) ||
        MMF_UNLIKELY(!slots_by_memo(memo, dict, &known, look->seq, hash31, &slots, &mask)) ||
        MMF_UNLIKELY((status = mmf_table_probe(&known, slots, mask, hash31, key, &found)) == MMF_CORRUPT))
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
    return glance_end(look, super, h) ? status : MMF_BUSY;
}

static MMF_ALWAYS_INLINE mmf_status glance(const mmf_ref *dict, mmf_memo *memo, mmf_cell key, mmf_out *value)
{
    uint64_t *reading;
    mmf_look look;
    const struct mmf_entry_shm *long_one;
    if (MMF_UNLIKELY(!mmf_reads_in_lane(dict->ns, &reading)))
        return MMF_BUSY;
    mmf_read_enter_lane(reading);
    mmf_status status = glance_at_key(dict, memo, key, value, &look, &long_one);
    if (long_one)
        return get_long(dict, value, long_one, look.super_seq, look.seq);
    mmf_read_leave_lane(reading);
    return status;
}

mmf_status mmf_dict_glance(const mmf_ref *dict, mmf_memo *memo, mmf_cell key, mmf_out *value)
{
    return glance(dict, memo, key, value);
}

mmf_status mmf_dict_glance_contains(const mmf_ref *dict, mmf_memo *memo, mmf_cell key)
{
    return glance(dict, memo, key, NULL);
}

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
    const struct mmf_super_shm *super = mmf_super_of(ns);
    const struct mmf_header_shm *h = mmf_ref_header(list);
    uint64_t at, *cell;
    mmf_ring ring;
    *long_one = NULL;
    if (MMF_UNLIKELY(!glance_begin(look, super, list, h)) || MMF_UNLIKELY(!mmf_ring_read(&ns->segment, h, &ring)) ||
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
    return glance_end(look, super, h) ? MMF_OK : MMF_BUSY;
}

mmf_status mmf_list_get(const mmf_ref *list, int64_t index, mmf_out *value)
{
    uint64_t *reading;
    if (MMF_LIKELY(mmf_reads_in_lane(list->ns, &reading))) {
        mmf_look look;
        const uint64_t *long_one;
        mmf_read_enter_lane(reading);
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
