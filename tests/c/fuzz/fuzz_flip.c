/* fuzz_flip.c -- a real namespace, damaged here and there.
 *
 *     input: base, then damages of 8 bytes: kind, 3 bytes of offset, 4 bytes of content
 *
 * Besides single bytes there are damages that keep the redundancy of what they hit, so that the checks behind it are
 * reached: guarded words, cells with their fold, and pairs of bits that a fold does not notice. */
#include <sys/types.h>

#include "fuzz.h"
#include "layout.h"
#include "longvalue.h"

enum {
    DAMAGE_BYTE,
    DAMAGE_WORD,
    DAMAGE_GUARDED,
    DAMAGE_CELL,
    DAMAGE_TWO_BITS,
    DAMAGE_TRUNCATE,
    DAMAGE_EXTEND,
    DAMAGES
};
#define DAMAGE_BYTES 8
#define DAMAGES_MOST 32
#define FILE_MOST (4 * MMF_SIZE_MIN)

static void damage(unsigned char *file, size_t *count, const unsigned char *d)
{
    uint64_t off = (uint64_t)d[1] | (uint64_t)d[2] << 8 | (uint64_t)d[3] << 16, word;
    uint32_t content;
    memcpy(&content, d + 4, 4);
    if (*count < 16)
        return;
    off %= *count - 15;
    uint64_t *words = (uint64_t *)(file + off / 8 * 8);
    switch (d[0] % DAMAGES) {
    case DAMAGE_BYTE:
        file[off] ^= d[4] ? d[4] : 1;
        break;
    case DAMAGE_WORD:
        words[0] = content & 1 ? (uint64_t)(int64_t)(int32_t)content : (uint64_t)content << (content >> 1 & 31);
        break;
    case DAMAGE_GUARDED:
        words[0] = mmf_guarded(content);
        break;
    case DAMAGE_CELL: {
        mmf_cell cell =
            mmf_cell_with_offset((mmf_cell){(words[0] & 0xff00) | d[4], words[1]}, (uint64_t)(d[5] | d[6] << 8) * 16);
        words[0] = cell.w0;
        words[1] = cell.w1;
        break;
    }
    case DAMAGE_TWO_BITS:
        word = (UINT64_C(1) << content % 16) << 16 * (content >> 4 & 3);
        words[0] ^= word;
        word = (UINT64_C(1) << content % 16) << 16 * (content >> 6 & 3);
        words[content >> 8 & 1] ^= word;
        break;
    case DAMAGE_TRUNCATE:
        *count = off;
        break;
    case DAMAGE_EXTEND: /* as after growth that was undone */
        if (*count + content % MMF_SIZE_MIN <= FILE_MOST)
            *count += content % MMF_SIZE_MIN;
        break;
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static unsigned char file[FILE_MOST] __attribute__((aligned(16)));
    if (!size)
        return 0;
    const fuzz_file *base = fuzz_base(data[0] % FUZZ_BASES);
    size_t count = base->count;
    CHECK(count <= sizeof file);
    memset(file, 0, sizeof file);
    memcpy(file, base->bytes, count);
    for (size_t i = 0; i < DAMAGES_MOST && 1 + (i + 1) * DAMAGE_BYTES <= size; i++)
        damage(file, &count, data + 1 + i * DAMAGE_BYTES);
    fuzz_write_file(file, count);
    fuzz_read();
    fuzz_read_and_write();
    unlink(fuzz_path());
    return 0;
}
