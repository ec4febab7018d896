/* index.c -- extendible hashing: a directory of segments, each a small open-addressed table.
 *
 *     hash (31 bits):  | directory index: top `depth` bits | .... | slot: low `log2` bits |
 *     place -> directory of 2^depth guarded units -> segment {used, depth} slot slot slot ...
 *     slot: hash 31 | parity 1 | unit of the entry 32;   0: empty
 *
 * A table of up to one segment has no directory (depth 0) and doubles its segment; from 4096 slots on a full segment
 * splits in two. So growth never rehashes more than one segment: no pause, whatever the size (Fagin et al. 1979;
 * segments of open addressing as in CCEH, Nam et al., FAST 2019). Slots hold the hash, so moving them reads no entry.
 * I1  A slot lies between its home (low bits of the hash) and the first empty slot after it: removal shifts back.
 * I2  Segments are at most 3/4 full, so a probe ends soon.
 * I3  A slot that is not 0 has odd parity. */
#include "index.h"

#define FIRST_LOG2 3
#define EXPECTED_USED UINT64_C(2560) /* slots of a segment, where many are made at once: 3072 are the most */
#define HEAD sizeof(struct mmf_index_shm)

static uint64_t segment_bytes(unsigned log2) { return HEAD + (UINT64_C(8) << log2); }

static uint64_t make_slot(uint32_t hash31, mmf_off entry)
{
    uint64_t slot = (uint64_t)hash31 << 33 | mmf_off_unit(entry);
    return slot | (uint64_t)!__builtin_parityll(slot) << 32;
}

static struct mmf_index_shm *head_of(uint64_t *slots) { return (struct mmf_index_shm *)(slots - HEAD / 8); }

/* A new segment, all empty (no records: L4). */
static mmf_status new_segment(mmf_log *log, unsigned log2, unsigned depth, mmf_off *off, uint64_t **slots)
{
    mmf_status status = mmf_heap_alloc(log, segment_bytes(log2), off);
    if (status != MMF_OK)
        return status;
    struct mmf_index_shm *head = mmf_at(log->segment, *off, segment_bytes(log2));
    mmf_store_data(&head->shape, mmf_halves(0, depth));
    mmf_store_data(&head->spare, 0);
    *slots = (uint64_t *)(head + 1);
    for (uint64_t i = 0; i < UINT64_C(1) << log2; i++)
        mmf_store_data(&(*slots)[i], 0);
    return MMF_OK;
}

/* Put a slot into a segment that is new in this change. */
static void place_slot(uint64_t *slots, uint64_t mask, uint64_t slot)
{
    uint64_t p = mmf_index_hash(slot) & mask;
    for (uint64_t probes = 0; probes < mask && mmf_load(&slots[p]); probes++) /* full only if others write there */
        p = (p + 1) & mask;
    mmf_store_data(&slots[p], slot);
}

static void set_used(uint64_t *slots, uint64_t used, unsigned depth)
{
    mmf_store_data(&head_of(slots)->shape, mmf_halves((uint32_t)used, depth));
}

/* Replace the only segment by one of twice its size. */
static mmf_status double_segment(mmf_log *log, struct mmf_header_shm *h, const mmf_index *index, uint64_t *slots)
{
    unsigned log2 = index->log2 + 1;
    mmf_off off;
    uint64_t *wider;
    mmf_status status = mmf_log_free_later(log, mmf_unit_off(index->place), segment_bytes(index->log2));
    if (status != MMF_OK || (status = new_segment(log, log2, 0, &off, &wider)) != MMF_OK)
        return status;
    uint64_t used = 0, mask = (UINT64_C(1) << log2) - 1;
    for (uint64_t i = 0; i < UINT64_C(1) << index->log2; i++)
        if (mmf_load(&slots[i])) {
            place_slot(wider, mask, mmf_load(&slots[i]));
            used++;
        }
    set_used(wider, used, 0);
    if ((status = mmf_log_room(log, 4)) != MMF_OK)
        return status;
    mmf_put_pair(log, &h->shape, mmf_shape(MMF_TAG_DICT, 0, log2), mmf_guarded(mmf_off_unit(off)));
    return MMF_OK;
}

/* Replace the directory (or the only segment) by a directory of twice its size. */
static mmf_status double_directory(mmf_log *log, struct mmf_header_shm *h, const mmf_index *index)
{
    uint64_t count = UINT64_C(1) << index->depth;
    mmf_off off;
    if (index->depth == MMF_INDEX_DEPTH_MAX)
        return MMF_FULL;
    mmf_status status = mmf_heap_alloc(log, 16 * count, &off);
    if (status != MMF_OK)
        return status;
    uint64_t *wider = mmf_at(log->segment, off, 16 * count);
    uint64_t *directory = index->depth ? mmf_at_unit(log->segment, index->place, 8 * count) : NULL;
    if (index->depth && !directory)
        return MMF_CORRUPT;
    for (uint64_t i = 0; i < count; i++) {
        uint64_t word = directory ? mmf_load(&directory[i]) : mmf_guarded(index->place);
        mmf_store_data(&wider[2 * i], word);
        mmf_store_data(&wider[2 * i + 1], word);
    }
    if (directory && (status = mmf_log_free_later(log, mmf_unit_off(index->place), 8 * count)) != MMF_OK)
        return status;
    if ((status = mmf_log_room(log, 4)) != MMF_OK)
        return status;
    mmf_put_pair(log, &h->shape, mmf_shape(MMF_TAG_DICT, index->depth + 1, index->log2),
                 mmf_guarded(mmf_off_unit(off)));
    return MMF_OK;
}

/* Split the segment of `hash31` in two segments of `depth`; the directory is at least as deep. */
static mmf_status split_segment(mmf_log *log, const mmf_index *index, uint64_t *slots, uint32_t hash31, unsigned depth)
{
    uint64_t *directory = mmf_at_unit(log->segment, index->place, UINT64_C(8) << index->depth);
    if (!directory)
        return MMF_CORRUPT; /* only a part of it lies in the file */
    uint64_t *half[2], used[2] = {0, 0}, mask = (UINT64_C(1) << index->log2) - 1;
    mmf_off off[2];
    mmf_status status = mmf_log_free_later(log, mmf_off_of(log->segment, head_of(slots)), segment_bytes(index->log2));
    for (int i = 0; i < 2 && status == MMF_OK; i++)
        status = new_segment(log, index->log2, depth, &off[i], &half[i]);
    if (status != MMF_OK)
        return status;
    for (uint64_t i = 0; i <= mask; i++) {
        uint64_t slot = mmf_load(&slots[i]);
        if (!slot)
            continue;
        unsigned which = mmf_index_hash(slot) >> (31 - depth) & 1;
        place_slot(half[which], mask, slot);
        used[which]++;
    }
    set_used(half[0], used[0], depth);
    set_used(half[1], used[1], depth);
    uint64_t span = UINT64_C(1) << (index->depth - depth), first = (uint64_t)(hash31 >> (31 - depth) & ~1u) * span;
    for (uint64_t i = 0; i < 2 * span; i++) {
        if ((status = mmf_log_room(log, 1)) != MMF_OK)
            return status;
        mmf_put(log, &directory[first + i], mmf_guarded(mmf_off_unit(off[i >= span])));
    }
    return MMF_OK;
}

/* Make room in the segment of `hash31`, or come nearer to it. */
static mmf_status grow(mmf_log *log, struct mmf_header_shm *h, const mmf_index *index, uint64_t *slots, uint32_t hash31)
{
    unsigned depth = mmf_high(mmf_load(&head_of(slots)->shape));
    if (index->log2 < MMF_INDEX_LOG2_MAX)
        return double_segment(log, h, index, slots);
    return depth >= index->depth ? double_directory(log, h, index)
                                 : split_segment(log, index, slots, hash31, depth + 1);
}

/* Fill the hole, if its segment has room for one more: else MMF_NOT_FOUND. */
static inline mmf_status fill(mmf_log *log, const mmf_index_place *hole, uint32_t hash31, mmf_off entry, bool is_new)
{
    struct mmf_index_shm *head = head_of(hole->slots);
    uint64_t shape = mmf_load(&head->shape);
    if (MMF_UNLIKELY(mmf_low(shape) >= mmf_index_most_used(hole->mask + 1)))
        return MMF_NOT_FOUND;
    mmf_status status = mmf_log_room(log, 2);
    if (MMF_UNLIKELY(status != MMF_OK))
        return status;
    mmf_put_unless_new(log, is_new, &hole->slots[hole->position], make_slot(hash31, entry));
    mmf_put_unless_new(log, is_new, &head->shape, shape + 1);
    return MMF_OK;
}

mmf_status mmf_index_make(mmf_log *log, struct mmf_header_shm *h, uint64_t count)
{
    unsigned log2 = FIRST_LOG2, depth = 0;
    while (log2 < MMF_INDEX_LOG2_MAX && count > mmf_index_most_used(UINT64_C(1) << log2))
        log2++;
    if (count > mmf_index_most_used(UINT64_C(1) << log2)) /* hashes do not spread evenly */
        while (depth < MMF_INDEX_DEPTH_MAX && count > EXPECTED_USED << depth)
            depth++;
    mmf_off off, place = 0;
    uint64_t *slots, *directory = NULL, segments = UINT64_C(1) << depth;
    mmf_status status = depth ? mmf_heap_alloc(log, 8 * segments, &place) : MMF_OK;
    if (status == MMF_OK && depth)
        directory = mmf_at(log->segment, place, 8 * segments);
    for (uint64_t i = 0; status == MMF_OK && i < segments; i++) {
        status = new_segment(log, log2, depth, &off, &slots);
        if (status == MMF_OK && directory)
            mmf_store_data(&directory[i], mmf_guarded(mmf_off_unit(off)));
    }
    if (status != MMF_OK)
        return status;
    mmf_store_data(&h->shape, mmf_shape(MMF_TAG_DICT, depth, log2));
    mmf_store_data(&h->place, mmf_guarded(mmf_off_unit(directory ? place : off)));
    return MMF_OK;
}

mmf_status mmf_index_add(mmf_log *log, struct mmf_header_shm *h, uint32_t hash31, mmf_off entry,
                         const mmf_index_place *hole, bool is_new)
{
    mmf_status filled = hole->slots ? fill(log, hole, hash31, entry, is_new) : MMF_NOT_FOUND;
    while (MMF_UNLIKELY(filled == MMF_NOT_FOUND)) {
        mmf_index index;
        mmf_status status = MMF_OK;
        if (!mmf_index_of(log->segment, h, &index))
            return MMF_CORRUPT;
        if (!index.place) {
            mmf_off off;
            uint64_t *slots;
            if ((status = new_segment(log, FIRST_LOG2, 0, &off, &slots)) != MMF_OK ||
                (status = mmf_log_room(log, 4)) != MMF_OK)
                return status;
            mmf_put_pair(log, &h->shape, mmf_shape(MMF_TAG_DICT, 0, FIRST_LOG2), mmf_guarded(mmf_off_unit(off)));
            continue;
        }
        uint64_t *slots = mmf_index_slots(&index, hash31);
        if (!slots)
            return MMF_CORRUPT;
        uint64_t mask = (UINT64_C(1) << index.log2) - 1, p = hash31 & mask, probes = 0;
        while (mmf_load(&slots[p])) {
            if (probes++ > mask)
                return MMF_CORRUPT; /* I2 */
            p = (p + 1) & mask;
        }
        filled = fill(log, &(mmf_index_place){slots, p, mask}, hash31, entry, is_new);
        if (filled == MMF_NOT_FOUND && (status = grow(log, h, &index, slots, hash31)) != MMF_OK)
            return status;
    }
    return filled;
}

mmf_status mmf_index_remove(mmf_log *log, const mmf_index_place *place)
{
    uint64_t *slots = place->slots, mask = place->mask;
    uint64_t shape = mmf_load(&head_of(slots)->shape);
    uint64_t hole = place->position;
    for (uint64_t i = 1, p = (hole + 1) & mask; i <= mask && mmf_load(&slots[p]); i++, p = (p + 1) & mask) {
        uint64_t slot = mmf_load(&slots[p]), home = mmf_index_hash(slot) & mask;
        if (((p - home) & mask) < ((p - hole) & mask))
            continue; /* its home lies behind the hole */
        mmf_status status = mmf_log_room(log, 4);
        if (status != MMF_OK)
            return status;
        mmf_put(log, &slots[hole], slot);
        hole = p;
    }
    mmf_status status = mmf_log_room(log, 4);
    if (status != MMF_OK)
        return status;
    mmf_put(log, &slots[hole], 0);
    mmf_put(log, &head_of(slots)->shape, shape - 1);
    return MMF_OK;
}

mmf_status mmf_index_free_step(mmf_log *log, struct mmf_header_shm *h)
{
    mmf_index index;
    if (!mmf_index_of(log->segment, h, &index))
        return MMF_CORRUPT;
    if (!index.place)
        return MMF_NOT_FOUND;
    mmf_status status = mmf_log_room(log, 8);
    if (status != MMF_OK)
        return status;
    uint64_t at = mmf_load(&h->first), count = UINT64_C(1) << index.depth;
    if (!index.depth || at >= count) { /* the only segment, or the directory after all its segments */
        mmf_put(log, &h->place, mmf_guarded(0));
        return mmf_log_free_later(log, mmf_unit_off(index.place), index.depth ? 8 * count : segment_bytes(index.log2));
    }
    uint64_t *slots = mmf_index_slots(&index, (uint32_t)at << (31 - index.depth));
    unsigned depth = slots ? mmf_high(mmf_load(&head_of(slots)->shape)) : UINT32_MAX;
    if (depth > index.depth)
        return MMF_CORRUPT;
    mmf_put(log, &h->first, at + (UINT64_C(1) << (index.depth - depth)));
    return mmf_log_free_later(log, mmf_off_of(log->segment, head_of(slots)), segment_bytes(index.log2));
}

mmf_status mmf_index_walk(mmf_segment *s, const struct mmf_header_shm *h, uint64_t from, mmf_index_visitor visit,
                          void *context)
{
    mmf_index index;
    if (!mmf_index_of(s, h, &index))
        return MMF_CORRUPT;
    if (!index.place)
        return MMF_OK;
    uint64_t count = UINT64_C(1) << index.depth;
    for (uint64_t at = from; at < count;) {
        uint64_t *slots = mmf_index_slots(&index, index.depth ? (uint32_t)at << (31 - index.depth) : 0);
        unsigned depth = slots ? mmf_high(mmf_load(&head_of(slots)->shape)) : UINT32_MAX;
        if (depth > index.depth)
            return MMF_CORRUPT;
        mmf_status status = visit(context, mmf_off_of(s, head_of(slots)), segment_bytes(index.log2), slots);
        if (status != MMF_OK)
            return status;
        for (uint64_t span = UINT64_C(1) << (index.depth - depth), i = 0; i < span; i++, at++)
            if (mmf_index_slots(&index, index.depth ? (uint32_t)at << (31 - index.depth) : 0) != slots)
                return MMF_CORRUPT;
    }
    return index.depth ? visit(context, mmf_unit_off(index.place), 8 * count, NULL) : MMF_OK;
}
