/* key.c -- hashing and comparing dict keys.
 *
 * Two keys are equal when their normal forms are the same bytes. The normal form of a bool is an int, that of a whole
 * float within 64 bits an int; for what can not be derived here (MMF_TAG_KEY) the writer stored both forms.
 *
 * The hash multiplies 64 x 64 -> 128 bits and folds, as wyhash does (Wang Yi, public domain), keyed by a random seed of
 * the namespace, so that nobody who does not know the file can choose keys that collide. */
#include "key.h"

#include <stdlib.h>

/* Go on with a hash over the bytes of a long normal form. */
static uint64_t hash_payload(const uint64_t seed[4], const mmf_value *normal, uint64_t h)
{
    const unsigned char *p = normal->data;
    for (uint64_t left = normal->cell.w1; left; p += 16) {
        uint64_t here = left < 16 ? left : 16;
        h = mmf_multiply_fold(mmf_word_of(p, here) ^ seed[2] ^ h,
                              mmf_word_of(p + 8, here > 8 ? here - 8 : 0) ^ seed[3]);
        left -= here;
    }
    return h;
}

/* Bools and whole floats within 64 bits as ints; others as they are. */
static mmf_cell normal_cell(mmf_cell c)
{
    switch (mmf_cell_tag(c)) {
    case MMF_TAG_TRUE:
        return mmf_cell_int(1);
    case MMF_TAG_FALSE:
        return mmf_cell_int(0);
    case MMF_TAG_FLOAT: {
        double d;
        memcpy(&d, &c.w1, 8);
        if (d >= -0x1p63 && d < 0x1p63 && (double)(int64_t)d == d)
            return mmf_cell_int((int64_t)d);
        return c;
    }
    default:
        return c;
    }
}

void mmf_key_prepare_slowly(const uint64_t seed[4], mmf_key *key)
{
    uint8_t tag = mmf_cell_tag(key->value.cell);
    if (tag != MMF_TAG_KEY) {
        key->normal.cell.w0 = key->value.cell.w0; /* word by word: see setup.py */
        key->normal.cell.w1 = key->value.cell.w1;
        key->normal.data = key->value.data;
        if (MMF_UNLIKELY(tag == MMF_TAG_TRUE || tag == MMF_TAG_FALSE || tag == MMF_TAG_FLOAT))
            key->normal.cell = normal_cell(key->value.cell);
    }
    if (mmf_cell_tag(key->normal.cell) == MMF_TAG_INT) {
        key->hash = mmf_hash_int(seed, key->normal.cell);
        return;
    }
    uint64_t h = mmf_hash_cell(seed, key->normal.cell);
    if (mmf_tag_is_long(mmf_cell_tag(key->normal.cell)))
        h = hash_payload(seed, &key->normal, h);
    key->hash = mmf_hash_finish(seed, h);
}

/* The parts of a MMF_TAG_KEY payload in private memory: the normal form comes first. */
static mmf_status normal_part(const void *payload, uint64_t length, mmf_value *normal)
{
    uint64_t bytes;
    if (length < 32)
        return MMF_CORRUPT;
    memcpy(&bytes, payload, 8);
    if (bytes < 16 || bytes > length - 16)
        return MMF_CORRUPT;
    normal->cell = mmf_cell_read((const unsigned char *)payload + 16);
    normal->data = (const unsigned char *)payload + 32;
    if (mmf_tag_is_long(mmf_cell_tag(normal->cell)) && normal->cell.w1 > bytes - 16)
        return MMF_CORRUPT;
    return MMF_OK;
}

mmf_status mmf_key_from_stored(const uint64_t seed[4], mmf_cell cell, const void *data, mmf_key *key)
{
    uint8_t tag = mmf_cell_tag(cell);
    if (mmf_tag_is_container(tag) || tag == MMF_TAG_EMPTY)
        return MMF_CORRUPT;
    key->value.cell = mmf_tag_is_long(tag) ? mmf_cell_long(tag, mmf_cell_aux(cell), cell.w1) : cell;
    key->value.data = data;
    if (tag == MMF_TAG_KEY && normal_part(data, cell.w1, &key->normal) != MMF_OK)
        return MMF_CORRUPT;
    mmf_key_prepare(seed, key);
    return MMF_OK;
}

mmf_status mmf_key_hash_stored(mmf_segment *s, mmf_cell stored, uint32_t *hash)
{
    mmf_out out;
    mmf_key key;
    mmf_out_init(&out);
    mmf_status status = mmf_fetch(s, stored, &out);
    if (status == MMF_OK)
        status = mmf_key_from_stored(mmf_super(s)->fixed.seed, stored, out.data, &key);
    if (status == MMF_OK)
        *hash = key.hash;
    mmf_out_clear(&out);
    return status;
}

/* Compare with a stored key that has two forms. */
static MMF_COLD int equals_two_forms(mmf_segment *s, mmf_cell stored, const mmf_value *normal)
{
    uint64_t *payload = mmf_long_payload(s, stored);
    if (!payload || stored.w1 < 32)
        return -1;
    uint64_t bytes = mmf_load_data(payload);
    if (bytes < 16 || bytes > stored.w1 - 16)
        return -1;
    if (mmf_load_data(payload + 2) != normal->cell.w0 || mmf_load_data(payload + 3) != normal->cell.w1)
        return 0;
    if (!mmf_tag_is_long(mmf_cell_tag(normal->cell)))
        return 1;
    return normal->cell.w1 <= bytes - 16 ? mmf_long_equals(payload + 4, normal->data, normal->cell.w1) : -1;
}

int mmf_key_equals_slowly(mmf_segment *s, mmf_cell stored, const mmf_key *key)
{
    mmf_cell wanted = key->normal.cell;
    uint8_t tag = mmf_cell_tag(stored);
    if (tag == MMF_TAG_KEY)
        return equals_two_forms(s, stored, &key->normal);
    if (!mmf_tag_is_long(tag)) {
        mmf_cell n = normal_cell(stored);
        return n.w0 == wanted.w0 && n.w1 == wanted.w1;
    }
    if ((uint16_t)stored.w0 != (uint16_t)wanted.w0 || stored.w1 != wanted.w1)
        return 0;
    uint64_t *payload = mmf_long_payload(s, stored);
    return payload ? mmf_long_equals(payload, key->normal.data, wanted.w1) : -1;
}
