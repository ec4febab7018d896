/* bytes.h -- private bytes as words. */
#ifndef MMF_BYTES_H
#define MMF_BYTES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "cells and words that the kernel compares are laid out for little-endian processors"
#endif

/* Up to 8 bytes as a word, the rest of it 0: pieces that may overlap, joined in a register. A memcpy of variable length
 * stores pieces and loads them as one, which a processor cannot forward: that waits for the cache. */
static inline uint64_t mmf_word_of(const void *bytes, size_t length)
{
    const unsigned char *p = bytes;
    uint32_t head, tail;
    uint64_t word;
    if (length >= 8) {
        memcpy(&word, p, 8);
        return word;
    }
    if (length >= 4) {
        memcpy(&head, p, 4);
        memcpy(&tail, p + length - 4, 4);
        return head | (uint64_t)tail << 8 * (length - 4);
    }
    if (!length)
        return 0;
    return p[0] | (uint64_t)p[length / 2] << 8 * (length / 2) | (uint64_t)p[length - 1] << 8 * (length - 1);
}

#endif
