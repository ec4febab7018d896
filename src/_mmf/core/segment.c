/* segment.c -- maps a file once, with room to grow, and validates its superblock.
 *
 *     | superblock | log | slots | heap ........ heap_end | (file end) |  address space reserved for growth  |
 *     0            4096  8192    12272                                                             reserved
 *
 * S1  Addresses never move: the mapping reaches beyond the end of the file from the start, and the file grows
 *     under it. What another process adds is there without a new mapping.
 * S2  Nothing beyond `limit` is touched, and `limit` never passes the file's length as fstat gave it: a touch
 *     beyond the end would be SIGBUS.
 *     If others cut the file, that is noticed where its length is asked for anyway; touching what is gone is SIGBUS.
 * S3  The file only ever becomes longer, and space is allocated before it is used: when it grows, and where holes were
 *     made (compact.c).
 * S4  Other code of the process may close descriptors that are not its own (a daemon closes all), and the number may be
 *     another file's then. So it is asked which file that is, before its length is believed or its space changed. */
#include "segment.h"

#include <errno.h>

#include "../os/os.h"
#include "saved.h"

#define LEFT_AT_LEAST (UINT64_C(64) << 20)

mmf_status mmf_segment_information(mmf_segment *s, os_file_info *info)
{
    mmf_status status = os_file_information(s->fd, info);
    if (status == MMF_OK && (info->device != s->device || info->inode != s->inode)) {
        errno = EBADF;
        status = MMF_OS;
    }
    return status;
}

bool mmf_segment_refresh(mmf_segment *s, uint64_t end)
{
    os_file_info info;
    if (end > s->reserved || mmf_segment_information(s, &info) != MMF_OK)
        return false;
    uint64_t limit = mmf_min(info.bytes, s->reserved);
    uint64_t known = __atomic_load_n(&s->limit, __ATOMIC_RELAXED);
    while (known < limit &&
           !__atomic_compare_exchange_n(&s->limit, &known, limit, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        ;
    return end <= limit;
}

/* Where address space is scarce, the rest of the process needs some, too: as much again, and LEFT_AT_LEAST. */
static bool leaves_enough(int fd, uint64_t bytes)
{
    void *more;
    bytes = mmf_max(bytes, LEFT_AT_LEAST);
    if (os_map(fd, bytes, true, &more) != MMF_OK)
        return false;
    os_unmap(more, bytes);
    return true;
}

mmf_status mmf_segment_map(mmf_segment *s, int fd, bool readonly, uint64_t want, uint64_t least)
{
    os_file_info info;
    mmf_status status = os_file_information(fd, &info);
    if (status != MMF_OK)
        return status;
    want = mmf_max(want, least);
    for (bool enough = true;; enough = false) {
        void *base;
        status = os_map(fd, want, readonly, &base);
        if (status == MMF_OK && (enough || leaves_enough(fd, want))) {
            *s = (mmf_segment){base, mmf_min(info.bytes, want), want, info.device, info.inode, fd, readonly};
            return MMF_OK;
        }
        if (status == MMF_OK) {
            os_unmap(base, want);
            status = MMF_NOMEM;
        }
        if (want <= least)
            return status;
        want = mmf_max(want / 4, least);
    }
}

void mmf_segment_unmap(mmf_segment *s)
{
    os_unmap(s->base, s->reserved);
    if (os_is_file(s->fd, s->device, s->inode))
        os_close(s->fd);
    s->base = NULL;
}

static mmf_status find_length(mmf_segment *s, uint64_t *bytes)
{
    os_file_info info;
    uint64_t known = __atomic_load_n(&s->limit, __ATOMIC_RELAXED); /* before the file is asked: it may grow meanwhile */
    mmf_status status = mmf_segment_information(s, &info);
    if (status != MMF_OK)
        return status;
    *bytes = info.bytes;
    return info.bytes < known ? MMF_CUT : MMF_OK;
}

mmf_status mmf_segment_check_length(mmf_segment *s)
{
    uint64_t bytes, end;
    mmf_status status = find_length(s, &bytes); /* first, since the superblock may be gone as well */
    if (status != MMF_OK)
        return status;
    end = mmf_load_acquire(&mmf_super(s)->heap_end);
    if (end > bytes) /* it was cut, or has grown just now */
        status = find_length(s, &bytes);
    if (status == MMF_OK && end > bytes)
        status = MMF_CUT;
    return status == MMF_OK && end > s->reserved ? MMF_FULL : status;
}

/* Through the mapping, which is surely of this file: a descriptor may be closed by other code at any moment (S4). */
mmf_status mmf_segment_flush(mmf_segment *s)
{
    mmf_status status = mmf_segment_check_length(s);
    return status == MMF_OK ? os_flush(s->base, mmf_load(&mmf_super(s)->heap_end)) : status;
}

mmf_status mmf_segment_extend(mmf_segment *s, uint64_t bytes)
{
    if (bytes > s->reserved)
        return MMF_FULL;
    uint64_t there;
    mmf_status status = mmf_segment_check_length(s); /* else the gap would be filled with zeros, and taken for data */
    if (status == MMF_OK)
        status = find_length(s, &there);
    if (status == MMF_OK && bytes > there)
        status = os_allocate(s->fd, there, bytes - there);
    if (status != MMF_OK)
        return status;
    if (!mmf_segment_refresh(s, bytes))
        return MMF_FULL;
    uint64_t from = mmf_round_up(there, MMF_PAGE);
    if (bytes > from) /* who makes the file longer is about to write there */
        os_populate(s->base + from, mmf_round_down(bytes - from, MMF_PAGE));
    return MMF_OK;
}

mmf_status mmf_segment_fill(mmf_segment *s, mmf_off off, uint64_t bytes)
{
    os_file_info info;
    mmf_status status = mmf_segment_information(s, &info);
    return status != MMF_OK ? status
                            : os_allocate(s->fd, mmf_round_down(off, MMF_PAGE),
                                          mmf_round_up(off + bytes, MMF_PAGE) - mmf_round_down(off, MMF_PAGE));
}

uint64_t mmf_fixed_checksum(const struct mmf_fixed_shm *fixed)
{
    /* FNV-1a by words (Fowler, Noll, Vo): enough against accidents; nothing here is against malice. */
    const uint64_t *words = (const uint64_t *)fixed;
    uint64_t sum = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < offsetof(struct mmf_fixed_shm, checksum) / 8; i++) {
        sum = (sum ^ words[i]) * UINT64_C(0x100000001b3);
        sum ^= sum >> 32;
    }
    return sum;
}

mmf_status mmf_segment_validate(const struct mmf_fixed_shm *fixed, uint64_t file_bytes, const char **what)
{
    *what = NULL;
    if (fixed->magic == MMF_SAVED_MAGIC)
        *what = "it is a saved namespace, not one in use; mmfshare.load() makes a namespace of it";
    else if (fixed->magic != MMF_MAGIC)
        *what = "it is not a mmfshare namespace (no magic number)";
    else if (fixed->byte_order != MMF_BYTE_ORDER)
        *what = "it was made on a machine of another byte order";
    else if (fixed->version != MMF_FORMAT_VERSION)
        *what = "it has another format version than this mmfshare reads";
    else if (fixed->features)
        *what = "it uses features that this mmfshare does not know";
    else if (fixed->checksum != mmf_fixed_checksum(fixed))
        *what = "the checksum of its superblock is wrong";
    else if (file_bytes > MMF_SIZE_MAX)
        *what = "the file is longer than any namespace";
    else if (fixed->size > file_bytes)
        *what = "the file is shorter than it was at its creation (cut off?)";
    else if (fixed->size < MMF_HEAP_OFF + 2 * MMF_PAGE || fixed->max_size > MMF_SIZE_MAX)
        *what = "its superblock gives impossible sizes";
    return *what ? MMF_CORRUPT : MMF_OK;
}
