/* text.c -- is it a str as CPython has it? A str object of another kind than its characters need, or with characters
 * that there are not, would break what reads it. */
#include "text.h"

#include "../core/mmf.h"

text_kind text_kind_of(uint8_t width)
{
    switch (width) {
    case MMF_WIDTH_ASCII:
        return (text_kind){1, 0, 0x7f};
    case MMF_WIDTH_1:
        return (text_kind){1, 0x80, 0xff};
    case MMF_WIDTH_2:
        return (text_kind){2, 0x100, 0xffff};
    case MMF_WIDTH_4:
        return (text_kind){4, 0x10000, 0x10ffff};
    default:
        return (text_kind){0, 0, 0};
    }
}

bool text_has_high_bits(const unsigned char *data, size_t bytes)
{
    uint64_t seen = 0;
    for (; bytes >= 8; bytes -= 8, data += 8)
        seen |= mmf_word_of(data, 8);
    seen |= mmf_word_of(data, bytes);
    return seen & UINT64_C(0x8080808080808080);
}

/* The greatest character, or one that is as wide; more than the kind has if one is none. */
static Py_UCS4 widest(text_kind kind, const void *data, size_t bytes)
{
    Py_UCS4 most = 0;
    if (kind.bytes == 1)
        return text_has_high_bits(data, bytes) ? 0xff : 0x7f;
    if (kind.bytes == 2)
        for (size_t i = 0; i < bytes / 2; i++)
            most |= ((const uint16_t *)data)[i];
    else
        for (size_t i = 0; i < bytes / 4; i++)
            most = ((const uint32_t *)data)[i] > most ? ((const uint32_t *)data)[i] : most;
    return most;
}

bool text_is_sound(text_kind kind, const void *data, size_t bytes)
{
    if (!kind.bytes || bytes % kind.bytes)
        return false;
    Py_UCS4 greatest = widest(kind, data, bytes);
    return greatest >= kind.least && greatest <= kind.most;
}
