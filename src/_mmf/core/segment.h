/* segment.h -- the mapped bytes of one file, and the only way from an offset to a pointer. */
#ifndef MMF_SEGMENT_H
#define MMF_SEGMENT_H

#include "layout.h"
#include "shm.h"

struct os_file_info;

typedef struct mmf_segment {
    unsigned char *base;
    uint64_t limit;    /* bytes that the file is known to have, so may be touched; grows, never shrinks */
    uint64_t reserved; /* bytes of address space mapped, room to grow included */
    uint64_t device, inode; /* of the file */
    int fd;            /* asked and changed only after a look which file is behind it (S4) */
    bool readonly;
} mmf_segment;

static inline struct mmf_super_shm *mmf_super(const mmf_segment *s) { return (struct mmf_super_shm *)s->base; }

/* Look whether the file has grown, by whomever. */
bool mmf_segment_refresh(mmf_segment *s, uint64_t end);

/* The bytes [off, off + bytes), or NULL if they do not lie in the file or off is not aligned to 8. `off` may be
 * any rubbish that a torn or hostile word held. */
static inline void *mmf_at(mmf_segment *s, mmf_off off, uint64_t bytes)
{
    uint64_t end;
    if (MMF_UNLIKELY(__builtin_add_overflow(off, bytes, &end) || off % 8))
        return NULL;
    if (MMF_UNLIKELY(end > __atomic_load_n(&s->limit, __ATOMIC_RELAXED)) && !mmf_segment_refresh(s, end))
        return NULL;
    return s->base + off;
}

/* The same for a unit as a cell, slot or link stores it: such an offset can neither overflow nor be unaligned. */
static inline void *mmf_at_unit(mmf_segment *s, uint32_t unit, uint64_t bytes)
{
    mmf_off off = unit * MMF_UNIT;
    if (MMF_UNLIKELY(off + bytes > __atomic_load_n(&s->limit, __ATOMIC_RELAXED)) &&
        !mmf_segment_refresh(s, off + bytes))
        return NULL;
    return s->base + off;
}

/* The same, told without a call. False, and *at means nothing, if they do not lie in the file, or where it must have
 * grown since this process looked. mmf_at_known(): `off` is a multiple of 8 that together with `bytes` cannot
 * overflow. mmf_at_known_unit(): by what was read of the segment before, to be read once for several. */
static inline bool mmf_at_known(const mmf_segment *s, mmf_off off, uint64_t bytes, uint64_t **at)
{
    *at = (uint64_t *)(s->base + off);
    return MMF_LIKELY(off + bytes <= __atomic_load_n(&s->limit, __ATOMIC_RELAXED));
}

typedef struct mmf_known {
    unsigned char *base;
    uint64_t limit;
} mmf_known;
static inline mmf_known mmf_known_of(const mmf_segment *s)
{
    return (mmf_known){s->base, __atomic_load_n(&s->limit, __ATOMIC_RELAXED)};
}
static inline bool mmf_at_known_unit(const mmf_known *known, uint32_t unit, uint64_t bytes, uint64_t **at)
{
    mmf_off off = unit * MMF_UNIT;
    *at = (uint64_t *)(known->base + off);
    return MMF_LIKELY(off + bytes <= known->limit);
}

/* How many things of `bytes` each the heap can have, whatever heap_end says: a bound for walks, which may lead in a
 * circle. */
static inline uint64_t mmf_most(mmf_segment *s, uint64_t bytes)
{
    uint64_t end = mmf_load(&mmf_super(s)->heap_end);
    (void)mmf_at(s, 0, end); /* another process may have lengthened the file */
    return mmf_min(end, __atomic_load_n(&s->limit, __ATOMIC_RELAXED)) / bytes;
}

static inline mmf_off mmf_off_of(const mmf_segment *s, const void *p)
{
    return (mmf_off)((const unsigned char *)p - s->base);
}

/* Map the file behind fd, which becomes the segment's. `want`: address space to reserve; less is tried down to
 * `least`. */
MMF_UNUSED_RESULT mmf_status mmf_segment_map(mmf_segment *s, int fd, bool readonly, uint64_t want, uint64_t least);
void mmf_segment_unmap(mmf_segment *s);

/* What os_file_information() tells of the file. MMF_OS: with EBADF if its descriptor has become another's (S4). */
MMF_UNUSED_RESULT mmf_status mmf_segment_information(mmf_segment *s, struct os_file_info *info);

/* Has the file still all that it was known to have, and its heap? MMF_CUT: somebody cut it short under us, which no
 * touch of its end would survive. MMF_FULL: it has grown beyond the address space that this process had for it. MMF_OS.
 * A system call, so only asked where it is cheap in comparison. */
MMF_UNUSED_RESULT mmf_status mmf_segment_check_length(mmf_segment *s);

/* Have all that the heap has on the device, also what others added since this process last looked how long the file is.
 * MMF_CUT, MMF_FULL, MMF_OS. */
MMF_UNUSED_RESULT mmf_status mmf_segment_flush(mmf_segment *s);

/* Make the file at least `bytes` long, with real space. MMF_FULL, MMF_NO_SPACE, MMF_CUT. Lock held. */
MMF_UNUSED_RESULT mmf_status mmf_segment_extend(mmf_segment *s, uint64_t bytes);

/* Give the pages of [off, off + bytes), some of which may be holes, real space. MMF_NO_SPACE: all or nothing, as
 * os_allocate(). */
MMF_UNUSED_RESULT mmf_status mmf_segment_fill(mmf_segment *s, mmf_off off, uint64_t bytes);

/* Fill the fixed part's checksum; check magic, version and checksum and that all areas lie inside `file_bytes`.
 * MMF_CORRUPT: `what` says why. */
uint64_t mmf_fixed_checksum(const struct mmf_fixed_shm *fixed);
MMF_UNUSED_RESULT mmf_status mmf_segment_validate(const struct mmf_fixed_shm *fixed, uint64_t file_bytes,
                                                  const char **what);

#endif
