/* shm.h -- the only way to read or write a word that other processes see.
 *
 * Every shared word is 64 bits (the lock word: 32) and is accessed as a relaxed atomic, so that a racing
 * reader gets some value that was there and never half of one; fences give the order where it matters.
 *
 * Two kinds of order:
 *   - for another process that reads meanwhile: acquire and release fences;
 *   - for whoever finds this process killed: program order is enough, since a killed thread has executed
 *     every store before the one it died at and none after. mmf_program_order() keeps the compiler
 *     from changing it.
 *
 * In a build with MMF_CRASH_POINTS every store is a numbered point at which a test can kill the process. */
#ifndef MMF_SHM_H
#define MMF_SHM_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "bytes.h"

#ifdef MMF_CRASH_POINTS
void mmf_crash_point(void); /* counts itself; at the chosen number the process kills itself */
#else
static inline void mmf_crash_point(void) {}
#endif

static inline void mmf_program_order(void) { __atomic_signal_fence(__ATOMIC_SEQ_CST); }

static inline uint64_t mmf_load(const uint64_t *p) { return __atomic_load_n(p, __ATOMIC_RELAXED); }
static inline uint64_t mmf_load_acquire(const uint64_t *p) { return __atomic_load_n(p, __ATOMIC_ACQUIRE); }

static inline void mmf_store(uint64_t *p, uint64_t value)
{
    mmf_crash_point();
    __atomic_store_n(p, value, __ATOMIC_RELAXED);
}

static inline void mmf_store_release(uint64_t *p, uint64_t value)
{
    mmf_crash_point();
    __atomic_store_n(p, value, __ATOMIC_RELEASE);
}

/* Store unless another has stored since *old was read; false: *old is what is there now. Acquire and release. */
static inline bool mmf_compare_store(uint64_t *p, uint64_t *old, uint64_t value)
{
    mmf_crash_point();
    return __atomic_compare_exchange_n(p, old, value, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);
}

/* Between a counter's odd store and the guarded stores; pairs with mmf_read_fence(). The thread sanitizer
 * knows no fences: there the guarded loads and stores carry the order themselves. */
#ifdef __SANITIZE_THREAD__
static inline void mmf_write_fence(void) {}
static inline void mmf_read_fence(void) {}
static inline void mmf_full_fence(void) {}
#else
static inline void mmf_write_fence(void) { __atomic_thread_fence(__ATOMIC_RELEASE); }
static inline void mmf_read_fence(void) { __atomic_thread_fence(__ATOMIC_ACQUIRE); }
/* Between a store and a load of another word, of which a second process does the like the other way round. */
static inline void mmf_full_fence(void) { __atomic_thread_fence(__ATOMIC_SEQ_CST); }
#endif

/* Guarded data: what a reader reads between its two looks at a counter, and a writer writes between odd and
 * even. Under the thread sanitizer acquire loads and release stores stand for the fences. */
static inline uint64_t mmf_load_data(const uint64_t *p)
{
#ifdef __SANITIZE_THREAD__
    return __atomic_load_n(p, __ATOMIC_ACQUIRE);
#else
    return __atomic_load_n(p, __ATOMIC_RELAXED);
#endif
}

static inline void mmf_store_data(uint64_t *p, uint64_t value)
{
    mmf_crash_point();
#ifdef __SANITIZE_THREAD__
    __atomic_store_n(p, value, __ATOMIC_RELEASE);
#else
    __atomic_store_n(p, value, __ATOMIC_RELAXED);
#endif
}

/* Long copies: string moves, which copy aligned words whole as the loops below do, and as fast as memcpy. Not where the
 * thread sanitizer is to see each. Where points are numbered there are two, before and when half is there: what is so
 * long is copied to where nobody looks yet, so each word would be a point like all others. */
#if defined(__x86_64__) && !defined(__SANITIZE_THREAD__)
#define MMF_STRING_MOVE_BYTES 512
static inline void mmf_move_words(unsigned char **to, const unsigned char **from, size_t words)
{
    __asm__ volatile("rep movsq" : "+D"(*to), "+S"(*from), "+c"(words) : : "memory");
}
static inline size_t mmf_string_move(void *to, const void *from, size_t bytes)
{
    unsigned char *out = to;
    const unsigned char *in = from;
    size_t words = bytes / 8;
    if (bytes < MMF_STRING_MOVE_BYTES)
        return 0;
#ifdef MMF_CRASH_POINTS
    mmf_crash_point();
    mmf_move_words(&out, &in, words / 2);
    words -= words / 2;
    mmf_crash_point();
#endif
    mmf_move_words(&out, &in, words);
    return bytes / 8 * 8;
}
#else
static inline size_t mmf_string_move(void *to, const void *from, size_t bytes)
{
    (void)to, (void)from, (void)bytes;
    return 0;
}
#endif

/* Copy between shared and private memory by words. The shared side is 8-byte aligned and has room for `bytes`
 * rounded up to 8; the private side may be anything. */
static inline void mmf_copy_out(void *to, const uint64_t *from, size_t bytes)
{
    unsigned char *out = to;
    size_t done = mmf_string_move(to, from, bytes);
    out += done;
    from += done / 8;
    bytes -= done;
    for (; bytes >= 8; bytes -= 8, out += 8) {
        uint64_t word = mmf_load_data(from++);
        memcpy(out, &word, 8);
    }
    if (bytes) {
        uint64_t word = mmf_load_data(from);
        memcpy(out, &word, bytes);
    }
}

static inline void mmf_copy_in(uint64_t *to, const void *from, size_t bytes)
{
    const unsigned char *in = from;
    size_t done = mmf_string_move(to, from, bytes);
    in += done;
    to += done / 8;
    bytes -= done;
    for (; bytes >= 8; bytes -= 8, in += 8)
        mmf_store_data(to++, mmf_word_of(in, 8));
    if (bytes)
        mmf_store_data(to, mmf_word_of(in, bytes));
}

#endif
