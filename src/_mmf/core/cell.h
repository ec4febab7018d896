/* cell.h -- the fixed-size tagged slot that holds every value, and how to make one.
 *
 *     w0:  | tag 8 | aux 8 | inline bytes, or check 16 and offset 32 |      w1
 *
 *     tag                aux            rest of w0              w1
 *     NONE TRUE FALSE    0              0                       0
 *     INT                0              0                       the value, signed 64 bits
 *     FLOAT              0              0                       the bits of an IEEE double
 *     STR7 BYTES7 LONG7  length code    the first 6 bytes       the other 8 bytes      (0..14 bytes, inline)
 *     STR                width code     check, offset / 16      payload length in bytes
 *     BYTES LONG COMPLEX TUPLE FROZENSET KEY PICKLE JSON
 *                        0              check, offset / 16      payload length in bytes
 *     DICT LIST          0              check, offset / 16      serial of the container
 *
 * C1  Tags have even parity, so one flipped bit never makes another tag.
 * C2  A length code is the length in the low nibble and its complement in the high one.
 * C3  The four 16-bit parts of w0 and w1 of a cell with an offset fold by xor to MMF_CELL_FOLD.
 * C4  Bytes of an inline value beyond its length are zero, so equal values are equal words.
 * C5  INT is used for every int that fits; LONG7 and LONG hold the shortest two's complement,
 *     little-endian, of the others. STR7 is ASCII; STR has the narrowest width that fits.
 */
#ifndef MMF_CELL_H
#define MMF_CELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "bytes.h"

typedef struct mmf_cell {
    uint64_t w0;
    uint64_t w1;
} mmf_cell;

enum mmf_tag {
    MMF_TAG_EMPTY = 0x00, /* no value: an unused slot. In a mmf_value: absent */
    MMF_TAG_NONE = 0x03,
    MMF_TAG_FALSE = 0x05,
    MMF_TAG_TRUE = 0x06,
    MMF_TAG_INT = 0x09,
    MMF_TAG_FLOAT = 0x0a,
    MMF_TAG_STR7 = 0x0c,   /* up to 14 ASCII characters, inline */
    MMF_TAG_BYTES7 = 0x0f, /* up to 14 bytes, inline */
    MMF_TAG_LONG7 = 0x11,  /* an int beyond 64 bits of up to 14 bytes, inline */
    MMF_TAG_STR = 0x12,    /* aux: enum mmf_width; payload: code points of that width, native order */
    MMF_TAG_BYTES = 0x14,
    MMF_TAG_LONG = 0x17,
    MMF_TAG_COMPLEX = 0x18,   /* payload: two doubles */
    MMF_TAG_TUPLE = 0x1b,     /* payload: a stream: {MMF_TAG_INT, count}, then count values (see mmf_buffer) */
    MMF_TAG_FROZENSET = 0x1d, /* payload: the same */
    MMF_TAG_PICKLE = 0x1e,    /* payload: the serializer's business */
    MMF_TAG_JSON = 0x21,
    MMF_TAG_DICT = 0x22,
    MMF_TAG_LIST = 0x24,
    MMF_TAG_KEY = 0x27, /* a dict key whose normal form differs from its own in a way that key.c cannot derive
                         * (tuples with floats or bools inside, whole floats beyond 64 bits):
                         * payload: u64 bytes of the normal stream, u64 0, the normal stream (one value), then
                         * the stored stream (one value) */
    MMF_TAG_REF = 0xff  /* never in a file: a mmf_value that names a container */
};

enum mmf_width { MMF_WIDTH_ASCII = 0x03, MMF_WIDTH_1 = 0x05, MMF_WIDTH_2 = 0x06, MMF_WIDTH_4 = 0x09 };

#define MMF_INLINE_BYTES 14
#define MMF_SIZE_MAX (UINT64_C(1) << 36) /* of a file and of a value: offsets are 32 bits of 16 bytes */
#define MMF_CELL_FOLD UINT64_C(0x5a17)

static inline uint8_t mmf_cell_tag(mmf_cell c) { return (uint8_t)c.w0; }
static inline uint8_t mmf_cell_aux(mmf_cell c) { return (uint8_t)(c.w0 >> 8); }

static inline mmf_cell mmf_cell_plain(uint8_t tag, uint64_t w1) { return (mmf_cell){tag, w1}; }
static inline mmf_cell mmf_cell_int(int64_t value) { return (mmf_cell){MMF_TAG_INT, (uint64_t)value}; }
static inline mmf_cell mmf_cell_float(double value)
{
    mmf_cell c = {MMF_TAG_FLOAT, 0};
    memcpy(&c.w1, &value, 8);
    return c;
}

/* A cell in private memory, of which the words may have been stored a moment before (see bytes.h). */
static inline mmf_cell mmf_cell_read(const void *at)
{
    return (mmf_cell){mmf_word_of(at, 8), mmf_word_of((const unsigned char *)at + 8, 8)};
}
static inline void mmf_cell_write(void *at, mmf_cell c)
{
    memcpy(at, &c.w0, 8);
    memcpy((unsigned char *)at + 8, &c.w1, 8);
}

/* An inline text, bytes or long; length <= MMF_INLINE_BYTES. */
static inline mmf_cell mmf_cell_inline(uint8_t tag, const void *bytes, size_t length)
{
    const unsigned char *p = bytes;
    uint64_t code = length | (length ^ 15) << 4, low = mmf_word_of(p, length), high = 0;
    if (length > 8)
        high = mmf_word_of(p + length - 8, 8) >> 8 * (16 - length);
    return (mmf_cell){tag | code << 8 | low << 16, low >> 48 | high << 16};
}

/* A long value that has no block yet: `bytes` of payload. */
static inline mmf_cell mmf_cell_long(uint8_t tag, uint8_t aux, uint64_t bytes)
{
    return (mmf_cell){(uint64_t)tag | ((uint64_t)aux << 8), bytes};
}

/* Does this tag store its payload outside the cell? (Containers do not count.) */
static inline bool mmf_tag_is_long(uint8_t tag)
{
    return (tag >= MMF_TAG_STR && tag <= MMF_TAG_JSON) || tag == MMF_TAG_KEY;
}
/* Does a value of this tag lie wholly in its cell? */
static inline bool mmf_tag_is_inline(uint8_t tag) { return tag >= MMF_TAG_NONE && tag <= MMF_TAG_LONG7; }
static inline bool mmf_tag_is_container(uint8_t tag) { return tag == MMF_TAG_DICT || tag == MMF_TAG_LIST; }

/* Length of an inline value, or -1 if its length code is broken (C2). */
static inline int mmf_cell_inline_length(mmf_cell c)
{
    unsigned code = mmf_cell_aux(c), length = code & 15;
    return (code >> 4) == (length ^ 15) && length <= MMF_INLINE_BYTES ? (int)length : -1;
}
static inline void mmf_cell_inline_bytes(const mmf_cell *c, const unsigned char **bytes)
{
    *bytes = (const unsigned char *)c + 2;
}

#endif
