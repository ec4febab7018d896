/* index.h -- the hash index of a table: from a key's hash to its entry. Used by table.c only. */
#ifndef MMF_INDEX_H
#define MMF_INDEX_H

#include "header.h"
#include "key.h"

#define MMF_INDEX_LOG2_MAX 12
#define MMF_INDEX_DEPTH_MAX 19 /* together the 31 bits of a hash */

/* Of so many slots of a segment not more are used. */
static inline uint64_t mmf_index_most_used(uint64_t slots) { return 3 * slots / 4; }
static inline uint32_t mmf_index_hash(uint64_t slot) { return (uint32_t)(slot >> 33); }

/* What a lookup reads of the header, at once. */
typedef struct mmf_index {
    mmf_segment *segment;
    unsigned depth, log2;
    uint32_t place; /* unit of the directory (depth > 0) or of the only segment; 0: empty */
} mmf_index;

static inline bool mmf_index_of(mmf_segment *s, const struct mmf_header_shm *h, mmf_index *index)
{
    uint64_t shape = mmf_load_data(&h->shape), place = mmf_load_data(&h->place);
    *index = (mmf_index){s, mmf_shape_depth(shape), mmf_shape_log2(shape), mmf_low(place)};
    return mmf_guarded_ok(shape) && mmf_guarded_ok(place) && index->depth <= MMF_INDEX_DEPTH_MAX &&
           index->log2 <= MMF_INDEX_LOG2_MAX;
}

/* The slots of a segment, `slots_bytes` of them: false if they lie where this process has not looked yet. No call. */
static MMF_ALWAYS_INLINE bool mmf_index_slots_behind(const mmf_known *known, uint32_t unit, uint64_t slots_bytes,
                                                     uint64_t **slots)
{
    uint64_t *at;
    if (MMF_UNLIKELY(!mmf_at_known_unit(known, unit, sizeof(struct mmf_index_shm) + slots_bytes, &at)))
        return false;
    *slots = at + sizeof(struct mmf_index_shm) / 8;
    return true;
}
/* Those of the segment that a hash belongs to, 2^log2 words: false also if they are broken or torn. */
static MMF_ALWAYS_INLINE bool mmf_index_known_slots(const mmf_index *index, uint32_t hash31, uint64_t **slots)
{
    mmf_known known = mmf_known_of(index->segment);
    uint64_t *at;
    uint32_t unit = index->place;
    if (index->depth) {
        uint64_t word = hash31 >> (31 - index->depth);
        if (MMF_UNLIKELY(!mmf_at_known_unit(&known, unit, 8 * (word + 1), &at)))
            return false;
        uint64_t guarded = mmf_load_data(&at[word]);
        if (MMF_UNLIKELY(!mmf_guarded_ok(guarded)))
            return false;
        unit = mmf_low(guarded);
    }
    return mmf_index_slots_behind(&known, unit, UINT64_C(8) << index->log2, slots);
}

/* The same, having looked. NULL: broken or torn. */
static inline uint64_t *mmf_index_slots(const mmf_index *index, uint32_t hash31)
{
    uint64_t *slots;
    if (MMF_LIKELY(mmf_index_known_slots(index, hash31, &slots)))
        return slots;
    (void)mmf_segment_refresh(index->segment, 0);
    return mmf_index_known_slots(index, hash31, &slots) ? slots : NULL;
}

/* A slot of a segment: of a key that was looked up, or where it would be. slots NULL: nowhere. */
typedef struct mmf_index_place {
    uint64_t *slots;
    uint64_t position, mask; /* of the slots there: the header may say otherwise a moment later */
} mmf_index_place;

/* Lock held, header's seq odd. Add an entry that is not there, at the empty slot where looking it up ended (or
 * nowhere); remove a slot; change nothing else. `is_new`: the table is so in this change. */
MMF_UNUSED_RESULT mmf_status mmf_index_add(mmf_log *log, struct mmf_header_shm *h, uint32_t hash31, mmf_off entry,
                                           const mmf_index_place *hole, bool is_new);
/* An index with room for `count` entries (> 0), for a table that is new in this change. */
MMF_UNUSED_RESULT mmf_status mmf_index_make(mmf_log *log, struct mmf_header_shm *h, uint64_t count);
MMF_UNUSED_RESULT mmf_status mmf_index_remove(mmf_log *log, const mmf_index_place *place);

/* Free at most one segment, or the directory, of a table that nobody reads any more; h->first counts. MMF_NOT_FOUND:
 * all is freed. */
MMF_UNUSED_RESULT mmf_status mmf_index_free_step(mmf_log *log, struct mmf_header_shm *h);

/* For verify. `visit` gets each segment once, from directory word `from` on, and the directory (slots NULL). */
typedef mmf_status (*mmf_index_visitor)(void *context, mmf_off block, uint64_t bytes, const uint64_t *slots);
MMF_UNUSED_RESULT mmf_status mmf_index_walk(mmf_segment *s, const struct mmf_header_shm *h, uint64_t from,
                                            mmf_index_visitor visit, void *context);

#endif
