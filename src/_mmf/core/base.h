/* base.h -- small words that every layer of the core uses. */
#ifndef MMF_BASE_H
#define MMF_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "status.h"

/* Bytes from the start of the file; 0 is the null offset (the superblock lies there). */
typedef uint64_t mmf_off;

/* Stored offsets are counted in units, so that they fit into 32 bits. */
#define MMF_UNIT UINT64_C(16)

#define MMF_UNUSED_RESULT __attribute__((warn_unused_result))
#define MMF_LIKELY(x) __builtin_expect(!!(x), 1)
#define MMF_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define MMF_COLD __attribute__((cold, noinline))
#define MMF_NOINLINE __attribute__((noinline)) /* so that its caller needs no frame in other cases */
#define MMF_ALWAYS_INLINE inline __attribute__((always_inline))

static inline uint64_t mmf_round_up(uint64_t n, uint64_t multiple) { return (n + multiple - 1) / multiple * multiple; }
static inline uint64_t mmf_round_down(uint64_t n, uint64_t multiple) { return n / multiple * multiple; }
static inline uint64_t mmf_min(uint64_t a, uint64_t b) { return a < b ? a : b; }
static inline uint64_t mmf_max(uint64_t a, uint64_t b) { return a > b ? a : b; }
static inline unsigned mmf_log2(uint64_t n) { return 63u - (unsigned)__builtin_clzll(n); }

static inline mmf_off mmf_unit_off(uint64_t unit) { return (unit & UINT32_MAX) * MMF_UNIT; }
static inline uint32_t mmf_off_unit(mmf_off off) { return (uint32_t)(off / MMF_UNIT); }

/* Two 32-bit halves in one word, so that both change with one store. */
static inline uint64_t mmf_halves(uint32_t low, uint32_t high) { return low | (uint64_t)high << 32; }
static inline uint32_t mmf_low(uint64_t word) { return (uint32_t)word; }
static inline uint32_t mmf_high(uint64_t word) { return (uint32_t)(word >> 32); }

/* A 32-bit number beside its complement: a flipped bit is noticed. */
static inline uint64_t mmf_guarded(uint32_t value) { return mmf_halves(value, ~value); }
static inline bool mmf_guarded_ok(uint64_t word) { return mmf_low(word) == ~mmf_high(word); }

/* The xor of a word's four 16-bit parts. */
static inline uint64_t mmf_fold(uint64_t word)
{
    word ^= word >> 32;
    return (word ^ word >> 16) & 0xffff;
}

#endif
