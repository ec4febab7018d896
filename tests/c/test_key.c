/* test_key.c -- which keys are equal, and that the hash tells the others apart. */
#include <math.h>

#include "key.h"
#include "ns.h"
#include "values.h"

static mmf_ns *ns;

static mmf_key float_key(double value) { return make_key(ns, (mmf_value){mmf_cell_float(value), NULL}); }
static mmf_key plain_key(uint8_t tag) { return make_key(ns, (mmf_value){mmf_cell_plain(tag, 0), NULL}); }

/* A key of two forms: `normal` is what it equals, `stored` what comes back. Both one inline cell. */
static mmf_key two_form_key(mmf_cell normal, mmf_cell stored, unsigned char payload[48])
{
    uint64_t bytes[2] = {16, 0};
    memcpy(payload, bytes, 16);
    memcpy(payload + 16, &normal, 16);
    memcpy(payload + 32, &stored, 16);
    mmf_key key = {.value = {mmf_cell_long(MMF_TAG_KEY, 0, 48), payload}, .normal = {normal, NULL}};
    mmf_key_init(ns, &key);
    return key;
}

/* Is what was stored under `a` found under `b`, and the other way round? */
static bool same(mmf_key a, mmf_key b)
{
    mmf_ref root = mmf_root(ns);
    mmf_value one = int_value(1);
    CHECK_OK(mmf_dict_clear(&root));
    CHECK_OK(mmf_dict_set(&root, &a, &one));
    mmf_status there = mmf_dict_contains(&root, &b);
    CHECK_OK(mmf_dict_set(&root, &b, &one));
    CHECK(length_of(&root) == (there == MMF_OK ? 1 : 2));
    mmf_status back = mmf_dict_contains(&root, &a);
    CHECK_OK(back);
    CHECK(there == MMF_OK || there == MMF_NOT_FOUND);
    CHECK(there != MMF_OK || a.hash == b.hash);
    CHECK_OK(mmf_dict_remove(&root, &b, NULL));
    CHECK_STATUS(there == MMF_OK ? MMF_NOT_FOUND : MMF_OK, mmf_dict_contains(&root, &a));
    return there == MMF_OK;
}

static void numbers_are_equal_by_value(void)
{
    ns = open_fresh();
    CHECK(same(int_key(ns, 1), float_key(1.0)));
    CHECK(same(int_key(ns, 1), plain_key(MMF_TAG_TRUE)) && same(float_key(1.0), plain_key(MMF_TAG_TRUE)));
    CHECK(same(int_key(ns, 0), plain_key(MMF_TAG_FALSE)) && same(float_key(-0.0), float_key(0.0)));
    CHECK(same(float_key(-0.0), int_key(ns, 0)) && same(int_key(ns, -7), float_key(-7.0)));
    CHECK(same(int_key(ns, INT64_MIN), float_key(-0x1p63)));
    CHECK(!same(int_key(ns, INT64_MAX), float_key(0x1p63)));
    CHECK(!same(int_key(ns, (INT64_C(1) << 53) + 1), float_key(0x1p53)));
    CHECK(!same(int_key(ns, 1), float_key(1.5)) && !same(float_key(1.5), float_key(nextafter(1.5, 2))));
    CHECK(same(float_key(INFINITY), float_key(INFINITY)) && !same(float_key(INFINITY), float_key(-INFINITY)));
    CHECK(!same(plain_key(MMF_TAG_NONE), plain_key(MMF_TAG_FALSE)) && !same(plain_key(MMF_TAG_NONE), int_key(ns, 0)));
    destroy_and_close(ns);
}

static void texts_and_bytes_are_told_apart(void)
{
    ns = open_fresh();
    char text[40], other[40];
    for (size_t length = 0; length < sizeof text; length++) { /* inline up to 14, then long */
        memset(text, 'x', sizeof text);
        memcpy(other, text, sizeof text);
        mmf_value value = text_value(text, length), bytes = value;
        if (length <= MMF_INLINE_BYTES)
            bytes.cell = mmf_cell_inline(MMF_TAG_BYTES7, text, length);
        else
            bytes.cell = mmf_cell_long(MMF_TAG_BYTES, 0, length);
        CHECK(same(make_key(ns, value), make_key(ns, text_value(other, length))));
        CHECK(!same(make_key(ns, value), make_key(ns, bytes)));
        CHECK(!same(make_key(ns, value), make_key(ns, text_value(text, length ? length - 1 : 20))));
        for (size_t i = 0; i < length; i++) {
            other[i] = 'y';
            CHECK(!same(make_key(ns, value), make_key(ns, text_value(other, length))));
            other[i] = 'x';
        }
    }
    mmf_value narrow = text_value(text, 32), wide = {mmf_cell_long(MMF_TAG_STR, MMF_WIDTH_2, 32), text};
    CHECK(!same(make_key(ns, narrow), make_key(ns, wide))); /* the same bytes, other characters */
    destroy_and_close(ns);
}

static void a_key_of_two_forms_equals_by_its_normal_form(void)
{
    ns = open_fresh();
    mmf_ref root = mmf_root(ns);
    unsigned char payload[48], again[48];
    mmf_cell big = mmf_cell_inline(MMF_TAG_LONG7, "\0\0\0\0\0\0\0\0\1", 9); /* 2**64, from a float */
    mmf_key key = two_form_key(big, mmf_cell_float(0x1p64), payload);
    mmf_key plain = make_key(ns, (mmf_value){big, NULL});
    CHECK(same(key, plain) && same(plain, key) && same(key, two_form_key(big, mmf_cell_float(0x1p64), again)));
    CHECK(!same(key, int_key(ns, 1)) && !same(key, two_form_key(mmf_cell_int(5), mmf_cell_int(6), again)));
    mmf_value one = int_value(1);
    CHECK_OK(mmf_dict_clear(&root));
    CHECK_OK(mmf_dict_set(&root, &key, &one));
    mmf_cursor cursor = {0};
    mmf_out out;
    mmf_out_init(&out);
    CHECK_OK(mmf_dict_next(&root, &cursor, false, &out, NULL)); /* and comes back as it was given */
    CHECK(mmf_cell_tag(out.cell) == MMF_TAG_KEY && out.cell.w1 == 48 && !memcmp(out.data, payload, 48));
    mmf_key parsed;
    const uint64_t *seed = mmf_super(&ns->segment)->fixed.seed;
    CHECK_OK(mmf_key_from_stored(seed, out.cell, out.data, &parsed));
    CHECK(parsed.hash == key.hash && same(parsed, plain));
    for (uint64_t length = 0; length < 32; length++) {
        mmf_cell cell = mmf_cell_long(MMF_TAG_KEY, 0, length);
        CHECK_STATUS(MMF_CORRUPT, mmf_key_from_stored(seed, cell, payload, &parsed));
    }
    uint64_t sizes[] = {0, 15, 33, UINT64_MAX, UINT64_MAX - 15};
    for (int i = 0; i < 5; i++) { /* the normal form would end outside */
        memcpy(payload, &sizes[i], 8);
        CHECK_STATUS(MMF_CORRUPT, mmf_key_from_stored(seed, mmf_cell_long(MMF_TAG_KEY, 0, 48), payload, &parsed));
    }
    CHECK_STATUS(MMF_CORRUPT, mmf_key_from_stored(seed, (mmf_cell){MMF_TAG_DICT, 0}, NULL, &parsed));
    CHECK_STATUS(MMF_CORRUPT, mmf_key_from_stored(seed, (mmf_cell){MMF_TAG_EMPTY, 0}, NULL, &parsed));
    mmf_out_clear(&out);
    destroy_and_close(ns);
}

/* Numbers in a row must not fall into the same places: the top bits choose a segment, the low ones a slot. */
static void the_hash_spreads_and_is_keyed(void)
{
    enum { KEYS = 1 << 16 };
    static uint32_t low[KEYS], high[KEYS];
    ns = open_fresh();
    for (int64_t i = 0; i < KEYS; i++) {
        uint32_t hash = mmf_key_hash31(int_key(ns, i << 20).hash);
        low[hash % KEYS]++;
        high[hash >> 15]++;
    }
    uint32_t most = 0;
    for (int i = 0; i < KEYS; i++) {
        most = low[i] > most ? low[i] : most;
        most = high[i] > most ? high[i] : most;
    }
    CHECK(most < 16); /* Poisson with mean 1: 16 in one place happens once in 10^9 tries */
    uint32_t hash[2];
    mmf_ns *other = open_fresh();
    int differing = 0;
    for (int64_t i = 0; i < 16; i++) {
        hash[0] = int_key(ns, i).hash;
        hash[1] = int_key(other, i).hash;
        differing += hash[0] != hash[1];
    }
    CHECK(differing > 8);
    destroy_and_close(other);
    destroy_and_close(ns);
}

int main(void)
{
    alarm(100);
    RUN(numbers_are_equal_by_value);
    RUN(texts_and_bytes_are_told_apart);
    RUN(a_key_of_two_forms_equals_by_its_normal_form);
    RUN(the_hash_spreads_and_is_keyed);
    return check_done();
}
