/* text.h -- the characters of a str as they are stored (C5), which nobody has checked yet. */
#ifndef PY_TEXT_H
#define PY_TEXT_H

#include "compat.h"

/* Bytes of each character, and what the greatest of a text is at least and at most; zeros: no such width. */
typedef struct text_kind {
    unsigned bytes;
    Py_UCS4 least, most;
} text_kind;

text_kind text_kind_of(uint8_t width);

/* Are not all of these bytes ASCII? */
bool text_has_high_bits(const unsigned char *data, size_t bytes);

/* Whole characters that this kind has, and at least one that no narrower kind has (C5)? */
bool text_is_sound(text_kind kind, const void *data, size_t bytes);

#endif
