/* table.h -- a dict's content: from key cells to value cells, in insertion order.
 *
 * Readers call find, first and next under the container's counters: what they get may be torn until the counters have
 * been checked. The others: lock held. Nothing here frees what keys and values refer to; that is the caller's. */
#ifndef MMF_TABLE_H
#define MMF_TABLE_H

#include "index.h"

/* A chunk of entries. */
#define MMF_CHUNK_ENTRIES_MAX 1024
static inline uint64_t mmf_chunk_bytes(uint64_t entries)
{
    return sizeof(struct mmf_entries_shm) + entries * sizeof(struct mmf_entry_shm);
}

/* Where a key was found, or (MMF_NOT_FOUND) where it would be. */
typedef struct mmf_found {
    struct mmf_entry_shm *entry;
    mmf_index_place place;
} mmf_found;

static inline struct mmf_entry_shm *mmf_entry_at(mmf_segment *s, mmf_off off)
{
    return off >= MMF_HEAP_OFF ? mmf_at(s, off, sizeof(struct mmf_entry_shm)) : NULL;
}

static inline struct mmf_entry_shm *mmf_entry_at_unit(mmf_segment *s, uint32_t unit)
{
    return mmf_at_unit(s, unit, sizeof(struct mmf_entry_shm));
}

/* Find a key that lies in its cell, `key` (its normal form), among the mask + 1 slots of a segment of the index. No
 * call on the way, so that it needs no frame where it is inlined. MMF_OK, MMF_NOT_FOUND; MMF_CORRUPT: no more can be
 * told at a glance, as of each key that does not lie in its cell. */
MMF_UNUSED_RESULT static MMF_ALWAYS_INLINE mmf_status mmf_table_probe(const mmf_known *known, uint64_t *slots,
                                                                      uint64_t mask, uint32_t hash31, mmf_cell key,
                                                                      mmf_found *found)
{
    uint64_t *at, home = hash31 & mask, p = home, seen = 0; /* the slots on the way, each of odd parity, by xor */
    do {
        uint64_t slot = mmf_load_data(&slots[p]);
        if (!slot) {
            found->place = (mmf_index_place){slots, p, mask};
            return (uint64_t)__builtin_parityll(seen) == ((p - home) & 1) ? MMF_NOT_FOUND : MMF_CORRUPT; /* I3 */
        }
        if (mmf_index_hash(slot) == hash31) {
            if (MMF_UNLIKELY(!mmf_at_known_unit(known, mmf_low(slot), sizeof(struct mmf_entry_shm), &at)))
                return MMF_CORRUPT;
            *found = (mmf_found){(struct mmf_entry_shm *)at, {slots, p, mask}};
            if (MMF_UNLIKELY(mmf_load_data(&found->entry->key[0]) != key.w0) ||
                MMF_UNLIKELY(mmf_load_data(&found->entry->key[1]) != key.w1))
                return MMF_CORRUPT;
            return MMF_OK;
        }
        seen ^= slot;
        p = (p + 1) & mask;
    } while (MMF_LIKELY(p != home));
    return MMF_CORRUPT;
}

/* The same by what mmf_index_of() read of the header. */
MMF_UNUSED_RESULT static MMF_ALWAYS_INLINE mmf_status mmf_table_glance(mmf_segment *s, const mmf_index *index,
                                                                       const mmf_key *key, mmf_found *found)
{
    if (MMF_UNLIKELY(!index->place)) {
        found->place.slots = NULL;
        return MMF_NOT_FOUND;
    }
    uint32_t hash31 = mmf_key_hash31(key->hash);
    uint64_t *slots, mask = (UINT64_C(1) << index->log2) - 1;
    if (MMF_UNLIKELY(!mmf_index_known_slots(index, hash31, &slots)))
        return MMF_CORRUPT;
    mmf_known known = mmf_known_of(s);
    return mmf_table_probe(&known, slots, mask, hash31, key->normal.cell, found);
}

/* The same for any key. MMF_OK, MMF_NOT_FOUND, MMF_CORRUPT. */
MMF_UNUSED_RESULT mmf_status mmf_table_find_slowly(mmf_segment *s, const struct mmf_header_shm *h, const mmf_key *key,
                                                   mmf_found *found);
MMF_UNUSED_RESULT static MMF_ALWAYS_INLINE mmf_status mmf_table_find_in(mmf_segment *s, const struct mmf_header_shm *h,
                                                                        const mmf_index *index, const mmf_key *key,
                                                                        mmf_found *found)
{
    if (MMF_LIKELY(!key->value.data)) {
        mmf_status status = mmf_table_glance(s, index, key, found);
        if (MMF_LIKELY(status != MMF_CORRUPT))
            return status;
    }
    return mmf_table_find_slowly(s, h, key, found);
}
MMF_UNUSED_RESULT mmf_status mmf_table_find(mmf_segment *s, const struct mmf_header_shm *h, const mmf_key *key,
                                            mmf_found *found);

/* Add an item, its key's cell and its value's, at the end; the key was not found. Makes h->seq odd. MMF_FULL,
 * MMF_CORRUPT. */
MMF_UNUSED_RESULT mmf_status mmf_table_insert(mmf_log *log, struct mmf_header_shm *h, uint32_t hash,
                                              const mmf_cell item[2], const mmf_found *missed);
/* Storage for `count` items in a table that is new in this change; and an item for it, which costs no records. */
MMF_UNUSED_RESULT mmf_status mmf_table_make_room(mmf_log *log, struct mmf_header_shm *h, uint64_t count);
MMF_UNUSED_RESULT mmf_status mmf_table_insert_new(mmf_log *log, struct mmf_header_shm *h, uint32_t hash,
                                                  const mmf_cell item[2], const mmf_found *missed);
/* Take an item out. Makes h->seq odd. */
MMF_UNUSED_RESULT mmf_status mmf_table_remove(mmf_log *log, struct mmf_header_shm *h, const mmf_found *found);
/* The index slot of an entry that is there (to remove the last item). */
MMF_UNUSED_RESULT mmf_status mmf_table_locate(mmf_segment *s, const struct mmf_header_shm *h,
                                              struct mmf_entry_shm *entry, mmf_found *found);

/* Move the whole content to another, empty header, leaving this one empty. Makes both seq odd. */
MMF_UNUSED_RESULT mmf_status mmf_table_move_content(mmf_log *log, struct mmf_header_shm *from,
                                                    struct mmf_header_shm *to);
/* Entries that there is memory for, used or not. */
uint64_t mmf_table_capacity(mmf_segment *s, const struct mmf_header_shm *h);
/* Put the items of `from`, that nobody reads, into the empty table of `h`, cells, order numbers and versions as they
 * are; `from` is empty then, and has its storage still. MMF_FULL, MMF_CORRUPT. */
MMF_UNUSED_RESULT mmf_status mmf_table_take_items(mmf_log *log, struct mmf_header_shm *h, struct mmf_header_shm *from);
/* Take the last n items out of a table that nobody reads, so that `last` (NULL: none) is the last one. Their cells are
 * the caller's. MMF_CORRUPT: it says that it has fewer. */
MMF_UNUSED_RESULT mmf_status mmf_table_cut(mmf_log *log, struct mmf_header_shm *h, uint64_t n,
                                           struct mmf_entry_shm *last);
/* Free a part of the storage of an empty table that nobody reads. MMF_NOT_FOUND: nothing is left. */
MMF_UNUSED_RESULT mmf_status mmf_table_free_step(mmf_log *log, struct mmf_header_shm *h);

/* Walk: 0 at the end. An entry that is read is checked against its neighbours' links. */
MMF_UNUSED_RESULT mmf_status mmf_table_first(mmf_segment *s, const struct mmf_header_shm *h, bool backwards,
                                             struct mmf_entry_shm **entry);
MMF_UNUSED_RESULT mmf_status mmf_table_next(mmf_segment *s, const struct mmf_header_shm *h, bool backwards,
                                            struct mmf_entry_shm **entry);

/* For verify: `block` gets each block of storage, `item` each item in order. */
typedef mmf_status (*mmf_storage_visitor)(void *context, mmf_off off, uint64_t bytes);
MMF_UNUSED_RESULT mmf_status mmf_table_check(mmf_segment *s, const struct mmf_header_shm *h, mmf_storage_visitor block,
                                             void *context, const char **what);
/* The same for a table that is being taken apart: only its storage. */
MMF_UNUSED_RESULT mmf_status mmf_table_check_garbage(mmf_segment *s, const struct mmf_header_shm *h,
                                                     mmf_storage_visitor block, void *context, const char **what);

#endif
