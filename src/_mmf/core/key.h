/* key.h -- hashing and comparing dict keys. */
#ifndef MMF_KEY_H
#define MMF_KEY_H

#include "longvalue.h"

/* Only 31 bits of the hash are stored and used. */
static inline uint32_t mmf_key_hash31(uint32_t hash) { return hash >> 1; }

/* The 32-bit keyed hash of a normal form. `seed`: four words of the superblock. */
uint32_t mmf_key_hash(const uint64_t seed[4], const mmf_value *normal);

/* Is the stored key cell (read from the file, so any rubbish) equal to `key`? 1, 0, or -1: broken. */
int mmf_key_equals(mmf_segment *s, mmf_cell stored, const mmf_key *key);

/* The hash of a stored key, to check an index slot. MMF_CORRUPT, MMF_NOMEM. */
MMF_UNUSED_RESULT mmf_status mmf_key_hash_stored(mmf_segment *s, mmf_cell stored, uint32_t *hash);

/* Fill in key->normal (unless its tag is MMF_TAG_KEY) and key->hash. */
void mmf_key_prepare(const uint64_t seed[4], mmf_key *key);

/* Make a key of a stored key's private copy: `data` is its payload. MMF_CORRUPT. */
MMF_UNUSED_RESULT mmf_status mmf_key_from_stored(const uint64_t seed[4], mmf_cell cell, const void *data, mmf_key *key);

#endif
