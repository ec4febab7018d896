/* key.h -- hashing and comparing dict keys. */
#ifndef MMF_KEY_H
#define MMF_KEY_H

#include "longvalue.h"

/* Only 31 bits of the hash are stored and used. */
static inline uint32_t mmf_key_hash31(uint32_t hash) { return hash >> 1; }

/* Is the stored key cell (read from the file, so any rubbish) equal to `key`? 1, 0, or -1: broken. */
int mmf_key_equals_slowly(mmf_segment *s, mmf_cell stored, const mmf_key *key);
static inline int mmf_key_equals(mmf_segment *s, mmf_cell stored, const mmf_key *key)
{
    /* Equal words are an equal inline key: a stored long cell has an offset, a given one has none. */
    if (MMF_LIKELY(stored.w0 == key->normal.cell.w0 && stored.w1 == key->normal.cell.w1))
        return 1;
    return mmf_key_equals_slowly(s, stored, key);
}

/* The hash of a stored key, to check an index slot. MMF_CORRUPT, MMF_NOMEM. */
MMF_UNUSED_RESULT mmf_status mmf_key_hash_stored(mmf_segment *s, mmf_cell stored, uint32_t *hash);

/* The parts of the keyed hash: of a cell, (of a payload: key.c,) and the last step. `seed`: four words of the
 * superblock. */
static inline uint64_t mmf_multiply_fold(uint64_t a, uint64_t b)
{
    __uint128_t product = (__uint128_t)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}
static inline uint64_t mmf_hash_cell(const uint64_t seed[4], mmf_cell c)
{
    return mmf_multiply_fold(c.w0 ^ seed[0], c.w1 ^ seed[1]);
}
static inline uint32_t mmf_hash_finish(const uint64_t seed[4], uint64_t h)
{
    return (uint32_t)(mmf_multiply_fold(h ^ seed[2], seed[3]) >> 32);
}

/* Ints come in runs more often than not (counters, row numbers), so neighbours stay near each other, at a place that
 * depends on the seed: filling a large dict in order misses the caches less. 64 of them share the high bits, so they
 * are in one segment of the index; of these each four get home slots side by side, and the fours are spread over the
 * segment. More side by side would make long clusters where a segment is nearly full. */
static inline uint32_t mmf_hash_int(const uint64_t seed[4], mmf_cell c)
{
    uint32_t within = (uint32_t)c.w1 & 63, spread = (within >> 2) * 67; /* odd, so 16 fours are apart in any segment */
    c.w1 >>= 6;
    return mmf_hash_finish(seed, mmf_hash_cell(seed, c)) ^ spread << 3 ^ (within & 3) << 1; /* bit 0 is dropped */
}

/* The hash of a normal form that lies in its cell. */
static inline uint32_t mmf_hash_normal_cell(const uint64_t seed[4], mmf_cell c)
{
    return mmf_cell_tag(c) == MMF_TAG_INT ? mmf_hash_int(seed, c) : mmf_hash_finish(seed, mmf_hash_cell(seed, c));
}

/* Make a key of a cell that is all of it: MMF_TAG_STR7, MMF_TAG_BYTES7 or MMF_TAG_INT. Word by word: see setup.py. */
static inline void mmf_key_prepare_cell(const uint64_t seed[4], mmf_key *key, mmf_cell c)
{
    key->value.cell.w0 = key->normal.cell.w0 = c.w0;
    key->value.cell.w1 = key->normal.cell.w1 = c.w1;
    key->value.data = NULL;
    key->hash = mmf_hash_normal_cell(seed, c);
}

/* Fill in key->normal (unless its tag is MMF_TAG_KEY) and key->hash. */
void mmf_key_prepare_slowly(const uint64_t seed[4], mmf_key *key);
static inline void mmf_key_prepare(const uint64_t seed[4], mmf_key *key)
{
    uint8_t tag = mmf_cell_tag(key->value.cell);
    if (MMF_UNLIKELY(tag != MMF_TAG_STR7 && tag != MMF_TAG_INT)) {
        mmf_key_prepare_slowly(seed, key);
        return;
    }
    mmf_key_prepare_cell(seed, key, key->value.cell);
}

/* Make a key of a stored key's private copy: `data` is its payload. MMF_CORRUPT. */
MMF_UNUSED_RESULT mmf_status mmf_key_from_stored(const uint64_t seed[4], mmf_cell cell, const void *data, mmf_key *key);

#endif
